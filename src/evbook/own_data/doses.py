"""Rows of doses in a table (AMT, EVID, ADDL, II) as the schedules of a model, for each arm or subject.

The columns are those of NONMEM's data sets; the browser's ``own-data/doses.js`` reads them in the same way.
"""

from __future__ import annotations

import numpy as np

from evbook.declaration import Declaration
from evbook.own_data.records import Column, Table
from evbook.own_data.units import factor_between, unit_of
from evbook.own_data.words import plain

#: Columns that say what was given, beside the amount.
_GIVEN = ("amt", "amount", "evid", "addl", "ii", "rate", "dur", "ss")


def arm_column(table: Table) -> Column | None:
    """The column that tells the arms: that of arms, or of subjects where these were given different doses."""
    arm, subject, time = (next(iter(table.with_role(role)), None) for role in ("arm", "subject", "time"))
    doses = [c for c in table.with_role("dose") if plain(c.name) in _GIVEN]
    amount = next((c for c in doses if plain(c.name) in ("amt", "amount")), None)
    if arm is not None or subject is None or time is None or amount is None:
        return arm
    given: dict = dict.fromkeys(subject.values, ())
    for i in np.flatnonzero(np.nan_to_num(amount.values) > 0):
        row = tuple(float(np.nan_to_num(c.values[i])) for c in doses)
        given[subject.values[i]] = (*given[subject.values[i]], (float(time.values[i]), *row))
    return subject if len(set(given.values())) > 1 else None


def schedules(table: Table, model, dose: str | None = None) -> dict[str, list[tuple]]:
    """What a table says was given, as rows ``(name, start, size, every, count)`` for each arm.

    Parameters
    ----------
    table
        As :func:`evbook.own_data.read` gives it.
    model
        The model that is given the doses, by :func:`evbook.load`, or its declaration.
    dose
        The declared dose that the rows take the place of; needed where doses go into several states.

    Returns the rows by arm (by subject, where subjects were given different doses; ``"all"`` where all were given
    the same), in the units of the model, for ``schedule`` and ``arms`` of :meth:`evbook.model.Model.fit`.
    Raises ValueError with a sentence for doses that the model cannot be given: infusions (RATE, DUR), steady state
    (SS), EVID 3 and 4, an amount or a time that cannot be turned into the model's unit.
    """
    declaration: Declaration = getattr(model, "declaration", model)
    named = {plain(column.name): column for column in table.with_role("dose")}
    amount, time = named.get("amt", named.get("amount")), next(iter(table.with_role("time")), None)
    if amount is None or time is None:
        raise ValueError("The table has no doses: a column AMT says what was given, and a column of time when.")

    def at(name: str) -> np.ndarray:
        return np.nan_to_num(named[name].values) if name in named else np.zeros(len(table.rows))

    events = at("evid") if "evid" in named else (np.nan_to_num(amount.values) > 0).astype(float)
    dosed = np.flatnonzero((events != 0) & (np.nan_to_num(amount.values) > 0))
    if not len(dosed):
        raise ValueError(f"Column {amount.letter}, “{amount.heading}”, gives nothing: no amount is above 0.")
    if np.any(events >= 3):
        raise ValueError("EVID 3 and 4 empty the system, which no schedule here can.")
    for name in ("rate", "dur"):
        if np.any(at(name)[dosed] != 0):
            raise ValueError(f"Column {named[name].letter} gives infusions, and doses here are given at once.")
    if np.any(at("ss")[dosed] != 0):
        raise ValueError("SS asks for a steady state before the dose, which no schedule here gives.")
    if not np.all(time.values[dosed] >= 0):
        raise ValueError("A dose has no time, or one before 0.")
    kind = _dose_of(declaration, dose)
    size = _factor(amount, declaration.record(kind.state).unit)
    clock = _factor(time, declaration.time.unit)
    groups = arm_column(table)
    subject = next(iter(table.with_role("subject")), None)
    if groups is None and subject is not None:
        # Subjects that were all given the same are one arm, and the doses of one of them are those of all.
        dosed = dosed[[subject.values[i] == subject.values[dosed[0]] for i in dosed]]
    # The interval is in the unit of time where it has none of its own.
    interval = at("ii") * (_factor(named["ii"], time.unit) if "ii" in named and time.unit else 1.0)
    given: dict[str, list[tuple[float, float]]] = {}
    for i in dosed:
        arm = "all" if groups is None else _label(groups.values[i])
        for k in range(int(at("addl")[i]) + 1):
            given.setdefault(arm, []).append(
                ((float(time.values[i]) + k * float(interval[i])) * clock, float(amount.values[i]) * size)
            )
    return {arm: compressed(kind.name, doses) for arm, doses in given.items()}


def _label(value) -> str:
    """A label as a table of arms has it: subject 1.0 is 1."""
    return f"{value:g}" if isinstance(value, float | np.floating) else str(value)


def _dose_of(declaration: Declaration, name: str | None):
    kinds = {dose.name: dose for dose in declaration.doses}
    if not kinds:
        raise ValueError(f"{declaration.id} has no doses.")
    if name is not None:
        if name not in kinds:
            raise ValueError(f"{declaration.id} has no dose {name!r}; there are {', '.join(kinds)}.")
        return kinds[name]
    if len({dose.state for dose in kinds.values()}) > 1:
        raise ValueError(f"{declaration.id} has doses of several kinds; say which with dose=…: {', '.join(kinds)}.")
    return next(iter(kinds.values()))


def _factor(column: Column, wanted: str) -> float:
    if not column.unit:
        return 1.0
    given, target = unit_of(column.unit), unit_of(wanted.replace("**", "^") or "1")
    factor = factor_between(given, target) if given and target else None
    if factor is None:
        raise ValueError(
            f"Column {column.letter}, “{column.heading}”, is in {column.unit}, which cannot be turned into {wanted}."
        )
    return factor


def compressed(name: str, doses: list[tuple[float, float]]) -> list[tuple]:
    """Doses as rows: those of one size at one distance are one row."""
    left, rows, i = sorted(doses), [], 0
    while i < len(left):
        time, amount = left[i]
        every = left[i + 1][0] - time if i + 1 < len(left) and left[i + 1][1] == amount else 0.0
        count = 1
        while (
            every > 0
            and i + count < len(left)
            and left[i + count][1] == amount
            and abs(left[i + count][0] - (time + count * every)) <= 1e-9 * (1 + time + count * every)
        ):
            count += 1
        # What units have cost in the last digits is rounded off.
        rows.append((name, *(float(f"{x:.12g}") for x in (time, amount, every if count > 1 else 0.0)), count))
        i += count
    return rows
