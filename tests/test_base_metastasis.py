"""The bases of the chapter on metastasis, known independently of the book's solvers."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import dblquad, quad, solve_ivp
from scipy.optimize import brentq

from evbook.derive.renewal import gompertz_renewal
from evbook.model import Model
from evbook.review.catalogue import declaration

A, B, M, ALPHA = 0.00286, 7.3e10, 5.3e-8, 0.663


def size(t):
    return B ** (1 - np.exp(-A * t))


@pytest.fixture(scope="module")
def seeding():
    return Model(declaration("metastatic-seeding"))


@pytest.fixture(scope="module")
def niche():
    return Model(declaration("educated-niche"))


# Seeds -------------------------------------------------------------------------------------------------------


def test_the_primary_grows_by_gompertz(seeding):
    run = solve_ivp(lambda t, x: A * x * np.log(B / x), (0, 1000), [1.0], rtol=1e-11, t_eval=[100, 500, 1000])
    ours = seeding.simulate([100, 500, 1000], ev=False)["primary"]
    np.testing.assert_allclose(ours, run.y[0], rtol=1e-6)


@pytest.mark.parametrize("day", [200, 489, 654.1, 1019.1])
def test_expected_seeds_are_the_sum_of_what_was_shed(seeding, day):
    by_quadrature = quad(lambda t: M * size(t) ** ALPHA, 0, day, epsabs=1e-13, epsrel=1e-11)[0]
    assert seeding.simulate([day], ev=False)["primary_seeds"].iloc[0] == pytest.approx(by_quadrature, rel=1e-8)


@pytest.mark.parametrize("cut", [None, 500.0])
def test_metastases_of_metastases_are_those_of_cohorts_followed_day_by_day(seeding, cut):
    """Every cohort founded in a quarter of a day is followed, and founds cohorts of its own."""
    step, day = 0.25, 1000.0
    n = int(day / step)
    founded = M * size(np.arange(n + 1) * step) ** ALPHA
    primary = M * size((np.arange(n) + 0.5) * step) ** ALPHA
    if cut:
        primary[int(cut / step) :] = 0
    births = np.zeros(n)
    for i in range(n):
        births[i] = primary[i] + step * founded[i:0:-1] @ births[:i]
    ours = seeding.simulate([day], ev=False, **({"resected": size(cut)} if cut else {}))["expected"].iloc[0]
    assert ours == pytest.approx(births.sum() * step, rel=3e-3)


def test_in_the_long_run_colonies_multiply_at_the_rate_that_lotka_gives():
    """N grows e-fold in 1/r, where the colonies that one founds, discounted at r, are one."""
    c, k = ALPHA * np.log(B), M * B**ALPHA / A
    rate = brentq(lambda r: quad(lambda y: k * np.exp(-c * np.exp(-y) - r * y), 0, 60)[0] - 1, 1, 20)
    early, late = gompertz_renewal([25.0, 26.0], 99.0, c, k)
    assert np.log(late / early) == pytest.approx(rate, rel=1e-6)


def test_finer_steps_give_the_same_colonies(monkeypatch):
    c, k, cuts = ALPHA * np.log(B), M * B**ALPHA / A, np.array([99.0, 1.2345])
    ours = gompertz_renewal(np.array([[1.9], [3.14]]), cuts, c, k)
    monkeypatch.setattr("evbook.derive.renewal.STEPS", 1024)
    np.testing.assert_allclose(ours, gompertz_renewal(np.array([[1.9], [3.14]]), cuts, c, k), rtol=1e-6)


def test_the_first_seed_falls_before_the_primary_can_be_found(seeding):
    """The base's own statement: metastasis has begun before the primary is detectable."""
    found = seeding.measures(ev=False)
    assert found["first"] < found["day_found"] - 100


def test_conditioning_multiplies_seeds_and_moves_the_first_by_weeks(seeding):
    base, tenfold = seeding.measures(ev=False), seeding.measures(niche=9)
    assert tenfold["direct_total"] == pytest.approx(10 * base["direct_total"], rel=1e-9)
    assert tenfold["total"] > 20 * base["total"]  # what settles better seeds better, too
    assert 120 < base["first"] - tenfold["first"] < 150


def test_organs_add_up_to_the_whole(seeding):
    frame = seeding.simulate(niche=2, lung=3, liver=1)
    np.testing.assert_allclose(frame[["in_lung", "in_liver", "elsewhere"]].sum(axis=1), frame["expected"], rtol=1e-12)


def test_resection_stops_shedding_at_the_size_that_is_set(seeding):
    frame = seeding.simulate([300.0, 1100.0], resected=1e6)
    assert frame["primary_seeds"].iloc[1] == pytest.approx(frame["primary_seeds"].iloc[0], rel=1e-12)
    assert frame["second"].iloc[1] > 100 * frame["second"].iloc[0]
    assert frame["primary"].iloc[1] == pytest.approx(1e6, rel=1e-9)


def test_an_even_chance_needs_resection_of_a_few_million_cells(seeding):
    assert seeding.measures(niche=9, resected=3.5e6)["none"] > 0.5 > seeding.measures(niche=9, resected=5.5e6)["none"]


def test_seeds_of_seeds_are_few_by_the_day_the_primary_is_found(seeding):
    """Second generations, by a double integral, are under a hundredth of all by day 654."""
    second = dblquad(lambda s, t: M * size(t - s) ** ALPHA * M * size(s) ** ALPHA, 0, 654, 0, lambda t: t)[0]
    row = seeding.simulate([654.0], ev=False).iloc[0]
    assert row["second"] == pytest.approx(second, rel=1e-3)
    assert second < 0.01 * row["expected"]


# The taught niche --------------------------------------------------------------------------------------------


def test_both_sites_follow_the_curated_file_run_by_another_solver(niche):
    oracle = json.loads((Path(__file__).parent / "oracles/rhodes2019.json").read_text())
    names = {"Tumor_Cell_u_1": "u_1", "CT_immune_Cell_x_1": "x_1", "TE_immune_Cell_y_1": "y_1",
             "Tumor_Cell_u_2": "u_2", "CT_immune_Cell_x_2": "x_2", "TE_immune_Cell_y_2": "y_2"}  # fmt: skip
    ours = niche.simulate(oracle["times"], ev=False)
    for theirs, name in names.items():
        np.testing.assert_allclose(ours[name], oracle["runs"]["default"]["curves"][theirs], rtol=2e-5, atol=1e-9)


def test_teaching_by_vesicles_is_all_or_nothing_in_this_model(niche):
    days = [niche.measures(chi_ev=x)["day_million"] for x in (1e-13, 1e-12, 1e-11, 1e-10)]
    assert days[0] - days[1] < 5 and days[1] - days[2] > 80 and days[2] - days[3] < 15


def test_the_faintest_teaching_that_matters_is_within_reach_of_the_challenge(niche):
    assert niche.measures(chi_ev=5.5e-12)["day_million"] < 180 < niche.measures(chi_ev=1.5e-12)["day_million"]


# Two small curves --------------------------------------------------------------------------------------------


def test_the_leak_is_two_resistances_in_series():
    """The junction's resistance falls with ZO-1; what lies behind it, a share 1/open of the whole, does not."""
    model = Model(declaration("junction-leak"))
    row = model.simulate([1500.0], open_leak=4.0).iloc[0]
    behind = 1 / 4.0
    assert row["leak"] == pytest.approx(1 / (behind + (1 - behind) * row["junction"]), rel=1e-12)


def test_zo1_is_titrated_as_any_target_is():
    leak, titration = Model(declaration("junction-leak")), Model(declaration("mirna-titration"))
    grid = [10.0, 500.0, 3000.0]
    np.testing.assert_allclose(leak.simulate(grid)["junction"], titration.simulate(grid)["share"], rtol=1e-12)


def test_the_walk_is_that_of_simulated_cells():
    """Four thousand cells that turn at random, with memory exp(-t/P): their spread within three standard errors."""
    rng, speed, memory, step, cells = np.random.default_rng(5), 20.0, 1.0, 0.02, 4000
    angle, place = rng.uniform(0, 2 * np.pi, cells), np.zeros((cells, 2))
    squared = {}
    for k in range(1, 501):
        place += speed * step * np.column_stack([np.cos(angle), np.sin(angle)])
        angle += rng.normal(0, np.sqrt(2 * step / memory), cells)
        if k in (50, 250, 500):
            squared[k * step] = (place**2).sum(axis=1)
    ours = Model(declaration("persistent-walk")).simulate(list(squared), ev=False)["msd"]
    for t, values in squared.items():
        assert abs(values.mean() - ours[t]) < 3 * values.std() / np.sqrt(cells) + 0.02 * ours[t]


def test_persistence_and_speed_trade_as_the_challenge_says():
    walk = Model(declaration("persistent-walk"))
    assert not walk.measures(speed=10)["arrival"] < 48
    assert walk.measures(speed=10, memory=2.2)["arrival"] < 48


def test_the_quiet_loss_of_zo1_is_possible():
    found = Model(declaration("junction-leak")).measures(uptake=1030, sharpness=0.7)
    assert found["junction_here"] <= 0.5 and found["leak_here"] < 1.7
