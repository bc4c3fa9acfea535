"""How does an outcome change with one parameter, or with two?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evbook.analysis.outcome import Question, evaluate, parameter_of, unit_of
from evbook.declaration import Declaration, Parameter
from evbook.simulation.setting import setting

#: Values of a parameter when none are given: along one parameter, and along each of two.
POINTS, POINTS_OF_TWO = 41, 21


def spread(parameter: Parameter, count: int) -> np.ndarray:
    """``count`` values over a parameter's declared range, evenly spaced on its own scale."""
    low, high = parameter.range
    return np.geomspace(low, high, count) if parameter.scale == "log" else np.linspace(low, high, count)


def columns_of(declaration: Declaration, base: dict[str, float], varied: dict[str, np.ndarray]) -> np.ndarray:
    """Settings of shape (parameters, members): ``base`` with the ``varied`` rows put in.

    Raises ValueError where a value makes no physical sense.
    """
    for name, values in varied.items():
        for value in (np.min(values), np.max(values), *np.atleast_1d(values)[~np.isfinite(values)][:1]):
            setting(declaration, values={name: value})
    count = len(next(iter(varied.values())))
    return np.array([varied.get(name, np.full(count, value)) for name, value in base.items()], float)


def axis_values(declaration: Declaration, name: str, values, count: int) -> np.ndarray:
    """The values to sweep: as given (an increasing or any other list), or spread over the range."""
    parameter = parameter_of(declaration, name)
    if values is None:
        return spread(parameter, count)
    given = np.atleast_1d(np.asarray(values, float))
    if given.ndim != 1 or not len(given) or not np.all(np.isfinite(given)):
        raise ValueError(
            f"{declaration.id}: the values of {name} must be a list of finite numbers in {parameter.unit}."
        )
    return given


def sweep(
    declaration: Declaration,
    parameter: str,
    values=None,
    *,
    outcome: str | Sequence[str],
    second: str | tuple[str, Sequence[float]] | None = None,
    base: dict[str, float],
    ev: bool = True,
    end: float | None = None,
    executor=None,
    progress=None,
) -> pd.DataFrame:
    """Return a tidy table: a row a setting; the parameter(s), then one column an outcome.

    See :meth:`evbook.model.Model.sweep`.
    """
    outcomes = (outcome,) if isinstance(outcome, str) else tuple(outcome)
    count = POINTS if second is None else POINTS_OF_TWO
    varied = {parameter: axis_values(declaration, parameter, values, count)}
    if second is not None:
        name, given = (second, None) if isinstance(second, str) else second
        if name == parameter:
            raise ValueError(f"{declaration.id}: {name!r} is given twice; a second parameter must be another one.")
        x, y = np.meshgrid(varied[parameter], axis_values(declaration, name, given, count), indexing="ij")
        varied = {parameter: x.ravel(), name: y.ravel()}
    found = evaluate(
        declaration,
        Question(outcomes, ev=ev, end=end),
        columns_of(declaration, base, varied),
        executor=executor,
        progress=progress,
    )
    frame = pd.DataFrame({**varied, **dict(zip(outcomes, found, strict=True))})
    frame.attrs["units"] = {name: parameter_of(declaration, name).unit for name in varied}
    frame.attrs["units"] |= {text: unit_of(declaration, text) for text in outcomes}
    frame.attrs["model"], frame.attrs["ev"], frame.attrs["setting"] = declaration.id, ev, base
    return frame
