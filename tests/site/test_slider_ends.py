"""Every slider of every live figure at both ends, and every scenario: Node runs the page's own model, Python answers.

The figure's setting at first and the model are read from the built page, and the front end's own modules compute;
that a browser draws what these compute, and moves what its sliders say, ``test_explorer`` holds for each kind of
figure.
"""

from __future__ import annotations

import json
import re
from html import unescape

import numpy as np
import pytest
from figures import KNOWN, PLACES, truth_at
from frontend_answers import asked
from live import Place, distances, pixels
from visits import SITE

import evbook

#: A figure as large as a desktop shows one: a curve may lie apart from Python's by half of one of these pixels.
WIDE, HIGH, APART = 720, 360, 0.5
#: While a slider is in the hand, a curve may lie apart from the one at rest by as much.
IN_THE_HAND = 0.5


def figure_of(place: Place) -> dict[str, str]:
    """What the figure's element says of its first setting."""
    return {
        name: unescape(place.data[f"data-{name}"])
        for name in ("scenario", "setting", "challenge", "schedule", "ev")
        if f"data-{name}" in place.data
    }


@pytest.fixture(scope="module", params=PLACES, ids=str)
def place(request: pytest.FixtureRequest) -> Place:
    return request.param


@pytest.fixture(scope="module")
def found(place, node) -> dict:
    """What Node finds for the figure."""
    page = (SITE / place.page).read_text(encoding="utf-8")
    # a model that a notebook has made carries its hash in its name
    (address,) = set(re.findall(rf'src="((?:[^"]*/)?models/{place.model}(?:\.[0-9a-f]{{8}})?\.js)', page))
    script = (SITE / place.page).parent.joinpath(address).read_text(encoding="utf-8")
    source = f"(() => {{ {script}\nreturn globalThis.evbook.programs[{json.dumps(place.model)}]; }})()"
    return asked(node, [{"ask": "ends", "source": source, "figure": figure_of(place)}])[0]


def line(found: dict, name: str, times: np.ndarray, values) -> np.ndarray:
    """A curve's points in pixels of the figure, shape (k, 2)."""
    log, low, high = (found["axes"][name][key] for key in ("log", "low", "high"))
    across = ("log" if found["across"] else "linear", times[0], times[-1], WIDE)
    return np.column_stack(
        [pixels(times, across), pixels(np.array(values, float), ("log" if log else "linear", low, high, HIGH))]
    )


def apart(ours: np.ndarray, true: np.ndarray) -> float:
    """The longest way from one line to the other: at the very time of a dose a curve stands upright."""
    off = ~(np.abs(ours - true).max(axis=1) <= APART)
    return max(distances(ours[off], true).max(initial=0), distances(true[off], ours).max(initial=0))


def held(found: dict, told: dict, truth, what: str, *, tissue: bool = False) -> None:
    """Every line is Python's, at rest and in the hand."""
    times = np.array(told["times"])
    assert told["series"] and told["trouble"] == ""
    for name in told["series"]:
        ours, hand, true = (
            line(found, name, times, y) for y in (told["series"][name], told["hand"][name], truth[name].to_numpy())
        )
        there = np.isfinite(true).all(axis=1)
        if tissue:  # a run ends when it is decided, in both languages on the same day
            np.testing.assert_array_equal(np.isfinite(ours).all(axis=1), there)
            ours, hand, true = ours[there], hand[there], true[there]
        assert np.isfinite(ours).all()
        assert apart(ours, true) <= APART, f"{name} at {what}"
        assert apart(hand, ours) <= IN_THE_HAND, f"{name} in the hand at {what}"


def test_every_slider_to_both_ends_agrees_with_python(place, found):
    """In the scenario shown first, with the budget's verdicts: what asks of cells more than they are known to do."""
    if place not in KNOWN:
        assert len(found["ends"]) > 2
        return
    model, figure = evbook.load(place.model), figure_of(place)
    d = model.declaration
    start = {"scenario": figure.get("scenario"), **json.loads(figure.get("setting", "{}"))}
    assert {one["name"] for one in found["ends"]} == {p.name for p in d.parameters if p.control}
    for one in found["ends"]:
        setting = {**start, one["name"]: one["value"]}
        assert one["value"] in (*d.record(one["name"]).range, *([0] * d.record(one["name"]).can_be_zero))
        truth = truth_at(model, None if d.across else one["times"], **setting)
        held(found, one, truth, f"{one['name']} = {one['value']:g}", tissue=d.tissue is not None)
        assert one["within"] == list(model.budget(**setting).get("within", []))


def test_every_slider_changes_what_is_seen_in_some_scenario(found):
    assert found["idle"] == []


def test_a_phase_plane_is_offered_where_one_is_declared(place, found):
    if place in KNOWN:
        phase = evbook.load(place.model).declaration.phase
        assert found["phase"] == (phase and [phase.x, phase.y])


def test_every_scenario_agrees_with_python_and_says_something_of_its_own(place, found):
    assert len({one["said"] for one in found["scenarios"]}) > 1 or len(found["scenarios"]) == 1
    if place not in KNOWN:
        return
    model = evbook.load(place.model)
    d = model.declaration
    assert [one["id"] for one in found["scenarios"]] == [scenario.name for scenario in d.scenarios]
    for one, scenario in zip(found["scenarios"], d.scenarios, strict=True):
        assert one["ev"] == scenario.ev
        truth = truth_at(model, None if d.across else one["times"], scenario=scenario.name, ev=scenario.ev)
        held(found, one, truth, scenario.name, tissue=d.tissue is not None)
