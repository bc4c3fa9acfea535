"""The glossary: each word defined once, each source known, each chapter served."""

from __future__ import annotations

import re

import pytest
from chapters import BOOK, chapters
from pybtex.database import parse_file

from evbook import chapter, data
from evbook.ledger import glossary
from evbook.review import book

TERMS = glossary.terms()
BY_ID = {term.id: term for term in TERMS}


def test_sources_are_in_the_bibliography_and_chapters_exist():
    keys = set(parse_file(BOOK / "references.bib").entries)
    assert {source for term in TERMS for source in term.sources} <= keys
    assert {page for term in TERMS for page in term.chapters} <= set(book.CHAPTERS)
    assert sum(bool(term.sources) for term in TERMS) >= 60


def test_what_a_definition_rests_on_is_said_of_each():
    """Cited if and only if a source is named; a word of the book's own is no fact that a textbook could have."""
    for row in data.read("glossary").to_dict("records"):
        assert (row["basis"] == "cited") == bool(data.parts(row["source"])), row["term"]
        assert row["basis"] in ("cited", "meaning") or row["kind"] == "field", row["term"]
    assert {BY_ID["lysosome"].textbook, BY_ID["escrt"].textbook, BY_ID["separatrix"].textbook} == {True, False}


def test_a_number_in_a_definition_of_the_field_has_a_source():
    """A formula and what is counted in words are definitions; a measured size or amount is a fact."""
    stated = [term.id for term in TERMS if re.search(r"\d (?:nm|µm|kT|letters)", term.definition) and not term.own]
    assert stated and not [id for id in stated if not (BY_ID[id].sources or BY_ID[id].textbook)]


def test_no_form_names_two_terms():
    forms = [form.lower() for term in TERMS for form in (term.name, *term.also)]
    assert not {form for form in forms if forms.count(form) > 1}


def test_a_definition_is_one_phrase_that_ends_in_a_full_stop():
    for term in TERMS:
        assert re.fullmatch(r"[^\n]{10,240}\.", term.definition), term.name
        assert "  " not in term.plain and "$" not in term.plain
        assert term.plain.endswith(".")


@pytest.mark.parametrize("page", [page.name for page in chapters()])
def test_a_chapter_shows_its_terms_as_the_glossary_defines_them(page):
    shown = chapter.key_terms(page).markdown
    rows = [row for row in data.read("glossary").to_dict("records") if page in data.parts(row["chapters"])]
    assert shown.count("\n- **") + 1 == len(rows)
    for row in rows:
        assert f"- **{row['term']}**: {row['definition']}" in shown


def test_a_definition_is_written_in_no_chapter():
    prose = "\n".join(page.prose for page in chapters())
    assert not [term.name for term in TERMS if f"**{term.name}**: " in prose]


def test_a_chapter_without_terms_says_so():
    with pytest.raises(KeyError, match="no key term for the chapter"):
        chapter.key_terms("nowhere")


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("exosome", "Most exosomes are small.", "exosomes"),
        ("exosome", "Exosomes are small.", "Exosomes"),
        ("extracellular-vesicle", "An EV is a particle.", "EV"),
        ("extracellular-vesicle", "every ev", None),
        ("ic50", "The IC50 of a drug", "IC50"),
        ("p-glycoprotein", "by P-glycoprotein alone", "P-glycoprotein"),
        ("exosome", "proexosomes", None),
        ("tight-junction-zo-1", "a tight junction opens", "tight junction"),
        ("stroma", "a stromal-cell line", None),
    ],
)
def test_a_term_is_found_as_a_whole_word(term, text, found):
    match = BY_ID[term].pattern.search(text)
    assert (match and match[0]) == found


def test_an_everyday_word_is_linked_only_where_it_is_a_key_term():
    sink = BY_ID["sink"]
    assert sink in glossary.linked_on("resistance/immunotherapy-sink")
    assert sink not in glossary.linked_on("background/uptake")
    assert BY_ID["exosome"] in glossary.linked_on("background/uptake")
