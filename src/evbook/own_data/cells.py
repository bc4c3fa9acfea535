"""One cell of a reader's table: a number, something that says there is none, a time of the clock, or text.

What a mark within a number means (2,319) is not decided here, for a cell does not know its neighbours: see
:mod:`evbook.own_data.marks`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from evbook.own_data.units import time_unit_of, unit_of
from evbook.own_data.words import listed, words

#: Kinds of cells that stand where a number may stand.
NUMERIC = ("number", "missing", "undetermined", "below", "above", "infinite", "clock", "date")

_MOST_LETTERS = 80
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_NUMBER = r"\d[\d.,'’٫٬_]*(?:[  ]\d{3}(?!\d)[\d.,'’٫٬]*)*|[.,٫]\d+"
_EXPONENT = (
    r"(?:\s?[eE]([+-]?\d{1,3})(?![\d.,])|\s?(?:[×x*·]|\\times)\s?10\s?(?:\^|\*\*)?\s?\{?([⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]+"
    r"|(?<=\^)[+-]?\d{1,2}|(?<=\*\*)[+-]?\d{1,2}"
    r"|(?<=\^\{)[+-]?\d{1,2})\}?)"
)
_CELL = re.compile(
    rf"^(?P<before>[=~≈≃'`]+|ca\.?\s|c\.\s|approx\.?\s|about\s)?\s*(?P<side><=|>=|<|>|≤|≥)?\s*"
    rf"(?P<currency>[$€£]\s?)?(?P<sign>[+-])?\s?(?P<number>{_NUMBER})(?P<exponent>{_EXPONENT})?"
    rf"(?:\s*(?:±|\+/-|\+-|\+/−)\s*(?P<spread>(?:{_NUMBER})(?:{_EXPONENT})?))?"
    rf"(?P<rest>.*)$"
)
_CLOCK = re.compile(
    r"^(?:(\d+)\s*(?:days?|d|\.)[,\s]*)?(\d{1,4}):([0-5]\d)(?::([0-5]\d(?:[.,]\d+)?))?\s*([aApP][mM])?$"
)
_DATES = (
    re.compile(r"^(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[T\s]+(?P<clock>.+))?$"),
    re.compile(r"^(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}|\d{2})(?:[,\s]+(?P<clock>.+))?$"),
    re.compile(
        r"^(?P<d>\d{1,2})[-/.\s]*(?P<name>[A-Za-zä]{3,9})\.?[-/,.\s]*(?P<y>\d{4}|\d{2})(?:[,\s]+(?P<clock>\d.*))?$"
    ),
    re.compile(
        r"^(?P<name>[A-Za-zä]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})(?:[,\s]+(?P<clock>\d.*))?$"
    ),
)


@dataclass(frozen=True)
class Cell:
    """What one cell says.

    ``kind`` is one of :data:`NUMERIC`, "empty" or "text"; ``number`` the digits of a number with their marks,
    without sign; ``exponent`` the power of ten behind it; ``side`` "<" or ">" where the number is a limit;
    ``unit`` what stands behind it; ``spread`` the digits behind "±"; ``flag`` a mark that says something the
    table does not explain; ``seconds`` of a clock; ``date`` as (year, a, b, order) with order "ymd" or "?".
    """

    text: str
    kind: str
    number: str = ""
    sign: int = 1
    exponent: int | None = None
    side: str = ""
    unit: str = ""
    spread: str = ""
    flag: str = ""
    seconds: float = 0.0
    parts: int = 0
    date: tuple | None = None

    @property
    def numeric(self) -> bool:
        """True where the cell stands where a number may stand."""
        return self.kind in NUMERIC


def western(text: str) -> str:
    """Digits of other scripts as 0 to 9, one kind of space and of minus, and no invisible marks."""
    for zero in words()["zeros"]:
        if any(ord(zero) <= ord(letter) <= ord(zero) + 9 for letter in text):
            text = "".join(chr(48 + ord(x) - ord(zero)) if ord(zero) <= ord(x) <= ord(zero) + 9 else x for x in text)
    text = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]", "", text)
    text = re.sub(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]", " ", text)
    return re.sub(r"[−‒–—﹣－](?=\s?[\d.,])", "-", text).replace("，", ",").replace("．", ".").strip()


@lru_cache(maxsize=65_536)
def cell_of(given: str) -> Cell:
    """Read one cell."""
    # What is longer than any number with its unit is text.
    if len(given) > _MOST_LETTERS:
        return Cell(given, "text" if given.strip() else "empty")
    text = western(given)
    if text == "":
        return Cell(given, "empty")
    lower = text.lower()
    # What the shared list says of a cell as a whole comes before what it looks like.
    for kind in ("undetermined", "below", "above", "infinite", "missing"):
        if lower in listed(kind):
            return Cell(given, kind, sign=-1 if lower.startswith("-") else 1)
    return _clock(given, text) or _date(given, text) or _number(given, _sided(text)) or Cell(given, "text")


def _sided(text: str) -> str:
    """A limit in words as one in signs: "below 0.5", "BLQ (<0.5)", "0.5 (BLQ)" are all "<0.5"."""
    lower = text.lower()
    for sign, said in (("<", r"below|less than|lower than|under|unter"), (">", r"above|more than|greater than|over")):
        match = re.match(rf"(?:{said})\s+(?=[\d.,])", lower)
        if match:
            return sign + text[match.end() :]
    both = re.match(r"^([^\d<≤>≥]+?)\s*[(\[]\s*[<≤]?=?\s*([\d.,].*?)\s*[)\]]$", text)
    if both and both[1].lower() in listed("below"):
        return f"<{both[2]}"
    behind = re.match(r"^(\d\S*)\s*[(\[]?\s*([A-Za-z<][A-Za-z. <]*?)\s*[)\]]?$", text)
    return f"<{behind[1]}" if behind and behind[2].lower() in listed("below") else text


def _clock(given: str, text: str) -> Cell | None:
    match = _CLOCK.match(text)
    if not match:
        return None
    days, first, second, third, half = match.groups()
    hours = float(first)
    if half:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    seconds = float(days or 0) * 86_400 + hours * 3600 + float(second) * 60 + float((third or "0").replace(",", "."))
    return Cell(given, "clock", seconds=seconds, parts=3 if third or days or half else 2)


def _date(given: str, text: str) -> Cell | None:
    for pattern in _DATES:
        match = pattern.match(text)
        if not match:
            continue
        found = match.groupdict()
        year = int(found["y"]) + (0 if len(found["y"]) == 4 else 2000 if int(found["y"]) < 70 else 1900)
        clock = _clock(given, re.sub(r"(Z|[+-]\d\d:?\d\d)$", "", found["clock"] or "")) if found["clock"] else None
        if found["clock"] and clock is None:
            continue
        seconds = clock.seconds if clock else 0.0
        if "a" in found:
            a, b = int(found["a"]), int(found["b"])
            if not (1 <= a <= 31 and 1 <= b <= 31) or (a > 12 and b > 12):
                continue
            return Cell(given, "date", seconds=seconds, date=(year, a, b, "?"))
        month = words()["months"].get(found["name"].lower()[:3]) if "name" in found else int(found["m"])
        if month and 1 <= month <= 12 and 1 <= int(found["d"]) <= 31:
            return Cell(given, "date", seconds=seconds, date=(year, month, int(found["d"]), "ymd"))
    return None


def _exponent(written: str | None) -> int | None:
    if not written:
        return None
    digits = re.search(r"([⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]+|[+-]?\d+)\}?$", written)
    return int(digits[1].translate(_RAISED)) if digits else None


def _number(given: str, text: str) -> Cell | None:
    match = _CELL.match(text)
    if not match:
        return None
    rest = match["rest"].strip()
    flag = (match["before"] or "").strip()
    many = re.match(r"^\(?\s*[nN]\s*=\s*(\d+)\s*\)?$", rest)
    if many:
        rest, flag = "", f"{flag} {rest}".strip()
    tail = re.match(r"^(.*?)\s*([*†‡§#^!?]+|\([^()]*\)|\[[^\[\]]*\])$", rest)
    if tail and not re.fullmatch(r"[\^*]+", rest[:1] + "0"):
        rest, flag = tail[1].strip(), f"{flag} {tail[2]}".strip()
    # Behind a number stands nothing, a unit, or it is no number ("3 mice died", "1-2", "12a").
    if (
        not re.fullmatch(r"(?:%|‰|°?[A-Za-zµμÅ][A-Za-zµμ³²⁻¹/·^. -]*\d?(?:[/^]\S*)?)?", rest)
        or len(rest) > 20
        or rest.count(" ") > 2
    ):
        return None
    if rest and not match["number"][-1].isdigit() and rest[0].isalpha():
        return None
    # "4c" is a name; a letter for thousands or millions is asked about.
    if rest and rest not in ("k", "K", "M", "G", "m", "B") and unit_of(rest) is None and time_unit_of(rest) is None:
        return None
    number = match["number"].rstrip("'’_")
    side = {"≤": "<", "<=": "<", "≥": ">", ">=": ">"}.get(match["side"], match["side"] or "")
    if match["currency"]:
        flag = f"{flag} {match['currency'].strip()}".strip()
    return Cell(
        given,
        "number",
        number=number,
        sign=-1 if match["sign"] == "-" else 1,
        exponent=_exponent(match["exponent"]),
        side=side,
        unit=rest,
        spread=match["spread"] or "",
        flag=flag,
    )
