"""From SymPy to the text of a Python function (``lambdify``, common terms shared), with the imports that it needs."""

from __future__ import annotations

import ast
import builtins
import functools
import inspect
import math
from collections.abc import Callable
from pkgutil import resolve_name

import numpy as np
import scipy.special
import sympy
from sympy.printing.numpy import SciPyPrinter
from sympy.printing.pycode import PythonCodePrinter

from evbook.declaration.expressions import parse, symbol
from evbook.derive import renewal
from evbook.derive.numpy import vector
from evbook.derive.operators import SPECIAL, Infinite

#: Functions by the names that SymPy prints, where SciPy has another name.
CALLED = {name: resolve_name(function.scipy) for name, function in SPECIAL.items() if function.scipy}


class _OfMany(Infinite, SciPyPrinter):
    """SciPy's printer, with choices."""

    INFINITE = "float('inf')"

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


def _with_imports(function: Callable) -> str:
    """The text of a function that ``lambdify`` made, each name that it uses imported from where it is."""
    text = inspect.getsource(function)
    code = function.__code__
    names = sorted({node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)} - {*code.co_varnames})
    lines = []
    for name in names:
        value = function.__globals__.get(name)
        if value is not None and value is not getattr(builtins, name, None):
            lines.append(_imported(name, value))
    return "\n".join([*lines, text])


def _imported(name: str, value) -> str:
    if isinstance(value, float):
        return f"{name} = float({str(value)!r})"
    for module in (math, np, scipy.special, functools, renewal):
        for there in (name, getattr(value, "__name__", name)):
            if getattr(module, there, None) is value:
                return f"from {module.__name__} import {there} as {name}"
    raise RuntimeError(f"{name} ({value!r}) is in none of the modules that derived functions import from.")


def written(arguments, expressions, form: str) -> str:
    """The text of a function of ``arguments`` that returns a list, for single numbers ("point") or arrays ("many")."""
    modules, printer = (["math", "scipy"], _OfOnePoint) if form == "point" else (["scipy", "numpy"], _OfMany)
    made = sympy.lambdify(
        arguments, list(expressions), modules=[CALLED, *modules], printer=printer(_SETTINGS), cse=True
    )
    return _with_imports(made)


def written_formula(text: str, names: tuple[str, ...]) -> str:
    """The text of a function of values of the given names that evaluates one expression or condition."""
    made = sympy.lambdify([symbol(n) for n in names], parse(text, names), modules=[CALLED, "scipy", "numpy"])
    return _with_imports(made)


def compiled_vector(arguments, expressions) -> Callable:
    """Compile expressions to a function that returns them stacked along a first axis; nothing of it is kept."""
    return vector(lambda form: written(arguments, expressions, form))
