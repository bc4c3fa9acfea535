"""Dormand and Prince's explicit pair 5(4): a step, its dense output, and whether stability limits it.

Reference: J. R. Dormand, P. J. Prince, J. Comput. Appl. Math. 6 (1980) 19-26; E. Hairer, G. Wanner, Solving Ordinary
Differential Equations II, Springer 1996, IV.2 (the detection of stiffness).
"""

from __future__ import annotations

from evbook.simulation.machine.workspace import (
    D0,
    D1,
    D2,
    D3,
    D4,
    INNOCENCE,
    K1,
    K2,
    K3,
    K4,
    K5,
    K6,
    K7,
    NEW,
    STAGE,
    SUSPICIONS,
    Floats,
    Ints,
    Y,
    rates,
    scale_of,
)

#: h |lambda| above which stability is taken to limit the steps, and how often that is to be seen.
STABILITY_BOUND, SUSPICIONS_NEEDED, INNOCENT_STEPS = 2.5, 15, 6


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
