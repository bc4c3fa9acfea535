"""Branches, folds, Hopf points, separatrices and thresholds, against closed forms and published values."""

import numpy as np
import pytest
from analysis_models import EMT, HOPF, LOGISTIC, PARABOLA, SADDLE_NODE, TRANSCRITICAL
from scipy.optimize import brentq
from small_models import decay, parameter

import evbook
from evbook.analysis.benchmarks import compute
from evbook.analysis.branch_problem import BranchProblem
from evbook.analysis.continuation import branches, edge
from evbook.declaration import HillCoefficient, Process
from evbook.derive.system import compile
from evbook.model import Model

IMMUNE = evbook.load("immune-escape")
DEFAULT = {p.name: p.value for p in IMMUNE.declaration.parameters}
NO_ARM = {"phi_kill": 0, "phi_treg": 0, "phi_nkg2d": 0, "phi_prime": 0}


def special(table, name):
    return table[table["special"] == name]


def test_two_equilibria_meet_at_the_fold_of_the_normal_form():
    table = Model(SADDLE_NODE).branches("r")
    assert table["branch"].nunique() == 1
    np.testing.assert_allclose(table["x"] ** 2, -table["r"], atol=1e-9)
    fold = special(table, "fold")
    assert len(fold) == 1
    assert abs(fold["r"].item()) < 1e-8 and abs(fold["x"].item()) < 1e-8
    assert (table["stable"] == (table["x"] < 0)).loc[table["special"] == ""].all()


def test_stability_passes_from_one_branch_to_the_other_where_they_cross():
    table = Model(TRANSCRITICAL).branches("r")
    assert table["branch"].nunique() == 2
    crossing = special(table, "branch point")
    assert len(crossing) == 2
    np.testing.assert_allclose(crossing[["r", "x"]], 0.0, atol=1e-8)
    away = table[table["special"] == ""]
    assert (away["stable"] == np.where(away["x"] == 0, away["r"] < 0, away["r"] > 0)).all()


def test_the_rest_state_begins_to_oscillate_at_the_hopf_point():
    table = Model(HOPF).branches("r")
    point = special(table, "Hopf")
    assert len(point) == 1 and abs(point["r"].item()) < 1e-8
    assert point["imaginary"].item() == pytest.approx(3.0, rel=1e-8)
    assert Model(HOPF).branches("r", w=4.5).query("special == 'Hopf'")["imaginary"].item() == pytest.approx(4.5)


def test_the_logistic_branches_are_zero_and_the_capacity():
    table = Model(LOGISTIC).branches("K")
    full = table[table["N"] > 0]
    np.testing.assert_allclose(full["N"], full["K"], rtol=1e-9)
    assert full["stable"].all() and not table.loc[table["N"] == 0, "stable"].any()
    assert full["K"].min() == pytest.approx(10) and full["K"].max() == pytest.approx(1000)
    assert table.attrs["units"]["real"] == "1/day"


def cubic_discriminant(m):
    """The discriminant, as a function of m, of the cubic whose roots are the tumours at rest."""
    s, p, g, d, a, b, n = (DEFAULT[x] for x in ("s", "p", "g", "d", "a", "b", "n"))
    u = 1e7  # the tumour in ten millions, to keep the numbers small
    line = np.polynomial.Polynomial
    growth, recruitment = line([a, -a * b * u]), line([g / u, 1.0])
    loss = (line([d, m * u]) * recruitment) - line([0, p])
    cubic = n * s * recruitment - growth * loss
    roots = cubic.roots()
    return np.prod([(x - y) ** 2 for i, x in enumerate(roots) for y in roots[:i]]).real


def test_dormancy_disappears_in_the_published_fold_of_kuznetsov():
    table = IMMUNE.branches("m", ev=False)
    folds = special(table, "fold").sort_values("m")
    assert len(folds) == 2
    assert folds["m"].iloc[1] / DEFAULT["m"] == pytest.approx(4.26, abs=0.005)
    assert folds["m"].iloc[1] / DEFAULT["n"] == pytest.approx(0.01323, abs=0.000005)
    for m in folds["m"]:
        # the discriminant of the cubic changes sign there: an independent computation
        assert brentq(cubic_discriminant, 0.999 * m, 1.001 * m, rtol=1e-14) == pytest.approx(m, rel=1e-7)


def test_the_tumour_cannot_start_once_effectors_kill_as_fast_as_it_grows():
    table = IMMUNE.branches("n", ev=False)
    crossing = special(table, "branch point")
    np.testing.assert_allclose(crossing["n"], DEFAULT["a"] * DEFAULT["d"] / DEFAULT["s"], rtol=1e-8)
    assert (crossing["T"] < 1e-6).all()


def test_eigenvalues_vanish_at_every_special_point():
    table = IMMUNE.branches("phi_nkg2d")
    hopf = special(table, "Hopf")
    assert len(hopf) == 1
    assert abs(hopf["real"].item()) < 1e-9 * hopf["imaginary"].item()
    around = IMMUNE.equilibria(phi_nkg2d=hopf["phi_nkg2d"].item() - 0.01), IMMUNE.equilibria(
        phi_nkg2d=hopf["phi_nkg2d"].item() + 0.01)  # fmt: skip
    spirals = [equilibria[equilibria["kind"].str.contains("spiral")]["kind"].item() for equilibria in around]
    assert spirals == ["stable spiral", "unstable spiral"]


def test_emt_switches_twice_and_does_not_switch_back():
    table = Model(EMT).branches("T0")
    folds = np.sort(special(table, "fold")["T0"])
    assert np.min(np.abs(folds - 1.01)) < 0.01
    assert np.min(np.abs(folds - 2.015)) < 0.01
    mesenchymal = table[(table["T0"] == 0) & table["stable"] & (table["T"] > 1)]
    assert mesenchymal["T"].item() == pytest.approx(2.04, abs=0.01)
    epithelial = table[(table["T0"] == 0) & table["stable"] & (table["T"] < 1)]
    assert epithelial["R2"].item() == pytest.approx(0.348, abs=0.001)


def test_a_window_that_is_held_on_is_part_of_what_is_at_rest():
    """Without the signal the catalogue's switch has no folds along it; while it lasts, those of the model above."""
    switch = evbook.load("emt-switch")
    assert (switch.branches("T_0", between=(0, 3), ev=False)["special"] == "").all()
    folds = special(switch.branches("T_0", between=(0, 3), held=["giving"], ev=False), "fold")["T_0"]
    np.testing.assert_allclose(folds, [1.01, 0.651, 2.015], atol=0.01)
    while_given = switch.equilibria(held=["giving"], ev=False, T_0=1.5)
    course = switch.simulate([3000.0], ev=False, T_0=1.5, given=4000.0)
    assert any(np.isclose(while_given["Ec"], course["Ec"].iloc[0], rtol=1e-4))


def test_a_branch_is_the_same_whatever_its_steps():
    system = compile(IMMUNE.declaration, ev=False)
    found = []
    for step in (0.03, 0.01):
        followed = branches(system, DEFAULT, "m", step=step)
        found.append([point.value for branch in followed for point in branch.points if point.special])
    np.testing.assert_allclose(sorted(found[0]), sorted(found[1]), rtol=1e-8)


def test_a_branch_ends_at_the_end_of_its_range_wherever_its_last_step_begins():
    """Where rounding decides on which side of the end the straight way meets it, the end is missed by none."""
    problem = BranchProblem(compile(LOGISTIC), {p.name: p.value for p in LOGISTIC.parameters}, "K", None)
    rng = np.random.default_rng(4)
    for end, (before, after) in enumerate((((0, 0.01), (-0.01, 0)), ((0.99, 1), (1, 1.01)))):
        for _ in range(300):
            x, new = (np.array([problem.value(at), at]) for at in (rng.uniform(*before), rng.uniform(*after)))
            last = edge(problem, x, new, problem.size(x))
            assert last.value == problem.between[end]
            assert last.y == pytest.approx(last.value)


def test_every_point_of_a_branch_is_at_rest():
    table = IMMUNE.branches("a", between=(0.1, 0.3))
    assert table["a"].between(0.1, 0.3).all()
    for _, row in table.iloc[::25].iterrows():
        equilibria = IMMUNE.equilibria(a=row["a"])
        gap = np.abs(equilibria[["E", "T"]] - row[["E", "T"]].astype(float)) / (1 + equilibria[["E", "T"]])
        assert gap.max(axis=1).min() < 1e-6


def test_the_separatrix_is_the_stable_manifold_in_closed_form():
    line = Model(PARABOLA).separatrix()
    np.testing.assert_allclose(line["y"], np.maximum(3 - (line["x"] - 2) ** 2 / 3, 0), atol=1e-6)
    assert line["x"].min() < 0.1 and line["x"].max() > 3.9
    crossing = Model(PARABOLA).separatrix(along={"x": 1.0}, c=1.5)
    assert crossing["y"].item() == pytest.approx(3 - 1.5 / 3, rel=1e-8)
    assert crossing["precision"].item() < 1e-6


def test_the_critical_first_tumour_of_kuznetsov_found_in_two_ways():
    rest = DEFAULT["s"] / DEFAULT["d"]
    crossing = IMMUNE.separatrix(along={"E": rest}, ev=False)
    assert crossing["T"].item() == pytest.approx(6.41e7, rel=5e-4)
    assert crossing["precision"].item() < 1e-6
    bracket = IMMUNE.threshold("T_0", "T_final > 1e8", ev=False, end=3000, E_0=rest, precision=1e-6, between=(1e7, 3e8))
    low, high = bracket[["low", "high"]].iloc[0]
    assert low * (1 - 1e-6) < crossing["T"].item() < high * (1 + 1e-6)
    assert high - low <= 1e-6 * high


@pytest.mark.slow
@pytest.mark.parametrize("arm, expected", [
    ("phi_kill", [0.615, 0.625, 0.702, 1.35, 7.7]),
    ("phi_treg", [0.232, 0.238, 0.275, 0.538, 3.0]),
    ("phi_nkg2d", [0.706, 0.715, 0.774, 1.25, 5.7]),
])  # fmt: skip
def test_reach_matters_more_than_strength(arm, expected):
    """The critical strength of each arm, felt from the first cell and half felt at 1e6 to 1e9 cells."""
    for reach, value in zip([1e-6, 1e6, 1e7, 1e8, 1e9], expected, strict=True):
        found = IMMUNE.threshold(arm, "T_final > 1e8", between=(0, 10), end=3000, precision=1e-3, **{
            **NO_ARM, "T_v": reach})  # fmt: skip
        assert found[arm].item() == pytest.approx(value, rel=0.01)


def test_a_threshold_in_closed_form_to_the_stated_precision():
    found = Model(LOGISTIC).threshold("r", "N_final > 50", precision=1e-7)
    assert found["low"].item() <= np.log(49) / 10 * (1 + 1e-7) and found["high"].item() >= np.log(49) / 10 * (1 - 1e-7)
    assert found["high"].item() - found["low"].item() <= 1e-7
    assert "r turns at 0.3892 1/day by default" in found.attrs["sentence"]


def test_a_threshold_over_another_parameter_is_its_range():
    found = Model(LOGISTIC).threshold("r", "N_final > 50", ranges={"K": (60, 200)}, samples=20, seed=4, precision=1e-6)
    assert list(found["trial"]) == ["default", "corner", "corner", *["sample"] * 20]
    exact = np.log((found["K"] / 2 - 1) / (found["K"] / 50 - 1)) / 10
    np.testing.assert_allclose(found["r"], exact, rtol=2e-6)
    again = Model(LOGISTIC).threshold("r", "N_final > 50", ranges={"K": (60, 200)}, samples=20, seed=4, precision=1e-6)
    assert found.equals(again)
    least, most = exact.min(), exact.max()
    assert f"it lies from {least:.4g}" in found.attrs["sentence"]
    assert f"to {most:.4g} 1/day" in found.attrs["sentence"]


def test_settings_without_a_threshold_are_counted():
    found = Model(LOGISTIC).threshold("r", "N_final > 50", ranges={"K": (20, 200)}, samples=8, seed=4)
    none = found["K"] < 50
    assert none.any() and (found["r"].isna() == none).all()
    assert f"{none.sum()} of 11 have none" in found.attrs["sentence"]


def test_changes_back_and_forth_are_counted():
    found = Model(LOGISTIC).threshold("r", "N_at_three > 10 and N_at_three < 40")
    inside = [np.log(((100 / 2) - 1) / (100 / n - 1)) / 3.05 for n in (10, 40)]
    assert found["changes"].item() == 2
    assert found["r"].item() == pytest.approx(inside[0], rel=1e-3)
    assert "the first of 2 changes" in found.attrs["sentence"]


@pytest.mark.parametrize("ask, said", [
    (lambda: IMMUNE.branches("T_0"), "does not enter the rates"),
    (lambda: IMMUNE.branches("phi_kill", ev=False), "act only with vesicles"),
    (lambda: IMMUNE.branches("M"), "has no parameter 'M'"),
    (lambda: IMMUNE.branches("phi_kill", held=["night"]), "has no window 'night'; it has none"),
    (lambda: IMMUNE.branches("a", between=(0.3, 0.1)), "must increase"),
    (lambda: Model(EMT).separatrix(), "has 7 states"),
    (lambda: Model(HOPF).separatrix(), "no saddle"),
    (lambda: IMMUNE.separatrix(along={"E": 1, "T": 1}), "name one state"),
    (lambda: Model(LOGISTIC).threshold("r", "N_final > 1000"), "does not change as r goes from 0.1 to 2"),
    (lambda: Model(LOGISTIC).threshold("r", "N_final > 50", precision=0.0), "between 0 and 1"),
    (lambda: Model(LOGISTIC).threshold("r", "N_final > 50", over=["r"]), "no parameter but r"),
])  # fmt: skip
def test_errors_are_sentences(ask, said):
    with pytest.raises(ValueError, match=said):
        ask()


@pytest.mark.parametrize("power", [1, 2, 5])
def test_the_hill_coefficient_of_a_hill_function_is_its_power(power):
    """N settles on N_0 r^n / (1 + r^n): log 81 over the logarithm of EC90/EC10 is n."""
    model = decay(
        parameters=(parameter(value=1.0), parameter("N_0", 100.0, "cell", (0, 1e3)),
                    parameter("r", 1.0, "1", (1e-9, 1e9))),
        processes=(
            Process("making", f"k * N_0 * r**{power} / (1 + r**{power})", "x", produces={"N": 1}),
            Process("death", "k * N", "x", consumes={"N": 1}),
        ),
    )  # fmt: skip
    asked = HillCoefficient("N", "r", 1e-4, 1e4, 60.0)
    assert compute(asked, model) == pytest.approx(power, rel=1e-3)
    flat = HillCoefficient("N", "r", 1.0, 1.01, 60.0)
    assert np.isnan(compute(flat, model)), "a response that never falls below a tenth has none"
