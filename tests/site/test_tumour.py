"""The tumour you treat: a question answered by one line, switches on the anatomy, and a story in steps."""

from __future__ import annotations

import re

from figures import DESKTOP, PHONE
from playwright.sync_api import Page, expect
from visits import visit

import evbook

CHAPTER = "perspectives/whole-picture.html"


def alive(page: Page, within: str):
    """A figure of the page, once it is alive."""
    figure = page.locator(f"{within} figure.evbook-explorer")
    figure.scroll_into_view_if_needed()
    figure.locator(".evx-drawn").wait_for()
    return figure


def controlled(acts: float) -> bool:
    """Whether a block of nine tenths from that day on controls the tumour, as Python says."""
    return evbook.load("whole-picture").measures(scenario="late", acts=acts)["T_final"] < 1e8


def test_the_question_of_the_front_page_is_answered_by_one_line(browser, site_address: str):
    assert controlled(49) and not controlled(60)
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.go("index.html")
        figure = alive(reader.page, ".evbook-asks")
        line, said = figure.get_by_role("slider", name="block or filter from here"), figure.locator(".evx-sentence")
        expect(line).to_have_attribute("aria-valuetext", "90 days")
        expect(said).to_contain_text("Escaped nevertheless, with a block or filter from day 90")
        grip, curves = line.bounding_box(), figure.locator(".evx-marker-box").bounding_box()
        height = curves["y"] + curves["height"] * 0.8
        reader.page.mouse.move(grip["x"] + grip["width"] / 2, height)
        reader.page.mouse.down()
        reader.page.mouse.move(curves["x"] + curves["width"] * 49 / 730, height, steps=5)
        reader.page.mouse.up()
        expect(said).to_contain_text(re.compile(r"Controlled, with a block or filter from day (4[89]|50)"))
        line.focus()
        line.press("PageUp")
        expect(said).to_contain_text("Escaped nevertheless")
        line.press("Home")
        expect(said).to_contain_text("Controlled, with a block or filter from day 0")
        expect(reader.page).to_have_url(re.compile(r"[?&]acts=0$"))
        # It is the only control that answers, but for time and the same number in a field.
        assert not figure.locator(".evx-scenarios").is_visible()
        assert figure.locator(".evx-control:visible").count() == 1
        assert reader.complaints == []


def test_the_line_is_there_only_where_it_changes_something(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.go(CHAPTER)
        figure = alive(reader.page, ".evbook-lead")
        line = figure.get_by_role("slider", name="block or filter from here")
        expect(line).to_be_hidden()
        figure.get_by_role("button", name="All on, shedding blocked from day 45").click()
        expect(line).to_be_visible()
        figure.get_by_role("switch", name="Vesicles").click()
        expect(line).to_be_hidden()


def test_switches_lie_where_they_act_and_lead_to_their_chapters(browser, site_address: str):
    parts = evbook.load("whole-picture").declaration.scene.parts
    assert len(parts) == 10
    for viewport in (DESKTOP, {**PHONE, "width": 320}):
        with visit(browser, site_address, viewport=viewport) as reader:
            reader.go(CHAPTER)
            figure = alive(reader.page, ".evbook-lead")
            scene = figure.locator(".evx-scene > svg").bounding_box()
            switches = figure.locator("button.evx-part")
            assert switches.count() == 10
            places = []
            for i, part in enumerate(parts):
                box = switches.nth(i).bounding_box()
                assert box["width"] >= 24 and box["height"] >= 24
                middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
                assert abs(middle[0] - scene["x"] - part.x / 480 * scene["width"]) < 3, part.label
                assert abs(middle[1] - scene["y"] - part.y / 200 * scene["height"]) < 3, part.label
                assert all(max(abs(middle[0] - x), abs(middle[1] - y)) >= 14 for x, y in places), part.label
                places.append(middle)
                link = figure.get_by_role("link", name=part.label, exact=True)
                assert link.get_attribute("href") == f"../{part.chapter}.html"
            escape = switches.and_(figure.get_by_role("switch", name="immune escape", exact=True))
            expect(escape).to_have_attribute("aria-checked", "true")
            escape.focus()
            escape.press("Space")
            expect(escape).to_have_attribute("aria-checked", "false")
            expect(figure.locator(".evx-sentence")).to_contain_text("Controlled")
            assert reader.complaints == []


def test_a_step_of_the_story_is_pressed_or_scrolled_to_and_has_an_address(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP, reduced_motion="reduce") as reader:
        reader.go(CHAPTER)
        figure = alive(reader.page, ".evbook-story")
        steps = reader.page.locator(".story-title a")
        assert steps.count() == 4
        said = figure.locator(".evx-scene > svg")
        steps.nth(3).click()
        expect(steps.nth(3)).to_have_attribute("aria-current", "step")
        expect(reader.page).to_have_url(re.compile(r"_scenario=blocked&_t=365$"))
        expect(said).to_have_attribute("aria-label", re.compile("365 days"))
        tumour = figure.locator(".evx-scene g[data-layer=tumour]")
        expect(tumour).to_have_attribute("data-count", "1")  # fewer than three million, and not gone
        steps.nth(1).evaluate("(link) => link.closest('li').scrollIntoView({ block: 'center' })")
        expect(steps.nth(1)).to_have_attribute("aria-current", "step")
        expect(tumour).to_have_attribute("data-count", re.compile(r"1[23]\d"))
        address = steps.nth(2).get_attribute("href")
        reader.go(f"{CHAPTER}{address}")
        assert reader.complaints == []


def test_the_story_is_read_without_scripts(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP, java_script_enabled=False) as reader:
        reader.go(CHAPTER)
        story = reader.page.locator(".evbook-story")
        expect(story.locator(".evx-scene > svg")).to_be_visible()
        seen = story.locator(".story-seen").all_inner_texts()
        assert [text.split()[0].strip(",:") for text in seen] == ["Controlled", "Escaped", "Escaped", "Controlled"]
        assert reader.page.locator("span.evx-part").first.is_visible()
