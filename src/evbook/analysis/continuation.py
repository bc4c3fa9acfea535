"""Equilibria followed along a parameter, with the points where they fold, branch or begin to oscillate.

A branch of f(y, λ) = 0 is followed by pseudo-arclength: a tangent, a step along it, and Newton's method
on f together with the condition of that step, so that folds are passed and not fallen over.  States are
measured in their own size and λ along the declared range (in the logarithm where its scale is).

Where a sign changes along the branch, :mod:`evbook.analysis.bifurcations` refines the fold, Hopf or branch point.

Source: Keller (1977) in Applications of Bifurcation Theory; Kuznetsov, Elements of Applied Bifurcation
Theory, chapter 10.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pandas as pd

from evbook.analysis.bifurcations import special_points
from evbook.analysis.branch_problem import BranchProblem, Point
from evbook.derive.system import System
from evbook.simulation.equilibria import equilibria, kind_of

#: Steps along a branch in one direction, and the sizes a step may have.
STEPS, STEP, STEP_MIN, STEP_MAX = 4000, 5e-3, 1e-7, 0.03


@dataclass
class Branch:
    """Points in order along a branch; ``closed`` when it returned to its start."""

    points: list[Point] = field(default_factory=list)
    closed: bool = False


def branches(
    system: System,
    setting: dict[str, float],
    parameter: str,
    *,
    between: tuple[float, float] | None = None,
    step: float = STEP_MAX,
    held: Sequence[str] = (),
) -> list[Branch]:
    """Follow every equilibrium found at the setting, and at both ends of the range, along ``parameter``.

    Windows are off, but for those in ``held``.
    Raises ValueError when the parameter does not enter the rates, when time does, and when equilibria
    are not isolated (a conserved total).
    """
    problem = BranchProblem(system, setting, parameter, between, held)
    low, high = problem.between
    starts = [min(max(setting[parameter], low), high), low, high]
    found: list[Branch] = []
    for value in starts:
        for rest in equilibria(system, {**setting, parameter: value}, held=held):
            x = problem.pack(rest.y, value)
            if not any(_lies_on(problem, x, branch) for branch in found):
                found.append(_follow(problem, x, step))
    return found


def table(declaration, parameter: str, found: list[Branch]) -> pd.DataFrame:
    """A row a point, in order along each branch.

    Columns: ``branch`` (a number), the parameter, the states, ``stable``, ``kind``, the leading eigenvalue
    (``real``, ``imaginary``), and ``special``: empty, fold, Hopf or branch point.
    """
    names, rows = [s.name for s in declaration.states], []
    for number, branch in enumerate(found):
        for point in branch.points:
            leading = point.eigenvalues[np.argmax(point.eigenvalues.real)]
            rows.append({"branch": number, parameter: point.value, **dict(zip(names, point.y, strict=True)),
                         "stable": point.stable, "kind": kind_of(point.eigenvalues), "real": leading.real,
                         "imaginary": abs(leading.imag), "special": point.special})  # fmt: skip
    columns = ["branch", parameter, *names, "stable", "kind", "real", "imaginary", "special"]
    frame = pd.DataFrame(rows, columns=columns)
    rate = f"1/{declaration.time.unit}"
    frame.attrs["units"] = {parameter: declaration.record(parameter).unit, "real": rate, "imaginary": rate}
    frame.attrs["units"] |= {s.name: s.unit for s in declaration.states}
    frame.attrs |= {"model": declaration.id, "parameter": parameter}
    return frame


def _tangent(problem, x, size, previous=None):
    """The direction of the branch at x in units of ``size``; continues ``previous`` (in real units)."""
    *_, v = np.linalg.svd(problem.scaled(x, size))
    t = v[-1]
    return -t if previous is not None and t @ (previous / size) < 0 else t


def _correct(problem, x, size, anchor, direction):
    """Newton's method on f = 0 and direction·(x - anchor)/size = 0; returns (x, iterations) or None."""
    for iteration in range(1, 11):
        residual = np.append(problem.rates(x) / problem.rows(x), direction @ ((x - anchor) / size))
        try:
            move = np.linalg.solve(np.vstack([problem.scaled(x, size), direction]), residual)
        except np.linalg.LinAlgError:
            return None
        if not np.all(np.isfinite(move)) or np.max(np.abs(move)) > 1e3:
            return None
        x = x - move * size
        if np.max(np.abs(move)) < 1e-11:
            return x, iteration
    return (x, iteration) if np.max(np.abs(move)) < 1e-8 else None


def _follow(problem, start, step) -> Branch:
    """Follow a branch both ways from ``start``."""
    size = problem.size(start)
    if np.linalg.matrix_rank(problem.scaled(start, size), tol=1e-11) < problem.n:
        raise ValueError(
            f"{problem.system.declaration.id}: the equilibria are not isolated (is a total conserved?), "
            "so they cannot be followed one by one."
        )
    forward = _tangent(problem, start, size)
    if forward[-1] < 0:
        forward = -forward
    with np.errstate(all="ignore"):
        up, closed = _walk(problem, start, forward * size, step)
        down = [] if closed else _walk(problem, start, -forward * size, step)[0]
    return Branch([*reversed(down), problem.point(start), *up], closed)


def _walk(problem, start, heading, step):
    """Walk from ``start`` along ``heading`` until the range, the non-negative states or the steps end."""
    points, x, h = [], start, min(STEP, step)
    size = problem.size(x)
    t = heading / size
    signs = signs_at(problem, x, size, t)
    for _ in range(STEPS):
        anchor = x + h * t * size
        found = _correct(problem, anchor, size, anchor, t)
        if found is not None:
            new, iterations = found
            new_size = problem.size(new)
            new_t = _tangent(problem, new, new_size, t * size)
            turn = (new_t * new_size / size) @ t / np.linalg.norm(new_t * new_size / size)
        if found is None or turn < 0.95 or np.max(np.abs((new - x) / size)) > 3 * h:
            h /= 2
            if h < STEP_MIN:
                break
            continue
        new_signs = signs_at(problem, new, new_size, new_t)
        for special in special_points(problem, x, new, signs, new_signs):
            points.append(special)
        outside = not 0 <= new[-1] <= 1
        negative = bool(np.any((new[:-1] < -1e-9 * problem.axis) & (problem.least == 0)))
        if outside or negative:
            last = edge(problem, x, new, size)
            if last is not None:
                points.append(last)
            break
        points.append(problem.point(new))
        if len(points) > 20 and np.max(np.abs((new - start) / size)) < h and new_t @ (heading / size) > 0:
            return points, True
        x, size, t, signs = new, new_size, new_t, new_signs
        h = min(step, h * (1.5 if iterations <= 3 else 1.0 if iterations <= 5 else 0.6))
    return [p for p in points if 0 <= problem.pack(p.y, p.value)[-1] <= 1], False


def signs_at(problem, x, size, t):
    """What changes sign at a fold, at a branch point, and the number of growing eigenvalues."""
    scaled = problem.scaled(x, size)
    eigenvalues = np.linalg.eigvals(problem.jacobian(x)[:, :-1])
    return {
        "fold": np.sign(t[-1]),
        "branch point": np.sign(np.linalg.det(np.vstack([scaled, t]))),
        "growing": int(np.count_nonzero(eigenvalues.real > 0)),
    }


def edge(problem, x, new, size):
    """The point where a step from ``x`` to ``new`` leaves the range of λ; None if a state turns negative first."""
    end = 0.0 if new[-1] < x[-1] else 1.0
    leaves = (x[:-1] > 0) & (new[:-1] < 0) & (problem.least == 0)
    share = (end - x[-1]) / (new[-1] - x[-1])
    if not 0 < share <= 1 or np.any(x[:-1][leaves] / (x - new)[:-1][leaves] < share):
        return None  # the branch point where the state turned negative has been recorded
    guess = x + share * (new - x)
    guess[-1] = end  # to the digit, whatever the product above has rounded to
    direction = np.append(np.zeros(problem.n), 1.0)
    found = _correct(problem, guess, size, guess, direction)
    return None if found is None else problem.point(found[0])


def _lies_on(problem, x, branch: Branch) -> bool:
    """Whether x is on a branch already followed: Newton from the nearest piece at x's λ arrives at x."""
    direction = np.append(np.zeros(problem.n), 1.0)
    packed = [problem.pack(p.y, p.value) for p in branch.points]
    size = problem.size(x)
    for a, b in pairwise(packed):
        if x[-1] < min(a[-1], b[-1]) - 1e-9 or x[-1] > max(a[-1], b[-1]) + 1e-9:
            continue
        share = 0.0 if a[-1] == b[-1] else np.clip((x[-1] - a[-1]) / (b[-1] - a[-1]), 0, 1)
        guess = a + share * (b - a)
        guess[-1] = x[-1]
        if np.max(np.abs((guess - x) / size)) > 0.2:
            continue
        found = _correct(problem, guess, size, guess, direction)
        if found is not None and np.max(np.abs((found[0] - x) / size)) < 1e-6:
            return True
    return False
