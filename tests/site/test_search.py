"""The search index leads from terms, claims, parameters and models to their pages, as the page's own script reads it.

A query finds the pages that hold all its words: stemmed, in the text or in the title; stop words and bare numbers
are left out.  One visit in Chromium (test_frame) holds that the script does so.
"""

from __future__ import annotations

import json
import re

import pytest
from sphinx.search.en import SearchEnglish

from evbook.ledger import claims, glossary
from evbook.review.catalogue import declarations

LANGUAGE = SearchEnglish({})


@pytest.fixture(scope="module")
def index(site) -> dict:
    """The index as its script sets it."""
    text = (site / "searchindex.js").read_text(encoding="utf-8")
    return json.loads(re.fullmatch(r"Search\.setIndex\((.*)\)\s*;?\s*", text, re.DOTALL)[1])


def words(query: str) -> list[str]:
    """The words that the script looks up."""
    split = re.findall(r"\w+", query.lower())
    return [LANGUAGE.stem(word) for word in split if word not in LANGUAGE.stopwords and not word.isdigit()]


def pages(index: dict, query: str) -> set[str]:
    """The pages that hold every word of a query."""
    found = []
    for word in words(query):
        if len(word) < 3:
            continue  # the script matches these in part only
        held = set()
        for where in ("terms", "titleterms"):
            numbers = index[where].get(word, [])
            held |= {numbers} if isinstance(numbers, int) else set(numbers)
        found.append(held)
    return {index["docnames"][number] for number in set.intersection(*found)} if found else set()


def test_every_term_leads_to_the_glossary(index):
    asked = [term.name for term in glossary.terms() if any(len(word) >= 3 for word in words(term.name))]
    astray = [name for name in asked if "reference/glossary" not in pages(index, name)]
    assert astray == []


def test_every_model_leads_to_the_register_and_its_title_to_its_chapter(index):
    for d in declarations():
        assert "reference/models" in pages(index, d.title), d.title
        assert "reference/models" in pages(index, d.id), d.id


def test_every_parameter_leads_to_the_list_of_numbers_by_what_it_means(index):
    astray = [(d.id, p.name) for d in declarations() for p in d.parameters
              if "reference/parameters" not in pages(index, p.meaning)]  # fmt: skip
    assert astray == []


def test_every_claim_leads_to_the_page_that_answers_for_it(index):
    astray = [row["id"] for row in claims.read().to_dict("records") if row["chapter"] not in pages(index, row["claim"])]
    assert astray == []
