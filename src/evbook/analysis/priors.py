"""How a parameter is drawn: evenly over a range, by a named distribution, or by any of ``scipy.stats``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import stats

from evbook.declaration import Declaration, Parameter
from evbook.simulation.setting import near, setting

#: The share of probability between the ends that stand for a distribution without ends.
CENTRAL = 0.95
#: Each named distribution, the numbers it takes, and how it is made of them.
NAMED = {
    "uniform": (("low", "high"), lambda low, high: stats.uniform(low, high - low)),
    "loguniform": (("low", "high"), stats.loguniform),
    "normal": (("mean", "sd"), stats.norm),
    "lognormal": (("median", "sd of the natural logarithm"), lambda median, sd: stats.lognorm(sd, scale=median)),
    "triangular": (("low", "mode", "high"), lambda low, mode, high: stats.triang((mode - low) / (high - low), low,
                                                                              high - low)),
}  # fmt: skip


@dataclass(frozen=True)
class Prior:
    """``at`` maps shares of probability (0 to 1, arrays) to values.

    ``low`` and ``high`` are its ends, or, where it has none, those of its central 95 %; ``bounded`` says which.
    """

    at: Callable[[np.ndarray], np.ndarray]
    low: float
    high: float
    bounded: bool = True

    def between(self, u: np.ndarray) -> np.ndarray:
        """Values from ``low`` (u = 0) to ``high`` (u = 1): where ends are asked for, as by Morris and at corners."""
        return self.at(u) if self.bounded else self.at((1 - CENTRAL) / 2 + CENTRAL * u)


def of_range(parameter: Parameter, low: float, high: float) -> Prior:
    """Evenly between two ends, on a logarithmic scale where the parameter has one."""
    if parameter.scale == "log":
        return Prior(lambda u: low * (high / low) ** u, low, high)
    return Prior(lambda u: low + (high - low) * u, low, high)


def prior_of(declaration: Declaration, parameter: Parameter, given) -> Prior:
    """Return the prior of a parameter that is said as (low, high), by name, or by a distribution of ``scipy.stats``.

    Named ones are ``("uniform", low, high)``, ``("loguniform", low, high)``, ``("normal", mean, sd)``,
    ``("lognormal", median, sd of the natural logarithm)`` and ``("triangular", low, mode, high)``.  A parameter that
    cannot be negative is drawn from the part of its distribution that is not.
    Raises ValueError with a sentence.
    """
    where = f"{declaration.id}: the range of {parameter.name}"
    if callable(getattr(given, "ppf", None)):
        return _of_distribution(where, declaration, parameter, given)
    parts = list(given) if isinstance(given, list | tuple | np.ndarray) else []
    if parts and isinstance(parts[0], str):
        name, numbers = parts[0], _numbers(parts[1:])
        if name not in NAMED:
            raise ValueError(f"{where} is drawn from {name!r}. {near(name, NAMED)}")
        takes, make = NAMED[name]
        if numbers is None or len(numbers) != len(takes):
            raise ValueError(f"{where} is given as {given!r}; {name} takes ({', '.join(takes)}) in {parameter.unit}.")
        if problem := _problem(name, numbers):
            raise ValueError(f"{where} is given as {given!r}, but {problem}.")
        return _of_distribution(where, declaration, parameter, make(*numbers))
    numbers = _numbers(parts)
    if numbers is None or len(numbers) != 2:
        raise ValueError(
            f"{where} is given as {given!r}; write (low, high), a prior such as ('lognormal', median, sd), with one of "
            f"{', '.join(NAMED)}, or a distribution of scipy.stats."
        )
    low, high = numbers
    for value in numbers:
        setting(declaration, values={parameter.name: value})
    if not low < high:
        raise ValueError(f"{where} goes from {low:g} to {high:g} {parameter.unit}; it must increase.")
    if parameter.scale == "log" and not low > 0:
        raise ValueError(f"{where} starts at {low:g} {parameter.unit}; it is drawn evenly in the logarithm, so it must "
                         "start above 0, or be given as ('uniform', low, high).")  # fmt: skip
    return of_range(parameter, low, high)


def _numbers(parts) -> list[float] | None:
    try:
        numbers = [float(part) for part in parts]
    except (TypeError, ValueError):
        return None
    return numbers if numbers and np.all(np.isfinite(numbers)) else None


def _problem(name: str, numbers: list[float]) -> str:
    """What is wrong with the numbers of a named distribution, or nothing."""
    if name in ("normal", "lognormal") and not numbers[1] > 0:
        return f"its sd is {numbers[1]:g}; it must be above 0"
    if name in ("lognormal", "loguniform") and not numbers[0] > 0:
        return f"it must start above 0, not at {numbers[0]:g}" if name == "loguniform" else "its median must be above 0"
    if name in ("uniform", "loguniform") and not numbers[0] < numbers[1]:
        return "its low end must lie below its high end"
    if name == "triangular" and not (numbers[0] <= numbers[1] <= numbers[2] and numbers[0] < numbers[2]):
        return "its mode must lie between its low and its high end"
    return ""


def _of_distribution(where: str, declaration: Declaration, parameter: Parameter, made) -> Prior:
    """The part of a distribution that the parameter can take."""
    lowest = 0.0 if parameter.range[0] >= 0 else -np.inf
    below = float(made.cdf(np.nextafter(lowest, -np.inf))) if np.isfinite(lowest) else 0.0
    if not below < 1:
        raise ValueError(f"{where} is drawn from a distribution without a value that it can take: it cannot be "
                         "negative.")  # fmt: skip

    def at(u):
        return np.asarray(made.ppf(below + (1 - below) * np.asarray(u, float)), float)

    ends = at(np.array([0.0, 1.0]))
    bounded = bool(np.all(np.isfinite(ends)))
    if not bounded:
        ends = at(np.array([(1 - CENTRAL) / 2, (1 + CENTRAL) / 2]))
    if not np.all(np.isfinite(ends)):
        raise ValueError(f"{where} is drawn from a distribution whose central 95 % are not finite.")
    return Prior(at, float(ends[0]), float(ends[1]), bounded)
