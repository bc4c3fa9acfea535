"""For teachers and new readers, derived from the chapters, their quizzes and the models.

```{chapters-overview}
```
```{syllabus} lecture
```
```{course-path} lecture
```
```{solid-and-assumed}
```
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from evbook.review.book import CHAPTERS
from evbook.sphinxext.evidence import PageOfLinks
from evbook.teaching.courses import Facts, Syllabus, facts


def chapters_of(book: Path) -> dict[str, Facts]:
    """What each chapter that is a notebook says of itself, in the order of the book."""
    found = {}
    for page in CHAPTERS:
        path = book / f"{page}.ipynb"
        if path.is_file():
            first = json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"]
            found[page] = facts("".join(first))
    return found


class Overview(PageOfLinks):
    """``{chapters-overview}``: a row a chapter."""

    def html(self) -> str:
        from evbook.chapter import courses as teaching

        return teaching.overview(chapters_of(Path(self.env.srcdir)), self.address()).html


class OfCourse(PageOfLinks):
    """Something of a course that is named by its id."""

    required_arguments = 1

    def course(self) -> Syllabus:
        """The course.  Raises the directive's own error for one that there is not."""
        from evbook.review.syllabi import SYLLABI

        known = {syllabus.id: syllabus for syllabus in SYLLABI}
        if self.arguments[0] not in known:
            raise self.error(f"There is no syllabus {self.arguments[0]!r}; there are {', '.join(known)}.")
        return known[self.arguments[0]]

    def addresses(self) -> Callable[[str], str]:
        """The addresses of pages, and of models alone: no documents, and there for every model whose chapter is."""
        pages = self.address()

        def address(page: str) -> str:
            embed = page.startswith("embed/")
            return self.env.app.builder.get_relative_uri(self.env.docname, page) if embed else pages(page)

        return address


class SyllabusSheet(OfCourse):
    """``{syllabus} ID``: sessions and assignments of a course."""

    def html(self) -> str:
        from evbook.chapter import courses as teaching

        return teaching.sheet(self.course(), chapters_of(Path(self.env.srcdir)), self.addresses()).html


class CoursePath(OfCourse):
    """``{course-path} ID``: a course for its reader, step by step."""

    def html(self) -> str:
        from evbook.chapter import courses as teaching

        return teaching.path(self.course(), chapters_of(Path(self.env.srcdir)), self.addresses()).html


def extend_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Give the templates the script that keeps a reader's progress, if the page is a path."""
    if 'class="evbook-path"' in (context.get("body") or ""):
        context["explorer_scripts"] = [*context.get("explorer_scripts", []), "_static/path.js"]


class SolidAndAssumed(PageOfLinks):
    """``{solid-and-assumed}``: counts from the ledger and of the grades."""

    def html(self) -> str:
        from evbook.chapter import courses as teaching

        return teaching.solid_and_assumed().html


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("chapters-overview", Overview)
    app.add_directive("syllabus", SyllabusSheet)
    app.add_directive("course-path", CoursePath)
    app.connect("html-page-context", extend_context, priority=630)
    app.add_directive("solid-and-assumed", SolidAndAssumed)
