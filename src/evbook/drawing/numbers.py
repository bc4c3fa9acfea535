"""Numbers, ranges and units in the words of a page; plain Unicode, the same in HTML and in text."""

from __future__ import annotations

import math
import re

from evbook.drawing.words import factor_text, number_text

_PLURALS = {"cell": "cells", "day": "days", "hour": "hours", "vesicle": "vesicles"}


def number(value: float, digits: int = 4) -> str:
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


def between(low: float, high: float, digits: int = 4) -> str:
    """Return a range in words: ``0.1 to 0.5``."""
    return f"{number(low, digits)} to {number(high, digits)}"


def unit(text: str, value: float = 2) -> str:
    """Return a declared unit in words: ``1/(cell day)`` gives ``per cell per day``, ``um**2/s`` gives ``µm² per s``.

    A bare number has none.  What is counted is in the plural unless ``value`` is 1.
    """
    found = re.fullmatch(r"([^/()]+?)(?:/(?:\(([^()]+)\)|([^/()]+)))?", text.strip())
    if not found:
        return text
    top, several, single = found.groups()
    below = several.split() if several else ([single.strip()] if single else [])
    above = " ".join(map(factor_text, top.split()))
    counted = "" if top == "1" else (above if value == 1 else _PLURALS.get(top, above))
    return " ".join([counted, *(f"per {factor_text(name)}" for name in below)]).strip()


def quantity(value: float, of_unit: str, digits: int = 4) -> str:
    """Return a number with its unit in words."""
    said = number(value, digits)
    return f"{said} {unit(of_unit, 1 if said == '1' else 2)}".strip()
