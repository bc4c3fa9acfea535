"""Each page says how it is cited: in its head for catalogues, at its foot for readers, and as files to take away.

The address of the site is ``html_baseurl``; where that is empty, no address is printed.  ``EVBOOK_SWHID`` in the
environment names the source as Software Heritage keeps it, for a site that is built of a version that is archived.
"""

from __future__ import annotations

import os
import re
import shutil
from html import escape, unescape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from evbook.chapter import citation
from evbook.review.book import CHAPTERS
from evbook.sphinxext import running, teaching

FOLDER = "_cite"
#: The picture that a link to the book is shown with.
CARD = running.ROOT / ".github" / "pictures" / "live-model.png"
_IDEA = re.compile(r'<p class="idea">\s*<em>(.*?)</em>', re.DOTALL)


def plain(html: str) -> str:
    """The words of a fragment of HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def work_of(app: Sphinx, pagename: str, context: dict[str, Any]) -> citation.Work:
    """The page as a work: a chapter of the book, or on the front page the book itself."""
    front = pagename == app.config.root_doc
    base = app.config.html_baseurl
    idea = _IDEA.search(context.get("body", ""))
    said = teaching.chapters_of(Path(app.srcdir)).get(pagename) if pagename in CHAPTERS else None
    return citation.Work(
        key="evbook" if front else citation.key_of(pagename),
        book=f"{app.config.html_title}: an executable review",
        chapter="" if front else plain(context.get("title", "")),
        year=re.search(r"\d{4}", app.config.copyright)[0],
        address=f"{base.rstrip('/')}/{app.builder.get_target_uri(pagename)}" if base else "",
        about=plain(idea[1]) if idea else "",
        teaches=said.objectives if said else (),
        minutes=said.minutes if said else 0,
        picture=f"{base.rstrip('/')}/{FOLDER}/{CARD.name}" if base else "",
        swhid=citation.archived(os.environ.get("EVBOOK_SWHID", "")),
    )


def extend_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Give the templates the citation of a page that is a document of the book, and write its files."""
    if pagename not in app.env.found_docs:
        return
    work = work_of(app, pagename, context)
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    forms = []
    for name, ending, write in citation.FORMS:
        (folder / f"{work.key}.{ending}").write_text(write(work), encoding="utf-8", newline="")
        forms.append((name, f"{FOLDER}/{work.key}.{ending}"))
    described = [
        (citation.MEDIA[ending], context["pathto"](f"{FOLDER}/{work.key}.{ending}", resource=True))
        for _, ending, _ in citation.FORMS
    ]
    if not work.chapter:
        told = running.Addresses.told(os.environ)
        written = (running.ROOT / "CITATION.cff").read_text(encoding="utf-8")
        text = citation.cff(written, site=app.config.html_baseurl, repository=told.repository, swhid=work.swhid)
        (folder / "CITATION.cff").write_text(text, encoding="utf-8", newline="")
        forms.append(("CITATION.cff", f"{FOLDER}/CITATION.cff"))
    context["citation"] = {
        "tags": citation.tags(work), "json_ld": citation.json_ld(work), "apa": citation.apa(work),
        "card": citation.card(work), "signposts": citation.signposts(work, described),
        "bibtex": citation.bibtex(work).strip(), "forms": forms, "whole": not work.chapter,
    }  # fmt: skip


def write_for_machines(app: Sphinx, failure: Exception | None) -> None:
    """Where the address of the site is known: a list of its pages for search engines, and the picture of its cards."""
    base = app.config.html_baseurl
    if failure or not base or app.builder.format != "html":
        return
    pages = [f"{base.rstrip('/')}/{app.builder.get_target_uri(name)}" for name in sorted(app.env.found_docs)]
    listed = "".join(f"<url><loc>{escape(page)}</loc></url>\n" for page in pages)
    (Path(app.outdir) / "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n',
        encoding="utf-8",
    )
    if CARD.is_file():
        shutil.copyfile(CARD, Path(app.outdir) / FOLDER / CARD.name)


def setup(app: Sphinx) -> None:
    """Connect to the rendering of each page, and to the end of the build."""
    app.connect("html-page-context", extend_context)
    app.connect("build-finished", write_for_machines)
