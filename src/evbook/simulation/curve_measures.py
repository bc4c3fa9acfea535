"""Measures of a curve model: found on the curve itself, not between the points that it is drawn through.

The points of the axis only say where to look: which interval holds the first crossing, which points stand beside the
greatest value.  There

* ``at`` is the value of the curve at that very point;
* ``first_above`` and ``first_below`` are found by halving the interval 50 times, so that the last digits of the axis
  are right, also where the curve jumps;
* ``max``, ``min``, ``where_max`` and ``where_min`` are found by golden section to 1e-9 of the interval (but where a
  curve is flat at its top, rounding hides where that is: a place is good to about 1e-8);
* ``area`` and ``mean`` are Simpson's rule.

A value may be infinite: a time that is never over.  A measure that would be infinite is NaN, as is one of a curve with
a point that is not a number.  The browser does the same (``numerics/curve-measures.js``).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from evbook.declaration import Declaration, Measure
from evbook.derive.numpy import functions
from evbook.derive.system import System

HALVINGS, SECTIONS = 50, 40
_GOLDEN = (np.sqrt(5.0) - 1) / 2
#: The curve of a member at each of its points: x of shape (members,) or (k, members) to values of that shape.
Curve = Callable[[np.ndarray], np.ndarray]


def curve_of(system: System, measure: Measure, p) -> Curve:
    """The output that a measure is of, as a function of the axis; ``p`` is a list of values or of arrays (members,)."""
    row = [o.name for o in system.declaration.outputs].index(measure.of)
    outputs = functions(system).outputs

    def curve(x: np.ndarray) -> np.ndarray:
        with np.errstate(all="ignore"):
            # as many settings as points: a choice between arrays is made by arrays
            settings = [np.broadcast_to(np.asarray(value, float), np.shape(x)) for value in p]
            return np.broadcast_to(outputs(x, [], settings)[row], np.shape(x))

    return curve


def take_of_curve(kind: str, points: np.ndarray, values: np.ndarray, curve: Curve, level: np.ndarray) -> np.ndarray:
    """Return the measure ``kind`` of each member, shape (members,).

    ``values`` (k, members) are those at ``points`` (k,); ``level`` (members,) is the threshold of ``first_above`` and
    ``first_below``, or the point of ``at``.
    """
    with np.errstate(all="ignore"):
        if kind == "at":
            found = np.where((points[0] <= level) & (level <= points[-1]), curve(level), np.nan)
        elif kind in ("first_above", "first_below"):
            found = _first(points, values, curve, level, 1.0 if kind == "first_above" else -1.0)
        elif kind in ("area", "mean"):
            width = np.diff(points)[:, None]
            middles = (points[:-1] + points[1:])[:, None] / 2
            between = curve(np.broadcast_to(middles, (len(middles), len(level))))
            found = np.sum(width / 6 * (values[:-1] + 4 * between + values[1:]), axis=0)
            found = found / (points[-1] - points[0]) if kind == "mean" else found
        elif kind == "final":
            found = values[-1]
        else:
            place, best = _extreme(points, values, curve, 1.0 if kind.endswith("max") else -1.0)
            found = np.where(np.isfinite(best), place, np.nan) if kind.startswith("where") else best
        return np.where(np.isfinite(found) & ~np.isnan(values).any(axis=0), found, np.nan)


def _first(points, values, curve: Curve, level, sign: float) -> np.ndarray:
    """The first point of the axis beyond the level."""
    beyond = sign * values > sign * level
    first = beyond.argmax(axis=0)
    low, high = points[np.maximum(first - 1, 0)], points[first]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        now = sign * curve(middle) > sign * level
        low, high = np.where(now, low, middle), np.where(now, middle, high)
    return np.where(beyond.any(axis=0), high, np.nan)


def _extreme(points, values, curve: Curve, sign: float) -> tuple[np.ndarray, np.ndarray]:
    """Where the curve is greatest (least, for sign -1), and how much it is there."""
    members = np.arange(values.shape[1])
    top = (sign * values).argmax(axis=0)
    a, b = points[np.maximum(top - 1, 0)], points[np.minimum(top + 1, len(points) - 1)]
    c, d = b - _GOLDEN * (b - a), a + _GOLDEN * (b - a)
    of_c, of_d = sign * curve(c), sign * curve(d)
    for _ in range(SECTIONS):
        left = of_c >= of_d
        a, b = np.where(left, a, c), np.where(left, d, b)
        new = np.where(left, b - _GOLDEN * (b - a), a + _GOLDEN * (b - a))
        of_new = sign * curve(new)
        c, d = np.where(left, new, d), np.where(left, c, new)
        of_c, of_d = np.where(left, of_new, of_d), np.where(left, of_c, of_new)
    place, best = np.where(of_c >= of_d, c, d), np.maximum(of_c, of_d)
    drawn = sign * values[top, members]
    better = best > drawn
    return np.where(better, place, points[top]), sign * np.where(better, best, drawn)


def measures_of_curve(declaration: Declaration, system: System, p, points, curves: dict, levels: dict) -> dict:
    """Every measure of one curve model; ``curves`` maps outputs to arrays (k,), ``levels`` measures to numbers."""
    found = {}
    for m in declaration.measures:
        level = np.array([levels[m.name]])
        curve = curve_of(system, m, p)
        found[m.name] = float(take_of_curve(m.take, points, np.asarray(curves[m.of])[:, None], curve, level)[0])
    return found
