"""From a system to Python functions on arrays: their texts, by SymPy or kept (:mod:`evbook.derive.programs`), executed.

Nothing here needs SymPy; :mod:`evbook.derive.lambdified` writes the texts where none is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from evbook.derive import kept
from evbook.derive.programs import programs
from evbook.derive.system import System, checked


@dataclass(frozen=True)
class Functions:
    """A system as functions of (t, y, p): y has shape (n,) or (n, k), p has shape (q,) or (q, k).

    p holds the parameters, then the windows and switches of the declaration.  ``rhs`` returns shape
    (n, …), ``jacobian`` (n, n, …), ``outputs`` (o, …), ``rates`` (r, …), ``stoichiometry`` (n, r);
    ``initial`` and ``stoichiometry`` take p alone.  With a trailing axis k the k settings are
    evaluated at once.
    """

    rhs: Callable
    jacobian: Callable
    outputs: Callable
    rates: Callable
    initial: Callable
    stoichiometry: Callable


def executed(text: str) -> Callable:
    """The function that a text of :mod:`evbook.derive.lambdified` defines."""
    space: dict = {}
    exec(compile(text, "<derived>", "exec"), space)
    return space["_lambdifygenerated"]


def vector(text: Callable[[str], str]) -> Callable:
    """A function that returns expressions stacked along a first axis; ``text`` gives it as "point" or as "many".

    A single point goes through Python's own floats, which is several times faster than NumPy's
    scalars; where those raise (division by zero, overflow, a root of a negative) NumPy answers,
    with infinities and NaN in place of the error.
    """

    @cache
    def compiled(form: str) -> Callable:
        return executed(text(form))

    def many(*values):
        parts = compiled("many")(*values)
        shape = np.broadcast_shapes(*(np.shape(part) for part in parts)) if parts else ()
        out = np.empty((len(parts), *shape))
        for row, part in enumerate(parts):
            out[row] = part
        return out

    def function(*values):
        # The solver calls this some thousand times a run: no generator, no function that a branch can spare.
        point = []
        for value in values:
            if isinstance(value, float):
                point.append(value)
            elif isinstance(value, np.ndarray) and value.ndim == 1:
                point.append(value.tolist())
            else:
                return many(*values)
        try:
            return np.array(compiled("point")(*point), float)
        except (ArithmeticError, ValueError, TypeError):
            pass
        return many(*values)

    return function


def derived(system: System, name: str, expressions: Callable, arguments: Callable | None = None) -> Callable:
    """The vector of ``expressions()`` of a system, kept under ``name``: of ``arguments()``, or of (t, y, p)."""

    def text(form: str) -> str:
        def write() -> str:
            from evbook.derive.lambdified import written

            return written((arguments or system.of_time)(), expressions(), form)

        return system.text(f"{name}, {form}", write)

    return vector(text)


@cache
def functions(system: System) -> Functions:
    """Return the compiled functions of a system; each is compiled once, when it is first called."""
    n, rates = system.size, len(system.processes)

    def of_parameters() -> list:
        return [list(system.parameters)]

    flat = derived(system, "jacobian", lambda: list(system.jacobian))
    matrix = derived(system, "stoichiometry", lambda: list(system.stoichiometry), of_parameters)

    def jacobian(t, y, p):
        values = flat(t, y, p)
        return values.reshape(n, n, *values.shape[1:])

    return Functions(
        rhs=derived(system, "rhs", lambda: system.rhs),
        jacobian=jacobian,
        outputs=derived(system, "outputs", lambda: system.outputs),
        rates=derived(system, "rates", lambda: system.rates),
        initial=derived(system, "initial", lambda: system.initial, of_parameters),
        stoichiometry=lambda p: matrix(p).reshape(n, rates),
    )


def point(declaration, setting, *, held=()) -> np.ndarray:
    """Return p of shape (q,): every parameter, then windows off, then switches at their initial values.

    ``held`` names windows that are on instead.  Raises ValueError for one that the model does not have.
    """
    windows = [window.name for window in declaration.windows]
    if unknown := [name for name in held if name not in windows]:
        raise ValueError(f"{declaration.id} has no window {unknown[0]!r}; it has {', '.join(windows) or 'none'}.")
    switched = [float(of_parameters(declaration, s.initial)(setting)) for s in declaration.switches]
    return np.array([*setting.values(), *(float(name in held) for name in windows), *switched], float)


@cache
def moving(system: System, texts: tuple[str, ...]) -> Callable:
    """Return a function of (t, y, p) for expressions of the dynamics, such as what triggers watch: shape (len, …)."""
    return derived(system, f"moving {kept.digest(*texts)[:32]}", lambda: [system.full(text) for text in texts])


@cache
def formula(declaration, text: str, names: tuple[str, ...]) -> Callable:
    """Return a function of a mapping of the given names that evaluates one expression or condition."""

    def write() -> str:
        from evbook.derive.lambdified import written_formula

        return written_formula(text, names)

    raw = executed(programs(declaration).text(f"formula {kept.digest(text, *names)[:32]}", write))

    def function(values):
        with np.errstate(all="ignore"):
            try:
                return raw(*(values[n] for n in names))
            except ZeroDivisionError:
                # Python's own numbers refuse what NumPy's and the browser's do: a division by 0 is infinite.
                return raw(*(np.float64(values[n]) for n in names))

    return function


def of_parameters(declaration, text: str) -> Callable:
    """Return a function of a mapping of parameter values for an expression in parameters."""
    return formula(checked(declaration), text, tuple(p.name for p in declaration.parameters))


def of_outcomes(declaration, text: str) -> Callable:
    """Return a function of a mapping of parameters, measures, states and outputs for an expression on them."""
    series = () if declaration.kind == "tissue" else (declaration.states, declaration.outputs)
    groups = (declaration.parameters, declaration.measures, *series)
    return formula(checked(declaration), text, tuple(record.name for group in groups for record in group))


def of_measures(declaration, text: str) -> Callable:
    """Return a function of a mapping of measures and parameters for a condition on them."""
    names = tuple(p.name for p in declaration.parameters) + tuple(m.name for m in declaration.measures)
    return formula(checked(declaration), text, names)
