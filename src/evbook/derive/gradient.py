"""From a system to its derivatives in the parameters, symbolically and as functions on arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import sympy

from evbook.declaration.expressions import parse, symbol
from evbook.derive.numpy import compiled_vector
from evbook.derive.system import System


@dataclass(frozen=True)
class Gradients:
    """Derivatives of a system with n states, o outputs, q entries of p, as functions of (t, y, p).

    p is as in :class:`evbook.derive.numpy.Functions`: the parameters, then windows and switches.

    ``rhs`` is ∂f/∂p of shape (n, q), ``initial`` is ∂y(0)/∂p of shape (n, q) and a function of p alone,
    ``outputs_by_state`` is ∂o/∂y of shape (o, n), ``outputs_by_parameter`` is ∂o/∂p of shape (o, q).
    With a trailing axis k of settings or times, each gains that axis.
    """

    rhs: Callable
    initial: Callable
    outputs_by_state: Callable
    outputs_by_parameter: Callable


def _matrix(arguments, rows, columns) -> Callable:
    """The matrix of derivatives of ``rows`` by ``columns`` as a function."""
    flat = compiled_vector(arguments, [sympy.diff(row, column) for row in rows for column in columns])

    def function(*values):
        found = flat(*values)
        return found.reshape(len(rows), len(columns), *found.shape[1:])

    return function


@cache
def gradients(system: System) -> Gradients:
    """Return the derivatives of a system; they are derived and compiled once."""
    arguments = [system.independent, list(system.states), list(system.parameters)]
    return Gradients(
        rhs=_matrix(arguments, system.rhs, system.parameters),
        initial=_matrix([list(system.parameters)], system.initial, system.parameters),
        outputs_by_state=_matrix(arguments, system.outputs, system.states),
        outputs_by_parameter=_matrix(arguments, system.outputs, system.parameters),
    )


@cache
def gradient_of(text: str, names: tuple[str, ...]) -> Callable:
    """Return the gradient of one expression in ``names``, as a function of a mapping of their values."""
    expression = parse(text, names)
    flat = compiled_vector([[symbol(name) for name in names]], [sympy.diff(expression, symbol(name)) for name in names])
    return lambda values: flat([values[name] for name in names])
