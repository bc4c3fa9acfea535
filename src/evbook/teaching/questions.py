"""What a question of a quiz is: its text, the answers that can be given, and what is said to each of them.

Texts are one paragraph each, in a small part of Markdown: ``*slanted*``, citations such as {cite:t}`Yin2014`, and
``{name}`` for a number that ``numbers`` computes from the model.  A parameter of the model whose name has an
underscore, such as ``T_v``, becomes its symbol.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evbook.model import Model

#: What a model says: a number, or words that hold one.
Told = Callable[["Model"], "float | str"]


@dataclass(frozen=True)
class Choice:
    """An answer to choose: its words, and what is said to a reader who chooses it.

    The feedback of a wrong answer names what it overlooks; that of the right one says why it is right.
    """

    text: str
    feedback: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """A question with three or four answers to choose from, of which one is right."""

    text: str
    choices: tuple[Choice, ...]
    model: str = ""
    numbers: Mapping[str, Told] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _need(3 <= len(self.choices) <= 4, self.text, f"offers {len(self.choices)} answers; three or four are right")
        right = sum(choice.right for choice in self.choices)
        _need(right == 1, self.text, f"has {right} right answers; it needs one")
        for choice in self.choices:
            _need(choice.text and choice.feedback, self.text, f"says nothing to the answer {choice.text!r}")
        _need(self.model or not self.numbers, self.text, "computes numbers, but names no model")


@dataclass(frozen=True)
class Slip:
    """A wrong number that is recognised: how one comes to it, from the model and the right answer, and what is said."""

    value: Callable[[Model, float], float]
    feedback: str


@dataclass(frozen=True)
class Numeric:
    """A question whose answer is a number that the model gives when the book is built.

    ``answer`` takes the model called ``model``; an answer within the relative ``tolerance`` of it is right, and
    within the same of a slip's value is that slip.  ``feedback`` says why the right answer is right, and ``hint``
    how to come nearer from a number that is not recognised.
    """

    text: str
    model: str
    answer: Callable[[Model], float]
    unit: str
    feedback: str
    hint: str
    slips: tuple[Slip, ...]
    tolerance: float = 0.05
    numbers: Mapping[str, Told] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _need(callable(self.answer), self.text, "has a written number for an answer; the model must give it")
        _need(self.slips, self.text, "recognises no wrong number; name the slips that readers make")
        _need(self.feedback and self.hint, self.text, "needs both a feedback and a hint")
        _need(0 < self.tolerance <= 0.25, self.text, f"has the tolerance {self.tolerance:g}; at most 0.25 is right")


def _need(holds: object, question: str, fault: str) -> None:
    if not holds:
        raise ValueError(f"The question {question[:60]!r} {fault}.")
