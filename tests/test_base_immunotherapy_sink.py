"""The base of the immunotherapy-sink chapter, known independently of the book's solvers."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.linalg import expm
from scipy.optimize import brentq

from evbook.model import Model
from evbook.review.catalogue import declaration
from evbook.review.catalogue.antibody_sink import TMDD

MASS = 0.1455315
ORACLE = json.loads((Path(__file__).parent / "oracles" / "mager2005.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sink():
    return Model(declaration("antibody-sink"))


def superposed(times, dose, every, first, CL=0.225, V1=2.95, Q=0.4838, V2=4.7901):
    """Plasma level in mg/L as the sum of the linear responses to each dose."""
    rates = np.array([[-(CL + Q) / V1, Q / V2], [Q / V1, -Q / V2]])
    level = []
    for t in times:
        given = [(0.0, first)] + [(k * every, dose) for k in range(1, 200) if k * every <= t]
        level.append(sum(amount * expm(rates * (t - at))[0, 0] / V1 for at, amount in given))
    return level


def made(mass=1000, reach=1, copies=31.4):
    """Sites brought to plasma in a day, nmol."""
    return mass * 1e9 * 1440 * reach * copies / 6.02214076e14


@pytest.mark.parametrize("name", [run for run in ORACLE["runs"]])
def test_vesicle_sites_reproduce_the_curated_model_of_target_mediated_disposition(sink, name):
    run, times = ORACLE["runs"][name], np.array(ORACLE["times"])
    chosen = run["setting"]
    setting = TMDD | {
        "CL": chosen.get("k_el", 1),
        "k_on": chosen.get("k_on", 0.1),
        "K_D": chosen.get("k_off", 0.1) / chosen.get("k_on", 0.1),
        "t_quick": np.log(2) / chosen.get("k_deg", 0.566),
        "loading": chosen.get("init(C)", 4000) * MASS,
        "burst": chosen.get("init(R)", 53),
    }
    ours = sink.simulate(times[1:], **setting)
    for state, curve in (("A", "[C]"), ("E_quick", "[R]"), ("X_quick", "[RC]")):
        theirs = np.array(run["curves"][curve])
        np.testing.assert_allclose(ours[state], theirs[1:], rtol=2e-5, atol=1e-7 * theirs.max())


def test_without_vesicles_the_level_is_a_sum_of_responses_to_single_doses(sink):
    times = [0.5, 6.9, 7.1, 20.0, 100.0, 167.0]
    ours = sink.simulate(times, ev=False, every=7, loading=140)["drug"]
    np.testing.assert_allclose(ours, superposed(times, 140, 7, 280), rtol=1e-6)


def test_rituximab_troughs_are_those_of_a_clearance_that_falls_in_time(sink):
    """A linear system with CL(t) = 0.252 + 0.278 exp(-K t), integrated by itself from dose to dose."""

    def troughs(fading):
        state, found = np.zeros(2), []
        for cycle in range(8):
            state = np.add(state, [700.0, 0.0])

            def rates(t, y, start=21 * cycle):
                CL = 0.252 + 0.278 * np.exp(-fading * (start + t))
                return [-(CL + 1.02) / 4.62 * y[0] + 1.02 / 8.61 * y[1], 1.02 / 4.62 * y[0] - 1.02 / 8.61 * y[1]]

            state = solve_ivp(rates, (0, 21), state, rtol=1e-10, atol=1e-10).y[:, -1]
            found.append(state[0] / 4.62)
        return found

    before = [21 * k - 1e-6 for k in range(1, 9)]
    for fading in (0.143, 0.0254):
        ours = sink.simulate(before, ev=False, scenario="rituximab", dose_day=700 / 21, fading=fading)["drug"]
        np.testing.assert_allclose(ours, troughs(fading), rtol=1e-4)


def test_shed_receptor_raises_clearance_by_a_seventh_at_most(sink):
    level = [sink.simulate([700.0], ev=False, infused=1, treated=800, ecd=ecd)["drug"].iloc[0] for ecd in (8.23, 200)]
    assert level[0] / level[1] == pytest.approx((200 / 8.23) ** 0.041, rel=1e-4)


@pytest.mark.parametrize("mass", [100, 300, 1000])
def test_a_saturated_sink_lowers_the_steady_level_by_what_it_makes_over_clearance(sink, mass):
    with_vesicles = sink.simulate([700.0], infused=1, treated=800, mass=mass, reach=1)["drug"].iloc[0]
    fall = 20 / 0.225 - with_vesicles
    assert fall == pytest.approx(MASS * made(mass) / 0.225, rel=0.02)
    assert fall < MASS * made(mass) / 0.225


def test_affinity_hardly_matters_to_a_saturated_sink_and_half_life_only_through_binding(sink):
    """A hundredfold change of K_D, or a tenfold change of half-life, moves the level by a few per cent only."""
    setting = {"infused": 1, "treated": 800, "mass": 1000, "reach": 1}
    level = lambda **more: sink.simulate([700.0], **setting, **more)["drug"].iloc[0]  # noqa: E731
    assert level(K_D=1.0) == pytest.approx(level(K_D=0.01), rel=0.03)
    assert level(t_quick=0.056) == pytest.approx(level(), rel=0.03)


def test_ordinary_tumours_take_less_than_a_hundredth_of_a_dose(sink):
    assert sink.measures()["taken_a_day"] < 0.01 * 20
    kilogram = sink.measures(scenario="kilogram")
    assert 0.4 * 20 < kilogram["taken_a_day"] < 0.7 * 20
    assert kilogram["last_occupied"] > 0.99


def test_an_antibody_that_binds_nothing_on_vesicles_keeps_its_level(sink):
    times = [20.0, 100.0, 168.0]
    np.testing.assert_allclose(
        sink.simulate(times, scenario="pembrolizumab", mass=1000, reach=1)["drug"],
        sink.simulate(times, scenario="pembrolizumab", ev=False)["drug"],
        rtol=1e-6,
    )


def test_schedule_matters_only_when_sites_are_made_faster_than_drug_is_given(sink):
    """Same total dose, every other day or every three weeks: manifold when overdrawn, a tenth when not."""

    def gain(mass):
        mean = [sink.measures(mass=mass, reach=1, receptors=3e6, loading=0, every=e)["mean"] for e in (2, 21)]
        return mean[1] / mean[0]

    drawn = {mass: MASS * made(mass, copies=94.2) for mass in (200, 1000)}
    assert drawn[200] < 0.4 * 20 and drawn[1000] > 1.5 * 20
    assert gain(200) < 1.15 and gain(1000) > 3


def test_the_steady_level_solves_a_balance_of_clearance_and_sink(sink):
    pools = [(0.8, np.log(2) / 0.0056), (0.2, np.log(2) / 0.25)]

    def balance(level):
        taken = sum(made() * share * level / (level + 0.1 + k / 86.4) for share, k in pools)
        return 0.225 * level + taken - 20 / MASS

    expected = brentq(balance, 0, 1e4) * MASS
    assert sink.simulate([700.0], infused=1, treated=800, mass=1000, reach=1)["drug"].iloc[0] == pytest.approx(
        expected, rel=1e-4
    )


def test_the_challenge_is_met_by_rare_large_doses_and_not_at_its_start(sink):
    start = dict(sink.declaration.challenges[0].start)
    assert sink.measures(**start)["mean"] < 6
    assert sink.measures(**(start | {"every": 21}))["mean"] >= 15
