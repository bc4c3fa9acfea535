"""Make the graded assignments with otter-grader: notebooks for learners, and what grades them.

``python assignments/make.py FOLDER`` writes, for each assignment, ``student/NAME.ipynb`` and ``autograder/`` with the
zip that ``otter run`` and Gradescope take.  With ``--try`` a right and five wrong solutions are graded, and what came
of it is printed; a solution that is graded wrongly is an error.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from records import ASSIGNMENTS, BEGINS, Asked, Assignment

OTTER = [sys.executable, "-m", "otter"]


def master(assignment: Assignment) -> nbformat.NotebookNode:
    """Return the notebook that otter parts into the learner's and the grader's."""
    config = f"# ASSIGNMENT CONFIG\nname: {assignment.name}\ngenerate: true\nrun_tests: true\nexport_cell: false"
    words = (
        f"# {assignment.title}\n\n{assignment.words}\n\nReplace each `...` by your answer, and run the check below it."
    )
    cells = [new_raw_cell(config), new_markdown_cell(words), new_code_cell(BEGINS[assignment.name])]
    for asked in assignment.questions:
        cells += _question(asked)
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata=metadata)


def _question(asked: Asked) -> list[nbformat.NotebookNode]:
    *shown, last = asked.tests
    hidden = f"# HIDDEN\n{last}"
    return [
        new_raw_cell(f"# BEGIN QUESTION\nname: {asked.name}\npoints: {asked.points}"),
        new_markdown_cell(f"**{asked.name.upper()}.** {asked.words}"),
        new_raw_cell("# BEGIN SOLUTION"),
        new_code_cell(asked.solution),
        new_raw_cell("# END SOLUTION"),
        new_raw_cell("# BEGIN TESTS"),
        *(new_code_cell(test) for test in (*shown, hidden)),
        new_raw_cell("# END TESTS"),
        new_raw_cell("# END QUESTION"),
    ]


def make(assignment: Assignment, folder: Path) -> Path:
    """Write an assignment into ``folder/NAME``; return that folder.  Raises CalledProcessError where otter fails."""
    target = folder / assignment.name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    source = target / f"{assignment.name}.ipynb"
    nbformat.write(master(assignment), source)
    subprocess.run([*OTTER, "assign", source.name, "."], cwd=target, check=True, capture_output=True, text=True)
    return target


def grade(assignment: Assignment, made: Path, wrong: str = "") -> dict[str, float]:
    """Return the points of each question for the right solution, or for one of the wrong ones."""
    given = nbformat.read(made / "student" / f"{assignment.name}.ipynb", as_version=4)
    solutions = {asked.name: asked.solution.replace("  # SOLUTION", "") for asked in assignment.questions}
    if wrong:
        name, code = assignment.wrong[wrong]
        solutions[name] = code
    pending = ""
    for cell in given.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("**Q"):
            pending = cell.source[2:].partition(".")[0].lower()
        elif cell.cell_type == "code" and pending:
            cell.source, pending = solutions[pending], ""
    archive = next((made / "autograder").glob("*.zip"))
    with tempfile.TemporaryDirectory() as place:
        paper = Path(place) / f"{assignment.name}.ipynb"
        nbformat.write(given, paper)
        command = [*OTTER, "run", "-a", str(archive), "-o", place, str(paper)]
        subprocess.run(command, check=True, capture_output=True, text=True)
        results = json.loads((Path(place) / "results.json").read_text(encoding="utf-8"))
    found: dict[str, float] = {}
    for test in results["tests"]:
        name = test["name"].partition(" ")[0]
        if name in solutions:
            found[name] = found.get(name, 0.0) + float(test.get("score", 0.0))
    return found


def attempt(assignment: Assignment, made: Path) -> list[str]:
    """Grade the right solution and the wrong ones; return what was graded otherwise than it should be."""
    full = {asked.name: float(asked.points) for asked in assignment.questions}
    faults = []
    for wrong in ("", *assignment.wrong):
        found = grade(assignment, made, wrong)
        print(f"{assignment.name}: {wrong or 'the right solution'}: {sum(found.values()):g} of {sum(full.values()):g}")
        if not wrong and found != full:
            faults.append(f"{assignment.name}: the right solution has {found}, not {full}.")
        if wrong and found.get(assignment.wrong[wrong][0], 0.0) >= full[assignment.wrong[wrong][0]]:
            faults.append(f"{assignment.name}: {wrong!r} has full points for {assignment.wrong[wrong][0]}.")
    return faults


def main() -> None:
    """Make the assignments, and try them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the assignments go")
    parser.add_argument(
        "--try", action="store_true", dest="tried", help="grade a right and five wrong solutions of each"
    )
    chosen = parser.parse_args()
    faults = []
    for assignment in ASSIGNMENTS:
        made = make(assignment, chosen.folder)
        faults += attempt(assignment, made) if chosen.tried else []
    sys.exit("\n".join(faults) or None)


if __name__ == "__main__":
    main()
