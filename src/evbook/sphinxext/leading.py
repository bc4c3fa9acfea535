"""The point comes first: under a chapter's idea stands its live model, small, and a line of what one can do with it.

What the reader will learn, needs and spends stands after it, closed, in one line; so do the equations, whose line says
how many there are.  All of it opens without a script.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from evbook.review.book import LEADS
from evbook.sphinxext.disclosures import disclosure, disclosure_summary
from evbook.sphinxext.searching import Sections

#: The id of the small figure, for links to the point.
LEAD = "lead"


class PointFirst(SphinxPostTransform):
    """Put the lead figure under the idea, and close what stands between it and the first section."""

    #: After myst-nb (199), so that cells are there.
    default_priority = 260
    formats = ("html",)

    def run(self, **_: object) -> None:
        lead = LEADS.get(self.env.docname)
        idea = next((p for p in self.document.findall(nodes.paragraph) if "idea" in p["classes"]), None)
        if lead is None or idea is None:
            return
        chapter = idea.parent
        start = chapter.index(idea) + 1
        end = next((i for i in range(start, len(chapter)) if isinstance(chapter[i], nodes.section)), len(chapter))
        behind = chapter[start:end]
        del chapter[start:end]
        closed = disclosure(classes=["chapter-needs"])
        closed += disclosure_summary("", "", nodes.Text(_needs(behind)))
        closed += behind
        chapter.insert(start, [nodes.raw("", self.figure(lead), format="html"), closed])

    def figure(self, lead: str) -> str:
        """The small live figure and the line of actions under it."""
        from evbook.explorer import page
        from evbook.review import catalogue

        figure = page.figure(catalogue.load(lead), compact=True, id=LEAD)
        alone = self.app.builder.get_relative_uri(self.env.docname, f"embed/{lead}")
        actions = (("#explore", "Explore", "the whole model"), ("#cite", "Cite", "this chapter"),
                   ("#run", "Run", "it yourself"), (alone, "Share", "the model alone"))  # fmt: skip
        items = "".join(
            f'<li><a href="{escape(address)}"{" data-share" * (word == "Share")}>{word}'
            f'<span class="lead-what"> {what}</span></a></li>'
            for address, word, what in actions
        )
        return f'<div class="evbook-lead">\n{figure}\n<ul class="lead-actions">{items}</ul>\n</div>'


def _needs(parts: list[nodes.Node]) -> str:
    """What the closed line says: that objectives and prerequisites are there, and the minutes."""
    text = " ".join(part.astext() for part in parts)
    minutes = re.search(r"(\d+) minutes", text)
    return "What you will learn and need" + (f"; {minutes[1]} minutes" if minutes else "")


class EquationsClosed(SphinxPostTransform):
    """Close the cells with the tag ``equations`` behind a line that counts what is in them."""

    default_priority = 255
    formats = ("html",)

    def run(self, **_: object) -> None:
        for cell in list(self.document.findall(nodes.container)):
            if "tag_equations" not in cell.get("classes", []):
                continue
            blocks = list(cell.findall(nodes.math_block))
            closed = disclosure(classes=["equations"])
            closed += disclosure_summary("", "", nodes.Text(_counted("".join(block.astext() for block in blocks))))
            cell.parent.replace(cell, closed)
            closed += cell


#: By what ``evbook.derive.latex`` marks a vesicle term.
_EV = r"_{\text{EV}}"


def _counted(latex: str) -> str:
    """The line of closed equations: how many there are, and whether vesicle terms are among them."""
    equations = latex.count("&=") or 1
    said = f"{equations} equation{'s' * (equations > 1)}"
    return f"The whole model: {said}, vesicle terms marked EV" if _EV in latex else f"As published: {said}"


#: Words that a minute of reading takes.
WORDS_A_MINUTE = 220
#: What is not read from beginning to end: closed parts, tables, forms of a quiz.
_NOT_READ = frozenset({"details", "table", "form", "dialog"})
_SAID = re.compile(r"(What you will learn and need; |About )\d+ minutes")


def minutes_of(html: str) -> int:
    """The minutes that a page's prose takes as it stands, with all that is closed left closed."""
    words = sum(len(f"{part['title']} {part['text']}".split()) for part in Sections(html, _NOT_READ).sections)
    return max(1, round(words / WORDS_A_MINUTE))


def say_minutes(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Put the minutes that are counted where a chapter says them; its source says what they were once."""
    body = context.get("body") or ""
    if pagename in LEADS and "chapter-needs" in body:
        minutes = minutes_of(body)
        context["body"] = _SAID.sub(rf"\g<1>{minutes} minutes", body, count=2)


def setup(app: Sphinx) -> None:
    """Register the transforms, and the counting once the page is whole."""
    app.connect("html-page-context", say_minutes, priority=840)
    app.add_post_transform(EquationsClosed)
    app.add_post_transform(PointFirst)
