"""Does it hold?  Each benchmark of a declaration, computed through the path a reader uses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, singledispatch
from itertools import permutations

import numpy as np
from scipy.optimize import brentq

from evbook.analysis.lattice_runs import runs
from evbook.analysis.thresholds import threshold
from evbook.declaration import (
    AtTime,
    Benchmark,
    ClosedForm,
    Declaration,
    Equilibrium,
    HillCoefficient,
    MixedMeasure,
    Period,
    Quantity,
    RunDeviation,
    RunMean,
    Threshold,
)
from evbook.declaration.units import ONE, dimension
from evbook.derive.numpy import of_parameters
from evbook.derive.system import compile
from evbook.simulation.curves import series
from evbook.simulation.equilibria import equilibria, nearest
from evbook.simulation.lattice_looks import well_mixed_measures
from evbook.simulation.setting import setting


@dataclass(frozen=True)
class Outcome:
    """A benchmark and what we get: ``holds`` when |ours - value| is within tolerance."""

    benchmark: Benchmark
    ours: float

    @property
    def error(self) -> float:
        """The difference from the value, relative unless the benchmark says absolute."""
        difference = abs(self.ours - self.benchmark.value)
        return difference if self.benchmark.absolute else difference / abs(self.benchmark.value)

    @property
    def holds(self) -> bool:
        return bool(self.error <= self.benchmark.tolerance)


@cache
def outcomes(declaration: Declaration) -> tuple[Outcome, ...]:
    """Compute every benchmark of a declaration, once: a chapter's table and its report card ask for the same."""
    return tuple(Outcome(b, float(compute(b.quantity, declaration))) for b in declaration.benchmarks)


@singledispatch
def compute(quantity: Quantity, declaration: Declaration) -> float:
    """Return the number a quantity asks for.  Raises TypeError for a quantity of no known kind."""
    raise TypeError(f"{type(quantity).__name__} is not a quantity that can be computed.")


@compute.register
def _(quantity: AtTime, declaration: Declaration) -> float:
    values = setting(declaration, values=quantity.setting)
    times = np.array([quantity.time], float)
    return series(declaration, values, times, ev=quantity.ev)[quantity.of][-1]


@compute.register
def _(quantity: Equilibrium, declaration: Declaration) -> float:
    rest = _rest(quantity, declaration)
    if quantity.kind and rest.kind != quantity.kind:
        return float("nan")
    return rest.y[[s.name for s in declaration.states].index(quantity.of)]


@compute.register
def _(quantity: Period, declaration: Declaration) -> float:
    turning = np.max(np.abs(_rest(quantity, declaration).eigenvalues.imag))
    return 2 * np.pi / turning if turning else float("nan")


@compute.register
def _(quantity: ClosedForm, declaration: Declaration) -> float:
    return of_parameters(declaration, quantity.expression)(setting(declaration, values=quantity.setting))


@compute.register
def _(quantity: Threshold, declaration: Declaration) -> float:
    value = threshold(declaration, quantity)
    if quantity.times_default:
        value /= next(p.value for p in declaration.parameters if p.name == quantity.parameter)
    return value


@compute.register
def _(quantity: HillCoefficient, declaration: Declaration) -> float:
    def response(level: float) -> float:
        values = setting(declaration, values={**quantity.setting, quantity.parameter: level})
        return series(declaration, values, np.array([quantity.end]), ev=quantity.ev)[quantity.of][-1]

    top = response(quantity.high)
    if not response(quantity.low) < 0.1 * top:
        return float("nan")
    bounds = np.log([quantity.low, quantity.high])
    tenth, nine_tenths = (
        brentq(lambda x, share=share: response(np.exp(x)) - share * top, *bounds, xtol=1e-5) for share in (0.1, 0.9)
    )
    return np.log(81) / (nine_tenths - tenth)


@compute.register
def _(quantity: RunMean, declaration: Declaration) -> float:
    return float(np.mean(_taken(declaration, quantity)))


@compute.register
def _(quantity: RunDeviation, declaration: Declaration) -> float:
    return float(np.std(_taken(declaration, quantity), ddof=1))


@compute.register
def _(quantity: MixedMeasure, declaration: Declaration) -> float:
    values = setting(declaration, values=quantity.setting)
    return well_mixed_measures(declaration, values, ev=quantity.ev)[quantity.of]


def _taken(declaration: Declaration, quantity: RunMean | RunDeviation) -> np.ndarray:
    """The measure of each run; mean and deviation of the same runs are taken from the same runs."""
    table = _runs(declaration, quantity.runs, tuple(sorted(quantity.setting.items())), quantity.ev)
    return table[quantity.of].to_numpy()


@cache
def _runs(declaration: Declaration, count: int, setting_items: tuple, ev: bool):
    values = setting(declaration, values=dict(setting_items))
    return runs(declaration, count, values=values, ev=ev, statistics=False)


def _rest(quantity, declaration: Declaration):
    system = compile(declaration, ev=quantity.ev)
    values = setting(declaration, values=quantity.setting)
    return nearest(equilibria(system, values), [s.name for s in declaration.states], dict(quantity.near))


#: How near two numbers must be to be called the same: what is printed is rounded.
SAME = 5e-4


def restated_inputs(benchmark: Benchmark, declaration: Declaration) -> str:
    """Return which inputs a benchmark restates, as "s / d", or "" when it says something that no input says.

    A value that equals an input of the model, or a product or ratio of two of them, checks the model's bookkeeping and
    nothing else, wherever the value was printed.  Only inputs on which the quantity depends are looked at (a change of
    1 % moves it), and both the value and what the model computes are held against them, in the benchmark's unit.
    """
    quantity, wanted = benchmark.quantity, dimension(benchmark.unit)
    base = setting(declaration, values=quantity.setting)
    ours = float(compute(quantity, declaration))
    # Whether a number moves a mean over runs of chance is seen in two of them.
    few = replace(quantity, runs=2) if isinstance(quantity, RunMean | RunDeviation) else quantity
    seen = ours if few is quantity else float(compute(few, declaration))
    inputs = [
        (p.name, base[p.name], dimension(p.unit))
        for p in declaration.parameters
        if base[p.name] and _moves(few, declaration, p.name, base[p.name], seen)
    ]
    found = [(name, value, unit) for name, value, unit in inputs]
    found += [(f"1 / {name}", 1 / value, ONE.times(unit, -1)) for name, value, unit in inputs]
    for (first, a, unit_a), (second, b, unit_b) in permutations(inputs, 2):
        found.append((f"{first} / {second}", a / b, unit_a.times(unit_b, -1)))
        found.append((f"{first} * {second}", a * b, unit_a.times(unit_b)))
    for said, value, unit in found:
        if unit.powers == wanted.powers:
            there = value * unit.factor / wanted.factor
            if min(abs(there - benchmark.value), abs(there - ours)) <= SAME * abs(there):
                return said
    return ""


def _moves(quantity: Quantity, declaration: Declaration, name: str, value: float, ours: float) -> bool:
    moved = replace(quantity, setting={**quantity.setting, name: value * 1.01})
    try:
        return abs(float(compute(moved, declaration)) - ours) > 1e-9 * abs(ours)
    except ValueError:  # a threshold that has left its bracket has moved
        return True
