"""The bases of the chapter on resistance from the stroma, known independently of the book's solvers."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from evbook.model import Model
from evbook.review.catalogue import declaration

#: Growth per 100 hours: sensitive among sensitive, sensitive among resistant, resistant among sensitive and resistant.
GAMES = {
    (0, 0): (2.5, 2.4, 4.0, 2.7),
    (0, 1): (2.6, 3.6, 3.1, 3.0),
    (1, 0): (-1.0, -1.3, 4.3, 2.3),
    (1, 1): (0.5, -0.4, 3.8, 2.4),
}


@pytest.fixture(scope="module")
def game():
    return Model(declaration("resistance-game"))


@pytest.mark.parametrize(("drug", "fibroblasts"), GAMES)
def test_shares_follow_numbers_of_cells_that_grow_as_measured(game, drug, fibroblasts):
    """The replicator equation is exponential growth of both kinds at the measured rates."""
    a, b, c, d = GAMES[drug, fibroblasts]

    def growth(t, cells):
        p = cells[0] / cells.sum()
        return cells * np.array([a * p + b * (1 - p), c * p + d * (1 - p)]) / 100

    cells = solve_ivp(growth, (0, 120), [0.8, 0.2], rtol=1e-10, atol=1e-14).y[:, -1]
    ours = game.simulate([0, 120], ev=False, drug=drug, fibroblasts=fibroblasts)["p"].iloc[-1]
    assert ours == pytest.approx(cells[0] / cells.sum(), rel=1e-6)


def test_a_block_matters_only_by_what_is_left_of_the_fibroblasts(game):
    """Half on vesicles and all blocked is as half the fibroblasts' effect."""
    blocked = game.simulate(share=0.5, blocked=1.0)["p"]
    np.testing.assert_allclose(blocked, game.simulate(ev=False, fibroblasts=0.5)["p"], rtol=1e-6)


def test_rounding_leaves_the_place_where_the_game_changes_open_between_a_seventh_and_a_half():
    """Payoffs off by up to 0.15: 90 % of the places lie between about 0.14 and 0.49."""
    rng = np.random.default_rng(0)
    off = rng.uniform(-0.15, 0.15, (4, 20_000))
    b0, d0, b1, d1 = np.array([[2.4], [2.7], [3.6], [3.0]]) + off
    places = (d0 - b0) / (b1 - b0 - d1 + d0)
    low, high = np.quantile(places, [0.05, 0.95])
    assert low == pytest.approx(0.14, abs=0.02) and high == pytest.approx(0.49, abs=0.02)


@pytest.fixture(scope="module")
def dish():
    return Model(declaration("gemcitabine-stroma"))


def test_competition_alone_is_a_smaller_dose(dish):
    """With nucleotides enlarged by a share s, 20 nmol/L act as 20/(1 + s)."""
    rivals = dish.simulate([0, 96], k_da=0.0, rho=1.0, n_mac=600)["R"].iloc[-1]
    smaller = dish.simulate([0, 96], ev=False, C_0=20 / 1.5)["R"].iloc[-1]
    assert rivals == pytest.approx(smaller, rel=1e-6)


def test_drug_that_vesicles_remove_is_drug_that_is_cleared(dish):
    removed = dish.simulate([0, 48, 96], rho=0.0, k_da=0.02)["R"]
    cleared = dish.simulate([0, 48, 96], ev=False, k_c=0.01)["R"]
    np.testing.assert_allclose(removed, cleared, rtol=1e-6)


def test_in_a_patients_plasma_vesicles_hardly_matter(dish):
    clinic = {"C_0": 2e4, "k_c": 4.0}
    with_vesicles, without = (dish.measures(**clinic, **more)["R_final"] for more in ({}, {"n_mac": 0.0}))
    assert with_vesicles == pytest.approx(without, rel=0.01)
