"""Numbers and units as people read them; the browser says the same (``frontend/src/format/numbers.js``)."""

from __future__ import annotations

import math
import re

from evbook.drawing.axes import power_text

#: Units that are words, with their plurals; "per" stands before such a thing, and where nothing stands above.
_WORDS = {"cell": "cells", "day": "days", "hour": "hours", "min": "min", "molecule": "molecules", "EV": "EV"}
_SYMBOLS = {"um": "µm", "ug": "µg", "umol": "µmol", "uM": "µM"}
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def _shortest(value: float) -> str:
    """The shortest decimal text of a number, without an exponent."""
    text = f"{value:.15f}".rstrip("0").rstrip(".") if abs(value) < 1e-4 else repr(float(value)).removesuffix(".0")
    return text.replace("-", "−")


def number_text(value: float, digits: int = 3) -> str:
    """A number to three significant digits; thin spaces in thousands, powers of ten beyond a million."""
    if math.isnan(value):
        return "no number"
    if math.isinf(value):
        return "infinity" if value > 0 else "minus infinity"
    if value == 0:
        return "0"
    if abs(value) >= 999500 or abs(value) < 0.001:
        mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
        return power_text(_shortest(float(mantissa)), int(exponent)).replace("×", "\u00a0×\u00a0")
    whole, _, part = _shortest(float(f"{value:.{digits}g}")).partition(".")
    if len(whole.lstrip("−")) > 4:
        whole = f"{int(whole.replace('−', '-')):,}".replace(",", "\u202f").replace("-", "−")
    return f"{whole}.{part}" if part else whole


def factor_text(factor: str) -> str:
    """One factor of a unit: ``um**3`` is µm³."""
    name, _, exponent = factor.partition("**")
    return _SYMBOLS.get(name, name) + exponent.translate(_RAISED)


def _factors(unit: str) -> tuple[list[str], list[str]]:
    """The factors above and below the line of a unit such as ``molecule/(cell day)``."""
    above, _, below = unit.partition("/")
    return tuple([f for f in re.sub("[()]", "", text).split() if f != "1"] for text in (above, below))


def unit_text(unit: str, value: float = 2) -> str:
    """A unit as people read it: cells per day, mg/L, µm³; what is counted is in the plural unless there is one."""
    above, below = _factors(unit)
    factors = [factor_text(factor) for factor in above]
    if factors and value != 1:
        factors[-1] = _WORDS.get(above[-1], factors[-1])
    over = " ".join(factors)
    if not below:
        return over
    under = [factor_text(factor) for factor in below]
    if not over or any(factor in _WORDS for factor in below):
        return " per ".join([over, *under]).strip()
    return f"{over}/{under[0] if len(under) == 1 else '(' + ' '.join(under) + ')'}"


def unit_is_said(before: str, after: str, unit: str) -> bool:
    """Whether the words around a number already say its unit: "on day {x}", "{x} molecules"."""
    above, _ = _factors(unit)
    if not above:
        return False
    following = re.match(r"\s*([^\W\d_]*)", after)[1]
    if above[0] == "EV" and following in ("vesicle", "vesicles"):
        return True
    return before.rstrip().lower().endswith(above[0].lower()) or following in (above[0], _WORDS.get(above[0]))


def quantity_text(value: float, unit: str, digits: int = 3) -> str:
    """A number with its unit: what is written "1" is one cell, however near to it."""
    said = number_text(value, digits)
    return f"{said} {unit_text(unit, 1 if said == '1' else 2)}".strip()


#: As many letters of labels as the head of a panel has room for on a phone.
_ROOM = 46


def panel_title(labels: list[str], unit: str, log: bool = False) -> str:
    """What stands over a panel: "Closes from, Pays from (nm)", or the unit where the curves are things counted.

    ``unit`` is in words ("cells", "nm" or ""); labels too long for a phone are left to the legend.
    """
    named = ", ".join(dict.fromkeys(labels))
    counted = unit.split(" ")[0] in _WORDS.values()
    scale = ", logarithmic" if log else ""
    whole = (f"{named} ({unit})" if unit else named) + scale
    return whole if len(whole) <= _ROOM and not counted else (unit or "a number without unit") + scale


def axis_title(label: str, unit: str, log: bool = False) -> str:
    """What stands along an axis: "Line tension (pN)", with the unit unless the label says it."""
    said = not unit or unit.lower() in label.lower() or " per " in label
    return f"{label}{'' if said else f' ({unit})'}{', logarithmic' if log else ''}"


def wrapped(text: str, room: int) -> list[str]:
    """Return a text in lines of at most ``room`` letters, longer words whole."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
