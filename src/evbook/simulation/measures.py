"""One number from a run in time.  The browser computes the same, in ``numerics/measures.js``.

(Those of a curve model are found on the curve itself: :mod:`evbook.simulation.curve_measures`.)

A curve is drawn through some hundreds of points; a peak, a crossing or a dose lies between two of them.
So a measure is taken on a grid of its own (:func:`measuring_grid`): the points that are drawn, the moments at which
something is given, switched or triggered with the value just before each, some points close after each, and between
any two of all these three more.  Between two of them the curve is the parabola through both and the point midway
(:func:`take_between`).

:func:`take` is for curves of which no more is known than their points, as the looks at a tissue.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

#: The value just before a moment is that at this share of the window before it.
BEFORE = 1e-9
#: Where there are points after a moment at which something was given: as shares of the way to the next point.
AFTER = (1 / 512, 1 / 64, 1 / 8, 3 / 8)
#: The curvature at a peak and beside it may differ by this factor; else the peak is taken where it was seen.
SMOOTH = 4.0

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

    ``first_above`` and ``first_below`` are located by linear interpolation between two points, of the logarithm where
    the series is drawn on a log scale and both values are positive; ``at`` is interpolated likewise; ``area`` is the
    trapezium rule; ``where_max`` and ``where_min`` are points.  What never happens is NaN.
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


def measuring_grid(times: np.ndarray, stops: Iterable[float]) -> np.ndarray:
    """Return the times at which a run is looked at for its measures, shape (2m + 1,), increasing.

    ``times`` (k,) are those that are drawn, which are among them; ``stops`` the moments of doses, edges of windows and
    triggers.  Every second point lies midway between its neighbours.
    """
    first, last = float(times[0]), float(times[-1])
    stops = sorted({float(stop) for stop in stops if first < stop <= last})
    nodes = np.union1d(times, [*stops, *(stop - BEFORE * (last - first) for stop in stops)])
    begins = np.array([first, *(stop for stop in stops if stop < last)])
    ends = nodes[np.searchsorted(nodes, begins, side="right")]
    nodes = np.union1d(nodes, (begins + np.multiply.outer(AFTER, ends - begins)).ravel())
    nodes = nodes[nodes >= first]
    return _with_middles(_with_middles(nodes))


def _with_middles(points: np.ndarray) -> np.ndarray:
    found = np.empty(2 * len(points) - 1)
    found[::2], found[1::2] = points, (points[:-1] + points[1:]) / 2
    return found


def take_between(kind: str, times, values, *, level: float = np.nan, log: bool = False) -> float:
    """Return the measure ``kind`` of a curve known on a :func:`measuring_grid`; both have the shape (2m + 1,).

    ``area`` is Simpson's rule, ∑ h/6 (a + 4 b + c); ``mean`` is it over the window.
    ``first_above`` and ``first_below`` are where the parabola meets ``level``, and ``at`` its value at the time
    ``level``, both of the logarithm where the series is drawn on a log scale and the values are positive.
    ``max`` and ``min`` are the top of the parabola through the greatest point and its neighbours, where the curve is
    smooth there, and ``where_max`` and ``where_min`` its time.
    What never happens, and every measure of a curve that is not finite throughout, is NaN.
    Raises ValueError for an unknown kind.
    """
    t, y = np.asarray(times, float), np.asarray(values, float)
    found = take_of_many(kind, t, y[:, None], np.array([level], float), log)
    return float(found[0])


def take_of_many(kind: str, times: np.ndarray, curves: np.ndarray, level: np.ndarray, log: bool) -> np.ndarray:
    """:func:`take_between` of each column of ``curves`` (times, members), at the ``level`` (members,) of each."""
    finite = np.isfinite(curves).all(axis=0)
    match kind:
        case "final":
            found = curves[-1].copy()
        case "area":
            found = simpson(times, curves)
        case "mean":
            found = simpson(times, curves) / (times[-1] - times[0])
        case "max" | "min" | "where_max" | "where_min":
            sign = 1.0 if kind.endswith("max") else -1.0
            top = [peak(times, sign * y) if ok else (np.nan, np.nan) for y, ok in zip(curves.T, finite, strict=True)]
            found = np.array(top)[:, 0] if kind.startswith("where") else sign * np.array(top)[:, 1]
        case "at" | "first_above" | "first_below":
            one = _value_at if kind == "at" else _crossing
            sign = -1.0 if kind == "first_below" else 1.0
            found = np.array([
                one(times, y, x, sign, log) if ok else np.nan
                for y, x, ok in zip(curves.T, level, finite, strict=True)
            ])  # fmt: skip
        case _:
            raise ValueError(f"There is no measure {kind!r}; there are at, first_above, first_below, "
                             f"{', '.join(_SIMPLE)}.")  # fmt: skip
    found[~finite] = np.nan
    return found


def simpson(times: np.ndarray, curves: np.ndarray) -> np.ndarray:
    """The integral over a :func:`measuring_grid` of curves (times, …)."""
    width = np.diff(times[::2])
    return np.tensordot(width / 6, curves[:-1:2] + 4 * curves[1::2] + curves[2::2], axes=1)


def peak(t: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Time and value of the greatest point, or of the top of the parabola through it and its neighbours."""
    j = int(np.argmax(y))
    if not 2 <= j <= len(t) - 3:
        return t[j], y[j]
    x, f = t[j - 2 : j + 3], y[j - 2 : j + 3]
    gaps = np.diff(x)
    if not gaps.min() > 0:
        return t[j], y[j]
    slopes = np.diff(f) / gaps
    bends = np.diff(slopes) / (x[2:] - x[:-2])
    if not (bends.max() < 0 and bends.min() >= SMOOTH * bends.max()):
        return t[j], y[j]
    slope = slopes[1] + bends[1] * gaps[1]
    return t[j] - slope / (2 * bends[1]), y[j] - slope**2 / (4 * bends[1])


def shares(u: float) -> np.ndarray:
    """What each of the three points of a parabola counts at the share ``u`` of its way, shape (3,)."""
    return np.array([(1 - u) * (1 - 2 * u), 4 * u * (1 - u), u * (2 * u - 1)])


def _value_at(t: np.ndarray, y: np.ndarray, time: float, _sign: float, log: bool) -> float:
    if not t[0] <= time <= t[-1]:
        return np.nan
    i = segment(t, time)
    three = y[i : i + 3]
    by = shares((time - t[i]) / (t[i + 2] - t[i]))
    value = np.exp(by @ np.log(three)) if log and three.min() > 0 else by @ three
    return float(np.clip(value, three.min(), three.max()))


def segment(t: np.ndarray, time: float) -> int:
    """The index at which the parabola begins that holds at ``time``; where two meet, the one that ends there."""
    return min(max(2 * ((int(np.searchsorted(t, time)) - 1) // 2), 0), len(t) - 3)


def crossing_at(t: np.ndarray, y: np.ndarray, level: float, sign: float, log: bool) -> tuple[int, float] | None:
    """Where sign·y first exceeds sign·level: the index at which its parabola begins and the share of its way, or None.

    A curve that is beyond the level from the start gives (0, 0).
    """
    beyond = sign * y > sign * level
    if not beyond.any():
        return None
    j = int(np.argmax(beyond))
    if j == 0:
        return 0, 0.0
    i = 2 * ((j - 1) // 2)
    three = y[i : i + 3]
    if log and three.min() > 0 and level > 0:
        three, level = np.log(three), np.log(level)
    a, b, c = three - level
    half = 0.5 * ((j - 1) % 2)
    # a + u (4b - 3a - c) + u² (2a - 4b + 2c) = 0, and u in the half in which the level is passed
    linear, square = 4 * b - 3 * a - c, 2 * (a - 2 * b + c)
    root = np.sqrt(max(linear**2 - 4 * square * a, 0.0))
    q = -0.5 * (linear + np.copysign(root, linear))
    roots = [
        u for u in (q / square if square else np.nan, a / q if q else np.nan) if half - 1e-9 <= u <= half + 0.5 + 1e-9
    ]
    return i, float(min(max(min(roots, default=half), half), half + 0.5))


def _crossing(t: np.ndarray, y: np.ndarray, level: float, sign: float, log: bool) -> float:
    found = crossing_at(t, y, level, sign, log)
    if found is None:
        return np.nan
    i, u = found
    return float(t[i] + u * (t[i + 2] - t[i]))
