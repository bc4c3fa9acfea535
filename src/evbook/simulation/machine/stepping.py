"""From step to step: the first one, its error and the next, and the solution within it.

Dormand and Prince's pair first, and the stiff method from when stability rather than accuracy limits the steps.
References: E. Hairer, S. P. Nørsett, G. Wanner, Solving Ordinary Differential Equations I and II, Springer 1993 and
1996; K. Gustafsson, ACM Trans. Math. Softw. 17 (1991) 533-554.
"""

from __future__ import annotations

import math

from evbook.simulation.machine.explicit import (
    accept_explicit,
    attempt_explicit,
    looks_stiff,
)
from evbook.simulation.machine.stiff import (
    accept_stiff,
    attempt_stiff,
)
from evbook.simulation.machine.workspace import (
    CHANGEOVER,
    D0,
    D1,
    D2,
    D3,
    D4,
    DONE,
    INFINITY,
    K1,
    KNOWN,
    LAST_ERROR,
    LINEARISED,
    NEXT,
    REJECTED,
    SLOPE,
    SMALLEST,
    SMALLNESS,
    STEPS,
    STIFF,
    T_OLD,
    TRIAL,
    TYPICAL,
    VECTORS,
    WORK,
    Floats,
    Ints,
    T,
    Y,
    jacobian,
    rates,
    scale_of,
)

#: The share of the bound on steps that the explicit method may use before the stiff one takes over.
EXPLICIT_SHARE = 0.125
SAFETY, SHRINK_AT_MOST, GROW_AT_MOST, BETA = 0.9, 0.2, 10.0, 0.04
ALPHA = 0.2 - 0.75 * BETA
EPSILON = 2.0**-52


def at(n: int, w: Floats, iw: Ints, scalars: int, t: float, to: int) -> None:
    """The solution within the last accepted step, into the vector ``to``."""
    share = (t - w[scalars + T_OLD]) / (w[scalars + T] - w[scalars + T_OLD])
    rest = 1 - share
    for i in range(n):
        d0, d1, d2 = w[D0 * n + i], w[D1 * n + i], w[D2 * n + i]
        d3, d4 = w[D3 * n + i], w[D4 * n + i]
        if iw[STIFF] == 1:
            w[to * n + i] = rest * d0 + share * (d1 + rest * (d2 + share * (d3 + share * d4)))
        else:
            w[to * n + i] = d0 + share * (d1 + rest * (d2 + share * (d3 + rest * d4)))


def typical_sizes(f: int, n: int, w: Floats, p: Floats, iw: Ints, t: float, duration: float) -> None:
    unknown = 0
    for i in range(n):
        size = abs(w[Y * n + i])
        w[TYPICAL * n + i] = size
        w[TRIAL * n + i] = w[Y * n + i]
        if size == 0:
            unknown += 1
    turn = 0
    while turn < n and unknown > 0:
        turn += 1
        learnt = 0
        rates(f, n, t, w, TRIAL, p, iw, SLOPE)
        jacobian(f, n, t, w, TRIAL, p)
        for i in range(n):
            if w[TYPICAL * n + i] > 0:
                continue
            loss = abs(w[VECTORS * n + i * n + i])
            size = abs(w[SLOPE * n + i]) / (loss if loss > 1 / duration else 1 / duration)
            if size > 0 and size < math.inf:
                w[TYPICAL * n + i] = size
                w[TRIAL * n + i] = size
                learnt += 1
        if learnt == 0:
            return
        unknown -= learnt


def first_step(f: int, n: int, w: Floats, p: Floats, iw: Ints, t: float, longest: float, rtol: float) -> float:
    size, speed = 0.0, 0.0
    for i in range(n):
        scale = scale_of(w[Y * n + i], w[TYPICAL * n + i], 0.0, rtol)
        if scale == 0:
            scale = 1.0
        size = max(size, abs(w[Y * n + i]) / scale)
        speed = max(speed, abs(w[K1 * n + i]) / scale)
    if not speed < math.inf:
        return 1e-6 * longest
    h = 1e-6 * longest if size < 1e-10 or speed < 1e-10 else 0.01 * size / speed
    h = min(h, longest)
    for i in range(n):
        w[TRIAL * n + i] = w[Y * n + i] + h * w[K1 * n + i]
    rates(f, n, t + h, w, TRIAL, p, iw, SLOPE)
    bend = 0.0
    for i in range(n):
        scale = scale_of(w[Y * n + i], w[TYPICAL * n + i], 0.0, rtol)
        if scale == 0:
            scale = 1.0
        bend = max(bend, abs(w[SLOPE * n + i] - w[K1 * n + i]) / scale)
    bend /= h
    if not bend < math.inf:
        return 1e-3 * h
    sharpest = max(speed, bend)
    following = max(1e-6 * longest, 1e-3 * h) if sharpest <= 1e-15 else (0.01 / sharpest) ** 0.2
    return min(min(100 * h, following), longest)


def restart(f: int, n: int, w: Floats, p: Floats, iw: Ints, scalars: int, t: float, end: float, rtol: float) -> bool:
    """Begin at ``t`` with the state as it is; whether state and rates are finite."""
    for i in range(n):
        if not abs(w[Y * n + i]) < math.inf:
            return False
    rates(f, n, t, w, Y, p, iw, K1)
    for i in range(n):
        if not abs(w[K1 * n + i]) < math.inf:
            return False
    if iw[KNOWN] == 0:
        typical_sizes(f, n, w, p, iw, t, end - t)
        w[scalars + SMALLEST] = 1e-22 * (end - t)
        iw[KNOWN] = 1
    for i in range(n):
        w[TYPICAL * n + i] = max(w[TYPICAL * n + i], abs(w[Y * n + i]))
    iw[LINEARISED] = 0
    w[scalars + LAST_ERROR] = 1e-4
    iw[REJECTED] = 0
    w[scalars + T] = t
    w[scalars + T_OLD] = t
    w[scalars + NEXT] = first_step(f, n, w, p, iw, t, end - t, rtol)
    return True


def step(
    f: int,
    n: int,
    w: Floats,
    p: Floats,
    iw: Ints,
    scalars: int,
    atol: Floats,
    rtol: float,
    table: Floats,
    autonomous: bool,
    most: int,
    end: float,
) -> int:
    """One accepted step towards ``end``, never past it; what went wrong otherwise."""
    if iw[CHANGEOVER] == 1:
        iw[CHANGEOVER] = 0
        iw[STIFF] = 1
        iw[LINEARISED] = 0
        w[scalars + LAST_ERROR] = 1e-4
        iw[REJECTED] = 0
    h = w[scalars + NEXT]
    t = w[scalars + T]
    while True:
        left = end - t
        last = h * 1.01 >= left
        tried = left if last else h
        if iw[STEPS] >= most:
            return WORK
        iw[STEPS] += 1
        if iw[STIFF] == 1:
            error = attempt_stiff(f, n, w, p, iw, atol, rtol, table, autonomous, t, tried)
        else:
            error = attempt_explicit(f, n, w, p, iw, atol, rtol, t, tried)
        if error <= 1:
            w[scalars + T_OLD] = t
            w[scalars + T] = end if last else t + tried
            if iw[STIFF] == 1:
                accept_stiff(f, n, w, p, iw, w[scalars + T])
            else:
                stiff = looks_stiff(n, w, iw, atol, rtol, tried)
                if stiff or iw[STEPS] > EXPLICIT_SHARE * most:
                    iw[CHANGEOVER] = 1
                accept_explicit(n, w, tried)
            factor = SAFETY * max(error, 1e-300) ** -ALPHA * w[scalars + LAST_ERROR] ** BETA
            factor = min(max(factor, SHRINK_AT_MOST), GROW_AT_MOST)
            if iw[REJECTED] == 1 and factor > 1:
                factor = 1.0
            w[scalars + LAST_ERROR] = max(error, 1e-4)
            iw[REJECTED] = 0
            grown = tried * factor
            w[scalars + NEXT] = h if last and grown < h else grown
            for i in range(n):
                w[TYPICAL * n + i] = max(w[TYPICAL * n + i], abs(w[Y * n + i]))
                if not (abs(w[K1 * n + i]) < math.inf and abs(w[Y * n + i]) < math.inf):
                    return INFINITY
            return DONE
        iw[REJECTED] = 1
        factor = SHRINK_AT_MOST
        if error < math.inf:
            factor = max(SAFETY * error**-ALPHA, SHRINK_AT_MOST)
        h = tried * factor
        if not h > 16 * EPSILON * abs(t) or h < w[scalars + SMALLEST]:
            return SMALLNESS if error < math.inf else INFINITY
