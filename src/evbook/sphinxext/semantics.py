"""What assistive technology is told: faults of the HTML that Sphinx writes, mended in each page.

Each mend is a fault that axe-core finds in an unmended page; one that Sphinx has mended itself finds nothing.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

_MENDS = [
    # a caption in the contents claims to be a heading, but of no level
    (re.compile(r'(<p class="caption") role="heading"'), r"\1"),
    # the page one is on is a link that does not say so
    (re.compile(r'(<a class="current reference internal" href="[^"]*")(?! aria-current)'), r'\1 aria-current="page"'),
    # a label that is not the text one sees
    (re.compile(r'<summary aria-label="Toggle hidden content">'), "<summary>"),
    # a role that ARIA has withdrawn; the list of references is a list
    (re.compile(r'role="doc-biblioentry"'), 'role="listitem"'),
]


def mended(html: str) -> str:
    """The HTML without the known faults."""
    for fault, mend in _MENDS:
        html = fault.sub(mend, html)
    return html


def extend_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Mend the page's text and its contents."""
    for part in ("body", "book_contents"):
        if context.get(part):
            context[part] = mended(context[part])


def setup(app: Sphinx) -> None:
    """Connect after the page's parts have been made."""
    app.connect("html-page-context", extend_context, priority=800)
