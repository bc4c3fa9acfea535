"""References: each page lists those it cites, by author and year.

The text cites by author and year, and the list needs no numbers; a label that is the key of the entry stays the
same on every page, so pages may each have a list of their own.
"""

from __future__ import annotations

import pybtex.plugin
from pybtex.style.formatting.plain import Style as Plain
from pybtex.style.labels import BaseLabelStyle
from sphinx.application import Sphinx


class KeyLabels(BaseLabelStyle):
    """An entry's label is its key."""

    def format_labels(self, sorted_entries):
        for entry in sorted_entries:
            yield entry.key


class ByAuthor(Plain):
    """Entries in the order of their authors; the style sheet leaves the labels out."""

    default_label_style = KeyLabels


def setup(app: Sphinx) -> None:
    """Register the style ``by-author`` for ``bibtex_default_style``."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", "by-author", ByAuthor)
