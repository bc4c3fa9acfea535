"""The frame around the pages: search, contents, colours, print."""

from __future__ import annotations

import pytest
from accessibility import violations
from playwright.sync_api import expect
from visits import visit

PHONE = {"width": 390, "height": 800}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(params=["served", "folder"])
def root(request: pytest.FixtureRequest, site, site_address: str) -> str:
    """The site as a server gives it, and as a downloaded folder does."""
    return site_address if request.param == "served" else site.as_uri() + "/"


def test_search_finds_a_word_of_the_book(browser, root):
    with visit(browser, root, viewport=DESKTOP) as reader:
        reader.go("index.html")
        reader.page.get_by_role("searchbox", name="Search the book").fill("vesicles")
        reader.page.keyboard.press("Enter")
        expect(reader.page.locator("#search-results li a").first).to_be_visible()
        expect(reader.page.locator("#search-results")).to_contain_text("Extracellular vesicles in the tumour")
        found = violations(reader.page)
        assert not found, "\n".join(found)
        reader.page.locator("#search-results li a").first.click()
        expect(reader.page.locator("main h1")).to_be_visible()
        assert reader.refused == [] and reader.complaints == []


def test_search_says_when_it_finds_nothing(browser, root):
    with visit(browser, root, viewport=DESKTOP) as reader:
        reader.go("search.html?q=xylophone")
        expect(reader.page.locator("#search-results")).to_contain_text("Nothing holds “xylophone”")


def test_the_choice_of_colours_lasts(browser, site_address):
    with visit(browser, site_address, viewport=DESKTOP, color_scheme="light") as reader:
        reader.go("index.html")
        root = reader.page.locator("html")
        button = reader.page.get_by_role("button", name="Colours: Auto")
        button.click()
        reader.page.get_by_role("button", name="Colours: Light").click()
        expect(root).to_have_attribute("data-theme", "dark")
        reader.go("search.html")
        expect(root).to_have_attribute("data-theme", "dark")
        reader.page.get_by_role("button", name="Colours: Dark").click()
        expect(root).to_have_attribute("data-theme", "light")


def test_on_a_phone_the_contents_opens_and_closes_by_keyboard(browser, site_address):
    with visit(browser, site_address, viewport=PHONE) as reader:
        reader.go("index.html")
        contents = reader.page.get_by_role("navigation", name="Book")
        expect(contents).to_be_hidden()
        menu = reader.page.get_by_role("button", name="Contents")
        menu.focus()
        reader.page.keyboard.press("Enter")
        expect(contents).to_be_visible()
        assert reader.page.evaluate("() => location.hash") == "", "the fragment belongs to the reader's setting"
        reader.page.keyboard.press("Escape")
        expect(contents).to_be_hidden()
        expect(menu).to_be_focused()


def test_on_a_phone_the_contents_opens_without_scripts(browser, site_address):
    with visit(browser, site_address, viewport=PHONE, java_script_enabled=False) as reader:
        reader.go("index.html")
        reader.page.get_by_role("link", name="Contents").click()
        expect(reader.page.get_by_role("navigation", name="Book")).to_be_visible()
        expect(reader.page.locator(".theme-button")).to_be_hidden()


def test_the_first_tab_leads_past_the_frame(browser, site_address):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.go("index.html")
        reader.page.keyboard.press("Tab")
        expect(reader.page.get_by_role("link", name="Skip to the text")).to_be_focused()
        reader.page.keyboard.press("Enter")
        expect(reader.page.locator("main")).to_be_focused()


def test_paper_gets_the_text_and_nothing_to_press(browser, site_address):
    with visit(browser, site_address, viewport=DESKTOP, color_scheme="dark") as reader:
        reader.go("index.html")
        reader.page.emulate_media(media="print")
        expect(reader.page.locator(".site-header")).to_be_hidden()
        expect(reader.page.locator("main h1")).to_be_visible()
        ink = reader.page.evaluate("() => getComputedStyle(document.body).color")
        red, green, blue = (float(part) for part in ink.removeprefix("rgb(").rstrip(")").split(",")[:3])
        assert max(red, green, blue) < 80, "dark colours are for the screen"
