"""Notebooks are committed as a diff can read them; the run of the book itself (``--nbval``) compares their outputs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import nbformat
import pytest
from chapters import BOOK, ROOT, tags

from evbook.notebooks import UNCOMPARED, normalised, read, text_of

NOTEBOOKS = sorted(BOOK.rglob("*.ipynb"))
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=[p.relative_to(BOOK).as_posix() for p in NOTEBOOKS])

#: A path of somebody's machine, and what only an interactive session knows.
ABSOLUTE = re.compile(r"(?<![\w./:])/(?:home|Users|root|tmp|work|mnt|opt|var)/|\b[A-Za-z]:\\\\")


def test_there_are_notebooks():
    assert NOTEBOOKS


@every_notebook
def test_it_is_valid_and_written_in_the_one_form(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert path.read_text(encoding="utf-8") == text_of(notebook), f"run: python -m evbook.notebooks {path}"


@every_notebook
def test_its_cells_are_short_and_are_python(path):
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= 25, cell.source
            ast.parse(cell.source)


@every_notebook
def test_it_names_no_path_of_a_machine(path):
    assert not ABSOLUTE.findall(path.read_text(encoding="utf-8"))


@every_notebook
def test_its_outputs_are_few_small_and_without_errors(path):
    for cell in read(path).cells:
        if cell.cell_type != "code":
            continue
        if ".explore(" in cell.source:
            assert UNCOMPARED in tags(cell), "a live model is held by the tests of the site"
        for output in cell.outputs:
            assert output.output_type in ("execute_result", "display_data", "stream"), output
            assert output.get("name") != "stderr", output
            assert not [kind for kind in output.get("data", {}) if kind.startswith(("image/", "application/"))]
        assert len(str(cell.outputs)) < 40_000


def test_normalising_takes_what_differs_from_run_to_run_and_nothing_else():
    result = nbformat.v4.new_output("execute_result", data={"text/plain": "42"}, execution_count=7)
    cell = nbformat.v4.new_code_cell("answer  \n", outputs=[result], execution_count=7)
    picture = nbformat.v4.new_code_cell("draw()", outputs=[result], metadata={"tags": [UNCOMPARED]})
    picture.metadata["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00Z"}
    notebook = nbformat.v4.new_notebook(cells=[cell, picture], metadata={"vscode": {}})
    clean = normalised(notebook)
    assert [c.execution_count for c in clean.cells] == [1, None]
    assert clean.cells[0].source == "answer"
    assert clean.cells[0].outputs[0].data == {"text/plain": "42"}
    assert clean.cells[0].outputs[0].execution_count is None
    assert clean.cells[1].outputs == []
    assert clean.cells[1].metadata == {"tags": [UNCOMPARED]}
    assert set(clean.metadata) == {"kernelspec", "language_info"}
    assert notebook.cells[0].execution_count == 7, "the notebook given is left as it is"
    assert text_of(nbformat.reads(text_of(notebook), as_version=4)) == text_of(notebook)


def test_a_changed_digit_in_an_output_is_found(tmp_path):
    """The comparison is strict: one wrong digit, or an output that is not committed, fails."""
    wrong = nbformat.v4.new_output("execute_result", data={"text/plain": "1.615"})
    right = nbformat.v4.new_output("execute_result", data={"text/plain": "4"})
    cells = [
        nbformat.v4.new_code_cell("1.614", outputs=[wrong]),
        nbformat.v4.new_code_cell("2 + 2"),
        nbformat.v4.new_code_cell("2 + 2", outputs=[right]),
    ]
    (tmp_path / "digits.ipynb").write_text(text_of(nbformat.v4.new_notebook(cells=cells)), encoding="utf-8")
    config = ROOT / "tests" / "nbval.cfg"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--nbval", "--nbval-sanitize-with", str(config),
         "-q", str(tmp_path)],
        capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert "2 failed, 1 passed" in run.stdout, run.stdout
    assert re.search(r"mismatch 'text/plain'[\s\S]*1\.615[\s\S]*1\.614", run.stdout), run.stdout
    assert "Unexpected output fields from running code: {'text/plain'}" in run.stdout
    assert "Unrun" not in run.stdout
