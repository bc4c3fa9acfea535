"""Does it hold?  The benchmarks of a model, each kind under its own heading."""

from __future__ import annotations

from html import escape

from evbook.analysis.benchmarks import Outcome, outcomes
from evbook.analysis.report import NOTHING_PUBLISHED
from evbook.chapter import sources
from evbook.drawing.numbers import number, quantity
from evbook.drawing.output import Output, folded
from evbook.drawing.table import Group, joined, pill, table
from evbook.model import Model

#: Only what a source prints, and what is neither an input nor chosen to fit, may be headed Published.
KINDS = {
    "published": ("Published", "Values that a source prints; none is an input of the model or was chosen to fit."),
    "closed form": ("Closed form", "Values that follow from the equations on paper."),
    "independent computation": ("Independent computation", "Values that another program or another model gives."),
    "consistency": ("Consistency", "Values that follow from the model's own inputs, or to which one of them was set."),
}
HEADINGS = ("What", "Value", "Ours", "Holds", "Source")


def _difference(value: float, absolute: bool) -> str:
    """A difference to one digit; what is far below any tolerance is only said to be so."""
    if absolute:
        return "< 0.001" if value < 1e-3 else number(value, 1)
    return "< 0.01 %" if value < 1e-4 else f"{number(100 * value, 1)} %"


def _tolerance(value: float, absolute: bool) -> str:
    """A tolerance as it stands in the declaration, with all its digits."""
    return number(value, 6) if absolute else f"{number(100 * value, 6)} %"


def _row(outcome: Outcome) -> tuple[str, ...]:
    b = outcome.benchmark
    off, allowed = _difference(outcome.error, b.absolute), _tolerance(b.tolerance, b.absolute)
    return (
        escape(b.meaning),
        escape(quantity(b.value, b.unit)),
        escape(quantity(outcome.ours, b.unit)),
        f"{'yes' if outcome.holds else '<strong>no</strong>'}: {escape(off)} off, {escape(allowed)} allowed",
        f"{sources.link(b.source)} {pill('checked', b.checked)}",
    )


def benchmark_table(model: Model) -> Output:
    """Return the benchmarks, computed now, in a table for each kind that the model has, behind a line with the result.

    A model without a published one says so first.
    """
    found = outcomes(model.declaration)
    tables = []
    if not any(outcome.benchmark.kind == "published" for outcome in found):
        tables.append(Output(text=NOTHING_PUBLISHED, html=f"<p>{NOTHING_PUBLISHED}</p>"))
    for kind, (heading, meaning) in KINDS.items():
        rows = [_row(outcome) for outcome in found if outcome.benchmark.kind == kind]
        if rows:
            tables.append(table(f"<strong>{heading}.</strong> {escape(meaning)}", HEADINGS, [Group(rows)]))
    return folded(_summary(found), joined(tables))


def _summary(found: list[Outcome]) -> str:
    """How many benchmarks hold, and how many of which kind there are."""
    kinds = [f"{count} {kind}" for kind in KINDS if (count := sum(o.benchmark.kind == kind for o in found))]
    return f"{sum(outcome.holds for outcome in found)} of {len(found)} benchmarks hold: {', '.join(kinds)}"
