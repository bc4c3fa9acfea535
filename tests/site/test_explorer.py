"""Live figures of each kind, moved as a reader moves them, and held against Python.

Every slider of every other figure is moved in Node (``test_slider_ends``), and here with ``--every``.
"""

from __future__ import annotations

import numpy as np
import pytest
from figures import (
    KNOWN,
    SEEN,
    agree,
    each_kind,
    each_kind_full_known,
    ends_of,
    of,
    shown,
    some,
    some_full_known,
    some_known,
    start,
)
from live import AXES, Live, axes_of, distances, moved_to, pixels, points

import evbook
from evbook.declaration.expressions import names_in
from evbook.derive.numpy import of_parameters
from evbook.simulation.setting import setting


@pytest.fixture(scope="module", autouse=True)
def site_has_explorers() -> None:
    """A site without any live figure would make this file vacuous."""
    assert any(not place.compact for place in KNOWN), "The built site has no live figure; `make book` builds it."


# ---------------------------------------------------------------------------------------------- what is drawn


@each_kind
def test_every_slider_to_both_ends_changes_what_is_seen_and_agrees_with_python(live, place):
    """In the scenario shown first; a number that is out of play there changes something in another one.

    What asks of cells more than they are known to do is marked in the budget, as Python says.
    """
    model = evbook.load(place.model) if place in KNOWN else None
    ranges = {p.name: ends_of(p) for p in model.declaration.parameters} if model else {}
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
                chosen = {**start(model, live), name: ranges[name][k]}
                agree(live, model, **chosen)
                if not place.compact:
                    assert live.within() == list(model.budget(**chosen).get("within", [])), f"{name} = {chosen[name]}"
        if seen[0] == seen[1]:
            idle.add(name)
        live.reset()
    idle = _idle_in_every_scenario(live, idle)
    if place.compact and model and not model.scenarios["ev"].get(start(model, live)["scenario"], True):
        # A small figure that begins without vesicles has no list of scenarios; Node tries them (test_slider_ends).
        idle -= {p.name for p in model.declaration.parameters if p.ev}
    assert not idle, f"{', '.join(sorted(idle))} change nothing in any scenario"


def _idle_in_every_scenario(live: Live, names: set[str]) -> set[str]:
    """Those sliders whose two ends look alike in whatever scenario is chosen."""
    scenarios = live.figure.get_by_role("combobox", name="Scenario")
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


@of([p for p in KNOWN if any(q.inactive_when for q in evbook.load(p.model).declaration.parameters)], full=True)
def test_a_number_that_plays_no_part_is_greyed_out_and_says_so(live, model):
    seen = set()
    for scenario in model.declaration.scenarios:
        live.figure.get_by_role("combobox", name="Scenario").select_option(scenario.name)
        live.rest()
        values = setting(model.declaration, scenario=scenario.name)
        for one in model.declaration.parameters:
            if one.inactive_when and one.control:
                idle = bool(of_parameters(model.declaration, one.inactive_when)(values))
                parts = [live.switch(one.name)] if one.is_switch else [live.slider(one.name), live.field(one.name)]
                assert {part.is_disabled() for part in parts} == {idle}
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


@some
def test_both_ways_of_drawing_give_the_same_picture(live):
    """What is written while a slider moves, and what Plotly draws when it is at rest, within half a pixel."""
    compared = 0
    for name in live.sliders()[:4]:
        top = int(live.slider(name).get_attribute("max"))
        for position in (top // 5, top // 2, 4 * top // 5):
            moving = live.slider(name).evaluate(
                """async (slider, position) => {
                  const figure = slider.closest("figure");
                  const explorer = evbook.explorers.get(figure);
                  const frame = () => new Promise(requestAnimationFrame);
                  const lines = () => [...figure.querySelectorAll(".evx-live path.js-line")];
                  const read = () => lines().map((path) => path.getAttribute("d"));
                  const moving = () => figure.querySelector(".evx-moving") !== null;
                  const drawn = () => moving() && explorer.run.setting === explorer.setting;
                  // On a machine that is busy the figure may come to rest before it is looked at: then once more.
                  for (let tried = 0; tried < 20 && !drawn(); tried++) {
                    for (const place of tried ? [position - 1, position] : [position]) {
                      slider.value = place;
                      slider.dispatchEvent(new Event("input", { bubbles: true }));
                    }
                    do await frame(); while (moving() && !drawn());
                  }
                  return [drawn(), read(), (AXES)(figure.querySelector(".evx-live"))];
                }""".replace("AXES", AXES),
                position,
            )
            assert moving[0], "the figure was never in motion"
            standing = axes_of(moving[2])
            live.rest()
            # At rest an axis that had been widened may stand closer again.
            drawing = live.drawing()
            axes = drawing.axes
            resting = {key: d for key, d in live.paths().items() if d}
            assert len(moving[1]) == len(resting)
            for fast, (key, whole) in zip(moving[1], resting.items(), strict=True):
                panel = drawing.panels[key]
                a, b = moved_to(points(fast), standing[panel], axes[panel]), points(whole)
                # Beyond the figure's edges each way of drawing cuts the line where it likes.
                wide, high = axes["xaxis"][3], axes[panel][3]
                within = (b[:, 0] >= 0) & (b[:, 0] <= wide) & (b[:, 1] > 1) & (b[:, 1] < high - 1)
                inside = b[within][::3]
                assert distances(inside, a).max(initial=0) <= 0.5
                compared += len(inside)
    assert compared > 300
    # On a machine too slow to solve within a frame another thread does it, from the second slow move on.
    asked = live.figure.evaluate(
        """async (figure) => {
          const { pace, worker } = evbook.explorers.get(figure), before = worker.count;
          pace.note = () => {};
          [pace.took, pace.fine] = [[50, 50, 50], 50];
          const slider = figure.querySelector(".evx-control input[type=range]");
          for (let move = 0; move < 20 && worker.count === before; move++) {
            slider.value = Number(slider.value) > slider.max / 2 ? slider.max / 4 : (3 * slider.max) / 4;
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            for (let frame = 0; frame < 30 && worker.count === before; frame++)
              await new Promise(requestAnimationFrame);
          }
          return worker.count - before;
        }"""
    )
    assert asked > 0, "no other thread helped"


@some_known
def test_without_vesicles_the_curve_is_the_base_model(live, model):
    first = shown(model)
    assert f"{first}--off" in live.curves()
    live.figure.get_by_role("switch", name="Vesicles").uncheck()
    live.rest()
    x, _ = live.curves()[first]
    assert f"{first}--off" not in live.curves()
    agree(live, model, ev=False, **start(model, live))
    assert live.figure.locator(".evx-ev").evaluate("(group) => group.disabled")
    live.figure.get_by_role("switch", name="Vesicles").check()
    live.rest()
    agree(live, model, **start(model, live))
    drawing = live.drawing()
    _, grey = drawing.curves[f"{first}--off"]
    truth = model.simulate(x, ev=False, **start(model, live))[first].to_numpy()
    axis = drawing.axes["yaxis"]
    assert np.abs(pixels(grey, axis) - pixels(truth, axis)).max() <= SEEN


def _shared(model) -> list[str]:
    """Sliders of EV terms whose names the base speaks of too, such as what an instrument sees."""
    d = model.declaration
    base = [o.expression for o in (*d.outputs, *d.intermediates)] + [m.off for m in d.modifiers]
    base += [state.initial for state in d.states] + [process.rate for process in d.processes if not process.ev]
    spoken_of = set().union(*map(names_in, base))
    return [p.name for p in d.parameters if p.ev and p.control and p.name in spoken_of]


@of([p for p in KNOWN if _shared(evbook.load(p.model))], full=True)
def test_the_curve_without_vesicles_follows_every_slider_that_it_depends_on(live, model):
    followed = 0
    for p in model.declaration.parameters:
        if p.name not in _shared(model) or p.name not in live.sliders():
            continue
        for end, value in zip(("min", "max"), ends_of(p), strict=True):
            live.move(p.name, end)
            setting = {**start(model, live), p.name: value}
            drawing = live.drawing()
            curves = {name: curve for name, curve in drawing.curves.items() if name.endswith("--off")}
            x = next(iter(curves.values()))[0]
            truth = model.simulate(None if model.declaration.across else x, ev=False, **setting)
            for name, (_, y) in curves.items():
                axis = drawing.axes[drawing.panels[name]]
                apart = np.abs(pixels(y, axis) - pixels(truth[name.removesuffix("--off")].to_numpy(), axis))
                assert apart.max(initial=0, where=np.isfinite(apart)) <= SEEN, f"{name} at {p.name} = {value:g}"
                followed += 1
        live.reset()
    assert followed


@each_kind_full_known
def test_every_scenario_shows_its_curve_and_says_what_it_is(live, model):
    said = set()
    for scenario in model.declaration.scenarios:
        choice = live.figure.get_by_role("combobox", name="Scenario")
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
    live.figure.get_by_role("switch", name="Vesicles").uncheck()
    assert reset.is_enabled()
    reset.click()
    live.rest()
    after = live.curves()
    assert set(after) == set(before)
    assert all(np.array_equal(after[name][1], before[name][1]) for name in before)


@some_full_known
def test_a_phase_plane_is_offered_where_one_is_declared(live, model):
    """Of every other figure, ``test_slider_ends`` asks what its page would offer."""
    assert live.figure.get_by_label("Phase plane").count() == (model.declaration.phase is not None)


@of([p for p in KNOWN if evbook.load(p.model).declaration.phase], full=True)
def test_the_phase_plane_shows_pythons_states_at_rest(live, model):
    live.figure.get_by_label("Phase plane").check()
    live.rest()
    phase = model.declaration.phase
    marks = live.figure.locator(".evx-live").evaluate(
        """(gd) => gd.data.filter(({ mode }) => mode === "markers").flatMap(({ name, x, y }) =>
          Array.from(x, (value, i) => [name, value, y[i]]))"""
    )
    found = {(kind, x, y) for kind, x, y in marks if kind != "start"}
    equilibria = model.equilibria(**start(model, live))
    (_, low_x, high_x, _), (_, low_y, high_y, _) = live.axes()["xaxis"], live.axes()["yaxis"]
    wanted = [
        (row["kind"], max(row[phase.x], low_x), max(row[phase.y], low_y))
        for _, row in equilibria.iterrows()
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
