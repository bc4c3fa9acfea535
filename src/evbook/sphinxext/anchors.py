"""Puts the anchors that stay (:mod:`evbook.authoring.anchors`) into the pages."""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from evbook.authoring.anchors import cells_of, read, shown

_EXERCISE = re.compile(r"Exercise (\d+)\.")


class KeepAnchors(SphinxPostTransform):
    """Give cells and exercises their anchors, and moved anchors their new places."""

    #: Before hidden cells are taken apart and solutions are put in order.
    default_priority = 150
    formats = ("html",)

    def run(self, **_: object) -> None:
        page, source = self.env.docname, Path(self.env.doc2path(self.env.docname))
        if source.suffix == ".ipynb":
            cells = cells_of(source)
            for part in self.document.findall(nodes.container):
                if part.get("nb_element") == "cell_code" and shown(cells[part["cell_index"]]):
                    part["ids"].append(f"cell-{cells[part['cell_index']]['id']}")
            self._exercises()
        self._moved({row["anchor"]: row["moved_to"] for row in read(Path(self.env.srcdir))
                     if row["page"] == page and row["moved_to"]})  # fmt: skip

    def _exercises(self) -> None:
        for paragraph in self.document.findall(nodes.paragraph):
            number = _EXERCISE.match(paragraph.astext())
            # MyST puts an empty text before what a paragraph begins with.
            first = next((child for child in paragraph.children if child.astext()), None)
            if number and isinstance(first, nodes.strong):
                paragraph["ids"].append(f"exercise-{number[1]}")

    def _moved(self, moved: dict[str, str]) -> None:
        for node in list(self.document.findall(nodes.Element)) if moved else ():
            for old, new in moved.items():
                if new in node.get("ids", []):
                    node["ids"].append(old)
        for node in list(self.document.findall(nodes.raw)) if moved else ():
            if node.get("format") == "html":
                html = node.astext()
                for old, new in moved.items():
                    html = with_old_anchor(html, old, new)
                if html != node.astext():
                    node.children = [nodes.Text(html)]


def with_old_anchor(html: str, old: str, new: str) -> str:
    """Return HTML in which the link to ``old`` leads to the element with the id ``new``, if it is there.

    Tables that are written as HTML have their anchors on rows; an empty ``<span>`` may stand in a cell, not in a row.
    """
    found = re.search(rf'<(\w+)\b[^>]*\bid="{re.escape(new)}"[^>]*>', html)
    if found is None:
        return html
    inside = found.end()
    if found[1] == "tr":
        inside += re.match(r"\s*<t[dh]\b[^>]*>", html[inside:]).end()
    return f'{html[:inside]}<span id="{old}"></span>{html[inside:]}'


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(KeepAnchors)
