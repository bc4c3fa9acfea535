"""The bases of the chapter on uptake, known independently of the book's models."""

import math

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.optimize import brentq, minimize_scalar
from scipy.special import exp1

from evbook.model import Model
from evbook.review.catalogue import declaration


@pytest.fixture(scope="module")
def wrapping():
    return Model(declaration("membrane-wrapping"))


@pytest.fixture(scope="module")
def fate():
    return Model(declaration("vesicle-fate"))


def front(energy, ligands, radius, rigidity=20.0):
    """Receptors at the front for each ligand: the root below one of e + ln x - x + 1 = 2B/(R² ξ_L)."""
    balance = lambda x: energy + math.log(x) - x + 1 - 2 * rigidity / (radius**2 * ligands)  # noqa: E731
    return brentq(balance, 1e-300, 1 - 1e-12) if balance(1 - 1e-12) > 0 else math.inf


def wrapping_time(radius, receptors, ligands=5000.0, energy=15.0, mobility=0.01):
    """Seconds, from Gao's two implicit equations, each solved by bisection; infinite where it cannot be wrapped."""
    x, supply = front(energy, ligands, radius), receptors / ligands
    if x >= supply:
        return math.inf
    drawn = (supply - x) / (1 - x)
    log_u = brentq(lambda v: math.exp(v + math.exp(v)) * exp1(math.exp(v)) - drawn, -60, 6)
    return radius**2 / (math.exp(log_u) * mobility)


def least_radius(receptors, ligands=5000.0, energy=15.0, rigidity=20.0):
    supply = receptors / ligands
    return math.sqrt(2 * rigidity / ligands / (energy + math.log(supply) - supply + 1))


# ------------------------------------------------------------------------------------------------- wrapping


@pytest.mark.parametrize(
    ("receptors", "least", "best", "seconds"),
    [(50, 26.51, 29.9, 57.7), (100, 25.75, 28.95, 23.0), (250, 24.85, 27.8, 6.48), (500, 24.26, 27.0, 2.34)],
)
def test_a_virus_is_wrapped_as_in_the_publication(wrapping, receptors, least, best, seconds):
    """Radii that were computed for the book beforehand; the best lies between 27 and 30 nm."""
    assert 1000 * least_radius(receptors) == pytest.approx(least, abs=0.01)
    soonest = minimize_scalar(
        lambda r: wrapping_time(r, receptors), bounds=(least / 1000 * 1.001, 0.08), method="bounded"
    )
    assert 1000 * soonest.x == pytest.approx(best, abs=0.06)
    assert soonest.fun == pytest.approx(seconds, rel=0.01)
    ours = wrapping.measures(ev=False, receptors=receptors)
    assert ours["d_least"] / 2 == pytest.approx(1000 * least_radius(receptors), rel=1e-9)
    assert ours["d_best"] / 2 == pytest.approx(best, rel=0.01)
    # no vesicle near it is wrapped sooner
    near = wrapping.simulate(np.linspace(0.98, 1.02, 401) * ours["d_best"], ev=False, receptors=receptors)["time"]
    assert near.idxmin() == pytest.approx(ours["d_best"], rel=1e-4)
    fastest = wrapping.simulate(ev=False, receptors=receptors)["time"].min()
    assert fastest == pytest.approx(seconds, rel=0.03)


@pytest.mark.parametrize("receptors", [20, 100, 400])
def test_times_of_wrapping_are_those_of_the_implicit_equations(wrapping, receptors):
    """The explicit forms stay within two hundredths, but for the last hundredth of radius above the least."""
    compared = 0
    for diameter in np.geomspace(52, 900, 25):
        exact = wrapping_time(diameter / 2000, receptors)
        ours = wrapping.simulate([diameter], ev=False, receptors=receptors)["time"].iloc[0]
        if math.isinf(exact):
            assert ours == math.inf
        elif diameter / 2000 > 1.01 * least_radius(receptors):
            assert ours == pytest.approx(exact, rel=0.02)
            compared += 1
    assert compared >= 20


@pytest.mark.parametrize("receptors", [50, 500])
@pytest.mark.parametrize(("copies", "diameter"), [(20, 60), (157, 60), (60, 100), (30, 80)])
def test_it_takes_34_to_44_bonds_whatever_the_size(receptors, copies, diameter):
    """N (e + ln(ξ/N) - ξ/N + 1) = 8πB for the receptors ξ under a vesicle of the size, solved for N."""
    under = receptors * math.pi * (diameter / 1000) ** 2
    pays = brentq(lambda n: n * (16 + math.log(min(under / n, 1)) - min(under / n, 1)) - 8 * math.pi * 20, 5, 500)
    assert 33.5 <= pays <= 44.5


@pytest.mark.parametrize("copies", [5, 20, 60, 157])
def test_the_smallest_vesicle_that_is_wrapped_carries_just_the_bonds_that_pay(wrapping, copies):
    found = wrapping.measures(copies=copies, receptors=50)
    carried = copies * (found["d_least"] / 100) ** 2
    assert carried == pytest.approx(wrapping.simulate([100], copies=copies, receptors=50)["needed"].iloc[0], rel=1e-9)
    assert 33 <= carried <= 46


def test_the_bonds_that_pay_do_not_depend_on_the_size(wrapping):
    assert wrapping.simulate()["needed"].nunique() == 1


def test_twenty_ligands_do_not_pay_for_a_vesicle_of_100_nm(wrapping):
    """At 20 ligands on 100 nm the least radius is 67 nm."""
    assert wrapping.measures()["d_least"] / 2 == pytest.approx(67, abs=0.3)
    assert np.isnan(wrapping.measures(diameter=100)["time_here"])


def test_what_is_never_wrapped_enters_by_other_routes_alone(wrapping):
    """k_o + k_p d⁸/(d⁸ + d_p⁸), and no share of it by wrapping; without vesicles' other routes it does not enter."""
    for asked in (dict(diameter=60, drinking=0.3), dict(scenario="bare"), dict(diameter=1000, copies=1, bond=4)):
        found = wrapping.measures(**asked)
        d, drinking = asked.get("diameter", 150), asked.get("drinking", 0.1)
        assert found["rate_here"] == pytest.approx(drinking + 1 / (1 + (500 / d) ** 8), rel=1e-12)
        assert found["share_here"] == 0
    assert wrapping.measures(scenario="bare")["rate_here"] == pytest.approx(0.100, abs=5e-4)
    virus = wrapping.measures(ev=False, diameter=40)
    assert virus["rate_here"] == 0 and virus["share_here"] == 0


def test_where_crowding_takes_all_that_a_bond_gives_no_number_of_bonds_pays(wrapping):
    found = wrapping.measures(bond=4, receptors=10, copies=300)
    assert np.isnan(found[["pays", "d_least", "d_best", "time_here"]]).all()
    assert found["share_here"] == 0 and found["bonds_here"] > 600


# ----------------------------------------------------------------------------------------------------- fate


def matrix(binding=0.05, leaving=0.5, entering=1.0, endosome=1.0, released=0.0, fusing=0.0):
    """Rates an hour between within reach, bound, endosome, digested, released."""
    A = np.zeros((5, 5))
    for source, target, rate in (
        (0, 1, binding), (1, 0, leaving), (1, 2, entering), (2, 3, endosome * (1 - released)),
        (2, 4, endosome * released), (1, 4, fusing),
    ):  # fmt: skip
        A[target, source] += rate
        A[source, source] -= rate
    return A


@pytest.mark.parametrize("changed", [{}, {"released": 0.2, "fusing": 1e-3}, {"binding": 2.0, "released": 1e-3}])
def test_vesicles_go_where_the_matrix_of_rates_sends_them(fate, changed):
    ev = bool({"released", "fusing"} & set(changed))
    full = {"released": 0.2, "fusing": 1e-3} | changed if ev else changed
    hours = [0.5, 3, 10, 24]
    ours = fate.simulate(hours, ev=ev, **changed)[["F", "B", "I", "D", "R"]]
    exact = [expm(matrix(**full) * t) @ [1000, 0, 0, 0, 0] for t in hours]
    np.testing.assert_allclose(ours, exact, rtol=1e-5, atol=1e-5)


def test_no_vesicle_is_lost_or_made(fate):
    run = fate.simulate(scenario="tissue")
    np.testing.assert_allclose(run[["F", "B", "I", "D", "R"]].sum(axis=1), 1000, rtol=1e-7)


def test_in_the_end_two_branchings_decide(fate):
    """(k_i f + k_f)/(k_i + k_f) of all vesicles, however slowly they bind."""
    for binding in (0.05, 5):
        run = fate.simulate([3000], binding=binding, released=0.3, fusing=0.1, entering=0.4)
        assert run["R"].iloc[0] == pytest.approx(1000 * (0.4 * 0.3 + 0.1) / 0.5, rel=1e-5)


def test_receptor_hours_are_ligands_times_hours_bound_and_need_no_uptake(fate):
    run = fate.simulate(entering=1e-3, fusing=1e-5)
    hours = np.trapezoid(run["B"], run.index)
    assert run["E"].iloc[-1] == pytest.approx(20 * hours, rel=1e-3)
    assert run["E"].iloc[-1] > fate.simulate()["E"].iloc[-1] and run["taken"].iloc[-1] < 20


def test_a_dye_is_blind_to_what_is_delivered(fate):
    plenty, rare = (fate.measures(released=share, fusing=1e-5) for share in (0.2, 1e-4))
    assert plenty["dyed_day"] == pytest.approx(rare["dyed_day"], rel=1e-4)
    assert plenty["delivered_day"] / rare["delivered_day"] > 1000
    clean = fate.measures(micelles=0.0)
    assert fate.measures()["dyed_day"] == pytest.approx(10 * clean["dyed_day"], rel=1e-9)


def test_the_share_released_can_be_one_in_ten_thousand(fate):
    assert next(p for p in fate.declaration.parameters if p.name == "released").range[0] == 1e-4


def test_a_hundred_copies_can_be_delivered_and_are_not_by_default(fate):
    at_start = fate.measures(released=0.01)
    assert at_start["delivered_day"] < 100
    for way in ({"copies": 20}, {"copies": 12, "binding": 5}):
        assert fate.measures(released=0.01, **way)["delivered_day"] >= 100
