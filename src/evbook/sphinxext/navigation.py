"""The contents of the book beside the page, and the headings of the page."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment.adapters.toctree import TocTree


def page_headings(app: Sphinx, pagename: str) -> str:
    """The headings below the page's title, as nested lists of links; empty where there are fewer than two."""
    if pagename not in app.env.tocs:
        return ""
    contents = TocTree(app.env).get_toc_for(pagename, app.builder)
    lists = [node for node in contents.findall(nodes.bullet_list) if node is not contents]
    if not lists or len(lists[0]) < 2:
        return ""
    return app.builder.render_partial(lists[0])["fragment"]


def extend_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Give the templates ``book_contents`` and ``page_headings``."""
    if "toctree" in context:
        tree = context["toctree"](collapse=False, includehidden=True, titles_only=True, maxdepth=3)
        context["book_contents"] = tree or ""
    context["page_headings"] = page_headings(app, pagename)
    context["author"] = app.config.author


def setup(app: Sphinx) -> None:
    """Connect to the rendering of each page."""
    app.connect("html-page-context", extend_context)
