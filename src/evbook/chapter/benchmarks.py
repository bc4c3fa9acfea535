"""Does it hold?  The benchmarks of a model, each kind under its own heading."""

from __future__ import annotations

from html import escape

from evbook.analysis.benchmarks import Outcome, outcomes
from evbook.chapter import sources
from evbook.drawing.numbers import number, quantity
from evbook.drawing.output import Output
from evbook.drawing.table import Group, joined, pill, table
from evbook.model import Model

#: Only what a paper or its authors' file prints may be headed Published.
KINDS = {
    "published": ("Published", "Values that the source gives."),
    "closed form": ("Closed form", "Values that follow from the equations on paper."),
    "independent computation": ("Independent computation", "Values that another program gives for the same model."),
}
HEADINGS = ("What", "Value", "Ours", "Holds", "Source")


def _difference(value: float, absolute: bool) -> str:
    """A difference to one digit; what is far below any tolerance is only said to be so."""
    if absolute:
        return "< 0.001" if value < 1e-3 else number(value, 1)
    return "< 0.01 %" if value < 1e-4 else f"{number(100 * value, 1)} %"


def _tolerance(value: float, absolute: bool) -> str:
    return number(value, 1) if absolute else f"{number(100 * value, 1)} %"


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
    """Return the benchmarks, computed now, in a table for each kind that the model has."""
    found = outcomes(model.declaration)
    tables = []
    for kind, (heading, meaning) in KINDS.items():
        rows = [_row(outcome) for outcome in found if outcome.benchmark.kind == kind]
        if rows:
            tables.append(table(f"<strong>{heading}.</strong> {escape(meaning)}", HEADINGS, [Group(rows)]))
    return joined(tables)
