"""One page a model, with nothing but its live figure: ``embed/immune-escape.html``, for a frame in a course's pages.

A build of a few pages makes those of their models only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx

FOLDER = "embed"


def page_of(model: str) -> str:
    """The name of a model's page, without suffix."""
    return f"{FOLDER}/{model}"


def has_page(app: Sphinx, declaration: Any) -> bool:
    """Whether a model's chapter is built and the model can be live: a map over two axes is drawn in Python only."""
    return declaration.chapter in app.env.found_docs and len(declaration.axes) < 2


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give Sphinx a page for each model of a chapter that is built."""
    from evbook.catalogue import declarations
    from evbook.explorer import page

    for declaration in declarations():
        if has_page(app, declaration):
            context = {"title": declaration.title, "body": page.figure(declaration), "chapter": declaration.chapter}
            yield page_of(declaration.id), context, "embed.html"


def setup(app: Sphinx) -> None:
    """Connect to the moment when further pages are collected."""
    app.connect("html-collect-pages", pages)
