"""Reading notes, and what has been published since the review.

A reading note says where a source does not say what the review says, or where the print errs; an item of "since
2019" says what later work shows. Both are data, and a chapter shows its own with one call.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from evbook import data
from evbook.ledger import claims
from evbook.review.book import CHAPTERS

if TYPE_CHECKING:
    import pandas as pd

KINDS = {
    "disagreement": "The source says something else",
    "correction": "A correction of the source was published",
    "expression of concern": "An expression of concern is reported",
    "misprint": "A misprint in the review",
    "doubt": "Doubtful, or become so",
    "omission": "Left out",
}


def reading(chapter: str | None = None, kind: str | None = None) -> NoteList:
    """Return the reading notes of a chapter (its path in the book, without suffix) or of the whole book.

    ``kind`` keeps one kind only. A chapter without notes gives an empty list, which says so.
    Raises KeyError for a chapter that the ledger does not know or a kind that there is not.
    """
    if kind is not None and kind not in KINDS:
        raise KeyError(f"There is no kind of note called {kind!r}; the kinds are {', '.join(KINDS)}.")
    rows = data.read("reading_notes").to_dict("records")
    if chapter is not None:
        own = set(claims.for_chapter(chapter)["id"])
        rows = [row for row in rows if own & set(data.parts(row["claims"]))]
    rows = [row for row in rows if kind in (None, row["kind"])]
    # Under one kind's own heading each note need not say it again.
    entry = _note if kind is None else _note_of_one_kind
    return NoteList("No source or print of this page asks for a note.", tuple(rows), entry)


def since_2019(chapter: str) -> NoteList:
    """Return what has been published since the review on the matter of a chapter, each item with its source.

    Only what has been seen in a source is there; a chapter may have none, and then the list says so.
    Raises KeyError for a chapter that the ledger does not know.
    """
    if chapter not in CHAPTERS:
        raise KeyError(f"There is no chapter {chapter!r}; the chapters are {', '.join(sorted(CHAPTERS))}.")
    items: pd.DataFrame = data.read("since_2019")
    rows = items[items["chapter"] == chapter].to_dict("records")
    return NoteList("Nothing later than the review has been checked for this page.", tuple(rows), _item)


def notes_of(claim: str) -> list[str]:
    """Return the ids of the reading notes on a claim: ``notes_of("mitigation-25") == ["note-28"]``."""
    return [row["id"] for row in data.read("reading_notes").to_dict("records") if claim in data.parts(row["claims"])]


@dataclass(frozen=True)
class NoteList:
    """Notes or items as a list that renders in a notebook and on the site; ``rows`` are the rows of the table."""

    nothing: str
    rows: tuple[dict, ...]
    entry: Callable[[dict], str]

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"NoteList({len(self.rows)} {'entry' if len(self.rows) == 1 else 'entries'})"

    def _repr_html_(self) -> str:
        if not self.rows:
            return f"<p>{escape(self.nothing)}</p>"
        return '<ul class="evbook-notes">\n' + "\n".join(map(self.entry, self.rows)) + "\n</ul>"


def _note(row: dict) -> str:
    return _note_of_one_kind(row, f" {escape(KINDS[row['kind']])}.")


def _note_of_one_kind(row: dict, kind: str = "") -> str:
    references = ", ".join(map(_reference, data.parts(row["reference"]))) or "Table 1"
    source = f" {_doi(row['doi'])}" if row["doi"] else ""
    return (
        f'<li id="{row["id"]}"><strong>{escape(references)}.</strong>{kind} '
        f"<em>The review:</em> {escape(row['review_says'])} <em>The source:</em> {escape(row['source_shows'])} "
        f"<small>Seen: {escape(row['seen_where'])}{source}; checked {row['checked']}; "
        f"claims {escape(row['claims'])}.</small></li>"
    )


def _item(row: dict) -> str:
    source = f", {_doi(row['doi'])}" if row["doi"] else ""
    source += f", {_record(row['record'])}" if row["record"] else ""
    return (
        f'<li id="{row["id"]}">{escape(row["claim"])} <em>What it changes:</em> {escape(row["changes"])} '
        f"<small>{escape(row['source'])}{source}; seen: {escape(row['seen'])}.</small></li>"
    )


def _reference(number: str) -> str:
    row = claims.reference(number)
    return f"{row['label']} [{number}]" if row["label"] else f"reference {number}"


#: Where a register shows a record, by the letters that its numbers begin with.
REGISTERS = {
    "NCT": "https://clinicaltrials.gov/study/{0}",
    "PMC": "https://pmc.ncbi.nlm.nih.gov/articles/{0}/",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{1}/",
}


def _record(record: str) -> str:
    """A number of a register, "NCT04453046", "PMC8212994" or "PMID 36194183", as a link to its record."""
    letters = re.match("[A-Z]+", record)[0]
    address = REGISTERS[letters].format(record, record.removeprefix(letters).strip())
    return f'<a href="{escape(address)}">{escape(record)}</a>'


def _doi(doi: str) -> str:
    return f'<a href="https://doi.org/{escape(doi)}">doi {escape(doi)}</a>'
