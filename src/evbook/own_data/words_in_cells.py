"""Cells that are written for people: times in words ("Day 4"), and labels that stand once for the rows below them."""

from __future__ import annotations

import re
from dataclasses import replace

from evbook.own_data.cells import Cell, cell_of
from evbook.own_data.raw import Raw
from evbook.own_data.words import time_words

#: "Day 4", "week 2.5", "D-1": a unit of time before its number.
_WORDED = re.compile(r"([^\W\d_]+)\.?[\s_]*(-?\d+(?:[.,]\d+)?)")


def timed(raw: Raw, cells: list[Cell]) -> tuple[Raw, list[Cell], str]:
    """Times in words as numbers with a unit, where most cells of a column are such; and an example of one.

    A letter alone ("D4", which may be a donor) is a time only under a heading that speaks of time.
    """
    found, example = [], ""
    for cell in cells:
        match = _WORDED.fullmatch(cell.text.strip()) if cell.kind == "text" else None
        word = match[1].lower() if match else ""
        unit = time_words().get(word) if len(word) > 1 or raw.heading.time >= 2 else None
        found.append(cell_of(f"{match[2]} {unit}") if match and unit else cell)
        example = example or (cell.text.strip() if match and unit else "")
    made = sum(new is not old for new, old in zip(found, cells, strict=True))
    if made < 2 or made * 2 < sum(cell.kind != "empty" for cell in cells):
        return raw, cells, ""
    heading = raw.heading if raw.heading.time >= 2 else replace(raw.heading, time=2)
    return replace(raw, heading=heading), found, example


#: Headings of a column that gives the unit of each row's value.
UNIT_NAMES = frozenset(("unit", "units", "einheit", "einheiten", "unité", "unidad", "unità"))


def with_units_beside(cells: list[Cell], units: list[Cell]) -> list[Cell]:
    """Numbers with the unit that a column beside them gives; a cell with a unit of its own keeps it."""
    return [
        cell_of(f"{cell.text} {unit.text}")
        if cell.kind == "number" and not cell.unit and unit.kind not in ("empty", "missing")
        else cell
        for cell, unit in zip(cells, units, strict=True)
    ]


def filled_down(cells: list[Cell]) -> list[Cell]:
    """Labels of merged cells: one stands in the first of its rows and holds until the next."""
    if not cells or cells[0].kind == "empty":
        return cells
    found = []
    for cell in cells:
        found.append(found[-1] if cell.kind == "empty" and found else cell)
    return found
