"""Slides and a worksheet with its key for each chapter, made of the chapter: ``slides/immune-escape.html``.

```{handouts}
```

lists them.  They stand outside the book's contents, are loaded by no page, and are made anew only when the package, a
notebook or the site's own files have changed.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from evbook.review.book import LEADS
from evbook.sphinxext import embeds, question_files, stylesheets
from evbook.sphinxext.evidence import PageOfLinks
from evbook.sphinxext.mathematics import render

SLIDES, SHEETS = "slides", "worksheets"
#: The frame of the slides, as npm brings it.
REVEAL = stylesheets.NPM / "reveal.js"


def names(page: str) -> dict[str, str]:
    """The pages that are made of a chapter, without suffix, by what they are."""
    name = page.rpartition("/")[2]
    return {"slides": f"{SLIDES}/{name}", "sheet": f"{SHEETS}/{name}", "key": f"{SHEETS}/{name}-key"}


def led(app: Sphinx) -> list[str]:
    """The chapters that are built and have a leading model."""
    return [page for page in LEADS if page in app.env.found_docs]


def set_formulae(html: str) -> str:
    r"""HTML in which ``\(…\)`` and ``\[…\]`` are set, as on the book's own pages."""

    def put(found: re.Match) -> str:
        display = found[1] == "["
        return f'<span class="math">{render(unescape(found[2]), display)}</span>'

    return re.sub(r"\\([(\[])(.+?)\\[)\]]", put, html, flags=re.DOTALL)


def code_of(site: str, folder: str, link: str) -> str:
    """The code of a link as SVG, once the site's own address is known; else nothing, for it would lead nowhere."""
    if not site:
        return ""
    import segno

    address = site + re.sub(r"^(\.\./)+", "", link)
    drawn = segno.make(address, error="m", micro=False)
    return drawn.svg_inline(
        scale=2, border=2, svgclass="sheet-qr", lineclass=None, omitsize=False, title="Code of a link"
    )


def state_of(app: Sphinx, page: str) -> str:
    """What the pages made of a chapter depend on."""
    source = Path(app.env.doc2path(page)).read_bytes()
    known = (embeds.state_of(app), app.config.evbook_site_digest, app.config.html_baseurl)
    return hashlib.sha256(" ".join(known).encode() + source).hexdigest()[:12]


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give Sphinx the pages of each chapter, but for those that stand already."""
    from evbook.authoring.slides import slides
    from evbook.authoring.worksheets import worksheet

    output, made = Path(app.outdir), question_files.questions(app)
    write_reveal(output / SLIDES / "reveal")
    for page in led(app):
        stamp = Path(app.doctreedir) / "handouts" / page.replace("/", "-")
        state, of = state_of(app, page), names(page)
        standing = stamp.is_file() and stamp.read_text(encoding="utf-8") == state
        if standing and all((output / f"{name}.html").is_file() for name in of.values()):
            continue
        embed = f"../{embeds.page_of(LEADS[page])}.html"

        def code(link: str) -> str:
            return code_of(app.config.html_baseurl, SHEETS, link)

        deck = slides(made, page, chapter=f"../{page}.html", embed=embed)
        sheet = worksheet(made, page, embed=embed, code=code)
        shown = [
            {"heading": slide.heading, "html": set_formulae(slide.html), "notes": set_formulae(slide.notes)}
            for slide in deck
        ]
        body = "".join(slide["html"] + slide["notes"] for slide in shown)
        yield of["slides"], {"title": sheet.title, "body": body, "slides": shown, "chapter": page}, "slides.html"
        halves = [set_formulae(half) for half in (sheet.first, sheet.second)]
        context = {"title": f"{sheet.title}: worksheet", "chapter": page}
        yield of["sheet"], {**context, "body": "".join(halves), "halves": halves}, "worksheet.html"
        key = set_formulae(sheet.key)
        context = {"title": f"{sheet.title}: key to the worksheet", "chapter": page}
        yield of["key"], {**context, "body": key, "halves": [key]}, "worksheet.html"
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(state, encoding="utf-8")


def write_reveal(folder: Path) -> None:
    """Copy the frame of the slides, its style and its licence into the site."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in (REVEAL / "dist" / "reveal.js", REVEAL / "dist" / "reveal.css", REVEAL / "LICENSE"):
        shutil.copyfile(source, folder / source.name)


class Handouts(PageOfLinks):
    """``{handouts}``: a row a chapter, with its slides, worksheet and key."""

    def html(self) -> str:
        from evbook.drawing.table import Group, table

        address = self.address()
        here = self.env.app.builder.get_relative_uri(self.env.docname, "x").removesuffix("x.html")
        made = question_files.questions(self.env.app)
        rows = []
        for page in led(self.env.app):
            of, title = names(page), made.about(page).title
            hidden = f'<span class="visually-hidden"> of {escape(title)}</span>'
            rows.append((
                f'<a href="{escape(address(page))}">{escape(title)}</a>',
                f'<a href="{here}{of["slides"]}.html">Slides{hidden}</a>, '
                f'<a href="{here}{of["slides"]}.html?print-pdf">to print{hidden}</a>',
                f'<a href="{here}{of["sheet"]}.html">Worksheet{hidden}</a>',
                f'<a href="{here}{of["key"]}.html">Key{hidden}</a>',
            ))  # fmt: skip
        return table("Slides and worksheets.", ("Chapter", "Slides", "Worksheet", "Key"), [Group(rows)]).html


def setup(app: Sphinx) -> None:
    """Register the directive, and connect to the moment when further pages are collected."""
    app.add_directive("handouts", Handouts)
    app.connect("html-collect-pages", pages)
