"""The search: what can be found, gathered while the site is built, and the index that finds it.

Something found is a page, a section, a model, a claim, a number or a term: each has a title, where it stands, an
address that leads to the very place, and its words.  Pages and sections are read from the pages as they are written, so
that what a cell or a directive made is found too; models, claims, numbers and terms come from their records, each
once.  The index is made by the script that reads it (``frontend/src/find``, which holds MiniSearch), run by Node; it is
a classic script, so that a page opened from a folder may load it, and no page but the search loads it.

MiniSearch was taken over Pagefind, whose index is fetched and needs WebAssembly, which neither a folder nor the site's
policy allows; over Fuse.js, which has no index and looks through every text at each key; and over Lunr, which has had
no release since 2020.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from evbook.explorer.hosted import live_anchor
from evbook.explorer.node import node_program
from evbook.review import book
from evbook.sphinxext.explorers import copied, version

HERE = Path(__file__).parent
SCRIPTS, SHEET = ("evbook-find.js", "evbook-found.js"), "evbook-find.css"
INDEX = "evbook-find-index.js"

#: Where numbers and terms stand.
NUMBERS, TERMS = "reference/parameters", "reference/glossary"


@dataclass
class Found:
    """One thing that can be found.

    ``kind`` is page, section, model, claim, number or term; ``where`` is the page or the model it belongs to, ``also``
    its other names, ``text`` its words.
    """

    kind: str
    title: str
    where: str
    address: str
    text: str = ""
    also: str = ""


#: What is no running text, or is found by its own record: code, figures and their controls, pictures, mathematics told
#: twice, tables of claims, of numbers and of references.
_LEFT_OUT_TAGS = {"script", "style", "svg", "math", "pre", "button", "select", "noscript", "iframe", "canvas"}
_LEFT_OUT = {"evbook-explorer", "evbook-lead", "evbook-claims", "evbook-filtered", "evbook-card", "citation-list",
             "headerlink", "cell_input", "claims", "formula", "glossary"}  # fmt: skip
#: Sections whose tables hold numbers, which are found by their records.
_OF_NUMBERS = {"the-numbers", "does-it-hold", "what-matters", "vesicle-budget", "challenge", "where-it-holds"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "small", "span", "strong", "sub", "sup", "u", "kbd", "q"}
_HEADING = re.compile(r"h[1-6]$")


class Sections(HTMLParser):
    """The sections of a page's HTML: the anchor of each, its heading, its level, and its own words.

    Words before the first section are those of the page, whose anchor is empty.  ``left_out`` are elements whose words
    are not wanted.
    """

    def __init__(self, html: str, left_out: frozenset[str] = frozenset()):
        super().__init__()
        self._left_out_tags = left_out | _LEFT_OUT_TAGS
        self.sections: list[dict[str, Any]] = [{"id": "", "title": "", "level": 0, "text": ""}]
        self._open: list[dict[str, Any]] = [self.sections[0]]
        self._tags: list[tuple[str, bool, bool]] = []  # name, left out, whether it opened a section
        self._left_out = 0
        self._heading = False
        self.feed(html)
        self.close()
        for section in self.sections:
            for part in ("title", "text"):
                section[part] = re.sub(r"\s+", " ", section[part]).strip()
                section[part] = re.sub(r" (?=[.,;:)\]])|(?<=[(\[]) ", "", section[part])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag not in _INLINE:
            self._say(" ")
        if tag in _VOID:
            return
        left_out = tag in self._left_out_tags or bool(_LEFT_OUT.intersection(attributes.get("class", "").split()))
        left_out = left_out or (tag == "table" and self._open[-1]["id"] in _OF_NUMBERS)
        section = tag == "section" and not self._left_out
        if section:
            level = len(self._open)
            self._open.append({"id": attributes.get("id", ""), "title": "", "level": level, "text": ""})
            self.sections.append(self._open[-1])
        self._tags.append((tag, left_out, section))
        self._left_out += left_out
        if _HEADING.match(tag):
            self._heading = not self._open[-1]["title"]

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self._say(" ")
        if tag in _VOID or not any(name == tag for name, _, _ in self._tags):
            return
        while self._tags:
            name, left_out, section = self._tags.pop()
            self._left_out -= left_out
            if section:
                self._open.pop()
            if name == tag:
                break
        if _HEADING.match(tag):
            self._heading = False

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _say(self, words: str) -> None:
        if not self._left_out:
            self._open[-1]["title" if self._heading else "text"] += words


def found_on(page: str, html: str, title: str) -> Iterator[Found]:
    """Yield a page and its sections, in the order of the page.

    The first section is that of the page's title: its words are the page's.
    """
    head, *sections = Sections(html).sections
    top = next((section for section in sections if section["level"] == 1), None)
    lead = " ".join(part["text"] for part in (head, top) if part).strip()
    folder, _, name = page.rpartition("/")
    yield Found("page", title, "", f"{page}.html", lead, folder if name == "index" else name)
    for section in sections:
        if section is not top and section["title"]:
            address = f"{page}.html#{section['id']}"
            yield Found("section", section["title"], title, address, section["text"])


def found_in_records(title_of: dict[str, str]) -> Iterator[Found]:
    """Yield models, claims, numbers and terms whose pages are among ``title_of`` (page: its title)."""
    from evbook.drawing.numbers import quantity
    from evbook.ledger import claims, glossary
    from evbook.review.catalogue import declarations

    for d in declarations():
        if d.chapter in title_of:
            address = f"{d.chapter}.html#{live_anchor(d.id)}"
            shown = ", ".join(record.meaning for record in (*d.states, *d.outputs))
            text = f"{d.idea} {_plain(d.summary)} {shown}"
            yield Found("model", d.title, title_of[d.chapter], address, text, d.id)
    for row in claims.read().to_dict("records"):
        if row["chapter"] in title_of:
            words = [row[name] for name in ("cargo", "outcome", "cancer") if row[name]] + [
                value for value in claims.parts(row["system"]) if value != book.NO_EXPERIMENT
            ]
            address = f"{row['chapter']}.html#claim-{row['id']}"
            yield Found("claim", row["claim"], title_of[row["chapter"]], address, "; ".join(words), row["id"])
    for d in declarations() if NUMBERS in title_of else ():
        for p in d.parameters:
            address = f"{NUMBERS}.html#parameter-{d.id}-{p.name}"
            text = f"{quantity(p.value, p.unit)}; {p.grade}. {p.context}"
            also = " ".join(dict.fromkeys([p.name, p.label, d.id]))
            yield Found("number", p.meaning[:1].upper() + p.meaning[1:], d.title, address, text, also)
    if TERMS in title_of:
        for term in glossary.terms():
            address = f"{TERMS}.html#{term.anchor}"
            yield Found("term", term.name, title_of[TERMS], address, term.plain, ", ".join(term.also))


def _plain(markdown: str) -> str:
    return re.sub(r"[*`$]", "", markdown)


def index_of(found: Iterable[Found], synonyms: dict[str, tuple[str, ...]], program: Path) -> dict[str, Any]:
    """Return what the search reads, made by its own script ``program``: the things found, and the index of their words.

    Raises ``SphinxError`` with the script's own words where it fails.
    """
    asked = {"found": [asdict(one) for one in found], "synonyms": synonyms}
    outcome = subprocess.run([node_program(), str(HERE / "searching.mjs"), str(program)], input=json.dumps(asked),
                             capture_output=True, text=True, encoding="utf-8")  # fmt: skip
    if outcome.returncode:
        raise SphinxError(f"The index of the search could not be made: {outcome.stderr.strip()}")
    return json.loads(outcome.stdout)


def _kept(app: Sphinx, page: str) -> Path:
    return Path(app.doctreedir) / "evbook-found" / f"{page.replace('/', '~')}.json"


def keep(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Keep what a page holds, for the index at the end; and give the page of the search its scripts."""
    if pagename == "search":
        output = Path(app.outdir)
        content = _write_index(app)
        context["explorer_sheets"] = [copied(output, SHEET)]
        context["search_scripts"] = [f"evbook/{INDEX}?v={content}", copied(output, SCRIPTS[0])]
        copied(output, SCRIPTS[1])
    elif pagename in app.env.found_docs and context.get("body"):
        found = [asdict(one) for one in found_on(pagename, context["body"], _title(app, pagename))]
        path = _kept(app, pagename)
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(found), encoding="utf-8")


def _title(app: Sphinx, page: str) -> str:
    return app.env.titles[page].astext()


def _write_index(app: Sphinx) -> str:
    """Write the index of everything; return its version."""
    from evbook.explorer import assets
    from evbook.review.vocabulary import SYNONYMS

    titles = {page: _title(app, page) for page in sorted(app.env.found_docs)}
    found: list[Found] = []
    for page in titles:
        if (path := _kept(app, page)).is_file():
            found += [Found(**one) for one in json.loads(path.read_text(encoding="utf-8"))]
    found += found_in_records(titles)
    made = index_of(found, SYNONYMS, assets.static_directory() / SCRIPTS[0])
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    content = f"globalThis.evbook = globalThis.evbook || {{}};\nglobalThis.evbook.findable = {text};\n".encode()
    (Path(app.outdir) / "evbook").mkdir(exist_ok=True)
    (Path(app.outdir) / "evbook" / INDEX).write_bytes(content)
    return version(content)


def without_sphinx_search(app: Sphinx) -> None:
    """Spare the build Sphinx's own index."""
    if app.builder.format == "html":
        app.builder.search = False


def page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give Sphinx the page of the search; all other pages are written by then."""
    yield "search", {}, "search.html"


def setup(app: Sphinx) -> None:
    """Keep pages as they are written, and make index and page at the end."""
    app.connect("builder-inited", without_sphinx_search)
    # after what other modules have put into the page
    app.connect("html-page-context", keep, priority=850)
    app.connect("html-collect-pages", page)
