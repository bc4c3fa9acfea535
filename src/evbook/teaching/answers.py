"""A question with its numbers worked out by the models."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from evbook.drawing.words import number_text
from evbook.model import Model
from evbook.teaching.questions import Numeric, Question

#: A number's place in a text; a citation's role, as in {cite:t}`Yin2014`, has a colon and is none.
PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class Worked:
    """A question as it is shown: numbers in their places, and the answer and slips of a numeric one as numbers."""

    question: Question | Numeric
    model: Model | None
    answer: float = math.nan
    slips: tuple[float, ...] = ()


def worked(question: Question | Numeric, load: Callable[[str], Model]) -> Worked:
    """Work out what the model gives; ``load`` returns the model of an id, as ``evbook.load`` does.

    Raises ValueError where a text has a place and no number, or a number no place.
    """
    model = load(question.model) if question.model else None
    told = {name: _said(value(model)) for name, value in question.numbers.items()}
    if isinstance(question, Question):
        texts = [question.text, *(part for choice in question.choices for part in (choice.text, choice.feedback))]
        _check(question.text, texts, told)
        choices = tuple(
            replace(choice, text=_placed(choice.text, told), feedback=_placed(choice.feedback, told))
            for choice in question.choices
        )
        return Worked(replace(question, text=_placed(question.text, told), choices=choices), model)
    answer = float(question.answer(model))
    slips = tuple(float(slip.value(model, answer)) for slip in question.slips)
    told["answer"] = _said(answer)
    texts = [question.text, question.feedback, question.hint, *(slip.feedback for slip in question.slips)]
    _check(question.text, [*texts, "{answer}"], told)
    shown = replace(
        question,
        text=_placed(question.text, told),
        feedback=_placed(question.feedback, told),
        hint=_placed(question.hint, told),
        slips=tuple(replace(slip, feedback=_placed(slip.feedback, told)) for slip in question.slips),
    )
    return Worked(shown, model, answer, slips)


def _said(value: float | str) -> str:
    return value if isinstance(value, str) else number_text(float(value), 2)


def _placed(text: str, told: Mapping[str, str]) -> str:
    return PLACE.sub(lambda place: told[place[1]], text)


def _check(question: str, texts: list[str], told: Mapping[str, str]) -> None:
    places = {name for text in texts for name in PLACE.findall(text)}
    if places != set(told):
        odd = ", ".join(sorted(places ^ set(told)))
        raise ValueError(
            f"The question {question[:60]!r} has places without numbers, or numbers without places: {odd}."
        )
