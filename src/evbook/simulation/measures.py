"""One number from a run in time.  The browser computes the same, in ``numerics/series.js``.

(Those of a curve model are found on the curve itself: :mod:`evbook.simulation.curve_measures`.)

A measure is computed on the output grid.  ``first_above`` and ``first_below`` are located by linear
interpolation between grid points, of the logarithm where the series is drawn on a log scale and
both values are positive; ``area`` is the trapezium rule; ``at`` is interpolated like a crossing;
``where_max`` and ``where_min`` are grid points.  What never happens is NaN.
"""

from __future__ import annotations

import numpy as np

_SIMPLE = {
    "final": lambda t, y: y[-1],
    "max": lambda t, y: np.max(y),
    "min": lambda t, y: np.min(y),
    "area": lambda t, y: np.trapezoid(y, t),
    "mean": lambda t, y: np.trapezoid(y, t) / (t[-1] - t[0]),
    "where_max": lambda t, y: t[np.argmax(y)],
    "where_min": lambda t, y: t[np.argmin(y)],
}


def take(kind: str, times, values, *, level: float = np.nan, log: bool = False) -> float:
    """Return the measure ``kind`` of a series ``values`` (shape (k,)) on ``times`` (shape (k,)).

    ``level`` is the threshold of ``first_above`` and ``first_below``, or the time of ``at``.
    Raises ValueError for an unknown kind.
    """
    t, y = np.asarray(times, float), np.asarray(values, float)
    if not np.all(np.isfinite(y)):
        return np.nan
    if kind in _SIMPLE:
        return float(_SIMPLE[kind](t, y))
    if kind == "at":
        return _at(t, y, level, log)
    if kind in ("first_above", "first_below"):
        sign = 1.0 if kind == "first_above" else -1.0
        return _first(t, sign * y, sign * level, log, sign)
    raise ValueError(f"There is no measure {kind!r}; there are at, first_above, first_below, {', '.join(_SIMPLE)}.")


def _share(low: float, high: float, level: float, log: bool) -> float:
    """How far along from ``low`` to ``high`` the level lies."""
    if log and low > 0 and high > 0 and level > 0:
        low, high, level = np.log(low), np.log(high), np.log(level)
    return (level - low) / (high - low)


def _first(t, y, level, log, sign) -> float:
    above = y > level
    if not above.any():
        return np.nan
    i = int(np.argmax(above))
    if i == 0:
        return float(t[0])
    share = _share(sign * y[i - 1], sign * y[i], sign * level, log)
    return float(t[i - 1] + share * (t[i] - t[i - 1]))


def _at(t, y, time, log) -> float:
    if not t[0] <= time <= t[-1]:
        return np.nan
    i = min(max(int(np.searchsorted(t, time)), 1), len(t) - 1)
    share = (time - t[i - 1]) / (t[i] - t[i - 1])
    if log and y[i - 1] > 0 and y[i] > 0:
        return float(np.exp(np.log(y[i - 1]) * (1 - share) + np.log(y[i]) * share))
    return float(y[i - 1] * (1 - share) + y[i] * share)
