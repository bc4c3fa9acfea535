"""The incomplete beta function in a declaration: what it means, its slopes, how it is printed."""

import mpmath
import numpy as np
import pytest
import sympy
from scipy import stats
from small_models import parameter

from evbook.declaration import Axis, Base, Declaration, Output
from evbook.declaration.expressions import ExpressionError, parse
from evbook.derive.gradient import gradient_of
from evbook.derive.javascript.printing import code
from evbook.model import Model

COUNTED = Declaration(
    id="counted",
    title="Chance of a count",
    idea="A count of uncertain mean.",
    summary="The chance that a count reaches k.",
    base=Base("Textbook", "a negative binomial count", "whole"),
    axes=(Axis("k", "1", (1, 40), "what the count must reach", points=40),),
    parameters=(parameter("mean", 10.0, "1", (0.1, 100)), parameter("shape", 4.0, "1", (0.1, 100))),
    outputs=(Output("reached", "betainc(k, shape, mean / (mean + shape))", "1", (0, 1), "chance to reach k"),),
)


@pytest.mark.parametrize(("mean", "shape"), [(10, 4), (0.3, 0.5), (80, 90)])
def test_it_is_the_tail_of_a_poisson_count_whose_mean_is_gamma_distributed(mean, shape):
    ours = Model(COUNTED).simulate(mean=mean, shape=shape)["reached"]
    wanted = stats.nbinom.sf(np.arange(1, 41) - 1, shape, shape / (mean + shape))
    np.testing.assert_allclose(ours, wanted, rtol=1e-10)


def test_its_slopes_are_those_of_mpmath():
    names = ("a", "b", "x")
    slopes = gradient_of("betainc(a, b, x)", names)
    for point in ((12.0, 3.0, 0.7), (0.7, 40.0, 0.02), (300.0, 5.0, 0.985)):
        with mpmath.workdps(30):
            truth = [
                mpmath.diff(lambda *p: mpmath.betainc(p[0], p[1], 0, p[2], regularized=True), point, order)
                for order in ((1, 0, 0), (0, 1, 0), (0, 0, 1))
            ]
        found = slopes(dict(zip(names, point, strict=True)))
        np.testing.assert_allclose(found, [float(t) for t in truth], rtol=1e-6)


def test_it_is_printed_for_readers_and_for_browsers():
    expression = parse("1 - betainc(k, r, p)**2", {"k", "r", "p"})
    assert r"I_{p}\left(k, r\right)^{2}" in sympy.latex(expression)
    places = {s: f"p[{i}]" for i, s in enumerate(sorted(expression.free_symbols, key=str))}
    assert "globalThis.evbook.special.betainc(p[0], p[2], p[1])" in code(expression, places)


def test_its_ends_are_exact_and_its_arguments_are_counted():
    assert parse("betainc(k, r, 0)", {"k", "r"}) == 0
    assert parse("betainc(k, r, 1)", {"k", "r"}) == 1
    with pytest.raises(ExpressionError, match="betainc takes 3 arguments"):
        parse("betainc(k, r)", {"k", "r"})
