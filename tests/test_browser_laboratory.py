"""What the live figure computes beside its curves, against the package's own analysis."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

import evbook
from evbook.analysis.tangent import measure_with_tangent, series_with_tangent
from evbook.derive.system import compile
from evbook.simulation.curves import default_grid, measuring_times
from evbook.simulation.setting import setting

SCRIPT = Path(__file__).parent / "frontend" / "laboratory.mjs"


@pytest.fixture(scope="module")
def ask(node):
    """Ask Node questions about a model (see ``frontend/laboratory.mjs``); NaN comes back as NaN."""

    def asked(model, *questions: dict) -> list:
        done = subprocess.run(
            [node, str(SCRIPT)],
            input=json.dumps({"source": model.javascript(), "questions": questions}),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return asked


def numbers(nested) -> np.ndarray:
    """JSON's null is NaN."""
    return np.array(nested, float)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["immune-escape", "junction-leak", "emt-switch"])
def test_elasticities_are_those_of_the_sensitivity_equations(ask, name):
    """The browser's central differences, Python's forward equations: within a thousandth of the largest.

    A moment is interpolated on the grid of times, and its slope jumps where a difference straddles a time of it.
    """
    model = evbook.load(name)
    (found,) = ask(model, {"ask": "elasticities", "ev": True})
    ours, names = numbers(found["elasticities"]), [p.name for p in model.declaration.parameters]
    d, base = model.declaration, setting(model.declaration)
    times = default_grid(d) if d.kind == "curve" else measuring_times(d, base, default_grid(d), ev=True)
    system = compile(model.declaration)
    curves, slopes = series_with_tangent(system, base, times, names)  # once for all measures
    compared = 0
    for m, measure in enumerate(model.declaration.measures):
        if measure.take.startswith("where"):
            continue  # a grid point: it does not move by little
        value, slope = measure_with_tangent(system, measure, base, times, curves, slopes, names)
        if not np.isfinite(value):
            assert np.isnan(numbers(found["measures"])[m])  # it has no value at this setting, here as there
            continue
        true = np.divide(slope * [base[one] for one in names], value, out=np.full(len(names), np.nan), where=value != 0)
        known = np.isfinite(ours[:, m]) & np.isfinite(true)
        if not known.any():
            continue
        scale = max(np.abs(true[known]).max(), 1e-3)
        near = 0.03 if measure.take.startswith(("first", "at")) else 1e-3
        assert np.abs(ours[known, m] - true[known]).max() <= near * scale, measure.name
        compared += 1
    assert compared > 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["immune-escape", "junction-leak", "resistance-game"])
def test_quantiles_of_the_ensemble_are_pythons(ask, name):
    """Another sample of the same ranges: each quantile has its rank in Python's ensemble, within sampling error."""
    model = evbook.load(name)
    (found,) = ask(model, {"ask": "ensemble", "members": 256, "seed": 1})
    ours = numbers(found["measures"])
    assert ours.shape == (256, len(model.declaration.measures))
    theirs = model.ensemble(1024, seed=3, scenario=model.declaration.scenarios[0].name)
    for m, measure in enumerate(model.declaration.measures):
        mine, true = ours[:, m], theirs[measure.name].to_numpy()
        assert np.isnan(mine).mean() == pytest.approx(np.isnan(true).mean(), abs=0.09), measure.name
        mine, true = mine[np.isfinite(mine)], np.sort(true[np.isfinite(true)])
        if len(mine) < 100:
            continue
        for share in (0.1, 0.25, 0.5, 0.75, 0.9):
            value = np.quantile(mine, share)
            slack = 1e-4 * np.ptp(true)  # many members may end at the same state
            low, high = np.searchsorted(true, [value - slack, value + slack], "left") / len(true)
            assert low - 0.09 <= share <= high + 0.09, f"{measure.name}: the {share} quantile has rank {low} to {high}"


@pytest.mark.parametrize(
    ("name", "parameter"), [("immune-escape", "phi_treg"), ("junction-leak", "copies"), ("caspase-switch", "uptake")]
)
def test_a_sweep_is_pythons(ask, name, parameter):
    model = evbook.load(name)
    (found,) = ask(model, {"ask": "sweep", "parameter": parameter})
    measures = [m.name for m in model.declaration.measures]
    truth = model.sweep(parameter, outcome=measures)
    for measure, ours in zip(measures, found, strict=True):
        true, mine = truth[measure].to_numpy(), numbers(ours)
        assert np.array_equal(np.isnan(true), np.isnan(mine)), measure
        assert np.nanmax(np.abs(true - mine) / np.maximum(np.abs(true), 1e-6 * np.nanmax(np.abs(true)))) < 5e-3, measure


@pytest.mark.parametrize(
    ("name", "parameter", "shares"),
    [
        ("immune-escape", "phi_treg", (0.15, 0.8)),
        ("immune-escape", "n", (0.1, 0.7)),
        ("resistance-game", "drug", (0.5, 0.9)),
        ("caspase-switch", "uptake", (0.6,)),
    ],
)
def test_branches_pass_through_pythons_states_at_rest(ask, name, parameter, shares):
    """At several values: every state at rest that Python finds lies on a branch, with its stability, and no other."""
    model = evbook.load(name)
    (found,) = ask(model, {"ask": "branches", "parameter": parameter})
    record = next(p for p in model.declaration.parameters if p.name == parameter)
    states = [s.name for s in model.declaration.states]
    highs = np.array([s.axis[1] for s in model.declaration.states])
    low, high = record.range
    for share in shares:
        value = low * (high / low) ** share if record.scale == "log" else low + share * (high - low)
        truth = model.equilibria(**{parameter: value})
        crossed = []
        for branch in found["branches"]:
            s, y = np.array(branch["shares"]), numbers(branch["states"])
            for k in np.flatnonzero((s[:-1] <= share) != (s[1:] <= share)):
                part = (share - s[k]) / (s[k + 1] - s[k])
                crossed.append((y[k] + part * (y[k + 1] - y[k]), branch["stable"][k]))
        wanted = [(row[states].to_numpy(float), row["kind"].startswith("stable")) for _, row in truth.iterrows()]
        assert wanted, f"at {value:g}"

        def among(one, others) -> bool:
            y, stable = one
            near = 0.01 * np.maximum(np.abs(y), 1e-3 * highs)
            return any(np.all(np.abs(y - other) <= near) and stable == kind for other, kind in others)

        missing = [one for one in wanted if not among(one, crossed)]
        assert not missing, f"{parameter} = {value:g}: on no branch are {missing}"
        # Branches may be followed a little beyond the box that Python searches.
        invented = [one for one in crossed if np.all(one[0] <= highs) and not among(one, wanted)]
        assert not invented, f"{parameter} = {value:g}: no states at rest are {invented}"


def test_models_whose_doses_come_at_their_own_time_have_no_branches(ask):
    (found,) = ask(evbook.load("antibody-sink"), {"ask": "branches", "parameter": "mass"})
    assert found is None


DYNAMIC = ["erk-switch", "educated-niche", "tgf-beta", "antibody-sink", "caspase-switch", "emt-switch", "pump-transfer"]


@pytest.mark.slow
@pytest.mark.parametrize("name", DYNAMIC)
def test_in_the_hand_a_curve_takes_fewer_steps_and_lies_where_it_lies_at_rest(ask, name):
    """Within a two-thousandth of the axis, which is a tenth of a pixel of a panel, along the first sliders."""
    model = evbook.load(name)
    settings = [
        {"values": {p.name: float(p.range[0] + share * (p.range[1] - p.range[0]))}}
        for p in [p for p in model.declaration.parameters if p.control][:3]
        for share in (0.2, 0.5)
    ]
    (found,) = ask(model, {"ask": "hand", "settings": settings})
    assert len(found) == len(settings)
    for one in found:
        assert one["hand"] < 0.6 * one["rest"]
    assert np.median([one["off"] for one in found]) < 5e-5
    assert max(one["off"] for one in found) < 5e-4
