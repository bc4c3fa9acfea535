"""The answer to an exercise.

On the site the whole cell is closed until it is opened (tag ``hide-cell``), so that a reader opens the answer and the
few lines that computed it together.
"""

from __future__ import annotations

from inspect import cleandoc

from evbook.drawing.output import Output


def solution(text: str) -> Output:
    """Return an answer written in Markdown; its numbers are put in by the cell, so that they are always the model's."""
    answer = cleandoc(text)
    return Output(text=answer, markdown=answer)
