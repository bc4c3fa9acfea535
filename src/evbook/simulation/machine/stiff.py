"""Rodas5P, a Rosenbrock method of order 5(4): a step, its linear algebra, its dense output and the error of that.

Reference: G. Steinebach, BIT Numer. Math. 63 (2023) 27, doi 10.1007/s10543-023-00967-x.
"""

from __future__ import annotations

import math

from evbook.simulation.machine.workspace import (
    COUNTS,
    D0,
    D1,
    D2,
    D3,
    D4,
    DRIFT,
    K1,
    K2,
    K3,
    K4,
    LINEARISED,
    MIDDLE,
    NEW,
    SHIFTED,
    SIZES,
    SLOPE,
    U0,
    VECTORS,
    Floats,
    Ints,
    Y,
    jacobian,
    rates,
    scale_of,
)

ROOT_EPSILON = 2.0**-26
GAMMA = 0.21193756319429014
SIXTH = (-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946)
#: The coefficients of Rodas5P by rows: a and C of eight stages, then stage times, weights of df/dt, dense output.
A = (
    (), (3.0,), (2.849394379747939, 0.45842242204463923),
    (-6.954028509809101, 2.489845061869568, -10.358996098473584),
    (2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641),
    SIXTH, (*SIXTH, 1.0), (*SIXTH, 1.0, 1.0),
)  # fmt: skip
C = (
    (), (-14.155112264123755,), (-17.97296035885952, -2.859693295451294),
    (147.12150275711716, -1.41221402718213, 71.68940251302358),
    (165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306),
    (24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125, -0.6610691825249471),
    (30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783, -19.097331116725623,
     -28.087943162872662),
    (37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047, -40.06618937091002,
     -54.66780262877968, -9.48861652309627),
)  # fmt: skip
CENTRE = (0.0, 0.6358126895828704, 0.4095798393397535, 0.9769306725060716, 0.4288403609558664, 1.0, 1.0, 1.0)
WEIGHTS = (GAMMA, -0.42387512638858027, -0.3384627126235924, 1.8046452872882734, 2.325825639765069, 0.0, 0.0, 0.0)
DENSE = (
    (25.948786856663858, -2.5579724845846235, 10.433815404888879, -2.3679251022685204, 0.524948541321073,
     1.1241088310450404, 0.4272876194431874, -0.17202221070155493),
    (-9.91568850695171, -0.9689944594115154, 3.0438037242978453, -24.495224566215796, 20.176138334709044,
     15.98066361424651, -6.789040303419874, -6.710236069923372),
    (11.419903575922262, 2.8879645146136994, 72.92137995996029, 80.12511834622643, -52.072871366152654,
     -59.78993625266729, -0.15582684282751913, 4.883087185713722),
)  # fmt: skip
#: The same in one row, as the machine code reads them: a and C with eight places a stage, and so on.
TABLE = tuple(
    value
    for rows in (A, C, (CENTRE, WEIGHTS), DENSE)
    for row in rows
    for value in (*row, *(0.0,) * (8 - len(row)))
)  # fmt: skip
AT_A, AT_C, AT_CENTRE, AT_WEIGHTS, AT_DENSE = 0, 64, 128, 136, 144


def factorise(n: int, w: Floats, a: int, iw: Ints) -> bool:
    """PA = LU in place, each row of A measured by what counts as one in it (:data:`SIZES`)."""
    sizes = SIZES * n
    for k in range(n):
        row, largest = k, abs(w[a + k * n + k]) / w[sizes + k]
        for i in range(k + 1, n):
            size = abs(w[a + i * n + k]) / w[sizes + i]
            if size > largest:
                largest, row = size, i
        iw[COUNTS + k] = row
        if not largest > 0 or largest == math.inf:
            return False
        if row != k:
            kept = w[sizes + k]
            w[sizes + k] = w[sizes + row]
            w[sizes + row] = kept
            for j in range(n):
                kept = w[a + k * n + j]
                w[a + k * n + j] = w[a + row * n + j]
                w[a + row * n + j] = kept
        pivot = w[a + k * n + k]
        for i in range(k + 1, n):
            factor = w[a + i * n + k] / pivot
            w[a + i * n + k] = factor
            if factor != 0:
                for j in range(k + 1, n):
                    w[a + i * n + j] -= factor * w[a + k * n + j]
    return True


def solve_factorised(n: int, w: Floats, a: int, iw: Ints, b: int) -> None:
    for k in range(n):
        row = iw[COUNTS + k]
        if row != k:
            kept = w[b + k]
            w[b + k] = w[b + row]
            w[b + row] = kept
    for i in range(1, n):
        total = w[b + i]
        for j in range(i):
            total -= w[a + i * n + j] * w[b + j]
        w[b + i] = total
    for i in range(n - 1, -1, -1):
        total = w[b + i]
        for j in range(i + 1, n):
            total -= w[a + i * n + j] * w[b + j]
        w[b + i] = total / w[a + i * n + i]


def time_derivative(f: int, n: int, w: Floats, p: Floats, iw: Ints, t: float, h: float) -> None:
    shift = ROOT_EPSILON * max(abs(t), abs(h))
    moved = t + shift
    rates(f, n, moved, w, Y, p, iw, SHIFTED)
    for i in range(n):
        w[DRIFT * n + i] = (w[SHIFTED * n + i] - w[K1 * n + i]) / (moved - t)


def attempt_stiff(
    f: int,
    n: int,
    w: Floats,
    p: Floats,
    iw: Ints,
    atol: Floats,
    rtol: float,
    table: Floats,
    autonomous: bool,
    t: float,
    h: float,
) -> float:
    y, new, slope, a = Y * n, NEW * n, SLOPE * n, VECTORS * n + n * n
    if iw[LINEARISED] == 0:
        jacobian(f, n, t, w, Y, p)
        if not autonomous:
            time_derivative(f, n, w, p, iw, t, h)
        iw[LINEARISED] = 1
    for i in range(n * n):
        w[a + i] = -w[VECTORS * n + i]
    for i in range(n):
        w[a + i * n + i] += 1 / (h * GAMMA)
        size = scale_of(w[y + i], 0.0, atol[i], rtol)
        w[SIZES * n + i] = size if size > 0 else 1.0
    if not factorise(n, w, a, iw):
        return math.nan
    for s in range(8):
        us = (U0 + s) * n
        if s == 0:
            for i in range(n):
                w[slope + i] = w[K1 * n + i]
        else:
            for i in range(n):
                total = w[y + i]
                for j in range(s):
                    total += table[AT_A + 8 * s + j] * w[(U0 + j) * n + i]
                w[new + i] = total
            rates(f, n, t + table[AT_CENTRE + s] * h, w, NEW, p, iw, SLOPE)
        for i in range(n):
            total = 0.0
            for j in range(s):
                total += table[AT_C + 8 * s + j] * w[(U0 + j) * n + i]
            w[us + i] = w[slope + i] + total / h
        if not autonomous:
            for i in range(n):
                w[us + i] += h * table[AT_WEIGHTS + s] * w[DRIFT * n + i]
        solve_factorised(n, w, a, iw, us)
    last, worst = (U0 + 7) * n, 0.0
    for i in range(n):
        w[new + i] += w[last + i]
        ratio = abs(w[last + i]) / scale_of(w[y + i], w[new + i], atol[i], rtol)
        if not ratio <= worst:
            worst = ratio
        if worst != worst:
            return worst
    if worst > 1:
        return worst
    # the dense output, and its error in the middle of the step
    for r in range(3):
        for i in range(n):
            total = 0.0
            for j in range(8):
                total += table[AT_DENSE + 8 * r + j] * w[(U0 + j) * n + i]
            w[(K2 + r) * n + i] = total
    e0, e1, e2, middle = K2 * n, K3 * n, K4 * n, MIDDLE * n
    for i in range(n):
        w[middle + i] = (w[y + i] + w[new + i]) / 2 + (w[e0 + i] + w[e1 + i] / 2 + w[e2 + i] / 4) / 4
    rates(f, n, t + h / 2, w, MIDDLE, p, iw, SLOPE)
    for i in range(n):
        w[slope + i] = (w[new + i] - w[y + i] + (w[e1 + i] + w[e2 + i]) / 4) / h - w[slope + i]
    solve_factorised(n, w, a, iw, slope)
    for i in range(n):
        ratio = abs(w[slope + i]) / scale_of(w[y + i], w[new + i], atol[i], rtol)
        if not ratio <= worst:
            worst = ratio
        if worst != worst:
            return worst
    return worst


def accept_stiff(f: int, n: int, w: Floats, p: Floats, iw: Ints, t: float) -> None:
    for i in range(n):
        w[D0 * n + i] = w[Y * n + i]
        w[D1 * n + i] = w[NEW * n + i]
        w[D2 * n + i] = w[K2 * n + i]
        w[D3 * n + i] = w[K3 * n + i]
        w[D4 * n + i] = w[K4 * n + i]
        w[Y * n + i] = w[NEW * n + i]
    rates(f, n, t, w, Y, p, iw, K1)
    iw[LINEARISED] = 0
