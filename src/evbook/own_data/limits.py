"""Values that lie beyond a limit because another column says so: flags, qualifiers (<, =), and columns of limits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from evbook.own_data.grid import _many
from evbook.own_data.records import Answers, Column, Question
from evbook.own_data.words import listed, plain, tokens

#: What a column of qualifiers may hold beside nothing: below, above, and neither.
_BELOW = frozenset(("<", "≤", "<=", "lt", "le", "yes", "y", "true", "1", "censored", "left"))
_ABOVE = frozenset((">", "≥", ">=", "gt", "ge", "right", "-1"))
_NEITHER = frozenset(("", "=", "==", "eq", "~", ".", "-", "no", "n", "false", "0", "ok"))
#: Those that can be told from an answer to some other question.
_MARKS = frozenset(("<", "≤", "<=", ">", "≥", ">="))


def side_of(text: str) -> int:
    """1 where a flag says below a limit, −1 where above, 0 else (as CENS has it)."""
    word = text.strip().lower()
    return 1 if word in _BELOW or word in listed("below") else -1 if word in _ABOVE or word in listed("above") else 0


def are_qualifiers(texts: list[str]) -> bool:
    """Whether the cells of a column only say on which side of a limit a number beside them lies."""
    words = [text.strip().lower() for text in texts]
    beyond = [word for word in words if word in _MARKS or word in listed("below") or word in listed("above")]
    return bool(beyond) and all(word in _NEITHER or word in _MARKS or side_of(word) for word in words)


def _marked(of: Column, columns: list[Column]) -> Column | None:
    """The value that a column of flags or limits is about: the only one, one of its name, or the one beside it."""
    values = [c for c in columns if c.role == "value"]
    if len(values) == 1:
        return values[0]
    own = tokens(of.heading)
    named = [v for v in values if plain(v.name) and set(tokens(v.name)) <= set(own)]
    if len(named) == 1:
        return named[0]
    at = columns.index(of)
    beside = [columns[i] for i in (at - 1, at + 1) if 0 <= i < len(columns) and columns[i].role == "value"]
    return beside[0] if beside else None


def with_limits(
    columns: list[Column], answers: Answers, remarks: list[str], questions: list[Question]
) -> tuple[list[Column], list[Question]]:
    """Take the flags and limits of other columns to the values that they are about."""
    found = list(columns)
    for flag in [c for c in columns if c.role in ("censored", "limit") and len(c.values)]:
        value = _marked(flag, found)
        if value is None:
            if flag.role == "censored" and np.any(np.nan_to_num(flag.values)):
                questions.append(
                    Question(
                        f"Column {flag.letter}, “{flag.heading}”, marks values, and the table does not say of which "
                        "column.  Leave the other columns out, or this one.",
                        "roles",
                        flag.letter,
                        ("ignored",),
                    )
                )
            continue
        if flag.role == "censored":
            limit = next((c for c in columns if c.role == "limit" and _marked(c, found) is value), None)
            made = _flagged(value, flag, limit, answers, remarks, questions)
        else:
            made, questions = _stated(value, flag, remarks, questions)
        found = [made if c is value else c for c in found]
    return found, questions


def _flagged(value: Column, flag: Column, limit: Column | None, answers: Answers, remarks, questions) -> Column:
    """A flag makes a value lie beyond a limit: that of a column of limits, of the reader, or the value itself."""
    side = -np.sign(np.nan_to_num(flag.values)).astype(int)
    at = side != 0
    if not at.any():
        return value
    limits = np.full(len(at), np.nan)
    inside = at & (np.nan_to_num(value.values) > 0)
    if limit is not None:
        # Below both its number and the limit is below the greater: Monolix writes the other end of an interval.
        both = np.where(side < 0, np.fmax(value.values, limit.values), np.fmin(value.values, limit.values))
        limits[at] = np.where(inside, both, limit.values)[at]
    elif answers.limit is not None:
        limits[at] = answers.limit
    else:
        limits[inside] = value.values[inside]
        if inside.any():
            remarks.append(
                f"Column {value.letter}, “{value.heading}”: where column {flag.letter} marks a value, the value "
                f"is taken as its limit."
            )
    open_ = at & ~np.isfinite(limits)
    if open_.any():
        questions.append(
            Question(
                f"Column {flag.letter}, “{flag.heading}”, marks "
                f"{_many(int(open_.sum()), 'value')} as below a limit that the table does not "
                "state.  What is the limit?",
                "limit",
                value.letter,
            )
        )
    if value.censored is not None:
        side, limits = np.where(at, side, value.censored), np.where(at, limits, value.limits)
    return replace(value, values=np.where(side != 0, np.nan, value.values), censored=side, limits=limits)


def _stated(value: Column, limit: Column, remarks, questions: list[Question]) -> tuple[Column, list[Question]]:
    """Cells that say only "below the limit" (BLQ) lie below that of their row in a column of limits."""
    if value.censored is None:
        return value, questions
    at = (value.censored < 0) & ~np.isfinite(value.limits) & np.isfinite(limit.values)
    if not at.any():
        return value, questions
    remarks.append(
        f"Column {value.letter}, “{value.heading}”: {_many(int(at.sum()), 'cell')} without a number "
        f"{'lies' if at.sum() == 1 else 'lie'} below the limit in column {limit.letter}."
    )
    limits = np.where(at, limit.values, value.limits)
    left = np.any((value.censored < 0) & ~np.isfinite(limits))
    kept = [q for q in questions if left or q.option != "limit" or q.column != value.letter or "may mean" in q]
    return replace(value, limits=limits), kept
