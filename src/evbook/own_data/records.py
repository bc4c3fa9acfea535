"""What a reader's table says, as records: columns with roles, units and values, remarks and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

#: What a column can be.
ROLES = ("time", "value", "arm", "subject", "replicate", "sd", "sem", "n", "censored", "limit", "dose", "ignored")


class Question(str):
    """What the table leaves open, as a sentence; ``option`` of :func:`evbook.own_data.read` answers it.

    ``column`` is the letter of the column it is about ("" for the table), ``choices`` what may be answered.
    """

    option: str
    column: str
    choices: tuple[str, ...]

    def __new__(cls, sentence: str, option: str, column: str = "", choices: tuple[str, ...] = ()):
        made = super().__new__(cls, sentence)
        made.option, made.column, made.choices = option, column, choices
        return made


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``name`` is the heading without its unit, ``heading`` the heading as it stands; ``role`` is one of
    :data:`ROLES`; a number of the file times ``factor`` is in ``unit``, as ``values`` are (NaN where nothing
    was measured, where a cell only gives a limit, and where a question about it is open; text for roles that
    are labels).  ``arm``, ``replicate`` and ``along`` (the letter of its time) tell what a wide layout says;
    ``of`` is the letter of the column whose SD, SEM or N this is.  ``censored`` is −1 where a value lies below
    ``limits``, 1 where above, 0 elsewhere.
    """

    letter: str
    heading: str
    name: str
    role: str
    unit: str = ""
    factor: float = 1.0
    values: np.ndarray = field(default_factory=lambda: np.empty(0))
    arm: str = ""
    replicate: int = 0
    along: str = ""
    of: str = ""
    censored: np.ndarray | None = None
    limits: np.ndarray | None = None
    first: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table as it was read.

    ``questions`` is empty only where nothing is ambiguous; as long as it is not, what a question is about is
    withheld (NaN), never guessed.  ``rows`` are the numbers of the rows in the file.
    """

    columns: tuple[Column, ...]
    remarks: tuple[str, ...]
    questions: tuple[Question, ...]
    rows: tuple[int, ...]

    def column(self, name: str) -> Column:
        """The column of a name, a heading or a letter.  Raises ValueError for none."""
        for asked in (lambda c: c.letter == name, lambda c: c.name == name, lambda c: c.heading == name):
            found = next((column for column in self.columns if asked(column)), None)
            if found is not None:
                return found
        raise ValueError(
            f"The table has no column {name!r}; there are {', '.join(c.name or c.letter for c in self.columns)}."
        )

    def with_role(self, role: str) -> tuple[Column, ...]:
        """All columns of a role."""
        return tuple(column for column in self.columns if column.role == role)

    @property
    def reading(self):
        """What was read, a row a column: role, unit, factor, arm, first cells and first values (a DataFrame)."""
        import pandas as pd

        rows = [
            {
                "column": c.letter,
                "heading": c.heading,
                "role": c.role,
                "unit": c.unit,
                "factor": c.factor,
                "arm": c.arm,
                "in the file": ", ".join(c.first),
                "first values": ", ".join(_shown(value) for value in list(c.values)[:3]),
            }
            for c in self.columns
        ]
        return pd.DataFrame(rows).set_index("column")

    def frame(self, arms: str | None = None):
        """The values as a DataFrame for :meth:`evbook.model.Model.fit`, units in ``attrs["units"]``.

        Time is called ``time`` and what tells the arms ``arm``; other columns keep their names.  Where the columns
        themselves are arms (Control, Control, Treated) they are stacked: ``time``, ``arm``, ``value`` and, where
        there are some, ``sd``, ``sem`` and ``n``.  Limits that cells give in place of a value (``<50``, ``>100``)
        are columns of their own, ``V below`` and ``V above``, which a fit takes for what they are; so is ``V error``,
        the standard error of each mean, where the table gives SEM, or SD with or without N.  ``arms`` names another
        column that tells the arms, such as that of subjects.
        """
        import pandas as pd

        values = self.with_role("value")
        times = {column.letter: column for column in self.with_role("time")}
        if values and all(column.arm for column in values) and not self.with_role("arm") and times:
            parts = []
            for column in values:
                time = times.get(column.along) or next(iter(times.values()))
                part = {"time": time.values, "arm": column.arm, "value": column.values}
                part |= {
                    c.role: c.values for c in self.columns if c.of == column.letter and c.role in ("sd", "sem", "n")
                }
                parts.append(pd.DataFrame(part | _limits(column, "value") | self._errors(column, "value")))
            frame = pd.concat(parts, ignore_index=True).dropna(subset=["time"])
            sides = [side for side in ("below", "above") if f"value {side}" in frame.columns]
            frame = frame.dropna(subset=["value", *(f"value {side}" for side in sides)], how="all")
            frame = frame.reset_index(drop=True)
            if sides:
                frame.attrs["limits"] = {"value": sides}
            frame.attrs["units"] = {"time": next(iter(times.values())).unit, "value": values[0].unit}
            if "value error" in frame.columns:
                spreads = [name for name in ("sd", "sem", "n") if name in frame.columns]
                frame.attrs |= {"errors": {"value": "value error"}, "spreads": spreads}
                frame.attrs["units"]["value error"] = values[0].unit
            if len({column.unit for column in values}) > 1:
                raise ValueError(
                    "The arms of the table are in several units; read it with units={…} that give them one."
                )
            return frame
        kept = [column for column in self.columns if column.role != "ignored"]
        named: dict[str, Column] = {}
        told = self.column(arms) if arms is not None else None
        for column in kept:
            name = column.role if column.role in ("time", "arm") else column.name or column.letter
            name = "arm" if column is told else f"{name} (told)" if told is not None and name == "arm" else name
            named[name if name not in named else f"{name} ({column.letter})"] = column
        frame = pd.DataFrame({name: pd.Series(list(column.values)) for name, column in named.items()})
        if told is not None and pd.api.types.is_float_dtype(frame["arm"]):
            frame["arm"] = [f"{value:g}" for value in frame["arm"]]
        frame.attrs["units"] = {name: column.unit for name, column in named.items()}
        limits = {name: _limits(column, name) for name, column in named.items()}
        for name, found in limits.items():
            for label, values in found.items():
                frame[label] = values
                frame.attrs["units"][label] = named[name].unit
        if any(limits.values()):
            frame.attrs["limits"] = {
                name: [label[len(name) + 1 :] for label in found] for name, found in limits.items() if found
            }
        errors = {name: found for name, column in named.items() if (found := self._errors(column, name))}
        for name, found in errors.items():
            for label, values in found.items():
                frame[label] = values
                frame.attrs["units"][label] = named[name].unit
        if errors:
            spreads = [name for name, column in named.items() if column.role in ("sd", "sem", "n")]
            frame.attrs |= {"errors": {name: next(iter(found)) for name, found in errors.items()}, "spreads": spreads}
        return frame

    def _errors(self, column: Column, name: str) -> dict[str, np.ndarray]:
        """The standard error of each value of a column: its SEM, its SD over the root of N, or its SD; {} for none."""
        if column.role != "value":
            return {}
        beside = {c.role: c.values for c in self.columns if c.of == column.letter and c.role in ("sd", "sem", "n")}
        if "sem" in beside:
            return {f"{name} error": np.asarray(beside["sem"], float)}
        if "sd" not in beside:
            return {}
        with np.errstate(divide="ignore", invalid="ignore"):
            return {f"{name} error": np.asarray(beside["sd"], float) / np.sqrt(np.asarray(beside.get("n", 1.0), float))}


def _limits(column: Column, name: str) -> dict[str, np.ndarray]:
    """The limits below and above which values of a column lie; only those that there are."""
    if column.role != "value" or column.censored is None or column.limits is None:
        return {}
    found = {"below": column.censored < 0, "above": column.censored > 0}
    return {f"{name} {side}": np.where(at, column.limits, np.nan) for side, at in found.items() if np.any(at)}


def _shown(value) -> str:
    return f"{value:g}" if isinstance(value, float | int | np.floating) else str(value)


@dataclass(frozen=True)
class Answers:
    """What the reader has answered; see :func:`evbook.own_data.read`."""

    time: str | None = None
    decimal: str | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None
    clock: str | None = None
    missing: tuple = ()
    limit: float | None = None
    logarithms: str | None = None

    def of(self, options: Mapping[str, str], raw) -> str | None:
        """The answer for one column, by its letter, its name or its heading."""
        for key in (raw.letter, raw.heading.name, raw.heading.text, raw.named):
            if key in options:
                return options[key]
        return None
