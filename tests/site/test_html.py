"""What holds for the files of the built site, read without a browser.

What only a browser can see of one page (axe, from a folder, without scripts) it looks at on pages of each kind; here
every page is asked for what can be read of it.
"""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from visits import ROOT, SITE, pages

PAGES = pages(SITE) or ["index.html"]


class Outline(HTMLParser):
    """Ids, links, the first element of the head, scripts and handlers of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.head: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[str] = []
        self.modules: list[str] = []
        self._in_head = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if self._in_head:
            self.head.append((tag, values))
        self._in_head = (self._in_head or tag == "head") and tag != "body"
        if values.get("id"):
            self.ids.append(values["id"] or "")
        self.links += [values[name] or "" for name in ("href", "src") if values.get(name)]
        if values.get("type") == "module" or values.get("rel") in ("modulepreload", "manifest"):
            self.modules.append(self.get_starttag_text() or tag)
        if tag == "script" and not values.get("src") and "json" not in (values.get("type") or ""):
            self.inline.append(tag)
        self.inline += [name for name in values if name.startswith("on")]

    handle_startendtag = handle_starttag


class Bare(HTMLParser):
    """A page's text as it is where no script runs: words, controls, live figures and their pictures, nameless links."""

    VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
    HIDING = frozenset({"script", "style", "template", "svg", "math"})

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.words = 0
        self.controls: list[str] = []
        self.figures: list[int] = []  # of each live figure, the pictures in it that have a name
        self.nameless: list[str] = []
        self.language, self.title = "", ""
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._link = ["", ""]
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        within = {name for name, _ in self._open}
        if tag == "html":
            self.language = values.get("lang") or ""
        kind = values.get("type") or ("text" if tag == "input" else "")
        pressed = tag in ("button", "select", "textarea") or (tag == "input" and kind not in ("radio", "checkbox"))
        hidden = any("hidden" in given for _, given in self._open) or "hidden" in values
        if pressed and "main" in within and "form" not in within and not hidden:
            self.controls.append(self.get_starttag_text() or tag)
        if tag == "figure" and "evbook-explorer" in (values.get("class") or "").split():
            self.figures.append(0)
        named = values.get("aria-label") or values.get("aria-labelledby")
        if tag == "svg" and values.get("role") == "img" and named and self.figures:
            self.figures[-1] += any("evbook-explorer" in (given.get("class") or "") for _, given in self._open)
        if tag == "a" and "href" in values:
            self._link = [self.get_starttag_text() or "", values.get("aria-label") or values.get("title") or ""]
        if tag == "img":
            self._link[1] += values.get("alt") or ""
        if tag not in self.VOID:
            self._open.append((tag, values))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        if self._open:
            self._open.pop()
        if tag == "a" and self._link[0]:
            if not self._link[1].strip():
                self.nameless.append(self._link[0])
            self._link = ["", ""]

    def handle_data(self, data: str) -> None:
        within = {name for name, _ in self._open}
        self.title += data.strip() if "title" in within and "svg" not in within else ""
        self._link[1] += data
        if "main" in within and not within & self.HIDING:
            self.words += len(data.split())


@pytest.fixture(scope="module", params=PAGES)
def bare(request: pytest.FixtureRequest, site: Path) -> tuple[str, Bare]:
    """A page as it is without scripts."""
    return request.param, Bare(site / request.param)


def test_without_scripts_there_are_words_a_named_picture_a_model_and_nothing_dead_to_press(bare):
    page, text = bare
    if page.startswith("embed/"):
        assert text.words > 5 and len(text.figures) == 1
    else:
        assert text.words > (5 if page == "search.html" else 20)
    assert all(text.figures), "a live figure has no still picture with a name"
    assert text.controls == [], "a control that looks live is dead without scripts"


def test_a_page_has_a_language_a_title_and_a_name_for_every_link(bare):
    _, text = bare
    assert text.language.startswith("en")
    assert len(text.title) > 5
    assert text.nameless == []


def test_from_a_folder_nothing_is_asked_of_a_server(outlines):
    """Scripts as modules, and addresses from the root of a host, work where there is a server only."""
    for name, outline in outlines.items():
        assert not [link for link in outline.links if link.startswith("/")], name
        assert outline.modules == [], name


@pytest.fixture(scope="module")
def outlines(site: Path) -> dict[str, Outline]:
    """Every page's outline."""
    return {name: Outline(site / name) for name in pages(site)}


def test_there_is_a_front_page_and_a_search(outlines):
    assert {"index.html", "search.html"} <= outlines.keys()


def test_one_policy_stands_first_in_the_head_of_every_page(outlines):
    firsts = {tuple(sorted(outline.head[0][1].items())) for outline in outlines.values()}
    assert len(firsts) == 1
    policy = dict(firsts.pop())
    assert policy["http-equiv"] == "Content-Security-Policy"
    rules = dict(rule.strip().split(" ", 1) for rule in policy["content"].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"


def test_no_page_has_an_inline_script_or_handler(outlines):
    assert {name: outline.inline for name, outline in outlines.items() if outline.inline} == {}


def test_no_id_stands_twice_in_a_page(outlines):
    twice = {
        name: {i for i in outline.ids if outline.ids.count(i) > 1}
        for name, outline in outlines.items()
        if len(set(outline.ids)) < len(outline.ids)
    }
    assert twice == {}


def test_every_internal_link_leads_somewhere(outlines, site: Path):
    astray = []
    # A source that stands at an address without encryption only is cited by that address.
    plain = set(re.findall(r"\{(http://[^}]+)\}", (ROOT / "book" / "references.bib").read_text(encoding="utf-8")))

    def ids_of(target: str) -> list[str]:
        return outlines[target].ids if target in outlines else []

    for name, outline in outlines.items():
        for link in outline.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                assert parts.scheme in ("https", "mailto", "data") or link in plain, (name, link)
                continue
            path = unquote(parts.path)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            fragment = unquote(parts.fragment)
            anchored = not fragment or fragment.startswith("ev:") or fragment in ids_of(target)
            if not (site / target).is_file() or not anchored:
                astray.append((name, link))
    assert astray == []


def test_what_no_page_asks_for_is_not_in_the_site(site: Path):
    """The theme's icons, its scripts and MathJax are what a default build weighs most by."""
    names = {path.name for path in site.rglob("*") if path.is_file() and "lite" not in path.parts}
    assert not names & {"fontawesome.js", "bootstrap.js", "jquery.js", "require.js", "tex-mml-chtml.js", "basic.css"}
    assert not [name for name in names if name.endswith((".ttf", ".woff", ".map"))]


def test_every_page_asks_for_its_typeface_before_the_first_paint(outlines):
    """Asked for later, it comes too late for a first visit, which then keeps the reader's own serif."""
    asked = {}
    for name, outline in outlines.items():
        themes = [values for tag, values in outline.head if tag == "script" and "theme.js" in (values.get("src") or "")]
        if themes:
            asked[name] = "source-serif-4-latin-wght-normal.woff2" in (themes[0].get("data-faces") or "")
    assert {"index.html", "search.html"} <= set(asked)
    assert [name for name, there in asked.items() if not there] == []
