"""MyST Markdown made plain: what a chapter says, for every program that shows Markdown.

Roles and directives are those of the book's own pages.  One that is not known here is refused, with the cell that has
it: a reader's copy never shows a raw one.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from evbook.authoring.bibliography import Citations

ROLE = re.compile(r"\{([A-Za-z][\w:+.-]*)\}(`+)(.+?)(?<!`)\2(?!`)", re.DOTALL)
DIRECTIVE = re.compile(
    r"^(?P<fence>`{3,}|:{3,}|~{3,})\{(?P<name>[\w:.-]+)\}[ ]*(?P<title>[^\n]*)\n(?P<body>.*?)^(?P=fence)[ ]*$",
    re.DOTALL | re.MULTILINE,
)
FENCED = re.compile(r"^(?:`{3,}(?!\{)|~{3,}(?!\{)).*?^(?:`{3,}|~{3,})[ ]*$", re.DOTALL | re.MULTILINE)
#: Boxes, and what each is called where it has no title of its own.
NAMED = ("note", "tip", "hint", "important", "warning", "caution", "attention", "danger", "error")
BOXES = {
    **{name: name.capitalize() for name in NAMED},
    "seealso": "See also",
    **dict.fromkeys(("admonition", "dropdown", "margin", "sidebar"), ""),
}


@dataclass(frozen=True)
class Book:
    """What a page may lead to: titles of the pages by name, those that have a copy, and the site's address.

    ``site`` ends in a slash, or is empty where it is not known; then pages lead to their copies beside them.
    """

    titles: Mapping[str, str]
    copies: frozenset[str]
    site: str = ""

    def link(self, page: str, target: str, anchor: str, words: str) -> str:
        """A link from a page to another, whose name may be relative; the words alone where it leads nowhere.

        Raises KeyError for a page that the book does not have.
        """
        name = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(page), target)
        name = posixpath.normpath(name).removesuffix(".ipynb").removesuffix(".md")
        if name not in self.titles:
            raise KeyError(f"The page {page} leads to {target!r}, and the book has no page {name!r}.")
        words = words or self.titles[name]
        if self.site:
            return f"[{words}]({self.site}{name}.html{anchor})"
        if name not in self.copies:
            return words
        return f"[{words}]({posixpath.relpath(name, posixpath.dirname(page) or '.')}.ipynb)"


@dataclass
class Plain:
    """One page made plain, cell after cell; what it cited and claimed is kept for the end."""

    page: str
    book: Book
    citations: Citations
    #: The claims of a role's text, by their ids.
    claims_of: Callable[[str], list[str]]
    claims: dict[str, None] = field(default_factory=dict)

    def text(self, source: str) -> str:
        """Return the Markdown of a cell, made plain.

        Raises ValueError for a role or directive that is not known, and what its parts raise.
        """
        kept: list[str] = []

        def keep(found: re.Match) -> str:
            kept.append(found[0])
            return f"\0{len(kept) - 1}\0"

        text = FENCED.sub(keep, source)
        text = DIRECTIVE.sub(self._directive, text)
        text = re.sub(r"^\([\w-]+\)=\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"^\{[.#][^}\n]*\}\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"\[([^\]\n]+)\]\{[.#][^}\n]*\}", r"\1", text)
        text = ROLE.sub(self._role, text)
        text = re.sub(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)", self._link, text)
        return re.sub(r"\0(\d+)\0", lambda found: kept[int(found[1])], coloured(text))

    # ------------------------------------------------------------------ within a sentence

    def _role(self, found: re.Match) -> str:
        name, inside = found[1], " ".join(found[3].split())
        titled = re.fullmatch(r"(.*?)\s*<([^<>]+)>", inside)
        words, target = (titled[1], titled[2]) if titled else ("", inside)
        if name == "claim":
            return self._claims(inside)
        if name in ("cite:p", "cite"):
            return self.citations.parenthetical(_keys(inside))
        if name == "cite:t":
            return self.citations.textual(_keys(inside))
        if name == "doc":
            return self.book.link(self.page, target, "", words)
        if name == "download":
            return words or posixpath.basename(target)
        if name == "term":
            return self.book.link(self.page, "/reference/glossary", "", words or target)
        if name in ("ref", "numref", "eq") and words:
            return words
        if name in ("sub", "sup"):
            return f"<{name}>{inside}</{name}>"
        if name == "math":
            return f"${inside}$"
        raise ValueError(f"The page {self.page} has the role {found[0]!r}, which a reader's copy cannot say.")

    def _claims(self, text: str) -> str:
        said = []
        for claim in self.claims_of(text):
            self.claims[claim] = None
            number = str(int(claim.rsplit("-", 1)[1]))
            said.append(f"[{number}]({self.book.site}{self.page}.html#claim-{claim})" if self.book.site else number)
        return f"<sup>claim&nbsp;{',&nbsp;'.join(said)}</sup>"

    def _link(self, found: re.Match) -> str:
        words, target = found[1], found[2]
        address, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            return found[0]
        if not address:
            return f"[{words}]({self.book.site}{self.page}.html#{anchor})" if self.book.site else words
        return self.book.link(self.page, address, f"#{anchor}" if anchor else "", words)

    # ------------------------------------------------------------------ blocks

    def _directive(self, found: re.Match) -> str:
        name, title = found["name"], found["title"].strip()
        body = re.sub(r"\A(?:\s*:[\w-]+:[^\n]*\n|---\n.*?^---\n)+", "", found["body"], flags=re.DOTALL | re.MULTILINE)
        if name == "bibliography":
            return self.citations.listed()
        if name in BOXES:
            inside = DIRECTIVE.sub(self._directive, body.strip())
            # the words behind a plain box's name are its first line
            first, heading = ("", title or BOXES[name]) if BOXES[name] == "" else (title, BOXES[name])
            lines = [*([f"**{heading}.**"] if heading else []), *([first] if first else []), *inside.split("\n")]
            return "\n".join(f"> {line}".rstrip() for line in lines)
        if name == "math":
            return f"$$\n{body.strip()}\n$$"
        if name in ("code-block", "code"):
            return f"```{title}\n{body.strip()}\n```"
        raise ValueError(f"The page {self.page} has the directive {name!r}, which a reader's copy cannot show.")


def _keys(text: str) -> list[str]:
    return [key.strip() for key in text.split(",") if key.strip()]


def coloured(text: str) -> str:
    r"""Formulae whose colour every viewer knows: ``{\color{#…}{x}}`` in place of ``\textcolor{#…}{x}``.

    MathJax 2, by which nbconvert and nbviewer set formulae, does not know the second and gives up the whole formula;
    MathJax 3 and KaTeX know both.
    """
    while found := re.search(r"\\textcolor(\{[^{}]*\})\{", text):
        depth, at = 1, found.end()
        while depth and at < len(text):
            depth += {"{": 1, "}": -1}.get(text[at], 0) if text[at - 1] != "\\" else 0
            at += 1
        text = f"{text[: found.start()]}{{\\color{found[1]}{{{text[found.end() : at - 1]}}}}}{text[at:]}"
    return text


def leftovers(text: str) -> list[str]:
    """Return what of MyST a plain text still has: roles, directives, attributes and targets."""
    text = FENCED.sub("", text)
    found = [match[0] for match in ROLE.finditer(text)]
    found += re.findall(r"^\s*(?:`{3,}|:{3,}|~{3,})\{[^}\n]*\}", text, flags=re.MULTILINE)
    found += re.findall(r"^\{[.#][^}\n]*\}$|^\([\w-]+\)=$", text, flags=re.MULTILINE)
    return found
