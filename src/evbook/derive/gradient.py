"""From a system to its derivatives in the parameters, symbolically and as functions on arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from evbook.derive.numpy import derived
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


def _slopes(rows, columns) -> list:
    import sympy

    return [sympy.diff(row, column) for row in rows for column in columns]


@cache
def gradients(system: System) -> Gradients:
    """Return the derivatives of a system; each is derived and compiled once, when it is first called."""
    d = system.declaration
    n, o, q = system.size, len(d.outputs), len(d.parameters) + len(d.hidden)

    def matrix(name: str, shape: tuple[int, int], slopes: Callable, arguments: Callable | None = None) -> Callable:
        flat = derived(system, f"gradient {name}", slopes, arguments)

        def function(*values):
            found = flat(*values)
            return found.reshape(*shape, *found.shape[1:])

        return function

    return Gradients(
        rhs=matrix("rhs", (n, q), lambda: _slopes(system.rhs, system.parameters)),
        initial=matrix("initial", (n, q), lambda: _slopes(system.initial, system.parameters),
                       lambda: [list(system.parameters)]),
        outputs_by_state=matrix("outputs by state", (o, n), lambda: _slopes(system.outputs, system.states)),
        outputs_by_parameter=matrix("outputs by p", (o, q), lambda: _slopes(system.outputs, system.parameters)),
    )  # fmt: skip


@cache
def gradient_of(text: str, names: tuple[str, ...]) -> Callable:
    """Return the gradient of one expression in ``names``, as a function of a mapping of their values."""
    import sympy

    from evbook.declaration.expressions import parse, symbol
    from evbook.derive.lambdified import compiled_vector

    expression = parse(text, names)
    flat = compiled_vector([[symbol(name) for name in names]], [sympy.diff(expression, symbol(name)) for name in names])
    return lambda values: flat([values[name] for name in names])
