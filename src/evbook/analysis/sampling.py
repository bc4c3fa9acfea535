"""Which settings to try: parameters that are assumed, over the ranges the declaration gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from scipy.stats import qmc

from evbook.analysis.outcome import parameter_of
from evbook.declaration import Declaration, Parameter
from evbook.simulation.setting import setting

#: More corners than this are not visited; Sobol points stand in for the rest.
CORNERS = 256


def chosen(declaration: Declaration, parameters: Sequence[str] | str | None) -> tuple[Parameter, ...]:
    """The parameters named; None or ``"assumed"`` means those graded assumed, ``"all"`` every one.

    Raises ValueError for an unknown name, and where nothing is assumed.
    """
    if parameters is None or parameters == "assumed":
        found = tuple(p for p in declaration.parameters if p.grade == "assumed")
        if not found:
            raise ValueError(f"{declaration.id} has no assumed parameters; name the parameters to vary.")
        return found
    if isinstance(parameters, str):
        if parameters == "all":
            return declaration.parameters
        parameters = (parameters,)
    return tuple(parameter_of(declaration, name) for name in parameters)


def ranges_of(
    declaration: Declaration, parameters, ranges: str | Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """The range of each parameter to vary: the declared one, or as given.

    With ``parameters=None`` a mapping says which to vary.  Raises ValueError with a sentence.
    """
    if isinstance(ranges, str):
        if ranges != "declared":
            raise ValueError(f"{declaration.id}: ranges are 'declared' or a mapping of names to (low, high).")
        return {p.name: p.range for p in chosen(declaration, parameters)}
    given = {name: (float(low), float(high)) for name, (low, high) in ranges.items()}
    for name, (low, high) in given.items():
        parameter = parameter_of(declaration, name)
        for value in (low, high):
            setting(declaration, values={name: value})
        if not low < high:
            raise ValueError(f"{declaration.id}: the range of {name} goes from {low:g} to {high:g} {parameter.unit}; "
                             "it must increase.")  # fmt: skip
    if parameters is None:
        return given
    return {p.name: given.get(p.name, p.range) for p in chosen(declaration, parameters)}


def place(declaration: Declaration, ranges: Mapping[str, tuple[float, float]], unit: np.ndarray) -> dict:
    """Map points of the unit cube, shape (members, parameters), into the ranges, each on its own scale."""
    placed = {}
    for (name, (low, high)), u in zip(ranges.items(), unit.T, strict=True):
        log = parameter_of(declaration, name).scale == "log"
        placed[name] = low * (high / low) ** u if log else low + (high - low) * u
    return placed


def sample(declaration: Declaration, ranges, n: int, *, seed: int, method: str = "sobol") -> dict[str, np.ndarray]:
    """Return ``n`` settings of the parameters in ``ranges``: scrambled Sobol points or a Latin hypercube.

    The same seed gives the same settings.  Raises ValueError for another method or a count below 1.
    """
    if n < 1:
        raise ValueError(f"{declaration.id}: a sample needs at least one setting, not {n}.")
    if method == "sobol":
        # the leading points of a full power of two: the balance of the sequence needs it, SciPy asks for it
        unit = qmc.Sobol(len(ranges), scramble=True, rng=seed).random_base2(int(np.ceil(np.log2(n))))[:n]
    elif method == "lhs":
        unit = qmc.LatinHypercube(len(ranges), rng=seed).random(n)
    else:
        raise ValueError(f"{declaration.id}: the sampling method is 'sobol' or 'lhs', not {method!r}.")
    return place(declaration, ranges, unit)


def corners(declaration: Declaration, ranges) -> dict[str, np.ndarray]:
    """Every combination of the ends of the ranges; none when there would be more than :data:`CORNERS`."""
    if 2 ** len(ranges) > CORNERS:
        return {name: np.empty(0) for name in ranges}
    return place(declaration, ranges, np.array(list(product((0.0, 1.0), repeat=len(ranges))), float))
