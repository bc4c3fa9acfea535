"""What each language calls the functions of an expression: one row a function, for all printers.

The printers are :mod:`evbook.derive.lambdified` (NumPy and SciPy), :mod:`evbook.derive.compiled` (machine code) and
:mod:`evbook.derive.javascript.printing` (the browser).  What SymPy's own printers know already stands in no row.
"""

from __future__ import annotations

from dataclasses import dataclass

from sympy.printing.precedence import PRECEDENCE

#: Whole powers up to this one are products, which are quicker than a call and as exact.
MOST_FACTORS = 4


@dataclass(frozen=True)
class Function:
    """A function by what calls it: SciPy (where SymPy's name is another), the browser, the C library (where it can)."""

    browser: str
    scipy: str = ""
    c: str = ""
    #: Arguments in front that only SymPy wants: its exponential integral has an order, which is 1 throughout.
    skipped: int = 0


#: By the names of SymPy's classes; the browser's are in the front end's ``numerics/special.js``.
SPECIAL = {
    "expint": Function("E1", scipy="scipy.special:expn", skipped=1),
    "erf": Function("erf", c="erf"),
    "erfc": Function("erfc", c="erfc"),
    "gamma": Function("gamma"),
    "loggamma": Function("loggamma"),
    "incomplete_beta": Function("betainc", scipy="scipy.special:betainc"),
    "gompertz_renewal": Function("renewal", scipy="evbook.derive.renewal:gompertz_renewal"),
}
#: Functions of the C library that every printer writes by the same name.
ELEMENTARY = frozenset({"exp", "log", "sqrt", "tanh", "sin", "cos"})


class Infinite:
    """Of every printer, before SymPy's own: a quantity over nothing is infinite, the time of what never happens."""

    INFINITE: str

    def _print_ComplexInfinity(self, expr) -> str:
        return self.INFINITE


class PlainNumbers(Infinite):
    """Of printers for single numbers: floats to their last digit, small whole powers as products."""

    def _print_Float(self, expr) -> str:
        return repr(float(expr))

    def _product(self, base, factors: int, level: str) -> str:
        return "(" + "*".join([self.parenthesize(base, PRECEDENCE[level])] * factors) + ")"
