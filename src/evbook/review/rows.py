"""Table 1 of the review, each row put to the balance of a microRNA, with a way to open it in the live model."""

from __future__ import annotations

from html import escape

from evbook.drawing.numbers import number
from evbook.drawing.output import Output
from evbook.drawing.table import Group, table
from evbook.model import Model
from evbook.review import table1

#: Vesicles an hour at which the rows are put: what was counted on single cells, and the most the book takes as known.
SHED = (60.0, 1e4)
HEADINGS = (
    "Row, and microRNA in vesicles",
    "Read as",
    *(f"{what}, at {number(shed)} an hour" for shed in SHED for what in ("Donor keeps", "Target left")),
    "Live",
)


def rows_of_table1(balance: Model) -> Output:
    """Return a row for each of Table 1: what it asks, and what becomes of donor and recipient after the run.

    The last cell leads to the page's live model at that row.
    """
    d = balance.declaration
    value = {name: d.record(name).value for name in ("copies", "own_d")}
    return table(
        "Every row of Table 1, as corrected, in the one balance: shares of the donor's copies and of the recipient's "
        "target after five days.",
        HEADINGS,
        [Group([_row(balance, asked) for asked in table1.asked(value["copies"], value["own_d"])])],
    )


def address(balance: Model, asked: table1.Asked) -> str:
    """Return the fragment that sets the page's live model to a row."""
    return f"#ev:{balance.id}?" + "&".join(f"{name}={setting:.10g}" for name, setting in asked.setting.items())


def _row(balance: Model, asked: table1.Asked) -> list[str]:
    shares = []
    for shed in SHED:
        found = balance.measures(secretion=shed, **asked.setting)
        kept = found["M_d_final"] / (balance.declaration.record("own_d").value * asked.setting.get("induction", 1.0))
        shares += [f"{number(100 * share, 2)} %" for share in (kept, found["share_r_final"])]
    link = f'<a href="{address(balance, asked)}">Open row {asked.row}</a>'
    return [f"{asked.row}: {escape(asked.mirna)}", asked.read_as, *shares, link]
