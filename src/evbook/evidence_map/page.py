"""The evidence map as HTML: the picture in two forms, its words, and every claim as a row of a table.

It is complete without a script.  With one, the browser reads the claims from the rows of the table and everything
else from the block of data, and makes picture and table live.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from html import escape
from itertools import product

from evbook.chapter import claims_table
from evbook.drawing import tabular
from evbook.evidence_map.flows import LAYERS, Flows, flows, groups_of, is_drawn
from evbook.evidence_map.picture import COLOURS, measures, palette, pictures
from evbook.ledger import claims, groupings, identifiers
from evbook.ledger.notes import notes_of
from evbook.review import book

HEADINGS = ("Claim", "Sender", "Cargo", "Recipient", "Outcome", "Cancer", "Seen in", "References")

#: The columns by which a reader may choose claims: how a choice is called, and whether its words are grouped.
CHOICES = {
    "sender": "Sender",
    "cargo_kind": "Cargo",
    "recipient": "Recipient",
    "outcome": "Outcome",
    "cancer": "Cancer",
    "system": "Seen in",
    **book.CONTROLS,
    "correction_status": "Source and review",
    "section": "Section",
}
#: What a choice finds where a cell of these columns is empty.
EMPTY = {**dict.fromkeys(book.CONTROLS, book.NOT_LOOKED_AT), "correction_status": "no difference on record"}


def page(address: Callable[[str], str], ledger: list[dict[str, str]] | None = None) -> str:
    """Return the evidence map as HTML.

    ``address`` gives the address of a page of the book by its name ("microenvironment/angiogenesis"), or "" for a
    page that is not written yet; ``ledger`` is the rows to show, by default all.
    """
    rows = claims.read().to_dict("records") if ledger is None else ledger
    found = flows(rows)
    alt = words(rows, found)
    drawn = "\n".join(pictures(found, alt).values())
    caption = (
        "speak of vesicles and name a sender, a cargo or a "
        "recipient. Each is as thick as any other; one that names several is shared between them. "
        "The numbers are claims, not the strength of the evidence. Colour follows the cargo."
    )
    counted = f"{found.claims} of the review's {len(rows)} claims"
    table = tabular.table(f"All {len(rows)} claims of the review", HEADINGS, [[_row(row, address) for row in rows]])
    return (
        f'<div class="evbook-map" style="{palette()}">\n<figure class="map-figure">\n{drawn}\n'
        f'<figcaption><span class="map-counted">{escape(counted)}</span> {escape(caption)}</figcaption>\n</figure>\n'
        f"{tabular.region('Table of claims', table, 'evbook-claims map-claims')}\n"
        f'<script type="application/json" class="map-data">{_data()}</script>\n</div>'
    )


def words(rows: list[dict[str, str]], found: Flows) -> str:
    """Return in words what the picture shows: the largest groups of each layer, and the commonest whole paths."""
    layers = []
    for layer, title in LAYERS.items():
        named = [node for node in found.layer(layer) if node.group != groupings.NOT_NAMED]
        largest = sorted(named, key=lambda node: -node.count)
        listed = ", ".join(f"{node.group.lower()} in {node.count}" for node in largest)
        silent = found.claims - sum(_names(row, layer) for row in rows if is_drawn(row))
        layers.append(f"{title[0].upper()}{title[1:]}: {listed}; not named in {silent}.")
    paths = Counter(
        path
        for row in rows
        if is_drawn(row)
        for path in product(*(groups_of(row, layer) for layer in LAYERS))
        if groupings.NOT_NAMED not in path
    )
    commonest = "; ".join(f"{' to '.join(path).lower()}, {count}" for path, count in paths.most_common(5))
    return (
        f"Flow diagram of {found.claims} claims in four layers, sender to cargo to recipient to outcome. "
        f"{' '.join(layers)} The commonest whole paths: {commonest}."
    )


def _names(row: Mapping[str, str], layer: str) -> bool:
    return bool(row[layer])


def _row(row: dict[str, str], address: Callable[[str], str]) -> tabular.Row:
    cells = (
        _claim(row, address),
        _linked(row["sender"]),
        _linked(row["cargo"] or row["cargo_kind"]),
        _linked(row["recipient"]),
        escape(row["outcome"]),
        _linked(row["cancer"]),
        escape(row["system"]),
        claims_table.linked_references(row["references"]),
    )
    attributes = {"id": f"claim-{row['id']}"}
    attributes |= {
        f"data-{name.replace('_', '-')}": row[name] or EMPTY[name] for name in CHOICES if row[name] or name in EMPTY
    }
    if is_drawn(row):
        attributes["data-drawn"] = ""
    return tabular.Row(cells, attributes)


def _claim(row: dict[str, str], address: Callable[[str], str]) -> str:
    chapter = address(row["chapter"])
    name = escape(row["id"])
    lead = f'<a href="{escape(chapter)}#claim-{name}">{name}</a>' if chapter else name
    notes = address("reference/reading-notes")
    remarks = "".join(
        f' <a href="{escape(notes)}#{note}">Reading note {int(note.removeprefix("note-"))}</a>.'
        for note in notes_of(row["id"])
        if notes
    )
    return f'<span class="claim-number">{lead}</span> {identifiers.linked_cell_lines(row["claim"])}{remarks}'


def _linked(cell: str) -> str:
    return "; ".join(map(identifiers.linked, claims.parts(cell)))


def _data() -> str:
    axes = {}
    for axis in CHOICES:
        if axis in groupings.AXES:
            axes[axis] = [[group, groupings.terms(axis, group)] for group in groupings.groups(axis)]
        elif axis == "section":
            axes[axis] = [[title, [section]] for section, title in book.SECTIONS.items()]
        else:
            values = (*book.values(axis), *([EMPTY[axis]] if axis in EMPTY else []))
            axes[axis] = [[value, [value]] for value in values]
    data = {
        "layers": LAYERS,
        "choices": CHOICES,
        "axes": axes,
        "measures": measures(),
        "colours": list(COLOURS),
        "notNamed": groupings.NOT_NAMED,
    }
    # "<" would end the block if the data ever held a tag.
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
