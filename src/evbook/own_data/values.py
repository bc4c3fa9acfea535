"""The numbers of a column: marks, units in cells, limits, missing codes, clocks and dates."""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass

import numpy as np

from evbook.own_data.cells import Cell
from evbook.own_data.grid import _many, _short
from evbook.own_data.marks import DECIMAL, Evidence, reading_of, settled
from evbook.own_data.records import Answers, Question
from evbook.own_data.told import Read
from evbook.own_data.units import Unit, factor_between, time_unit_of, unit_of
from evbook.own_data.words import listed, plain

#: Numbers that stand for "nothing was measured" in some tables, as they are written there.
_CODE = re.compile(r"^(?:[-−]9(?:\.0)?|[-−]9{2,6}(?:\.[09])?|9{3,6}(?:\.0)?)$")
#: What is told one by one; the rest is counted.
_TOLD = 3


@dataclass
class Numbers:
    """The numbers of a column, in the file's unit, with what was found of units, limits and spreads."""

    values: np.ndarray
    censored: np.ndarray
    limits: np.ndarray
    unit: Unit | None
    spreads: np.ndarray | None = None


def evidence_of(reads: list[Read]) -> dict[str, Evidence]:
    """What the numbers of each column tell of marks; under "" what those of all tell together."""
    found = {"": Evidence()}
    for read in reads:
        own = found.setdefault(read.raw.letter, Evidence())
        if read.kind != "number" or read.role in ("ignored", "arm", "subject", "replicate"):
            continue
        for cell in read.cells:
            for digits in (cell.number, cell.spread) if cell.kind == "number" else ():
                reading = reading_of(digits, cell.exponent) if digits else None
                if reading is not None:
                    own.take(reading)
                    found[""].take(reading)
    return found


class Reader:
    """Turns the cells of one column into numbers, gathering remarks and questions on the way."""

    def __init__(self, read: Read, evidence: dict[str, Evidence], separator: str, answers: Answers, rows: list[int]):
        self.read, self.evidence, self.answers, self.rows = read, evidence, answers, rows
        unit = read.raw.heading.unit
        self.scaled = separator == "," and unit is not None and unit.factor >= 1000
        self.remarks: list[str] = []
        self.questions: list[Question] = []

    def numbers(self) -> Numbers:
        """The numbers of the column."""
        if self.read.kind == "date":
            return self._dates()
        if self.read.kind == "clock":
            return self._clocks()
        return self._plain()

    def ask(self, sentence: str, option: str, choices: tuple[str, ...] = ()) -> None:
        self.questions.append(Question(f"{self.read.told}: {sentence}", option, self.read.raw.letter, choices))

    def _told(self, found: list[tuple[int, str]], words: str) -> None:
        """Say of some cells what was made of them."""
        if found:
            shown = ", ".join(f"“{_short(text)}” in row {row}" for row, text in found[:_TOLD])
            more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
            self.remarks.append(f"{self.read.told}: {shown}{more} {words}.")

    def _one(self, cell: Cell, digits: str) -> float | str | None:
        """The value of a cell's digits; the mark in doubt where it cannot be told, None where it is no number."""
        reading = reading_of(digits, cell.exponent)
        if reading is None:
            return None
        value = reading.value
        if value is None:
            own = self.evidence.get(self.read.raw.letter, Evidence())
            use = settled(reading.mark, own, self.evidence[""], self.answers.decimal, self.scaled)
            if not use:
                return reading.mark
            value = reading.decimal if use == DECIMAL else reading.grouped
        elif self.answers.decimal and reading.use == DECIMAL and reading.mark != self.answers.decimal:
            raise ValueError(
                f"{self.read.told}: “{_short(cell.text)}” cannot be read with “{self.answers.decimal}” as the "
                f"decimal mark."
            )
        return value * 10.0 ** (cell.exponent or 0) if cell.exponent else value

    def _plain(self) -> Numbers:
        read, count = self.read, len(self.read.cells)
        values, spreads = np.full(count, np.nan), np.full(count, np.nan)
        censored, limits = np.zeros(count, int), np.full(count, np.nan)
        told: dict[str, list[tuple[int, str]]] = {key: [] for key in ("text", "flag", "infinite", "bad", "unit")}
        doubtful: dict[str, str] = {}
        unit, scales = self._unit_in_cells(told)
        below_any, undetermined = [], []
        for i, cell in enumerate(read.cells):
            row = self.rows[i] if i < len(self.rows) else i + 1
            if cell.text.strip() in {str(code) for code in self.answers.missing}:
                continue
            if cell.kind == "number":
                value = self._one(cell, cell.number)
                if value is None:
                    told["bad"].append((row, cell.text))
                elif isinstance(value, str):
                    doubtful.setdefault(value, cell.number)
                elif scales[i] is None:
                    continue
                else:
                    value *= cell.sign * scales[i]
                    if not math.isfinite(value):
                        told["infinite"].append((row, cell.text))
                    elif cell.side:
                        censored[i], limits[i] = (-1 if cell.side == "<" else 1), value
                    else:
                        values[i] = value
                if cell.spread:
                    spread = self._one(cell, cell.spread)
                    spreads[i] = spread * scales[i] if isinstance(spread, float) and scales[i] is not None else np.nan
                if cell.flag:
                    told["flag"].append((row, cell.text))
            elif cell.kind in ("below", "above"):
                censored[i] = -1 if cell.kind == "below" else 1
                below_any.append((i, row, cell.text))
            elif cell.kind == "undetermined":
                undetermined.append((i, row, cell.text))
            elif cell.kind == "infinite":
                told["infinite"].append((row, cell.text))
            elif cell.kind not in ("missing", "empty"):
                told["text"].append((row, cell.text))
        if read.role == "time" and told["text"]:
            row, text = told["text"][0]
            self.ask(
                f"“{_short(text)}” in row {row} is no time ({_many(len(told['text']), 'cell')} of this "
                f"kind).  What time is it?  "
                "Write it as a number; until then these rows have no time.",
                "time",
            )
        else:
            self._told(told["text"], "is no number and counts as not measured")
        self._told(told["bad"], "has marks that make no number and counts as not measured")
        self._told(told["infinite"], "is infinite, which no measurement is, and counts as not measured")
        self._told(told["flag"], "is read as its number; what stands beside it is not explained by the table")
        for mark, example in doubtful.items():
            reading = reading_of(example, None)
            self.ask(
                f"every “{mark}” stands before exactly three digits, so “{example}” may be "
                f"{reading.decimal:.3f} or "
                f"{reading.grouped:.0f}.  Which is the decimal mark, “.” or “,”?",
                "decimal",
                (".", ","),
            )
        self._limits(below_any, undetermined, censored, limits)
        self._codes(values)
        return Numbers(values, censored, limits, unit, spreads if np.isfinite(spreads).any() else None)

    def _unit_in_cells(self, told) -> tuple[Unit | None, list[float | None]]:
        """The unit of a column, from its heading or its cells, and the factor of each cell's number to be in it."""
        heading, cells = self.read.raw.heading, self.read.cells
        given = self.answers.of(self.answers.units, self.read.raw)
        unit = heading.unit
        if given is not None:
            unit = (time_unit_of(given) if self.read.role == "time" else None) or unit_of(given)
            if unit is None and given:
                raise ValueError(f"{self.read.told}: “{given}” is no unit that is known here.")
        scales: list[float | None] = [1.0] * len(cells)
        written = [cell.unit for cell in cells]
        if not any(written):
            return unit, scales
        for i, text in enumerate(written):
            # "1.5 million" is a number in words, and not in a unit.
            power = unit_of(text) if text and text.isalpha() else None
            if power and power.label == "1" and power.factor != 1.0:
                scales[i], written[i] = power.factor, ""
        if not any(written):
            return unit, scales
        numbers = [i for i, cell in enumerate(cells) if cell.kind == "number"]
        found = {
            text: (time_unit_of(text) if self.read.role == "time" else None) or unit_of(text)
            for text in set(written)
            if text
        }
        strange = {
            text for text, one in found.items() if one is None or (unit is None and text in ("k", "K", "M", "G", "m"))
        }
        if strange:
            at = [(self.rows[i], cells[i].text) for i in numbers if written[i] in strange]
            self.ask(
                f"“{_short(at[0][1])}” in row {at[0][0]} has behind its number what is no unit known here.  "
                f"Mend the cells, or leave the column out.",
                "roles",
                ("ignored",),
            )
            for i in numbers:
                if written[i] in strange:
                    scales[i] = None
        known = [one for one in (found[written[i]] for i in numbers if written[i] and written[i] not in strange)]
        if not known:
            return unit, scales
        bare = [i for i in numbers if not written[i]]
        if unit is None:
            unit = known[0]
            if bare:
                self.ask(
                    f"some numbers have the unit “{known[0].label}” and some have none.  In what unit are the others?",
                    "units",
                )
                for i in bare:
                    scales[i] = None
        for i in numbers:
            if written[i] and written[i] not in strange:
                factor = factor_between(found[written[i]], unit)
                if factor is None:
                    self.ask(
                        f"“{_short(cells[i].text)}” cannot be turned into {unit.label}.  In what unit is the column?",
                        "units",
                    )
                    scales[i] = None
                else:
                    scales[i] = factor * found[written[i]].factor / unit.factor
        if len({one.label for one in known}) > 1:
            self.remarks.append(f"{self.read.told}: its cells have several units; all are turned into {unit.label}.")
        return unit, scales

    def _limits(self, below, undetermined, censored, limits) -> None:
        """Give the limit to cells that say only on which side of one they lie."""
        stated = {float(limit) for limit, side in zip(limits, censored, strict=True) if np.isfinite(limit) and side < 0}
        low = [one for one in below if censored[one[0]] < 0]
        limit = (
            self.answers.limit if self.answers.limit is not None else next(iter(stated)) if len(stated) == 1 else None
        )
        if undetermined and "nd" not in {str(code).lower().replace(".", "") for code in self.answers.missing}:
            if self.answers.limit is not None:
                low = low + undetermined
                for i, _, _ in undetermined:
                    censored[i] = -1
            else:
                shown = undetermined[0]
                self.ask(
                    f"“{shown[2]}” in row {shown[1]} may mean “not detected” (below a limit) or “not "
                    f"determined” (not measured).  "
                    "Which, and what is the limit?",
                    "limit",
                )
        if low and limit is not None:
            for i, _, _ in low:
                limits[i] = limit
            if self.answers.limit is None:
                self._told(
                    [(row, text) for _, row, text in low],
                    f"is taken as below {limit:g}, the limit that the column states",
                )
        elif low:
            self.ask(
                f"“{low[0][2]}” in row {low[0][1]} says below a limit that the column does not state.  What is "
                f"the limit?",
                "limit",
            )
        high = [one for one in below if censored[one[0]] > 0]
        self._told([(row, text) for _, row, text in high], "is above what could be measured and counts as not measured")
        for side in ("below", "above"):
            count = int(np.sum((censored < 0 if side == "below" else censored > 0) & np.isfinite(limits)))
            if count:
                self.remarks.append(
                    f"{self.read.told}: {_many(count, 'measurement')} {side} a limit {'is' if count == 1 else 'are'} "
                    f"kept as {side} it, without a value."
                )

    def _codes(self, values) -> None:
        """Numbers that may stand for nothing measured, asked about and withheld."""
        if self.read.role not in ("value", "sd", "sem", "time"):
            return
        written = [cell.kind == "number" and bool(_CODE.match(cell.text.strip())) for cell in self.read.cells]
        finite = values[np.isfinite(values)]
        negative = finite[finite < 0]
        found = {float(value) for value, code in zip(values, written, strict=True) if code and np.isfinite(value)}
        suspects = {value for value in found if value < 0}
        if not (suspects and all(value in suspects for value in negative) and len(finite) > len(negative)):
            suspects = {
                v
                for v in found
                if v == finite.max() and len(finite) > 1 and np.any(finite != v) and v > 5 * np.max(finite[finite != v])
            }
        for code in sorted(suspects):
            if self.read.role == "time" and code > -90:
                continue
            at = [i for i, v in enumerate(values) if v == code]
            if "measured" in self.answers.missing:
                continue
            self.ask(
                f"{code:g} stands in {_many(len(at), 'cell')} and is unlike all other numbers.  Does it mean “not "
                f"measured”?",
                "missing",
                (f"{code:g}", "measured"),
            )
            values[at] = np.nan

    def _clocks(self) -> Numbers:
        read = self.read
        short = [cell for cell in read.cells if cell.kind == "clock" and cell.parts == 2]
        told = read.raw.heading.clock or ("" if self.answers.clock is None else self.answers.clock)
        values = np.array([cell.seconds / 3600 if cell.kind == "clock" else np.nan for cell in read.cells])
        unit = unit_of("h")
        if short and len(short) == sum(cell.kind == "clock" for cell in read.cells):
            if not told:
                self.ask(
                    f"“{short[0].text}” may be hours and minutes or minutes and seconds.  Which?",
                    "clock",
                    ("h:m", "m:s"),
                )
                values[:] = np.nan
            elif told.startswith("m"):
                unit = unit_of("min")
        finite = values[np.isfinite(values)]
        if len(finite) > 1 and np.any(np.diff(finite) < 0) and np.all(finite < 24):
            self.ask(
                "the clock goes back between two rows: perhaps midnight passed.  Give dates too, or the time "
                "since the start.",
                "roles",
                ("ignored",),
            )
            values[:] = np.nan
        elif len(finite):
            self.remarks.append(
                f"{read.told}: times of the clock are read in {unit.label}{'s' if unit.label == 'hour' else ''}."
            )
        return Numbers(values, np.zeros(len(values), int), np.full(len(values), np.nan), unit)

    def _dates(self) -> Numbers:
        read = self.read
        cells = [cell if cell.kind == "date" else None for cell in read.cells]
        order = self.answers.dates
        loose = [cell for cell in cells if cell is not None and cell.date[3] == "?"]
        if loose and order is None:
            pointed = any("." in cell.text for cell in loose)
            if any(cell.date[1] > 12 for cell in loose) or pointed:
                order = "day first"
            elif any(cell.date[2] > 12 for cell in loose):
                order = "month first"
        values = np.full(len(cells), np.nan)
        empty = np.zeros(len(cells), int), np.full(len(cells), np.nan)
        if loose and order is None:
            self.ask(
                f"“{loose[0].text}” may have the day first or the month first.  Which?",
                "dates",
                ("day first", "month first"),
            )
            return Numbers(values, *empty, unit_of("day"))
        days = []
        for cell in cells:
            try:
                days.append(None if cell is None else (_day(cell, order), cell.seconds))
            except ValueError:
                days.append(None)
        start = min(day for day in days if day is not None)
        first = next(cell.text for cell, day in zip(cells, days, strict=True) if day == start)
        values = np.array([np.nan if day is None else day[0] - start[0] + (day[1] - start[1]) / 86_400 for day in days])
        self.remarks.append(f"{read.told}: dates are read as days since the first one, {first}.")
        return Numbers(values, *empty, unit_of("day"))


def _day(cell: Cell, order: str | None) -> int:
    """A date as a number of days."""
    year, a, b, kind = cell.date
    month, day = (a, b) if kind == "ymd" or order == "month first" else (b, a)
    return datetime.date(year, month, day).toordinal()


def serial_dates(read: Read) -> bool:
    """Whether a column of dates holds the numbers by which spreadsheets count days."""
    if plain(read.raw.heading.name) not in listed("date_names") or read.kind != "number":
        return False
    digits = [cell.number for cell in read.cells if cell.kind == "number"]
    return bool(digits) and all(
        len(one.split(".")[0].split(",")[0]) == 5 and 20_000 < float(one.replace(",", ".")) < 80_000 for one in digits
    )
