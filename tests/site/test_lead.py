"""The point comes first: a chapter's live model stands under its idea, and what proves it opens by a link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from figures import DESKTOP, PHONE
from visits import visit

from evbook.review.book import LEADS

PROJECTOR = {"width": 1920, "height": 1080}
#: How far below the page's top the lead figure may begin: the first screen, and on a phone the second.
MOST = {"laptop": ({"width": 1280, "height": 800}, 900), "projector": (PROJECTOR, 900), "phone": (PHONE, 2 * 844)}
#: The most px that a chapter is high, at the width of a laptop.
LONGEST = 12_000
_PLACE = """() => {
  const top = (part) => part.getBoundingClientRect().top + scrollY;
  const lead = document.querySelector("main .evbook-lead figure.evbook-explorer");
  return {
    model: lead.dataset.model,
    lead: top(lead),
    idea: top(document.querySelector(".idea")),
    needs: top(document.querySelector("details.chapter-needs")),
    section: top(document.querySelector("main section section")),
    buttons: lead.querySelectorAll(".evx-scenarios .evx-button").length,
    sliders: lead.querySelectorAll(".evx-control").length,
    actions: [...document.querySelectorAll(".lead-actions a")].map((link) => link.getAttribute("href")),
    open: document.querySelectorAll("main details.disclosure[open], main details.evbook-card[open]").length,
  };
}"""


@pytest.mark.parametrize("size", MOST)
def test_every_chapter_begins_with_its_idea_and_its_live_model(browser, site_address: str, size: str):
    viewport, most = MOST[size]
    with visit(browser, site_address, viewport=viewport, java_script_enabled=False) as reader:
        for page, model in LEADS.items():
            reader.go(f"{page}.html")
            seen = reader.page.evaluate(_PLACE)
            assert seen["model"] == model, page
            assert seen["idea"] < seen["lead"] < seen["needs"] < seen["section"], page
            assert seen["lead"] <= most, f"{page}: the lead figure begins {seen['lead']:.0f} px down"
            assert 1 <= seen["sliders"] <= 3 and seen["buttons"] != 1, page
            assert seen["open"] == 0, f"{page}: something that proves is open"
            assert len(seen["actions"]) == 4 and seen["actions"][0] == "#explore", page


def test_a_scenario_is_one_press_away(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.go("microenvironment/immune-escape.html")
        lead = reader.page.locator(".evbook-lead figure")
        lead.locator(".evx-drawn").wait_for()
        buttons = lead.get_by_role("group", name="Scenario").get_by_role("button")
        assert buttons.evaluate_all("(all) => all.map((one) => one.ariaPressed)") == ["true", "false", "false", "false"]
        before = lead.locator(".evx-sentence").inner_text()
        buttons.nth(1).click()
        lead.locator(".evx-scenarios [aria-pressed=true]", has_text="felt late").wait_for()
        reader.page.wait_for_function(
            "(said) => document.querySelector('.evbook-lead .evx-sentence').innerText !== said", arg=before
        )
        # The whole figure of the same model stays as it was.
        whole = reader.page.locator("figure.evbook-explorer:not([data-compact])").first
        assert whole.get_attribute("data-scenario") == "regulatory"


def test_no_chapter_is_longer_than_a_reader_bears(browser, site_address: str):
    """With all that is closed left closed, at the width of a laptop."""
    long = {}
    with visit(browser, site_address, viewport=MOST["laptop"][0]) as reader:
        for page in LEADS:
            reader.go(f"{page}.html")
            px = reader.page.evaluate("() => document.documentElement.scrollHeight")
            if px > LONGEST:
                long[page] = px
    assert not long, f"longer than {LONGEST} px: {long}"


def test_the_line_of_a_closed_section_says_its_result(site: Path):
    """A heading, a line, and what is behind it; the line is no heading again, and nothing is empty."""
    for page in LEADS:
        html = (site / f"{page}.html").read_text(encoding="utf-8")
        lines = re.findall(
            r'<details class="(?:disclosure folded|folded disclosure)">\s*<summary>\s*(.*?)</summary>', html
        )
        assert len(lines) >= 8, page
        for line in lines:
            assert len(line) >= 7 and not line.startswith(("0 ", "None")), f"{page}: {line}"
        assert sum(bool(re.search(r"\d", line)) for line in lines) >= 6, f"{page}: {lines}"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_to_what_is_closed_opens_it(browser, site: Path, site_address: str, scripts: bool):
    with visit(browser, site_address, viewport=DESKTOP, java_script_enabled=scripts) as reader:
        reader.go("microenvironment/immune-escape.html")
        row = reader.page.locator("#claim-immune-escape-09")
        assert not row.is_visible()
        reader.page.locator("sup.claims a[href='#claim-immune-escape-09']").first.click()
        row.wait_for(state="visible")
        for part in ("#run", "#cite"):
            reader.page.locator(f".lead-actions a[href='{part}']").click()
            reader.page.locator(part).wait_for(state="visible")


def test_a_link_with_a_setting_leads_to_the_whole_figure(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.go("microenvironment/immune-escape.html#ev:immune-escape?phi_treg=0.7")
        whole = reader.page.locator("figure.evbook-explorer:not([data-compact])").first
        whole.locator(".evx-drawn").wait_for()
        reader.page.wait_for_function(
            """() => {
              const box = document.querySelector("figure.evbook-explorer:not([data-compact])").getBoundingClientRect();
              return box.top > -50 && box.top < innerHeight;
            }"""
        )
