"""Fit a model to data: least squares with intervals, and a warning where the data do not say.

The minimiser is Levenberg–Marquardt (MINPACK) through lmfit (Newville et al., doi 10.5281/zenodo.598352);
parameters on a log scale are fitted in the logarithm.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import stats

from evbook.analysis.outcome import parameter_of
from evbook.analysis.tangent import series_with_tangent
from evbook.declaration import Declaration
from evbook.declaration.units import UnitError, dimension
from evbook.derive.system import compile
from evbook.simulation.curves import series
from evbook.simulation.setting import near, setting
from evbook.simulation.solver import SolverError

#: An interval wider than this many times the value, or than this factor both ways, says nothing.
WIDE = 10.0
#: Beyond this ratio of greatest to least singular value a combination of parameters is not seen.
CONDITION = 1e6
CONFIDENCE = 0.95


class NotIdentifiable(UserWarning):
    """The data do not determine a parameter; the message names it and says why."""


def fit(
    declaration: Declaration,
    data: pd.DataFrame,
    *,
    parameters: Sequence[str] | Mapping[str, tuple[float, float]],
    observe: str | Mapping[str, str] | None = None,
    sigma: float | Mapping[str, float] | None = None,
    log: bool = False,
    profile: bool = False,
    base: dict[str, float],
    ev: bool = True,
) -> pd.DataFrame:
    """Return estimates with intervals, a row a parameter.  See :meth:`evbook.model.Model.fit`."""
    lmfit = _lmfit()
    times, seen = observations_of(declaration, data, observe, log)
    spans = bounds_of(declaration, parameters, base)
    weights = {c: _weight(declaration, sigma, c) for c in seen}
    if sigma is None and not log and len({declaration.record(of).unit for of, _ in seen.values()}) > 1:
        # Curves of several units: each counts by the spread of its own measurements, as in the browser.
        weights = {c: 1.0 / (float(np.nanstd(v, ddof=1)) or 1.0) for c, (_, v) in seen.items()}
    grid = np.unique(times)
    at = np.searchsorted(grid, times)
    logarithmic = {name: parameter_of(declaration, name).scale == "log" for name in spans}

    def curve(values):
        found = series(declaration, {**base, **values}, grid, ev=ev)
        return {column: found[of][at] for column, (of, _) in seen.items()}

    def residual(given):
        values = {n: float(np.exp(given[n].value)) if logarithmic[n] else float(given[n].value) for n in spans}
        try:
            curves = curve(values)
        except SolverError:
            return np.full(sum(np.isfinite(v).sum() for _, v in seen.values()), 1e6)
        parts = []
        for column, (_, measured) in seen.items():
            with np.errstate(all="ignore"):
                model = np.log(np.maximum(curves[column], 1e-300)) if log else curves[column]
            parts.append(((model - measured) * weights[column])[np.isfinite(measured)])
        return np.concatenate(parts)

    starts = lmfit.Parameters()
    for name, (low, high) in spans.items():
        turn = np.log if logarithmic[name] else float
        start = float(np.clip(base[name], low, high))
        if start in (low, high):
            start = float(np.sqrt(low * high)) if logarithmic[name] else 0.5 * (low + high)
        starts.add(name, value=turn(start), min=turn(low), max=turn(high))
    count = len(residual(starts))
    if count <= len(spans):
        raise ValueError(
            f"{declaration.id}: {count} data points cannot determine {len(spans)} parameters; "
            "fit fewer, or give more data."
        )
    minimiser = lmfit.Minimizer(residual, starts, scale_covar=sigma is None, nan_policy="raise")
    # differences of 1e-4: the solver's own error, 1e-8, must not show in the slopes
    result = minimiser.minimize(method="leastsq", epsfcn=1e-8, ftol=1e-12, xtol=1e-12)
    best = {n: float((np.exp if logarithmic[n] else float)(result.params[n].value)) for n in spans}
    unseen = _unseen(declaration, {**base, **best}, spans, logarithmic, grid, at, seen, weights, log, ev)
    if unseen and not result.errorbars and len(unseen) < len(spans):
        # with what the data do not see held where it is, the others have intervals
        for name in unseen:
            result.params[name].vary = False
        minimiser = lmfit.Minimizer(residual, result.params, scale_covar=sigma is None, nan_policy="raise")
        result = minimiser.minimize(method="leastsq", epsfcn=1e-8, ftol=1e-12, xtol=1e-12)
    limits = _profile(lmfit, minimiser, result) if profile else {}
    t = stats.t.ppf(0.5 + CONFIDENCE / 2, result.nfree)
    rows = []
    for name in spans:
        value, error = result.params[name].value, result.params[name].stderr
        known = name not in unseen and error is not None and np.isfinite(error)
        error = error if known else np.nan
        ends = limits.get(name, (value - t * error, value + t * error))
        back = np.exp if logarithmic[name] else float
        best[name] = float(back(value))
        with np.errstate(over="ignore"):
            rows.append({"parameter": name, "value": best[name],
                         "stderr": error * best[name] if logarithmic[name] else error,
                         "low": float(back(ends[0])), "high": float(back(ends[1])),
                         "unit": parameter_of(declaration, name).unit, "start": base[name]})  # fmt: skip
    frame = pd.DataFrame(rows).set_index("parameter")
    frame["remark"] = [unseen.get(n) or _remark(frame.loc[n], spans[n], logarithmic[n]) for n in spans]
    frame["identifiable"] = frame["remark"] == ""
    chosen = setting(declaration, values={**base, **best})
    r = result.residual
    frame.attrs |= {
        "setting": chosen, "model": declaration.id, "ev": ev, "points": count, "log": log, "success": result.success,
        "residual_sd": float(np.sqrt(np.sum(r**2) / result.nfree)), "evaluations": result.nfev,
        "correlation": {n: {m: float(c) for m, c in (result.params[n].correl or {}).items()} for n in spans},
        "units": {"value": "see unit", "stderr": "see unit", "low": "see unit", "high": "see unit"},
        "message": result.message, "confidence": CONFIDENCE,
    }  # fmt: skip
    for name, remark in frame["remark"].items():
        if remark:
            warnings.warn(
                f"{declaration.id}: {name} is not identifiable from these data: {remark}.",
                NotIdentifiable,
                stacklevel=3,
            )
    return frame


def _lmfit():
    try:
        import lmfit
    except ImportError:
        raise ImportError("Fitting needs lmfit; install it with: pip install 'evbook[analysis]'.") from None
    return lmfit


def observations_of(declaration, data, observe, log):
    """The times, and for each column (state or output, values); log values when fitted in the logarithm."""
    names = [r.name for r in (*declaration.states, *declaration.outputs)]
    twice = [str(c) for c in data.columns[data.columns.duplicated()]]
    if twice:
        raise ValueError(f"{declaration.id}: two columns of the data are called {twice[0]!r}; give each a name of "
                         f"its own, "
                         "or stack replicates as rows.")  # fmt: skip
    if "time" not in data.columns and isinstance(data.index, pd.RangeIndex) and data.index.name is None:
        raise ValueError(f"{declaration.id}: the data have no column 'time' (they have "
                         f"{', '.join(map(str, data.columns))}), and "
                         f"their index only counts the rows; name the column of times 'time', in "
                         f"{declaration.time.unit}.")  # fmt: skip
    times = data["time"] if "time" in data.columns else data.index
    if pd.api.types.is_datetime64_any_dtype(times) or pd.api.types.is_timedelta64_dtype(times):
        raise ValueError(f"{declaration.id}: the times of the data are dates; give numbers in "
                         f"{declaration.time.unit} since "
                         "the start.")  # fmt: skip
    try:
        times = np.asarray(times, float)
    except (TypeError, ValueError):
        raise ValueError(
            f"{declaration.id}: the data need numbers in {declaration.time.unit}, in a column 'time' or as the index."
        ) from None
    if not len(times) or not np.all(np.isfinite(times)) or times.min() < 0:
        raise ValueError(
            f"{declaration.id}: the times of the data must be finite and 0 or later, in {declaration.time.unit}."
        )
    columns = [c for c in data.columns if c != "time"]
    if observe is None:
        observe = {c: c for c in columns if c in names}
    elif isinstance(observe, str):
        if len(columns) != 1:
            raise ValueError(
                f"{declaration.id}: the data have the columns {', '.join(map(str, columns))}; say which "
                "observes what, as in observe={'volume': 'V'}."
            )
        observe = {columns[0]: observe}
    if not observe:
        raise ValueError(
            f"{declaration.id}: no column of the data is a state or an output; there are {', '.join(names)}."
        )
    seen = {}
    for column, of in observe.items():
        if column not in data.columns:
            raise ValueError(f"The data have no column {column!r}. {near(str(column), [str(c) for c in columns])}")
        if of not in names:
            raise ValueError(f"{declaration.id} has no state or output {of!r}. {near(of, names)}")
        try:
            values = np.asarray(data[column], float)
        except (TypeError, ValueError):
            bad = next(v for v in data[column] if not _is_number(v))
            raise ValueError(f"{declaration.id}: the column {column!r} holds {bad!r}, which is no number; a value "
                             f"below a limit "
                             "is NaN, with the limit as below=….") from None  # fmt: skip
        if np.any(np.isinf(values)):
            raise ValueError(f"{declaration.id}: the column {column!r} holds an infinite value, which no "
                             f"measurement is; "
                             "NaN says that nothing was measured.")  # fmt: skip
        if log and np.any(values <= 0):
            raise ValueError(
                f"{column!r} has values of 0 or less, which have no logarithm; leave them out or fit with log=False."
            )
        seen[column] = (of, np.log(values) if log else values)
    return times, seen


def _is_number(value) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


def in_units(
    declaration: Declaration, data: pd.DataFrame, observe: str | Mapping[str, str] | None, beside: Mapping[str, str]
) -> tuple[pd.DataFrame, dict[str, float]]:
    """The data in the model's units, where ``data.attrs["units"]`` says what they are in, and by what each column
    was multiplied.  ``beside`` names columns that go with another, as standard deviations and limits do.

    Raises ValueError where a unit cannot be turned into the model's.
    """
    units = data.attrs.get("units") or {}
    known = {r.name: r.unit for r in (*declaration.states, *declaration.outputs)}
    wanted = {"time": declaration.time.unit if not declaration.axes else declaration.axes[0].unit}
    columns = [c for c in data.columns if c not in ("time", "arm")]
    for column in columns:
        of = observe.get(column) if isinstance(observe, Mapping) else observe if isinstance(observe, str) else column
        if of in known and column not in beside:
            wanted[column] = known[of]
    found = data.copy()
    lost = [name for name in units if name != "time" and name not in data.columns]
    renamed = [column for column in wanted if column in data.columns and column not in units]
    if lost and renamed and "model" not in data.attrs:
        raise ValueError(
            f"{declaration.id}: the unit of {renamed[0]!r} is not known, for the data give one of {lost[0]!r}; say "
            f"what observes what, as in observe={{{lost[0]!r}: {renamed[0]!r}}}, instead of renaming."
        )
    factors = {}
    for column, unit in wanted.items():
        given = units.get(column)
        if not given or given == unit or column not in found.columns:
            continue
        try:
            mine, theirs = dimension(given), dimension(unit)
        except UnitError:
            continue
        if mine.powers != theirs.powers:
            raise ValueError(f"{declaration.id}: {column!r} is in {given}, which cannot be turned into {unit}.")
        if mine.factor != theirs.factor:
            factors[column] = mine.factor / theirs.factor
    for column, factor in factors.items():
        found[column] = found[column] * factor
    for name, of in beside.items():
        # A standard deviation in a unit of its own is turned from that; else it is in the unit of its column.
        own = units.get(name)
        if own and own != units.get(of) and of in wanted:
            mine, theirs = dimension(own), dimension(wanted[of])
            if mine.powers != theirs.powers:
                raise ValueError(f"{declaration.id}: {name!r} is in {own}, which cannot be turned into {wanted[of]}.")
            found[name] = found[name] * (mine.factor / theirs.factor)
        elif of in factors:
            found[name] = found[name] * factors[of]
    return found, factors


def bounds_of(declaration, parameters, base) -> dict[str, tuple[float, float]]:
    """The bounds of each parameter to fit: as given, or its declared range."""
    if isinstance(parameters, str):
        parameters = (parameters,)
    given = parameters
    if not isinstance(parameters, Mapping):
        given = {name: parameter_of(declaration, name).range for name in parameters}
    if not given:
        raise ValueError(f"{declaration.id}: name at least one parameter to fit.")
    for name, (low, high) in given.items():
        record = parameter_of(declaration, name)
        if not low < high or (record.scale == "log" and low <= 0):
            raise ValueError(
                f"{declaration.id}: the bounds of {name} go from {low:g} to {high:g} {record.unit}; they "
                "must increase" + (" and start above 0." if record.scale == "log" else ".")
            )
    return {name: (float(low), float(high)) for name, (low, high) in given.items()}


def _weight(declaration, sigma, column) -> float:
    value = sigma.get(column) if isinstance(sigma, Mapping) else sigma
    if value is None:
        return 1.0
    if not value > 0:
        raise ValueError(f"{declaration.id}: the standard deviation of {column!r} must be above 0, not {value!r}.")
    return 1.0 / float(value)


def _profile(lmfit, minimiser, result) -> dict[str, tuple[float, float]]:
    """Intervals where the fit, redone with one parameter held, becomes worse by more than chance (F test)."""
    if not result.errorbars:
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = lmfit.conf_interval(minimiser, result, sigmas=[CONFIDENCE])
    return {name: (ends[0][1], ends[-1][1]) for name, ends in found.items()}


def _unseen(declaration, values, spans, logarithmic, grid, at, seen, weights, log, ev) -> dict[str, str]:
    """The parameters that the data do not see at all, or see only in combination, each with the reason.

    They are those with a share in a direction along which the observed curves do not move: a right
    singular vector of ∂(observed)/∂p whose singular value is below 1/:data:`CONDITION` of the greatest.
    """
    names = list(spans)
    curves, slopes = series_with_tangent(compile(declaration, ev=ev), values, grid, names)
    blocks = []
    for column, (of, measured) in seen.items():
        slope = slopes[of][:, at] / (curves[of][at] if log else 1.0) * weights[column]
        blocks.append(slope[:, np.isfinite(measured)])
    # per relative change where the scale is logarithmic, else per width of the bounds
    width = [values[n] if logarithmic[n] else spans[n][1] - spans[n][0] for n in names]
    _, singular, directions = np.linalg.svd(np.hstack(blocks).T * np.array(width), full_matrices=False)
    unseen = {}
    for strength, direction in zip(singular, directions, strict=True):
        if strength * CONDITION < singular[0] or singular[0] == 0:
            tied = [n for n, share in zip(names, direction, strict=True) if abs(share) > 0.1]
            for name in tied:
                others = " and ".join(other for other in tied if other != name)
                unseen[name] = (
                    f"a change of it can be undone by a change of {others}"
                    if others
                    else "it does not change what was observed"
                )
    return unseen


def _remark(row, span, logarithmic) -> str:
    """Why an estimate says little, in words; empty where it says something."""
    low, high = span
    turn = np.log if logarithmic else float
    if min(turn(row["value"]) - turn(low), turn(high) - turn(row["value"])) < 1e-3 * (turn(high) - turn(low)):
        return "the estimate stands at a bound"
    if not np.isfinite(row["stderr"]):
        return "no interval could be computed"
    wide = row["high"] > WIDE**2 * row["low"] if logarithmic else row["high"] - row["low"] > WIDE * abs(row["value"])
    return f"the interval goes from {row['low']:.2g} to {row['high']:.2g} {row['unit']}" if wide else ""
