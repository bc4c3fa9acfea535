"""All models on a page, in Chromium: every number is there, and can be found."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from visits import visit

from evbook.review.catalogue import declarations

pytestmark = pytest.mark.site
NUMBERS = [(d.id, p.name) for d in declarations() for p in d.parameters]


def test_every_parameter_of_every_model_can_be_searched(browser, site: Path):
    with visit(browser, site.as_uri() + "/", viewport={"width": 1280, "height": 900}) as reader:
        reader.go("reference/parameters.html")
        rows = reader.page.locator(".evbook-filtered tbody tr")
        expect(rows).to_have_count(len(NUMBERS))
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= 1280, "the widest table fits the page"
        field = reader.page.get_by_label("Search the parameters")
        field.fill("immune-escape regulatory ASSUMED")
        shown = reader.page.locator(".evbook-filtered tbody tr:not([hidden])")
        expect(shown).to_have_count(1)
        expect(shown.first).to_contain_text("strength of the regulatory arm")
        expect(reader.page.locator(".evbook-filter output")).to_have_text(f"1 of {len(NUMBERS)} parameters")
        field.fill("")
        expect(shown).to_have_count(len(NUMBERS))
        assert reader.refused == [] and reader.complaints == []


def test_every_model_has_a_report_card_without_a_failed_line(browser, site: Path):
    with visit(browser, site.as_uri() + "/", viewport={"width": 390, "height": 844}) as reader:
        reader.go("reference/models.html")
        for d in declarations():
            card = reader.page.locator(f"#model-{d.id}")
            card.locator("summary").click()
            expect(card.locator(".verdict-holds").first).to_be_visible()
            expect(card.locator(".verdict-fails")).to_have_count(0)
