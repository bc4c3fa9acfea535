"""The challenges of a chapter's models, as cards that lead to the live model.

The live model on the same page holds what is held, recognises success and opens hints one by one.  Without
scripts the card has all of it but the recognition: the task, the hints and an answer, each behind a line of its own.
"""

from __future__ import annotations

from html import escape

from evbook.chapter import symbols
from evbook.declaration import Challenge, Declaration
from evbook.drawing.numbers import quantity
from evbook.drawing.output import Output
from evbook.model import Model
from evbook.simulation.setting import setting


def challenges(*models: Model) -> Output:
    """Return a card for every challenge of the models, in their order.

    Raises ValueError when the models set none.
    """
    cards = [(model.declaration, challenge) for model in models for challenge in model.declaration.challenges]
    if not cards:
        raise ValueError(f"No challenge is declared by {', '.join(model.id for model in models)}.")
    return Output(
        text="\n\n".join(_text(d, challenge) for d, challenge in cards),
        html="\n".join(_html(d, challenge) for d, challenge in cards),
    )


def address(declaration: Declaration, challenge: Challenge) -> str:
    """Return the fragment that brings the page's live model to the challenge."""
    return f"#ev:{declaration.id}?_challenge={challenge.name}"


def _value(declaration: Declaration, name: str, value: float) -> str:
    record = declaration.record(name)
    return f"{record.label or record.meaning}: {quantity(value, record.unit)}"


def _answer(declaration: Declaration, challenge: Challenge) -> list[str]:
    return [_value(declaration, name, value) for name, value in challenge.solution.items()]


def _held(declaration: Declaration, challenge: Challenge) -> list[str]:
    start = setting(declaration, values=challenge.start)
    return [_value(declaration, name, start[name]) for name in challenge.fixed]


def _html(d: Declaration, challenge: Challenge) -> str:
    hints = "".join(
        f'<details class="disclosure"><summary>Hint {n} of {len(challenge.hints)}</summary>'
        f"<p>{symbols.in_prose(hint, d)}</p></details>"
        for n, hint in enumerate(challenge.hints, 1)
    )
    answer = "".join(f"<li>{escape(line)}</li>" for line in _answer(d, challenge))
    held = f"<p>Held: {escape('; '.join(_held(d, challenge)))}.</p>" if challenge.fixed else ""
    return (
        '<div class="evbook-challenge">'
        f'<p class="evbook-challenge-title"><strong>{escape(challenge.title)}</strong> '
        f'<span class="evbook-challenge-model">{escape(d.title)}</span></p>'
        f"<p>{symbols.in_prose(challenge.task, d)}</p>{held}"
        f'<p><a href="{address(d, challenge)}">Take it up in the live model</a></p>{hints}'
        '<details class="disclosure"><summary>One answer</summary>'
        f"<ul>{answer}</ul><p>{symbols.in_prose(challenge.met, d)}</p></details></div>"
    )


def _text(d: Declaration, challenge: Challenge) -> str:
    lines = [f"{challenge.title} ({d.title})", challenge.task]
    lines += [f"Held: {'; '.join(_held(d, challenge))}."] if challenge.fixed else []
    lines += [f"Hint {n}: {hint}" for n, hint in enumerate(challenge.hints, 1)]
    return "\n".join([*lines, f"One answer: {'; '.join(_answer(d, challenge))}. {challenge.met}"])
