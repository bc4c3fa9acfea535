"""Triggers at the start, at one moment, and those that answer each other: Python, the browser and libRoadRunner alike.

What is meant is said in :mod:`evbook.simulation.triggers`.
"""

import itertools
import json
import subprocess
import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import roadrunner
from small_models import decay, parameter

import evbook
from evbook.declaration import Dose, Output, Process, Switch, Trigger, Window
from evbook.derive.javascript import program
from evbook.derive.system import compile
from evbook.model import Model
from evbook.simulation.solver import run
from evbook.simulation.triggers import MOST_FIRINGS

ANSWER = Path(__file__).parent / "frontend" / "numerics" / "answer.mjs"
#: None of them, but 0, is a moment at which something is due: there a file may report the value before.
TIMES = np.append(0.0, np.linspace(0.05, 9.95, 34))
SIZES = (5.0, 10.0, 20.0, 30.0)


def size(name: str, value: float, range=(0.0, 100.0)):
    return parameter(name, value, "cell", range)


def kept():
    """A population under a treatment that begins when it is large (``high``) and ends when it is small (``low``)."""
    return decay(
        id="kept",
        parameters=(
            parameter("r", 0.5), parameter("kill", 1.4, range=(0.0, 5.0)), size("N_0", 10.0), size("given", 0.0),
            size("low", 5.0), size("high", 20.0), parameter("on_0", 0.0, "1", (0, 1)),
            parameter("wait", 20.0, "day", (0, 20)),
        ),
        switches=(Switch("on", "on_0", "1", "it is treated"), Switch("crossed", "0", "1", "how often it passed high")),
        windows=(Window("pause", "wait", "2", "growth pauses"),),
        doses=(Dose("graft", "N", "given", "0", "cells are added", every="3", count="2"),),
        triggers=(
            Trigger("large", "N - high", {"on": "1"}, "treatment begins"),
            Trigger("small", "N - low", {"on": "0"}, "treatment ends", direction="down"),
            Trigger("passing", "N - high", {"crossed": "crossed + 1"}, "high is passed", direction="either"),
        ),
        processes=(
            Process("growth", "r * N * (1 - pause)", "growth", produces={"N": 1}),
            Process("killing", "kill * on * N", "therapy", consumes={"N": 1}),
        ),
        outputs=(Output("treated", "on", "1", (0, 1), "x"), Output("times", "crossed", "1", (0, 1), "x")),
    )  # fmt: skip


def waiting():
    """The same, but what holds at the start is old news."""
    return replace(kept(), id="waiting", triggers=tuple(replace(g, initial_value=True) for g in kept().triggers))


def chained():
    """Triggers that set the state, and so set each other off, or undo each other's condition."""
    return decay(
        id="chained",
        parameters=(
            parameter("r", 0.5), size("N_0", 10.0), size("a", 20.0), size("b", 5.0), size("to_a", 10.0),
            size("to_b", 30.0), size("given", 0.0),
        ),
        switches=(Switch("count", "0", "1", "how often"), Switch("order", "0", "1", "who was last")),
        doses=(Dose("graft", "N", "given", "0", "cells are added", every="2", count="3"),),
        triggers=(
            Trigger("first", "N - a", {"N": "to_a", "count": "count + 1", "order": "1"}, "x", initial_value=True),
            Trigger("second", "N - b", {"N": "to_b", "count": "count + 1", "order": "2"}, "x", direction="down"),
            Trigger("third", "N - a", {"count": "count + 10", "order": "3"}, "x", once=True),
        ),
        processes=(Process("growth", "r * N", "growth", produces={"N": 1}),),
        outputs=(Output("so_far", "count", "1", (0, 1), "x"), Output("last", "order", "1", (0, 1), "x")),
    )  # fmt: skip


def in_the_browser(node, declaration, settings, times) -> list:
    question = {"ask": "derived", "source": program(declaration), "ev": True, "times": list(times),
                "settings": [list(one.values()) for one in settings], "hidden": True,
                "options": {"rtol": 1e-9, "unit": declaration.time.unit, "maxSteps": 100_000}}  # fmt: skip
    done = subprocess.run(
        [node, str(ANSWER)], input=json.dumps([question]), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)[0]


def in_road_runner(model: Model, values: dict, times, names) -> np.ndarray:
    made = roadrunner.RoadRunner(model.to_sbml(**values))
    made.integrator.relative_tolerance, made.integrator.absolute_tolerance = 1e-12, 1e-16
    made.timeCourseSelections = list(names)
    return np.array(made.simulate(times=list(times))).T


def compared(node, declaration, drawn: list[dict], times=TIMES, runner_every=1) -> tuple[int, int]:
    """Assert that the three agree at each setting, or that Python and the browser refuse alike; count both."""
    defaults = {p.name: p.value for p in declaration.parameters}
    settings = [defaults | values for values in drawn]
    names = [x.name for x in (*declaration.states, *declaration.switches)]
    rows = [i for i, x in enumerate((*declaration.states, *declaration.hidden)) if x.name in names]
    system, near = compile(declaration, ev=True), {"rtol": 1e-6, "atol": 1e-9}
    agreed = refused = 0
    answers = in_the_browser(node, declaration, settings, times)
    for n, (said, values, browser) in enumerate(zip(drawn, settings, answers, strict=True)):
        try:
            ours = run(system, values, times)[rows]
        except RuntimeError as error:
            # the same end in both, in the same words
            _, reason = str(error).rsplit(": ", 1)
            assert reason in browser["message"], (said, str(error), browser["message"])
            refused += 1
            continue
        assert browser["ok"], (said, browser["message"])
        seen = np.array(browser["states"], float)[rows]
        np.testing.assert_allclose(seen, ours, **near, err_msg=f"browser, {said}")
        agreed += 1
        if n % runner_every == 0:
            theirs = in_road_runner(Model(declaration), values, times, names)
            np.testing.assert_allclose(theirs[:, 1:], ours[:, 1:], **near, err_msg=f"libRoadRunner, {said}")
    return agreed, refused


def every(**choices) -> list[dict]:
    return [dict(zip(choices, drawn, strict=True)) for drawn in itertools.product(*choices.values())]


@pytest.mark.parametrize("make", [kept, waiting], ids=lambda f: f.__name__)
def test_thresholds_met_at_the_start_passed_long_ago_and_turned_round(make, node):
    """``high`` above, at and below the start and ``low``; treated or not at the start; cells added at time 0 or not."""
    drawn = [
        values
        for values in every(low=SIZES[:3], high=SIZES, given=(0.0, 12.0), on_0=(0.0, 1.0), wait=(0.0, 20.0))
        if values["low"] != values["high"]
    ]
    agreed, refused = compared(node, make(), drawn, runner_every=5)
    assert agreed > 60 and agreed + refused == len(drawn) > 70


def test_triggers_that_set_the_state_set_each_other_off_alike(node):
    drawn = every(a=(10.0, 20.0), b=(5.0, 12.0, 25.0), to_a=(3.0, 10.0, 15.0), to_b=(8.0, 30.0), given=(0.0, 15.0))
    agreed, refused = compared(node, chained(), drawn, runner_every=2)
    assert agreed > 20 and refused > 5


def test_a_condition_that_holds_at_the_start_fires_at_the_start_or_is_said_to_have_held():
    for N_0 in (20.0, 25.0):  # met exactly, and passed long ago
        assert Model(kept()).simulate([0.0], N_0=N_0)["treated"].tolist() == [1.0]
        assert Model(waiting()).simulate([0.0, 0.1], N_0=N_0)["treated"].tolist() == [0.0, 0.0]
    # A dose at time 0 is given first: what it carries across has come to hold, whoever held before.
    for make in (kept, waiting):
        assert Model(make()).simulate([0.0], given=12.0)["treated"].tolist() == [1.0]
    # Nothing has changed sign at the start.
    assert Model(kept()).simulate([0.0, 0.1], N_0=20.0)["times"].tolist() == [0.0, 0.0]
    assert Model(kept()).simulate([0.0, 0.1], given=12.0)["times"].tolist() == [1.0, 1.0]


def test_a_switch_without_a_gap_is_thrown_without_end_and_that_is_said(node):
    """On above a size and off below the same: the population would stay there, switching ever faster."""
    drawn = [{"low": 20.0, "high": 20.0}]
    assert compared(node, kept(), drawn) == (0, 1)
    with pytest.raises(RuntimeError, match=f"fired more than {MOST_FIRINGS:,} times"):
        Model(kept()).simulate(low=20.0, high=20.0)


def test_triggers_that_set_each_other_off_at_one_moment_are_named():
    with pytest.raises(RuntimeError, match="at 0 day: at that moment its triggers “first” and “second” set each other"):
        Model(chained()).simulate(a=20.0, to_a=3.0, to_b=30.0, given=15.0)


def test_work_and_memory_are_bounded_whatever_the_triggers_do():
    """A run that is given up holds no more than one that ends: steps are not kept."""
    model = Model(kept())
    model.simulate()
    tracemalloc.start()
    try:
        with pytest.raises(RuntimeError):
            model.simulate(low=20.0, high=20.0)
        assert tracemalloc.get_traced_memory()[1] < 2e6
    finally:
        tracemalloc.stop()


#: The share V_c is passed on this day: where drug is given from the start on, and where it is given from detection on.
FOUND = {
    (0.05, 0.1): 215.2,
    (0.1, 0.1): 211.5,
    (0.09, 0.05): 213.9,
    (0.02, 0.02): 249.8,
}


@pytest.mark.parametrize("S_0, V_d", FOUND)
def test_a_tumour_found_at_the_start_is_treated_from_the_start(S_0, V_d):
    model = evbook.load("pump-transfer")
    found = model.measures(S_0=S_0, V_d=V_d)
    assert found["day_failed"] == pytest.approx(FOUND[S_0, V_d], abs=0.1)
    if V_d <= S_0:
        # treated in the whole window, as the same tumour is that was found when it was any smaller
        assert found["mean_dose"] == pytest.approx(1.5)
        assert found["day_failed"] == pytest.approx(model.measures(S_0=S_0, V_d=0.9 * V_d)["day_failed"])


def test_pump_transfer_agrees_wherever_its_sizes_meet(node):
    """Sizes at the start, at detection, at stopping and at resuming drawn from a few, so that they often coincide."""
    rng = np.random.default_rng(825)
    d = evbook.load("pump-transfer").declaration
    drawn = []
    while len(drawn) < 40:
        values = {name: float(rng.choice([0.02, 0.05, 0.1, 0.2])) for name in ("S_0", "V_d", "stop_at", "resume_at")}
        values |= {"adaptive": float(rng.integers(2)), "off": float(rng.choice([0, 3])), "heritable": 1.0}
        if values["stop_at"] != values["resume_at"] or not values["adaptive"]:
            drawn.append(values)
    times = np.append(0.0, np.linspace(0.1, 399.9, 60))
    agreed, refused = compared(node, d, drawn, times, runner_every=4)
    assert agreed > 36, refused
