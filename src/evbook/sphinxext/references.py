"""References: each page lists those it cites, by author and year.

The text cites by author and year, and the list needs no numbers; a label that is the key of the entry stays the
same on every page, so pages may each have a list of their own.  What a link to an entry says of it names three authors
at most: the entry has them all.
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


#: As many authors are named where a link says what it leads to.
NAMED = 3


def shortened(said: str, authors: list[str]) -> str:
    """What is said of a paper with only the first of its authors, where they are many.

    ``said`` begins with all of them, and the family name of the last is followed by a full stop.
    """
    if len(authors) <= NAMED:
        return said
    names, stop, rest = said.partition(f"{authors[-1]}. ")
    first = names.split(", ", 1)[0]
    return f"{first} and others. {rest}" if stop and first != names else said


class ShortTitles(SphinxPostTransform):
    """Shorten what links to references say."""

    #: After those of sphinxcontrib-bibtex and Sphinx's own.
    default_priority = 300
    formats = ("html",)

    def run(self, **_: object) -> None:
        domain = self.env.get_domain("cite")
        keys = {citation.citation_id: citation.key for citation in domain.citations}
        for link in self.document.findall(nodes.reference):
            address = link.get("refid") or link.get("refuri", "").rpartition("#")[2]
            if link.get("reftitle") and address in keys:
                persons = domain.bibdata.data.entries[keys[address]].persons.get("author", [])
                family = [
                    " ".join(person.rich_last_names[0].render_as("text").split())
                    for person in persons
                    if person.rich_last_names
                ]
                link["reftitle"] = shortened(link["reftitle"], family)


def setup(app: Sphinx) -> None:
    """Register the style ``by-author`` for ``bibtex_default_style``, and the transform."""
    app.add_post_transform(ShortTitles)
    pybtex.plugin.register_plugin("pybtex.style.formatting", "by-author", ByAuthor)
