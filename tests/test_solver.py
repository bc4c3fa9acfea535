"""LSODA's loop over the steps, against closed forms: what it returns, and what it says where no solution goes on."""

from __future__ import annotations

import numpy as np
import pytest

from evbook.simulation.solver import lsoda

TIGHT = {"rtol": 1e-9, "atol": np.array([1e-12])}


def rates(t, y):
    """y' = exp(y), so y = -ln(1 - t) from y(0) = 0: it leaves every bound at t = 1."""
    return np.exp(y)


def slope(t, y):
    return np.diag(np.exp(y))


pytestmark = pytest.mark.filterwarnings("ignore:overflow")


@pytest.mark.parametrize("start, stop", [(0.0, 0.9), (0.25, 0.5), (0.0, 1e-13)])
def test_it_follows_a_closed_form(start, stop):
    times = np.linspace(start, stop, 7)[:-1]
    states, last, trouble = lsoda(rates, slope, start, np.array([-np.log1p(-start)]), times, stop, **TIGHT)
    assert trouble is None
    np.testing.assert_allclose(states, [-np.log1p(-times)], rtol=1e-6, atol=1e-11)
    np.testing.assert_allclose(last, -np.log1p(-stop), rtol=1e-6, atol=1e-11)


@pytest.mark.parametrize("asked", [2, 5, 40, 1000])
def test_it_says_where_a_solution_ends(asked):
    """The time reached, wherever the next time asked for would have been."""
    _, _, trouble = lsoda(rates, slope, 0.0, np.zeros(1), np.linspace(0, 2, asked)[:-1], 2.0, **TIGHT)
    reached, message = trouble
    assert reached == pytest.approx(1, abs=1e-3)
    assert message


def test_it_says_where_a_state_is_no_longer_finite():
    def off(t, y):
        return y if t < 0.5 else np.full(1, np.nan)

    with np.errstate(all="ignore"):
        _, _, trouble = lsoda(off, lambda t, y: np.eye(1), 0.0, np.ones(1), np.linspace(0, 1, 21)[:-1], 1.0, **TIGHT)
    reached, _ = trouble
    assert reached == pytest.approx(0.5, abs=0.06)
