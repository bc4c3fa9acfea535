"""One Content-Security-Policy for all pages, and the check that every page keeps it.

The policy allows scripts from the site's own files and nothing else, so there are no hashes to keep: a page
with an inline script or an inline handler is a fault of that page, and is reported when the build ends.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        # Plotly and the explorer place what they draw by style attributes
        "style-src 'self' 'unsafe-inline'",
        # pictures made in the page, to be downloaded
        "img-src 'self' data: blob:",
        "font-src 'self'",
        # a model as it will be in another's frame
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'self'",
    ]
)

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_HANDLER = re.compile(r"<[a-z][^<>]*\s(on[a-z]+)=[\"']", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"<(?:script|img|iframe|source|audio|video|embed)\b[^>]*\bsrc=[\"'](?:https?:)?//[^\"']*"
    r"|<link\b[^>]*rel=[\"']?(?:stylesheet|preload|modulepreload|icon)[^>]*href=[\"'](?:https?:)?//[^\"']*",
    re.IGNORECASE,
)


def faults(html: str) -> list[str]:
    """What in a page its policy would refuse, as sentences."""
    found = []
    for attributes, body in _SCRIPT.findall(html):
        # A script of another type, such as JSON-LD, is data: it is not run, and the policy lets it be.
        data = re.search(r"type=[\"']application/(?:ld\+)?json", attributes)
        if "src=" not in attributes and not data:
            found.append(f"it has an inline script ({body.strip()[:60]!r}); put the script into a file")
    for handler in _HANDLER.findall(html):
        found.append(f"it has an inline handler ({handler}); listen from a script file")
    for reference in _OUTSIDE.findall(html):
        found.append(f"it asks another host for something ({reference}); serve a copy")
    return found


def extend_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Give the templates the policy."""
    context["content_security_policy"] = POLICY


def check_pages(app: Sphinx, exception: Exception | None) -> None:
    """Warn of every page that its policy would break."""
    if exception or app.builder.format != "html":
        return
    for docname in sorted(app.env.found_docs):
        page = Path(app.builder.get_outfilename(docname))
        if page.is_file():
            for fault in faults(page.read_text(encoding="utf-8")):
                logger.warning("The page %s breaks the site's policy: %s.", docname, fault, location=docname)


def setup(app: Sphinx) -> None:
    """Put the policy into each page and check the pages when they are written."""
    app.connect("html-page-context", extend_context)
    app.connect("build-finished", check_pages)
