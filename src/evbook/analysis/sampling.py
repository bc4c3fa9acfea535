"""Which settings to try: assumed parameters over the ranges that the declaration gives them, or as a reader says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from scipy.stats import qmc

from evbook.analysis.outcome import parameter_of
from evbook.analysis.priors import Prior, of_range, prior_of
from evbook.declaration import Declaration, Parameter

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


def ranges_of(declaration: Declaration, parameters, ranges) -> dict[str, Prior]:
    """How each parameter to vary is drawn: over its declared range, or as given (:mod:`evbook.analysis.priors`).

    With ``parameters=None`` a mapping says which to vary.  Raises ValueError with a sentence.
    """
    if isinstance(ranges, str):
        if ranges != "declared":
            raise ValueError(f"{declaration.id}: ranges are 'declared' or a mapping of names to (low, high) or priors.")
        ranges = {}
        given = {}
    elif isinstance(ranges, Mapping):
        given = {name: prior_of(declaration, parameter_of(declaration, name), r) for name, r in ranges.items()}
        if parameters is None:
            return given
    else:
        raise ValueError(
            f"{declaration.id}: ranges are 'declared' or a mapping of names to (low, high) or priors, not a "
            f"{type(ranges).__name__}; a table of settings is given as settings=."
        )
    return {p.name: given.get(p.name) or of_range(p, *p.range) for p in chosen(declaration, parameters)}


def table_of(declaration: Declaration, settings) -> dict[str, np.ndarray]:
    """A reader's own settings, a column a parameter and a row a setting, as arrays.

    ``settings`` is a DataFrame or a mapping of names to values.  Raises ValueError that names the column.
    """
    columns = {str(name): settings[name] for name in settings}
    if not columns:
        raise ValueError(f"{declaration.id}: the table of settings has no column; name one after each parameter.")
    table = {}
    for name, values in columns.items():
        parameter = parameter_of(declaration, name)
        try:
            table[name] = np.atleast_1d(np.asarray(values, float))
        except (TypeError, ValueError):
            table[name] = np.array([np.nan])
        bad = np.flatnonzero(~np.isfinite(table[name]))
        if len(bad) or not len(table[name]):
            row = f"row {bad[0] + 1}" if len(table[name]) else "it"
            raise ValueError(f"{declaration.id}: column {name!r} of the table of settings needs finite numbers in "
                             f"{parameter.unit}; {row} has none.")  # fmt: skip
    lengths = {name: len(values) for name, values in table.items()}
    if len(set(lengths.values())) > 1:
        said = ", ".join(f"{name} has {count}" for name, count in lengths.items())
        raise ValueError(f"{declaration.id}: the columns of the table of settings differ in length: {said}.")
    return table


def place(priors: Mapping[str, Prior], unit: np.ndarray, *, ends: bool = False) -> dict[str, np.ndarray]:
    """Map points of the unit cube, shape (members, parameters), to values; with ``ends``, 0 and 1 are finite ends."""
    return {
        name: prior.between(u) if ends else prior.at(u) for (name, prior), u in zip(priors.items(), unit.T, strict=True)
    }


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
    return place(ranges, unit)


def corners(declaration: Declaration, ranges) -> dict[str, np.ndarray]:
    """Every combination of the ends of the ranges; none when there would be more than :data:`CORNERS`."""
    if 2 ** len(ranges) > CORNERS:
        return {name: np.empty(0) for name in ranges}
    return place(ranges, np.array(list(product((0.0, 1.0), repeat=len(ranges))), float), ends=True)
