"""Which pages are opened in a browser, and why these: what many pages share is looked at where it first stands.

``--every`` (`make test-every`, once a week) opens them all.
"""

from __future__ import annotations

import functools
import re

from visits import SITE, pages

from evbook.review.catalogue import declarations

#: A tag of a page, with the slash before a closing one, and its class if it has any.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9-]*)((?:[^>"]|"[^"]*")*)>', re.IGNORECASE)
_CLASS = re.compile(r'\sclass="([^"]*)"')
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def _kinds(html: str) -> tuple[set[tuple[str, str]], int]:
    """The kinds of element of a page, which are what style sheets tell apart: each tag with each class; and a count.

    What formulae are made of is left out: ``test_formulae`` looks at every one.
    """
    found: set[tuple[str, str]] = set()
    elements, depth, formula = 0, 0, None  # formula: how deep the formula stands in which we are
    for closing, tag, attributes in _TAG.findall(html):
        if closing:
            depth -= 1
            formula = None if formula == depth else formula
            continue
        elements += 1
        classes = match[1].split() if (match := _CLASS.search(attributes)) else []
        if formula is None:
            found |= {(tag, one) for one in classes or [""]}
            formula = depth if "katex" in classes else None
        depth += tag not in _VOID and not attributes.endswith("/")
    return found, elements


def cover(kinds: dict[str, set], cost: dict[str, float]) -> list[str]:
    """Few and cheap names that have between them every kind that any name has."""
    everything = set().union(*kinds.values())
    missing, found = set(everything), []
    while missing:
        best = max(sorted(kinds), key=lambda name: len(kinds[name] & missing) / cost[name])
        found.append(best)
        missing -= kinds[best]
    for name in list(found):
        if set().union(*(kinds[other] for other in found if other != name)) == everything:
            found.remove(name)
    return found


@functools.cache
def of_each_kind() -> list[str]:
    """Pages that hold between them every kind of element of the site: a class that is new brings its page."""
    read = {page: _kinds((SITE / page).read_text(encoding="utf-8")) for page in pages(SITE)}
    return cover({page: kinds for page, (kinds, _) in read.items()}, {page: count for page, (_, count) in read.items()})


@functools.cache
def frames() -> list[str]:
    """A page for frames of each kind of model; the frames of one kind differ in their numbers only."""
    kinds: dict[tuple, str] = {}
    for d in declarations():
        if len(d.axes) < 2:
            kind = (d.kind, bool(d.doses or d.windows), bool(d.triggers), d.stochastic)
            kinds.setdefault(kind, f"embed/{d.id}.html")
    return list(kinds.values())


#: Folders of pages that are made alike, each of one template: those of a kind stand for the others.
ALIKE = ("embed/", "slides/", "worksheets/")


def opened() -> list[str]:
    """The pages that the tests open: one of each kind first, every page of the book, and a frame of each kind."""
    every = pages(SITE)
    wanted = [*of_each_kind(), *frames(), *(page for page in every if not page.startswith(ALIKE))]
    return [page for page in dict.fromkeys(wanted) if page in every]


def every() -> list[str]:
    """All pages, in an order that begins as the others do."""
    return list(dict.fromkeys([*opened(), *pages(SITE)]))
