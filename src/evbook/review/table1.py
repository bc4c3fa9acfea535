"""Table 1 of the review, as printed and as corrected.

The print is kept word for word; each correction has a reason, its ground, and a grade that says how sure it is.
A correction known from memory alone is shown as suspected and is not applied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evbook import data

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "cancer": "Cancer",
    "drugs": "Anti-cancer drugs",
    "cell_lines": "Cell lines",
    "mirna": "miRNA cargo",
    "mechanism": "Mechanism",
}
GRADES = {
    "seen": "seen in the source",
    "print": "plain from the print or a database",
    "bibliography": "from the title as reconstructed",
    "memory": "suspected: from memory, not seen",
}


def printed() -> pd.DataFrame:
    """Return the table as printed, a row a row of the print."""
    return data.read("table1_as_printed")


def corrections() -> pd.DataFrame:
    """Return the corrections: row, column, what is printed, what should stand, reason, ground, grade."""
    return data.read("table1_corrections")


def corrected() -> pd.DataFrame:
    """Return the table with every correction applied that is not merely suspected."""
    table = printed().set_index("row")
    for change in corrections().itertuples():
        if change.grade != "memory":
            table.loc[change.row, change.column] = change.corrected
    return table.reset_index()


@dataclass(frozen=True)
class Asked:
    """What a row asks of the balance of a microRNA: how it is read, and what differs from the balance's defaults."""

    row: int
    mirna: str
    read_as: str
    setting: dict[str, float]


def asked(copies: float, donor: float) -> list[Asked]:
    """Return what each corrected row asks of a donor that holds ``donor`` copies and loads ``copies`` in a vesicle.

    No row prints a count, so that a row sets only what it says in words.  Where it names several microRNAs they are
    taken to share a target, and their copies add; fewer in vesicles is a tenth, enriched is tenfold, and a drug that
    calls for more calls for four times as much: these three are assumed.
    """
    return [_asked(row, copies, donor) for row in corrected().to_dict("records")]


def _asked(row: dict, copies: float, donor: float) -> Asked:
    named, mechanism = row["mirna"].count("miR-"), row["mechanism"].lower()
    setting = {"copies": named * copies} if named > 1 else {}
    if "marker" in mechanism:
        read_as = "a marker: nothing need pass"
    elif "restored sensitivity" in mechanism:
        read_as, setting = "given in enriched vesicles", {"copies": 10 * named * copies}
    elif "expulsion" in mechanism:
        read_as, setting = "thrown out, under a drug", setting | {"induction": 4.0}
    elif "autocrine" in mechanism:
        read_as, setting = "back to its own kind", setting | {"own_r": donor}
    elif row["mirna"].startswith("↓"):
        read_as, setting = "passed on, and less of it", {"copies": 0.1 * named * copies}
    else:
        read_as = "passed on"
    return Asked(int(row["row"]), row["mirna"], read_as, setting)
