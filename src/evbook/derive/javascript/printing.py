"""SymPy expressions as JavaScript text, with exact numbers and common terms shared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy
from sympy.printing.jscode import JavascriptCodePrinter

from evbook.derive.operators import MOST_FACTORS, SPECIAL, PlainNumbers


class _Printer(PlainNumbers, JavascriptCodePrinter):
    """SymPy's JavaScript printer with exact numbers, and special functions."""

    INFINITE = "Infinity"

    def _print_Rational(self, expr):
        return f"{expr.p}/{expr.q}" if expr.q != 1 else f"{expr.p}"

    def _print_Pow(self, expr):
        base, exponent = expr.base, expr.exp
        if exponent.is_Integer and 2 <= int(exponent) <= MOST_FACTORS:
            return self._product(base, int(exponent), "Pow")
        if exponent.is_Rational and not exponent.is_Integer and exponent not in (sympy.S.Half, -sympy.S.Half):
            return f"Math.pow({self._print(base)}, {int(exponent.p)}/{int(exponent.q)})"
        return super()._print_Pow(expr)

    def _print_special(self, expr):
        function = SPECIAL[type(expr).__name__]
        arguments = ", ".join(map(self._print, expr.args[function.skipped :]))
        return f"globalThis.evbook.special.{function.browser}({arguments})"

    def _print_Relational(self, expr):
        return f"({self._print(expr.lhs)} {expr.rel_op} {self._print(expr.rhs)})"

    def _print_And(self, expr):
        return "(" + " && ".join(self._print(a) for a in expr.args) + ")"

    def _print_Or(self, expr):
        return "(" + " || ".join(self._print(a) for a in expr.args) + ")"

    def _print_BooleanTrue(self, expr):
        return "true"

    def _print_BooleanFalse(self, expr):
        return "false"


for _name in SPECIAL:
    setattr(_Printer, f"_print_{_name}", _Printer._print_special)


def code(expression, places: dict) -> str:
    printer = _Printer({"allow_unknown_functions": False})
    named = {s: sympy.Symbol(places.get(s, s.name), real=True) for s in expression.free_symbols}
    return printer.doprint(expression.xreplace(named))


def assignments(targets: Sequence[str], expressions: Iterable, places: dict) -> str:
    """Assignments of the expressions to the targets, common terms first."""
    shared, reduced = sympy.cse(list(expressions), symbols=(sympy.Symbol(f"x{i}", real=True) for i in range(10**6)))
    lines = [f"const {name} = {code(value, places)};" for name, value in shared]
    lines += [f"{target} = {code(value, places)};" for target, value in zip(targets, reduced, strict=True)]
    return " ".join(lines)
