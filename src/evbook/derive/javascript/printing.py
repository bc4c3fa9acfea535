"""SymPy expressions as JavaScript text, with exact numbers and common terms shared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sympy
from sympy.printing.jscode import JavascriptCodePrinter

#: SymPy's class names to the functions of the front end's ``numerics/special.js``.
_SPECIAL = {
    "expint": "E1", "erf": "erf", "erfc": "erfc", "gamma": "gamma", "loggamma": "loggamma",
    "incomplete_beta": "betainc", "gompertz_renewal": "renewal",
}  # fmt: skip


class _Printer(JavascriptCodePrinter):
    """SymPy's JavaScript printer with exact floats, small integer powers unrolled, special functions."""

    def _print_Float(self, expr):
        return repr(float(expr))

    def _print_Rational(self, expr):
        return f"{expr.p}/{expr.q}" if expr.q != 1 else f"{expr.p}"

    def _print_Pow(self, expr):
        base, exponent = expr.base, expr.exp
        if exponent.is_Integer and 2 <= int(exponent) <= 4:
            factor = self.parenthesize(base, sympy.printing.precedence.PRECEDENCE["Pow"])
            return "(" + "*".join([factor] * int(exponent)) + ")"
        if exponent.is_Rational and not exponent.is_Integer and exponent not in (sympy.S.Half, -sympy.S.Half):
            return f"Math.pow({self._print(base)}, {int(exponent.p)}/{int(exponent.q)})"
        return super()._print_Pow(expr)

    def _print_special(self, expr):
        name = _SPECIAL[type(expr).__name__]
        # SymPy's expint has its order in front, which is 1 throughout.
        arguments = expr.args[1:] if name == "E1" else expr.args
        return f"globalThis.evbook.special.{name}({', '.join(map(self._print, arguments))})"

    _print_expint = _print_erf = _print_erfc = _print_gamma = _print_loggamma = _print_special
    _print_incomplete_beta = _print_gompertz_renewal = _print_special

    def _print_Relational(self, expr):
        return f"({self._print(expr.lhs)} {expr.rel_op} {self._print(expr.rhs)})"

    def _print_And(self, expr):
        return "(" + " && ".join(self._print(a) for a in expr.args) + ")"

    def _print_Or(self, expr):
        return "(" + " || ".join(self._print(a) for a in expr.args) + ")"

    def _print_ComplexInfinity(self, expr):
        return "Infinity"  # a quantity over nothing: the time of what never happens

    def _print_BooleanTrue(self, expr):
        return "true"

    def _print_BooleanFalse(self, expr):
        return "false"


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
