"""A table of measurements, a row an observation, as the points and arms of a fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from evbook.analysis.fit import observations_of
from evbook.analysis.joint_fit import Arm, Points
from evbook.declaration import Declaration
from evbook.simulation.setting import near


def arms_of(
    model, data: pd.DataFrame, arms: Mapping[str, Mapping] | None, *, base, ev: bool, schedule, values
) -> list[Arm]:
    """The arms of a fit: those named, which must be those of the data; one for all data where none are named.

    Raises ValueError where data and names do not agree.
    """
    rows = model._rows(schedule)
    if not arms:
        if "arm" in data.columns and data["arm"].nunique() > 1:
            labels = list(dict.fromkeys(data["arm"]))
            return [Arm(str(label), base, ev, rows) for label in labels]
        return [Arm("all", base, ev, rows)]
    if "arm" not in data.columns:
        raise ValueError("Arms are named, but the data have no column 'arm' that says which row belongs to which.")
    there = [str(label) for label in dict.fromkeys(data["arm"])]
    for label in there:
        if label not in arms:
            raise ValueError(f"The data have an arm {label!r} of which nothing is said. {near(label, list(arms))}")
    found = []
    for label, given in arms.items():
        if label not in there:
            raise ValueError(f"The data have no arm {label!r}. {near(label, there)}")
        own = dict(given)
        scenario, doses, acts = own.pop("scenario", None), own.pop("schedule", None), own.pop("ev", None)
        start = model._base(scenario, {**values, **own} if scenario is not None else {**base, **own})
        active = ev if acts is None and scenario is None else model._ev_active(acts, scenario)
        found.append(Arm(label, start, active, rows if doses is None else model._rows(doses)))
    return found


def points_of(
    declaration: Declaration, data: pd.DataFrame, arms: Sequence[str], *, observe, sigma, below, error: str
) -> list[Points]:
    """The points of each curve in each arm.

    Raises ValueError with a sentence that names the column where something cannot be.
    """
    helpers = {"arm"}
    for given in (sigma, below):
        for one in given.values() if isinstance(given, Mapping) else (given,):
            if isinstance(one, str):
                if one not in data.columns:
                    raise ValueError(f"The data have no column {one!r}. {near(one, [str(c) for c in data.columns])}")
                helpers.add(one)
    plain = data.drop(columns=[name for name in helpers if name in data.columns])
    times, seen = observations_of(declaration, plain, observe, False)
    labels = data["arm"].astype(str).to_numpy() if "arm" in data.columns else np.full(len(data), arms[0])
    if len(arms) == 1:
        labels = np.full(len(data), arms[0])
    points = []
    for k, arm in enumerate(arms):
        mine = labels == arm
        for column, (of, values) in seen.items():
            limit = _of_column(data, below, column, "limit")
            spread = _of_column(data, sigma, column, "standard deviation")
            kept = mine & (np.isfinite(values) | np.isfinite(limit))
            if not kept.any():
                continue
            if error == "log" and np.any(values[kept & np.isfinite(values)] <= 0):
                raise ValueError(f"{column!r} has values of 0 or less, which have no logarithm; give them a limit "
                                 "(below=…), leave them out, or fit another error.")  # fmt: skip
            limit = np.where(np.isfinite(values), np.nan, limit)
            points.append(Points(k, str(column), of, times[kept], values[kept], limit[kept], spread[kept]))
    if sum(np.isfinite(p.sigma).sum() for p in points) not in (0, sum(len(p.sigma) for p in points)):
        raise ValueError("Some points have a standard deviation and some have none; give all of them one, or none.")
    return points


def _of_column(data: pd.DataFrame, given, column, what: str) -> np.ndarray:
    """What is given of each point of a column: a number for all, or another column's values; NaN where nothing is."""
    one = given.get(column) if isinstance(given, Mapping) else given
    if one is None:
        return np.full(len(data), np.nan)
    try:
        values = np.asarray(data[one] if isinstance(one, str) else np.full(len(data), float(one)), float)
    except (TypeError, ValueError):
        raise ValueError(f"The {what} of {column!r} must be numbers; the column {one!r} holds others.") from None
    if np.any(values[np.isfinite(values)] <= 0):
        raise ValueError(f"The {what} of {column!r} must be above 0.")
    return values
