"""A table of a chapter: as HTML, and as plain text where there is no page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape

from evbook.drawing import tabular
from evbook.drawing.output import Output


@dataclass(frozen=True)
class Group:
    """Rows under a heading of their own; ``ev`` sets the heading apart as ours."""

    rows: Sequence[Sequence[str]]
    heading: str = ""
    ev: bool = False


def plain(html: str) -> str:
    """The text of a piece of HTML, subscripts after an underscore."""
    return unescape(re.sub(r"<[^>]+>", "", html.replace("<sub>", "_"))).strip()


def table(caption: str, headings: Sequence[str], groups: Sequence[Group]) -> Output:
    """Return a table of HTML cells; the first cell of each row is the row's heading."""
    return Output(text=_text(caption, headings, groups), html=_html(caption, headings, groups))


def joined(parts: Sequence[Output]) -> Output:
    """Return several tables as one thing."""
    return Output(text="\n\n".join(part.text for part in parts), html="\n".join(part.html for part in parts))


def pill(kind: str, word: str) -> str:
    """Return a word that says how far to trust a number, in the colour of its class."""
    return f'<span class="{kind} {kind}-{word.replace(" ", "-")}">{escape(word)}</span>'


def _html(caption: str, headings: Sequence[str], groups: Sequence[Group]) -> str:
    bodies = [
        [*([tabular.Heading(group.heading, group.ev)] if group.heading else []), *map(tabular.Row, group.rows)]
        for group in groups
    ]
    return tabular.table(caption, headings, bodies)


def _text(caption: str, headings: Sequence[str], groups: Sequence[Group]) -> str:
    lines = [plain(caption), " | ".join(headings)]
    for group in groups:
        lines += [f"[{group.heading}]"] if group.heading else []
        lines += [" | ".join(plain(cell) for cell in row) for row in group.rows]
    return "\n".join(lines)
