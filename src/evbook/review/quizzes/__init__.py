"""The quizzes of the chapters: a module a chapter, ``immune_escape`` for ``…/immune-escape``, with its ``QUIZ``.

A module is data and prose (:mod:`evbook.teaching.questions`); what is numeric in it is computed from the chapter's
models when the book is built (:mod:`evbook.teaching.answers`).
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from evbook.teaching.questions import Choice, Numeric, Question, Slip

__all__ = ["Choice", "Numeric", "Question", "Slip", "chapters", "for_chapter"]


def chapters() -> tuple[str, ...]:
    """Return the chapters that have a quiz, by the last part of their path: ``immune-escape``."""
    modules = {found.name for found in pkgutil.iter_modules(__path__)}
    return tuple(sorted(name.replace("_", "-") for name in modules))


def for_chapter(page: str) -> tuple[Question | Numeric, ...]:
    """Return the questions of a chapter (its path in the book, without suffix), in their order.

    Raises KeyError, naming the chapters there are, when it has none.
    """
    name = page.rpartition("/")[2]
    if name not in chapters():
        raise KeyError(f"There is no quiz for {page!r}; there are quizzes for {', '.join(chapters())}.")
    return import_module(f"evbook.review.quizzes.{name.replace('-', '_')}").QUIZ
