"""What a claim, a citation or a term says is shown beside its link, by mouse, keyboard and touch, without a request."""

from __future__ import annotations

import pytest
from accessibility import violations
from playwright.sync_api import expect
from visits import visit

from evbook.ledger import claims, glossary

pytestmark = pytest.mark.site
PAGE = "microenvironment/immune-escape"
CLAIM = f"{PAGE.rpartition('/')[2]}-09"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module", params=["served", pytest.param("folder", marks=pytest.mark.every)])
def reader(request, browser, site, site_address):
    with visit(browser, site_address if request.param == "served" else site.as_uri() + "/", viewport=DESKTOP) as open_:
        yield open_.go(f"{PAGE}.html")
        assert open_.complaints == [] and open_.refused == []


def links(page) -> dict:
    """The first link of each kind, and words that its preview holds."""
    row = claims.read().set_index("id").loc[CLAIM]
    used = page.locator("a.term-use:visible").first
    anchor = used.get_attribute("href").partition("#")[2]
    term = next(term for term in glossary.terms() if term.anchor == anchor)
    return {
        "claim": (page.locator(f"sup.claims a[href='#claim-{CLAIM}']"), [row["claim"][:40], row["strength"]]),
        "citation": (page.locator("main p a[href='#cite-wieckowski2009']").first, ["Wieckowski", "2009", "J Immunol"]),
        "term": (used, [term.plain[:30]]),
    }


@pytest.mark.parametrize("kind", ["claim", "citation", "term"])
def test_a_pointer_that_rests_sees_it_and_can_go_onto_it(reader, kind):
    page = reader.page
    link, words = links(page)[kind]
    link.scroll_into_view_if_needed()
    before = list(reader.asked)
    link.hover()
    box = page.get_by_role("tooltip")
    for part in words:
        expect(box).to_contain_text(part)
    assert link.get_attribute("aria-describedby") == box.get_attribute("id")
    assert not link.get_attribute("title"), "the browser's own tooltip would lie over it"
    box.hover()
    page.wait_for_timeout(500)
    expect(box).to_be_visible()
    page.mouse.move(1, 1)
    expect(box).to_be_hidden()
    assert reader.asked == before, "a preview asks for nothing"


@pytest.mark.parametrize("kind", ["claim", "citation", "term"])
def test_the_keyboard_sees_it_and_escape_takes_it_away(reader, kind):
    page = reader.page
    link, words = links(page)[kind]
    page.keyboard.press("Shift+Tab")  # what is focused from now on is focused by keyboard
    link.focus()
    box = page.get_by_role("tooltip")
    expect(box).to_contain_text(words[0])
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(link).to_be_focused()
    assert not link.get_attribute("aria-describedby")


def test_a_finger_sees_it_first_and_goes_there_second(browser, site_address):
    with visit(browser, site_address, viewport=PHONE, has_touch=True, is_mobile=True) as phone:
        page = phone.go(f"{PAGE}.html").page
        link, words = links(page)["claim"]
        link.scroll_into_view_if_needed()
        link.tap()
        box = page.get_by_role("tooltip")
        expect(box).to_contain_text(words[1])
        assert page.evaluate("() => location.hash") == ""
        shown = box.bounding_box()
        assert shown["x"] >= 0 and shown["x"] + shown["width"] <= PHONE["width"]
        assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
        assert violations(page) == []
        link.tap()
        expect(page.locator(f"#claim-{CLAIM}")).to_be_in_viewport()
        assert phone.complaints == []


def test_without_scripts_a_term_keeps_its_title(browser, site_address):
    with visit(browser, site_address, viewport=DESKTOP, java_script_enabled=False) as plain:
        link, words = links(plain.go(f"{PAGE}.html").page)["term"]
        assert words[0] in link.get_attribute("title")
