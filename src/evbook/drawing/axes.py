"""Axes: the range that is declared, widened in 1-2-5 steps, and at most a handful of ticks.

The browser draws the same axes (``frontend/src/figure/axes.js``); a test holds the two against each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


@dataclass(frozen=True)
class Axis:
    """A numeric axis from ``low`` to ``high``, in the unit of the data."""

    low: float
    high: float
    log: bool = False

    def __post_init__(self):
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise ValueError(f"An axis needs two finite ends in rising order, not {self.low} and {self.high}.")
        if self.log and self.low <= 0:
            raise ValueError(f"A logarithmic axis must begin above zero, not at {self.low}.")

    def share(self, value: float) -> float:
        """Where a value lies: 0 at the low end, 1 at the high end, NaN where it cannot be drawn."""
        if self.log:
            if not value > 0:
                return math.nan
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def ticks(self, count: int) -> list[tuple[float, str]]:
        """Values and texts of at most about ``count`` ticks."""
        return _decades(self, count) if self.log else _steps(self, count)

    def __str__(self) -> str:
        return f"{'log' if self.log else 'linear'} {self.low!r} {self.high!r}"


@dataclass(frozen=True)
class Categories:
    """An axis of named places, the first at the top (or the left)."""

    names: tuple[str, ...]

    def share(self, place: float) -> float:
        """The middle of place 0, 1, … from the far end, so that the first name is drawn at the top."""
        return 1 - (place + 0.5) / len(self.names)

    def ticks(self, count: int) -> list[tuple[float, str]]:
        """Every name at its place, whatever ``count`` is."""
        return list(enumerate(self.names))


def _tidy(value: float) -> float:
    """Rounding that keeps 1-2-5 numbers exact."""
    return float(f"{value:.12g}")


def nice_above(value: float) -> float:
    """The smallest 1-2-5 number not below a positive value."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(_tidy(lead * power) for lead in (1, 2, 5, 10, 20) if _tidy(lead * power) >= value)


def nice_below(value: float) -> float:
    """The largest 1-2-5 number not above a positive value."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(_tidy(lead * power) for lead in (10, 5, 2, 1, 0.5) if _tidy(lead * power) <= value)


def widened(axis: Axis, curves: Iterable[Sequence[float]]) -> Axis:
    """The axis that also holds the curves.

    A logarithmic axis is widened downwards only when a whole curve lies below it: a population that
    dies out leaves through the floor, and the floor stays where the reader knows it.
    """
    finite = [[v for v in curve if math.isfinite(v)] for curve in curves]
    finite = [curve for curve in finite if curve]
    if not finite:
        return axis
    least, most = min(map(min, finite)), max(map(max, finite))
    low, high = axis.low, axis.high
    if most > high:
        high = nice_above(most) if most > 0 else 0.0
    if axis.log:
        lowest = min((top for top in map(max, finite) if top > 0), default=low)
        if lowest < low:
            low = nice_below(lowest / 2)
    elif least < low:
        low = -nice_above(-least) if least < 0 else 0.0
    return replace(axis, low=low, high=high)


def spanning(values: Iterable[float], *, log: bool = False) -> Axis:
    """An axis for data without a declared range: 1-2-5 ends, from zero where zero is near."""
    finite = [v for v in values if math.isfinite(v) and (v > 0 or not log)]
    if not finite:
        return Axis(0.1, 1.0, log=True) if log else Axis(0.0, 1.0)
    least, most = min(finite), max(finite)
    if log:
        low, high = nice_below(least), nice_above(most)
        return Axis(low, high if high > low else low * 10, log=True)
    if least >= 0:
        return Axis(0.0, nice_above(most) if most > 0 else 1.0)
    return Axis(-nice_above(-least), nice_above(most) if most > 0 else 0.0)


def power_text(mantissa: str, exponent: int) -> str:
    """``2×10⁶``; a mantissa of one is left out."""
    return ("" if mantissa == "1" else f"{mantissa}×") + "10" + str(exponent).translate(_SUPERSCRIPT)


def _plain(value: float) -> str:
    return f"{float(f'{value:.6g}'):.15g}"


def tick_text(value: float, exponent: int) -> str:
    """The text of a tick; powers of ten when ``exponent`` (of the whole axis) is beyond -3 to 4."""
    if value == 0:
        return "0"
    if exponent >= 5 or exponent <= -4:
        own = math.floor(math.log10(abs(value)) + 1e-9)
        return power_text(_plain(value / 10.0**own), own).replace("-", "−")
    return _plain(value).replace("-", "−")


def _decades(axis: Axis, count: int) -> list[tuple[float, str]]:
    first = math.ceil(math.log10(axis.low) - 1e-9)
    last = math.floor(math.log10(axis.high) + 1e-9)
    if last - first < 2:
        return _thirds(axis, first - 1, last)
    stride = math.ceil((last - first + 1) / (count + 1))
    style = 9 if first < -3 or last > 4 else 0
    values = [_tidy(10.0**exponent) for exponent in range(first, last + 1, stride)]
    return [(value, tick_text(value, style)) for value in values]


def _thirds(axis: Axis, first: int, last: int) -> list[tuple[float, str]]:
    """1-2-5 ticks of an axis that spans few decades."""
    values = [_tidy(lead * 10.0**exponent) for exponent in range(first, last + 1) for lead in (1, 2, 5)]
    least, largest = (math.floor(math.log10(end) + 1e-9) for end in (axis.low, axis.high))
    inside = [v for v in values if axis.low * (1 - 1e-9) <= v <= axis.high * (1 + 1e-9)]
    return [(value, tick_text(value, least if least <= -4 else largest)) for value in inside]


def _steps(axis: Axis, count: int) -> list[tuple[float, str]]:
    span = axis.high - axis.low
    step = nice_above(span / count)
    exponent = math.floor(math.log10(max(abs(axis.low), abs(axis.high))) + 1e-9)
    first = math.ceil(axis.low / step - 1e-9)
    last = math.floor((axis.high + 1e-9 * span) / step)
    values = [_tidy(i * step) for i in range(first, last + 1)]
    return [(value, tick_text(value, exponent)) for value in values]
