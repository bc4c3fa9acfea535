"""A page with a quiz loads the script that makes forms of its questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from evbook.sphinxext.explorers import copied

SCRIPT = "evbook-quiz.js"


def extend_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Give the templates the script, if the page holds a quiz."""
    if 'class="evbook-quiz"' in (context.get("body") or ""):
        context["explorer_scripts"] = [*context.get("explorer_scripts", []), copied(Path(app.outdir), SCRIPT)]


def setup(app: Sphinx) -> None:
    """Put the script behind those of explorers."""
    app.connect("html-page-context", extend_context, priority=620)
