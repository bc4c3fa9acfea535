"""Slides and worksheets: made of their chapter, shown one at a time, printed, and read without scripts."""

from __future__ import annotations

import html
import json
import re

import pytest
from accessibility import violations
from chapters import BOOK
from playwright.sync_api import expect
from visits import visit

import evbook
from evbook.authoring.question_files import Questions
from evbook.authoring.worksheets import reading_of
from evbook.review.book import LEADS
from evbook.sphinxext.handouts import code_of, names, set_formulae
from evbook.teaching.courses import facts

pytestmark = pytest.mark.site
PAGE = "microenvironment/immune-escape"
DECK, SHEET, KEY = (f"{name}.html" for name in names(PAGE).values())
PROJECTOR = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


def read(site, page: str) -> str:
    return (site / page).read_text(encoding="utf-8")


def about(page: str):
    return facts("".join(json.loads((BOOK / f"{page}.ipynb").read_text(encoding="utf-8"))["cells"][0]["source"]))


@pytest.mark.parametrize("page", LEADS)
def test_every_chapter_has_slides_a_worksheet_and_its_key(site, page):
    deck, sheet, key = (read(site, f"{name}.html") for name in names(page).values())
    said = html.unescape(re.sub(r"<[^>]+>", "", deck))
    assert about(page).title in said
    # up to its first formula, which is set in signs of its own
    words = about(page).idea.partition("$")[0].replace("*", "").strip()
    assert len(words) > 20 and words in said.replace("\u2019", "'")
    assert deck.count("<section ") == deck.count('<aside class="notes"') == 8
    assert f"../embed/{LEADS[page]}.html" in deck and f"../embed/{LEADS[page]}.html#ev:" in sheet
    assert sheet.count('class="sheet-page"') == 2
    assert "Exercise 1." in sheet and "Exercise 1." in key
    for text in (deck, sheet, key):
        assert "\\(" not in text and "{cite" not in text and 'http-equiv="Content-Security-Policy"' in text


def test_the_numbers_of_the_key_are_the_models(site):
    model = evbook.load(LEADS[PAGE])
    reading = reading_of(model.declaration)
    for value, read_off in zip(reading.values, reading.read, strict=True):
        given = {"scenario": model.declaration.scenarios[0].name, reading.parameter.name: value}
        assert model.measures(**given)[reading.measure.name] == pytest.approx(read_off, rel=1e-3)
    first = re.search(r"<tbody>.*?</tbody>", read(site, KEY), re.DOTALL)[0]
    assert first.count("<tr>") == len(reading.values)
    # what a sheet asks the reader to predict it does not say
    for scenario in model.declaration.scenarios[:3]:
        assert html.escape(scenario.meaning) not in read(site, SHEET)


def test_slides_go_on_by_keys_show_notes_and_hold_the_live_model(browser, site_address):
    with visit(browser, site_address, viewport=PROJECTOR) as reader:
        page = reader.go(DECK).page
        expect(page.get_by_role("heading", name="Immune escape")).to_be_visible()
        expect(page.locator(".speaker-notes")).to_be_hidden()
        page.keyboard.press("n")
        expect(page.locator(".speaker-notes")).to_contain_text("statements of the review")
        page.keyboard.press("n")
        expect(page.locator(".speaker-notes")).to_be_hidden()
        assert violations(page) == []
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        expect(page.frame_locator("iframe.slide-model").locator(".evx-drawn")).to_be_visible()
        page.keyboard.press("ArrowRight")
        expect(page.locator("section.present .slide-answer")).not_to_have_class(re.compile("visible"))
        page.keyboard.press("ArrowRight")
        expect(page.locator("section.present .slide-answer")).to_have_class(re.compile("visible"))
        cut = page.evaluate(
            """() => [...document.querySelectorAll(".slides > section")].filter((one) => {
                 const hidden = one.hidden; one.hidden = false; one.style.display = "block";
                 const tall = one.scrollHeight; one.style.display = hidden ? "none" : "block"; one.hidden = hidden;
                 return tall > 762; }).map((one) => one.getAttribute("aria-label"))"""
        )
        assert cut == []
        assert reader.complaints == [] and reader.refused == []


def test_slides_print_one_a_sheet_with_their_notes(browser, site_address):
    with visit(browser, site_address, viewport=PROJECTOR) as reader:
        page = reader.go(f"{DECK}?print-pdf").page
        expect(page.locator(".pdf-page").first).to_be_visible()
        slides, notes = (page.locator(one).count() for one in (".pdf-page", ".speaker-notes-pdf"))
        made = page.pdf(prefer_css_page_size=True)
        assert slides == notes == 8
        sheets = slides + notes
        assert len(re.findall(rb"/Type\s*/Page\b", made)) in (sheets, sheets + 1)
        assert reader.complaints == []


#: One page to print always, the others once a week.
PRINTED = [page if page == PAGE else pytest.param(page, marks=pytest.mark.every) for page in LEADS]


@pytest.mark.parametrize("page", PRINTED)
def test_a_worksheet_fills_two_pages(browser, site_address, page):
    with visit(browser, site_address, viewport=PROJECTOR) as reader:
        made = reader.go(f"{names(page)['sheet']}.html").page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", made)) == 2


def test_on_a_phone_slides_stand_under_one_another_and_can_be_read(browser, site_address):
    with visit(browser, site_address, viewport=PHONE) as reader:
        page = reader.go(DECK).page
        expect(page.get_by_role("heading", name="Sources")).to_be_visible()
        assert page.locator("body.deck-shown").count() == 0
        small = page.evaluate(
            """() => [...document.querySelectorAll("section p, section li")]
              .filter((part) => parseFloat(getComputedStyle(part).fontSize) < 12).map((part) => part.textContent)"""
        )
        assert small == []
        assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
        assert violations(page) == [] and reader.complaints == []


def test_both_are_read_without_scripts_and_from_a_folder(browser, site):
    with visit(browser, site.as_uri() + "/", viewport=PHONE, java_script_enabled=False) as plain:
        page = plain.go(DECK).page
        expect(page.get_by_role("heading", name="Sources")).to_be_visible()
        expect(page.locator("aside.notes").last).to_be_visible()
    with visit(browser, site.as_uri() + "/", viewport=PROJECTOR) as local:
        page = local.go(DECK).page
        page.keyboard.press("End")
        expect(page.get_by_role("heading", name="Sources")).to_be_visible()
        local.go(KEY)
        expect(page.get_by_role("heading", name="Immune escape: key")).to_be_visible()
        assert local.complaints == [] and local.refused == []


def test_a_code_leads_to_the_site_only_where_its_address_is_known():
    link = "../embed/immune-escape.html#ev:immune-escape?_scenario=late"
    assert code_of("", "worksheets", link) == ""
    drawn = code_of("https://book.example.org/", "worksheets", link)
    assert drawn.startswith("<svg") and "xlink" not in drawn


def test_formulae_of_a_text_are_set():
    assert "katex" in set_formulae(r"<p>\(a &lt; b\)</p>")
    assert set_formulae("<p>f (x)</p>") == "<p>f (x)</p>"


def test_a_quiz_is_worked_out_once():
    made = Questions(BOOK)
    assert made.quiz(PAGE) is made.quiz(PAGE)
