"""No number stands for "never", "none" or "unknown" in a quantity that is computed with."""

import ast
import re

import numpy as np
import pytest

import evbook
from evbook.declaration.slots import slots
from evbook.model import Model
from evbook.review.catalogue import declarations
from evbook.simulation.curves import grid_of, level_of, series
from evbook.simulation.setting import setting
from evbook.simulation.solver import SolverError

EVERY = pytest.mark.parametrize("d", declarations(), ids=lambda d: d.id)

#: Very large or small numbers that a choice or a limit may hold, and why each is no stand-in.
GUARDS = {
    ("plasma-filter", "1 / 10 ** 6"): "keeps a logarithm from zero where the formula of the clinic is not meant",
    ("pump-transfer", "1e-09"): "an average over no time at all: both are zero",
    ("gemcitabine-stroma", "C_0 / 10 ** 9"): "a billionth of the drug given: the quotient of two powers stays a number",
}


def limits_in(text: str):
    """The arguments without a name of a choice or a limit, and those scaled by a power of ten."""
    for call in ast.walk(ast.parse(text, mode="eval")):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("minimum", "maximum", "where"):
            values = call.args[1:] if call.func.id == "where" else call.args
            yield from values


def is_extreme(node: ast.expr) -> bool:
    """Whether a value is, or is scaled by, a number of under a thousandth or over a thousand."""
    if isinstance(node, ast.Constant):
        return node.value != 0 and not 1e-3 <= abs(node.value) <= 1e3
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow | ast.Div | ast.Mult):
        if isinstance(node.op, ast.Pow) and isinstance(node.left, ast.Constant):
            return isinstance(node.right, ast.Constant) and abs(node.right.value) > 3
        if isinstance(node.op, ast.Pow):
            return False
        return is_extreme(node.left) or is_extreme(node.right)
    return False


@EVERY
def test_no_limit_of_an_expression_is_a_number_out_of_all_proportion(d):
    found = {(d.id, ast.unparse(node)) for slot in slots(d) for node in limits_in(slot.text) if is_extreme(node)}
    assert found <= set(GUARDS), "say by a rate of 0, or a time without end, what never happens"


def test_the_guards_are_those_that_stand_in_the_declarations():
    found = {(d.id, ast.unparse(node)) for d in declarations() for slot in slots(d) for node in limits_in(slot.text)
             if is_extreme(node)}  # fmt: skip
    assert found == set(GUARDS)


@EVERY
def test_no_parameter_stands_for_never(d):
    for p in d.parameters:
        assert not re.search(r"stands for (never|nothing|unknown|infinity)", f"{p.meaning} {p.context}"), p.name


def anywhere(p, rng) -> float:
    low, high = p.range
    u = rng.random()
    return float(low * (high / low) ** u if p.scale == "log" else low + (high - low) * u)


@EVERY
def test_what_is_said_never_to_happen_does_not(d):
    """A crossing is NaN where no point of the curve is beyond its level, and only there; nothing else is in between."""
    rng, model = np.random.default_rng(5), Model(d)
    drawn = [(setting(d, scenario=s.name), s.ev) for s in d.scenarios]
    drawn += [({p.name: anywhere(p, rng) for p in d.parameters}, ev) for ev in (True, False) for _ in range(2)]
    times = grid_of(d.axes[0]) if d.axes else np.linspace(0, d.time.end, d.time.points)
    for values, ev in drawn:
        try:
            found, curves = model.measures(ev=ev, **values), series(d, values, times, ev=ev)
        except SolverError:
            continue
        for m in d.measures:
            if m.take in ("first_above", "first_below"):
                level = level_of(d, m, values)
                beyond = curves[m.of] > level if m.take == "first_above" else curves[m.of] < level
                assert np.isfinite(found[m.name]) == beyond.any(), (m.name, values)
                assert not found[m.name] > times[-1]


def test_no_cell_dies_where_vesicles_bring_all_that_it_needs():
    model = evbook.load("caspase-population")
    p = model.parameters["value"]
    needed = p["needed"] / (p["copies"] * p["released"])
    run = model.simulate([0.5 * needed, needed, 1.001 * needed])
    assert run["killed"].tolist()[1:] == [0, 0] and run["killed"].iloc[0] > 0
    assert run["spared"].tolist()[1:] == [1, 1]


def test_where_no_dose_of_chemotherapy_alone_would_do_there_is_no_factor():
    """Fewer cells are left than any dose of the first drug leaves: 1/0, and not a million."""
    model = evbook.load("release-combination")
    found = model.measures(E_1=0.5, E_2=0.05, given=900.0, d_1=50.0)
    assert found["cells_here"] < 0.5
    assert np.isnan(found["saved_here"])
    assert np.isfinite(found["index_here"])


NOTHING = [(d, p.name) for d in declarations() for p in d.parameters if p.can_be_zero]


@pytest.mark.parametrize(("d", "name"), NOTHING, ids=[f"{d.id}-{name}" for d, name in NOTHING])
def test_what_can_be_nothing_is_nothing_at_0_and_near_it(d, name):
    """0 lies below a logarithmic range: a run has numbers there, those that a millionth of it comes to."""
    small = {"width": 24, "seed": 3} if d.tissue is not None else {}
    usual, nothing, nearly = (
        Model(d).simulate(**small, **({} if value is None else {name: value})).select_dtypes("number").to_numpy()
        for value in (None, 0.0, 1e-6 * d.record(name).range[0])
    )
    assert (np.isfinite(nothing) == np.isfinite(nearly)).all()
    sizes = np.nanmax(np.maximum(np.abs(usual), np.abs(nothing)), axis=0, keepdims=True, initial=0)
    with np.errstate(invalid="ignore"):  # what never comes is infinite in both
        alike = np.abs(nothing - nearly) <= 1e-3 * sizes
    assert (alike | ~np.isfinite(nothing)).all()
    # a budget that divides by it is beyond counting, and says so
    assert len(Model(d).budget(**{name: 0.0})) == len(d.budgets)


def test_what_may_not_be_nothing_says_so():
    with pytest.raises(ValueError, match=r"half_life .* is 0 day, but it must be above 0"):
        evbook.load("pump-transfer").simulate(half_life=0)
