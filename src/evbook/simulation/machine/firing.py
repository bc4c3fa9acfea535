"""Triggers: when the condition of each comes to hold within a step, and what fires (as in ``simulation/triggers.py``).

What is known of trigger k is in whole numbers from ``known`` on: whether each of its two conditions holds, whether it
is spent, how often it stands in the queue.  ``rules`` has its direction, whether it fires once, whether it held.
"""

from __future__ import annotations

import math

from evbook.simulation.machine.stepping import (
    at,
)
from evbook.simulation.machine.workspace import (
    DONE,
    ENDED,
    ENDLESS,
    FIRINGS,
    LAST,
    MOMENTS,
    MOST_AT_ONCE,
    MOST_FIRINGS,
    OFTEN,
    SCALARS,
    T_OLD,
    TRIAL,
    Floats,
    Ints,
    T,
    Y,
    call_model,
)

PRECISION = 1e-12


def holds_now(direction: int, c: int, value: float) -> bool:
    """Whether condition c of a trigger holds: 0 is value >= 0, 1 is value <= 0; those it does not have never do."""
    if c == 0:
        return direction >= 0 and value >= 0
    return direction <= 0 and value <= 0


def watched(f: int, n: int, w: Floats, p: Floats, t: float, y: int, values: int) -> None:
    call_model(f, 2, t, w, y * n, p, w, values)


def look(
    f: int, n: int, w: Floats, p: Floats, iw: Ints, t: float, triggers: int, rules: Ints, values: int, known: int
) -> None:
    if triggers == 0:
        return
    watched(f, n, w, p, t, Y, values)
    for k in range(triggers):
        for c in range(2):
            now = holds_now(rules[3 * k], c, w[values + k])
            if now and iw[known + 4 * k + c] == 0 and iw[known + 4 * k + 2] == 0:
                iw[known + 4 * k + 3] += 1
            iw[known + 4 * k + c] = 1 if now else 0


def settle(
    f: int, n: int, w: Floats, p: Floats, iw: Ints, t: float, triggers: int, rules: Ints, values: int, known: int,
    keep: bool, fired: Floats,
) -> int:  # fmt: skip
    """Look, and let all that is in the queue fire with what it sets off; whether that has an end.

    With ``keep`` the moment is added to ``fired`` where something did.
    """
    if triggers == 0:
        return DONE
    look(f, n, w, p, iw, t, triggers, rules, values, known)
    now = 0
    while True:
        first = -1
        for k in range(triggers):
            if iw[known + 4 * k + 3] > 0:
                first = k
                break
        if first < 0:
            if now > 0:
                if keep:
                    fired[iw[MOMENTS]] = t
                iw[MOMENTS] += 1
            return DONE
        iw[known + 4 * first + 3] -= 1
        if iw[known + 4 * first + 2] == 1:
            continue
        now += 1
        iw[FIRINGS] += 1
        if now > MOST_AT_ONCE:
            return ENDLESS
        if iw[FIRINGS] > MOST_FIRINGS:
            iw[LAST] = first
            w[values - SCALARS + ENDED] = t
            return OFTEN
        call_model(f, 3 + first, t, w, Y * n, p, w, TRIAL * n)
        iw[known + 4 * first + 2] = rules[3 * first + 1]
        look(f, n, w, p, iw, t, triggers, rules, values, known)


def value_at(
    f: int, n: int, w: Floats, p: Floats, iw: Ints, scalars: int, values: int, k: int, sign: float, t: float
) -> float:
    at(n, w, iw, scalars, t, TRIAL)
    watched(f, n, w, p, t, TRIAL, values)
    return sign * w[values + k]


def moment(
    f: int,
    n: int,
    w: Floats,
    p: Floats,
    iw: Ints,
    scalars: int,
    values: int,
    k: int,
    sign: float,
    left: float,
    right: float,
    stop: float,
) -> float:
    precision = PRECISION * max(max(abs(left), abs(right)), right - left)
    a = value_at(f, n, w, p, iw, scalars, values, k, sign, left)
    b = value_at(f, n, w, p, iw, scalars, values, k, sign, right)
    if not a < 0:
        a = -b
    kept, turn = 0, 0
    while turn < 200 and right - left > precision:
        middle = left + (right - left) * (a / (a - b)) if turn < 100 and a != b else (left + right) / 2
        middle = min(max(middle, left + precision / 2), right - precision / 2)
        turn += 1
        c = value_at(f, n, w, p, iw, scalars, values, k, sign, middle)
        if c >= 0:
            right, b = middle, c
            if kept == 1:
                a /= 2
            kept = 1
        else:
            left, a = middle, c
            if kept == -1:
                b /= 2
            kept = -1
    beyond = min(right + precision, stop)
    return beyond if value_at(f, n, w, p, iw, scalars, values, k, sign, beyond) >= 0 else right


def crossing(
    f: int, n: int, w: Floats, p: Floats, iw: Ints, scalars: int, triggers: int, rules: Ints, values: int, known: int
) -> float:
    """The first moment of the last step at which a condition comes to hold; NaN when there is none."""
    if triggers == 0:
        return math.nan
    start, stop = w[scalars + T_OLD], w[scalars + T]
    left = start
    for j in range(1, 5):
        right = stop if j == 4 else start + 0.25 * j * (stop - start)
        at(n, w, iw, scalars, right, TRIAL)
        watched(f, n, w, p, right, TRIAL, values)
        found = math.inf
        come = 0
        for k in range(triggers):
            for c in range(2):
                now = holds_now(rules[3 * k], c, w[values + k])
                if now and iw[known + 4 * k + c] == 0 and iw[known + 4 * k + 2] == 0:
                    come += 1
        if come > 0:
            for k in range(triggers):
                for c in range(2):
                    # finding a moment overwrites the values: they are read again for each
                    at(n, w, iw, scalars, right, TRIAL)
                    watched(f, n, w, p, right, TRIAL, values)
                    now = holds_now(rules[3 * k], c, w[values + k])
                    if now and iw[known + 4 * k + c] == 0 and iw[known + 4 * k + 2] == 0:
                        sign = 1.0 if c == 0 else -1.0
                        when = moment(f, n, w, p, iw, scalars, values, k, sign, left, right, stop)
                        found = min(found, when)
            return found
        for k in range(triggers):
            for c in range(2):
                iw[known + 4 * k + c] = 1 if holds_now(rules[3 * k], c, w[values + k]) else 0
        left = right
    return math.nan
