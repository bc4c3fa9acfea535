"""The plain pages that answer for claims of the ledger: the front page, and the fronts of the parts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pybtex.database import parse_file

from evbook.ledger import claims, notes
from evbook.sphinxext.claims import ids

BOOK = Path(__file__).parents[1] / "book"
FRONTS = ("index", "microenvironment/index", "resistance/index")


@pytest.fixture(params=FRONTS)
def front(request) -> str:
    return request.param


@pytest.fixture
def text(front) -> str:
    return (BOOK / f"{front}.md").read_text(encoding="utf-8")


def test_every_claim_of_the_page_is_named_once_or_more_and_no_other(front, text):
    named = [claim for role in re.findall(r"\{claim\}`([^`]+)`", text) for claim in ids(role)]
    assert set(named) == set(claims.for_chapter(front)["id"])


def test_the_abstract_and_the_legends_have_a_page():
    """Each row of the Abstract and of the two legends belongs to a front, whose claims the test above holds."""
    ledger = claims.read()
    rows = ledger[ledger["section"].isin(["abstract", "figure-1", "figure-2", "microenvironment", "resistance"])]
    assert set(rows["chapter"]) == set(FRONTS)


def test_the_page_shows_its_slice_of_the_ledger(text):
    assert len(re.findall(r"^```\{claims-table\}\n```$", text, re.MULTILINE)) == 1


def test_reading_notes_stand_with_their_claims(front, text):
    assert ("{reading-notes}" in text) == bool(len(notes.reading(front)))
    assert ("{since-2019}" in text) == bool(len(notes.since_2019(front)))


def test_references_are_cited_by_key_or_as_numbers_of_the_review(front, text):
    cited = {key for keys in re.findall(r"\{cite:[a-z]+\}`([^`]+)`", text) for key in keys.split(",")}
    assert cited <= set(parse_file(BOOK / "references.bib").entries)
    if cited:
        assert "```{bibliography}\n:filter: docname in docnames\n```" in text
    named = " ".join(re.findall(r"references? ([\d, and]+) in", text))
    for number in {n for cell in claims.for_chapter(front)["references"] for n in claims.parts(cell)}:
        known = claims.cite(number)
        assert known in cited if " " not in known else re.search(rf"\b{number}\b", named), number


def test_the_figures_are_on_the_front_page_and_on_their_parts():
    of = {front: re.findall(r"\{review-figure\} (\d)", (BOOK / f"{front}.md").read_text()) for front in FRONTS}
    assert of == {"index": ["1", "2"], "microenvironment/index": ["1"], "resistance/index": ["2"]}


def test_one_sentence_stands_on_a_line(text):
    bare = re.sub(r"\{[a-z:]+\}`[^`]*`|\[[^\]]*\]\{[^}]*\}", "", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    found = [line for line in bare.splitlines() if re.search(r"[a-z0-9)][.?!]\s+[A-Z][a-z]+ [a-z]", line)]
    assert found == []
