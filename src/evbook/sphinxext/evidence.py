"""The ledger on plain pages: its map, a page's claims with their notes, and the review's figures.

    ```{evidence-map}
    ```
    ```{claims-table}
    ```
    ```{reading-notes}
    ```
    ```{since-2019}
    ```
    ```{review-figure} 1
    ```
    ```{identifiers-table} cell line
    ```

What links to a chapter links only to a page that exists; when pages come or go, the pages with such links are made
anew.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from evbook.authoring.notebooks import title_of
from evbook.chapter import claims_table
from evbook.sphinxext.explorers import copied

#: The files of the live map; only a page that holds the map loads them.
FILES = ("evbook-map.css", "evbook-map.js")


class PageOfLinks(SphinxDirective, ABC):
    """Something drawn from the package for the page it stands on, with links to the chapters that exist."""

    option_spec: ClassVar[dict[str, Any]] = {}

    def address(self) -> Callable[[str], str]:
        """Return the address of a page as seen from this one, "" for a page that is not written yet."""
        _pages_with_links(self.env).add(self.env.docname)

        def of(page: str) -> str:
            known = page in self.env.found_docs
            return self.env.app.builder.get_relative_uri(self.env.docname, page) if known else ""

        return of

    def title(self, page: str) -> str:
        """Return what a page is called: its first heading, read from its source, since pages are read one by one."""
        return title_of(Path(self.env.doc2path(page))) if page in self.env.found_docs else page

    @abstractmethod
    def html(self) -> str:
        """Return what is drawn, as HTML."""

    def run(self) -> list[nodes.Node]:
        return [nodes.raw("", self.html(), format="html")]


class EvidenceMap(PageOfLinks):
    """``{evidence-map}``: every claim of the review as a flow from sender to outcome, and as a table."""

    def html(self) -> str:
        from evbook import evidence_map

        return evidence_map.page(self.address())


class ClaimsTable(PageOfLinks):
    """``{claims-table}``: the claims that this page answers for."""

    def html(self) -> str:

        return claims_table.slice_table(self.env.docname)._repr_html_()


class ReadingNotes(PageOfLinks):
    """``{reading-notes}``: where a source of this page's claims does not say what the review says."""

    def html(self) -> str:
        from evbook.ledger import notes

        return notes.reading(self.env.docname)._repr_html_()


class Since2019(PageOfLinks):
    """``{since-2019}``: what has been published since the review on the matter of this page."""

    def html(self) -> str:
        from evbook.ledger import notes

        return notes.since_2019(self.env.docname)._repr_html_()


class ReviewFigure(PageOfLinks):
    """``{review-figure} 1``: a figure of the review redrawn, each of its parts leading to its chapter."""

    required_arguments = 1

    def html(self) -> str:
        from evbook import review_figures

        try:
            return review_figures.figure(self.arguments[0], self.address())
        except KeyError as error:
            raise self.error(error.args[0]) from None


class IdentifiersTable(PageOfLinks):
    """``{identifiers-table} cell line``: the terms of one kind, each with its record in a database."""

    required_arguments = 1
    final_argument_whitespace = True

    def html(self) -> str:
        from evbook.ledger import identifiers

        try:
            return identifiers.table_html(self.arguments[0])
        except KeyError as error:
            raise self.error(error.args[0]) from None


def _pages_with_links(env: BuildEnvironment) -> set[str]:
    if not hasattr(env, "evbook_chapter_links"):
        env.evbook_chapter_links = set()
    return env.evbook_chapter_links


def pages_to_renew(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """The pages with links to chapters, when a page has come or gone."""
    links = _pages_with_links(env)
    links -= removed
    return sorted(links & env.found_docs) if added or removed else []


def merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    """Take over what another process has read."""
    _pages_with_links(env).update(_pages_with_links(other))


def extend_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Give the templates the sheet and the script of the map, if the page holds one."""
    if 'class="evbook-map"' in (context.get("body") or ""):
        sheet, script = (copied(Path(app.outdir), name) for name in FILES)
        context["explorer_sheets"] = [*context.get("explorer_sheets", []), sheet]
        context["explorer_scripts"] = [*context.get("explorer_scripts", []), script]


def setup(app: Sphinx) -> None:
    """Register the directives; the scripts come after those of the explorers."""
    app.add_directive("evidence-map", EvidenceMap)
    app.add_directive("claims-table", ClaimsTable)
    app.add_directive("reading-notes", ReadingNotes)
    app.add_directive("since-2019", Since2019)
    app.add_directive("review-figure", ReviewFigure)
    app.add_directive("identifiers-table", IdentifiersTable)
    app.connect("env-get-outdated", pages_to_renew)
    app.connect("env-merge-info", merge)
    app.connect("html-page-context", extend_context, priority=600)
