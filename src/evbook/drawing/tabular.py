"""The HTML of a table that reads well on a wide screen, on a phone and aloud.

On a narrow screen the style sheet stacks a row's cells, each behind its column's heading; explicit roles keep it a
table for those who hear it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True)
class Row:
    """A row of HTML cells, the first of which heads it; ``attributes`` are those of its ``tr``."""

    cells: Sequence[str]
    attributes: Mapping[str, str] = field(default_factory=dict)

    def html(self, headings: Sequence[str]) -> str:
        """Return the row; each cell says under which heading it stands."""
        named = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items())
        first, *others = self.cells
        cells = "".join(
            f'<td role="cell" data-label="{escape(heading)}">{cell}</td>'
            for heading, cell in zip(headings[1:], others, strict=True)
        )
        # A bare number heads no card: on a phone its column's heading stands before it.
        bare = re.sub(r"<[^>]+>", "", first).strip()
        is_number = re.match(r"[-−<]?\s?\d[^:]*$", bare) and len(re.findall(r"[A-Za-z]{2,}", bare)) < 2
        label = f' data-label="{escape(headings[0])}"' if headings[0] and is_number else ""
        return f'<tr role="row"{named}><th role="rowheader" scope="row"{label}>{first}</th>{cells}</tr>'


@dataclass(frozen=True)
class Heading:
    """A line across the table that heads the rows below it; ``ev`` sets it apart as ours."""

    text: str
    ev: bool = False

    def html(self, headings: Sequence[str]) -> str:
        """Return the line, as wide as the table."""
        mark = ' class="ev-label"' if self.ev else ""
        return (
            f'<tr role="row"><th role="rowheader" scope="rowgroup" colspan="{len(headings)}"{mark}>'
            f"{escape(self.text)}</th></tr>"
        )


def table(caption: str, headings: Sequence[str], bodies: Sequence[Sequence[Row | Heading]]) -> str:
    """Return a table with a caption of HTML, headings of text, and a body for each group of rows."""
    head = "".join(f'<th role="columnheader" scope="col">{escape(heading)}</th>' for heading in headings)
    lines = [
        '<table class="evbook-table" role="table">',
        f"<caption>{caption}</caption>",
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>',
    ]
    for body in bodies:
        lines += ['<tbody role="rowgroup">', *(row.html(headings) for row in body), "</tbody>"]
    return "\n".join([*lines, "</table>"])


def region(label: str, content: str, kind: str, *, style: str = "max-height:32rem;overflow:auto") -> str:
    """Return a part of the page that scrolls by itself; it takes the focus so that the keyboard can scroll it."""
    return (
        f'<div class="{kind}" role="region" tabindex="0" aria-label="{escape(label)}" style="{style}">\n'
        f"{content}\n</div>"
    )
