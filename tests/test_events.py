"""Doses, windows and triggers: at the right moment, by the right amount, in Python and the browser alike."""

import json
import math
import subprocess
from pathlib import Path

import numpy as np
import pytest
from small_models import decay, parameter

from evbook.declaration import Dose, Output, Process, State, Switch, Time, Trigger, Window
from evbook.derive.javascript import program
from evbook.model import Model

NUMERICS = Path(__file__).parents[1] / "src/evbook/explorer/frontend/src/numerics"


def infused():
    """First-order elimination under two infusions: dN/dt = R·on(t) - k N."""
    return decay(
        id="infused",
        parameters=(
            parameter(value=0.5),
            parameter("N_0", 0.0, "cell", (0, 1e3)),
            parameter("R", 20.0, "cell/day", (0, 99)),
        ),
        windows=(Window("running", "1", "2", "the pump runs", every="4", count="2"),),
        processes=(
            Process("inflow", "R * running", "the pump", produces={"N": 1}),
            Process("death", "k * N", "elimination", consumes={"N": 1}),
        ),
    )


def treated():
    """Growth until a size is passed, then decline: dN/dt = (r - kill·treating) N."""
    return decay(
        id="treated",
        parameters=(
            parameter("r", 0.3),
            parameter("kill", 0.7),
            parameter("N_0", 1.0, "cell", (0, 1e3)),
            parameter("found", 5.0, "cell", (1, 100)),
        ),
        switches=(Switch("treating", "0", "1", "therapy has begun"), Switch("day_found", "-1", "day", "when it began")),
        triggers=(
            Trigger("detection", "N - found", {"treating": "1", "day_found": "t"}, "the tumour is found"),
            Trigger("relief", "N - found / 5", {"treating": "0"}, "therapy is stopped", direction="down"),
        ),
        processes=(
            Process("growth", "r * N", "growth", produces={"N": 1}),
            Process("killing", "kill * treating * N", "therapy", consumes={"N": 1}),
        ),
        outputs=(Output("on", "treating", "1", (0, 1), "whether treated"),),
        time=Time("day", 30.0),
    )


def pulsed():
    """Boluses carried across a trigger: each dose that lifts N above 12 is halved at once, three times at most."""
    return decay(
        id="pulsed",
        parameters=(
            parameter(value=0.2),
            parameter("N_0", 0.0, "cell", (0, 1e3)),
            parameter("cap", 12.0, "cell", (1, 99)),
        ),
        doses=(Dose("d", "N", "8", "1", "a dose", every="1.5", count="6"),),
        triggers=(Trigger("halving", "N - cap", {"N": "N / 2"}, "half is removed"),),
    )


def infusion_by_hand(t: float, k: float = 0.5, rate: float = 20.0) -> float:
    """Superposition of the steps up at 1, 5 and down at 3, 7."""
    steps = ((1, 1), (3, -1), (5, 1), (7, -1))
    return sum(sign * rate / k * (1 - math.exp(-k * (t - at))) for at, sign in steps if t > at)


def treated_by_hand(t: float, r=0.3, kill=0.7, found=5.0) -> float:
    """Growth to ``found``, decline to a fifth of it, growth again: a periodic tooth."""
    up, down = math.log(found) / r, math.log(5) / (kill - r)
    if t <= up:
        return math.exp(r * t)
    again = math.log(5) / r
    phase = (t - up) % (down + again)
    return found * math.exp(-(kill - r) * phase) if phase <= down else found / 5 * math.exp(r * (phase - down))


def test_an_infusion_is_the_sum_of_its_steps():
    times = [0.5, 1.0, 2.2, 3.0, 4.1, 6.9, 7.0, 10.0]
    frame = Model(infused()).simulate(times)
    np.testing.assert_allclose(frame["N"], [infusion_by_hand(t) for t in times], rtol=1e-6, atol=1e-9)


def test_a_trigger_fires_at_the_moment_of_crossing_and_again_each_time():
    times = np.linspace(0, 30, 61)[1:]
    frame = Model(treated()).simulate(times)
    np.testing.assert_allclose(frame["N"], [treated_by_hand(t) for t in times], rtol=1e-5)


def test_sessions_that_overlap_are_one():
    longer = decay(
        windows=(Window("on", "0", "3", "x", every="1", count="4"),),
        outputs=(Output("seen", "on", "1", (0, 1), "x"),),
        processes=(Process("death", "k * N * on", "x", consumes={"N": 1}),),
    )
    frame = Model(longer).simulate([3.0, 6.0, 9.0])
    np.testing.assert_allclose(frame["N"], 100 * np.exp([-0.3, -0.6, -0.6]), rtol=1e-6)


def test_a_dose_that_carries_a_quantity_across_fires_its_trigger_at_once():
    frame = Model(pulsed()).simulate([1.0, 2.5, 4.0])
    second = 8 * math.exp(-0.3) + 8
    assert second > 12
    third = second / 2 * math.exp(-0.3) + 8
    assert third > 12
    np.testing.assert_allclose(frame["N"], [8, second / 2, third / 2], rtol=1e-6)


@pytest.mark.parametrize("make", [infused, treated, pulsed], ids=lambda f: f.__name__)
def test_browser_and_python_agree_through_events(make, node):
    model = make()
    times = np.linspace(0, model.time.end, 97)
    script = f"""
    import {{ solve }} from "{NUMERICS.as_uri()}/solve.js";
    const program = {program(model)};
    const p = Float64Array.from(program.parameters, (q) => q.value);
    const run = solve(program.on, p, Float64Array.from({times.tolist()}), {{ rtol: 1e-9 }});
    const states = run.states.map((s) => Array.from(s));
    console.log(JSON.stringify({{ ok: run.ok, message: run.message, states }}));"""
    done = subprocess.run([node, "--input-type=module", "-"], input=script, capture_output=True, text=True, check=True)
    result = json.loads(done.stdout)
    assert result["ok"], result["message"]
    ours = Model(model).simulate(times)
    for s, theirs in zip(model.states, result["states"], strict=False):
        np.testing.assert_allclose(ours[s.name], theirs, rtol=2e-5, atol=1e-8)


def test_a_dose_at_the_start_is_given_once():
    model = decay(doses=(Dose("d", "N", "8", "0", "a dose"),))
    assert Model(model).simulate([0.0])["N"].tolist() == [108.0]
    assert Model(model).simulate([0.0, 1.0])["N"].tolist() == pytest.approx([108.0, 108 * math.exp(-0.1)])


def test_a_burst_has_the_size_its_parameter_says():
    model = decay(
        parameters=(
            parameter("rate", 2.0, "1/day", (0, 9)),
            parameter("size", 7.0, "EV", (1, 50)),
            parameter("N_0", 0.0, "EV", (0, 9)),
        ),
        states=(State("N", "N_0", "EV", (0, 100), "vesicles released"),),
        processes=(Process("fusion", "rate", "an endosome fuses", produces={"N": "size"}),),
    )
    assert Model(model).simulate([3.0])["N"].item() == pytest.approx(42.0)
