"""Every live figure of the site, moved as a reader moves it, and held against Python."""

from __future__ import annotations

import csv
import io
import json
import random
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import ExitStack

import numpy as np
import pytest
from live import Live, Place, distances, moved_to, pixels, places, points
from playwright.sync_api import Browser
from visits import Visit, visit

import evbook
from evbook.derive.numpy import of_parameters
from evbook.drawing.words import number_text, unit_text
from evbook.simulation.setting import setting

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PLACES = places()
#: Models of the catalogue; a page may show others, made in a notebook, which Python knows only there.
KNOWN = [p for p in PLACES if p.model in evbook.models().index]
#: The curve from the browser and Python's may be this many pixels apart, which nobody sees.
SEEN = 1.0


def _one_of_each() -> list[Place]:
    """A figure of each kind: small, full with a phase plane, full without, of a curve model, made in a notebook."""
    kinds = {}
    for place in PLACES:
        record = evbook.load(place.model).declaration if place in KNOWN else None
        kind = (place.compact, record and record.kind, record is not None and record.phase is not None)
        kinds.setdefault(kind, place)
    return list(kinds.values())


SAMPLE = _one_of_each()


def _of(found: list[Place], *, full: bool = False, known: bool = False):
    chosen = [p for p in found if not (full and p.compact) and (p in KNOWN or not known)]
    return pytest.mark.parametrize("place", chosen, ids=str)


#: What depends on the model is tried on every figure; what is the front end's own, on one of each kind.
every_known, full_known = _of(PLACES, known=True), _of(PLACES, full=True, known=True)
every_explorer, full_explorers = _of(PLACES), _of(PLACES, full=True)
some, some_known = _of(SAMPLE), _of(SAMPLE, known=True)
some_full, some_full_known = _of(SAMPLE, full=True), _of(SAMPLE, full=True, known=True)


@pytest.fixture(scope="module", autouse=True)
def site_has_explorers() -> None:
    """A site without any live figure would make this file vacuous."""
    assert any(not place.compact for place in KNOWN), "The built site has no live figure; `make book` builds it."


class Standing:
    """The page that the last test looked at, left open: to open one with live figures takes longer than most tests."""

    def __init__(self, browser: Browser, root: str):
        self._browser, self._root = browser, root
        self._path, self._visit, self._open = "", None, ExitStack()

    def at(self, path: str) -> Visit:
        """The page, as it was when it was opened but for what it has loaded since."""
        if path != self._path:
            self.leave()
            opened = visit(self._browser, self._root, viewport=DESKTOP, accept_downloads=True)
            self._visit = self._open.enter_context(opened).go(path)
            self._path = path
        else:
            self._restore(self._visit.page)
        return self._visit

    def leave(self) -> None:
        """Close it; the next test opens its page anew."""
        self._open.close()
        self._path = ""

    @staticmethod
    def _restore(page) -> None:
        page.emulate_media(media="screen")
        page.set_viewport_size(DESKTOP)
        page.evaluate("() => { history.replaceState(null, '', location.pathname); evbook.chooseTheme('auto'); }")


@pytest.fixture(scope="module")
def standing(browser, site_address) -> Iterator[Standing]:
    """The page left open from test to test."""
    page = Standing(browser, site_address)
    yield page
    page.leave()


@pytest.fixture
def record(place, standing, failed) -> Iterator[Visit]:
    """The figure's page, open; nothing may have gone wrong by the end."""
    visited = standing.at(place.page)
    yield visited
    if failed():
        standing.leave()
    assert visited.complaints == []
    assert visited.refused == []


@pytest.fixture
def live(record, place) -> Live:
    """The figure, live, with its first setting."""
    figure = Live(record.page, place.number)
    figure.begin_again()
    return figure


@pytest.fixture
def alone(place, browser, site_address) -> Iterator[Visit]:
    """The figure's page in a visit of its own, for what changes more than a setting."""
    with visit(browser, site_address, viewport=DESKTOP) as visited:
        yield visited.go(place.page)
        assert visited.complaints == []
        assert visited.refused == []


@pytest.fixture
def model(place):
    """Its model in Python."""
    return evbook.load(place.model)


def start(model, live: Live) -> dict:
    """Keywords for ``simulate`` that make the figure's first setting."""
    changed = json.loads(live.figure.get_attribute("data-setting") or "{}")
    return {"scenario": live.figure.get_attribute("data-scenario"), **changed}


def agree(live: Live, model, **setting) -> None:
    """Assert that every line with the vesicles as they are is Python's curve."""
    axes = {name: axis for name, axis in live.axes().items() if name.startswith("y")}
    curves = {name: curve for name, curve in live.curves().items() if not name.endswith("--off")}
    assert curves
    times = None if model.declaration.across else next(iter(curves.values()))[0]
    truth = model.simulate(times, **setting)
    across = live.axes()["xaxis"]
    for name, (x, y) in curves.items():
        axis = axes[live.panel(name)]
        drawn, true = (np.column_stack([pixels(x, across), pixels(v, axis)]) for v in (y, truth[name].to_numpy()))
        assert np.isfinite(drawn).all()
        # Distances from line to line: at the very time of a dose the curve stands upright.
        off = np.abs(drawn - true).max(axis=1) > SEEN
        apart = max(distances(drawn[off], true).max(initial=0), distances(true[off], drawn).max(initial=0))
        assert apart <= SEEN, f"{name} is {apart:.2f} px from Python's curve"


def until(live: Live, condition: str, argument: object = None) -> None:
    """Wait for a condition; Playwright's own waiting evaluates text, which the page's policy refuses."""
    for _ in range(100):
        if live.page.evaluate(condition, argument):
            return
        live.page.wait_for_timeout(50)
    raise AssertionError(f"It never came true that {condition}.")


def shown(model) -> str:
    """The first series that the figure draws."""
    return (model.declaration.shown or [state.name for state in model.declaration.states])[0]


# ---------------------------------------------------------------------------------------------- what is drawn


@every_explorer
def test_every_slider_to_both_ends_changes_what_is_seen_and_agrees_with_python(live, place):
    """In the scenario shown first; a number that is out of play there changes something in another one."""
    model = evbook.load(place.model) if place in KNOWN else None
    ranges = {p.name: p.range for p in model.declaration.parameters} if model else {}
    names = live.sliders()
    assert set(names) - {"_end"}
    idle = set()
    for name in names:
        seen = []
        for k, end in enumerate(("min", "max")):
            live.move(name, end)
            seen.append(live.seen())
            if name in ranges:
                assert float(live.field(name).input_value()) == pytest.approx(ranges[name][k], rel=1e-3)
                agree(live, model, **{**start(model, live), name: ranges[name][k]})
        if seen[0] == seen[1]:
            idle.add(name)
        live.reset()
    idle = _idle_in_every_scenario(live, idle)
    assert not idle, f"{', '.join(sorted(idle))} change nothing in any scenario"


def _idle_in_every_scenario(live: Live, names: set[str]) -> set[str]:
    """Those sliders whose two ends look alike in whatever scenario is chosen."""
    scenarios = live.figure.get_by_label("Scenario")
    others = scenarios.locator("option").evaluate_all("(all) => all.map(({ value }) => value)") if names else []
    for scenario in others:
        scenarios.select_option(scenario)
        live.rest()
        for name in sorted(names):
            seen = []
            for end in ("min", "max"):
                live.move(name, end)
                seen.append(live.seen())
            if seen[0] != seen[1]:
                names.discard(name)
            live.reset()
    return names


@_of([p for p in KNOWN if any(q.idle for q in evbook.load(p.model).declaration.parameters)], full=True)
def test_a_number_that_plays_no_part_is_greyed_out_and_says_so(live, model):
    seen = set()
    for scenario in model.declaration.scenarios:
        live.figure.get_by_label("Scenario").select_option(scenario.name)
        live.rest()
        values = setting(model.declaration, scenario=scenario.name)
        for one in model.declaration.parameters:
            if one.idle and one.control:
                idle = bool(of_parameters(model.declaration, one.idle)(values))
                assert live.slider(one.name).is_disabled() == live.field(one.name).is_disabled() == idle
                note = live.figure.locator(f'.evx-control[data-name="{one.name}"] .evx-note').inner_text()
                assert ("Plays no part" in note) == idle
                seen.add(idle)
    assert seen == {True, False}


@some_full_known
def test_the_window_shown_is_the_sliders(live, model):
    if model.declaration.kind == "curve":
        assert "_end" not in live.sliders()
        return
    live.move("_end", "min")
    end = float(live.field("_end").input_value())
    x, _ = live.curves()[shown(model)]
    assert (x[0], x[-1]) == (0, end)
    assert live.axes()["xaxis"][1:3] == (0, end)
    agree(live, model, **start(model, live))


@every_explorer
def test_both_ways_of_drawing_give_the_same_picture(live):
    """What is written while a slider moves, and what Plotly draws when it rests, within half a pixel."""
    compared = 0
    for name in live.sliders()[:4]:
        top = int(live.slider(name).get_attribute("max"))
        for position in (top // 5, top // 2, 4 * top // 5):
            moving = live.slider(name).evaluate(
                """async (slider, position) => {
                  const figure = slider.closest("figure");
                  const frame = () => new Promise(requestAnimationFrame);
                  const lines = () => [...figure.querySelectorAll(".evx-live path.js-line")];
                  const read = () => lines().map((path) => path.getAttribute("d"));
                  slider.value = position;
                  slider.dispatchEvent(new Event("input", { bubbles: true }));
                  const moving = () => figure.querySelector(".evx-moving") !== null;
                  // Not a frame longer than it takes: on a slow machine the figure would be at rest again.
                  for (let waited = 0; waited < 3 && !moving(); waited += 1) await frame();
                  return [moving(), read()];
                }""",
                position,
            )
            assert moving[0], "the figure was not in motion"
            standing = live.axes()
            live.rest()
            # At rest an axis that had been widened may stand closer again.
            axes = live.axes()
            resting = {key: d for key, d in live.paths().items() if d}
            assert len(moving[1]) == len(resting)
            for fast, (key, whole) in zip(moving[1], resting.items(), strict=True):
                panel = live.panel(key)
                a, b = moved_to(points(fast), standing[panel], axes[panel]), points(whole)
                # Beyond the figure's edges each way of drawing cuts the line where it likes.
                wide, high = axes["xaxis"][3], axes[panel][3]
                within = (b[:, 0] >= 0) & (b[:, 0] <= wide) & (b[:, 1] > 1) & (b[:, 1] < high - 1)
                inside = b[within][::3]
                assert distances(inside, a).max(initial=0) <= 0.5
                compared += len(inside)
    assert compared > 300


@some_known
def test_without_vesicles_the_curve_is_the_base_model(live, model):
    first = shown(model)
    assert f"{first}--off" in live.curves()
    live.figure.get_by_role("switch").uncheck()
    live.rest()
    x, _ = live.curves()[first]
    assert f"{first}--off" not in live.curves()
    agree(live, model, ev=False, **start(model, live))
    assert live.figure.locator(".evx-ev").evaluate("(group) => group.disabled")
    live.figure.get_by_role("switch").check()
    live.rest()
    agree(live, model, **start(model, live))
    _, grey = live.curves()[f"{first}--off"]
    truth = model.simulate(x, ev=False, **start(model, live))[first].to_numpy()
    assert np.abs(pixels(grey, live.axes()["yaxis"]) - pixels(truth, live.axes()["yaxis"])).max() <= SEEN


@full_known
def test_every_scenario_shows_its_curve_and_says_what_it_is(live, model):
    said = set()
    for scenario in model.declaration.scenarios:
        choice = live.figure.get_by_label("Scenario")
        if choice.count():
            choice.select_option(scenario.name)
            live.rest()
        agree(live, model, scenario=scenario.name, ev=scenario.ev)
        assert live.figure.locator(".evx-meaning").inner_text() == scenario.meaning
        said.add(live.sentence())
    assert len(said) > 1 or len(model.declaration.scenarios) == 1


@some
def test_reset_brings_back_the_scenario(live):
    reset = live.figure.get_by_role("button", name="Reset")
    before = live.curves()
    assert reset.is_disabled()
    for name in live.sliders()[:2]:
        live.move(name, "max")
    live.figure.get_by_role("switch").uncheck()
    assert reset.is_enabled()
    reset.click()
    live.rest()
    after = live.curves()
    assert set(after) == set(before)
    assert all(np.array_equal(after[name][1], before[name][1]) for name in before)


@full_known
def test_the_phase_plane_shows_pythons_states_at_rest(live, model):
    if model.declaration.phase is None:
        assert live.figure.get_by_label("Phase plane").count() == 0
        return
    live.figure.get_by_label("Phase plane").check()
    live.rest()
    phase = model.declaration.phase
    marks = live.figure.locator(".evx-live").evaluate(
        """(gd) => gd.data.filter(({ mode }) => mode === "markers").flatMap(({ name, x, y }) =>
          Array.from(x, (value, i) => [name, value, y[i]]))"""
    )
    found = {(kind, x, y) for kind, x, y in marks if kind != "start"}
    rests = model.equilibria(**start(model, live))
    (_, low_x, high_x, _), (_, low_y, high_y, _) = live.axes()["xaxis"], live.axes()["yaxis"]
    wanted = [
        (row["kind"], max(row[phase.x], low_x), max(row[phase.y], low_y))
        for _, row in rests.iterrows()
        if row[phase.x] <= high_x and row[phase.y] <= high_y
    ]
    assert len(found) == len(wanted) > 0
    for kind, x, y in wanted:
        assert any(
            k == kind and a == pytest.approx(x, rel=1e-4) and b == pytest.approx(y, rel=1e-4) for k, a, b in found
        )
    _, path_y = live.curves()["phase-path"]
    x, _ = live.curves()["phase-path"]
    live.figure.get_by_label("Over time").check()
    live.rest()
    assert np.array_equal(live.curves()[phase.y][1], path_y)
    assert np.array_equal(live.curves()[phase.x][1], x)


# ---------------------------------------------------------------------------------------------- words and numbers


@some
def test_the_sentence_follows_and_is_read_out_once(live):
    region = live.figure.locator(".evx-sentence")
    assert region.get_attribute("aria-live") == "polite"
    first = live.sentence()
    live.figure.get_by_role("switch").uncheck()
    live.rest()
    assert live.sentence() != first
    assert region.get_attribute("aria-busy") == "false"


@full_known
def test_the_budget_is_marked_beyond_what_cells_are_known_to_do(live, model):
    budget = model.budget(**start(model, live))
    rows = live.figure.locator(".evx-budget > div")
    assert rows.count() == len(budget)
    marked = set()
    for name in live.sliders():
        for end in ("min", "max"):
            live.move(name, end)
            marked |= {rows.nth(i).get_attribute("data-beyond") is not None for i in range(rows.count())}
        live.reset()
    assert len(budget) == 0 or False in marked
    assert [rows.nth(i).get_attribute("data-beyond") is None for i in range(len(budget))] == list(budget["within"])


@some_full_known
def test_numbers_come_as_a_table_on_demand(live, model):
    live.figure.get_by_text("Numbers as a table").click()
    outcomes, curves = live.figure.locator(".evx-tables table").all()
    assert outcomes.locator("tbody tr").count() == len(model.declaration.measures)
    assert curves.locator("tbody tr").count() == 11
    before = curves.inner_text()
    live.move(live.sliders()[0], "max")
    assert live.figure.locator(".evx-tables table").nth(1).inner_text() != before


@some_known
def test_a_slider_says_its_value_with_its_unit_and_where_it_comes_from(live, model):
    for p in model.declaration.parameters:
        if p.name not in live.sliders():
            continue
        slider = live.slider(p.name)
        about = slider.evaluate("(s) => document.getElementById(s.getAttribute('aria-describedby')).textContent")
        assert p.meaning in about
        assert p.grade in about
        assert slider.get_attribute("aria-valuetext")
        if p.unit not in ("1", ""):
            assert slider.get_attribute("aria-valuetext").endswith((unit_text(p.unit, 1), unit_text(p.unit)))
        assumed = live.figure.locator(f'[data-name="{p.name}"] .evx-badge').count()
        assert assumed == (p.grade == "assumed")


@some_known
def test_a_number_can_be_typed_and_is_limited_to_its_range(live, model):
    name = live.sliders()[0]
    low, high = next(p.range for p in model.declaration.parameters if p.name == name)
    field = live.field(name)
    middle = float(f"{low + 0.3 * (high - low):.3g}")
    field.fill(str(middle))
    field.press("Enter")
    live.rest()
    agree(live, model, **{**start(model, live), name: middle})
    field.fill(str(10 * high + 1))
    field.press("Enter")
    live.rest()
    assert float(field.input_value()) == pytest.approx(high)
    assert "Limited to the range" in live.figure.locator(f'[data-name="{name}"] .evx-note').inner_text()


@some
def test_a_model_that_fails_says_so_and_lives_on(alone, place):
    """The solver, then the model itself, fail; both are told in the figure, and neither stops the page."""
    live = Live(alone.page, place.number)
    for failing in ("(t, y, p, out) => { out.fill(NaN); }", "() => { throw new Error('no such rate'); }"):
        live.figure.evaluate(
            f"""(figure) => {{
              const {{ program }} = evbook.explorers.get(figure).model;
              program.on[program.kind === "curve" ? "outputs" : "rates"] = {failing};
            }}"""
        )
        live.move(live.sliders()[0], 3 if "NaN" in failing else 5)
        trouble = live.figure.locator(".evx-trouble")
        assert trouble.is_visible()
        assert trouble.inner_text().endswith((".", "rate"))
        assert live.sentence() == trouble.inner_text()


# ---------------------------------------------------------------------------------------------- by hand and by ear


@some_known
def test_it_can_be_used_by_keyboard_alone(live, place, model):
    page, name = live.page, live.sliders()[0]
    live.figure.evaluate("(figure) => { figure.tabIndex = -1; figure.focus(); }")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => {
              const focused = document.activeElement;
              const ring = (part) => { const s = part && getComputedStyle(part);
                return s && s.outlineStyle !== "none" ? parseFloat(s.outlineWidth) : 0; };
              return [focused.closest("figure.evbook-explorer") !== null, focused.type ?? focused.tagName,
                      focused.closest(".evx-control")?.dataset.name ?? "",
                      Math.max(ring(focused), ring(focused.nextElementSibling))];
            }"""
        )
        if not at[0]:
            break
        reached.append((at[1], at[2]))
        assert at[3] >= 2, f"focus on {at[1]} {at[2]} cannot be seen"
    for slider in live.sliders():
        assert ("range", slider) in reached
        assert ("number", slider) in reached
    assert ("checkbox", "") in reached
    live.slider(name).focus()
    before = live.curves()[shown(model)][1]
    page.keyboard.press("End")
    live.rest()
    end = live.curves()[shown(model)][1]
    assert not np.array_equal(before, end)
    page.keyboard.press("ArrowLeft")
    live.rest()
    assert not np.array_equal(end, live.curves()[shown(model)][1])
    live.figure.get_by_role("switch").focus()
    page.keyboard.press("Space")
    live.rest()
    assert f"{shown(model)}--off" not in live.curves()


@some
def test_targets_are_large_enough_for_a_thumb(live):
    live.page.set_viewport_size(PHONE)
    small = live.figure.evaluate(
        """(figure) => [...figure.querySelectorAll("button, select, input, summary, .evx-link")]
          .filter((part) => part.checkVisibility())
          .map((part) => [part.outerHTML.slice(0, 80), part.getBoundingClientRect()])
          .filter(([, box]) => box.height < 24 || box.width < 24).map(([name]) => name)"""
    )
    assert small == []


@some_known
def test_colours_follow_the_theme(live, model):
    def colour() -> str:
        return live.figure.evaluate(
            "(figure) => [...figure.querySelectorAll('.evx-live path.js-line')].at(-1).style.stroke"
        )

    tones = []
    for theme in ("light", "dark"):
        live.page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        live.page.wait_for_timeout(100)
        tones.append(colour())
    assert tones[0] != tones[1]


@some
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_figure_fits_its_place(live, width):
    live.page.set_viewport_size({"width": width, "height": 800})
    live.page.wait_for_timeout(300)
    stage, svg = (
        live.figure.locator(part).first.evaluate(
            "(p) => [p.getBoundingClientRect().width, p.getBoundingClientRect().height]"
        )
        for part in (".evx-stage", ".evx-live .main-svg")
    )
    assert svg == pytest.approx(stage, abs=1)


# ---------------------------------------------------------------------------------------------- coming and going


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", sorted({p.page for p in PLACES}))
def test_nothing_jumps_when_figures_come_alive(path, browser, site_address, size):
    """All figures of a page: what is there before the script is as large as what is there after."""
    boxes = """(figures) => figures.map((figure) =>
      [".", ".evx-head", ".evx-stage", ".evx-sentence", ".evx-panel", "figcaption"].map((part) => {
        const box = (part === "." ? figure : figure.querySelector(part)).getBoundingClientRect();
        return [part, Math.round(box.height), Math.round(box.width)];
      }))"""
    with visit(browser, site_address, viewport=size) as still:
        still.context.route("**/evbook-explorer.js*", lambda route: route.abort())
        still.go(path)
        before = still.page.locator("figure.evbook-explorer").evaluate_all(boxes)
    with visit(browser, site_address, viewport=size) as lively:
        lively.context.add_init_script(
            """globalThis.shifts = [];
            const where = ({ node }) => node?.parentElement?.closest("figure.evbook-explorer") ? "inside" : "outside";
            new PerformanceObserver((list) => shifts.push(...list.getEntries().flatMap(({ sources, value }) =>
              sources.map((source) => [value, where(source), String(source.node?.className ?? "")]))))
              .observe({ type: "layout-shift", buffered: true });"""
        )
        lively.go(path)
        figures = lively.page.locator("figure.evbook-explorer")
        for figure in figures.all():
            figure.scroll_into_view_if_needed()
            figure.locator(".evx-drawn").wait_for(timeout=20_000)
        lively.page.wait_for_timeout(300)
        after = figures.evaluate_all(boxes)
        assert [shift for shift in lively.page.evaluate("shifts") if shift[1] == "inside"] == []
    assert after == before


@some
def test_the_still_picture_and_the_live_one_lie_on_each_other(live):
    """Ticks and words of Python's picture within a pixel and a half of Plotly's, which may leave out a tick."""
    apart = live.figure.evaluate(
        """(figure) => {
          const middle = (part) => {
            const box = part.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
          };
          const words = (root) => [...root.querySelectorAll("text")].filter((text) => text.textContent.trim());
          const texts = (selector) => Object.groupBy(words(figure.querySelector(selector)), (t) => t.textContent);
          const still = texts(".evx-stage > svg"), live = texts(".evx-live");
          return Object.keys(live).map((text) => [text, live[text].map(middle), (still[text] ?? []).map(middle)]);
        }"""
    )
    assert len(apart) > 5
    for text, drawn, still in apart:
        assert len(drawn) == len(still), f"{text!r} is not in both pictures"
        assert np.abs(np.array(sorted(drawn)) - np.array(sorted(still))).max() <= 1.5, text


@some_full
def test_a_link_brings_back_the_setting(live, place, browser, site_address):
    names = live.sliders()
    live.move(names[0], 60)
    live.move(names[1], 37)
    live.figure.get_by_role("switch").uncheck()
    live.rest()
    until(live, "() => location.hash.startsWith('#ev:') && location.hash.includes('_ev=off')")
    address = live.page.evaluate("location.href")
    assert f"#ev:{place.model}@" in address
    assert live.figure.get_by_role("link", name="Link to this setting").get_attribute("href") == address
    wanted = {name: live.field(name).input_value() for name in names}
    with visit(browser, site_address, viewport=DESKTOP) as other:
        other.go(address.removeprefix(site_address))
        there = Live(other.page, place.number)
        assert {name: there.field(name).input_value() for name in names} == wanted
        assert not there.figure.get_by_role("switch").is_checked()
        assert there.figure.evaluate("(figure) => figure.getBoundingClientRect().top < innerHeight")
        assert other.complaints == []


@some_full
def test_a_link_of_an_older_model_is_announced(place, browser, site_address):
    with visit(browser, site_address, viewport=DESKTOP) as record:
        record.go(f"{place.page}#ev:{place.model}@00000000?nobody=1")
        live = Live(record.page, place.number)
        assert "another version of the model" in live.figure.locator(".evx-notice").inner_text()


@some_full
def test_wild_fragments_break_nothing_and_anchors_stay_anchors(alone, place):
    live = Live(alone.page, place.number)
    chance = random.Random(5)
    pieces = [f"ev:{place.model}", "@", "?", "&", "=", "%", "%00", "%E0%A4", "e", "1e999", "-1", "NaN", "__proto__",
              "<img src=x onerror=alert(1)>", "_ev", "_end", "_view", "phase", "javascript:", "'", '"', "🧫",
              *live.sliders()]  # fmt: skip
    before = live.curves()
    for _ in range(150):
        ours = f"ev:{place.model}{chance.choice(['', '?', '@00000000?'])}" if chance.random() < 0.7 else ""
        fragment = ours + "".join(chance.choice(pieces) for _ in range(chance.randrange(9)))
        live.page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
    live.page.wait_for_timeout(200)
    assert alone.complaints == []
    first = json.loads(live.figure.get_attribute("data-setting") or "{}")
    link = f"ev:{place.model}?" + "&".join(f"{name}={value}" for name, value in first.items())
    live.page.evaluate("() => { location.hash = ''; }")
    live.page.evaluate("(link) => { location.hash = link; }", link)
    live.page.wait_for_timeout(200)
    live.rest()
    assert all(np.array_equal(live.curves()[name][1], before[name][1]) for name in before)
    anchor = live.page.evaluate(
        """() => { const end = [...document.querySelectorAll("main section[id], main h2[id]")].at(-1);
          location.hash = end.id; return end.id; }"""
    )
    until(live, "(id) => document.getElementById(id).getBoundingClientRect().top < innerHeight", anchor)
    assert live.page.evaluate("location.hash") == f"#{anchor}"


@some_full_known
def test_curves_and_pictures_can_be_taken_away(live, record, model):
    asked = len(record.asked)
    files = {}
    for kind in ("CSV", "SVG", "PNG"):
        with live.page.expect_download() as coming:
            live.figure.get_by_role("button", name=kind).click()
        files[kind] = coming.value
        assert coming.value.suggested_filename == f"{model.id}-{model.declaration.hash}.{kind.lower()}"
    text = files["CSV"].path().read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO("".join(line for line in text.splitlines(True) if not line.startswith("#")))))
    columns = dict(zip(rows[0], np.array(rows[1:], float).T, strict=True))
    first = shown(model)
    d = model.declaration
    across = (d.axes[0].name, d.axes[0].unit) if d.axes else ("t", d.time.unit)
    truth = model.simulate(columns["{} [{}]".format(*across)], **start(model, live))[first]
    unit = d.record(first).unit
    axis = live.axes()["yaxis"]
    assert np.abs(pixels(columns[f"{first} [{unit}]"], axis) - pixels(truth.to_numpy(), axis)).max() <= SEEN
    for p in model.declaration.parameters:
        assert f"# {p.name} = " in text
    picture = ET.fromstring(files["SVG"].path().read_text(encoding="utf-8"))
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert model.title in "".join(picture.itertext())
    assert files["PNG"].path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(record.asked) == asked, "a download asked the network for something"


@some_known
def test_without_scripts_there_is_the_picture_the_sentence_and_the_table(place, browser, site_address, model):
    with visit(browser, site_address, viewport=DESKTOP, java_script_enabled=False) as plain:
        plain.go(place.page)
        figure = plain.page.locator("figure.evbook-explorer").nth(place.number)
        assert figure.locator(".evx-stage > svg[role=img]").is_visible()
        assert figure.locator(".evx-sentence").inner_text()
        assert figure.locator(".evx-fallback table").is_visible()
        assert figure.locator("[data-value]").count() == len(model.declaration.parameters)
        assert not figure.locator(".evx-panel").is_visible()


@some_known
def test_on_paper_there_is_the_present_picture_and_its_values(live, model):
    name = live.sliders()[0]
    live.move(name, "max")
    path = live.figure.locator(f'.evx-stage > svg [data-line="{shown(model)}"]').get_attribute("d")
    live.page.emulate_media(media="print")
    assert live.figure.locator(".evx-fallback table").is_visible()
    assert not live.figure.locator(".evx-panel").is_visible()
    high = next(p.range[1] for p in model.declaration.parameters if p.name == name)
    printed = live.figure.locator(f'[data-value="{name}"]').inner_text()
    assert printed.replace("\u202f", " ") == number_text(high, 4).replace("\u202f", " ")
    assert len(points(path)) > 50


@some
def test_plotly_is_loaded_once_a_page(live, record):
    assert sum("evbook-plotly.js" in address for address in record.asked) == 1


@some_full
def test_it_lives_in_a_folder_too(place, browser, site):
    with visit(browser, site.as_uri() + "/", viewport=DESKTOP) as local:
        local.go(place.page)
        live = Live(local.page, place.number)
        before = live.paths()
        live.move(live.sliders()[0], "max")
        assert live.paths() != before
        until(live, "() => location.hash.startsWith('#ev:')")
        assert local.complaints == []
        assert local.refused == []
