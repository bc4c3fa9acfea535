"""Time on a page: a moment of the run is played, stepped by keys, dragged, linked to; it stands still where asked."""

from __future__ import annotations

import re

from figures import DESKTOP
from playwright.sync_api import Page, expect
from visits import visit

PAGE = "microenvironment/immune-escape.html"


def lead(page: Page):
    """The figure under the idea, once it is alive."""
    figure = page.locator(".evbook-lead figure")
    figure.scroll_into_view_if_needed()
    figure.locator(".evx-drawn").wait_for()
    return figure


def counts(figure) -> dict[str, int]:
    """How many glyphs each layer of the scene says that it has."""
    return dict(
        figure.locator(".evx-scene g[data-layer]").evaluate_all(
            "(all) => all.map((one) => [one.dataset.layer, Number(one.dataset.count)])"
        )
    )


def test_a_moment_is_stepped_by_keys_told_once_and_part_of_the_address(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.go(PAGE)
        figure = lead(reader.page)
        slider = figure.get_by_role("slider", name="Time")
        slider.focus()
        slider.press("Home")
        expect(slider).to_have_attribute("aria-valuetext", "0 days")
        for _ in range(7):
            slider.press("PageUp")
        expect(slider).to_have_attribute("aria-valuetext", "350 days")
        words = figure.locator(".evx-time-words")
        expect(words).to_contain_text("At 350 days: Tumour cells")
        expect(words).to_have_attribute("aria-busy", "false")
        expect(words).to_have_attribute("role", "status")
        expect(reader.page).to_have_url(re.compile(r"[?&]_t=350$"))
        # What is drawn is what is told: a dot for each two and a half million cells.
        told = re.search(r"Tumour cells ([\d.]+)\D+10(\S)", words.inner_text())
        assert told and told[2] == "⁸"
        assert abs(counts(figure)["tumour"] - float(told[1]) * 1e8 / 2.5e6) <= 1
        address = reader.page.url
        # The link brings the moment back, in every figure of the model.
        reader.page.goto("about:blank")
        reader.page.goto(address)
        expect(lead(reader.page).get_by_role("slider", name="Time")).to_have_attribute("aria-valuetext", "350 days")
        assert reader.complaints == []


def test_it_plays_pauses_and_follows_a_hand_on_the_line(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.go(PAGE)
        figure = lead(reader.page)
        slider = figure.get_by_role("slider", name="Time")
        before = counts(figure)
        figure.get_by_role("button", name="Play").click()
        pause = figure.get_by_role("button", name="Pause")
        reader.page.wait_for_function(
            """() => document.querySelector(".evbook-lead .evx-time input").valueAsNumber > 30
              && document.querySelector(".evbook-lead .evx-time-words").ariaBusy === "true" """
        )
        pause.click()
        figure.get_by_role("button", name="Play").wait_for()
        expect(figure.locator(".evx-time-words")).to_have_attribute("aria-busy", "false")
        assert counts(figure) != before
        stage, line = (
            figure.locator(".evx-cursor svg").bounding_box(),
            figure.locator(".evx-cursor-line").bounding_box(),
        )
        middle = stage["y"] + stage["height"] / 2
        reader.page.mouse.move(line["x"] + line["width"] / 2, middle)
        reader.page.mouse.down()
        reader.page.mouse.move(stage["x"] + stage["width"] * 0.5, middle, steps=4)
        reader.page.mouse.up()
        said = slider.get_attribute("aria-valuetext")
        assert abs(float(said.split()[0]) - 500) < 10, said
        assert reader.complaints == []


def test_where_no_motion_is_wanted_it_goes_in_steps(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP, reduced_motion="reduce") as reader:
        reader.go(PAGE)
        figure = lead(reader.page)
        step = figure.get_by_role("button", name="Step")
        slider = figure.get_by_role("slider", name="Time")
        for moment in ("0 days", "125 days", "250 days"):
            step.click()
            expect(slider).to_have_attribute("aria-valuetext", moment)
        assert figure.get_by_role("button", name="Pause").count() == 0


def test_the_scene_is_there_without_scripts_and_on_paper(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP, java_script_enabled=False) as reader:
        reader.go(PAGE)
        figure = reader.page.locator(".evbook-lead figure")
        expect(figure.locator(".evx-scene > svg")).to_be_visible()
        expect(figure.locator(".evx-time")).to_be_hidden()
        reader.page.emulate_media(media="print")
        expect(figure.locator(".evx-scene > svg")).to_be_visible()
        assert counts(figure)["effectors"] > 0


def test_a_membrane_is_pulled_and_the_curve_follows(browser, site_address: str):
    """The handle lies at 140 − 100·√x units down, so that a hand at 80 asks for x = 0.36."""
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.go("background/biogenesis.html")
        figure = lead(reader.page)
        picture = figure.locator(".evx-scene > svg")
        picture.scroll_into_view_if_needed()
        box, grip = picture.bounding_box(), figure.locator(".evx-grip").bounding_box()
        reader.page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
        reader.page.mouse.down()
        reader.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 80 / 200, steps=6)
        reader.page.mouse.up()
        said = figure.get_by_role("slider", name="How far the bud is closed", exact=True)
        expect(said).to_have_attribute("aria-valuetext", re.compile(r"^0\.3[56]"))
        expect(reader.page).to_have_url(re.compile(r"[?&]_t=0\.3[56]"))
        assert grip["width"] >= 24
        assert reader.complaints == []


def test_a_diagram_fills_and_flows_where_a_model_has_no_scene(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.go("microenvironment/stromal-activation.html").unfold()
        figure = reader.page.locator("figure.evbook-explorer[data-model=tgf-beta]").last
        figure.scroll_into_view_if_needed()
        figure.locator(".evx-drawn").wait_for()
        assert figure.locator(".evx-flow").count() == 0, "nothing plays by itself"
        slider = figure.get_by_role("slider", name="Time")
        slider.focus()
        slider.press("Home")
        boxes = figure.locator(".evx-flow .evx-level")
        expect(figure.locator(".evx-flow")).to_be_visible()

        def levels():
            return boxes.evaluate_all("(all) => all.map((one) => Number(one.getAttribute('height')))")

        def running():
            lines = figure.locator(".evx-flow .evx-running")
            return lines.evaluate_all("(all) => all.map((one) => one.getAttribute('stroke-dashoffset'))")

        early, begun = levels(), running()
        frames = boxes.evaluate_all(
            "(all) => all.map((one) => Number(one.previousElementSibling.getAttribute('height')))"
        )
        assert any(early) and all(0 <= level <= frame for level, frame in zip(early, frames, strict=True))
        for _ in range(6):
            slider.press("PageUp")
        assert levels() != early and running() != begun
        # The page's own diagram stays as it was drawn.
        assert reader.page.locator("svg.evbook-diagram .evx-level").count() == len(early)
        assert reader.complaints == []
