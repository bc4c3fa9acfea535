"""Does it hold?  Each benchmark of a declaration, computed through the path a reader uses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, singledispatch

import numpy as np
from scipy.optimize import brentq

from evbook.analysis.thresholds import threshold
from evbook.declaration import (
    AtTime,
    Benchmark,
    ClosedForm,
    Declaration,
    Equilibrium,
    HillCoefficient,
    Period,
    Quantity,
    Threshold,
)
from evbook.derive.numpy import of_parameters
from evbook.derive.system import compile
from evbook.simulation.curves import series
from evbook.simulation.equilibria import equilibria, nearest
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


def _rest(quantity, declaration: Declaration):
    system = compile(declaration, ev=quantity.ev)
    values = setting(declaration, values=quantity.setting)
    return nearest(equilibria(system, values), [s.name for s in declaration.states], dict(quantity.near))
