"""Greatest likelihood by Fisher's scoring, damped and within bounds, as the browser's ``own-data/minimise.js`` does it.

One step solves the normal equations of Levenberg and Marquardt with the curvatures of the likelihood in place of
weights (D. W. Marquardt, J. Soc. Indust. Appl. Math. 11 (1963) 431; R. A. Fisher, Proc. Camb. Phil. Soc. 22 (1925)
700).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evbook.analysis.fit_problem import Problem

#: Share of its range by which a parameter is moved for a slope: what the solver misses is small beside it.
STEP = 1e-4
#: It ends when nothing moves by more than this share of its range, …
STILL = 1e-9
#: … when the loss falls by less than this share of it, …
FLAT = 1e-12
#: … or when the likelihood is as flat as this beside what a point adds to it.
SQUARE = 1e-7


def scored(
    problem: Problem, start: np.ndarray, scales: np.ndarray, free: Sequence[int]
) -> tuple[np.ndarray, np.ndarray, float, int, bool]:
    """The best shares and scales reached from a start, the loss there, runs of the model, and whether it ended."""
    u, logs, runs = np.array(start, float), np.array(scales, float), 1
    column = np.concatenate([np.full(len(p.time), problem.columns.index(p.of)) for p in problem.points])
    mine = [column == c for c in range(len(logs))]
    said = problem.predictions(u)
    if said is None:
        return u, logs, np.inf, runs, False
    terms = problem.terms(said, logs)
    damping = 1e-3
    for _ in range(80):
        slopes = np.array([_slope(problem, u, j, said) for j in free]).reshape(len(free), problem.count)
        runs += 2 * len(free)
        gradient = np.concatenate([slopes @ terms.slope, [terms.scale_slope[at].sum() for at in mine]])
        sizes = np.concatenate([slopes**2 @ terms.curve, [terms.scale_curve[at].sum() for at in mine]])
        inside = [not ((u[j] == 0 and g > 0) or (u[j] == 1 and g < 0)) for j, g in zip(free, gradient, strict=False)]
        moves = np.concatenate([np.array(inside, bool), np.ones(len(logs), bool)]) & (sizes > 0)
        if np.all(np.abs(gradient[moves]) <= SQUARE * np.sqrt(2 * sizes[moves] * problem.count)):
            return u, logs, float(terms.loss.sum()), runs, True
        crossed = np.array([[slopes[j] @ (terms.cross * at) for at in mine] for j in range(len(free))])
        crossed = crossed.reshape(len(free), len(mine))
        whole = np.block([[(slopes * terms.curve) @ slopes.T, crossed],
                          [crossed.T, np.diag(sizes[len(free) :])]])[np.ix_(moves, moves)]  # fmt: skip
        loss, moved = float(terms.loss.sum()), False
        for _ in range(14):
            step = np.zeros(len(moves))
            try:
                step[moves] = np.linalg.solve(whole + damping * np.diag(np.diag(whole)), -gradient[moves])
            except np.linalg.LinAlgError:
                damping *= 10
                continue
            there = u.copy()
            there[list(free)] = np.clip(u[list(free)] + step[: len(free)], 0, 1)
            scaled = logs + np.clip(step[len(free) :], -2, 2)
            if max(np.max(np.abs(there - u), initial=0.0), np.max(np.abs(scaled - logs), initial=0.0)) <= STILL:
                return u, logs, loss, runs, True
            tried, runs = problem.predictions(there), runs + 1
            better = problem.terms(tried, scaled) if tried is not None else None
            if better is not None and better.loss.sum() < loss:
                u, logs, said, terms, moved = there, scaled, tried, better, True
                damping = max(damping / 8, 1e-9)
                break
            damping *= 5
        if not moved or loss - terms.loss.sum() <= FLAT * abs(loss):
            return u, logs, float(terms.loss.sum()), runs, True
    return u, logs, float(terms.loss.sum()), runs, False


def _slope(problem: Problem, u: np.ndarray, j: int, said: list[np.ndarray]) -> np.ndarray:
    """∂(what is compared)/∂u of one number; that of one side where the model has no number on the other."""
    ends = []
    for share in (max(u[j] - STEP, 0.0), min(u[j] + STEP, 1.0)):
        found = problem.predictions(np.where(np.arange(len(u)) == j, share, u))
        ends.append((u[j], said) if found is None else (share, found))
    (low, before), (high, after) = ends
    if not high > low:
        return np.zeros(problem.count)
    return np.concatenate(
        [(problem.compared(b) - problem.compared(a)) / (high - low) for a, b in zip(before, after, strict=True)]
    )
