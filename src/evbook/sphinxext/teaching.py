"""For teachers and new readers, derived from the chapters, their quizzes and the models.

```{chapters-overview}
```
```{syllabus} lecture
```
```{solid-and-assumed}
```
"""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.application import Sphinx

from evbook.review.book import CHAPTERS
from evbook.sphinxext.evidence import PageOfLinks
from evbook.teaching.courses import Facts, facts


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


class SyllabusSheet(PageOfLinks):
    """``{syllabus} ID``: sessions and assignments of a course."""

    required_arguments = 1

    def html(self) -> str:
        from evbook.chapter import courses as teaching
        from evbook.review.syllabi import SYLLABI

        known = {syllabus.id: syllabus for syllabus in SYLLABI}
        if self.arguments[0] not in known:
            raise self.error(f"There is no syllabus {self.arguments[0]!r}; there are {', '.join(known)}.")
        pages = self.address()

        def address(page: str) -> str:
            # The page of a model alone is no document, and is there for every model whose chapter is.
            embed = page.startswith("embed/")
            return self.env.app.builder.get_relative_uri(self.env.docname, page) if embed else pages(page)

        return teaching.sheet(known[self.arguments[0]], chapters_of(Path(self.env.srcdir)), address).html


class SolidAndAssumed(PageOfLinks):
    """``{solid-and-assumed}``: counts from the ledger and of the grades."""

    def html(self) -> str:
        from evbook.chapter import courses as teaching

        return teaching.solid_and_assumed().html


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("chapters-overview", Overview)
    app.add_directive("syllabus", SyllabusSheet)
    app.add_directive("solid-and-assumed", SolidAndAssumed)
