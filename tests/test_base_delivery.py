"""The base of the delivery chapter, known independently of the book's solvers; other people's data where at hand."""

import csv
from collections import defaultdict

import numpy as np
import pytest
from beside import beside
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from evbook import data
from evbook.model import Model
from evbook.review.catalogue import declaration

CL, V1, Q, V2, ENTRY = 0.0738, 4.3165, 0.13185, 1.3419, 7.2e-4 * 40 * 0.1
LN2 = np.log(2)


@pytest.fixture(scope="module")
def carrier():
    return Model(declaration("vesicle-delivery"))


def rows(name):
    with beside(f"external/{name}").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def matrix(clear=CL / V1, leave=Q / V1, back=Q / V2, leak=0.0, opened=LN2 / 24, acts=1.0):
    """The linear system as rates between C, B, T, F, X, L, W."""
    enter, drain, wash = ENTRY / V1, LN2 / 100, LN2 / 24
    A = np.zeros((7, 7))
    moves = [(0, 5, clear), (0, 1, leave), (1, 0, back), (0, 6, leak), (1, 6, leak), (0, 2, enter),
             (2, 3, opened * acts), (2, 4, opened * (1 - acts)), (2, 4, drain), (3, 4, wash)]  # fmt: skip
    for source, target, rate in moves:
        A[source, source] -= rate
        A[target, source] += rate
    return A


def amounts(A, times, given=1e16 / 6.02214076e14):
    return np.array([expm(A * t)[:, 0] * given for t in times])


def test_without_vesicles_it_is_the_linear_system_of_a_liposome(carrier):
    times = [0.5, 5.0, 24.0, 72.0, 168.0]
    ours = carrier.simulate(times, ev=False)[list("CBTFXLW")]
    np.testing.assert_allclose(ours, amounts(matrix(), times), rtol=1e-6, atol=1e-12)


def test_vesicle_terms_do_nothing_to_a_liposome(carrier):
    odd = carrier.simulate(ev=False, t_quick=10, t_slow=50, slow=0.7, slowing=9, t_leak=0.2, released=0.01, seeking=50)
    np.testing.assert_array_equal(odd, carrier.simulate(ev=False))


def test_vesicles_fall_in_plasma_by_the_two_half_lives_they_were_given(carrier):
    """Without leak and tumour the level is (1 - s) exp(-αt) + s exp(-βt), which is how s is defined."""
    times = np.array([0.05, 0.3, 1.0, 5.0, 20.0])
    run = carrier.simulate(times, t_leak=1000, volume=0.001, slow=0.3, slowing=2)["C"] / (1e16 / 6.02214076e14)
    exact = 0.7 * np.exp(-LN2 * times / 0.266) + 0.3 * np.exp(-LN2 * times / 12)
    np.testing.assert_allclose(run, exact * np.exp(-LN2 * times / 1000), rtol=2e-4)


def test_the_whole_model_with_vesicles_is_the_linear_system_of_its_rates(carrier):
    quick, slow = LN2 / 0.133, LN2 / 6
    back = 0.8 * slow + 0.2 * quick
    clear = quick * slow / back
    A = matrix(clear, quick + slow - clear - back, back, LN2 / 24, 5 * LN2 / 24, 0.3)
    times = [0.1, 1.0, 10.0, 100.0]
    ours = carrier.simulate(times, released=0.3, seeking=5)[list("CBTFXLW")]
    np.testing.assert_allclose(ours, amounts(A, times), rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize("ev", [True, False])
def test_no_drug_is_made_or_lost(carrier, ev):
    run = carrier.simulate(ev=ev, released=0.2, seeking=3)
    np.testing.assert_allclose(run[list("CBTFXLW")].sum(axis=1), 1e16 / 6.02214076e14, rtol=1e-7)


def test_what_arrives_is_exposure_times_entry_whatever_the_carrier(carrier):
    """The share that enters a tumour is e ∫c dt over the dose; the integral is taken by another solver."""
    quick, slow = LN2 / 0.133, LN2 / 6
    back = 0.8 * slow + 0.2 * quick
    clear = quick * slow / back
    A = matrix(clear, quick + slow - clear - back, back, LN2 / 24)
    done = solve_ivp(lambda t, y: [*(A @ y[:7]), y[0] / V1], (0, 168), [1, *np.zeros(7)], rtol=1e-10, atol=1e-14)
    assert carrier.measures()["arrives"] == pytest.approx(ENTRY * done.y[7, -1], rel=1e-5)


def test_loading_does_not_change_the_share_that_arrives_and_clearance_does(carrier):
    usual = carrier.measures()
    laden = carrier.measures(loading=1e5)
    assert laden["arrives"] == pytest.approx(usual["arrives"], rel=1e-9)
    assert laden["peak"] == pytest.approx(10 * usual["peak"], rel=1e-6)
    assert carrier.measures(slowing=7)["arrives"] > 3 * usual["arrives"]
    assert carrier.measures(ev=False)["arrives"] > 30 * usual["arrives"]


def test_a_ligand_hastens_opening_and_brings_no_more_carriers_to_the_tumour(carrier):
    bare, sought = carrier.measures(), carrier.measures(seeking=100)
    assert sought["arrives"] == pytest.approx(bare["arrives"], rel=1e-9)
    assert 1.5 < sought["peak"] / bare["peak"] < 2.5


def test_the_challenge_is_met_by_lingering_and_not_at_its_start(carrier):
    (challenge,) = carrier.declaration.challenges
    assert carrier.measures(**challenge.start)["of_ic90"] < 0.1
    stealthy = {**challenge.start, "slowing": 7, "slow": 0.9, "t_leak": 1000}
    assert carrier.measures(**stealthy)["of_ic90"] > 1


def test_the_usual_dose_of_liposomes_is_twenty_milligrams_a_square_metre(carrier):
    """4e15 carriers of 1e4 molecules of doxorubicin (543.5 g/mol) over 1.8 m²."""
    usual = next(s for s in carrier.declaration.scenarios if s.name == "usual").values["particles"]
    assert usual * 1e4 / 6.02214076e23 * 543.5 * 1000 / 1.8 == pytest.approx(20, rel=0.01)


def test_the_ic50_is_the_median_of_the_lines_in_the_books_own_table():
    table = data.read("drug_response_gdsc_v17").query("drug == 'doxorubicin'")["ic50_uM"]
    assert len(table) == 14
    assert declaration("vesicle-delivery").record("ic50").value == pytest.approx(1000 * table.median(), rel=0.01)
    assert table.max() / table.min() == pytest.approx(200, rel=0.1)


# ---------------------------------------------------------------- what others have measured, where it is at hand


def test_liver_holds_most_in_seven_of_ten_records_of_vesicles_given_into_a_vein():
    records = defaultdict(list)
    for row in rows("ev_biodistribution_organs.csv"):
        if row["dup_across_figures"] == "False" and row["route"] == "IV injection":
            records[row["record"]].append(row)
    several = [found for found in records.values() if len(found) >= 3]
    first = [max(found, key=lambda r: float(r["fraction_of_peak_organ"] or 0))["organ"] for found in several]
    assert len(several) > 80
    assert first.count("Liver") / len(first) == pytest.approx(0.71, abs=0.02)


def test_percent_in_tumour_of_the_collection_cannot_be_a_share_of_the_dose():
    """Some exceed a hundred: such numbers are relative to another organ, and the model uses none of them."""
    shares = [float(row["percent_tumour"]) for row in rows("ev_tumour_uptake_percent.csv")]
    assert sum(share > 100 for share in shares) >= 8


def test_loading_reported_by_mass_spreads_over_four_orders_of_magnitude():
    loads = [
        float(row["loading_capacity_pct"])
        for row in rows("ev_drug_loading_capacity.csv")
        if row["is_true_percent"] == "True"
    ]
    positive = [load for load in loads if load > 0]
    assert np.median(loads) == pytest.approx(6.0, abs=0.1)
    assert max(positive) / min(positive) > 5000
