"""A table wider than the page scrolls by itself, so that the page never does."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class ScrollingTables(SphinxPostTransform):
    """Put each table into a part of its own, which the style sheet lets scroll."""

    default_priority = 900
    formats = ("html",)

    def run(self, **_: object) -> None:
        for table in list(self.document.findall(nodes.table)):
            if "scrolls" not in table.parent.get("classes", []):
                part = nodes.container(classes=["scrolls"])
                table.parent.replace(table, part)
                part += table


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(ScrollingTables)
