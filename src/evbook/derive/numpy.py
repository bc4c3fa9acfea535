"""From a system to Python functions on arrays (SymPy's ``lambdify``, common terms shared)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import scipy.special
import sympy
from sympy.printing.numpy import SciPyPrinter
from sympy.printing.pycode import PythonCodePrinter

from evbook.declaration.expressions import parse, symbol
from evbook.derive.system import System, checked

#: Functions by the names that SymPy prints, where SciPy has another name.
SPECIAL = {"expint": scipy.special.expn, "incomplete_beta": scipy.special.betainc}


class _OfMany(SciPyPrinter):
    """SciPy's printer, for which a quantity over nothing is infinite: the time of what never happens."""

    def _print_ComplexInfinity(self, expr):
        return "float('inf')"

    def _print_ITE(self, expr):  # what SymPy makes of a condition on a choice
        return f"{self._module_format('numpy.where')}({', '.join(map(self._print, expr.args))})"


class _OfOnePoint(_OfMany):
    """Prints for single numbers what SciPy's printer prints for arrays: choices and comparisons in plain Python.

    ``numpy.select`` costs some fifty times what a conditional expression does, and works out every branch.
    """

    _print_Piecewise = PythonCodePrinter._print_Piecewise
    _print_ITE = PythonCodePrinter._print_ITE
    _print_Relational = PythonCodePrinter._print_Relational
    _print_And = PythonCodePrinter._print_And
    _print_Or = PythonCodePrinter._print_Or
    _print_Not = PythonCodePrinter._print_Not
    _print_Max = PythonCodePrinter._print_Max
    _print_Min = PythonCodePrinter._print_Min
    _print_sign = PythonCodePrinter._print_sign


_SETTINGS = {"fully_qualified_modules": False, "inline": True, "allow_unknown_functions": True}


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


def compiled_vector(arguments, expressions) -> Callable:
    """Compile expressions to a function that returns them stacked along a first axis.

    A single point goes through Python's own floats, which is several times faster than NumPy's
    scalars; where those raise (division by zero, overflow, a root of a negative) NumPy answers,
    with infinities and NaN in place of the error.
    """

    @cache
    def compiled(*modules: str) -> Callable:
        printer = (_OfOnePoint if "math" in modules else _OfMany)(_SETTINGS)
        return sympy.lambdify(arguments, list(expressions), modules=[SPECIAL, *modules], printer=printer, cse=True)

    def one_point() -> Callable:
        return compiled("math", "scipy")

    def many(*values):
        parts = compiled("scipy", "numpy")(*values)
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
            return np.array(one_point()(*point), float)
        except (ArithmeticError, ValueError, TypeError):
            pass
        return many(*values)

    return function


@cache
def functions(system: System) -> Functions:
    """Return the compiled functions of a system; they are compiled once."""
    n = len(system.states)
    arguments = [system.independent, list(system.states), list(system.parameters)]
    flat = compiled_vector(arguments, list(system.jacobian))
    matrix = compiled_vector([list(system.parameters)], list(system.stoichiometry))

    def jacobian(t, y, p):
        values = flat(t, y, p)
        return values.reshape(n, n, *values.shape[1:])

    return Functions(
        rhs=compiled_vector(arguments, system.rhs),
        jacobian=jacobian,
        outputs=compiled_vector(arguments, system.outputs),
        rates=compiled_vector(arguments, system.rates),
        initial=compiled_vector([list(system.parameters)], system.initial),
        stoichiometry=lambda p: matrix(p).reshape(n, len(system.rates)),
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
    arguments = [system.independent, list(system.states), list(system.parameters)]
    return compiled_vector(arguments, [system.full(text) for text in texts])


@cache
def formula(declaration, text: str, names: tuple[str, ...]) -> Callable:
    """Return a function of a mapping of the given names that evaluates one expression or condition."""
    expression = parse(text, names)
    raw = sympy.lambdify([symbol(n) for n in names], expression, modules=[SPECIAL, "scipy", "numpy"])

    def function(values):
        with np.errstate(all="ignore"):
            return raw(*(values[n] for n in names))

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
