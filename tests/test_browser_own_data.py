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
from analysis_models import DOSED, GOMPERTZ, LOGISTIC
from beside import beside
from scipy.optimize import curve_fit, least_squares

import evbook
from evbook import own_data
from evbook.declaration.units import UnitError, dimension
from evbook.model import Model
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


#: Model, the truth of the parameters to find, columns, times, error, schedule.
CASES = {
    "one, additive": ("immune-escape", {"phi_treg": 1.3}, ["T"], np.linspace(20, 800, 14), "additive", None),
    "three, in logarithms": ("immune-escape", {"phi_treg": 1.3, "a": 0.21, "T_0": 50.0}, ["E", "T"],
                             np.linspace(10, 900, 22), "log", None),
    "a schedule of the reader's own": ("antibody-sink", {"mass": 300.0}, ["drug"], np.linspace(1, 80, 25),
                                       "additive", [["maintenance", 3, 700, 21, 4]]),
    "a curve": ("junction-leak", {}, [], None, "additive", None),
}  # fmt: skip


@pytest.fixture(params=["one, additive", "three, in logarithms", "a schedule of the reader's own", "a curve"])
def case(request):
    name, truth, columns, times, error, schedule = CASES[request.param]
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
    # a figure begins at the model's first scenario, and so do its fits
    first = {} if model.declaration.axes else {"scenario": model.declaration.scenarios[0].name}
    data = measured(model, truth, columns, times, 0.03, **first, **run)
    return model, truth, data, error, schedule


def values(model, schedule, x, times, columns) -> np.ndarray:
    run = {"schedule": [tuple(row) for row in schedule]} if schedule else {}
    return model.simulate(times, **x, **run)[columns].to_numpy().T.ravel()


def test_the_fit_is_that_of_scipy_and_recovers_the_truth(ask, case):
    """Parameters within 1e-4 of SciPy's least squares on Python's solver, and near the truth for 3 % of noise."""
    model, truth, data, error, schedule = case
    axis = model.declaration.axes[0].name if model.declaration.axes else "time"
    question = {"ask": "fit", "csv": file_of(data, axis), "parameters": list(truth), "error": error,
                "schedule": schedule and [dict(zip(ROW, row, strict=True)) for row in schedule]}  # fmt: skip
    found = ask(model, question)
    assert found["converged"]
    estimates = {one["name"]: one for one in found["estimates"]}
    best = {name: one["value"] for name, one in estimates.items()}
    known = {p.name: p for p in model.declaration.parameters}
    steps = {n: np.log if known[n].scale == "log" else float for n in truth}
    back = {n: np.exp if known[n].scale == "log" else float for n in truth}
    turn = np.log if error == "log" else np.asarray
    target = turn(data.to_numpy().T.ravel())
    start = model.declaration.scenarios[0].values if model.declaration.scenarios else {}

    def residual(u):
        x = {n: float(back[n](v)) for n, v in zip(truth, u, strict=True)}
        return turn(values(model, schedule, {**start, **x}, data.index.to_numpy(), list(data.columns))) - target

    theirs = least_squares(residual, [steps[n](best[n]) for n in truth], diff_step=1e-4, x_scale="jac", xtol=1e-12,
                           ftol=1e-13)  # fmt: skip
    for name, u in zip(truth, theirs.x, strict=True):
        assert best[name] == pytest.approx(float(back[name](u)), rel=1e-4), name
        assert estimates[name]["remark"] == "", name
        low, high = estimates[name]["low"], estimates[name]["high"]
        assert low < best[name] < high
        # Beyond twice its interval the truth lies once in ten thousand data; these are fixed by their seed.
        assert abs(truth[name] - best[name]) < 2 * max(high - best[name], best[name] - low)
    assert found["loss"] == pytest.approx(np.sum(theirs.fun**2), rel=1e-4)
    assert found["verdict"] == "Nothing in the residuals speaks against this model."


TIMES = np.linspace(0.5, 9.5, 10)


def logistic(t, r, K, N_0):
    return K / (1 + (K / N_0 - 1) * np.exp(-r * t))


@pytest.fixture(scope="module")
def two_arms() -> pd.DataFrame:
    random = np.random.default_rng(5)
    frames = []
    for arm, r in (("control", 1.1), ("treated", 0.6)):
        sigma = 0.5 + 0.03 * logistic(TIMES, r, 60, 3)
        frames.append(pd.DataFrame({"time (day)": TIMES, "arm": arm,
                                    "N": logistic(TIMES, r, 60, 3) + sigma * random.standard_normal(10),
                                    "SD": sigma}))  # fmt: skip
    return pd.concat(frames, ignore_index=True)


def limited(data: pd.DataFrame) -> str:
    """The table with what lies below 4 and above 55 as a laboratory writes it."""
    cells = [("<4" if n < 4 else ">55" if n > 55 else repr(n)) for n in data["N"]]
    return data.assign(N=cells).to_csv(index=False)


@pytest.mark.parametrize(
    ("error", "sd", "limits"),
    [("proportional", False, False), ("log", True, False), ("proportional", False, True), ("additive", True, True)],
)  # fmt: skip
def test_both_languages_give_one_table_the_same_fit(ask, two_arms, error, sd, limits):
    """Arms, shared and own numbers, errors, limits: estimates to 1e-4, interval ends and tests likewise."""
    table = two_arms if sd else two_arms.drop(columns="SD")
    text = limited(table) if limits else table.to_csv(index=False)
    model = Model(LOGISTIC)
    found = ask(model, {"ask": "fit", "csv": text, "parameters": ["r", "K", "N_0"], "own": ["r"], "error": error})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        theirs = model.fit(own_data.read(text).frame(), parameters=["r", "K", "N_0"], own=["r"], error=error)
    assert [one["name"] for one in found["estimates"]] == list(theirs.index)
    for one in found["estimates"]:
        row = theirs.loc[one["name"]]
        assert one["value"] == pytest.approx(row["value"], rel=1e-4)
        for end in ("low", "high"):
            assert one[end] == pytest.approx(row[end], rel=2e-4), (one["name"], end)
    assert found["aicc"] == pytest.approx(theirs.attrs["aicc"], abs=1e-3)
    assert found["sigma"] == pytest.approx(theirs.attrs["sigma"], rel=1e-3)
    for ours, one in zip(found["tests"], theirs.attrs["tests"], strict=True):
        assert (ours["points"], ours["r2"]) == (one["points"], pytest.approx(one["r2"], rel=1e-5))
        assert ours["runs"] == pytest.approx(one["runs_p"], rel=1e-9)
    assert found["verdict"] == theirs.attrs["verdict"]
    assert found["tied"] == theirs.attrs["correlated"]


def test_each_arm_has_its_own_setting_and_the_data_judge_the_model(ask):
    """The book's own arms: tumours with and without angiostatin, and what is said when the doses are exchanged."""
    arms = evbook.data.read("tumour_vessels_arms")
    wanted = arms[arms["arm"].isin(["control", "angiostatin"])].drop(columns="drug")
    model = evbook.load("tumour-vessels")
    first = wanted[wanted["day"] == 0].set_index("arm")["volume_mm3"]
    given = {"control": {"V_0": first["control"]}, "angiostatin": {"V_0": first["angiostatin"], "dose_angio": 20.0}}
    question = {"ask": "fit", "csv": wanted.to_csv(index=False), "series": "V", "parameters": ["growth", "e_angio"],
                "error": "log", "ev": False, "arms": {arm: {"values": one} for arm, one in given.items()}}  # fmt: skip
    found = ask(model, question)
    theirs = model.fit(wanted.rename(columns={"day": "time", "volume_mm3": "V"}), parameters=["growth", "e_angio"],
                       arms=given, error="log", ev=False)  # fmt: skip
    for one in found["estimates"]:
        row = theirs.loc[one["name"]]
        assert [one["value"], one["low"], one["high"]] == pytest.approx(list(row[["value", "low", "high"]]), rel=1e-3)
    assert found["verdict"] == "Nothing in the residuals speaks against this model."
    swapped = {"control": given["angiostatin"], "angiostatin": given["control"]}
    found = ask(model, question | {"arms": {arm: {"values": one} for arm, one in swapped.items()}})
    assert found["verdict"].startswith("This model does not describe these data: ")


@pytest.mark.parametrize("lesion", [24, 1232, 1226])
def test_public_lesions_are_fitted_in_the_browser_as_an_independent_program_fits_them(ask, lesion):
    """Gompertz's curve in closed form under SciPy's `curve_fit`; estimates, their errors and R² beside ours."""
    table = pd.read_csv(beside("external/clinical_lesion_trajectories.csv"))
    rows = table[table["lesion"] == lesion][["weeks", "volume_mm3"]]
    assert len(rows) >= 10

    def gompertz(t, log_start, log_limit, log_rate):
        return log_limit + (log_start - log_limit) * np.exp(-np.exp(log_rate) * t)

    y = np.log(rows["volume_mm3"].to_numpy())
    best, spread = curve_fit(gompertz, rows["weeks"].to_numpy(), y, p0=[y[0], y[-1] + 0.5, -2.5])
    found = ask(Model(GOMPERTZ), {"ask": "fit", "csv": rows.to_csv(index=False), "parameters": ["V_0", "K", "b"],
                                  "error": "log", "starts": 4})  # fmt: skip
    for one, theirs, error in zip(found["estimates"], best, np.sqrt(np.diag(spread)), strict=True):
        assert one["value"] == pytest.approx(np.exp(theirs), rel=1e-4), one["name"]
        assert one["error"] / one["value"] == pytest.approx(error, rel=1e-3), one["name"]
    off = gompertz(rows["weeks"].to_numpy(), *best) - y
    assert found["tests"][0]["r2"] == pytest.approx(1 - off @ off / ((y - y.mean()) @ (y - y.mean())), rel=1e-6)


def test_what_the_data_do_not_determine_is_said(ask):
    model = evbook.load("immune-escape")
    data = measured(model, {"a": 0.21}, ["T"], np.linspace(20, 400, 9), 0.02, ev=False)
    csv = file_of(data, "time (day)")
    # Without vesicles a vesicle term does nothing.
    found = ask(model, {"ask": "fit", "csv": csv, "parameters": ["a", "phi_treg"], "error": "log", "ev": False})
    remarks = {one["name"]: one["remark"] for one in found["estimates"]}
    assert remarks["phi_treg"] == "not determined: it does not change what was measured"
    assert remarks["a"] == ""
    refused = ask(model, {"ask": "fit", "csv": csv.replace("(day)", "[mg]"), "parameters": ["a"]})
    assert refused["refused"] == "No heading speaks of time.  Which column is the time (or the model’s axis)?"


def test_what_a_bound_hides_is_one_sided_and_no_interval_goes_beyond_it(ask):
    times = np.linspace(0.1, 1.0, 8)
    noise = np.exp(0.03 * np.random.default_rng(9).standard_normal(8))
    early = pd.DataFrame({"N": 3 * np.exp(1.1 * times) * noise}, index=pd.Index(times, name="time"))
    found = ask(Model(LOGISTIC), {"ask": "fit", "csv": file_of(early, "time (day)"), "parameters": ["K", "N_0"],
                                  "error": "log", "values": {"r": 1.1}})  # fmt: skip
    limit, start = found["estimates"]
    assert limit["remark"].startswith("only a lower limit: at least")
    assert limit["high"] == 1000
    assert start["remark"] == ""


#: Tables of doses, and the schedules of the textbook model that they mean: name, start, size, every, count.
DOSES = {
    "ID,TIME (days),DV,AMT,EVID,ADDL,II\n1,0,.,10,1,2,0.25\n1,0.1,5,.,0,.,.\n2,0,.,20,1,0,0\n2,0.1,9,.,0,.,.\n": {
        "1": [("bolus", 0, 10, 6, 3)], "2": [("bolus", 0, 20, 0, 1)]},
    "ID,TIME (h),DV,AMT\n1,0,.,10\n1,1,5,0\n1,8,.,10\n1,9,6,0\n2,0,.,10\n2,1,4,0\n2,8,.,10\n2,9,6,0\n": {
        "all": [("bolus", 0, 10, 8, 2)]},
    "Arm,TIME (h),DV,AMT,EVID,II (min),ADDL\na,0,.,1,1,90,1\na,1,5,.,0,.,.\nb,2,.,3,1,0,0\nb,3,5,.,0,.,.\n": {
        "a": [("bolus", 0, 1, 1.5, 2)], "b": [("bolus", 2, 3, 0, 1)]},
    "ID,TIME (h),DV,AMT,RATE\n1,0,.,10,5\n1,1,5,0,0\n": "gives infusions",
    "ID,TIME (h),DV,AMT,SS\n1,0,.,10,1\n1,1,5,0,0\n": "steady state",
    "ID,TIME (h),DV,AMT,EVID\n1,0,.,10,4\n1,1,5,0,0\n": "empty the system",
    "ID,TIME (h),DV,AMT (mg)\n1,0,.,10\n1,1,5,0\n": "cannot be turned into",
}  # fmt: skip


def test_rows_of_doses_are_the_same_schedule_in_both_languages(ask):
    model = Model(DOSED)
    found = ask(model, {"ask": "schedules", "csvs": list(DOSES)})
    for (text, wanted), theirs in zip(DOSES.items(), found, strict=True):
        table = own_data.read(text)
        if isinstance(wanted, str):
            assert theirs is None
            with pytest.raises(ValueError, match=wanted):
                own_data.schedules(table, model)
            continue
        assert own_data.schedules(table, model) == wanted
        assert {arm: [tuple(row) for row in rows] for arm, rows in theirs.items()} == wanted


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
