"""What the search reads of HTML: cells and items that stand side by side are words apart.

Sphinx leaves the tags of HTML out before it looks for words, so that the last word of a cell and the first of the
next would be one.  A space before the tags that begin a part keeps them apart, and changes nothing that is seen.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

_PART = re.compile(r"(?<=\S)(?=<(?:td|th|tr|li|p|div|dt|dd|br|details|summary|figcaption)\b)")


def apart(html: str) -> str:
    """The HTML with a space before each part; programs that it carries are left alone."""
    return html if "<script" in html or "<pre" in html else _PART.sub(" ", html)


class WordsApart(SphinxPostTransform):
    """Part the words of all HTML that a page holds."""

    #: After everything that makes HTML.
    default_priority = 950
    formats = ("html",)

    def run(self, **_: object) -> None:
        for raw in list(self.document.findall(nodes.raw)):
            if "html" in raw.get("format", "").split():
                raw.replace_self(nodes.raw(raw.rawsource, apart(raw.astext()), **raw.attributes))


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(WordsApart)
