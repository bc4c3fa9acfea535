"""A run from its start to its end: doses and windows at their times, triggers, what is written; and many runs."""

from __future__ import annotations

from evbook.simulation.machine.firing import (
    crossing,
    look,
    settle,
)
from evbook.simulation.machine.stepping import (
    at,
    restart,
    step,
)
from evbook.simulation.machine.workspace import (
    AUTONOMOUS,
    COUNTS,
    DONE,
    ENDED,
    EVALUATIONS,
    FIRST_HIDDEN,
    HIDDEN,
    INFINITY,
    JUMPS,
    K1,
    KEEP,
    LAST,
    MIDDLE,
    MOMENTS,
    MOST,
    MOST_FIRINGS,
    SCALARS,
    STATES,
    STEPS,
    TIMES,
    TRIAL,
    TRIGGERS,
    VECTORS,
    Floats,
    Ints,
    T,
    Y,
)


def write(
    n: int, hidden: int, first_hidden: int, w: Floats, p: Floats, least: Floats, from_: int, out: Floats, place: int
) -> None:
    """Write a state, amounts at least 0, and what only events change, as they are now."""
    for i in range(n):
        value = w[from_ * n + i]
        out[place + i] = least[i] if value < least[i] else value
    for i in range(hidden):
        out[place + n + i] = p[first_hidden + i]


def run(
    f: int, sizes: Ints, times: Floats, y: Floats, p: Floats, jump_times: Floats, jump_rows: Ints, jump_sizes: Floats,
    least: Floats, atol: Floats, rtol: float, rules: Ints, table: Floats, w: Floats, iw: Ints, out: Floats,
    fired: Floats,
) -> int:  # fmt: skip
    """Run one setting: fill ``out`` with (times, n + hidden) numbers and return what it came to."""
    n, hidden, first_hidden = sizes[STATES], sizes[HIDDEN], sizes[FIRST_HIDDEN]
    count, jumps, triggers, most = sizes[TIMES], sizes[JUMPS], sizes[TRIGGERS], sizes[MOST]
    autonomous, keep = sizes[AUTONOMOUS] == 1, sizes[KEEP] == 1
    scalars = VECTORS * n + 2 * n * n
    values, known = scalars + SCALARS, COUNTS + n
    for i in range(COUNTS):
        iw[i] = 0
    for k in range(triggers):
        held = 1 if rules[3 * k + 2] == 1 or rules[3 * k] == 0 else 0
        iw[known + 4 * k] = held
        iw[known + 4 * k + 1] = held
        iw[known + 4 * k + 2] = 0
        iw[known + 4 * k + 3] = 0
    for i in range(n):
        w[Y * n + i] = y[i]
    width, end, t, written, given = n + hidden, times[count - 1], 0.0, 0, 0
    while True:
        # what falls on this moment: windows and doses, then the triggers whose conditions have come to hold
        look(f, n, w, p, iw, t, triggers, rules, values, known)
        while given < jumps and jump_times[given] <= t:
            row = jump_rows[given]
            if row < n:
                w[Y * n + row] += jump_sizes[given]
            else:
                p[first_hidden + row - n] += jump_sizes[given]
            given += 1
        came = settle(f, n, w, p, iw, t, triggers, rules, values, known, keep, fired)
        if came != DONE:
            return came
        while written < count and times[written] <= t:
            write(n, hidden, first_hidden, w, p, least, Y, out, written * width)
            written += 1
        if t >= end:
            return DONE
        stop = end
        if given < jumps and jump_times[given] < end:
            stop = jump_times[given]
        if not restart(f, n, w, p, iw, scalars, t, end, rtol):
            return INFINITY
        if stop - t <= 1e-12 * abs(stop):
            for i in range(n):
                w[Y * n + i] += w[K1 * n + i] * (stop - t)
            t = stop
            continue
        while t < stop:
            came = step(f, n, w, p, iw, scalars, atol, rtol, table, autonomous, most, stop)
            if came != DONE:
                return came
            met = crossing(f, n, w, p, iw, scalars, triggers, rules, values, known)
            reached = met if met < w[scalars + T] else w[scalars + T]
            while written < count and times[written] < reached:
                at(n, w, iw, scalars, times[written], TRIAL)
                write(n, hidden, first_hidden, w, p, least, TRIAL, out, written * width)
                written += 1
            t = reached
            if met < stop:
                at(n, w, iw, scalars, met, MIDDLE)
                for i in range(n):
                    w[Y * n + i] = w[MIDDLE * n + i]
                came = settle(f, n, w, p, iw, t, triggers, rules, values, known, keep, fired)
                if came != DONE:
                    return came
                while written < count and times[written] <= t:
                    write(n, hidden, first_hidden, w, p, least, Y, out, written * width)
                    written += 1
                if t < stop and not restart(f, n, w, p, iw, scalars, t, end, rtol):
                    return INFINITY


def run_many(
    f: int, first: int, last: int, sizes: Ints, times: Floats, y: Floats, p: Floats, jump_times: Floats,
    jump_rows: Ints, jump_sizes: Floats, least: Floats, atol: Floats, rtol: float, rules: Ints, table: Floats,
    w: Floats, iw: Ints, out: Floats, fired: Floats, outcome: Ints, counts: Ints, ended: Floats,
) -> None:  # fmt: skip
    """Run the members from ``first`` to before ``last``, whose starts, jumps and results lie one after another.

    ``counts`` are steps, evaluations, moments at which something fired, and the last to fire of a run that was OFTEN,
    which ``ended`` then.
    """
    n, width, jumps = sizes[STATES], sizes[FIRST_HIDDEN] + sizes[HIDDEN], sizes[JUMPS]
    numbers, places = sizes[TIMES] * (n + sizes[HIDDEN]), sizes[KEEP] * MOST_FIRINGS
    ended_at = VECTORS * n + 2 * n * n + ENDED
    for m in range(first, last):
        outcome[m] = run(
            f, sizes, times, y[m * n :], p[m * width :], jump_times[m * jumps :], jump_rows[m * jumps :],
            jump_sizes[m * jumps :], least, atol, rtol, rules, table, w, iw, out[m * numbers :],
            fired[m * places :],
        )  # fmt: skip
        counts[4 * m] = iw[STEPS]
        counts[4 * m + 1] = iw[EVALUATIONS]
        counts[4 * m + 2] = iw[MOMENTS]
        counts[4 * m + 3] = iw[LAST]
        ended[m] = w[ended_at]
