"""Equations as a reader sees them: EV terms labelled, nothing idle, and the value of what is computed."""

import re

import numpy as np
import pytest
import sympy
from small_models import decay, parameter

from evbook.declaration import Modifier, Process
from evbook.declaration.expressions import parse, symbol
from evbook.derive import latex
from evbook.model import Model
from evbook.review.catalogue import declaration, declarations

every_model = pytest.mark.parametrize("model", declarations(), ids=lambda d: d.id)
every_dynamic_model = pytest.mark.parametrize("model", [d for d in declarations() if d.states], ids=lambda d: d.id)


@every_dynamic_model
def test_equations_are_printed_with_every_ev_term_labelled(model):
    text = Model(model).latex()
    marked = text.count(r"_{\text{EV}}")
    used = sum(p.rate.count(m.name) for m in model.modifiers for p in model.processes if not p.ev)
    whole = sum(len(p.produces) + len(p.consumes) for p in model.processes if p.ev)
    assert marked >= used + whole
    base = Model(model).latex(ev=False)
    assert "EV" not in base
    assert "}{1}" not in base, "a factor that is off is left out, not printed as a division by one"
    assert text.count(r"\frac{d") >= len(model.states)


@pytest.mark.parametrize(
    ("rate", "base"),
    [
        ("k * N * boost**h", r"k\,N"),
        ("boost**h * k * N", r"k\,N"),
        ("k * N / boost", r"k\,N"),
        ("k * N * (1 + boost**h)", r"k\,N\,\left(1 + 1\right)"),
        ("k * h**boost * N", r"k\,h^{1}\,N"),
    ],
)
def test_a_factor_that_is_off_leaves_the_printed_base_with_its_exponent(rate, base):
    model = decay(
        parameters=(parameter(), parameter("N_0", 9.0, "cell", (0, 99)), parameter("h", 2.0, "1", (1, 3), ev=True)),
        modifiers=(Modifier("boost", "h", "1", "1", "faster"),),
        processes=(Process("death", rate, "x", consumes={"N": 1}),),
    )
    assert Model(model).latex(ev=False).splitlines()[1] == rf"\frac{{dN}}{{dt}} &= - {base}"


@pytest.mark.parametrize(
    ("rate", "printed"),
    [
        ("N * (k - N_0 - h)", r"N\,\left(k - N_{\mathrm{0}} - h\right)"),
        ("-k * N / h", r"\frac{k\,N}{h}"),
        ("k * N / h * N_0 / N_0", r"\frac{k\,N}{h}"),
        ("k / (N_0 / h) * N", r"\frac{k\,h\,N}{N_{\mathrm{0}}}"),
        ("3.141592653589793 / 6 * k * N", r"\frac{\pi\,k\,N}{6}"),
    ],
)
def test_equations_are_printed_as_one_writes_them(rate, printed):
    """No brackets for the order of reading, one fraction for several, π for its digits."""
    assert (
        latex.expression(
            rate,
            decay(
                parameters=(parameter(), parameter("N_0", 9.0, "cell", (0, 99)), parameter("h", 2.0, "1", (1, 3))),
            ),
        ).removeprefix("- ")
        == printed
    )


@pytest.mark.parametrize("model_id", ["plasma-filter", "drug-export", "educated-niche", "release-combination"])
def test_an_equation_is_printed_as_what_is_computed(model_id):
    """Put in order for the reader, each expression keeps its value."""
    model = declaration(model_id)
    names = sorted({record.name for record in model.named} | {"t"})
    at = np.random.default_rng(7).uniform(0.1, 0.9, len(names))
    for text in {i.expression for i in model.intermediates} | {p.rate for p in model.processes}:
        both = parse(text, set(names)), latex._unevaluated(text, set(names))
        with np.errstate(all="ignore"):
            plain, shown = (float(sympy.lambdify(list(map(symbol, names)), e, "numpy")(*at)) for e in both)
        assert shown == pytest.approx(plain, rel=1e-3, nan_ok=True), text


@every_model
def test_equations_hold_no_digits_that_nobody_wrote_and_no_idle_factor(model):
    """Seventeen digits of 0.99, a times one, a minus one as a factor, and ln printed as log are noise to a reader."""
    for ev in (True, False):
        text = Model(model).latex(ev=ev)
        assert not re.search(r"\d{13}|\\,1(?:\\,|\s|$)|(?<!\S)1 \\cdot \d|[{(]\\left\(-1|\\log", text)
        assert not re.search(r"(?<![A-Za-z{])e\^\{", text), "Euler's number is upright, for e may be a parameter"


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        ("0.99 * k * N", r"0.99\,k\,N"),
        ("1e-12 * k * N", r"10^{-12}\,k\,N"),
        ("2.5e20 * k * N", r"2.5 \cdot 10^{20}\,k\,N"),
        ("k * N * exp(-k * t)", r"k\,N\,\mathrm{e}^{- k\,t}"),
        ("k * N * log(2)", r"k\,N\,\ln{\left(2 \right)}"),
    ],
)
def test_numbers_and_functions_are_printed_as_they_are_read(rate, shown):
    model = decay(processes=(Process("death", rate, "x", consumes={"N": 1}),))
    assert Model(model).latex().splitlines()[1] == rf"\frac{{dN}}{{dt}} &= - {shown}"
