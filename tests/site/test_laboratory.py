"""What stands beside the curves: views, pinned runs, the band, what matters now; tried as a reader tries them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from live import Live, Place, pixels, places
from visits import visit

import evbook

#: One model with everything: a phase plane, processes, assumed numbers, states at rest.
EVERYTHING = "immune-escape"
CHOSEN: list[Place] = [p for p in places() if p.model == EVERYTHING and not p.compact][:1]
VIEWS = ["Phase plane", "Along a parameter", "Map of two", "Distribution", "Processes"]

DESKTOP = {"width": 1280, "height": 900}

pytestmark = pytest.mark.parametrize("place", CHOSEN, ids=str)


@pytest.fixture
def live(place, browser, site_address) -> Iterator[Live]:
    """The figure, live; nothing may have gone wrong by the end."""
    with visit(browser, site_address, viewport=DESKTOP) as visited:
        visited.go(place.page)
        yield Live(visited.page, place.number)
        assert visited.complaints == []
        assert visited.refused == []


@pytest.fixture
def model(place):
    return evbook.load(place.model)


def drawer(live: Live, tool: str):
    """A tool's drawer, open."""
    box = live.figure.locator(f'details[data-tool="{tool}"]')
    box.locator("summary").click()
    return box


def patient(live: Live, condition: Callable[[], object]) -> None:
    """Wait for what takes the figure a while."""
    for _ in range(1200):
        if condition():
            return
        live.page.wait_for_timeout(100)
    raise AssertionError("It never came.")


def done(live: Live) -> None:
    """Wait until a view says no more that it is computing."""
    notes = live.figure.locator(".evx-choices .evx-working")
    patient(live, lambda: not any("…" in text for text in notes.all_inner_texts()))
    live.rest()


def fills(live: Live) -> list[str]:
    """Outlines of the bands that can be seen."""
    return live.figure.evaluate(
        """(figure) => [...figure.querySelectorAll(".evx-live path.js-fill")]
          .filter((path) => getComputedStyle(path.closest(".trace")).display !== "none")
          .map((path) => path.getAttribute("d") ?? "").filter((d) => d.length > 20)"""
    )


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_draws_within_its_axes(live, view):
    live.figure.get_by_label(view, exact=True).check()
    live.rest()
    done(live)
    drawing = live.drawing()
    axes = drawing.axes
    assert all(np.isfinite(axis[1:]).all() and axis[3] > 50 for axis in axes.values())
    if view == "Map of two":
        heat = live.figure.locator(".evx-live").evaluate(
            """(gd) => gd.data.filter(({ type }) => type === "heatmap").map(({ x, y, z }) =>
              [[...x], [...y], z.map((row) => [...row])])"""
        )
        ((x, y, z),) = heat
        z = np.array(z, float)
        assert z.shape == (len(y), len(x))
        assert np.isfinite(z).mean() > 0.5
        assert np.nanmax(z) > np.nanmin(z), "the map has one colour"
        assert live.figure.locator(".evx-live .heatmaplayer image").count() > 0
        return
    inside = 0
    for name, (x, y) in drawing.curves.items():
        panel, across = axes[drawing.panels[name]], axes["xaxis"]
        known = np.isfinite(x) & np.isfinite(y)
        a, b = pixels(x[known], across), pixels(y[known], panel)
        inside += np.sum((a >= -1) & (a <= across[3] + 1) & (b >= -1) & (b <= panel[3] + 1))
    assert inside > 40
    assert any(len(d) > 50 for d in live.paths().values()), "no line is on the screen"
    if view == "Distribution":
        assert len(fills(live)) == 1
        _, shares = live.curves()["hist-outline"]
        assert shares[::2].sum() == pytest.approx(100, abs=1e-6)


def test_a_pinned_run_stays_and_its_difference_is_told(live, model):
    name = next(p for p in live.sliders() if p != "_end")
    series = next(key for key in live.curves() if not key.endswith("--off"))
    before = live.curves()[series]
    box = drawer(live, "pins")
    box.get_by_role("button", name="Pin this run").click()
    assert "The same as what you see." in box.locator(".evx-pin").inner_text()
    live.move(name, "max")
    curves = live.curves()
    assert np.array_equal(curves[f"pin-A-{series}"][1], before[1])
    assert not np.array_equal(curves[series][1], before[1])
    said = box.locator(".evx-pin p").inner_text()
    assert "Differs:" in said
    assert model.declaration.record(name).label in said
    assert box.locator(".evx-pin tbody tr").count() == len(model.declaration.measures)
    box.get_by_role("button", name="Return to it").click()
    live.rest()
    assert np.array_equal(live.curves()[series][1], before[1])
    box.get_by_role("button", name="Remove").click()
    assert not any(key.startswith("pin-") for key in live.curves())


def test_the_band_comes_and_a_moving_slider_takes_it_away(live, model):
    name = next(p.name for p in model.declaration.parameters if p.control and p.grade != "assumed")
    box = drawer(live, "uncertainty")
    state = box.locator("[role=status]")
    state.get_by_text("256 runs, seed 1").wait_for()
    live.rest()
    whole = fills(live)
    assert len(whole) >= 2
    assert box.locator("tbody tr").count() == len(model.declaration.measures)
    # Twice: the second time, the members of the first are still on their way.
    for position in (100, 200):
        moving, bands = live.slider(name).evaluate(
            """async (slider, to) => {
              const frame = () => new Promise(requestAnimationFrame);
              const figure = slider.closest("figure");
              slider.value = to;
              slider.dispatchEvent(new Event("input", { bubbles: true }));
              await frame();
              await frame();
              const paths = [...figure.querySelectorAll(".evx-live path.js-fill")];
              const seen = paths.filter((path) => getComputedStyle(path.closest(".trace")).display !== "none").length;
              return [figure.querySelector(".evx-moving") !== null, seen];
            }""",
            position,
        )
        assert moving
        assert bands == 0
        live.rest()
    # What stood there before may still be said for a moment; the new band is there when it can be seen.
    patient(live, lambda: len(fills(live)) == len(whole) and "256 runs, seed 1" in state.inner_text())
    assert fills(live) != whole


def test_what_matters_now_is_the_sensitivity_of_python(live, model):
    box = drawer(live, "matters")
    box.locator("li[data-name]").first.wait_for()
    found = box.locator("li[data-name]").evaluate_all(
        "(all) => all.map(({ dataset }) => [dataset.name, Number(dataset.elasticity)])"
    )
    first = model.declaration.measures[0].name
    scenario = live.figure.get_attribute("data-scenario")
    truth = model.sensitivity(first, parameters="all", scenario=scenario).set_index("parameter")["elasticity"]
    assert found
    sizes = [abs(value) for _, value in found]
    assert sizes == sorted(sizes, reverse=True)
    for name, value in found:
        assert value == pytest.approx(truth[name], abs=0.01 * truth.abs().max()), name
    assert sizes[0] == pytest.approx(truth.abs().max(), rel=0.01)


def test_a_click_in_the_phase_plane_starts_there(live, model):
    live.figure.get_by_label("Phase plane", exact=True).check()
    live.rest()
    before = live.curves()["phase-path"]
    plot = live.figure.locator(".evx-live")
    plot.scroll_into_view_if_needed()
    left, top, width, height = plot.evaluate(
        """(gd) => { const box = gd.getBoundingClientRect(), { xaxis, yaxis } = gd._fullLayout;
          return [box.left + xaxis._offset, box.top + yaxis._offset, xaxis._length, yaxis._length]; }"""
    )
    axes = live.axes()
    live.page.mouse.click(left + 0.6 * width, top + 0.4 * height)
    patient(live, lambda: live.curves()["phase-path"][0][0] != before[0][0])
    live.rest()
    x, y = live.curves()["phase-path"]
    assert (x[0], y[0]) != (before[0][0], before[1][0])
    # The start is rounded to three digits, which is less than two pixels.
    assert pixels(x[:1], axes["xaxis"])[0] == pytest.approx(0.6 * width, abs=2)
    assert pixels(y[:1], axes["yaxis"])[0] == pytest.approx(0.6 * height, abs=2)


def test_a_link_keeps_what_a_view_is_about(live):
    live.figure.get_by_label("Map of two", exact=True).check()
    live.rest()
    lists = live.figure.locator(".evx-choices select")
    shown = lists.evaluate_all("(all) => all.map(({ value }) => value)")
    options = lists.first.locator("option").evaluate_all("(all) => all.map(({ value }) => value)")
    chosen = next(value for value in options if value not in shown)
    lists.first.select_option(chosen)
    link = live.figure.get_by_role("link", name="Link to this setting")
    patient(live, lambda: "_choices=" in link.get_attribute("href"))
    address = link.get_attribute("href")
    wanted = lists.evaluate_all("(all) => all.map(({ value }) => value)")
    live.page.goto("about:blank")
    live.page.goto(address)
    again = Live(live.page)
    patient(again, lambda: lists.count() == len(wanted))
    assert lists.evaluate_all("(all) => all.map(({ value }) => value)") == wanted


def test_a_tool_that_cannot_be_fetched_says_so_and_is_asked_for_again(place, browser, site_address):
    """The tools that few open are a script of their own: nobody pays for it before, and one miss is not the end."""
    with visit(browser, site_address, viewport=DESKTOP) as visited:
        visited.go(place.page)
        live = Live(visited.page, place.number)
        assert "evbook/evbook-laboratory.js" not in visited.files()
        held = []
        visited.context.route("**/evbook-laboratory.js*", lambda route: held.append(route))
        box = drawer(live, "matters")
        box.get_by_text("Fetching this tool…").wait_for()
        patient(live, lambda: held)
        held.pop().abort()
        box.get_by_text("This tool could not be fetched").wait_for()
        visited.context.unroute("**/evbook-laboratory.js*")
        box.get_by_role("button", name="Try again").click()
        box.locator(".evx-bars li").first.wait_for()
        # The tools are told of every move from then on, and the figure had worked all the while.
        drawer(live, "uncertainty").locator(".evx-about").wait_for()
        assert visited.refused == []
        assert all("evbook-laboratory.js" in one or "ERR_FAILED" in one for one in visited.complaints)


def test_the_tools_come_where_files_are_opened_by_a_double_click(place, browser, site):
    with visit(browser, f"{site.as_uri()}/", viewport=DESKTOP) as visited:
        visited.go(place.page)
        box = drawer(Live(visited.page, place.number), "matters")
        box.locator(".evx-bars li").first.wait_for()
        assert visited.complaints == [] and visited.refused == []


def test_opening_a_drawer_moves_no_other(live):
    titles = live.figure.locator(".evx-tool > summary")
    places = """(all) => all.map((one) => {
      const [box, row] = [one, one.closest(".evx-tools")].map((part) => part.getBoundingClientRect());
      return [box.x - row.x, box.y - row.y, box.width];
    })"""
    before = titles.evaluate_all(places)
    for tool in ("schedule", "pins", "numbers", "cite"):
        box = live.figure.locator(f'details[data-tool="{tool}"]')
        if not box.count():
            continue
        box.locator("summary").click()
        body = box.locator(".evx-tool-body")
        body.wait_for()
        below = body.bounding_box()["y"] - titles.last.bounding_box()["y"]
        assert below >= titles.last.bounding_box()["height"], tool
        assert titles.evaluate_all(places) == before, tool
    box.locator("summary").click()
    body.wait_for(state="hidden")
