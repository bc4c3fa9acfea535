"""A question as learning platforms take it: plain HTML, numbers as numbers, pictures as files.

Three kinds are enough for all that the book asks: an answer to choose, a number to give, and an open answer that a
person marks against a solution.  :mod:`evbook.teaching.moodle`, :mod:`evbook.teaching.gift` and
:mod:`evbook.teaching.qti` write them for the platforms.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

import numpy as np

#: What every platform shows, and every format may hold.
TAGS = frozenset(("div", "p", "em", "strong", "sub", "sup", "var", "code", "pre", "ul", "ol", "li", "blockquote", "a",
                  "br", "table", "thead", "tbody", "tr", "th", "td"))  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A picture that a question needs: the file's name, the drawing (SVG), and what it shows in words."""

    name: str
    svg: str
    alt: str


@dataclass(frozen=True)
class Answer:
    """An answer to choose, as HTML, and what is said to it."""

    text: str
    feedback: str
    right: bool = False


@dataclass(frozen=True)
class Recognised:
    """A wrong number that is recognised, and what is said to it."""

    value: float
    feedback: str


@dataclass(frozen=True)
class Item:
    """One question: ``answers`` to choose from, or a number within ``tolerance`` of ``value``, or an open answer.

    All texts are well-formed HTML of the elements in :data:`TAGS`.  ``tolerance`` is absolute, in the unit of the
    value; ``feedback`` is said to the right number, ``hint`` to one that is not recognised, and ``solution`` is for
    whoever marks an open answer.
    """

    id: str
    title: str
    folder: tuple[str, ...]
    text: str
    answers: tuple[Answer, ...] = ()
    value: float = math.nan
    tolerance: float = 0.0
    slips: tuple[Recognised, ...] = ()
    feedback: str = ""
    hint: str = ""
    solution: str = ""
    picture: Picture | None = None

    def __post_init__(self) -> None:
        for html in (self.text, self.feedback, self.hint, self.solution,
                     *(part for one in self.answers for part in (one.text, one.feedback)),
                     *(one.feedback for one in self.slips)):  # fmt: skip
            _check(self.id, html)
        if not re.fullmatch(r"[A-Za-z_][\w.-]*", self.id):
            raise ValueError(f"{self.id!r} is no identifier of a question: letters, digits, hyphens, dots, no space.")
        if self.kind == "number" and not 0 < self.tolerance < math.inf:
            raise ValueError(f"The question {self.id} asks for a number and needs a tolerance above 0.")
        if self.kind == "open" and not self.solution:
            raise ValueError(f"The question {self.id} has no answers, no number and no solution.")
        if self.answers and sum(one.right for one in self.answers) != 1:
            raise ValueError(f"The question {self.id} needs one right answer among those to choose from.")

    @property
    def kind(self) -> str:
        """``choice``, ``number`` or ``open``."""
        if self.answers:
            return "choice"
        return "number" if math.isfinite(self.value) else "open"


def folders(items: Sequence[Item]) -> list[tuple[tuple[str, ...], list[Item]]]:
    """Return the items by their folders, in the order in which these first come."""
    found: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        found.setdefault(item.folder, []).append(item)
    return list(found.items())


def number(value: float) -> str:
    """A number as every format reads it: seven significant digits, a point, an exponent where it is short."""
    return f"{value:.7g}".replace("e+", "e").replace("e0", "e").replace("e-0", "e-")


def decimal(value: float) -> str:
    """The same number without an exponent, for formats whose readers know none."""
    return np.format_float_positional(float(f"{value:.7g}"), trim="-")


def plain(html: str) -> str:
    """The words of a piece of HTML."""
    return " ".join("".join(ElementTree.fromstring(f"<div>{html}</div>").itertext()).split())


def _check(of: str, html: str) -> None:
    try:
        tree = ElementTree.fromstring(f"<div>{html}</div>")
    except ElementTree.ParseError as fault:
        raise ValueError(f"The question {of} has a text that is not well-formed ({fault}): {html[:80]!r}.") from None
    for element in tree.iter():
        if element.tag not in TAGS:
            raise ValueError(f"The question {of} uses <{element.tag}>, which not every platform shows: {html[:80]!r}.")
