"""The claims of a page as a table: what is said, on what evidence, and what the source shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from evbook.data import parts
from evbook.drawing import tabular
from evbook.ledger import identifiers
from evbook.ledger.claims import for_chapter, links
from evbook.ledger.notes import notes_of
from evbook.review import book


def slice_table(chapter: str) -> ClaimTable:
    """Return the claims of a chapter as a table that renders in a notebook and on the site."""
    return ClaimTable(chapter, tuple(for_chapter(chapter).to_dict("records")))


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
        region = tabular.region("Claims discussed on this page", table, "evbook-claims")
        return f'<details class="evbook-card">\n<summary>{escape(self.caption)}</summary>\n{region}\n</details>'

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
            _seen_in(row),
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


def _seen_in(row: dict[str, str]) -> str:
    """The kinds of evidence, and under them the controls."""
    systems, controls = escape("; ".join(_systems(row))), escape("; ".join(_controls(row)))
    return f'{systems} <small class="context">{controls}</small>' if controls else systems


def _path(row: dict[str, str], shown: Callable[[str], str]) -> str:
    steps = (parts(row[name]) for name in ("sender", "cargo", "recipient"))
    return " → ".join("; ".join(map(shown, step)) for step in steps if step)


def _context(row: dict[str, str]) -> list[str]:
    """The cancers and drugs of a claim."""
    return [*parts(row["cancer"]), *parts(row["drug"])]


def _evidence(row: dict[str, str]) -> str:
    return "; ".join([*_systems(row), *_controls(row)])


def _systems(row: dict[str, str]) -> list[str]:
    """The kinds of evidence that are cited for a claim; nothing where none is."""
    return [value for value in parts(row["system"]) if value != book.NO_EXPERIMENT]


def _controls(row: dict[str, str]) -> list[str]:
    """What is known of the controls of the experiments behind a claim; nothing where none is cited or looked at."""
    said = []
    for column, title in book.CONTROLS.items():
        found = [value for value in parts(row[column]) if value != book.NO_EXPERIMENT]
        if found:
            value = {book.NOT_STATED: "not stated", book.NOT_SEEN: "not known, source not seen"}.get(
                found[0], " and ".join(found)
            )
            said.append(f"{title[0].lower()}{title[1:]}{' ' if column == 'ev_isolation' else ': '}{value}")
    return said


def _remark(row: dict[str, str]) -> str:
    status, note = row["correction_status"], row["note"]
    if not status:
        return note
    return f"{status[0].upper()}{status[1:]} (checked {row['correction_checked']}). {note}".strip()
