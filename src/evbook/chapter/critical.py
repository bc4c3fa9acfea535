"""At what strength does the outcome change?  Given as ranges, because the numbers behind it are uncertain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from evbook.analysis.thresholds import threshold
from evbook.chapter import symbols
from evbook.declaration import Threshold
from evbook.drawing.numbers import number, outward, quantity
from evbook.drawing.output import Output
from evbook.drawing.table import Group, table
from evbook.model import Model


def critical_range(
    model: Model,
    strength: str,
    condition: str,
    *,
    days: float,
    at: Mapping[str, float],
    vary: Sequence[str],
    by: float = 0.1,
    up_to: float = 30.0,
) -> tuple[float, float]:
    """Return the least and the greatest critical value of ``strength`` while each rate in ``vary`` is uncertain.

    Each of ``vary`` is in turn lowered and raised by the share ``by``, the others staying as they are; ``at`` sets
    further parameters, and ``condition`` on the measures after ``days`` says what the outcome is.
    Raises ValueError when the outcome does not change between 0 and ``up_to``.
    """
    d = model.declaration
    settings = [dict(at)]
    for name in vary:
        value = at.get(name, d.record(name).value)
        settings += [{**at, name: value * (1 - by)}, {**at, name: value * (1 + by)}]
    found = [
        threshold(d, Threshold(strength, 0.0, up_to, condition, days, setting=setting, ev=True), precision=1e-3)
        for setting in settings
    ]
    return min(found), max(found)


def critical_table(
    model: Model,
    strengths: Mapping[str, str],
    along: str,
    values: Sequence[float],
    condition: str,
    *,
    days: float,
    vary: Sequence[str],
    by: float = 0.1,
) -> Output:
    """Return the critical ranges of several strengths (one a row, the others off) at values of ``along`` (columns).

    ``strengths`` maps a parameter to what it is called in the table; see :func:`critical_range` for the rest.
    """
    d = model.declaration
    off = dict.fromkeys(strengths, 0.0)
    rows = []
    for name, called in strengths.items():
        cells = [f"{symbols.html(d.record(name))} {escape(called)}"]
        for value in values:
            low, high = critical_range(
                model, name, condition, days=days, at={**off, along: value}, vary=vary, by=by, up_to=30.0
            )
            low, high = outward(low, high)
            cells.append(escape(f"{number(low)} to {number(high)}"))
        rows.append(cells)
    record = d.record(along)
    headings = ["Strength of", *(quantity(value, record.unit) for value in values)]
    varied = " or ".join(symbols.html(d.record(name)) for name in vary)
    caption = (
        f"The strength above which the outcome changes, by {symbols.html(record)}. "
        f"Each range is what is left open when {varied} is wrong by {by:.0%}, widened to one digit."
    )
    return table(caption, headings, [Group(rows)])
