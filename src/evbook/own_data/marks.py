"""Decimal marks and marks between thousands: what 2,319 means, decided by the table or not at all.

A number tells by itself what its mark is when the mark stands before anything but three digits (192,5),
behind a zero or more than three digits (0,192; 1234,567), when there are two marks (2.319,0) or one twice
(1,234,567), or when a power of ten follows (2,319e3).  Where every mark of a table stands before exactly
three digits, nobody can know, and the reader is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

DECIMAL, GROUPED = "decimal", "grouped"


@dataclass(frozen=True)
class Reading:
    """The digits of a number, read: ``value``, or both ``decimal`` and ``grouped`` where either may be meant."""

    value: float | None = None
    mark: str = ""
    use: str = ""
    decimal: float | None = None
    grouped: float | None = None


def reading_of(number: str, exponent: int | None) -> Reading | None:
    """Read the digits of a number; None where its marks make no sense."""
    number = number.replace("٬", "'")
    if "٫" in number:
        bare = number.replace("'", "").replace(",", "")
        return Reading(float(bare.replace("٫", "."))) if bare.count("٫") == 1 and "." not in bare else None
    spaced = re.fullmatch(r"(\d{1,3}(?:['’  _]\d{3})+)([.,]\d+)?", number)
    if spaced:
        whole = re.sub(r"\D", "", spaced[1])
        if spaced[2]:
            return Reading(float(f"{whole}.{spaced[2][1:]}"), spaced[2][0], DECIMAL)
        return Reading(float(whole))
    if re.fullmatch(r"\d+", number):
        return Reading(float(number))
    if re.search(r"[^\d.,]", number):
        return None
    marks = [letter for letter in number if letter in ".,"]
    last = marks[-1]
    if len(set(marks)) == 2:
        groups = r"\d{1,3}(?:X\d{3})+|\d{1,2}(?:X\d{2})*X\d{3}".replace("X", re.escape("," if last == "." else "."))
        match = re.fullmatch(rf"({groups}){re.escape(last)}(\d*)", number)
        return Reading(float(f"{re.sub(r'[.,]', '', match[1])}.{match[2] or 0}"), last, DECIMAL) if match else None
    if len(marks) > 1:
        escaped = re.escape(last)
        whole = re.fullmatch(rf"\d{{1,3}}(?:{escaped}\d{{3}})+|\d{{1,2}}(?:{escaped}\d{{2}})+{escaped}\d{{3}}", number)
        return Reading(float(re.sub(r"[.,]", "", number)), last, GROUPED) if whole else None
    left, right = number.split(last)
    decimal = float(f"{left or 0}.{right or 0}")
    if right == "":
        return Reading(decimal)
    if len(right) != 3 or len(left) > 3 or left == "" or left.startswith("0") or exponent is not None:
        return Reading(decimal, last, DECIMAL)
    return Reading(None, last, "", decimal, float(left + right))


@dataclass
class Evidence:
    """What the numbers of a column, or of a table, tell of each mark."""

    uses: dict[str, set[str]] = field(default_factory=dict)

    def take(self, reading: Reading) -> None:
        """Note what one number tells."""
        if reading.use:
            self.uses.setdefault(reading.mark, set()).add(reading.use)

    def use_of(self, mark: str) -> str:
        """What a mark is by this evidence; "" where it does not say, or says both."""
        mine, other = self.uses.get(mark, set()), self.uses.get("." if mark == "," else ",", set())
        if len(mine) == 1 and not (mine == {DECIMAL} and DECIMAL in other):
            return next(iter(mine))
        if not mine and len(other) == 1:
            return GROUPED if other == {DECIMAL} else DECIMAL
        return ""


def settled(mark: str, column: Evidence, table: Evidence, answer: str | None, scaled: bool = False) -> str:
    """What a mark before three digits is in a column; "" where the reader must say.

    ``scaled`` says that commas part the cells and that the heading counts in thousands or more (10^6 cells): a
    point there is a decimal mark, for such a heading is written to have no thousands to mark.
    """
    if answer:
        return DECIMAL if mark == answer else GROUPED
    if all(DECIMAL in table.uses.get(one, ()) for one in ".,"):
        return ""
    return column.use_of(mark) or table.use_of(mark) or (DECIMAL if scaled and mark == "." else "")
