"""The ledger: each statement of the review, who is cited for it, and what the sources show.

A row of ``data/claims.csv`` is one claim in our words. ``data/references.csv`` accounts for the 148 numbers of
the review: some are known by a key of the bibliography, the others can only be cited as numbers of the review.
A cell that is empty is not known; nothing in it was guessed. Where a cell holds several values, ``;`` parts them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from evbook import data, identifiers
from evbook.data import parts
from evbook.drawing import tabular

if TYPE_CHECKING:
    import pandas as pd

SECTIONS = {
    "abstract": "Abstract",
    "background": "Background",
    "microenvironment": "Extracellular vesicles as modulators of the tumour microenvironment",
    "stromal-activation": "Stromal activation",
    "angiogenesis": "Angiogenesis",
    "immune-escape": "Immune escape",
    "metastasis": "Metastasis",
    "resistance": "Drug resistance",
    "immunotherapy-sink": "A sink for immunotherapies",
    "drug-export": "Drug export and sequestration",
    "efflux-transfer": "Transfer of drug efflux pumps",
    "prosurvival-cargo": "Export of prosurvival cargo",
    "mirna-cargo": "Table 1",
    "stromal-resistance": "Resistance by way of the microenvironment",
    "mitigation": "Strategies to mitigate resistance",
    "conclusions": "Conclusions and future perspectives",
    "figure-1": "Legend of Figure 1",
    "figure-2": "Legend of Figure 2",
}

CHAPTERS = (
    "index",
    "background/vesicle-classes",
    "background/biogenesis",
    "background/uptake",
    "microenvironment/index",
    "microenvironment/stromal-activation",
    "microenvironment/angiogenesis",
    "microenvironment/immune-escape",
    "microenvironment/metastasis",
    "resistance/index",
    "resistance/immunotherapy-sink",
    "resistance/drug-export",
    "resistance/efflux-transfer",
    "resistance/prosurvival-cargo",
    "resistance/mirna-cargo",
    "resistance/stromal-resistance",
    "mitigation/blocking-release",
    "mitigation/hemofiltration",
    "perspectives/liquid-biopsy",
    "perspectives/isolation-heterogeneity",
    "perspectives/delivery",
    "perspectives/whole-picture",
)

# The values that a controlled column may hold, parted as in the ledger's own cells.
_VOCABULARY = {
    "cargo_kind": "protein; miRNA; mRNA; lncRNA; lipid; DNA; drug; metabolite; receptor; enzyme; ligand; mixed",
    "vesicle_class": "EV; exosome; microvesicle; oncosome; ARMM",
    "sign": "promotes; opposes; mixed; none",
    "outcome": "biogenesis; uptake; communication; stromal activation; angiogenesis; immune suppression; "
    "immune activation; invasion; permeability; pre-metastatic niche; metastasis; drug resistance; "
    "drug sensitivity; drug sequestration; EV release blocked; EV removal; biomarker; delivery; framing",
    "system": "in vitro; animal; patient; review; computational",
    "physiological_dose": "yes; no",
    "release_blocked_control": "yes; no",
    "strength": "framing; review; single study in vitro; several studies in vitro; animal; patient; disputed",
    "correction_status": "disagrees with source; qualified by source; disputed by later work; "
    "correction published; expression of concern reported, notice not seen; misprint in the review; "
    "suspected misprint",
}
VOCABULARY = {column: frozenset(values.split("; ")) for column, values in _VOCABULARY.items()}

LAST_REFERENCE = 148


def read() -> pd.DataFrame:
    """Return the whole ledger, a row a claim in the order of the review; every cell is text, "" when not known."""
    return _table("claims.csv").copy()


def references() -> pd.DataFrame:
    """Return what is known of each reference of the review: key, label, grade, DOI and PMID seen, best guess."""
    return _table("references.csv").copy()


def of(chapter: str) -> pd.DataFrame:
    """Return the claims that the chapter ``chapter`` (its path in the book, without suffix) discusses.

    Raises KeyError, naming the chapters there are, when the ledger has none for it.
    """
    ledger = _table("claims.csv")
    rows = ledger[ledger["chapter"] == chapter]
    if rows.empty:
        known = ", ".join(sorted(set(ledger["chapter"])))
        raise KeyError(f"The ledger has no claim for the chapter {chapter!r}; it has claims for {known}.")
    return rows.reset_index(drop=True)


def cite(number: int | str) -> str:
    """Return the bibliography key of a reference of the review, or how to name it when it has none.

    ``cite(52) == "Wieckowski2009"``; ``cite(26) == "reference 26 in Maacha et al. 2019"``.
    Raises KeyError for a number the review does not have.
    """
    row = _reference(number)
    return row["key"] or row["cite"]


def slice_table(chapter: str) -> ClaimTable:
    """Return the claims of a chapter as a table that renders in a notebook and on the site."""
    return ClaimTable(chapter, tuple(of(chapter).to_dict("records")))


@dataclass(frozen=True)
class ClaimTable:
    """The slice of the ledger that a chapter answers for: what is said, on what evidence, what the source shows."""

    chapter: str
    rows: tuple[dict[str, str], ...]

    HEADINGS = ("Claim", "Sender → cargo → recipient", "Seen in", "References", "Strength", "What the source says")

    @property
    def caption(self) -> str:
        """A sentence for above the table: how many claims, and for how many a remark is recorded."""
        marked = sum(bool(row["correction_status"]) for row in self.rows)
        counted = "1 claim" if len(self.rows) == 1 else f"{len(self.rows)} claims"
        return f"{counted} of the review; {marked or 'none'} with a correction, a doubt or a misprint on record."

    def _repr_html_(self) -> str:
        rows = [tabular.Row(self._html_cells(row), {"id": f"claim-{row['id']}"}) for row in self.rows]
        table = tabular.table(escape(self.caption), self.HEADINGS, [rows])
        return tabular.region("Claims discussed on this page", table, "evbook-claims")

    def _repr_markdown_(self) -> str:
        lines = [self.caption, "", "| " + " | ".join(self.HEADINGS) + " |", "|---" * len(self.HEADINGS) + "|"]
        for row in self.rows:
            linked = ", ".join(
                f"[{label}]({address})" if address else label for label, address in links(row["references"])
            )
            path = "; ".join(filter(None, (_path(row, str), *_context(row))))
            cells = (row["claim"], path, _evidence(row), linked, row["strength"], _remark(row))
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"ClaimTable({self.chapter!r}, {len(self.rows)} claims)"

    @staticmethod
    def _html_cells(row: dict[str, str]) -> tuple[str, ...]:
        number = f'<span class="claim-number">{int(row["id"].rsplit("-", 1)[1])}</span>'
        context = "; ".join(map(identifiers.linked, _context(row)))
        notes = "".join(
            f' <a href="#{note}">Reading note {int(note.removeprefix("note-"))}</a>.' for note in notes_of(row["id"])
        )
        problems = identifiers.problems(f"{row['claim']} {row['note']}")
        return (
            f"{number} {identifiers.linked_cell_lines(row['claim'])}",
            _path(row, identifiers.linked) + (f' <small class="context">{context}</small>' if context else ""),
            escape(_evidence(row)),
            linked_references(row["references"]),
            escape(row["strength"]),
            identifiers.linked_cell_lines(_remark(row)) + "".join(f" {escape(text)}" for text in problems) + notes,
        )


def linked_references(cell: str) -> str:
    """Return the references of a cell as HTML, each linked to its paper where the DOI or PMID was seen."""
    return ", ".join(
        f'<a href="{escape(address)}">{escape(label)}</a>' if address else escape(label)
        for label, address in links(cell)
    )


def _path(row: dict[str, str], shown: Callable[[str], str]) -> str:
    steps = (parts(row[name]) for name in ("sender", "cargo", "recipient"))
    return " → ".join("; ".join(map(shown, step)) for step in steps if step)


def _context(row: dict[str, str]) -> list[str]:
    """The cancers and drugs of a claim."""
    return [*parts(row["cancer"]), *parts(row["drug"])]


def _evidence(row: dict[str, str]) -> str:
    controls = ["release blocked"] if row["release_blocked_control"] == "yes" else []
    controls += ["physiological dose"] if row["physiological_dose"] == "yes" else []
    return "; ".join([*parts(row["system"]), *controls])


def _remark(row: dict[str, str]) -> str:
    status, note = row["correction_status"], row["note"]
    if not status:
        return note
    return f"{status[0].upper()}{status[1:]} (checked {row['correction_checked']}). {note}".strip()


def notes_of(claim: str) -> list[str]:
    """Return the ids of the reading notes on a claim: ``notes_of("mitigation-25") == ["note-28"]``."""
    return [row["id"] for row in _table("reading_notes.csv").to_dict("records") if claim in parts(row["claims"])]


def links(cell: str) -> list[tuple[str, str]]:
    """Return a label and an address (or "") for each reference of a cell: "Wieckowski 2009 [52]", its DOI."""
    found = []
    for number in parts(cell):
        row = _reference(number)
        label = f"{row['label']} [{number}]" if row["label"] else f"reference {number}"
        address = f"https://doi.org/{row['doi']}" if row["doi"] else ""
        if not address and row["pmid"]:
            address = f"https://pubmed.ncbi.nlm.nih.gov/{row['pmid']}/"
        found.append((label, address))
    return found


def _reference(number: int | str) -> dict[str, str]:
    text = str(number).strip()
    if not re.fullmatch(r"[1-9]\d{0,2}", text) or int(text) > LAST_REFERENCE:
        raise KeyError(f"{number!r} is no reference of the review, whose numbers run from 1 to {LAST_REFERENCE}.")
    return _by_number()[text]


@cache
def _by_number() -> dict[str, dict[str, str]]:
    return {row["number"]: row for row in _table("references.csv").to_dict("records")}


@cache
def _table(name: str) -> pd.DataFrame:
    import pandas as pd

    return pd.read_csv(data.folder() / name, dtype=str, keep_default_na=False)
