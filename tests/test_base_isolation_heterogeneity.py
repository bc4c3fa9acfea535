"""The bases of the chapter on isolation and heterogeneity, known independently of the book's solvers."""

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import quad

from evbook.model import Model
from evbook.review.catalogue import declaration


@pytest.fixture(scope="module")
def pipeline():
    return Model(declaration("isolation-pipeline"))


@pytest.fixture(scope="module")
def mixture():
    return Model(declaration("rare-loaded"))


def sunk(diameter, force, minutes, steps=20_000):
    """Share pelleted in an SW 40 Ti: vesicles followed from where they start, by Stokes' law step by step."""
    outer, inner = 15.88, 6.67
    speed = 2 * force * 980 / (outer + inner) * (diameter * 1e-7) ** 2 * 0.15 / (18 * 0.0155)
    start = np.linspace(inner, outer, 4001)
    place, step = start.copy(), minutes * 60 / steps
    for _ in range(steps):
        place += speed * place * step
    return np.mean(place >= outer)


@pytest.mark.parametrize(("diameter", "force", "minutes"), [(150, 1e4, 30), (100, 1e5, 10), (60, 1e5, 30)])
def test_what_pellets_is_what_reaches_the_bottom(pipeline, diameter, force, minutes):
    ours = pipeline.simulate([float(diameter)], ev=False, force=force, minutes=minutes)["share"].iloc[0]
    assert ours == pytest.approx(sunk(diameter, force, minutes, 2000), abs=2e-3)


def test_yield_and_purity_are_sums_over_sizes(pipeline):
    """Against quadrature over the whole log-normal distribution; the axis leaves out a sliver below 30 nm."""
    setting = {"force": 1e4, "minutes": 60, "n_sec": 1}
    found, sizes = pipeline.measures(**setting), stats.lognorm(0.4, scale=90)
    shares = pipeline.simulate(np.arange(30.0, 401.0), **setting)["share"]
    total = quad(lambda d: sizes.pdf(d) * np.interp(d, shares.index, shares), 30, 400, limit=200)[0]
    assert found["yield_all"] == pytest.approx(total, rel=1e-3)
    assert found["purity"] == pytest.approx(total * 1e10 / (7e4 * 1e-3 * 0.0065), rel=1e-3)


def test_the_order_of_steps_has_no_say_and_a_step_twice_counts_twice(pipeline):
    once, twice = (pipeline.measures(n_spin=0, n_grad=n)["purity"] for n in (1, 2))
    bare = pipeline.measures(n_spin=0)["purity"]
    assert twice / once == pytest.approx(once / bare, rel=1e-9)


def test_only_pelleting_has_a_bias_of_size(pipeline):
    spun = pipeline.measures(force=1e4, minutes=30)
    column = pipeline.measures(n_spin=0, n_sec=1)
    assert spun["large_left"] > 10 * spun["small_left"] and column["large_left"] == column["small_left"]


def test_the_share_of_cells_is_that_of_cells_drawn_one_by_one(mixture):
    rng, cells = np.random.default_rng(3), 200_000
    uptake = rng.gamma(1 / 0.09, 0.09, cells) * 3000 * 24 * 0.2
    copies = rng.poisson(uptake * 0.00825 * 0.3) + 1000 * rng.poisson(uptake * 0.00825 * 0.7 / 1000)
    ours = mixture.simulate([3000.0], packed=0.7, threshold=40).iloc[0]
    assert ours["answering"] == pytest.approx(np.mean(copies >= 40), abs=0.004)
    even = rng.poisson(uptake * 0.00825)
    assert ours["answering_even"] == pytest.approx(np.mean(even >= 40), abs=0.004)


def test_no_mixture_moves_the_bulk(mixture):
    for packed in (0.0, 0.3, 1.0):
        for load in (50, 1e4):
            assert mixture.measures(packed=packed, load=load)["bulk_reading"] == pytest.approx(0.00825, rel=1e-12)


def test_the_same_mean_does_opposite_things_by_what_a_cell_needs(mixture):
    low, high = mixture.measures(threshold=5), mixture.measures(threshold=50, uptake=600)
    assert low["answer_even"] > low["answer_here"] + 0.3
    assert high["answer_even"] < high["answer_here"]


def test_an_assay_that_is_often_mistaken_is_as_blind_as_the_bulk(mixture):
    assert mixture.measures(spurious=0.1)["apart"] < 1.1 < 50 < mixture.measures()["apart"]
