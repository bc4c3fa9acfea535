"""The ledger: each statement of the review, who is cited for it, and what the sources show.

A row of ``data/claims.csv`` is one claim in our words. ``data/references.csv`` accounts for the references of the
review: some are known by a key of the bibliography, the others can only be cited as numbers of the review.
A cell that is empty is not known; nothing in it was guessed. Where a cell holds several values, ``;`` parts them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from evbook import data
from evbook.data import parts
from evbook.review import book
from evbook.review.book import LAST_REFERENCE

if TYPE_CHECKING:
    import pandas as pd


def read() -> pd.DataFrame:
    """Return the whole ledger, a row a claim in the order of the review; every cell is text, "" when not known."""
    return _table("claims").copy()


def references() -> pd.DataFrame:
    """Return what is known of each reference of the review: key, label, grade, DOI and PMID seen, best guess."""
    return _table("references").copy()


def for_chapter(chapter: str) -> pd.DataFrame:
    """Return the claims that the chapter ``chapter`` (its path in the book, without suffix) discusses.

    Raises KeyError, naming the chapters there are, when the ledger has none for it.
    """
    ledger = _table("claims")
    rows = ledger[ledger["chapter"] == chapter]
    if rows.empty:
        known = ", ".join(sorted(set(ledger["chapter"])))
        raise KeyError(f"The ledger has no claim for the chapter {chapter!r}; it has claims for {known}.")
    return rows.reset_index(drop=True)


def select(**wanted: str) -> pd.DataFrame:
    """Return the claims that have what is wanted in each column: ``select(release_blocked_control="yes")``.

    A cell with several values has each of them; ``"not looked at"`` finds the cells that are empty.
    Raises KeyError for a column that there is not, or a value that a controlled column cannot hold.
    """
    rows = read()
    for column, value in wanted.items():
        if column not in rows:
            raise KeyError(f"The ledger has no column {column!r}; its columns are {', '.join(rows)}.")
        allowed = (*book.values(column), book.NOT_LOOKED_AT) if column in book.VOCABULARY else ()
        if allowed and value not in allowed:
            raise KeyError(f"The column {column!r} cannot hold {value!r}; it holds {', '.join(allowed)}.")
        rows = rows[[value in (parts(cell) or [book.NOT_LOOKED_AT]) for cell in rows[column]]]
    return rows.reset_index(drop=True)


def named(text: str) -> list[str]:
    """Return the claims that a role's text names: ``"immune-escape-09 10"`` is two claims of one section.

    Raises ValueError for a number with no section before it.
    """
    found: list[str] = []
    section = ""
    for word in re.split(r"[\s,]+", text.strip()):
        whole = re.fullmatch(r"([a-z][a-z0-9-]*?)-(\d+)", word)
        if whole:
            section = whole[1]
        elif not (section and word.isdigit()):
            raise ValueError(f"{word!r} names no claim; write a section and a number, such as immune-escape-09")
        found.append(word if whole else f"{section}-{word}")
    return found


def cite(number: int | str) -> str:
    """Return the bibliography key of a reference of the review, or how to name it when it has none.

    ``cite(52) == "Wieckowski2009"``; ``cite(26) == "reference 26 in Maacha et al. 2019"``.
    Raises KeyError for a number the review does not have.
    """
    row = reference(number)
    return row["key"] or row["cite"]


def links(cell: str) -> list[tuple[str, str]]:
    """Return a label and an address (or "") for each reference of a cell: "Wieckowski 2009 [52]", its DOI."""
    found = []
    for number in parts(cell):
        row = reference(number)
        label = f"{row['label']} [{number}]" if row["label"] else f"reference {number}"
        address = f"https://doi.org/{row['doi']}" if row["doi"] else ""
        if not address and row["pmid"]:
            address = f"https://pubmed.ncbi.nlm.nih.gov/{row['pmid']}/"
        found.append((label, address))
    return found


def reference(number: int | str) -> dict[str, str]:
    """Return what is known of one reference of the review.  Raises KeyError for a number that it does not have."""
    text = str(number).strip()
    if not re.fullmatch(r"[1-9]\d{0,2}", text) or int(text) > LAST_REFERENCE:
        raise KeyError(f"{number!r} is no reference of the review, whose numbers run from 1 to {LAST_REFERENCE}.")
    return _by_number()[text]


@cache
def _by_number() -> dict[str, dict[str, str]]:
    return {str(row["number"]): row for row in _table("references").to_dict("records")}


@cache
def _table(name: str) -> pd.DataFrame:
    return data.read(name)
