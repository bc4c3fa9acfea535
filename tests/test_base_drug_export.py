"""The bases of the drug-export chapter, known independently of the book's solvers."""

import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from evbook.model import Model
from evbook.review.catalogue import declaration

# The seven equations as the curated file has them, per second.
V0, ALPHA, VC, VN = 1.5045e-5, 24125.0, 829.0, 326.0
K_OM, K_CM, K_OC, K_CC = 1.5599e-4, 2.9553e-4, 1.2913e-4, 3.1578e-4
K_MI, K_MO, K_I, K_E = 1.3974e-6, 0.085551, 0.02211, 0.0078915
K_B, B_T, K_DL, K_DH = 3.8085e-4, 89.972, 0.055522, 1.5639e-7
V1, V2 = ALPHA * V0 / (1 + V0), VN / VC


def by_hand(t, y, drain=0.0, sort=0.0, back=0.0):
    Lm, Hm, Le, He, Lc, Hc, Ln, S, _ = y
    bind, leave = K_B * (B_T - Ln) * Lc, V2 * Ln
    return [
        -(K_OM + K_MI) * Lm + K_CM * Hm + K_MO * V0 * Le,
        K_OM * Lm - (K_CM + K_MI) * Hm + K_MO * V0 * He,
        K_MI / V0 * Lm - (K_MO + K_OM + K_I) * Le + K_CM * He + K_E / V1 * Lc,
        K_MI / V0 * Hm + K_OM * Le - (K_CM + K_MO) * He,
        K_I * V1 * Le - (K_E + K_OC) * Lc + K_CC * Hc + K_DL * leave - bind - (drain + sort) * Lc + back * S,
        K_OC * Lc - K_CC * Hc + K_DH * leave,
        bind / V2 - (K_DL + K_DH) * Ln,
        sort * Lc - back * S,
        Ln / 3600,
    ]


def area(**terms):
    start = np.array([(1 + V0) * 10, *[0] * 8], float)
    run = solve_ivp(lambda t, y: by_hand(t, y, **terms), (0, 7200), start, method="Radau", rtol=1e-9, atol=1e-12)
    return run.y[8, -1]


@pytest.fixture(scope="module")
def export():
    return Model(declaration("drug-export"))


@pytest.fixture(scope="module")
def trapping():
    return Model(declaration("ion-trapping"))


def fold_for(rate, diameter=0.1, secretion=60):
    """How concentrated the drug must be in vesicles for shedding to export at ``rate`` per hour."""
    return rate * VC / (secretion * math.pi / 6 * diameter**3)


def test_area_on_dna_is_that_of_an_implicit_integration_of_the_file(export):
    assert export.measures(ev=False)["nuclear_area"] == pytest.approx(area(), rel=1e-4)
    assert area() == pytest.approx(21.985, abs=1e-3)


@pytest.mark.parametrize("rate", [3.6, 7.2, 18.0, 28.4094, 72.0])
def test_export_lowers_the_area_as_a_drain_of_that_rate_does(export, rate):
    """The vesicle form of the rate (vesicles an hour, volume, concentration) is only a way to write it."""
    ours = export.measures(fold=fold_for(rate))["nuclear_area"]
    assert ours == pytest.approx(area(drain=rate / 3600), rel=1e-4)


def test_what_is_held_and_given_back_is_hardly_missed(export):
    held = export.measures(k_sort=7.2, k_return=3.6, k_release=0, fold=1)["nuclear_area"]
    assert held == pytest.approx(area(sort=2e-3, back=1e-3), rel=1e-4)
    drained = export.measures(fold=fold_for(7.2))["nuclear_area"]
    assert held / area() > 0.95 > 0.8 > drained / area()


def test_no_drug_is_lost_or_made(export):
    """Amount in medium, layer, cytoplasm, nucleus and vesicles, in volumes of the medium."""
    times = np.linspace(0, 2, 21)
    run = export.simulate(times, secretion=5e3, fold=3e3, k_sort=10, k_release=2)
    cytoplasm = V0 / V1
    total = run["L_m"] + run["H_m"] + V0 * (run["L_e"] + run["H_e"])
    total += cytoplasm * (run["L_c"] + run["H_c"] + V2 * run["L_n"] + run["S"] + run["W"])
    np.testing.assert_allclose(total, total.iloc[0], rtol=1e-6)


def test_to_rival_the_pumps_small_vesicles_need_hundreds_of_thousandfold_concentration(export):
    needed = fold_for(28.4094)
    assert 5e5 < needed < 1e6
    assert export.measures(fold=needed)["rate"] == pytest.approx(28.4094, rel=1e-6)
    assert export.measures()["nuclear_area"] > 0.99 * area()


def test_the_challenge_is_met_only_at_the_edge_of_its_budgets(export):
    assert export.measures(fold=6000, secretion=1e4)["nuclear_area"] < 11
    assert export.measures(fold=6000, secretion=5e3)["nuclear_area"] > 11
    assert export.measures(fold=3000, secretion=1e4)["nuclear_area"] > 11


@pytest.mark.parametrize("pKa", [5.0, 6.5, 8.3, 10.0])
def test_trapping_is_the_balance_of_neutral_drug_on_both_sides(trapping, pKa):
    """Equal neutral drug: total = neutral (1 + 10^(pKa - pH)) on each side."""
    pH = np.linspace(4.5, 7.2, 28)
    ours = trapping.simulate(pH, pKa=pKa)["trapped"]
    np.testing.assert_allclose(ours, (1 + 10 ** (pKa - pH)) / (1 + 10 ** (pKa - 7.2)), rtol=1e-12)


def test_a_unit_of_ph_is_worth_at_most_tenfold(trapping):
    plain, raised = trapping.measures(), trapping.measures(raised=1.0)
    assert plain["at_acid"] == pytest.approx(46.50, abs=0.01)
    assert raised["at_acid"] == pytest.approx(4.717, abs=0.001)
    assert plain["at_acid"] / raised["at_acid"] < 10


def test_acid_outside_keeps_a_weak_base_out_of_the_cell(trapping):
    fall = trapping.measures(pH_out=7.4)["inside"] / trapping.measures(pH_out=6.8)["inside"]
    assert fall == pytest.approx(3.65, abs=0.01)


def test_cisplatin_is_refused_and_not_trapped(trapping):
    curve = trapping.simulate(scenario="cisplatin")
    assert (curve[["trapped", "entered"]] == 1).all().all()


def test_the_trap_is_undone_by_raising_both_sides(trapping):
    assert trapping.measures(raised=1, pH_out=6.8)["inside"] < 1
    done = trapping.measures(raised=1, pH_out=7.2)
    assert done["at_acid"] < 5 and done["inside"] >= 1
