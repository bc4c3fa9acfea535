"""A reader's own data in the live figure: units as pint has them, and the fit as Python and SciPy find it."""

from __future__ import annotations

import itertools
import json
import subprocess
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import least_squares

import evbook
from evbook.declaration.units import UnitError, dimension
from evbook.review.catalogue import declarations

ROW = ("name", "start", "size", "every", "count")
SCRIPT = Path(__file__).parent / "frontend" / "laboratory.mjs"


@pytest.fixture(scope="module")
def ask(node):
    """Ask Node one question about a model (see ``frontend/laboratory.mjs``)."""

    def asked(model, question: dict) -> dict:
        given = json.dumps({"source": model.javascript(), "questions": [question]})
        done = subprocess.run([node, str(SCRIPT)], input=given, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)[0]

    return asked


def measured(model, truth: dict, columns: list[str], times, noise: float, **run) -> pd.DataFrame:
    """Synthetic data: the model at ``truth``, with a share of noise, to the digits that a file has."""
    random = np.random.default_rng(7)
    curves = model.simulate(times, **truth, **run)
    return pd.DataFrame(
        {name: [float(f"{y:.6g}") for y in curves[name] * np.exp(noise * random.standard_normal(len(times)))]
         for name in columns}, index=pd.Index(times, name="time"))  # fmt: skip


def file_of(data: pd.DataFrame, header: str) -> str:
    lines = [",".join([header, *data.columns])]
    return "\n".join(lines + [",".join(map(repr, (float(t), *map(float, row)))) for t, row in data.iterrows()])


#: Model, the truth of the parameters to find, columns, times, scale, schedule.
CASES = {
    "one, linear": ("immune-escape", {"phi_treg": 1.3}, ["T"], np.linspace(20, 800, 14), False, None),
    "three, in logarithms": ("immune-escape", {"phi_treg": 1.3, "a": 0.21, "T_0": 50.0}, ["E", "T"],
                             np.linspace(10, 900, 22), True, None),
    "a schedule of the reader's own": ("antibody-sink", {"mass": 300.0}, ["drug"], np.linspace(1, 80, 25), False,
                                       [["maintenance", 3, 700, 21, 4]]),
    "a curve": ("junction-leak", {}, [], None, False, None),
}  # fmt: skip


@pytest.fixture(params=["one, linear", "three, in logarithms", "a schedule of the reader's own", "a curve"])
def case(request):
    name, truth, columns, times, log, schedule = CASES[request.param]
    model = evbook.load(name)
    run = {"schedule": [tuple(row) for row in schedule]} if schedule else {}
    if model.declaration.axes:
        axis = model.declaration.axes[0]
        times = np.geomspace(axis.range[0], axis.range[1], 16) if axis.scale == "log" else np.linspace(*axis.range, 16)
        columns = [model.declaration.shown[0] if model.declaration.shown else model.declaration.outputs[0].name]
        first = next(p for p in model.declaration.parameters if p.control and p.scale == "log" and not p.ev)
        truth = {first.name: float(np.sqrt(first.value * first.range[1]))}
    known = {p.name: p for p in model.declaration.parameters}
    truth = {n: float(np.clip(v, *known[n].range)) for n, v in truth.items()}
    data = measured(model, truth, columns, times, 0.03, **run)
    return model, truth, data, log, schedule


def values(model, schedule, x, times, columns) -> np.ndarray:
    run = {"schedule": [tuple(row) for row in schedule]} if schedule else {}
    return model.simulate(times, **x, **run)[columns].to_numpy().T.ravel()


def test_the_fit_is_that_of_scipy_and_recovers_the_truth(ask, case):
    """Parameters within 0.1 % of SciPy's least squares on Python's solver, and near the truth for 3 % of noise."""
    model, truth, data, log, schedule = case
    axis = model.declaration.axes[0].name if model.declaration.axes else "time"
    question = {"ask": "fit", "csv": file_of(data, axis),
                "parameters": list(truth), "log": log,
                "schedule": schedule and [dict(zip(ROW, row, strict=True)) for row in schedule]}  # fmt: skip
    found = ask(model, question)
    assert found["converged"]
    best = {one["name"]: one["value"] for one in found["estimates"]}
    known = {p.name: p for p in model.declaration.parameters}
    steps = {n: np.log if known[n].scale == "log" else float for n in truth}
    back = {n: np.exp if known[n].scale == "log" else float for n in truth}
    turn = np.log if log else np.asarray
    target = turn(data.to_numpy().T.ravel())
    start = model.declaration.scenarios[0].values if model.declaration.scenarios else {}

    def residual(u):
        x = {n: float(back[n](v)) for n, v in zip(truth, u, strict=True)}
        return turn(values(model, schedule, {**start, **x}, data.index.to_numpy(), list(data.columns))) - target

    theirs = least_squares(residual, [steps[n](best[n]) for n in truth], diff_step=1e-4, x_scale="jac", xtol=1e-12,
                           ftol=1e-13)  # fmt: skip
    for name, u in zip(truth, theirs.x, strict=True):
        assert best[name] == pytest.approx(float(back[name](u)), rel=1e-3), name
        estimate = next(one for one in found["estimates"] if one["name"] == name)
        assert estimate["remark"] == "", name
        assert estimate["low"] < best[name] < estimate["high"]
        # Beyond twice its interval the truth lies once in ten thousand data; these are fixed by their seed.
        assert abs(truth[name] - best[name]) < 2 * max(estimate["high"] - best[name], best[name] - estimate["low"])
    rms = np.sqrt(np.mean(theirs.fun**2))
    ours = np.sqrt(sum(m["points"] * (np.log(m["rms"]) if log else m["rms"]) ** 2 for m in found["after"])
                   / sum(m["points"] for m in found["after"]))  # fmt: skip
    assert ours == pytest.approx(rms, rel=1e-4)
    # Least squares lower the sum over all columns; one of them may lie worse than before.
    before = np.sqrt(sum(m["points"] * (np.log(m["rms"]) if log else m["rms"]) ** 2 for m in found["before"])
                     / sum(m["points"] for m in found["before"]))  # fmt: skip
    assert ours < 0.9 * before


def test_values_and_intervals_are_those_of_the_packages_own_fit(ask):
    model = evbook.load("immune-escape")
    truth = {"phi_treg": 1.3, "a": 0.21}
    data = measured(model, truth, ["T"], np.linspace(20, 900, 20), 0.05)
    hours = data.set_axis(data.index * 24, axis=0)
    found = ask(model, {"ask": "fit", "csv": file_of(hours, "time [h]"), "parameters": list(truth), "log": True})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        theirs = model.fit(data, parameters=list(truth), log=True)
    assert {one["name"] for one in found["estimates"]} == set(truth)
    for one in found["estimates"]:
        row = theirs.loc[one["name"]]
        assert one["value"] == pytest.approx(row["value"], rel=1e-3)
        assert one["low"] == pytest.approx(row["low"], rel=0.02)
        assert one["high"] == pytest.approx(row["high"], rel=0.02)


def test_what_the_data_do_not_determine_is_said(ask):
    model = evbook.load("immune-escape")
    data = measured(model, {"a": 0.21}, ["T"], np.linspace(20, 400, 9), 0.02, ev=False)
    csv = file_of(data, "time (day)")
    # Without vesicles a vesicle term does nothing.
    found = ask(model, {"ask": "fit", "csv": csv, "parameters": ["a", "phi_treg"], "log": True, "ev": False})
    remarks = {one["name"]: one["remark"] for one in found["estimates"]}
    assert remarks["phi_treg"] == "it does not change what was measured"
    assert remarks["a"] == ""
    refused = ask(model, {"ask": "fit", "csv": csv.replace("(day)", "[mg]"), "parameters": ["a"]})
    assert refused["refused"] == "No heading speaks of time.  Which column is the time (or the model’s axis)?"


def test_units_are_converted_as_pint_converts_them(ask):
    """All pairs of the catalogue's units, and how people write others."""
    records = [r for d in declarations() for r in (*d.states, *d.outputs, *d.parameters)]
    # pint's kelvin and the book's nominal unit convert to nothing here.
    units = sorted({r.unit for r in records if "nominal" not in r.unit and "kelvin" not in r.unit})
    pairs = list(itertools.product(units, units))
    found = ask(evbook.load("immune-escape"), {"ask": "units", "pairs": pairs})
    compared = 0
    for (a, b), ours in zip(pairs, found, strict=True):
        try:
            mine, theirs = dimension(a), dimension(b)
        except UnitError:
            continue
        if mine.powers == theirs.powers:
            assert ours == pytest.approx(mine.factor / theirs.factor, rel=1e-12), (a, b)
            compared += 1
        else:
            assert ours is None, (a, b)
    assert compared > 2 * len(units)
    written = [
        ("h", "day", 1 / 24), ("Hours", "day", 1 / 24), ("weeks", "day", 7), ("µg/mL", "mg/L", 1),
        ("nM", "umol/L", 1e-3),
        ("mm³", "mL", 1e-3), ("cells/ml", "cell/L", 1e3), ("cells per mL", "cell/L", 1e3), ("h^-1", "1/day", 24),
        ("particles/mL", "EV/L", 1e3), ("%", "1", 0.01), ("in vivo", "day", None), ("mg", "day", None),
        ("M", "min", None),
    ]  # fmt: skip
    asked = {"ask": "units", "pairs": [pair[:2] for pair in written]}
    found = ask(evbook.load("immune-escape"), asked)
    for (a, b, wanted), ours in zip(written, found, strict=True):
        assert ours is None if wanted is None else ours == pytest.approx(wanted, rel=1e-12), (a, b)
