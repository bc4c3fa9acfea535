"""A model in space in words, in the order that agent-based models are described in (the ODD protocol)."""

from __future__ import annotations

import re
from html import escape

from evbook.drawing.output import Output, folded
from evbook.model import Model


def description(model: Model) -> Output:
    """Return :meth:`evbook.model.Model.description` behind a line that says what it is.

    Raises ValueError for a model that has no lattice.
    """
    said = model.description()
    blocks = said.split("\n\n")[1:]  # the page has a title of its own
    html = "\n".join(map(_block, blocks))
    return folded("The model in the order of the ODD protocol, made from its declaration", Output(text=said, html=html))


def _block(text: str) -> str:
    """A block of the description as HTML: a heading, a list, or a paragraph."""
    if text.startswith("## "):
        return f"<p><strong>{_inline(text.removeprefix('## '))}</strong></p>"
    lines = text.strip().split("\n")
    for mark, tag in ((r"- ", "ul"), (r"\d+\. ", "ol")):
        if all(re.match(mark, line) for line in lines):
            rows = "".join(f"<li>{_inline(re.sub(f'^{mark}', '', line))}</li>" for line in lines)
            return f"<{tag}>{rows}</{tag}>"
    return f"<p>{' '.join(map(_inline, lines))}</p>"


def _inline(text: str) -> str:
    # What a line begins with in italics may hold code; code may hold the sign of multiplication.
    emphasised = re.sub(r"^\*((?:`[^`]*`|[^*`])+)\*", r"<em>\1</em>", escape(text))
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", emphasised)
