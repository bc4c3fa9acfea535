"""What the contract asks of a built chapter: solutions closed, opening on answers; claims that lead somewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from chapters import chapters, tags
from visits import SITE

import evbook
from evbook.ledger import claims
from evbook.review.catalogue import declarations

PAGES = [chapter for chapter in chapters() if (SITE / f"{chapter.name}.html").is_file()]


class Details(HTMLParser):
    """Each ``details`` element: whether it is open, its summary, and the classes inside it in their order."""

    def __init__(self, html: str):
        super().__init__()
        self.found, self._open, self._summary = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "details":
            part = {"open": "open" in attrs, "summary": "", "classes": [], "depth": len(self._open)}
            self.found.append(part)
            self._open.append(part)
        self._summary = tag == "summary" or (self._summary and tag != "details")
        for part in self._open:
            part["classes"].append(attrs.get("class") or "")

    def handle_endtag(self, tag):
        if tag == "details":
            self._open.pop()
        if tag == "summary":
            self._summary = False

    def handle_data(self, data):
        if self._summary and self._open:
            self._open[-1]["summary"] += data.strip()


@pytest.fixture(scope="module", params=PAGES or [None], ids=lambda chapter: chapter.name if chapter else "none")
def built(request):
    """A chapter and the HTML of its page."""
    if request.param is None:
        pytest.fail(f"No chapter is built in {SITE}; `make book` builds the site.", pytrace=False)
    return request.param, (SITE / f"{request.param.name}.html").read_text(encoding="utf-8")


def test_every_claim_is_named_in_a_sentence_and_leads_to_its_evidence(built):
    chapter, html = built
    for claim in claims.for_chapter(chapter.name)["id"]:
        assert html.count(f'id="said-{claim}"') == 1
        assert html.count(f'<tr role="row" id="claim-{claim}">') == 1
        assert f'href="#claim-{claim}"' in html


def test_solutions_are_closed_and_open_on_the_answer(built):
    chapter, html = built
    solutions = [part for part in Details(html).found if part["summary"].startswith("Solution")]
    assert len(solutions) == len([cell for cell in chapter.code if "solution" in tags(cell)])
    for part in solutions:
        assert not part["open"]
        order = [name for name in part["classes"] if "cell_output" in name or "cell_input" in name]
        assert "cell_output" in order[0]
        assert "cell_input" in order[-1]


def test_predictions_are_hidden_until_the_reader_asks(built):
    chapter, html = built
    hidden = [part for part in Details(html).found if part["summary"] == "What you see, and why"]
    assert len(hidden) == chapter.prose.count("<summary>What you see, and why</summary>") >= 3
    assert not any(part["open"] for part in hidden)


def test_sources_of_the_tables_lead_to_the_pages_references(built):
    _, html = built
    targets = set(re.findall(r'href="#(cite-[a-z0-9-]+)"', html))
    assert targets
    for target in targets:
        assert f'id="{target}"' in html


def test_vesicle_terms_are_labelled_in_formula_and_diagram(built):
    chapter, html = built
    if any(d.states for d in declarations() if d.chapter == chapter.name):  # a curve has no diagram
        assert re.search(r'<svg class="evbook-diagram"[^>]*aria-label="Diagram of [^"]{100,}"', html)
    assert html.count("<mtext>EV</mtext>") >= 3


def test_its_dynamic_models_can_be_taken_away_as_sbml(built):
    chapter, html = built
    offered = re.findall(r'<a href="([^"]+)" download="([a-z0-9-]+)\.xml">', html)
    dynamic = {d.id for d in declarations() if d.chapter == chapter.name and d.kind == "dynamic"}
    assert dynamic <= {model for _, model in offered}
    for address, model in offered:
        text = ((SITE / chapter.name).parent / address).read_text(encoding="utf-8")
        assert text == evbook.load(model).to_sbml()
