"""What holds for the files of the built site, read without a browser."""

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
        if tag == "script" and not values.get("src") and "json" not in (values.get("type") or ""):
            self.inline.append(tag)
        self.inline += [name for name in values if name.startswith("on")]

    handle_startendtag = handle_starttag


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
