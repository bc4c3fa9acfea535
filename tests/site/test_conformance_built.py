"""What the conformance report says of text spacing and of keys of one letter, tried on pages of each make."""

from __future__ import annotations

import string

import pytest
from playwright.sync_api import expect
from visits import visit

pytestmark = pytest.mark.site
PAGES = ("microenvironment/immune-escape.html", "reference/for-instructors.html", "reference/conformance.html",
         "embed/immune-escape.html", "worksheets/immune-escape.html")  # fmt: skip
#: The spacing of WCAG 1.4.12.
SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } \
p { margin-bottom: 2em !important; }"


@pytest.mark.parametrize("path", PAGES)
def test_wider_spacing_of_text_cuts_nothing_off(browser, site_address, path):
    with visit(browser, site_address, viewport={"width": 1280, "height": 900}) as reader:
        page = reader.go(path).page
        page.add_style_tag(content=SPACING)
        cut = page.evaluate(
            """() => [...document.querySelectorAll("main :is(p, li, h1, h2, h3, button, label, td, th)")]
              .filter((part) => part.checkVisibility() && part.clientWidth > 1
                && getComputedStyle(part).overflow === "hidden"
                && (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1))
              .map((part) => part.outerHTML.slice(0, 100))"""
        )
        assert cut == []
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 1280


#: What one key could have changed: the focus, the place, what is open and what is pressed.
_STATE = """() => [document.activeElement?.id || document.activeElement?.tagName, location.href, scrollY,
  [...document.querySelectorAll("[open]")].length, document.querySelectorAll("[aria-pressed=true]").length,
  document.body.className]"""
KEYS = string.ascii_letters + string.digits + string.punctuation


@pytest.mark.parametrize("path", [*PAGES, "index.html", "reference/evidence-map.html"])
def test_no_key_of_one_character_is_a_shortcut(browser, site_address, path):
    with visit(browser, site_address, viewport={"width": 1280, "height": 900}) as reader:
        page = reader.go(path).page
        before = page.evaluate(_STATE)
        for key in KEYS:
            page.keyboard.press(key)
        assert page.evaluate(_STATE) == before
        page.keyboard.press("Control+k")
        if page.locator("#site-search").count():
            expect(page.locator("#site-search")).to_be_focused()


def test_slides_have_a_button_that_switches_their_letters_off(browser, site_address):
    with visit(browser, site_address, viewport={"width": 1280, "height": 900}) as reader:
        page = reader.go("slides/immune-escape.html").page
        notes, letters = (page.get_by_role("button", name=name) for name in ("Notes", "Letter keys"))
        page.keyboard.press("n")
        expect(notes).to_have_attribute("aria-pressed", "true")
        expect(page.locator(".speaker-notes")).to_be_visible()
        letters.press("Enter")
        expect(letters).to_have_attribute("aria-pressed", "false")
        before = page.evaluate(_STATE)
        for key in KEYS:
            page.keyboard.press(key)
        assert page.evaluate(_STATE) == before
        expect(page.locator(".speaker-notes")).to_be_visible()
        # what is no letter still goes on, and the notes are there by a button
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("heading", name="What you will be able to do")).to_be_visible()
        notes.click()
        expect(page.locator(".speaker-notes")).to_be_hidden()
