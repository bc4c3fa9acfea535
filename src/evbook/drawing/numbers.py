"""Numbers, ranges and units on a page of the book: as the live model writes them, to one digit more.

How a number and a unit are written stands in :mod:`evbook.drawing.words`, for both languages at once.
"""

from __future__ import annotations

import math

from evbook.drawing.words import number_text, quantity_text

#: Significant digits of a number on a page.
DIGITS = 4


def number(value: float, digits: int = DIGITS) -> str:
    """Return ``value`` to ``digits`` significant digits: ``0.1245``, ``13 000``, ``2 × 10⁻⁹``."""
    return number_text(value, digits)


def outward(low: float, high: float, digits: int = 1) -> tuple[float, float]:
    """Return the range widened to ``digits`` significant digits at each end: (0.13, 0.42) gives (0.1, 0.5)."""

    def widened(value: float, towards) -> float:
        if value == 0:
            return 0.0
        step = 10.0 ** (math.floor(math.log10(abs(value))) - digits + 1)
        return float(f"{towards(round(value / step, 9)) * step:.{digits}g}")

    return widened(low, math.floor), widened(high, math.ceil)


def between(low: float, high: float, digits: int = DIGITS) -> str:
    """Return a range in words: ``0.1 to 0.5``."""
    return f"{number(low, digits)} to {number(high, digits)}"


def quantity(value: float, of_unit: str, digits: int = DIGITS) -> str:
    """Return a number with its unit in words."""
    return quantity_text(value, of_unit, digits)
