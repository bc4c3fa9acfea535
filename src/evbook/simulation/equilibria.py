"""States at rest, and what happens near them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import root
from scipy.stats import qmc

from evbook.derive.numpy import functions, point
from evbook.derive.system import System
from evbook.simulation.solver import floors


@dataclass(frozen=True)
class SteadyState:
    """An equilibrium: ``y`` (shape (n,)), the eigenvalues of the Jacobian there, and its kind."""

    y: np.ndarray
    eigenvalues: np.ndarray
    kind: str


def kind_of(eigenvalues: np.ndarray) -> str:
    """Name an equilibrium after its eigenvalues: stable or unstable, node or spiral, or saddle.

    An eigenvalue whose real part is below 1e-9 of the largest modulus counts as zero.
    """
    scale = np.max(np.abs(eigenvalues)) or 1.0
    real = eigenvalues.real
    turning = bool(np.any(np.abs(eigenvalues.imag) > 1e-9 * scale))
    if np.any(np.abs(real) < 1e-9 * scale):
        return "centre" if turning and np.all(np.abs(real) < 1e-9 * scale) else "marginal"
    if np.all(real < 0):
        return "stable spiral" if turning else "stable node"
    if np.all(real > 0):
        return "unstable spiral" if turning else "unstable node"
    return "saddle"


def starts(system: System, count: int = 256) -> np.ndarray:
    """Starting points of shape (count + 2^n…, n): Sobol points in each state's axis, and its zero faces."""
    states = system.declaration.states
    n = len(states)
    unit = qmc.Sobol(n, scramble=False).random(count)
    columns = []
    for s, u in zip(states, unit.T, strict=True):
        low, high = s.axis
        columns.append(low * (high / low) ** u if s.scale == "log" else low + (high - low) * u)
    inner = np.array(columns).T
    faces = [inner]
    for i in (i for i, s in enumerate(states) if s.amount):
        face = inner[:: max(1, count // 32)].copy()
        face[:, i] = 0.0
        faces.append(face)
    return np.vstack([*faces, np.zeros((1, n))])


def equilibria(
    system: System, setting: dict[str, float], *, count: int = 256, held: Sequence[str] = ()
) -> list[SteadyState]:
    """Return the equilibria, with non-negative amounts, ordered by the last state.

    Newton's method (SciPy's ``hybr``, analytic Jacobian, states scaled to their axes) starts from
    ``count`` Sobol points and from the faces where a state is absent.  A search can miss a narrow
    basin; it cannot invent one: each result is a root to 1e-9 of its own rates.
    Windows are off, as they are in the long run, but for those in ``held``.
    Raises ValueError when time stands in the equations, for then nothing is at rest.
    """
    if not system.autonomous:
        raise ValueError(f"{system.declaration.id}: time stands in the equations, so there are no equilibria.")
    f, p = functions(system), point(system.declaration, setting, held=held)
    scale = np.array([s.axis[1] for s in system.declaration.states], float)
    least = floors(system.declaration)
    found: list[np.ndarray] = []
    with np.errstate(all="ignore"):
        for start in starts(system, count):
            y = _polish(f, p, start, scale, least)
            if y is not None and not any(np.allclose(y, other, rtol=1e-6, atol=1e-9 * scale) for other in found):
                found.append(y)
        points = [
            SteadyState(y, values, kind_of(values))
            for y in found
            for values in [np.linalg.eigvals(f.jacobian(0.0, y, p))]
        ]
    return sorted(points, key=lambda point: (point.y[-1], point.y[0]))


def _polish(f, p, start, scale, least) -> np.ndarray | None:
    """One Newton search; None when it ends off a root, at a negative amount, or out of the numbers."""
    zero = start == 0
    result = root(
        lambda u: f.rhs(0.0, u * scale, p) / scale,
        start / scale,
        jac=lambda u: f.jacobian(0.0, u * scale, p) * scale[None, :] / scale[:, None],
        options={"xtol": 1e-13},
    )
    y = result.x * scale
    if not np.all(np.isfinite(y)):
        return None
    y[np.abs(y) < 1e-12 * scale] = 0.0
    if zero.any() and np.any(np.abs(y[zero]) > 0):
        return None
    for _ in range(3):
        try:
            step = np.linalg.solve(f.jacobian(0.0, y, p), f.rhs(0.0, y, p))
        except np.linalg.LinAlgError:
            return None
        y = y - np.where(y == 0, 0.0, step)
    if not np.all(np.isfinite(y)) or np.any(y < least):
        return None
    gross = np.abs(f.jacobian(0.0, y, p)) @ np.abs(y) + 1e-300
    return y if np.all(np.abs(f.rhs(0.0, y, p)) <= 1e-9 * gross + 1e-12 * np.max(gross)) else None


def nearest(points: list[SteadyState], names: list[str], near: dict[str, float]) -> SteadyState:
    """Return the equilibrium nearest to ``near`` in relative distance.  Raises ValueError if none."""
    if not points:
        raise ValueError("no equilibrium was found.")

    def distance(point: SteadyState) -> float:
        pairs = [(point.y[names.index(n)], value) for n, value in near.items()]
        return sum(((a - b) / max(abs(a), abs(b), 1e-300)) ** 2 for a, b in pairs)

    return min(points, key=distance)
