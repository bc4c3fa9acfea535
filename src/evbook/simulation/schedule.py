"""What is given, and when: the doses and sessions of a model as rows that can be edited.

A row is one kind of dose or session at one size: at ``start``, ``start + every``, …, ``count`` of them.  A
declaration gives each dose and each window one row, whose numbers are expressions in parameters; a reader's own rows
take the place of all of them.  The browser does the same (``schedule.js`` of the front end).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evbook.declaration import Declaration
from evbook.derive.numpy import of_parameters
from evbook.simulation.setting import near

#: Repeats of one row that are looked at, and rows that a reader may write.
MOST_TIMES = 10_000
MOST_ROWS = 40


@dataclass(frozen=True)
class Row:
    """``size`` is the amount of a dose, in the unit of its state, or the duration of a session, in the unit of time."""

    name: str
    start: float
    size: float
    every: float = 0.0
    count: float = 1.0

    @property
    def times(self) -> list[float]:
        """``start``, ``start + every``, …: as many as ``count`` says, rounded up, ten thousand at most."""
        return [self.start + k * self.every for k in range(math.ceil(min(self.count, MOST_TIMES)))]


Rows = Iterable[Row | Mapping[str, object] | tuple]


def declared(declaration: Declaration, setting: Mapping[str, float]) -> list[Row]:
    """Return the rows that the declaration means at a setting: its doses, then its windows."""

    def value(text: str) -> float:
        return float(of_parameters(declaration, text)(setting))

    doses = [Row(d.name, *map(value, (d.start, d.amount, d.every, d.count))) for d in declaration.doses]
    return doses + [Row(w.name, *map(value, (w.start, w.duration, w.every, w.count))) for w in declaration.windows]


def checked(declaration: Declaration, rows: Rows) -> list[Row]:
    """Return a reader's rows as :class:`Row`; each may be a row, a mapping of its fields or a tuple in their order.

    Raises ValueError with a sentence for an unknown name, and for numbers that make no dose or session.
    """
    known = [record.name for record in (*declaration.doses, *declaration.windows)]
    if not known:
        raise ValueError(f"{declaration.id} has no doses or sessions, so there is no schedule to set.")
    made = [_row(declaration, n, row) for n, row in enumerate(rows, 1)]
    if len(made) > MOST_ROWS:
        raise ValueError(f"{declaration.id}: a schedule has at most {MOST_ROWS} rows, not {len(made)}.")
    for n, row in enumerate(made, 1):
        where = f"{declaration.id}: row {n} of the schedule"
        if row.name not in known:
            raise ValueError(f"{where} gives {row.name!r}. {near(row.name, known)}")
        numbers = {"start": row.start, "size": row.size, "every": row.every}
        for field, number in numbers.items():
            if not (math.isfinite(number) and number >= 0):
                raise ValueError(f"{where} ({row.name}) has {field} = {number:g}; it must be a number of 0 or more.")
        if not (row.count == int(row.count) and 0 <= row.count <= MOST_TIMES):
            raise ValueError(f"{where} ({row.name}) has count = {row.count:g}; it must be whole, 0 to {MOST_TIMES:,}.")
    return made


def _row(declaration: Declaration, n: int, given) -> Row:
    try:
        row = given if isinstance(given, Row) else Row(**given) if isinstance(given, Mapping) else Row(*given)
        return Row(str(row.name), *(float(number) for number in (row.start, row.size, row.every, row.count)))
    except (TypeError, ValueError):
        raise ValueError(
            f"{declaration.id}: row {n} of the schedule is {given!r}; it needs a name, a start and a size, and may "
            "have every and count, all of them numbers."
        ) from None


def sessions(rows: Iterable[Row]) -> list[tuple[float, float]]:
    """Return when a window is on, from the rows of its name; sessions that touch or overlap are one."""
    spans = sorted((on, on + row.size) for row in rows if row.size > 0 for on in row.times)
    merged: list[list[float]] = []
    for on, off in spans:
        if merged and on <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], off)
        else:
            merged.append([on, off])
    return [(on, off) for on, off in merged]
