"""What a benchmark can ask of a model, as data; :mod:`evbook.analysis.benchmarks` computes each.

``setting`` maps parameter names to values, ``ev`` says whether the EV terms act.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Quantity:
    """A number that a model yields at a setting."""

    setting: Mapping[str, float] = field(default_factory=dict, kw_only=True)
    ev: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class AtTime(Quantity):
    """The value of state or output ``of`` at time ``time``."""

    of: str
    time: float


@dataclass(frozen=True)
class Equilibrium(Quantity):
    """The value of state ``of`` at the equilibrium nearest to ``near`` (in relative distance)."""

    of: str
    near: Mapping[str, float]
    kind: str = ""


@dataclass(frozen=True)
class Period(Quantity):
    """The period 2π/|Im λ| of small oscillations about the equilibrium nearest to ``near``."""

    near: Mapping[str, float]


@dataclass(frozen=True)
class Threshold(Quantity):
    """The value of ``parameter`` between ``low`` and ``high`` at which ``condition`` changes.

    ``condition`` speaks of measures and parameters; ``end`` is the time simulated to, None for a curve.
    With ``times_default`` the value is reported as a multiple of the parameter's default.
    """

    parameter: str
    low: float
    high: float
    condition: str
    end: float | None
    times_default: bool = False


@dataclass(frozen=True)
class ClosedForm(Quantity):
    """The value of an expression in the parameters."""

    expression: str


@dataclass(frozen=True)
class HillCoefficient(Quantity):
    """How switch-like a settled response is: log 81 / log(EC90/EC10), which is n for a Hill function of power n.

    The response is the value of state or output ``of`` at time ``end``, as a share of that at ``high``;
    ``parameter`` is varied between ``low`` and ``high``.  Source: Goldbeter and Koshland's measure of sensitivity.
    """

    of: str
    parameter: str
    low: float
    high: float
    end: float


@dataclass(frozen=True)
class RunMean(Quantity):
    """The mean of a measure over ``runs`` runs of a tissue, with seeds from 0 on."""

    of: str
    runs: int


@dataclass(frozen=True)
class RunDeviation(Quantity):
    """The standard deviation of a measure over ``runs`` runs of a tissue, with seeds from 0 on."""

    of: str
    runs: int


@dataclass(frozen=True)
class MixedMeasure(Quantity):
    """A measure of the well-mixed counterpart of a tissue: the same events with neighbours drawn anywhere."""

    of: str
