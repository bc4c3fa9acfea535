"""Measures of curve models are found on the curve, to a stated precision, in Python and in the browser alike."""

import math
from dataclasses import replace

import numpy as np
import pytest
from evbook.catalogue import declarations
from frontend_answers import asked
from small_models import decay, parameter

import evbook
from evbook.analysis.outcome import Question, evaluate
from evbook.declaration import Axis, Intermediate, Measure, Output
from evbook.derive.javascript import program
from evbook.model import Model
from evbook.simulation.curves import default_grid
from evbook.simulation.setting import setting

CURVES = [d for d in declarations() if d.kind == "curve"]
#: Values that say where something is: at a flat top, rounding hides it.
PLACES = {"where_max", "where_min"}


def hill(points=41, scale="log"):
    """y = x²/(x² + K²), a bell around K, and a cliff at K: known in closed form, whatever points they are drawn at."""
    return decay(
        id="hill",
        states=(),
        processes=(),
        axes=(Axis("x", "nM", (0.1, 100), "dose", scale=scale, points=points),),
        parameters=(parameter("K", 3.21, "nM", (0.2, 90)), parameter("share", 0.3, "1", (0.01, 0.9))),
        intermediates=(Intermediate("over", "where(x > K, x - K, 0)", "nM", "how far beyond K"),),
        outputs=(
            Output("y", "x**2 / (x**2 + K**2)", "1", (0, 1), "response"),
            Output("bell", "4 * x**2 * K**2 / (x**2 + K**2)**2", "1", (0, 1), "most at K", scale="log"),
            Output("cliff", "where(x > K, 5, 0.5)", "1", (0, 5), "a jump at K", scale="log"),
            Output("time", "K / over", "1", (0, 5), "without end below K", scale="log"),
        ),
        measures=(
            Measure("ec", "y", "first_above", "nM", "dose of the share", level="share"),
            Measure("gone", "cliff", "first_above", "nM", "where it jumps", level="1"),
            Measure("top", "bell", "max", "1", "height of the bell"),
            Measure("peak", "bell", "where_max", "nM", "place of the bell"),
            Measure("here", "y", "at", "1", "response at K", time="K"),
            Measure("under", "y", "area", "nM", "area under the response"),
            Measure("first_time", "time", "first_below", "nM", "where the time is K/K", level="1"),
            Measure("longest", "time", "max", "1", "the longest time, which is without end"),
            Measure("least_time", "time", "min", "1", "the shortest"),
            Measure("soonest", "time", "where_min", "nM", "where it is shortest"),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("points", [11, 41, 400])
@pytest.mark.parametrize("scale", ["log", "linear"])
def test_measures_are_right_whatever_the_points_of_the_axis(points, scale):
    K, share = 3.21, 0.3
    found = Model(hill(points, scale)).measures()
    assert found["ec"] == pytest.approx(K * math.sqrt(share / (1 - share)), rel=1e-12)
    assert found["gone"] == pytest.approx(K, rel=1e-12)
    assert found["top"] == pytest.approx(1, rel=1e-12)
    assert found["peak"] == pytest.approx(K, rel=1e-7)
    assert found["here"] == pytest.approx(0.5, rel=1e-12)
    assert found["first_time"] == pytest.approx(2 * K, rel=1e-12)
    assert np.isnan(found["longest"])
    assert found["least_time"] == pytest.approx(K / (100 - K), rel=1e-12)
    assert found["soonest"] == 100
    if points == 400:
        area = 99.9 - K * (math.atan(100 / K) - math.atan(0.1 / K))
        assert found["under"] == pytest.approx(area, rel=1e-6)


def test_what_never_happens_is_nan():
    found = Model(hill()).measures(share=0.9, K=90)
    assert np.isnan(found["ec"])


def test_many_settings_at_once_give_what_each_gives_alone():
    model = Model(hill())
    K = np.geomspace(0.2, 90, 23)
    settings = np.array([K, np.full(23, 0.3)])
    names = tuple(m.name for m in model.declaration.measures)
    together = evaluate(model.declaration, Question(names), settings)
    alone = [model.measures(K=k)[list(names)] for k in K]
    np.testing.assert_allclose(together.T, alone, rtol=1e-12)


def test_slopes_are_those_of_the_closed_forms():
    model = Model(hill())
    K, share = 3.21, 0.3
    ec = model.sensitivity("ec", parameters=["K", "share"], method="local").set_index("parameter")
    assert ec.loc["K", "derivative"] == pytest.approx(math.sqrt(share / (1 - share)), rel=1e-6)
    exact = K / 2 / math.sqrt(share / (1 - share)) / (1 - share) ** 2
    assert ec.loc["share", "derivative"] == pytest.approx(exact, rel=1e-6)
    for name, wanted in (("here", 0.0), ("top", 0.0), ("least_time", 100 / (100 - K) ** 2)):
        found = model.sensitivity(name, parameters=["K"], method="local").set_index("parameter")
        assert found.loc["K", "derivative"] == pytest.approx(wanted, rel=1e-5, abs=1e-6), name


@pytest.mark.parametrize("d", [*CURVES, hill()], ids=lambda d: d.id)
def test_the_browser_finds_the_same(d, node):
    """At every scenario and at settings drawn from the ranges, with vesicles and without."""
    rng = np.random.default_rng(17)
    drawn = [setting(d, scenario=s.name) for s in d.scenarios]
    for _ in range(6):
        drawn.append({p.name: anywhere(p, rng) for p in d.parameters})
    links = [(values, ev) for values in drawn for ev in (True, False)]
    query = ["&".join(f"{name}={value!r}" for name, value in values.items()) for values, _ in links]
    marks = ["" if ev else "_ev=off&" for _, ev in links]
    questions = [
        {"ask": "link", "source": program(d), "fragment": f"#ev:{d.id}?{mark}{q}"}
        for mark, q in zip(marks, query, strict=True)
    ]
    compared = 0
    for (values, ev), answer in zip(links, asked(node, questions), strict=True):
        ours = Model(d).measures(ev=ev, **values)
        for m in d.measures:
            theirs = answer["measures"][m.name]
            theirs = np.nan if theirs is None else theirs
            near = {"rel": 2e-7} if m.take in PLACES else {"rel": 1e-10, "abs": 1e-12}
            assert theirs == pytest.approx(ours[m.name], nan_ok=True, **near), (m.name, ev, values)
            compared += np.isfinite(ours[m.name])
    assert compared >= len(links)


def anywhere(p, rng) -> float:
    low, high = p.range
    u = rng.random()
    return float(low * (high / low) ** u if p.scale == "log" else low + (high - low) * u)


@pytest.mark.parametrize("d", CURVES, ids=lambda d: d.id)
def test_no_threshold_hangs_on_the_points_of_the_axis(d):
    """Ten times as many points find the same crossings and the same extremes (and areas, to what a kink allows)."""
    finer = replace(d, axes=(replace(d.axes[0], points=10 * (d.axes[0].points - 1) + 1),))
    for s in d.scenarios:
        coarse, fine = (Model(one).measures(scenario=s.name) for one in (d, finer))
        for m in d.measures:
            near = {"rel": 2e-7} if m.take in PLACES else {"rel": 1e-5 if m.take in ("area", "mean") else 1e-9}
            assert coarse[m.name] == pytest.approx(fine[m.name], nan_ok=True, abs=1e-12, **near), (s.name, m.name)


@pytest.mark.parametrize("d", CURVES, ids=lambda d: d.id)
def test_a_crossing_is_one(d):
    """Just before it the curve is within the level, at it it is beyond."""
    for s in d.scenarios:
        model, found = Model(d), Model(d).measures(scenario=s.name)
        for m in d.measures:
            x = found[m.name]
            if m.take not in ("first_above", "first_below") or np.isnan(x) or x == default_grid(d)[0]:
                continue
            level = evbook.simulation.curves.level_of(d, m, setting(d, scenario=s.name))
            run = model.simulate(np.array([1 - 1e-9, 1 + 1e-9]) * x, scenario=s.name)[m.of]
            before, after = run.iloc[0], run.iloc[-1]
            assert (before <= level < after) if m.take == "first_above" else (before >= level > after)
