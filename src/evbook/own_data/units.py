"""Units as people write them, with powers of ten and number words: ``10⁶ cells``, ``particles per mL``, ``day−1``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from evbook.own_data.words import time_words, words

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
#: Units of time that one letter means, in a heading that speaks of time; "m" may be minutes, months or metres.
_LETTERS = {"s": "s", "h": "hour", "d": "day", "j": "day", "w": "week", "y": "year"}


@dataclass(frozen=True)
class Unit:
    """A unit: its name in the book's way of writing, the number before it, and powers of base units.

    A number of the table times ``factor`` is in the unit ``label``; times ``factor * scale`` it is in base
    units.  ``doubt`` is a sentence's end where the power of ten can be read in two ways.
    """

    label: str
    factor: float
    scale: float
    powers: tuple[tuple[str, int], ...]
    doubt: str = ""

    @property
    def is_time(self) -> bool:
        """True for a unit of time alone."""
        return self.powers == (("s", 1),)


def _atom(word: str) -> tuple[str, float, dict[str, int]] | None:
    """One unit without a power: its name, its size in base units, the powers of those."""
    lower = word.lower()
    given = words()
    if len(word) > 1 and lower in time_words() and word not in ("AN", "An", "an", "mn", "Mn", "mes", "Mes"):
        unit = time_words()[lower]
        return unit, given["time_seconds"][unit], {"s": 1}
    if word in ("h", "d", "s"):
        return _LETTERS[word], given["time_seconds"][_LETTERS[word]], {"s": 1}
    named = next(
        (
            given["named"][one]
            for one in (lower, re.sub(r"ies$", "y", lower), re.sub(r"s$", "", lower), re.sub(r"n$", "", lower))
            if one in given["named"] and (len(one) > 1 or word == one)
        ),
        None,
    )
    if named and named[0] in ("1", "%"):
        return named[0], 0.01 if named[0] == "%" else 1.0, {}
    if named:
        word = named[0]
    if word in given["atoms"]:
        return word, 1.0, given["atoms"][word]
    if word.endswith("^3") and named:
        inner = _atom(word[:-2])
        return word, inner[1] ** 3, {name: 3 * power for name, power in inner[2].items()}
    if word[-1:] == "l" and word[-3:] != "mol":
        word = word[:-1] + "L"
    if word.isupper() and len(word) > 1 and lower in given["capitals"]:
        return _atom(lower)
    for prefix, size in given["prefixes"].items():
        rest = word[len(prefix) :]
        if word.startswith(prefix) and rest in given["prefixed"]:
            scale, powers = given["prefixed"][rest]
            return word, size * scale, powers
    return None


_TOKEN = re.compile(
    r"\s*(?:(?P<power>10\s?\^\s?(?:\((?P<inner>[+-]?\d{1,2})\)|\{?(?P<exponent>[+-]?\d{1,2})\}?)"
    r"|(?<![\w.])[eE](?P<bare>[+-]?\d{1,2})(?!\w))"
    r"|(?P<number>\d+(?:[.,]\d+)*(?P<e>[eE][+-]?\d{1,3})?)(?![\d])|(?P<op>[/()])|(?P<times>[*·×]|x(?=\s?\d)))"
    r"|\s*(?P<word>'?000s?|[A-Za-z°%åÅµ][A-Za-z°Åäöüéèêñ]*\.?|%)(?:\s?\^\s?(?:\((?P<into>[+-]?\d{1,2})\)|(?P<to>[+-]?\d{1,2}))"
    r"|(?P<near>-?\d{1,2}))?"
)


def normal(text: str) -> str:
    """A unit's text with plain digits and signs: raised digits behind "^", one kind of minus, u for micro."""
    text = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda match: "^" + match[0].translate(_RAISED), text)
    text = (
        text.replace("**", "^")
        .replace("µ", "u")
        .replace("μ", "u")
        .replace("−", "-")
        .replace("–", "-")
        .replace("⁄", "/")
        .replace("∙", "·")
        .replace("⋅", "·")
        .replace("•", "·")
    )
    text = re.sub(r"\ba\.\s?u\.?", "AU", text, flags=re.IGNORECASE)
    text = re.sub(r"<sup>\s*([+-]?\d+)\s*</sup>", r"^\1", text)
    text = re.sub(r"^\s*(?:in|as)\s+", "", text)
    text = re.sub(r"\b((?:hundred|thousand|[mb]illion)s?|10\^\d+)\s+of\b", r"\1", text, flags=re.IGNORECASE)
    return re.sub(r"\b(?:per|pro|je|par)\b", "/", text, flags=re.IGNORECASE).strip()


@lru_cache(maxsize=4096)
def unit_of(given: str) -> Unit | None:
    """The unit that a text means; None where it means none.

    ``10^6 cells`` is the unit ``cell`` with the factor 1e6; ``ng/10^6 cells`` is ``ng/cell`` with 1e-6.
    """
    text = normal(given)
    if not text or len(text) > 60:
        return None
    if text == "1":
        return Unit("1", 1.0, 1.0, ())
    tokens = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match or match.end() == at:
            return None
        tokens.append(match)
        at = match.end()
        if text[at:].strip() == "":
            break
    found = _Product()
    stack: list[bool] = []
    below = False
    for i, match in enumerate(tokens):
        if match["op"] == "/":
            below = True
            continue
        if match["op"] == "(":
            stack.append(below)
            continue
        if match["op"] == ")":
            if not stack:
                return None
            stack.pop()
            below = False
            continue
        if match["times"]:
            continue
        down = any(stack) or below
        if not found.take(match, -1 if down else 1, tokens[i + 1 :]):
            return None
        # "per 10^6 cells": the number does not end what stands below the line.
        if not stack and not match["number"] and not match["power"]:
            below = False
    found.doubt = found.doubt or _doubt_of(text)
    return found.unit() if not stack else None


def _doubt_of(text: str) -> str:
    """Why the spelling of a unit may mean another number than its digits say; "" where it does not."""
    parted = re.search(r"(?<![\d.,])10 (?:[1-9]|1[0-2])(?!\d)", text)
    if parted:
        return f"“{parted[0]}” may be 10^{parted[0][3:]} whose raised digit was lost"
    many = re.search(r"(?<![\d.,])1[.,]?0{2,}s(?!\w)", text)
    return f"“{many[0]}” may be thousands, or {many[0][:-1]} s" if many else ""


class _Product:
    """What has been gathered of a unit's text."""

    def __init__(self):
        self.factor = self.scale = 1.0
        self.powers: dict[str, int] = {}
        self.names: list[tuple[str, int]] = []
        self.doubt = ""

    def take(self, match, sign: int, following) -> bool:
        if match["power"]:
            self.factor *= 10.0 ** (sign * int(match["inner"] or match["exponent"] or match["bare"]))
            return True
        if match["number"]:
            return self._number(match["number"], match["e"], sign, following)
        word = match["word"].rstrip(".") if match["word"].lower() not in words()["named"] else match["word"]
        power = int(match["into"] or match["to"] or match["near"] or 1)
        if word in ("MM", "UM") and power > 1:
            word = word.lower()
        if word.lower() in words()["powers"]:
            self.factor *= float(words()["powers"][word.lower()]) ** sign
            return True
        atom = _atom(word)
        if atom is None:
            return False
        name, size, powers = atom
        self.scale *= size ** (sign * power)
        for base, one in powers.items():
            self.powers[base] = self.powers.get(base, 0) + one * sign * power
        self.names.append((name, sign * power))
        return True

    def _number(self, digits: str, e: str | None, sign: int, following) -> bool:
        if e:
            mantissa = digits[: -len(e)]
            value = float(mantissa.replace(",", ".")) * 10.0 ** int(e[1:])
            if mantissa == "10":
                self.doubt = f"“{digits}” is 10 × 10^{int(e[1:])} by its letters, and often meant as 10^{int(e[1:])}"
        elif re.fullmatch(r"\d{1,3}(?:,\d{3})+", digits):
            value = float(digits.replace(",", ""))
        elif re.fullmatch(r"\d+(?:\.\d+)?", digits):
            value = float(digits)
            if re.fullmatch(r"10[1-9]|101[0-2]", digits) and any(one["word"] for one in following):
                self.doubt = f"“{digits}” may be 10^{digits[2:]} whose raised digit was lost"
        else:
            return False
        if value <= 0:
            return False
        self.factor *= value**sign
        return True

    def unit(self) -> Unit | None:
        if not self.names and self.factor == 1.0:
            return None
        merged: dict[str, int] = {}
        for name, power in self.names:
            merged[name] = merged.get(name, 0) + power
        over = [_raised(name, power) for name, power in merged.items() if power > 0 and name != "1"]
        under = [_raised(name, -power) for name, power in merged.items() if power < 0 and name != "1"]
        label = " ".join(over) or "1"
        if under:
            label += f"/{under[0]}" if len(under) == 1 else f"/({' '.join(under)})"
        powers = tuple(sorted((name, power) for name, power in self.powers.items() if power))
        return Unit(label, float(f"{self.factor:.12g}"), self.scale, powers, self.doubt)


def _raised(name: str, power: int) -> str:
    """``mm^3`` for mm and 3; a unit of three words' power (cm^3) as it is."""
    if "^" in name:
        base, inner = name.split("^")
        return _raised(base, int(inner) * power)
    return name if power == 1 else f"{name}^{power}"


def time_unit_of(given: str) -> Unit | None:
    """The unit of time that a text means in a heading that speaks of time: letters in any case, points ignored."""
    text = western_unit(given)
    if len(text) == 1 and text in _LETTERS:
        return unit_of(_LETTERS[text])  # "j" are days in French
    if text in time_words() and len(text) > 1:
        return unit_of(time_words()[text])
    found = unit_of(given)
    if not (found and found.is_time):
        found = unit_of(given.lower()) if given.isupper() else found
    return found if found and found.is_time else None


def western_unit(given: str) -> str:
    """A unit's word in lower case, without points and spaces."""
    return re.sub(r"[.\s]", "", given.lower())


def factor_between(given: Unit, wanted: Unit) -> float | None:
    """By what a number in ``given.label`` is multiplied to be in ``wanted.label``; None where it cannot be."""
    if given.powers != wanted.powers:
        return None
    return float(f"{given.scale / wanted.scale:.15g}")
