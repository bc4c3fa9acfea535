"""Notebooks are committed as a diff can read them; nbval compares their outputs."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys

import nbformat
import pytest
from chapters import BOOK, ROOT, tags
from nbclient import NotebookClient

from evbook.authoring.notebooks import UNCOMPARED, faults, normalised, read, text_of

NOTEBOOKS = sorted(BOOK.rglob("*.ipynb"))
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=[p.relative_to(BOOK).as_posix() for p in NOTEBOOKS])

#: A path of somebody's machine, and what only an interactive session knows.
ABSOLUTE = re.compile(r"(?<![\w./:])/(?:home|Users|root|tmp|work|mnt|opt|var)/|\b[A-Za-z]:\\\\")


def test_there_are_notebooks():
    assert NOTEBOOKS


@every_notebook
def test_it_is_valid_and_written_in_the_one_form(path):
    assert faults(path) == []
    nbformat.validate(read(path))
    assert path.read_text(encoding="utf-8") == text_of(read(path))


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


def _strip(cells):
    for cell in cells:
        cell.update({"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {})


FOREIGN = {
    "editor": (lambda book: book["metadata"].update(vscode={}, colab={}),
               "note.ipynb: metadata of the tool that saved it (colab, vscode)."),
    "timed": (lambda book: book["cells"][1]["metadata"].update(execution={"iopub.execute_input": "now"}),
              "note.ipynb, cell 2: metadata of the tool that saved it."),
    "older": (lambda book: [cell.pop("id") for cell in book["cells"]],
              "note.ipynb, cells 1, 2, 3: no id; links lead to cells by their ids, so take them back from the last "
              "commit."),
    "copied": (lambda book: book["cells"][2].update(id=book["cells"][1]["id"]),
               "note.ipynb, cell 3: an id that an earlier cell has."),
    "stripped": (lambda book: _strip(book["cells"]), "note.ipynb, cell 2: never run, or its outputs were taken out."),
    "kept": (lambda book: book["cells"][2].update(outputs=book["cells"][1]["outputs"]),
             f"note.ipynb, cell 3: outputs although it is tagged {UNCOMPARED}."),
    "run again": (lambda book: book["cells"][1].update(execution_count=17),
                  "note.ipynb: numbers of execution, blank space or the order of parts are not those of the book."),
}  # fmt: skip


@pytest.mark.parametrize("change", FOREIGN)
def test_what_another_tool_did_to_a_notebook_is_said(tmp_path, change):
    result = nbformat.v4.new_output("execute_result", data={"text/plain": "42"}, execution_count=1)
    cells = [nbformat.v4.new_markdown_cell("# A note"), nbformat.v4.new_code_cell("6 * 7", outputs=[result]),
             nbformat.v4.new_code_cell("draw()", metadata={"tags": [UNCOMPARED]})]  # fmt: skip
    path = tmp_path / "note.ipynb"
    path.write_text(text_of(nbformat.v4.new_notebook(cells=cells)), encoding="utf-8")
    assert faults(path) == []
    book = json.loads(path.read_text(encoding="utf-8"))
    spoil, sentence = FOREIGN[change]
    spoil(book)
    path.write_text(json.dumps(book), encoding="utf-8")
    remedy = "`python -m evbook.notebooks note.ipynb` runs it and writes it as the book has it."
    assert faults(path) == [sentence, remedy]


@pytest.mark.parametrize("text", ["", "{ cut", "[]", '{"cells": 1, "nbformat": 4}', '{"nbformat": 3}'])
def test_what_is_no_notebook_is_said(tmp_path, text):
    (tmp_path / "note.ipynb").write_text(text, encoding="utf-8")
    (said,) = faults(tmp_path / "note.ipynb")
    assert said.startswith("note.ipynb is no notebook of version 4 (")


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


@pytest.mark.slow
def test_in_a_notebook_progress_is_a_bar_that_is_full_at_the_end():
    code = "import evbook\nmodel = evbook.load('immune-escape')\nmodel.ensemble(40, seed=1, progress=True).shape"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(book, timeout=120, kernel_name="python3").execute()
    (cell,) = book.cells
    widgets = book.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"].values()
    (bar,) = [one["state"] for one in widgets if one["model_name"] == "FloatProgressModel"]
    assert bar["value"] == bar["max"] == 40
    assert not [one for one in cell.outputs if one.output_type == "stream"], "no line is printed beside it"
