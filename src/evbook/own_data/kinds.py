"""Several measurements in one column, told apart by another: DVID, or the compartment of a row that was measured."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from evbook.own_data.records import Answers, Column
from evbook.own_data.words import plain

#: Headings of pharmacometric tables that say what a row measures.
KINDS = ("dvid", "ytype", "yid", "cmt")
#: More than these are a code of something else.
_MOST = 12


def told_apart(columns: list[Column], answers: Answers, remarks: list[str]) -> list[Column]:
    """Part a column whose rows are several measurements into one column for each."""
    values = [c for c in columns if c.role == "value"]
    if len(values) != 1:
        return columns
    value = values[0]
    measured = np.isfinite(value.values)
    if value.censored is not None:
        measured = measured | (value.censored != 0)
    for name in KINDS:
        kind = next((c for c in columns if plain(c.name) == name and c.role in ("dose", "ignored")), None)
        if kind is None or kind.values.dtype == object:
            continue
        levels = sorted({float(level) for level in kind.values[measured] if np.isfinite(level)})
        if not 2 <= len(levels) <= _MOST:
            continue
        remarks.append(
            f"Column {value.letter}, “{value.heading}”, holds several measurements, which column {kind.letter}, "
            f"“{kind.heading}”, tells apart: they are read as columns of their own."
        )
        parts = []
        for level in levels:
            here = kind.values == level
            letter = f"{value.letter} {level:g}"
            part = replace(
                value,
                letter=letter,
                heading=f"{value.heading} ({kind.name} {level:g})",
                name=f"{value.name} {level:g}",
                role="ignored" if answers.roles.get(letter) == "ignored" else value.role,
                values=np.where(here, value.values, np.nan),
            )
            if value.censored is not None:
                part = replace(part, censored=np.where(here, value.censored, 0),
                               limits=np.where(here, value.limits, np.nan))  # fmt: skip
                if not np.any(part.censored):
                    part = replace(part, censored=None, limits=None)
            parts.append(part)
        return [one for column in columns for one in (parts if column is value else [column])]
    return columns
