"""A key of the bibliography as a reader sees it, linked to the page's list of references."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from importlib.resources import files


@cache
def _labels() -> dict[str, str]:
    from evbook.ledger import claims

    known = claims.references()
    return {row["key"]: row["label"] for row in known.to_dict("records") if row["key"] and row["label"]}


def label(key: str) -> str:
    """Return ``Kuznetsov 1994`` for ``Kuznetsov1994``; a number we chose has no key, and is ours."""
    if not key:
        return "ours"
    return _labels().get(key) or drawn_apart(key)


@cache
def _named() -> dict[str, str]:
    """Papers whose authors were not seen, by their journals; the browser reads the same file."""
    return json.loads((files("evbook.drawing") / "sources.json").read_text(encoding="utf-8"))


def drawn_apart(key: str) -> str:
    """``Kuznetsov 1994``, ``Zhang S 2009``, ``Herceptin label``; the browser does the same (``citation.js``)."""
    if key.startswith("PMC"):
        return _named().get(key, f"article {key}")
    apart = re.sub(r"([A-Za-z])(\d{4})[a-z]?$", r"\1 \2", key)
    apart = re.sub(r"([A-Z])([A-Z][a-z])", r"\1 \2", re.sub(r"([a-z])([A-Z])", r"\1 \2", apart))
    return re.sub(r" Label$", " label", re.sub(r"^vander ", "van der ", apart))


def anchor(key: str) -> str:
    """Return the id that the entry has in the references of a page (``bibtex_cite_id`` in _config.yml)."""
    return "cite-" + re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")


def link(key: str) -> str:
    """Return the label as HTML, a link where there is something to link to."""
    return f'<a href="#{anchor(key)}">{escape(label(key))}</a>' if key else "ours"
