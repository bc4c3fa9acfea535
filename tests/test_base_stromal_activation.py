"""The bases of the chapter on stromal activation, known independently of the book's solvers."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from evbook.model import Model
from evbook.review.catalogue import declaration

# The circuit of fibroblasts and macrophages -------------------------------------------------------------------

L1, L2, MU, CAPACITY, HALF, DECAY = 0.9, 0.8, 0.3, 1e6, 6e8, 2.0
B1, B2, B3, A1, A2 = (1440.0 * x for x in (470, 70, 240, 940, 510))


@pytest.fixture(scope="module")
def circuit():
    return Model(declaration("fibroblast-circuit"))


def at_rest(made, eaten):
    """The factor at which made = eaten·x/(half + x) + decay·x: the positive root of a quadratic."""
    b = DECAY * HALF + eaten - made
    root = np.sqrt(b * b + 4 * DECAY * made * HALF)
    return 2 * made * HALF / (b + root) if b > 0 else (root - b) / (2 * DECAY)


def full_by_radau(injury_days, supply, end=200.0):
    """Myofibroblasts at the end: the four equations by an implicit method, with factors held from below at zero."""

    def rates(t, y, arriving):
        F, M, Pd, C = np.maximum(y, 0.0)
        p, c = Pd / (HALF + Pd), C / (HALF + C)
        return [F * (L1 * p * (1 - F / CAPACITY) - MU), M * (L2 * c - MU) + arriving,
                B2 * M + B3 * F - A2 * F * p - DECAY * Pd + supply, B1 * F - A1 * M * c - DECAY * C]  # fmt: skip

    y, options = np.array([1.0, 1.0, 0.0, 0.0]), {"method": "Radau", "rtol": 1e-8, "atol": 1e-8}
    if injury_days > 0:
        y = solve_ivp(rates, (0, injury_days), y, args=(1e6,), **options).y[:, -1]
    return solve_ivp(rates, (injury_days, end), y, args=(0.0,), **options).y[0, -1]


def test_hot_fibrosis_is_where_the_quasi_steady_equations_rest(circuit):
    """At rest C is fixed, so M follows from F, and one equation in F is left."""
    C = HALF * MU / (L2 - MU)

    def growth(F):
        M = (B1 * F - DECAY * C) / (A1 * C / (HALF + C))
        Pd = at_rest(B2 * M + B3 * F, A2 * F)
        return L1 * Pd / (HALF + Pd) * (1 - F / CAPACITY) - MU

    roots = [brentq(growth, 2500, 1e5), brentq(growth, 1e5, 9e5)]
    found = circuit.equilibria(ev=False, injury_days=0)
    inner = found[found["M"] > 1]
    np.testing.assert_allclose(sorted(inner["F"]), roots, rtol=1e-6)
    assert dict(zip(inner["kind"], inner["F"] > 1e5, strict=True)) == {"saddle": False, "stable node": True}


def test_the_tissue_has_healing_cold_and_hot_fibrosis(circuit):
    found = circuit.equilibria(ev=False, injury_days=0)
    healthy = found[(found["F"] < 1) & (found["M"] < 1)]
    cold = found[(found["F"] > 1e5) & (found["M"] < 1)]
    hot = found[(found["F"] > 1e5) & (found["M"] > 1e5)]
    assert list(healthy["kind"]) == ["stable node"] and list(hot["kind"]) == ["stable node"]
    assert list(cold["kind"]) == ["saddle"], "cold fibrosis is undone by macrophages"


@pytest.mark.parametrize(("injury_days", "supply"), [(1.0, 0.0), (1.3, 0.0), (1.0, 3.024e8), (0.5, 3.024e8)])
def test_an_injury_ends_as_by_an_implicit_method(circuit, injury_days, supply):
    tumour = max(supply / 1440, 1e-9)
    ours = circuit.simulate([200.0], injury_days=injury_days, tumour=tumour)["F"].iloc[0]
    theirs = full_by_radau(injury_days, supply)
    assert (ours > 1e5) == (theirs > 1e5)
    if theirs > 1e5:
        assert ours == pytest.approx(theirs, rel=1e-4)


def test_vesicles_shrink_the_injury_that_tips(circuit):
    """A third of a day less at two hundred million molecules a day, and so on down."""
    for supply, heals, tips in ((0.0, 1.12, 1.16), (2e8, 0.87, 0.91), (4e8, 0.59, 0.64)):
        tumour = max(supply / 1440, 1e-9)
        ends = [circuit.simulate([250.0], injury_days=d, tumour=tumour)["F"].iloc[0] for d in (heals, tips)]
        assert ends[0] < 1e5 < ends[1], supply


def test_healthy_tissue_is_lost_just_above_the_closed_form(circuit):
    edge = DECAY * HALF * MU / (L1 - MU) / 1440
    falls = circuit.simulate([30, 90], injury_days=0, M_0=0, tumour=0.98 * edge)["F"]
    grows = circuit.simulate([30, 90], injury_days=0, M_0=0, tumour=1.02 * edge)["F"]
    assert falls[90] < falls[30] and grows[90] > grows[30]


def test_factors_never_fall_below_zero_where_a_plain_solver_explodes(circuit):
    frame = circuit.simulate(injury=1e7, injury_days=5)
    assert np.isfinite(frame).all().all() and (frame[["F", "M", "Pd", "C"]] >= 0).all().all()


def test_stopping_vesicles_helps_early_and_not_late(circuit):
    assert circuit.measures(scenario="in_time")["F_final"] < 1
    assert circuit.measures(scenario="too_late")["F_final"] > 1e5


def test_the_weakest_supply_for_half_a_day_is_within_the_challenges_reach(circuit):
    assert circuit.measures(injury_days=0.5, tumour=3.1e5)["F_final"] < 1e5
    assert circuit.measures(injury_days=0.5, tumour=3.65e5)["F_final"] > 1e5


# TGF-β and SMAD2 ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def smad():
    return Model(declaration("tgf-beta"))


def test_smad2_follows_the_authors_file_run_by_another_solver(smad):
    oracle = json.loads((Path(__file__).parent / "oracles/zi2011.json").read_text())
    times, theirs = np.array(oracle["times"]), oracle["runs"]["default"]["curves"]["totalNumPSmad2"]
    ours = smad.simulate(times, ev=False, dose=0.05)["pSMAD2"]
    np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-3)


def test_smads_are_neither_made_nor_lost(smad):
    frame = smad.simulate([0, 10, 300, 2880])
    smad2 = 2.3 * frame[["S2c", "Pc", "PSc"]].sum(axis=1) + 4.6 * frame["PPc"]
    smad2 += frame[["S2n", "Pn", "PSn"]].sum(axis=1) + 2 * frame["PPn"]
    smad4 = 2.3 * frame[["S4c", "PSc"]].sum(axis=1) + frame[["S4n", "PSn"]].sum(axis=1)
    np.testing.assert_allclose(smad2, smad2.iloc[0], rtol=1e-7)
    np.testing.assert_allclose(smad4, smad4.iloc[0], rtol=1e-7)


def test_the_unstimulated_cell_is_at_rest(smad):
    frame = smad.simulate([0, 2880], ev=False, dose=1e-12)
    held = ["T1s", "T1e", "T2s", "T2e"]
    np.testing.assert_allclose(frame[held].iloc[1], frame[held].iloc[0], rtol=1e-6)


def test_the_same_molecules_on_vesicles_give_a_lower_peak_and_a_longer_answer(smad):
    solution, vesicles = smad.measures(on_vesicles=0), smad.measures(on_vesicles=0.9)
    assert vesicles["peak"] < 0.7 * solution["peak"]
    assert vesicles["day_one"] > 20 * solution["day_one"]


def test_a_hand_over_at_once_is_solution(smad):
    at_once = smad.simulate([60, 600], on_vesicles=1, handover=0.01)["pSMAD2"]
    np.testing.assert_allclose(at_once, smad.simulate([60, 600], ev=False)["pSMAD2"], rtol=1e-3)


def test_ligand_is_conserved_until_it_is_taken_up(smad):
    """With receptors that do not bind, what leaves vesicles is in solution or stuck."""
    frame = smad.simulate([0, 500, 2880], ka=1e-12)
    total = frame[["L", "E", "N"]].sum(axis=1) * np.exp(-2.580306e-4 * frame.index)
    np.testing.assert_allclose(total, total.iloc[0], rtol=1e-6)


def test_the_challenge_of_half_the_molecules_can_be_met(smad):
    start = dict(smad.declaration.challenges[0].start)
    assert smad.measures(**start)["day_one"] < 4500
    assert smad.measures(**(start | {"on_vesicles": 1.0, "handover": 800}))["day_one"] > 4500


# The switch from epithelial to mesenchymal --------------------------------------------------------------------


@pytest.fixture(scope="module")
def switch():
    return Model(declaration("emt-switch"))


def rest_of_switch(S, R2):
    """Total TGF-β and the further unknowns of a state at rest with given SNAIL1 and miR-200, in closed form."""
    hill = lambda x, j: (x / j) ** 2 / (1 + (x / j) ** 2)  # noqa: E731
    z = (0.003 + 0.06 * hill(S, 3.5)) / 0.09
    Z = 17 * z / (1 + (R2 / 0.06) ** 2) / 1.66
    R3 = (0.0012 + 0.012 / (1 + (S / 0.15) ** 2 + (Z / 0.36) ** 2)) / 0.035
    s = 1.66 * S * (1 + (R3 / 0.08) ** 2) / 17
    balance = 0.0002 + 0.012 / (1 + (S / 5) ** 2 + (Z / 0.2) ** 2) - 0.035 * R2
    share = (0.09 * s - 0.0006) / 0.03
    own = (0.06 + 1.2 / (1 + (R2 / 0.06) ** 2)) / 0.6
    total = 1.6 * np.sqrt(share / (1 - share)) if 0 < share < 1 else np.nan
    return balance, total - own


def epithelial_to_partial():
    """Given TGF-β along the branches at rest that are reached from the epithelial state, over SNAIL1."""
    given = []
    for S in np.linspace(0.005, 2.0, 4000):
        grid = np.linspace(0.05, 0.36, 400)
        values = np.array([rest_of_switch(S, r)[0] for r in grid])
        turns = np.nonzero(np.diff(np.sign(values)))[0]
        if len(turns) == 0:
            break
        R2 = brentq(lambda r, S=S: rest_of_switch(S, r)[0], grid[turns[-1]], grid[turns[-1] + 1])
        given.append(rest_of_switch(S, R2)[1])
    return np.array(given)


@pytest.mark.slow
def test_both_folds_are_the_turning_points_of_the_branch_at_rest(switch):
    """The first fold is the first maximum of given TGF-β along the branch; the second is where the branch ends."""
    given = epithelial_to_partial()
    rising = np.diff(given)
    first = given[np.argmax(rising < 0)]
    values = {b.name: b.value for b in switch.declaration.benchmarks}
    assert values["first_fold"] == pytest.approx(first, abs=0.01)
    assert values["second_fold"] == pytest.approx(np.nanmax(given), abs=0.02)


def test_the_first_switch_flips_back_and_the_second_does_not(switch):
    partial = switch.simulate([900, 4000], ev=False, T_0=1.5, given=1000)["Ec"]
    full = switch.simulate([900, 4000], ev=False, T_0=2.5, given=1000)["Ec"]
    assert partial[900] < 1.5 and partial[4000] == pytest.approx(3.2, abs=0.01)
    assert full[900] < 0.1 and full[4000] < 0.2


def test_snail_on_vesicles_lowers_both_folds(switch):
    for T_0, without, with_vesicles in ((0.97, 2.4, 2.4), (1.95, 0.5, 0.5)):
        assert switch.simulate([5000], T_0=T_0, given=6000, ev=False)["Ec"].iloc[0] > without
        assert switch.simulate([5000], T_0=T_0, given=6000, e_s=0.001)["Ec"].iloc[0] < with_vesicles


def test_the_shortest_signal_needs_vesicles(switch):
    assert switch.measures(T_0=2.5, given=250, e_s=0)["Ec_final"] > 2.5
    assert switch.measures(T_0=2.5, given=250, e_s=0.005)["Ec_final"] < 0.5
