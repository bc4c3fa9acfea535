"""The book's own facts stand once, in ``review/book.py``: contents, schema and ledger say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from evbook import data
from evbook.ledger import claims, notes
from evbook.review import book, catalogue

ROOT = Path(__file__).parents[1]
FIELDS = {
    (table, field["name"]): field.get("constraints", {})
    for table in data.names()
    for field in data.resource(table)["schema"]["fields"]
}


def contents() -> list[str]:
    """The pages of ``_toc.yml`` in their order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [toc["root"], *(each["file"] for part in toc["parts"] for each in part["chapters"])]


def test_the_contents_hold_the_chapters_in_the_order_of_the_book():
    pages = contents()
    assert [page for page in pages if page in book.CHAPTERS] == list(book.CHAPTERS)
    assert all(page.startswith("reference/") for page in pages if page not in book.CHAPTERS)


@pytest.mark.parametrize("table", ["claims", "since_2019"])
def test_the_schema_knows_the_chapters(table):
    assert FIELDS[table, "chapter"]["enum"] == list(book.CHAPTERS)


def test_the_schema_knows_the_sections():
    assert FIELDS["claims", "section"]["enum"] == list(book.SECTIONS)


@pytest.mark.parametrize("column", sorted(book.VOCABULARY))
def test_the_schema_allows_the_vocabulary_and_nothing_else(column):
    allowed = FIELDS["claims", column]
    if "enum" in allowed:
        assert set(allowed["enum"]) == book.VOCABULARY[column]
    else:
        for word in book.VOCABULARY[column]:
            assert re.fullmatch(allowed["pattern"], word), word
        first = re.fullmatch(r"\(([^()]*)\)\(; ?\(\1\)\)\*", allowed["pattern"])
        assert first, f"{column}: the pattern is not a list of words parted by semicolons"
        assert set(first[1].split("|")) == book.VOCABULARY[column]


def test_the_schema_knows_the_kinds_of_notes():
    assert FIELDS["reading_notes", "kind"]["enum"] == list(notes.KINDS)


@pytest.mark.parametrize(("table", "column"), [("claims", "references"), ("reading_notes", "reference")])
def test_the_schema_ends_with_the_last_reference(table, column):
    pattern = FIELDS[table, column]["pattern"]
    assert [n for n in range(1000) if re.fullmatch(pattern, str(n))] == list(range(1, book.LAST_REFERENCE + 1))


def test_every_reference_of_the_review_has_its_row():
    assert list(claims.references()["number"]) == list(range(1, book.LAST_REFERENCE + 1))


def test_tables_are_read_in_one_place():
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src" / "evbook").rglob("*.py")
        if "node_modules" not in path.parts and re.search(r"\bread_csv\b|data\.folder\(\)", path.read_text("utf-8"))
    ]
    # A reader's own table is another matter, and the status page names its file to Sphinx.
    assert set(readers) <= {"src/evbook/own_data/grid.py", "src/evbook/sphinxext/status.py"}, readers


def test_every_chapter_with_a_model_has_a_lead_of_its_own():
    """The small live figure under a chapter's idea is that of a model which the chapter is about."""
    notebooks = {page for page in book.CHAPTERS if (ROOT / "book" / f"{page}.ipynb").is_file()}
    assert set(book.LEADS) == notebooks
    for page, model in book.LEADS.items():
        assert catalogue.declaration(model).chapter == page
