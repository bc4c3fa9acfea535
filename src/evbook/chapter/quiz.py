"""The quiz of a chapter: each question with its answers, and behind a line of its own what is said to each.

The page's script makes a form of every question, which checks what the reader answers.  Without scripts, and in
Jupyter, the question stands with its answers to read, and the line opens on which is right and why.
"""

from __future__ import annotations

import re
from html import escape

from evbook.chapter import sources, symbols
from evbook.drawing.numbers import quantity
from evbook.drawing.output import Output
from evbook.drawing.table import plain
from evbook.drawing.words import unit_text
from evbook.review import catalogue, quizzes
from evbook.teaching.answers import Worked, worked
from evbook.teaching.questions import Question

LETTERS = "ABCD"


def quiz(page: str) -> Output:
    """Return the questions of a chapter (its path in the book, without suffix), their numbers computed now.

    Raises KeyError, naming the chapters there are, when it has no quiz.
    """
    name = page.rpartition("/")[2]
    questions = [worked(question, catalogue.load) for question in quizzes.for_chapter(page)]
    html = "\n".join(_html(question, f"quiz-{name}-{n}", n) for n, question in enumerate(questions, 1))
    return Output(
        text="\n\n".join(_text(question, n) for n, question in enumerate(questions, 1)),
        html=f'<div class="evbook-quiz">\n{html}\n</div>',
    )


def in_prose(words: str, question: Worked) -> str:
    """Return a text of a question as HTML: citations linked, slanted words, the model's symbols."""
    said = symbols.in_prose(words, question.model.declaration) if question.model else escape(words)
    said = re.sub(r"\{cite:t\}`([^`]+)`", lambda found: sources.link(found[1]), said)
    said = re.sub(r"\{cite:p\}`([^`]+)`", lambda found: f"({sources.link(found[1])})", said)
    return re.sub(r"\*([^*\s](?:[^*]*[^*\s])?)\*", r"<em>\1</em>", said)


def _html(question: Worked, anchor: str, n: int) -> str:
    asked = question.question
    text = f'<p class="evbook-question-text"><strong>Question {n}.</strong> {in_prose(asked.text, question)}</p>'
    if isinstance(asked, Question):
        data = ""
        choices = "".join(f"<li>{in_prose(choice.text, question)}</li>" for choice in asked.choices)
        text += f'<ol class="evbook-choices" type="A">{choices}</ol>'
        said = "".join(
            f"<li{' data-right' if choice.right else ''}><strong>{'Right.' if choice.right else 'Not so.'}</strong> "
            f"{in_prose(choice.feedback, question)}</li>"
            for choice in asked.choices
        )
        answer = f'<ol class="evbook-choices" type="A">{said}</ol>'
    else:
        data = (
            f' data-answer="{question.answer!r}" data-tolerance="{asked.tolerance!r}"'
            f' data-unit="{escape(unit_text(asked.unit))}"'
        )
        slips = "".join(
            f'<li data-value="{value!r}"><strong>{escape(quantity(value, asked.unit, 2))}?</strong> '
            f"{in_prose(slip.feedback, question)}</li>"
            for value, slip in zip(question.slips, asked.slips, strict=True)
        )
        answer = (
            f'<p class="evbook-right"><strong>{escape(quantity(question.answer, asked.unit, 2))}.</strong> '
            f"{in_prose(asked.feedback, question)}</p><ul>{slips}</ul>"
            f'<p class="evbook-hint"><strong>Another number?</strong> {in_prose(asked.hint, question)}</p>'
        )
    return (
        f'<div class="evbook-question" id="{anchor}"{data}>{text}'
        f'<details class="disclosure"><summary>Answer to question {n}</summary>{answer}</details></div>'
    )


def _text(question: Worked, n: int) -> str:
    asked = question.question

    def said(words: str) -> str:
        return plain(in_prose(words, question))

    lines = [f"Question {n}. {said(asked.text)}"]
    if isinstance(asked, Question):
        lines += [f"  {letter}  {said(choice.text)}" for letter, choice in zip(LETTERS, asked.choices, strict=False)]
        right = next(i for i, choice in enumerate(asked.choices) if choice.right)
        lines += [f"Answer: {LETTERS[right]}. {said(asked.choices[right].feedback)}"]
    else:
        lines += [f"Answer: {quantity(question.answer, asked.unit, 2)}. {said(asked.feedback)}"]
    return "\n".join(lines)
