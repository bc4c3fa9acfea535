"""The report card of a model as a table: what was checked, whether it holds, and what was found."""

from __future__ import annotations

from html import escape

from evbook.analysis.report import report
from evbook.drawing.output import Output, folded
from evbook.drawing.table import Group, pill, table
from evbook.model import Model

HEADINGS = ("Check", "Result", "Figure", "What was found")


def report_card(model: Model) -> Output:
    """Return the report card behind a line that says how many checks hold; see :mod:`evbook.analysis.report`."""
    card = card_table(model)
    verdicts = [line.passes for line in report(model.declaration) if line.passes is not None]
    said = f"Report card of this model: {sum(verdicts)} of {len(verdicts)} checks hold"
    return folded(said, card)


def card_table(model: Model) -> Output:
    """Return every line of the report card, passed, failed or stated; see :mod:`evbook.analysis.report`."""
    words = {True: "holds", False: "fails", None: "stated"}
    rows = [
        (escape(line.title), pill("verdict", words[line.passes]), escape(line.figure), escape(line.sentence))
        for line in report(model.declaration)
    ]
    return table(f"Report card of the model {escape(model.id)}.", HEADINGS, [Group(rows)])
