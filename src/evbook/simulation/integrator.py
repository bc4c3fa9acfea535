"""The solver of the front end as loops on plain numbers, to be compiled: one integrator for every model.

Dormand and Prince's explicit pair 5(4) first, and Rodas5P, a Rosenbrock method of order 5(4), from when stability
rather than accuracy limits the steps; doses, windows and triggers mean what they mean in
:mod:`evbook.simulation.solver` and :mod:`evbook.simulation.triggers`.  The front end's modules
(``numerics/dormand-prince.js``, ``rosenbrock.js``, ``step-control.js``, ``integration.js``, ``events.js``) tell why
each thing is as it is, and carry the references.

Everything lies in one workspace ``w`` of doubles and one ``iw`` of whole numbers; a name in capitals is a place there,
in units of the number of states.  No function here makes an array, so the machine code needs nothing of Numba.

References: J. R. Dormand, P. J. Prince, J. Comput. Appl. Math. 6 (1980) 19-26; E. Hairer, S. P. Nørsett, G. Wanner,
Solving Ordinary Differential Equations I and II, Springer 1993 and 1996; K. Gustafsson, ACM Trans. Math. Softw. 17
(1991) 533-554; G. Steinebach, BIT Numer. Math. 63 (2023) 27, doi 10.1007/s10543-023-00967-x.
"""

from __future__ import annotations

import math

Floats = Ints = list

#: What a run comes to.  Whatever is not DONE is left to SciPy, which goes on or says in a sentence why it cannot.
DONE, WORK, SMALLNESS, INFINITY, ENDLESS = range(5)
#: The share of the bound on steps that the explicit method may use before the stiff one takes over.
EXPLICIT_SHARE = 0.25
#: h |lambda| above which stability is taken to limit the steps, and how often that is to be seen.
STABILITY_BOUND, SUSPICIONS_NEEDED, INNOCENT_STEPS = 2.5, 15, 6
SAFETY, SHRINK_AT_MOST, GROW_AT_MOST, BETA = 0.9, 0.2, 10.0, 0.04
ALPHA = 0.2 - 0.75 * BETA
PRECISION, MOST_FIRINGS, MOST_AT_ONCE = 1e-12, 1000, 100
EPSILON, ROOT_EPSILON = 2.0**-52, 2.0**-26

#: Vectors of the workspace, each of the length of the state.
Y, NEW, STAGE, K1, K2, K3, K4, K5, K6, K7, D0, D1, D2, D3, D4, U0 = range(16)
SLOPE, MIDDLE, DRIFT, SHIFTED, TYPICAL, TRIAL, SIZES, VECTORS = 24, 25, 26, 27, 28, 29, 30, 31
#: Numbers behind the vectors and the two matrices: the values of triggers come after them.
T, H, T_OLD, NEXT, LAST_ERROR, SMALLEST, SCALARS = range(7)
#: Whole numbers: counts and flags, then pivots, then what is known of each trigger.
STEPS, SUSPICIONS, INNOCENCE, STIFF, CHANGEOVER, REJECTED, KNOWN, FIRINGS, LINEARISED, EVALUATIONS, COUNTS = range(11)

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


def call_model(f, what, t, y, at_y, p, out, at_out):
    """Call the function of :mod:`evbook.derive.compiled` at an address, with pointers moved on by the given places.

    In machine code f is an address; in plain Python it is the function, and the pointers are arrays.
    """
    f(what, t, y[at_y:], p, out[at_out:])


def rates(f: int, n: int, t: float, w: Floats, y: int, p: Floats, iw: Ints, out: int) -> None:
    iw[EVALUATIONS] += 1
    call_model(f, 0, t, w, y * n, p, w, out * n)


def jacobian(f: int, n: int, t: float, w: Floats, y: int, p: Floats) -> None:
    call_model(f, 1, t, w, y * n, p, w, VECTORS * n)


def scale_of(a: float, b: float, atol: float, rtol: float) -> float:
    a, b = abs(a), abs(b)
    return atol + rtol * (a if a > b else b)


def attempt_explicit(
    f: int, n: int, w: Floats, p: Floats, iw: Ints, atol: Floats, rtol: float, t: float, h: float
) -> float:
    y, new, stage = Y * n, NEW * n, STAGE * n
    k1, k2, k3, k4, k5, k6, k7 = K1 * n, K2 * n, K3 * n, K4 * n, K5 * n, K6 * n, K7 * n
    for i in range(n):
        w[stage + i] = w[y + i] + h * (1 / 5) * w[k1 + i]
    rates(f, n, t + h / 5, w, STAGE, p, iw, K2)
    for i in range(n):
        w[stage + i] = w[y + i] + h * ((3 / 40) * w[k1 + i] + (9 / 40) * w[k2 + i])
    rates(f, n, t + 0.3 * h, w, STAGE, p, iw, K3)
    for i in range(n):
        w[stage + i] = w[y + i] + h * ((44 / 45) * w[k1 + i] - (56 / 15) * w[k2 + i] + (32 / 9) * w[k3 + i])
    rates(f, n, t + 0.8 * h, w, STAGE, p, iw, K4)
    for i in range(n):
        w[stage + i] = w[y + i] + h * (
            (19372 / 6561) * w[k1 + i] - (25360 / 2187) * w[k2 + i] + (64448 / 6561) * w[k3 + i]
            - (212 / 729) * w[k4 + i]
        )  # fmt: skip
    rates(f, n, t + (8 / 9) * h, w, STAGE, p, iw, K5)
    for i in range(n):
        w[stage + i] = w[y + i] + h * (
            (9017 / 3168) * w[k1 + i] - (355 / 33) * w[k2 + i] + (46732 / 5247) * w[k3 + i]
            + (49 / 176) * w[k4 + i] - (5103 / 18656) * w[k5 + i]
        )  # fmt: skip
    rates(f, n, t + h, w, STAGE, p, iw, K6)
    for i in range(n):
        w[new + i] = w[y + i] + h * (
            (35 / 384) * w[k1 + i] + (500 / 1113) * w[k3 + i] + (125 / 192) * w[k4 + i]
            - (2187 / 6784) * w[k5 + i] + (11 / 84) * w[k6 + i]
        )  # fmt: skip
    rates(f, n, t + h, w, NEW, p, iw, K7)
    worst = 0.0
    for i in range(n):
        error = h * (
            (71 / 57600) * w[k1 + i] - (71 / 16695) * w[k3 + i] + (71 / 1920) * w[k4 + i]
            - (17253 / 339200) * w[k5 + i] + (22 / 525) * w[k6 + i] - (1 / 40) * w[k7 + i]
        )  # fmt: skip
        ratio = abs(error) / scale_of(w[y + i], w[new + i], atol[i], rtol)
        if not ratio <= worst:
            worst = ratio
        if worst != worst:
            return worst
    return worst


def looks_stiff(n: int, w: Floats, iw: Ints, atol: Floats, rtol: float, h: float) -> bool:
    speeds, distances = 0.0, 0.0
    for i in range(n):
        scale = atol[i] + rtol * abs(w[NEW * n + i])
        speeds = max(speeds, abs(w[K7 * n + i] - w[K6 * n + i]) / scale)
        distances = max(distances, abs(w[NEW * n + i] - w[STAGE * n + i]) / scale)
    if distances > 0 and h * speeds > STABILITY_BOUND * distances:
        iw[INNOCENCE] = 0
        iw[SUSPICIONS] += 1
    else:
        iw[INNOCENCE] += 1
        if iw[INNOCENCE] >= INNOCENT_STEPS:
            iw[SUSPICIONS] = 0
    return iw[SUSPICIONS] >= SUSPICIONS_NEEDED


def accept_explicit(n: int, w: Floats, h: float) -> None:
    for i in range(n):
        k1, k7 = w[K1 * n + i], w[K7 * n + i]
        change = w[NEW * n + i] - w[Y * n + i]
        bend = h * k1 - change
        w[D0 * n + i] = w[Y * n + i]
        w[D1 * n + i] = change
        w[D2 * n + i] = bend
        w[D3 * n + i] = change - h * k7 - bend
        w[D4 * n + i] = h * (
            (-12715105075 / 11282082432) * k1 + (87487479700 / 32700410799) * w[K3 * n + i]
            - (10690763975 / 1880347072) * w[K4 * n + i] + (701980252875 / 199316789632) * w[K5 * n + i]
            - (1453857185 / 822651844) * w[K6 * n + i] + (69997945 / 29380423) * k7
        )  # fmt: skip
        w[Y * n + i] = w[NEW * n + i]
        w[K1 * n + i] = k7


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


# What is known of trigger k, in whole numbers from ``known`` on: whether each of its two conditions holds, whether
# it is spent, how often it stands in the queue.  ``rules`` has its direction, whether it fires once, whether it held.


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
    f: int, n: int, w: Floats, p: Floats, iw: Ints, t: float, triggers: int, rules: Ints, values: int, known: int
) -> bool:
    """Look, and let all that is in the queue fire with what it sets off; False where it has no end."""
    if triggers == 0:
        return True
    look(f, n, w, p, iw, t, triggers, rules, values, known)
    fired = 0
    while True:
        first = -1
        for k in range(triggers):
            if iw[known + 4 * k + 3] > 0:
                first = k
                break
        if first < 0:
            return True
        iw[known + 4 * first + 3] -= 1
        if iw[known + 4 * first + 2] == 1:
            continue
        fired += 1
        iw[FIRINGS] += 1
        if fired > MOST_AT_ONCE or iw[FIRINGS] > MOST_FIRINGS:
            return False
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
    f: int,
    n: int,
    hidden: int,
    first_hidden: int,
    times: Floats,
    count: int,
    y: Floats,
    p: Floats,
    jump_times: Floats,
    jump_rows: Ints,
    jump_sizes: Floats,
    jumps: int,
    least: Floats,
    atol: Floats,
    rtol: float,
    autonomous: bool,
    triggers: int,
    rules: Ints,
    most: int,
    table: Floats,
    w: Floats,
    iw: Ints,
    out: Floats,
) -> int:
    """Run one setting: fill ``out`` with (count, n + hidden) numbers and return what it came to."""
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
        if not settle(f, n, w, p, iw, t, triggers, rules, values, known):
            return ENDLESS
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
                if not settle(f, n, w, p, iw, t, triggers, rules, values, known):
                    return ENDLESS
                while written < count and times[written] <= t:
                    write(n, hidden, first_hidden, w, p, least, Y, out, written * width)
                    written += 1
                if t < stop and not restart(f, n, w, p, iw, scalars, t, end, rtol):
                    return INFINITY


def run_many(
    f: int,
    first: int,
    last: int,
    n: int,
    hidden: int,
    first_hidden: int,
    times: Floats,
    count: int,
    y: Floats,
    p: Floats,
    jump_times: Floats,
    jump_rows: Ints,
    jump_sizes: Floats,
    jumps: int,
    least: Floats,
    atol: Floats,
    rtol: float,
    autonomous: bool,
    triggers: int,
    rules: Ints,
    most: int,
    table: Floats,
    w: Floats,
    iw: Ints,
    out: Floats,
    outcome: Ints,
    counts: Ints,
) -> None:
    """Run the members from ``first`` to before ``last``, whose starts, jumps and results lie one after another."""
    for m in range(first, last):
        came = run(
            f,
            n,
            hidden,
            first_hidden,
            times,
            count,
            y[m * n :],
            p[m * (first_hidden + hidden) :],
            jump_times[m * jumps :],
            jump_rows[m * jumps :],
            jump_sizes[m * jumps :],
            jumps,
            least,
            atol,
            rtol,
            autonomous,
            triggers,
            rules,
            most,
            table,
            w,
            iw,
            out[m * count * (n + hidden) :],
        )
        outcome[m] = came
        counts[2 * m] = iw[STEPS]
        counts[2 * m + 1] = iw[EVALUATIONS]
