"""The bases of the angiogenesis chapter, known independently of the book's solvers."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from evbook.data import read
from evbook.model import Model
from evbook.review.catalogue import declaration

LAMBDA, B, D, E, CLR = 0.192, 5.85, 0.00873, 0.66, 1.7


@pytest.fixture(scope="module")
def vessels():
    return Model(declaration("tumour-vessels"))


def by_hand(times, dose, V0=186.0, K0=625.0):
    """Volume at whole days under a daily bolus, in ln V and ln K, restarted at each dose."""
    state, g, volumes = np.log([V0, K0]), 0.0, {0: V0}
    for day in range(max(times)):
        g += dose

        def rates(t, s, g=g):
            loss = E * g * np.exp(-CLR * t)
            return [LAMBDA * (s[1] - s[0]), B * np.exp(s[0] - s[1]) - D * np.exp(2 * s[0] / 3) - loss]

        run = solve_ivp(rates, (0, 1), state, rtol=1e-10, atol=1e-12, method="DOP853")
        state, g = run.y[:, -1], g * np.exp(-CLR)
        volumes[day + 1] = float(np.exp(state[0]))
    return [volumes[t] for t in times]


def mean_log_capacity(dose, epsilon):
    """Mean of ln(K/V) over a day of the periodic state of a small tumour: it grows when this is above 0."""
    peak = dose / (1 - np.exp(-CLR))

    def rates(t, s):
        z = s[0]
        return [B * (1 + epsilon) * np.exp(-z) - E * peak * np.exp(-CLR * (t % 1.0)) - LAMBDA * z, z]

    z = 0.0
    for _ in range(40):
        run = solve_ivp(rates, (0, 1 - 1e-12), [z, 0.0], rtol=1e-10, atol=1e-12)
        z = run.y[0, -1]
    return run.y[1, -1]


def test_daily_boluses_follow_an_independent_integration_in_logarithms(vessels):
    days = [4, 7, 10, 20]
    ours = vessels.simulate(days, ev=False, dose_endo=20, V_0=186)["V"]
    np.testing.assert_allclose(ours, by_hand(days, 20.0), rtol=1e-5)


def test_untreated_growth_passes_the_published_control_arm_within_a_third(vessels):
    arms = read("tumour_vessels_arms")
    control = arms[(arms["arm"] == "control") & (arms["day"] > 0)]
    ours = vessels.simulate(control["day"].tolist(), ev=False, V_0=192)["V"].to_numpy()
    np.testing.assert_allclose(ours, control["volume_mm3"].to_numpy(float), rtol=0.34)


@pytest.mark.parametrize(
    ("arm", "setting"),
    [
        ("endostatin", {"dose_endo": 20}),
        ("endostatin low", {"dose_endo": 4}),
        ("angiostatin", {"dose_angio": 20}),
        ("TNP-470", {"dose_tnp": 15, "every": 2}),
    ],
)
def test_each_treated_arm_is_met_within_a_factor_of_two(vessels, arm, setting):
    data = read("tumour_vessels_arms")
    data = data[data["arm"] == arm]
    start, later = float(data["volume_mm3"].iloc[0]), data.iloc[1:]
    ours = vessels.simulate(later["day"].tolist(), ev=False, V_0=start, **setting)["V"].to_numpy()
    ratio = ours / later["volume_mm3"].to_numpy(float)
    assert np.all((ratio > 0.5) & (ratio < 2.0)), ratio


def test_the_combination_leaves_a_remnant_where_the_mice_had_none(vessels):
    data = read("tumour_vessels_arms")
    data = data[data["arm"] == "angiostatin and endostatin"]
    ours = vessels.simulate([19, 25], ev=False, V_0=309, dose_endo=20, dose_angio=20)["V"]
    assert data["volume_mm3"].iloc[-1] == 0
    assert 1 < ours[25] < ours[19] < 20


@pytest.mark.parametrize("epsilon", [0.0, 0.1, 0.25, 0.5, 1.0])
def test_vesicles_raise_the_plateau_by_the_power_three_halves(vessels, epsilon):
    rest = vessels.simulate([1000.0], epsilon=epsilon)["V"].iloc[0]
    assert rest == pytest.approx((B * (1 + epsilon) / D) ** 1.5, rel=1e-6)


def test_days_to_two_thousand_cubic_millimetres_are_those_computed_by_hand(vessels):
    def day(epsilon):
        def rates(t, s):
            return [LAMBDA * (s[1] - s[0]), B * (1 + epsilon) * np.exp(s[0] - s[1]) - D * np.exp(2 * s[0] / 3)]

        reached = lambda t, s: s[0] - np.log(2000.0)  # noqa: E731
        run = solve_ivp(rates, (0, 20), np.log([200.0, 625.0]), events=reached, rtol=1e-10, atol=1e-12)
        return run.t_events[0][0]

    for epsilon in (0.0, 0.25, 1.0):
        assert vessels.measures(epsilon=epsilon)["day_2000"] == pytest.approx(day(epsilon), abs=0.01)


@pytest.mark.slow
def test_the_threshold_dose_and_the_lost_cure_are_those_of_the_periodic_problem():
    dose = brentq(lambda x: mean_log_capacity(x, 0.0), 14, 17, xtol=1e-5)
    epsilon = brentq(lambda x: mean_log_capacity(20.0, x), 0.2, 0.35, xtol=1e-6)
    values = {b.name: b.value for b in declaration("tumour-vessels").benchmarks}
    assert values["curative_dose"] == pytest.approx(dose, abs=0.01)
    assert values["lost_cure"] == pytest.approx(epsilon, abs=0.001)


def test_a_steady_infusion_needs_less_than_a_bolus_by_the_closed_form(vessels):
    """Under infusion the small tumour shrinks when e D/clr > b(1 + ε)."""
    edge = B * CLR / E * 1.3
    small = {"V_0": 1e-2, "K_0": 1e-2, "epsilon": 0.3, "infused": 1.0}
    # The measures' window is long against the rise of the infused level.
    grows = vessels.simulate([30, 60], dose_endo=edge * 0.98, **small)["V"]
    falls = vessels.simulate([30, 60], dose_endo=edge * 1.02, **small)["V"]
    assert grows[60] > grows[30] and falls[60] < falls[30]


def test_an_antibody_cannot_touch_vegf_it_does_not_see(vessels):
    hidden = vessels.simulate([30.0], epsilon=0, antibody=1, vegf=1, on_vesicles=1, seen=0)["V"]
    np.testing.assert_allclose(hidden, vessels.simulate([30.0], ev=False)["V"], rtol=1e-6)


def test_the_challenge_is_met_by_infusion_and_by_no_daily_bolus(vessels):
    start = dict(vessels.declaration.challenges[0].start)
    assert vessels.measures(**start)["V_final"] > 135
    assert vessels.measures(**(start | {"infused": 1.0}))["V_final"] < 135


# MicroRNA titration ------------------------------------------------------------------------------------------


def rest_by_rates(r_0, looseness, total, k_on=3.0, decay=0.7):
    """Free messengers when dr/dt and dr*/dt vanish, by integration: no closed form is used.

    dr/dt = k_R - γ r - k_on (m - c) r + k_off c and dc/dt = k_on (m - c) r - (k_off + γ*) c, with γ* = γ.
    """
    k_off = looseness * k_on - decay

    def rates(t, s):
        r, c = s
        bound = k_on * (total - c) * r - k_off * c
        return [decay * r_0 - decay * r - bound, bound - decay * c]

    run = solve_ivp(rates, (0, 400), [r_0, 0.0], method="LSODA", rtol=1e-11, atol=1e-13)
    return run.y[0, -1]


@pytest.mark.parametrize(
    ("r_0", "looseness", "total"), [(10, 8, 60), (60, 8, 60), (200, 8, 60), (100, 1, 30), (30, 50, 90)]
)
def test_titration_is_the_rest_of_the_reaction_scheme(r_0, looseness, total):
    model = Model(declaration("mirna-titration"))
    ours = model.simulate([1.0], ev=False, r_0=r_0, lambda_m=looseness, own=total)["free"].iloc[0]
    assert ours == pytest.approx(rest_by_rates(r_0, looseness, total), rel=1e-6)


def test_vesicles_act_as_the_copies_that_they_keep_up():
    model = Model(declaration("mirna-titration"))
    kept = 1000 * 0.00825 * 0.2 * 24 / np.log(2)
    by_vesicles = model.simulate([1000.0])["free"].iloc[0]
    by_the_cell = model.simulate([1000.0], ev=False, own=kept)["free"].iloc[0]
    assert by_vesicles == pytest.approx(by_the_cell, rel=1e-12)


def test_the_titration_challenge_can_be_met_within_its_limits_and_not_at_the_start():
    model = Model(declaration("mirna-titration"))
    assert model.measures(uptake=500)["share_here"] > 0.2
    assert model.measures(uptake=500, copies=0.02, released=0.5, half_life=72)["share_here"] < 0.2
