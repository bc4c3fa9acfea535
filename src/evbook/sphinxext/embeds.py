"""One page a model, with nothing but its live figure: ``embed/immune-escape.html``, for a frame in a course's pages.

A build of a few pages makes those of their models only, and a page that is made stands until something changes that it
depends on: to draw all models takes as long as many chapters.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sphinx
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

FOLDER = "embed"


def page_of(model: str) -> str:
    """The name of a model's page, without suffix."""
    return f"{FOLDER}/{model}"


def sketch_of(model: str) -> str:
    """The path of a model's sketch, made with its page."""
    return f"models/{model}.svg"


def has_page(app: Sphinx, declaration: Any) -> bool:
    """Whether a model's chapter is built and the model can be live: a map over two axes is drawn in Python only."""
    return declaration.chapter in app.env.found_docs and len(declaration.axes) < 2


def state_of(app: Sphinx) -> str:
    """What a page depends on beside its name: the package with its models and data, this extension, and the options."""
    info = app.builder.build_info
    known = (info.config_hash, info.tags_hash, app.config.evbook_package_digest, sphinx.__version__)
    return hashlib.sha256(" ".join(known).encode()).hexdigest()[:12]


class Standing:
    """Which pages were made when things were as they are now; remembered beside the book's parsed pages."""

    def __init__(self, app: Sphinx):
        self.file = Path(app.doctreedir) / "embeds.json"
        self.output = Path(app.outdir)
        self.state = state_of(app)
        try:
            self.made = dict(json.loads(self.file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):  # none yet, or not one of ours: all are made anew
            self.made = {}

    def holds(self, model: str) -> bool:
        """Whether a model's page need not be made again."""
        files = (self.output / f"{page_of(model)}.html", self.output / "models" / f"{model}.js",
                 self.output / sketch_of(model))  # fmt: skip
        return self.made.get(model) == self.state and all(file.is_file() for file in files)

    def note(self, model: str) -> None:
        """Remember that a model's page has been made."""
        self.made[model] = self.state
        self.file.write_text(json.dumps(self.made, indent=0), encoding="utf-8")


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give Sphinx a page for each model of a chapter that is built, but for those that stand already."""
    from evbook.explorer import page
    from evbook.explorer.sketch import sketch
    from evbook.review.catalogue import declarations

    standing, kept = Standing(app), 0
    for declaration in declarations():
        if not has_page(app, declaration):
            continue
        if standing.holds(declaration.id):
            kept += 1
            continue
        figure = page.figure(declaration)
        context = {"title": declaration.title, "body": figure, "chapter": declaration.chapter}
        drawn = Path(app.outdir) / sketch_of(declaration.id)
        drawn.parent.mkdir(exist_ok=True)
        drawn.write_text(sketch(figure), encoding="utf-8")
        yield page_of(declaration.id), context, "embed.html"
        standing.note(declaration.id)
    logger.info(f"{kept} pages of single models stand as they are")


def setup(app: Sphinx) -> None:
    """Connect to the moment when further pages are collected."""
    app.connect("html-collect-pages", pages)
