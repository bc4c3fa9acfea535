"""A table of measurements, a row an observation, as the points and arms of a fit."""

from __future__ import annotations

import warnings
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
    declaration: Declaration, data: pd.DataFrame, arms: Sequence[str], *, observe, sigma, below, above=None, error: str
) -> list[Points]:
    """The points of each curve in each arm.

    Raises ValueError with a sentence that names the column where something cannot be.
    """
    helpers = {"arm"}
    for given in (sigma, below, above):
        for one in given.values() if isinstance(given, Mapping) else (given,):
            if isinstance(one, str):
                if one not in data.columns:
                    raise ValueError(f"The data have no column {one!r}. {near(one, [str(c) for c in data.columns])}")
                helpers.add(one)
    plain = without_limits(data).drop(columns=list(helpers), errors="ignore")
    times, seen = observations_of(declaration, plain, observe, False)
    labels = data["arm"].astype(str).to_numpy() if "arm" in data.columns else np.full(len(data), arms[0])
    if len(arms) == 1:
        labels = np.full(len(data), arms[0])
    points = []
    for k, arm in enumerate(arms):
        mine = labels == arm
        for column, (of, values) in seen.items():
            limit, over = _of_column(data, below, column, "limit"), _of_column(data, above, column, "limit")
            if np.any(~np.isfinite(values) & np.isfinite(limit) & np.isfinite(over)):
                raise ValueError(f"{column!r} lies below one limit and above another in one row; give one of them, as "
                                 "the name of a column that is empty elsewhere.")  # fmt: skip
            side = np.where(np.isfinite(over), 1.0, -1.0)
            limit = np.where(np.isfinite(over), over, limit)
            spread = _of_column(data, sigma, column, "standard deviation")
            one = sigma.get(column) if isinstance(sigma, Mapping) else sigma
            if error == "log" and one is not None and not isinstance(one, str):
                # one number for all is the error of the logarithm itself
                spread = spread * np.where(np.isfinite(values), values, limit)
            kept = mine & (np.isfinite(values) | np.isfinite(limit))
            if not kept.any():
                continue
            if error == "log" and np.any(values[kept & np.isfinite(values)] <= 0):
                raise ValueError(f"{column!r} has values of 0 or less, which have no logarithm; give them a limit "
                                 "(below=…), leave them out, or fit another error.")  # fmt: skip
            limit = np.where(np.isfinite(values), np.nan, limit)
            points.append(Points(k, str(column), of, times[kept], values[kept], limit[kept], spread[kept], side[kept]))
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


def limits_of(data: pd.DataFrame, below, above) -> list:
    """The limits beyond which values lie: those asked for, else those that :meth:`evbook.own_data.Table.frame` gives.

    A value that a table only gives a limit of counts as such, and is not left out without a word.
    """
    known = data.attrs.get("limits", {})
    found = []
    for given, side in ((below, "below"), (above, "above")):
        mine = {column: f"{column} {side}" for column, sides in known.items() if side in sides}
        mine = {column: name for column, name in mine.items() if column in data.columns and name in data.columns}
        found.append(given if given is not None or not mine else mine)
    return found


def errors_of(data: pd.DataFrame, sigma, observe):
    """The standard errors by which points weigh: those asked for, else those of :meth:`evbook.own_data.Table.frame`.

    ``False`` asks for none.  Where a point has none, or one of 0, none weighs, as in the live figure, and a
    warning says so.
    """
    known = data.attrs.get("errors", {})
    if sigma is False or sigma is not None or not known:
        return None if sigma is False else sigma
    wanted = observe if isinstance(observe, Mapping) else None
    found = {c: name for c, name in known.items() if c in data.columns and name in data.columns}
    seen = [c for c in (found if wanted is None else wanted) if c in data.columns]
    if not found or any(c not in found for c in seen):
        return None
    found = {c: found[c] for c in seen}
    beyond = {c: [f"{c} {side}" for side in sides] for c, sides in data.attrs.get("limits", {}).items()}
    bad = 0
    for column, name in found.items():
        there = data[[column, *(one for one in beyond.get(column, ()) if one in data.columns)]].notna().any(axis=1)
        bad += int((there & ~(np.isfinite(data[name]) & (data[name] > 0))).sum())
    if bad:
        warnings.warn(
            f"{bad} {'point has' if bad == 1 else 'points have'} no standard error or one of 0, so the table's errors "
            "do not weigh in the fit; give sigma, or sigma=False to say so.",
            UserWarning,
            stacklevel=3,
        )
        return None
    return found


def without_limits(data: pd.DataFrame) -> pd.DataFrame:
    """The table without the columns of limits and errors, which are none of what was measured."""
    names = [f"{column} {side}" for column, sides in data.attrs.get("limits", {}).items() for side in sides]
    names += [*data.attrs.get("errors", {}).values(), *data.attrs.get("spreads", ())]
    return data.drop(columns=[name for name in names if name in data.columns])


def beside(data: pd.DataFrame, *given) -> dict[str, str]:
    """The columns that hold standard deviations and limits, each with the column that it goes with."""
    found = {}
    for one in given:
        if isinstance(one, Mapping):
            found |= {name: column for column, name in one.items() if isinstance(name, str) and name in data.columns}
    return found


def in_the_same_units(given, factors: Mapping[str, float], data: pd.DataFrame):
    """Numbers in the data's units, one for all or one a column, turned into the model's as the columns were."""
    if given is None or not factors or isinstance(given, str):
        return given
    each = given if isinstance(given, Mapping) else {c: given for c in data.columns if c not in ("time", "arm")}
    return {c: one if isinstance(one, str) or one is None else one * factors.get(c, 1.0) for c, one in each.items()}
