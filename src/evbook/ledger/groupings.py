"""Which words of the ledger the evidence map draws together: ``data/groupings.csv``, each with its reason.

The order of the groups is the order of the table, and so the order of drawing.
"""

from __future__ import annotations

from functools import cache

from evbook import data

#: The columns of the ledger that have groups, and what is drawn where a claim names nothing there.
AXES = ("sender", "cargo_kind", "recipient", "outcome", "cancer")
NOT_NAMED = "Not named"


def groups(axis: str) -> tuple[str, ...]:
    """Return the groups of a column of the ledger in the order of drawing.

    Raises KeyError for a column that has none.
    """
    return tuple(dict.fromkeys(_of(axis).values()))


def terms(axis: str, group: str) -> tuple[str, ...]:
    """Return the words of the ledger that are drawn as ``group``."""
    return tuple(term for term, its in _of(axis).items() if its == group)


def group(axis: str, term: str) -> str:
    """Return what a word of the ledger is drawn as: ``group("recipient", "pericyte") == "Vessel cells"``.

    Raises KeyError, saying where to enter it, for a word without a group.
    """
    found = _of(axis).get(term)
    if found is None:
        raise KeyError(f"The ledger's column {axis!r} has the word {term!r}, which groupings.csv lacks: give it a row.")
    return found


def _of(axis: str) -> dict[str, str]:
    if axis not in AXES:
        raise KeyError(f"The ledger's column {axis!r} has no groups; those with groups are {', '.join(AXES)}.")
    return _table()[axis]


@cache
def _table() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {axis: {} for axis in AXES}
    for row in data.read("groupings").itertuples():
        found[row.axis][row.term] = row.group
    return found
