"""A data frame as a table that a page of the book can show.

pandas cuts long texts short and gives its tables no caption; here every cell is whole, the caption names the table,
and the table scrolls by itself, with the keyboard too.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from evbook.drawing import tabular

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Listing:
    """A captioned table. ``headings`` has a text a column, ``rows`` a text a cell; the first column heads its row."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __repr__(self) -> str:
        return f"Listing({self.caption!r}, {len(self.rows)} rows)"

    def _repr_html_(self) -> str:
        rows = [tabular.Row(tuple(map(escape, row))) for row in self.rows]
        table = tabular.table(escape(self.caption), self.headings, [rows])
        return tabular.region(self.caption, table, "evbook-listing", style="overflow-x:auto")


def listing(frame: pd.DataFrame, caption: str) -> Listing:
    """Return ``frame`` (its index left out) as a table with a caption; what is not known is an empty cell.

    Raises ValueError when the frame has no row, for a table without rows says nothing.
    """
    if frame.empty:
        raise ValueError(f"There is nothing to list under {caption!r}: the table has no row.")
    shown = frame.astype(object).where(frame.notna(), "")
    rows = tuple(tuple(str(cell) for cell in row) for row in shown.itertuples(index=False))
    return Listing(caption, tuple(str(column).replace("_", " ") for column in frame.columns), rows)
