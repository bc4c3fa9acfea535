"""What a concept inventory is: ideas that learners hold before they are taught, each asked in two equivalent forms.

A form is a question with its right answer, the misconception as one wrong answer, and others.  Both forms of a concept
ask for the same idea, with the same number of answers, in another setting; a class takes one before and one after.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from evbook.teaching.items import Answer, Item


@dataclass(frozen=True)
class Form:
    """One wording: the question, the right answer, the misconception and other wrong ones, each with its feedback."""

    text: str
    right: tuple[str, str]
    misconception: tuple[str, str]
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Concept:
    """An idea: what its items test, the misconception in a sentence, the page that names it, and its two forms."""

    name: str
    tests: str
    misconception: str
    page: str
    a: Form
    b: Form

    def __post_init__(self) -> None:
        if len(self.a.others) != len(self.b.others):
            raise ValueError(f"The forms of {self.name} offer unequal numbers of answers, and are not equivalent.")


def items(concepts: Sequence[Concept], form: str) -> list[Item]:
    """Return the items of form ``a`` or ``b``, in the order of the concepts.

    Answers stand in an order that is drawn from the concept's name and the form, always the same.
    Raises ValueError for another form.
    """
    if form not in ("a", "b"):
        raise ValueError(f"The inventory has the forms a and b, and no form {form!r}.")
    return [_item(n, concept, form) for n, concept in enumerate(concepts, 1)]


def _item(n: int, concept: Concept, form: str) -> Item:
    asked: Form = getattr(concept, form)
    answers = [
        Answer(escape(asked.right[0]), f"<p>{escape(asked.right[1])}</p>", right=True),
        *(Answer(escape(text), f"<p>{escape(said)}</p>") for text, said in (asked.misconception, *asked.others)),
    ]
    answers.sort(key=lambda answer: zlib.crc32(f"{concept.name} {form} {answer.text}".encode()))
    return Item(
        id=f"inventory-{form}-{n:02}",
        title=f"Inventory {form.upper()}, item {n}",
        folder=("Concept inventory", f"Form {form.upper()}"),
        text=f"<p>{escape(asked.text)}</p>",
        answers=tuple(answers),
    )
