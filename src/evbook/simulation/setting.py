"""The reader's values: defaults, then a scenario, then what was asked for, each checked."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping

import numpy as np

from evbook.declaration import Declaration, Parameter, Scenario

#: Relative tolerances of a step that are of use: tighter, rounding is all there is; looser, nothing is right.
TIGHTEST, LOOSEST = 1e-13, 1e-2


def near(name: str, known) -> str:
    """A hint for a misspelt name: ``Did you mean …?`` or the list of names there are."""
    close = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]!r}?" if close else f"There are {', '.join(known)}."


def scenario_of(declaration: Declaration, name: str | None) -> Scenario | None:
    """Return the named scenario; None stays None.  Raises ValueError with the names there are."""
    if name is None:
        return None
    for scenario in declaration.scenarios:
        if scenario.name == name:
            return scenario
    raise ValueError(
        f"{declaration.id} has no scenario {name!r}. {near(name, [s.name for s in declaration.scenarios])}"
    )


def _number(declaration: Declaration, parameter: Parameter, value) -> float:
    where = f"{declaration.id}: {parameter.name} ({parameter.meaning})"
    if hasattr(value, "to") and hasattr(value, "units"):
        try:
            value = value.to(parameter.unit).magnitude
        except Exception:
            raise ValueError(f"{where} is in {parameter.unit}, and {value.units} cannot be converted to it.") from None
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ValueError(f"{where} needs a number in {parameter.unit}, not {value!r}.") from None
    if not math.isfinite(number):
        raise ValueError(f"{where} needs a finite number in {parameter.unit}, not {number}.")
    if number < 0 <= parameter.range[0]:
        raise ValueError(f"{where} is {number:g} {parameter.unit}, but it cannot be negative.")
    if number == 0 and parameter.scale == "log" and not parameter.can_be_zero:
        raise ValueError(f"{where} is 0 {parameter.unit}, but it must be above 0.")
    return number


def setting(
    declaration: Declaration, *, scenario: str | None = None, values: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Return every parameter's value, in declared order and units.

    Values outside a parameter's range are allowed where they make physical sense; the range is what
    the sliders offer.  A pint quantity is converted.  Raises ValueError for an unknown scenario or
    parameter, a unit that cannot be converted, and a value without physical sense.
    """
    chosen = scenario_of(declaration, scenario)
    asked = {**(chosen.values if chosen else {}), **(values or {})}
    known = {p.name: p for p in declaration.parameters}
    for name in asked:
        if name not in known:
            raise ValueError(f"{declaration.id} has no parameter {name!r}. {near(name, list(known))}")
    return {n: _number(declaration, p, asked.get(n, p.value)) for n, p in known.items()}


def ev_active(declaration: Declaration, ev: bool | None, scenario: str | None) -> bool:
    """Whether the EV terms act: as said, as the scenario has it when nothing is said, and otherwise yes.

    A tissue is asked about its first scenario where none is named: there the published model is what stands first.

    Raises ValueError for an unknown scenario.
    """
    if ev is not None:
        return bool(ev)
    first = declaration.scenarios[0] if declaration.tissue and declaration.scenarios else None
    chosen = scenario_of(declaration, scenario) or first
    return chosen.ev if chosen else True


def checked_rtol(declaration: Declaration, rtol: float) -> float:
    """The relative tolerance of a step.  Raises ValueError where a solver can make nothing of it."""
    if not (isinstance(rtol, int | float) and TIGHTEST <= rtol <= LOOSEST):
        raise ValueError(f"{declaration.id}: rtol is the relative tolerance of a step, from {TIGHTEST:g} to "
                         f"{LOOSEST:g}, not {rtol!r}.")  # fmt: skip
    return float(rtol)


def checked_atol(declaration: Declaration, atol) -> dict[str, float]:
    """Absolute tolerances by state, in the unit of each: one for all, or a mapping; None for those of the model.

    A state that a mapping does not name keeps the model's own.  Raises ValueError.
    """
    names = [s.name for s in declaration.states]
    given = {} if atol is None else dict(atol) if isinstance(atol, Mapping) else dict.fromkeys(names, atol)
    for name, value in given.items():
        if name not in names:
            raise ValueError(f"{declaration.id}: atol names {name!r}, which is no state. {near(name, names)}")
        if not (isinstance(value, int | float) and 0 < value < math.inf):
            raise ValueError(f"{declaration.id}: atol of {name} is an amount above 0 in the unit of the state, not "
                             f"{value!r}.")  # fmt: skip
    return given


def time_grid(declaration: Declaration, times) -> np.ndarray:
    """Return ``times`` as an array of shape (k,).

    Raises ValueError when they are not finite, not increasing, or before 0 (for a curve model: when
    they are not finite).
    """
    grid = np.atleast_1d(np.asarray(times, float))
    if grid.ndim != 1 or grid.size == 0 or not np.all(np.isfinite(grid)):
        unit = declaration.axes[0].unit if declaration.axes else declaration.time.unit
        raise ValueError(f"{declaration.id}: times must be a list of finite numbers in {unit}.")
    if declaration.axes:
        return grid
    if grid[0] < 0 or np.any(np.diff(grid) <= 0):
        raise ValueError(f"{declaration.id}: times must start at 0 or later and increase.")
    return grid
