"""Reading and moving the live figures of a page, as a reader would."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from playwright.sync_api import Locator, Page
from visits import PATIENCE, SITE, pages

_DATA = re.compile(r'\b(data-[a-z-]+)="([^"]*)"')
_FIGURE = re.compile(r"<figure\b[^>]*\bevbook-explorer\b[^>]*>")


@dataclass(frozen=True)
class Place:
    """Where a live figure is: its page, and its number on it."""

    page: str
    number: int
    model: str
    compact: bool
    #: The attributes of its element that say what it shows first.
    data: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.page}:{self.number}"


def places(site: Path = SITE) -> list[Place]:
    """Every live figure of the built site; those of the pages for frames are figures of the chapters again."""
    found = []
    for page in (page for page in pages(site) if not page.startswith("embed/")):
        tags = _FIGURE.findall((site / page).read_text(encoding="utf-8"))
        for number, tag in enumerate(tags):
            data = {name: value for name, value in _DATA.findall(tag)}
            found.append(Place(page, number, data["data-model"], "data-compact" in tag, data))
    return found


#: The axes of a drawn figure, as the page sends them.
AXES = """(gd) => Object.entries(gd._fullLayout).filter(([name]) => /^[xy]axis\\d*$/.test(name))
  .map(([name, { type, range, _length }]) => [name, type, range[0], range[1], _length])"""


def axes_of(sent: list) -> dict[str, tuple[str, float, float, float]]:
    """Each axis that a page has sent: kind, low, high (in its unit) and its length in pixels."""
    return {
        name: (kind, *((10**low, 10**high) if kind == "log" else (low, high)), length)
        for name, kind, low, high, length in sent
    }


@dataclass(frozen=True)
class Drawing:
    """What a figure shows: its axes, its lines (x and y), and the upward axis on which each line is drawn."""

    axes: dict[str, tuple[str, float, float, float]]
    curves: dict[str, tuple[np.ndarray, np.ndarray]]
    panels: dict[str, str]


def at_rest(figure: Locator) -> None:
    """Wait until nothing moves in a figure."""
    figure.evaluate(
        """(figure) => new Promise((done) => {
          const frame = () => requestAnimationFrame(() => requestAnimationFrame(
            () => (figure.querySelector(".evx-moving, [aria-busy=true]") ? frame() : done())));
          frame();
        })"""
    )


class Live:
    """One live figure in an open page: the one of that number, or the first whole one, which has all controls."""

    def __init__(self, page: Page, number: int | None = None):
        self.page = page
        figures = page.locator("figure.evbook-explorer")
        whole = page.locator("figure.evbook-explorer:not([data-compact])").first
        self.figure: Locator = whole if number is None else figures.nth(number)
        self.figure.evaluate(
            """(figure) => {
              for (let part = figure.closest("details"); part; part = part.parentElement.closest("details"))
                part.open = true;
            }"""
        )
        self.figure.scroll_into_view_if_needed()
        self.figure.locator(".evx-drawn").wait_for(timeout=PATIENCE)
        for group in self.figure.locator("details.evx-base").all():
            group.evaluate("(details) => { details.open = true; }")

    def slider(self, name: str) -> Locator:
        """The slider of a parameter."""
        return self.figure.locator(f'.evx-control[data-name="{name}"] input[type=range]')

    def field(self, name: str) -> Locator:
        """Its number field."""
        return self.figure.locator(f'.evx-control[data-name="{name}"] input[type=number]')

    def switch(self, name: str) -> Locator:
        """The switch of a parameter that is on or off."""
        return self.figure.locator(f'.evx-control[data-name="{name}"] input[role=switch]')

    def sliders(self) -> list[str]:
        """Names of all sliders; what is on or off has a switch instead."""
        controls = self.figure.locator(".evx-control:not(.evx-toggle)").all()
        return [control.get_attribute("data-name") for control in controls]

    def move(self, name: str, to: str | int) -> None:
        """Drag a slider to ``"min"``, ``"max"`` or a position, let go, and wait until all is drawn."""
        self.slider(name).evaluate(
            """(slider, to) => {
              slider.value = to === "min" || to === "max" ? slider[to] : to;
              slider.dispatchEvent(new Event("input", { bubbles: true }));
              slider.dispatchEvent(new Event("change", { bubbles: true }));
            }""",
            to,
        )
        self.rest()

    def drag(self, name: str, moves: int = 12) -> dict[str, str]:
        """Move a slider by steps without letting go, then wait for rest; what was drawn as it moved."""
        self.slider(name).evaluate(
            """async (slider, moves) => {
              const [before, top] = [Number(slider.value), Number(slider.max)];
              for (let i = 1; i <= moves; i++) {
                slider.value = (before + Math.round((i * top) / (2 * moves))) % top;
                slider.dispatchEvent(new Event("input", { bubbles: true }));
                await new Promise(requestAnimationFrame);
                await new Promise(requestAnimationFrame);
              }
            }""",
            moves,
        )
        drawn = self.paths()
        self.rest()
        return drawn

    def reset(self) -> None:
        """Back to where the figure began; the button is off when it is there."""
        button = self.figure.get_by_role("button", name="Reset")
        if button.is_enabled():
            button.click()
            self.rest()

    def begin_again(self) -> None:
        """The first setting over time, with the drawers closed, as when the page was opened."""
        over_time = self.figure.get_by_label("Over time")
        if over_time.count() and not over_time.is_checked():
            over_time.check()
        for drawer in self.figure.locator("details.evx-tool[open]").all():
            drawer.evaluate("(details) => { details.open = false; }")
        scenario, first = (
            self.figure.get_by_role("combobox", name="Scenario"),
            self.figure.get_attribute("data-scenario"),
        )
        if first and scenario.count() and scenario.input_value() != first:
            scenario.select_option(first)
        self.rest()
        self.reset()

    def seen(self) -> tuple:
        """Everything that a reader sees of a setting: lines, sentence, budget."""
        budget = self.figure.locator(".evx-budget").all_inner_texts()
        return tuple(sorted(self.paths().items())), self.sentence(), tuple(budget)

    def rest(self) -> None:
        """Wait until the hand's last move has been drawn whole."""
        at_rest(self.figure)

    def drawing(self) -> Drawing:
        """What Plotly has drawn, read at once."""
        axes, lines = self.figure.locator(".evx-live").evaluate(
            """(gd) => {
              const axesOf = AXES;
              const bytes = (values) => {
                const numbers = Float64Array.from(values, (value) => (value === null ? NaN : Number(value)));
                return btoa(Array.from(new Uint8Array(numbers.buffer), (byte) => String.fromCharCode(byte)).join(""));
              };
              return [
                axesOf(gd),
                gd.data.map(({ uid, yaxis, mode, x, y }) =>
                  [uid, yaxis ?? "y", mode === "lines" && x ? [bytes(x), bytes(y)] : null]),
              ];
            }""".replace("AXES", AXES)
        )
        return Drawing(
            axes=axes_of(axes),
            curves={_name(uid): tuple(map(_numbers, points)) for uid, _, points in lines if points},
            panels={_name(uid): axis.replace("y", "yaxis", 1) for uid, axis, _ in lines},
        )

    def curves(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """The lines drawn: x and y by name."""
        return self.drawing().curves

    def axes(self) -> dict[str, tuple[str, float, float, float]]:
        """Each axis of the figure: kind, low, high (in its unit) and its length in pixels."""
        return self.drawing().axes

    def paths(self) -> dict[str, str]:
        """The ``d`` of each drawn line, by the name of the line."""
        drawn = self.figure.evaluate(
            """(figure) => Object.fromEntries([...figure.querySelectorAll(".evx-live .trace")].map((trace) =>
              [[...trace.classList].find((name) => /^tracee/.test(name)).slice(5),
               trace.querySelector("path.js-line")?.getAttribute("d") ?? ""]))"""
        )
        return {_name(uid): d for uid, d in drawn.items()}

    def within(self) -> list[bool]:
        """Of each line of the budget, whether it is within what cells are known to do."""
        rows = self.figure.locator(".evx-budget > div")
        return rows.evaluate_all("(rows) => rows.map((row) => !row.hasAttribute('data-beyond'))")

    def sentence(self) -> str:
        """What the figure says."""
        return self.figure.locator(".evx-sentence").inner_text()


def _numbers(text: str) -> np.ndarray:
    """Numbers as the page sent them, which JSON could not carry if they were none."""
    return np.frombuffer(base64.b64decode(text))


def _name(uid: str) -> str:
    """The name of a line from Plotly's id for it: ``eT_45__45_off`` is T--off."""
    return re.sub(r"_(\d+)_", lambda code: chr(int(code[1])), uid.removeprefix("e"))


def pixels(values: np.ndarray, axis: tuple[str, float, float, float]) -> np.ndarray:
    """Heights in pixels above the low end; below the floor of a logarithmic axis, the floor."""
    kind, low, high, length = axis
    if kind == "log":
        return np.log(np.maximum(values, low) / low) / np.log(high / low) * length
    return (values - low) / (high - low) * length


def points(d: str) -> np.ndarray:
    """The points of a path without curves, shape (k, 2)."""
    return np.array([[float(n) for n in pair.split(",")] for pair in re.findall(r"[ML]([^ML]+)", d)])


def distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """How far each point of ``a`` is from the line through the points of ``b``, shapes (k, 2) and (n, 2)."""
    if not len(a):
        return np.zeros(0)
    start, step = b[:-1], np.diff(b, axis=0)
    length = np.maximum((step**2).sum(axis=1), 1e-30)
    from_start = a[:, None] - start
    along = np.clip((from_start * step).sum(axis=2) / length, 0, 1)
    return np.linalg.norm(from_start - along[..., None] * step, axis=2).min(axis=1)


def moved_to(d: np.ndarray, before: tuple, after: tuple) -> np.ndarray:
    """Points drawn on one upward axis, as they would be drawn on another."""
    kind, low, high, length = before
    share = 1 - d[:, 1] / length
    values = low * (high / low) ** share if kind == "log" else low + share * (high - low)
    return np.column_stack([d[:, 0], after[3] - pixels(values, after)])
