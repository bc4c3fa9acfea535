"""Folds, Hopf points and branch points: found between two points of a branch, refined by Newton's method.

* fold: f = 0, J v = 0, c·v = 1 (the branch turns back in λ);
* Hopf: f = 0, J v = -ω w, J w = ω v, c·v = 1, c·w = 0 (a pair of eigenvalues ± iω);
* branch point: f + βq = 0, Jᵀq = 0, q·f_λ = 0, q·q = 1 (two branches meet, and β = 0).

Source: Kuznetsov, Elements of Applied Bifurcation Theory, chapter 10; the branch point after Moore
(1980) Numer Funct Anal Optim 2:441.
"""

from __future__ import annotations

import numpy as np

#: Relative precision to which special points are refined.
PRECISION = 1e-8


def special_points(problem, x, new, signs, new_signs):
    """The special points between two neighbours, refined, in order along the step."""
    found = []
    for name, refine in (("fold", _fold), ("branch point", _branch_point)):
        if signs[name] * new_signs[name] < 0:
            found.append(refine(problem, x, new))
    if abs(new_signs["growing"] - signs["growing"]) == 2:
        found.append(_hopf(problem, x, new))
    way = (new - x) / problem.size(x)
    kept = [point for point in found if point is not None]
    return sorted(kept, key=lambda point: (problem.pack(point.y, point.value) - x) / problem.size(x) @ way)


def _newton(residual, z, size):
    """Newton's method with a central-difference matrix, in units of ``size``; None when it does not end."""
    for _ in range(20):
        r = residual(z)
        columns = []
        for i in range(len(z)):
            h = np.zeros(len(z))
            h[i] = 1e-6 * size[i]
            columns.append((residual(z + h) - residual(z - h)) / 2e-6)
        try:
            move = np.linalg.solve(np.array(columns).T, r)
        except np.linalg.LinAlgError:
            return None
        if not np.all(np.isfinite(move)):
            return None
        z = z - move * size
        if np.max(np.abs(move)) < PRECISION / 10:
            return z
    return None


def _starts(problem, x, new):
    """Where a refinement starts: between the neighbours, then at each of them."""
    return (0.5 * (x + new), x, new)


def _near(problem, z, x, new) -> bool:
    size = problem.size(x)
    reach = 3 * np.max(np.abs((new - x) / size)) + 1e-6
    return bool(np.max(np.abs((z - 0.5 * (x + new)) / size)) <= reach)


def _fold(problem, x, new):
    n, size = problem.n, problem.size(0.5 * (x + new))
    for guess in _starts(problem, x, new):
        rows = problem.rows(guess)
        *_, v = np.linalg.svd(problem.scaled(guess, size)[:, :-1])
        c = v[-1]

        def residual(z, rows=rows, c=c):
            j = problem.jacobian(z[: n + 1])[:, :-1] * size[:-1] / rows[:, None]
            return np.concatenate([problem.rates(z[: n + 1]) / rows, j @ z[n + 1 :], [c @ z[n + 1 :] - 1]])

        z = _newton(residual, np.concatenate([guess, c]), np.concatenate([size, np.ones(n)]))
        if z is not None and _near(problem, z[: n + 1], x, new):
            return problem.point(z[: n + 1], "fold")
    return None


def _hopf(problem, x, new):
    n, size = problem.n, problem.size(0.5 * (x + new))
    for guess in _starts(problem, x, new):
        rows = problem.rows(guess)
        values, vectors = np.linalg.eig(problem.jacobian(guess)[:, :-1])
        turning = np.flatnonzero(values.imag > 1e-9 * np.max(np.abs(values)))
        if not len(turning):
            continue  # two real eigenvalues crossed one after the other
        i = turning[np.argmin(np.abs(values.real[turning]))]
        omega, vector = values[i].imag, vectors[:, i] / size[:-1]
        vector = vector / np.linalg.norm(vector)
        vector = vector * np.exp(-0.5j * np.angle(vector @ vector))
        c = vector.real / (vector.real @ vector.real)

        def residual(z, rows=rows, c=c, omega=omega):
            y, w, v, u = z[: n + 1], z[n + 1] * omega, z[n + 2 : 2 * n + 2], z[2 * n + 2 :]
            j = problem.jacobian(y)[:, :-1] * size[:-1] / size[:-1, None] / omega
            return np.concatenate(
                [problem.rates(y) / rows, j @ v + w / omega * u, j @ u - w / omega * v, [c @ v - 1, c @ u]]
            )

        start = np.concatenate([guess, [1.0], vector.real, vector.imag])
        z = _newton(residual, start, np.concatenate([size, np.ones(2 * n + 1)]))
        if z is not None and _near(problem, z[: n + 1], x, new) and z[n + 1] != 0:
            return problem.point(z[: n + 1], "Hopf", abs(z[n + 1] * omega))
    return None


def _branch_point(problem, x, new):
    n, size = problem.n, problem.size(0.5 * (x + new))
    for guess in _starts(problem, x, new):
        rows = problem.rows(guess)
        u, *_ = np.linalg.svd(problem.scaled(guess, size)[:, :-1])
        q = u[:, -1]

        def residual(z, rows=rows):
            y, beta, q = z[: n + 1], z[n + 1], z[n + 2 :]
            j = problem.jacobian(y) * size / rows[:, None]
            return np.concatenate([problem.rates(y) / rows + beta * q, q @ j, [q @ q - 1]])

        z = _newton(residual, np.concatenate([guess, [0.0], q]), np.concatenate([size, np.ones(n + 1)]))
        if z is not None and _near(problem, z[: n + 1], x, new) and abs(z[n + 1]) < 1e-6:
            return problem.point(z[: n + 1], "branch point")
    return None
