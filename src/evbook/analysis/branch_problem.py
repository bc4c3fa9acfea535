"""A point of a branch of equilibria, and the problem f(y, λ) = 0 that it solves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evbook.derive.gradient import gradients
from evbook.derive.numpy import functions, point
from evbook.derive.system import System
from evbook.simulation.solver import floors


@dataclass(frozen=True)
class Point:
    """A point of a branch: λ's value in the parameter's unit, the states, eigenvalues, and what it is.

    ``special`` is empty or one of fold, Hopf, branch point; ``frequency`` is ω of a Hopf point.
    """

    value: float
    y: np.ndarray
    eigenvalues: np.ndarray
    special: str = ""
    frequency: float = np.nan

    @property
    def stable(self) -> bool:
        """Whether small disturbances die out."""
        return bool(np.all(self.eigenvalues.real < 0))


class BranchProblem:
    """f(y, λ) = 0 with λ from 0 to 1 over the range; x is (y, λ), shape (n + 1,)."""

    def __init__(self, system: System, setting, parameter: str, between, held=()):
        d = system.declaration
        record = next(p for p in d.parameters if p.name == parameter)
        if not system.autonomous:
            raise ValueError(f"{d.id}: time stands in the equations, so there are no equilibria to follow.")
        self.names = list(setting)
        self.column = self.names.index(parameter)
        if system.parameters[self.column] not in set().union(*(e.free_symbols for e in system.rhs)):
            raise ValueError(
                f"{d.id}: {parameter} does not enter the rates, so no equilibrium moves with it (it may set where a "
                "run starts, or act only with vesicles on)."
            )
        self.between = tuple(map(float, between or record.range))
        low, high = self.between
        self.log = record.scale == "log"
        if not low < high or (self.log and low <= 0):
            raise ValueError(
                f"{d.id}: the range of {parameter} goes from {low:g} to {high:g}; it must increase"
                + (" and start above 0." if self.log else ".")
            )
        self.system, self.f, self.g = system, functions(system), gradients(system)
        self.p = point(d, setting, held=held)
        self.n = system.size
        self.axis = np.array([max(map(abs, s.axis)) for s in d.states], float)
        self.least = floors(d)

    def pack(self, y, value):
        low, high = self.between
        along = np.log(value / low) / np.log(high / low) if self.log else (value - low) / (high - low)
        return np.append(y, along)

    def value(self, along: float) -> float:
        low, high = self.between
        return float(low * (high / low) ** along if self.log else low + (high - low) * along)

    def at(self, x):
        p = self.p.copy()
        p[self.column] = self.value(x[-1])
        return p

    def rates(self, x):
        return self.f.rhs(0.0, x[:-1], self.at(x))

    def jacobian(self, x):
        """(∂f/∂y, ∂f/∂λ) as one matrix of shape (n, n + 1)."""
        p, (low, high) = self.at(x), self.between
        slope = p[self.column] * np.log(high / low) if self.log else high - low
        by_parameter = self.g.rhs(0.0, x[:-1], p)[:, self.column] * slope
        return np.hstack([self.f.jacobian(0.0, x[:-1], p), by_parameter[:, None]])

    def size(self, x):
        """The length that counts as one along each direction at x: a state's own size, λ's whole range."""
        return np.append(np.maximum(np.abs(x[:-1]), 1e-3 * self.axis), 1.0)

    def rows(self, x):
        """The size of each rate, to make residuals comparable: what flows through at x, shape (n,)."""
        gross = np.abs(self.jacobian(x)[:, :-1]) @ self.size(x)[:-1]
        return np.where(gross > 0, gross, 1.0)

    def scaled(self, x, size):
        """The Jacobian (n, n + 1) in units of ``size``, its rows of order one."""
        return self.jacobian(x) * size / self.rows(x)[:, None]

    def point(self, x, special="", frequency=np.nan) -> Point:
        """The record of x; an amount that is zero but for rounding is zero."""
        y = np.where(np.abs(x[:-1]) < 1e-14 * self.axis, 0.0, x[:-1])
        eigenvalues = np.linalg.eigvals(self.jacobian(x)[:, :-1])
        return Point(self.value(x[-1]), y, eigenvalues, special, frequency)
