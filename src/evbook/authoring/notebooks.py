"""Execute the book's notebooks and write them as they are committed: readable in a diff, the same on every machine.

``python -m evbook.notebooks book/microenvironment/immune-escape.ipynb`` executes notebooks and writes them back;
with ``--only-normalise`` it does not execute.  What a committed notebook holds is in :func:`normalised`.
"""

from __future__ import annotations

import argparse
import copy
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: Cells with this tag are run and not compared, so they commit no output (pictures, live models, versions).
UNCOMPARED = "nbval-ignore-output"
#: What tools write into a cell for themselves.
VOLATILE = ("execution", "collapsed", "scrolled", "trusted", "vscode", "colab", "outputId")
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def normalised(notebook: NotebookNode) -> NotebookNode:
    """Return a copy without what differs from run to run.

    It has no times, no outputs of cells that are not compared, and no metadata of an editor.  Cells that are compared
    have the execution count 1: nbval takes a cell without a count for one that was never run, and leaves it out.
    """
    clean = copy.deepcopy(notebook)
    clean.metadata = type(clean.metadata)(copy.deepcopy(METADATA))
    clean.nbformat, clean.nbformat_minor = 4, 5
    for cell in clean.cells:
        for volatile in VOLATILE:
            cell.metadata.pop(volatile, None)
        cell.source = "\n".join(line.rstrip() for line in cell.source.strip("\n").split("\n"))
        if cell.cell_type == "code":
            compared = UNCOMPARED not in cell.metadata.get("tags", [])
            cell.execution_count = 1 if compared else None
            if not compared:
                cell.outputs = []
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = None
                if "metadata" in output:
                    output.metadata = {}
    return clean


def text_of(notebook: NotebookNode) -> str:
    """Return the file's text of a notebook."""
    import nbformat

    return nbformat.writes(normalised(notebook)) + "\n"


def faults(path: Path) -> list[str]:
    """Return, in sentences, how a file differs from a committed notebook; another tool may have saved it."""
    import warnings

    import nbformat

    text = path.read_text(encoding="utf-8")
    try:
        raw = json.loads(text)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is missing is said below
            clean = text_of(nbformat.reads(text, as_version=4))
        cells = list(enumerate(raw["cells"], 1))
    except Exception as error:  # nbformat raises many kinds for what is no notebook
        said = str(error).partition("\n")[0]
        return [f"{path.name} is no notebook of version 4 ({said}); take the last committed one, or save it anew."]
    found = []

    def say(numbers: list[int], what: str) -> None:
        if numbers:
            found.append(f"{path.name}, cell{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}: {what}")

    ids = [cell.get("id") for _, cell in cells]
    say(
        [n for n, cell in cells if not cell.get("id")],
        "no id; links lead to cells by their ids, so take them back from the last commit.",
    )
    say([n for n, cell in cells if cell.get("id") and ids.index(cell["id"]) < n - 1], "an id that an earlier cell has.")
    say([n for n, cell in cells if set(cell["metadata"]) & set(VOLATILE)], "metadata of the tool that saved it.")
    code = [(n, cell) for n, cell in cells if cell["cell_type"] == "code"]
    compared = [(n, cell) for n, cell in code if UNCOMPARED not in cell["metadata"].get("tags", [])]
    say([n for n, cell in compared if cell.get("execution_count") is None], "never run, or its outputs were taken out.")
    say(
        [n for n, cell in code if (n, cell) not in compared and cell.get("outputs")],
        f"outputs although it is tagged {UNCOMPARED}.",
    )
    if foreign := sorted(set(raw["metadata"]) - set(METADATA)):
        found.append(f"{path.name}: metadata of the tool that saved it ({', '.join(foreign)}).")
    if not found and text != clean:
        found.append(f"{path.name}: numbers of execution, blank space or the order of parts are not those of the book.")
    if found:
        found.append(f"`python -m evbook.notebooks {path.name}` runs it and writes it as the book has it.")
    return found


def read(path: Path) -> NotebookNode:
    """Return the notebook of a file."""
    import nbformat

    return nbformat.read(path, as_version=4)


def title_of(path: Path) -> str:
    """Return the first heading of a page, a notebook or Markdown; the name of its file where it has none."""
    if path.suffix == ".ipynb":
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    else:
        text = path.read_text(encoding="utf-8")
    found = re.search(r"^# +(.+)$", text, flags=re.MULTILINE)
    return found[1].strip() if found else path.stem


def execute(notebook: NotebookNode, folder: Path, *, timeout: int = 300) -> NotebookNode:
    """Run every cell in a new kernel, in ``folder``.  Raises what a cell raises."""
    from nbclient import NotebookClient

    client = NotebookClient(notebook, timeout=timeout, kernel_name="python3", record_timing=False)
    return client.execute(cwd=str(folder))


def main(arguments: list[str] | None = None) -> None:
    """Execute and write each notebook that is named."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--only-normalise", action="store_true", help="do not execute")
    chosen = parser.parse_args(arguments)
    for path in chosen.notebooks:
        notebook = read(path)
        if not chosen.only_normalise:
            notebook = execute(notebook, path.parent)
        path.write_text(text_of(notebook), encoding="utf-8")
        print(f"{path}: {'normalised' if chosen.only_normalise else 'executed'}")


if __name__ == "__main__":
    main()
