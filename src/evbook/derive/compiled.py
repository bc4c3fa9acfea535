"""From a system to one function on plain numbers, as Python text that Numba can compile.

The function is ``model(what, t, y, p, out)``; y, p and out are pointers to double precision numbers, y and p as in
:class:`evbook.derive.numpy.Functions`.  ``what`` says what is asked:

* :data:`RATES` fills ``out`` with dy/dt, shape (n,); :data:`JACOBIAN` with ∂f_i/∂y_j, shape (n, n) by rows;
* :data:`WATCHED` fills ``out`` with what each trigger watches, shape (triggers,);
* :data:`FIRE` + k sets in y and p what trigger k sets, all from the values before it fired.

Amounts below zero are seen as zero (:func:`evbook.simulation.solver.floors`); what is not a number stays so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import sympy
from sympy.printing.precedence import PRECEDENCE
from sympy.printing.pycode import PythonCodePrinter

from evbook.derive.operators import ELEMENTARY, MOST_FACTORS, SPECIAL, PlainNumbers
from evbook.derive.system import System

#: What the compiled function may be asked for.
RATES, JACOBIAN, WATCHED, FIRE = 0, 1, 2, 3
#: Functions of the C library that the text may call, by the names that SymPy prints.
LIBRARY = ELEMENTARY | {function.c for function in SPECIAL.values() if function.c}


class NotCompilable(ValueError):
    """The equations call a function that the C library does not have."""


class _Printer(PlainNumbers, PythonCodePrinter):
    """Python on plain numbers: every number a float, small whole powers as products, choices as conditionals."""

    INFINITE = "math.inf"

    def _print_Integer(self, expr):
        return repr(float(int(expr)))

    def _print_Rational(self, expr):
        return repr(float(expr))

    _print_NumberSymbol = _print_Rational

    def _print_Zero(self, expr):
        return "0.0"

    def _print_One(self, expr):
        return "1.0"

    def _print_NegativeOne(self, expr):
        return "(-1.0)"

    def _print_Infinity(self, expr):
        return self.INFINITE

    def _print_NegativeInfinity(self, expr):
        return "(-math.inf)"

    def _print_Heaviside(self, expr):
        x = self._print(expr.args[0])
        return f"(1.0 if {x} > 0.0 else (0.5 if {x} == 0.0 else 0.0))"

    def _print_sign(self, expr):
        x = self._print(expr.args[0])
        return f"(1.0 if {x} > 0.0 else (-1.0 if {x} < 0.0 else 0.0))"

    def _print_Pow(self, expr, rational=False):
        base, exponent = expr.base, expr.exp
        if exponent == sympy.S.Half:
            return f"math.sqrt({self._print(base)})"
        if exponent == -sympy.S.Half:
            return f"(1.0/math.sqrt({self._print(base)}))"
        if exponent.is_Integer and 1 <= abs(int(exponent)) <= MOST_FACTORS:
            product = self._product(base, abs(int(exponent)), "Atom")
            return product if int(exponent) > 0 else f"(1.0/{product})"
        return f"({self.parenthesize(base, PRECEDENCE['Atom'])}**({self._print(exponent)}))"

    def _print_Function(self, expr):
        raise NotCompilable(f"the C library has no {type(expr).__name__}")


for _name in (name for name, function in SPECIAL.items() if not function.c):
    setattr(_Printer, f"_print_{_name}", _Printer._print_Function)


def _printed(printer: _Printer, expression) -> str:
    text = printer.doprint(expression)
    if unknown := set(re.findall(r"\bmath\.(\w+)", text)) - LIBRARY - {"inf"}:
        raise NotCompilable(f"the C library has no {min(unknown)}")
    if "not supported" in text.lower():
        raise NotCompilable("a function without a form on plain numbers")
    return text


def _block(targets: Iterable[str], expressions, places: dict, stem: str) -> list[str]:
    """Lines that assign the expressions to the targets, common terms first, under names that begin with ``stem``."""
    shared, reduced = sympy.cse(
        list(expressions), symbols=(sympy.Symbol(f"{stem}{i}", real=True) for i in range(10**6))
    )
    printer = _Printer({"fully_qualified_modules": True})

    def text(expression) -> str:
        named = {s: sympy.Symbol(places[s], real=True) for s in expression.free_symbols if s in places}
        return _printed(printer, expression.xreplace(named))

    lines = [f"{name} = {text(value)}" for name, value in shared]
    return lines + [f"{target} = {text(value)}" for target, value in zip(targets, reduced, strict=True)]


def _read(system: System, lines: list[str]) -> list[str]:
    """Lines that read what the given lines use of y and p."""
    text = "\n".join(lines)
    used = lambda name: re.search(rf"\b{name}\b", text)  # noqa: E731
    d, found = system.declaration, []
    for i, state in enumerate(d.states):
        if used(f"y{i}"):
            found.append(f"y{i} = y[{i}]")
            if state.amount:
                found.append(f"y{i} = 0.0 if y{i} < 0.0 else y{i}")
    found += [f"p{i} = p[{i}]" for i in range(len(system.parameters)) if used(f"p{i}")]
    return found


def source(system: System) -> str:
    """Return the text of the function of a system that runs in time.  Raises NotCompilable."""
    d, n = system.declaration, len(system.states)
    places = {s: f"y{i}" for i, s in enumerate(system.states)}
    places |= {s: f"p{i}" for i, s in enumerate(system.parameters)} | {system.independent: "t"}
    hidden = {x.name: len(d.parameters) + i for i, x in enumerate(d.hidden)}
    names = {s.name: i for i, s in enumerate(d.states)}
    entries = [(i, j) for i in range(n) for j in range(n) if system.jacobian[i, j] != 0]
    watched = [system.full(trigger.crosses) for trigger in d.triggers]
    blocks = [
        _block([f"out[{i}]" for i in range(n)], system.rhs, places, "r"),
        [f"for k in range({n * n}):", "    out[k] = 0.0",
         *_block([f"out[{i * n + j}]" for i, j in entries], [system.jacobian[i, j] for i, j in entries], places, "j")],
        _block([f"out[{k}]" for k, _ in enumerate(watched)], watched, places, "w"),
    ]  # fmt: skip
    for k, trigger in enumerate(d.triggers):
        new = [f"n{i}" for i in range(len(trigger.sets))]
        lines = _block(new, [system.full(text) for text in trigger.sets.values()], places, f"f{k}_")
        places_set = [f"y[{names[x]}]" if x in names else f"p[{hidden[x]}]" for x in trigger.sets]
        blocks.append([*lines, *(f"{place} = {value}" for place, value in zip(places_set, new, strict=True))])
    text = ["def model(what, t, y, p, out):"]
    for what, lines in enumerate(blocks):
        body = [*_read(system, lines), *lines] or ["pass"]
        text += [f"    {'elif' if what else 'if'} what == {what}:", *(f"        {line}" for line in body)]
    return "\n".join(text) + "\n"
