"""The reading edition: what is read of the book, without its proof, tools and tables of reference.

A chapter keeps its prose, its pictures and what stands open on its page.  What the page keeps closed (evidence,
numbers, benchmarks, equations) is its summary line, with a link to the live page where the site's address is known.
What needs the live book or an answer (explorer, challenge, quiz) is there; sources and terms stand once, at the end.
The live models are the pictures that stand under each chapter's idea, scene included.  Pages of reference stay out but
for those that a reader needs beside the text.  ``release/pdf.py`` prints it, ``release/epub.py`` binds it.
"""

from __future__ import annotations

import posixpath
import re

from bs4 import BeautifulSoup, Tag

#: The pages of reference that stand in it.
KEPT = ("reference/how-to-read", "reference/glossary", "reference/bibliography", "reference/cite")
#: What only works in the live book.
LIVE = (
    ".headerlink", "noscript", "script", "form", "button", "input", "select", ".evbook-filter", ".evx-views",
    ".evx-panel", ".evx-empty", ".evx-time", ".evx-fallback", ".evx-said", ".evx-take", ".evx-tools", ".evx-takeaway",
    ".evx-say", ".cell_input", ".lead-actions", "details.run", "details.cite",
    "details.chapter-needs",
)  # fmt: skip
#: Closed parts that are answers to something asked, or code: without the live page they are in the way.
ANSWERS = re.compile(r"^(Hint|One answer|Solution|Code|Answer to|What you see)", re.IGNORECASE)

#: Sections of a chapter that stand elsewhere in the edition, or live in the book alone.
ELSEWHERE = ("references", "key-terms", "quiz", "challenge", "explore")
#: Sections whose tables are proof; their prose stays.
PROOF = ("the-evidence", "does-it-hold", "vesicle-budget", "the-numbers")
BIBLIOGRAPHY = "reference/bibliography"


def edition(articles: dict[str, str], site: str = "") -> dict[str, str]:
    """The articles of all pages of the edition, whose links among each other lead to what is left of them."""
    made = {page: shortened(text, page, site) for page, text in articles.items()}
    ids = {page: set(re.findall(r'\sid="([^"]*)"', text)) for page, text in made.items()}

    def link(page: str, found: re.Match) -> str:
        path, _, fragment = found[1].partition("#")
        if ":" in path or not fragment:
            return found[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else f"{page}.html"
        name = target.removesuffix(".html")
        if fragment in ids.get(name, {fragment}):
            return found[0]
        if fragment in ids.get(BIBLIOGRAPHY, ()):
            return f' href="{posixpath.relpath(BIBLIOGRAPHY, posixpath.dirname(page) or ".")}.html#{fragment}"'
        return f' href="{path}"' if path else ""

    return {
        page: re.sub(r'\shref="([^"]*)"', lambda found, page=page: link(page, found), text)
        for page, text in made.items()
    }


def pages_of(pages: list[str]) -> list[str]:
    """The pages of the reading edition, in the order of the book."""
    return [page for page in pages if not page.startswith("reference/") or page in KEPT]


def shortened(article: str, page: str, site: str = "") -> str:
    """A page's article as it stands in the reading edition; ``site`` is the address of the live book, or empty."""
    soup = BeautifulSoup(article, "html.parser")
    for part in soup.select(", ".join(LIVE)):
        if not part.decomposed:
            part.decompose()
    if not page.startswith("reference/"):
        for name in ELSEWHERE:
            for section in soup.select(f"section#{name}"):
                section.decompose()
        for name in PROOF:
            for table in soup.select(f"section#{name} table"):
                if not table.decomposed and not table.find_parent("details"):
                    table.decompose()
    for words in soup.select(".evx-time-words"):
        if words.get_text().strip().startswith("Play"):
            words.decompose()
    for figure in soup.select("figure.evbook-explorer"):
        if not figure.decomposed and "data-compact" not in figure.attrs:
            figure.replace_with(_line(soup, "The live model stands here in the book.", page, figure.get("id"), site))
    for closed in soup.select("details"):
        if closed.decomposed or closed.find_parent("details"):
            continue
        summary = closed.find("summary", recursive=False)
        said = " ".join(summary.get_text(" ").split()) if summary else ""
        if not said or ANSWERS.match(said):
            closed.decompose()
        else:
            place = closed.get("id") or _place(closed)
            closed.replace_with(_line(soup, said, page, place, site))
    _without_what_is_empty(soup)
    return cased(str(soup))


def _line(soup: BeautifulSoup, said: str, page: str, place: str | None, site: str) -> Tag:
    line = soup.new_tag("p", attrs={"class": "reading-line"})
    line.append(said.rstrip(".") + ". ")
    if site:
        where = soup.new_tag("a", href=f"{site}{page}.html" + (f"#{place}" if place else ""))
        where.string = "In the live book"
        line.append(where)
        line.append(".")
    return line


def _place(part: Tag) -> str | None:
    section = part.find_parent("section")
    return section.get("id") if section else None


def _without_what_is_empty(soup: BeautifulSoup) -> None:
    """Leave out boxes and sections of which nothing is left but a heading."""
    for part in reversed(soup.select("div, section, span.evx-button")):
        if part.get("id") and part.name != "section":
            continue
        rest = [
            child for child in part.find_all(True) if child.name not in ("h2", "h3", "h4", "span", "div", "section")
        ]
        words = part.get_text().strip()
        heading = part.find(["h2", "h3", "h4"])
        if not rest and (not words or (heading and words == heading.get_text().strip())):
            part.decompose()


#: Names in SVG that have capitals, which a parser of HTML takes away.
CAPITALS = {
    name.lower(): name
    for name in (
        "viewBox", "preserveAspectRatio", "clipPath", "clipPathUnits", "linearGradient", "radialGradient",
        "gradientUnits", "gradientTransform", "markerWidth", "markerHeight", "markerUnits", "refX", "refY",
        "patternUnits", "patternTransform", "textLength", "lengthAdjust", "foreignObject", "stdDeviation", "pathLength",
    )
}  # fmt: skip
_NAMES = re.compile(rf"(?<=[\s</])({'|'.join(CAPITALS)})(?=[\s=>/])")


def cased(html: str) -> str:
    """HTML in whose tags the names of SVG are written as SVG has them."""
    return re.sub(r"<[^<>]+>", lambda tag: _NAMES.sub(lambda found: CAPITALS[found[1]], tag[0]), html)
