"""Special functions that SymPy does not have in the form the models use; loaded only when one is called."""

from __future__ import annotations

import sympy

#: Step, as a share, of the differences that stand for the slope of the incomplete beta function in a and b.
STEP = sympy.Rational(1, 500)


class incomplete_beta(sympy.Function):
    """The regularised incomplete beta function I_x(a, b), for a, b > 0 and x from 0 to 1.

    It is the share of a beta distribution below x, and so the tail of the binomial and negative binomial
    distributions: with p = μ/(μ + r), a count that is a Poisson number whose mean is spread between
    people as a gamma distribution of mean μ and shape r is at least k with chance I_p(k, r).
    Source: NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov/8.17.
    """

    nargs = 3

    @classmethod
    def eval(cls, a, b, x):
        if x.is_zero:
            return sympy.Integer(0)
        if x == 1:
            return sympy.Integer(1)
        return None

    def fdiff(self, argindex=1):
        """The density in x; in a and b, where there is no closed form, a difference of the fourth order."""
        a, b, x = self.args
        if argindex == 3:
            lnb = sympy.loggamma(a) + sympy.loggamma(b) - sympy.loggamma(a + b)
            return sympy.exp((a - 1) * sympy.log(x) + (b - 1) * sympy.log(1 - x) - lnb)

        def at(steps):
            factor = 1 + steps * STEP
            return incomplete_beta(a * factor, b, x) if argindex == 1 else incomplete_beta(a, b * factor, x)

        size = a if argindex == 1 else b
        return (at(-2) - 8 * at(-1) + 8 * at(1) - at(2)) / (12 * STEP * size)

    def _latex(self, printer, exp=None):
        a, b, x = (printer._print(part) for part in self.args)
        text = rf"I_{{{x}}}\left({a}, {b}\right)"
        return text if exp is None else f"{text}^{{{exp}}}"


class gompertz_renewal(sympy.Function):
    """Expected colonies N(x; cut, c, k) of a tumour by Gompertz's law, colonies of colonies among them.

    N(x) = k [E1(c exp(-min(x, cut))) - E1(c)] + integral from 0 to x of k exp(-c exp(-(x - s))) N(s) ds.
    All four arguments are pure numbers: age times the growth constant, the same for the age at which the primary
    is cut out, the exponent c, and the colonies k that a tumour of full size founds in a unit of that time.
    Source: Iwata, Kawasaki and Shigesada, J Theor Biol 203:177 (2000).
    """

    nargs = 4

    def fdiff(self, argindex=1):
        """A difference of the fourth order: there is no closed form."""
        i = argindex - 1

        def at(steps):
            moved = [part * (1 + steps * STEP) if j == i else part for j, part in enumerate(self.args)]
            return gompertz_renewal(*moved)

        return (at(-2) - 8 * at(-1) + 8 * at(1) - at(2)) / (12 * STEP * self.args[i])

    def _latex(self, printer, exp=None):
        text = rf"\operatorname{{renewal}}\left({', '.join(printer._print(part) for part in self.args)}\right)"
        return text if exp is None else f"{text}^{{{exp}}}"
