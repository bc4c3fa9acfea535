"""Measures are those of the curve, not of the points through which it is drawn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.interpolate import lagrange

from evbook.review.catalogue import declarations
from evbook.simulation.curves import default_grid, measured, measures_of, measuring_times, series
from evbook.simulation.measures import BEFORE, crossing_at, measuring_grid, peak, shares, simpson, take_between
from evbook.simulation.setting import setting

TIMES = np.linspace(0.0, 10.0, 11)
DYNAMIC = {d.id: d for d in declarations() if d.kind == "dynamic"}


def test_the_grid_has_what_is_drawn_each_moment_and_the_value_before_it():
    moments = [-1.0, 0.0, 2.0, 3.7, 3.7, 10.0, 12.0]
    grid = measuring_grid(TIMES, moments)
    assert len(grid) % 2 == 1 and np.all(np.diff(grid) > 0)
    np.testing.assert_array_equal(grid[1::2], (grid[:-1:2] + grid[2::2]) / 2)
    for time in (*TIMES, 2.0, 3.7):
        assert time in grid
    for moment in (2.0, 3.7, 10.0):
        assert moment - BEFORE * 10 in grid
    for start, following in ((0.0, 1.0), (2.0, 3.0), (3.7, 4.0)):
        assert start + (following - start) / 512 in grid
    assert grid[0] == 0 and grid[-1] == 10


def test_a_parabola_is_read_exactly():
    grid = measuring_grid(TIMES, ())
    y = 30 - (grid - 4.321) ** 2
    assert take_between("max", grid, y) == pytest.approx(30, rel=1e-14)
    assert take_between("where_max", grid, y) == pytest.approx(4.321, rel=1e-12)
    assert take_between("area", grid, y) == pytest.approx(300 - (5.679**3 + 4.321**3) / 3, rel=1e-14)
    assert take_between("at", grid, y, level=7.77) == pytest.approx(30 - 3.449**2, rel=1e-13)
    assert take_between("first_above", grid, y, level=26) == pytest.approx(2.321, rel=1e-13)
    assert take_between("first_below", grid, -y, level=-26) == pytest.approx(2.321, rel=1e-13)
    assert take_between("min", grid, -y) == pytest.approx(-30, rel=1e-14)


def test_an_exponential_is_read_exactly_on_a_log_scale():
    grid = measuring_grid(TIMES, ())
    y = np.exp(-grid)
    assert take_between("first_below", grid, y, level=math.exp(-3.3), log=True) == pytest.approx(3.3, rel=1e-13)
    assert take_between("at", grid, y, level=7.7, log=True) == pytest.approx(math.exp(-7.7), rel=1e-13)


@pytest.mark.parametrize("every", [0.7, 1.0, 2.3])
def test_doses_that_decay_between_points_have_their_exact_area_and_peaks(every):
    """One unit every so often, lost at a rate of 9 a unit of time: gone before the next point that is drawn."""
    doses, rate = np.arange(0.0, 9.5, every), 9.0
    grid = measuring_grid(TIMES, doses)
    since = grid[:, None] - doses
    y = np.where(since >= 0, np.exp(-rate * np.maximum(since, 0)), 0.0).sum(axis=1)
    exact = ((1 - np.exp(-rate * (10 - doses))) / rate).sum()
    assert take_between("area", grid, y) == pytest.approx(exact, rel=1e-2)
    assert take_between("max", grid, y) == pytest.approx(y.max(), rel=1e-14)
    drawn = np.searchsorted(grid, TIMES)
    assert abs(np.trapezoid(y[drawn], TIMES) / exact - 1) > 0.1, "the points that are drawn would not do"


def test_a_step_is_neither_overshot_nor_undershot():
    grid = measuring_grid(TIMES, ())
    for at in np.linspace(0.05, 9.95, 199):
        y = np.where(grid < at, 0.0, 1.0)
        assert (take_between("min", grid, y), take_between("max", grid, y)) == (0.0, 1.0)
        assert 0 <= take_between("area", grid, y) <= 10
        assert 0 <= take_between("at", grid, y, level=at) <= 1
        assert abs(take_between("first_above", grid, y, level=0.5) - at) <= 0.5


def test_what_never_happens_is_not_a_number_nor_what_a_failed_run_gives():
    grid = measuring_grid(TIMES, ())
    assert math.isnan(take_between("first_above", grid, np.ones_like(grid), level=2))
    assert math.isnan(take_between("at", grid, np.ones_like(grid), level=11))
    failed = np.where(grid > 5, np.nan, 1.0)
    for kind in ("final", "max", "min", "area", "mean", "at", "first_above", "where_max"):
        assert math.isnan(take_between(kind, grid, failed, level=0.5)), kind
    with pytest.raises(ValueError, match="There is no measure 'median'"):
        take_between("median", grid, grid)


def test_the_parts_are_those_of_an_interpolating_polynomial():
    rng = np.random.default_rng(2)
    for _ in range(20):
        y, u = rng.normal(size=3), rng.uniform()
        assert shares(u) @ y == pytest.approx(lagrange([0, 0.5, 1], y)(u), abs=1e-12)
    grid = measuring_grid(TIMES, ())
    assert simpson(grid, grid**3) == pytest.approx(2500, rel=1e-13)
    assert peak(grid, -((grid - 3) ** 2)) == pytest.approx((3, 0))
    assert crossing_at(grid, grid, -1, 1.0, False) == (0, 0.0)


@pytest.mark.parametrize("name", DYNAMIC)
def test_measures_are_right_to_the_digits_that_are_printed(name):
    """Against a grid eight times as fine, at the model's first scenario and at the one after: to a thousandth."""
    d = DYNAMIC[name]
    for scenario in d.scenarios[:2]:
        values, ev = setting(d, scenario=scenario.name), scenario.ev
        found = measured(d, values, ev=ev)
        drawn = default_grid(d)
        fine = measuring_times(d, values, np.linspace(0, drawn[-1], 8 * (len(drawn) - 1) + 1), ev=ev)
        true = measures_of(d, values, fine, series(d, values, fine, ev=ev), ev=ev)
        for m in d.measures:
            least = 1e-9 * max(abs(end) for end in d.record(m.of).axis)
            assert found[m.name] == pytest.approx(true[m.name], rel=1e-3, abs=least, nan_ok=True), m.name
