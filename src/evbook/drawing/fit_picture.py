"""A fit as a picture: each arm's curve with its points and their bars, and below them the residuals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from evbook.drawing import Line, Panel, Picture, Points
from evbook.drawing.axes import Axis, spanning
from evbook.drawing.layout import dash_of
from evbook.drawing.words import panel_title, unit_text

if TYPE_CHECKING:
    import pandas as pd

#: Shapes by arm.
_SYMBOLS = ("square", "triangle", "diamond", "circle", "star", "x-thin")


def fit_picture(
    fit: pd.DataFrame, curves: Mapping[str, pd.DataFrame], *, title: str, labels: Mapping[str, str], time: str
) -> Picture:
    """Draw a fit by :meth:`evbook.model.Model.fit`.

    Parameters
    ----------
    fit
        With ``residuals`` in its ``attrs``, as a fit of arms has.
    curves
        A run of each arm at its fitted setting, units in ``attrs["units"]``.
    labels
        What each series is called.
    time
        The unit of time.

    Values beyond a limit stand at their limit, open on the side where they lie: their symbol is a cross.
    """
    rows = fit.attrs["residuals"]
    log = fit.attrs["log"]
    arms = list(fit.attrs["arms"])
    several = len(arms) > 1
    panels = []
    for name, seen in rows.groupby("series", sort=False):
        marks, values = [], []
        for k, (arm, part) in enumerate(seen.groupby("arm", sort=False)):
            colour, symbol = f"c{arms.index(arm) % 6}", _SYMBOLS[arms.index(arm) % len(_SYMBOLS)]
            run = curves[arm]
            said = f"{labels.get(name, name)} of {arm}" if several else labels.get(name, name)
            marks.append(Line(list(run.index), list(run[name]), said, colour, dash_of(k)))
            here = part[np.isfinite(part["measured"]) & ((part["measured"] > 0) | (not log))]
            errors = list(np.nan_to_num(here["sigma"]))
            marks.append(
                Points(list(here["time"]), list(here["measured"]), f"{said}, measured", colour, symbol, errors)
            )
            values += [*run[name], *here["measured"], *(here["measured"] + np.nan_to_num(here["sigma"]))]
            beyond = part[~np.isfinite(part["measured"])]
            if len(beyond):
                limit = beyond["below"].fillna(beyond["above"])
                marks.append(Points(list(beyond["time"]), list(limit), f"{said}, beyond a limit", colour, "x-thin"))
                values += list(limit)
        unit = next(iter(curves.values())).attrs.get("units", {}).get(name, "")
        panels.append(
            Panel(spanning(values, log=log), marks, panel_title([labels.get(name, name)], unit_text(unit), log))
        )
        panels.append(_residuals(seen, arms, labels.get(name, name), "" if log else unit_text(unit)))
    end = max(float(run.index[-1]) for run in curves.values())
    alt = (
        f"{' and '.join(labels.get(n, n) for n in dict.fromkeys(rows['series']))} over time: the fitted curve"
        f"{'s of ' + ', '.join(arms) if several else ''} through {len(rows)} points, and below it what the model "
        f"leaves over. {fit.attrs['verdict']}"
    )
    unit = unit_text(time)
    return Picture(Axis(0.0, end), panels, title, alt, f"time ({unit})" if unit else "time")


def _residuals(seen: pd.DataFrame, arms: list[str], label: str, unit: str) -> Panel:
    """What the model leaves over, about zero."""
    marks = []
    for arm, part in seen.groupby("arm", sort=False):
        here = part[np.isfinite(part["residual"])]
        k = arms.index(arm)
        marks.append(Points(list(here["time"]), list(here["residual"]), "", f"c{k % 6}", _SYMBOLS[k % len(_SYMBOLS)]))
    most = float(np.nanmax(np.abs(seen["residual"]))) if np.isfinite(seen["residual"]).any() else 1.0
    axis = spanning([most], log=False)
    zero = Line([0.0, float(seen["time"].max()) * 1.2], [0.0, 0.0], "", "companion", (4, 4), companion=True)
    what = f"Residuals of {label}" + (f" ({unit})" if unit else "")
    return Panel(Axis(-axis.high, axis.high), [zero, *marks], what)
