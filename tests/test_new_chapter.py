"""The template of a chapter: it has every part that the contract asks for, in order, and every cell of it runs."""

from __future__ import annotations

import re

import nbformat
import pytest
from test_chapters import HEADINGS

from evbook.authoring import new_chapter
from evbook.review.catalogue import declaration


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    file = tmp_path_factory.mktemp("book") / "microenvironment" / "my-chapter.ipynb"
    new_chapter.main(["junction-leak", str(file)])
    return file


def test_it_has_the_parts_of_a_chapter_in_their_order(begun):
    notebook = nbformat.read(begun, as_version=4)
    nbformat.validate(notebook)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = [heading for heading in re.findall(r"^## (.+)$", prose, re.MULTILINE) if heading in HEADINGS]
    assert found == list(HEADINGS)
    for part in ("**Objectives.**", "**Prerequisites.**", "**Time.**", "{.idea}", "*Contrary evidence.*"):
        assert part in prose


def test_every_cell_runs(begun):
    space: dict = {}
    for cell in nbformat.read(begun, as_version=4).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, cell.id, "exec"), space)
    assert space["page"] == "microenvironment/my-chapter"
    assert space["model"].id == "junction-leak"


def test_what_the_data_know_of_a_page_is_in_it_and_for_another_it_says_how_it_gets_there():
    """Evidence, quiz and key terms: a cell where there is something to show, else a place to fill."""
    shown = ("evidence", "reading_notes", "quiz", "key_terms")
    for page, known in (("microenvironment/immune-escape", True), ("microenvironment/my-chapter", False)):
        cells = new_chapter.notebook(declaration("immune-escape"), page).cells
        code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
        open_places = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        assert [f"chapter.{part}(page)" in code for part in shown] == [known] * 4
        assert ("data/glossary.csv" in open_places) == ("src/evbook/review/quizzes/" in open_places) == (not known)


def test_a_file_that_exists_is_left_alone(begun, capsys):
    before = begun.read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        new_chapter.main(["junction-leak", str(begun)])
    assert "left as it is" in capsys.readouterr().err
    assert begun.read_text(encoding="utf-8") == before
