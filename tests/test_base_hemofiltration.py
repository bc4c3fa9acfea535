"""The bases of the chapter on hemofiltration, known independently of the book's solvers."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.stats import logistic

from evbook.model import Model
from evbook.review.catalogue import declaration

K = np.log(2) / 0.5
#: Everything of the tumour's can be taken, and nothing comes back from the tumour to speak of.
ALL = {"diameter": 60, "spread": 0.05, "bound_T": 1, "reach": 1e-3}
ROUND = {"hours": 24, "per_week": 7}


@pytest.fixture(scope="module")
def device():
    return Model(declaration("plasma-filter"))


def formula(ratio, hours, withdrawn, weight):
    """Kt/V after Daugirdas (1993)."""
    return -np.log(ratio - 0.008 * hours) + (4 - 3.5 * ratio) * withdrawn / weight


# --------------------------------------------------------------------------------------- urea


@pytest.mark.parametrize(("ratio", "withdrawn", "printed"), [(0.30, 3, 1.443), (0.35, 0, 1.146)])
def test_the_formula_gives_its_worked_examples(ratio, withdrawn, printed):
    assert formula(ratio, 4, withdrawn, 70) == pytest.approx(printed, abs=5e-4)


def week(K=12.0, G=11.0738, V0=42.0, UF=3.0, u0=20.0, hours=4.0, per_week=3):
    """Urea (mmol/L) at the end of the first treatment and of the week, leg by leg with another method."""
    y, start, ends = [u0 * V0, V0], 0.0, []
    for k in range(per_week):
        for on, stop in ((1, k * 168 / per_week + hours), (0, (k + 1) * 168 / per_week)):

            def rates(t, y, on=on):
                q = on * UF / hours
                return [G - (on * K + q) * y[0] / y[1], UF * per_week / 168 - q]

            y = solve_ivp(rates, (start, stop), y, method="DOP853", rtol=1e-11, atol=1e-9).y[:, -1]
            start = stop
            ends.append(y[0] / y[1])
    return ends[0], ends[-1]


@pytest.mark.parametrize(("clearance", "making"), [(10.0, 10.078), (12.0, 11.0738), (16.8, 12.8236)])
def test_urea_is_that_of_a_pool_solved_leg_by_leg(device, clearance, making):
    run = device.simulate([4.0, 168.0], ev=False, K=clearance, G=making)
    after, returned = week(K=clearance, G=making)
    assert run["urea_share"].iloc[0] * 20 == pytest.approx(after, rel=1e-7)
    assert run["urea_share"].iloc[1] * 20 == pytest.approx(returned, rel=1e-7)
    assert returned == pytest.approx(20, rel=1e-4)


@pytest.mark.parametrize(("clearance", "making"), [(8.0, 8.816), (10.0, 10.078), (12.0, 11.0738), (16.8, 12.8236)])
def test_the_formula_finds_the_clearance_that_was_put_in(device, clearance, making):
    """From simulated urea to (K + UF/t) t/V, within one per cent: a strong test of both."""
    run = device.simulate([4.0], ev=False, K=clearance, G=making).iloc[0]
    true = (clearance + 3 / 4) * 4 / 39
    assert run["X"] == pytest.approx(true, rel=1e-9)
    assert formula(run["urea_share"], 4, 3, 70) == pytest.approx(run["formula"], rel=1e-9)
    assert run["formula"] == pytest.approx(true, rel=0.01)


# ----------------------------------------------------------------------------------- vesicles


def mean_of_the_week(k, taken, hours, per_week):
    """Mean over a week of dv/dt = k (1 - v) - taken v while on, starting at 1: sums of exponentials."""
    v, area = 1.0, 0.0
    for _ in range(per_week):
        for rate, rest, span in ((k + taken, k / (k + taken), hours), (k, 1.0, 168 / per_week - hours)):
            gone = 1 - np.exp(-rate * span)
            area += rest * span + (v - rest) * gone / rate
            v = rest + (v - rest) * (1 - gone)
    return area / 168


@pytest.mark.parametrize("half_life", [0.05, 0.5, 3.0, 24.0, 168.0])
@pytest.mark.parametrize(("hours", "per_week"), [(4, 3), (8, 6), (2, 1)])
def test_the_mean_of_the_week_is_that_of_a_pool_on_and_off(device, half_life, hours, per_week):
    ours = device.measures(**ALL, t_plasma=half_life, hours=hours, per_week=per_week, efficiency=0.3)["plasma_mean"]
    expected = mean_of_the_week(np.log(2) / half_life, 0.3 * 6 / 3, hours, per_week)
    assert ours == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    ("half_life", "plateau", "less"),
    [(0.05, 0.96, 0.003), (0.5, 0.70, 0.023), (3, 0.28, 0.09), (24, 0.05, 0.47), (168, 0.01, 0.85)],
)
def test_plateau_and_loss_of_the_week_are_those_of_another_program(device, half_life, plateau, less):
    """At 0.6 per hour, three times four hours a week; levels approached, and the fall of the week's mean."""
    setting = {**ALL, "t_plasma": half_life, "efficiency": 0.3}
    k = np.log(2) / half_life
    assert k / (k + 0.6) == pytest.approx(plateau, abs=0.006)
    assert 1 - device.measures(**setting)["plasma_mean"] == pytest.approx(less, rel=0.12)


def test_no_treatment_three_times_a_week_halves_vesicles_that_live_minutes(device):
    """Not even a device that empties plasma at once: it is off for 156 hours of 168."""
    best = device.measures(**ALL, Q_p=40, efficiency=1)["plasma_mean"]
    assert best > 156 / 168 * 0.98


@pytest.mark.parametrize(("cleared", "halved"), [(3 * K * 0.97, False), (3 * K * 1.03, True)])
def test_halving_takes_as_much_round_the_clock_as_the_body_clears(device, cleared, halved):
    """k V = 4.16 L an hour, 69 mL a minute of plasma that is wholly cleared."""
    millilitres_a_minute = 3 * K * 1000 / 60
    assert millilitres_a_minute == pytest.approx(69.3, abs=0.1)
    last = device.simulate([168.0], **ALL, **ROUND, UF=1, efficiency=1, Q_p=cleared)["plasma"].iloc[0]
    assert (last < 0.5) == halved


def test_the_tumours_own_fluid_does_not_notice(device):
    wiped = device.measures(**{**ALL, "reach": 0.1}, **ROUND, UF=1, Q_p=40, efficiency=1)
    assert wiped["plasma_mean"] < 0.15
    assert wiped["tissue_mean"] > 0.999
    # Where plasma and tumour exchange as fast as they can here, the fluid gives a little.
    leaky = device.measures(**{**ALL, "reach": 0.9}, **ROUND, UF=1, Q_p=40, efficiency=1, mass=1000, t_plasma=168)
    assert leaky["tissue_mean"] < 0.99 * wiped["tissue_mean"]


def test_before_treatment_tumour_and_plasma_are_at_rest(device):
    run = device.simulate([0.0, 10.0, 168.0], efficiency=0.01, Q_p=0.5, hours=0.5, per_week=1)
    np.testing.assert_allclose(run[["plasma", "tissue", "others"]].iloc[-1], 1.0, rtol=1e-6)


def test_a_gram_of_tumour_is_a_hundred_thousand_times_denser_than_its_trace_in_plasma(device):
    """60 an hour from 10⁹ cells in 0.24 mL, taken up in half an hour, a tenth of what is shed to 3 L."""
    first = device.simulate([0.0], mass=1).iloc[0]
    assert first["density"] == pytest.approx(1.125e5, rel=0.01)
    in_tumour = 1e9 * 60 / (K / 0.9) / 0.24
    assert first["I"] / 0.24 == pytest.approx(in_tumour, rel=1e-2)
    assert in_tumour == pytest.approx(1.6e11, rel=0.1)


def test_the_cut_off_takes_the_share_of_a_log_logistic_below_it(device):
    for middle, spread, cutoff in ((120, 0.4, 200), (300, 0.4, 200), (120, 0.8, 100)):
        first = device.simulate([0.0], diameter=middle, spread=spread, cutoff=cutoff, bound_T=0.7).iloc[0]
        share = 0.7 * logistic.cdf(np.log(cutoff / middle), scale=spread / logistic.std())
        assert first["C"] / (first["C"] + first["O"]) == pytest.approx(share, rel=1e-9)


def test_a_lectin_that_binds_all_takes_all_and_an_antibody_spares_the_others(device):
    lectin, antibody = device.measures(), device.measures(scenario="antibody")
    assert lectin["others_mean"] < 0.99 and antibody["others_mean"] > 0.9995
    outside = device.simulate([4.0, 6.0, 8.0], t_normal=168, bound_N=1, diameter=60, spread=0.05)["others"]
    assert outside.iloc[0] == pytest.approx(np.log(2) / 168 / 1.04, abs=0.02)


def test_dose_given_does_not_depend_on_vesicles(device):
    for name in ("urea_share", "V", "X", "formula"):
        np.testing.assert_allclose(
            device.simulate([2.0, 4.0, 100.0])[name], device.simulate([2.0, 4.0, 100.0], ev=False)[name], rtol=1e-7
        )
