"""Sensitivities against closed forms and finite differences of tightly solved runs; Ishigami's known variances."""

from functools import partial

import numpy as np
import pytest
from analysis_models import DOSED, ISHIGAMI, LINEAR, LOGISTIC

import evbook
from evbook.analysis import tangent
from evbook.derive.numpy import functions
from evbook.derive.system import compile
from evbook.model import Model
from evbook.simulation import curves
from evbook.simulation.curves import measured
from evbook.simulation.setting import setting
from evbook.simulation.solver import run

IMMUNE = evbook.load("immune-escape")


@pytest.fixture
def tight(monkeypatch):
    """Single runs at a tolerance that leaves room for finite differences."""
    monkeypatch.setattr(curves, "run", partial(run, rtol=1e-12))


def differences(declaration, names, step=1e-4, **values):
    """Central differences of every measure: {measure: array over names}."""
    base, found = setting(declaration, values=values), []
    for name in names:
        h = step * (abs(base[name]) or 1.0)
        up, down = (measured(declaration, {**base, name: base[name] + sign * h}, ev=True) for sign in (1, -1))
        found.append({m: (up[m] - down[m]) / (2 * h) for m in up})
    return {m: np.array([row[m] for row in found]) for m in found[0]}


def test_time_courses_are_the_derivatives_of_the_logistic_curve():
    times = np.array([0.5, 2.0, 5.0, 9.0])
    table = Model(LOGISTIC).sensitivity("N", times=times)
    fall = np.exp(-0.8 * times)
    whole = 1 + 49 * fall
    np.testing.assert_allclose(table["r"], 100 * 49 * times * fall / whole**2, rtol=1e-6)
    np.testing.assert_allclose(table["N_0"], 100 * (100 / 4) * fall / whole**2, rtol=1e-6)
    np.testing.assert_allclose(table["K"], (whole - 100 * fall / 2) / whole**2, rtol=1e-6)
    np.testing.assert_allclose(table["idle"], 0, atol=1e-12)
    assert table.attrs["units"]["r"] == "1 per (1/day)"


def test_an_output_depends_on_parameters_directly_and_through_states():
    times = np.array([2.0, 9.0])
    of_N, of_share = (Model(LOGISTIC).sensitivity(x, times=times)["K"] for x in ("N", "share"))
    N = Model(LOGISTIC).simulate(times)["N"]
    np.testing.assert_allclose(of_share, of_N / 100 - N / 100**2, rtol=1e-6)


@pytest.mark.parametrize("declaration", [LOGISTIC, DOSED], ids=lambda d: d.id)
def test_derivatives_of_measures_are_those_of_finite_differences(declaration, tight):
    # the infusion must not end on a point of the grid, where the area under its rate has a step
    values = {"lasts": 3.4} if declaration is DOSED else {}
    names = [p.name for p in declaration.parameters]
    theirs = differences(declaration, names, **values)
    assert set(theirs) == {measure.name for measure in declaration.measures} != set()
    for measure, expected in theirs.items():
        table = Model(declaration).sensitivity(measure, **values).set_index("parameter")
        ours = table.loc[names, "derivative"].to_numpy()
        np.testing.assert_allclose(ours, expected, rtol=2e-5, atol=1e-6 * np.abs(expected).max())


def test_derivatives_on_immune_escape_are_those_of_finite_differences(tight):
    names = ["a", "b", "n", "m", "phi_treg", "T_v", "T_0"]
    theirs = differences(IMMUNE.declaration, names, step=1e-5)
    for measure in ("T_largest", "day_large"):
        table = IMMUNE.sensitivity(measure, parameters=names).set_index("parameter").loc[names]
        size = np.abs(theirs[measure] * table["value"])
        seen = (size > 1e-6 * size.max()).to_numpy()
        assert seen.sum() >= 6
        ours, expected = (column * table["value"].to_numpy() for column in (table["derivative"], theirs[measure]))
        np.testing.assert_allclose(ours[seen], expected[seen], rtol=1e-4, atol=1e-4 * np.abs(expected).max())


def test_elasticities_of_a_power_are_its_exponents():
    table = Model(LOGISTIC).sensitivity("(N_final / N_final) * K**3 / r").set_index("parameter")
    assert table.loc["K", "elasticity"] == pytest.approx(3)
    assert table.loc["r", "elasticity"] == pytest.approx(-1)
    assert table["elasticity"].abs().is_monotonic_decreasing


def test_a_parameter_at_zero_still_has_a_slope():
    table = IMMUNE.sensitivity("T_final", parameters=["phi_kill", "phi_treg"]).set_index("parameter")
    assert table.loc["phi_kill", "elasticity"] == 0 and table.loc["phi_kill", "derivative"] != 0


def test_ishigami_has_the_known_shares_of_variance():
    a, b = 7.0, 0.1
    first = [0.5 * (1 + b * np.pi**4 / 5) ** 2, a**2 / 8, 0.0]
    both = b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = sum(first) + both
    table = Model(ISHIGAMI).sensitivity("f_final", method="sobol", runs=2048, seed=7).set_index("parameter")
    table = table.loc[["x1", "x2", "x3"]]
    np.testing.assert_allclose(table["first"], np.array(first) / whole, atol=0.03)
    np.testing.assert_allclose(table["total"], np.array([first[0] + both, first[1], both]) / whole, atol=0.03)
    assert table.attrs["runs"] == 2048 * 5


def test_elementary_effects_of_a_straight_line_are_its_coefficients():
    table = Model(LINEAR).sensitivity("f_final", method="morris", runs=10, seed=1).set_index("parameter")
    np.testing.assert_allclose(table.loc[["u", "w", "idle"], "mu_star"], [2, 6, 0], atol=1e-6)
    np.testing.assert_allclose(table.loc[["u", "w", "idle"], "mu"], [2, -6, 0], atol=1e-6)
    np.testing.assert_allclose(table["sigma"], 0, atol=1e-6)
    assert list(table.index) == ["w", "u", "idle"]


def test_the_ends_of_a_range_give_the_outcomes_there():
    table = Model(LINEAR).sensitivity("f_final", method="ends").set_index("parameter")
    assert list(table.index) == ["w", "u", "idle"]
    np.testing.assert_allclose(table["at_low"], [1.0, -1.5, -0.5], rtol=1e-6)
    np.testing.assert_allclose(table["at_high"], [-5.0, 0.5, -0.5], rtol=1e-6)
    assert table.attrs["outcome_value"] == pytest.approx(-0.5)


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_the_seed_makes_the_answer(method):
    ask = partial(Model(ISHIGAMI).sensitivity, "f_final", method=method, runs=16)
    assert ask(seed=3).equals(ask(seed=3))
    assert not ask(seed=3).equals(ask(seed=4))


@pytest.mark.parametrize("ask, said", [
    (lambda: Model(LOGISTIC).sensitivity("N_final", method="global"), "one of local, ends, morris, sobol"),
    (lambda: Model(LOGISTIC).sensitivity("N_final > 3"), "has no slope"),
    (lambda: IMMUNE.sensitivity("day_large", phi_treg=0), "no finite value"),
    (lambda: IMMUNE.sensitivity("day_large", method="morris", runs=4), "has no value in"),
    (lambda: Model(LINEAR).sensitivity("f_final", method="sobol", runs=100), "a power of two, such as 128"),
    (lambda: Model(LINEAR).sensitivity("f_final", method="sobol", parameters=["u"]), "at least two"),
    (lambda: Model(LOGISTIC).sensitivity("N_end"), "has no measure"),
])  # fmt: skip
def test_errors_are_sentences(ask, said):
    with pytest.raises(ValueError, match=said):
        ask()


def test_the_band_that_newtons_method_is_given_is_the_jacobian():
    """Each block of it; were it another matrix, the run would end as well, after many times the work."""
    d = evbook.load("educated-niche").declaration
    system, base = compile(d), setting(d)
    run = tangent._Tangent(system, base, [p.name for p in d.parameters][:5], 1e-8)
    times, n = np.linspace(0, d.time.end, 50), len(d.states)
    bands = run._jacobian(1.0, run.z)
    full = np.zeros((len(run.z), len(run.z)))
    for i, j in np.ndindex(full.shape):
        if abs(i - j) < n:
            full[i, j] = bands[i - j + n - 1, j]
    block = functions(system).jacobian(1.0, run.z[:n], run.p)
    np.testing.assert_array_equal(full, np.kron(np.eye(6), block))
    run.to(times)
    assert run.count < 20_000


def test_a_parameter_at_whose_one_end_the_outcome_never_comes_is_wider_than_one_with_both():
    slice_ = evbook.load("tumour-slice")
    names = ("steepness", "need", "half_life")
    table = slice_.sensitivity("time_to_progression", method="ends", parameters=names, scenario="small")
    one_end = table["at_low"].isna() != table["at_high"].isna()
    assert one_end.any() and not one_end.all()
    assert list(one_end) == sorted(one_end, reverse=True)
