"""References: each page lists those it cites, by author and year.

The text cites by author and year, and the list needs no numbers; a label that is the key of the entry stays the
same on every page, so pages may each have a list of their own, and their links to it need not say again what it says.
"""

from __future__ import annotations

import pybtex.plugin
from docutils import nodes
from pybtex.style.formatting.plain import Style as Plain
from pybtex.style.labels import BaseLabelStyle
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class KeyLabels(BaseLabelStyle):
    """An entry's label is its key."""

    def format_labels(self, sorted_entries):
        for entry in sorted_entries:
            yield entry.key


class ByAuthor(Plain):
    """Entries in the order of their authors; the style sheet leaves the labels out."""

    default_label_style = KeyLabels


class NoTitles(SphinxPostTransform):
    """Links to the references of their own page do not say what stands there, and in the preview."""

    #: After those of sphinxcontrib-bibtex and Sphinx's own.
    default_priority = 300
    formats = ("html",)

    def run(self, **_: object) -> None:
        entries = {name for entry in self.document.findall(nodes.citation) for name in entry["ids"]}
        for link in self.document.findall(nodes.reference):
            if link.get("refid") in entries and link.get("reftitle"):
                del link["reftitle"]


def setup(app: Sphinx) -> None:
    """Register the style ``by-author`` for ``bibtex_default_style``, and the transform."""
    app.add_post_transform(NoTitles)
    pybtex.plugin.register_plugin("pybtex.style.formatting", "by-author", ByAuthor)
