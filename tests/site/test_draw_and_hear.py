"""Draw first, and hear it: two tools that come when they are wanted."""

from __future__ import annotations

import re

from figures import DESKTOP
from playwright.sync_api import expect
from visits import visit

PAGE = "perspectives/whole-picture.html"
#: A stand-in that notes what would be heard.
_SILENT = """
globalThis.heard = [];
class Quiet {
  constructor() { this.currentTime = 0; this.destination = {}; }
  close() { heard.push("closed"); return Promise.resolve(); }
}
const note = (kind) => function (context, options) {
  const ramp = { linearRampToValueAtTime: (value, at) => kind === "voice" && heard.push([value, at]) };
  return { frequency: ramp, gain: ramp, connect: (next) => next, start: () => heard.push(kind), stop() {} };
};
globalThis.AudioContext = Quiet;
globalThis.OscillatorNode = note("voice");
globalThis.GainNode = note("gain");
globalThis.StereoPannerNode = note("side");
"""


def whole(page):
    figure = page.locator("figure.evbook-explorer:not([data-compact])").first
    figure.scroll_into_view_if_needed()
    figure.locator(".evx-drawn").wait_for()
    return figure


def drawer(figure, title: str):
    """A tool's drawer, opened."""
    figure.locator(".evx-tool > summary", has_text=title).click()
    return figure.locator(".evx-tool[open]", has_text=title)


def test_a_curve_is_drawn_by_hand_and_by_keys_and_compared(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.go(PAGE)
        assert not any("laboratory" in address for address in reader.asked), "a first visit does without"
        figure = whole(reader.page)
        box = drawer(figure, "Draw first")
        box.get_by_role("button", name="Draw first").click()
        area = figure.locator(".evx-drawing")
        expect(area).to_be_focused()
        expect(figure.locator(".evx-sentence")).to_be_hidden()
        expect(figure.locator(".evx-scene")).to_be_hidden()
        place = area.bounding_box()
        reader.page.mouse.move(place["x"] + 2, place["y"] + place["height"] * 0.9)
        reader.page.mouse.down()
        reader.page.mouse.move(place["x"] + place["width"] - 2, place["y"] + place["height"] * 0.9, steps=8)
        reader.page.mouse.up()
        box.get_by_role("button", name="Show the model's curve").click()
        said = box.get_by_role("status")
        expect(said).to_contain_text("Your curve stays where it begins from first to last; the model's rises.")
        expect(said).to_contain_text("furthest apart at")
        expect(figure.locator(".evx-key")).to_contain_text("as you drew it")
        expect(figure.locator(".evx-sentence")).to_be_visible()
        # Again, by keys alone.
        box.get_by_role("button", name="Draw first").click()
        expect(area).to_have_attribute("aria-valuetext", "nothing drawn")
        area.press("ArrowUp")
        expect(area).to_have_attribute("aria-valuetext", re.compile("cells"))
        for _ in range(4):
            area.press("ArrowRight")
        area.press("PageUp")
        expect(area).to_have_attribute("aria-label", re.compile("Tumour at 292 days"))
        box.get_by_role("button", name="Show the model's curve").click()
        expect(said).to_contain_text("Like the model's, your curve rises")
        box.get_by_role("button", name="Leave it").click()
        expect(figure.locator(".evx-key")).not_to_contain_text("as you drew it")
        assert reader.complaints == []


def test_a_curve_is_heard_in_two_voices_and_told_in_words(browser, site_address: str):
    with visit(browser, site_address, viewport=DESKTOP) as reader:
        reader.context.add_init_script(_SILENT)
        reader.go(PAGE)
        box = drawer(whole(reader.page), "Hear it")
        expect(box.get_by_role("status")).to_contain_text(
            re.compile(r"Tumour begins at 10⁶ cells, .*ends at .* Without vesicles: Tumour begins")
        )
        box.get_by_role("button", name="Play the curve").click()
        heard = reader.page.evaluate("heard")
        assert heard.count("voice") == 2
        pitches = [one[0] for one in heard if isinstance(one, list)]
        assert len(pitches) == 200 and min(pitches) >= 165 and max(pitches) <= 1320
        box.get_by_role("button", name="Stop").click()
        expect(box.get_by_role("button", name="Play the curve")).to_be_visible()
        assert reader.page.evaluate("heard.at(-1)") == "closed"
        assert reader.complaints == []
