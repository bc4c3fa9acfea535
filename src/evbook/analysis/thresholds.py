"""At which value of a parameter does an outcome change, and how far does that value depend on guesses?

Many settings are bisected at once, each between its own ends.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from evbook.analysis.outcome import Question, evaluate, parameter_of, reporter
from evbook.analysis.sampling import chosen, corners, ranges_of, sample
from evbook.analysis.sweep import columns_of
from evbook.declaration import Declaration, Threshold
from evbook.simulation.setting import setting

#: Halvings after which a bisection ends whatever precision was asked: floating point has no more.
HALVINGS = 60


def threshold(declaration: Declaration, quantity: Threshold, *, precision: float | None = None) -> float:
    """Bisect for the parameter value at which the condition changes, to ``precision`` of the interval.

    By default that is 1e-10 for a curve model, and for one that is solved in time 1e-6: what its tolerance carries.
    Raises ValueError when the condition is the same at both ends.
    """
    precision = precision or (1e-10 if declaration.kind == "curve" else 1e-6)
    base = setting(declaration, values=quantity.setting)
    low, high, _ = _bisect(declaration, quantity.parameter, quantity.condition, np.array([list(base.values())]).T,
                        (quantity.low, quantity.high), ev=quantity.ev, end=quantity.end,
                        width=precision * (quantity.high - quantity.low))  # fmt: skip
    _require_change(declaration, quantity.parameter, quantity.condition, (quantity.low, quantity.high), low)
    return float(0.5 * (low[0] + high[0]))


def critical(
    declaration: Declaration,
    parameter: str,
    condition: str,
    *,
    base: dict[str, float],
    between: tuple[float, float] | None = None,
    precision: float = 1e-4,
    end: float | None = None,
    ev: bool = True,
    over=None,
    ranges: str | Mapping = "declared",
    samples: int = 64,
    scan: int = 32,
    seed: int = 0,
    executor=None,
    progress=None,
) -> pd.DataFrame:
    """Return the critical value with its bracket; over assumed parameters, one row a setting tried.

    See :meth:`evbook.model.Model.threshold`.
    """
    record = parameter_of(declaration, parameter)
    if not 0 < precision < 1:
        raise ValueError(f"{declaration.id}: the precision is relative and lies between 0 and 1, not {precision!r}.")
    between = tuple(map(float, between or record.range))
    for value in between:
        setting(declaration, values={parameter: value})
    varied, trials = {}, ["default"]
    if over is not None or not isinstance(ranges, str):
        names = None if over is None else [p.name for p in chosen(declaration, over) if p.name != parameter]
        spans = ranges_of(declaration, names, ranges)
        spans.pop(parameter, None)
        if not spans:
            raise ValueError(f"{declaration.id}: there is no parameter but {parameter} to take the threshold over.")
        found = corners(declaration, spans), sample(declaration, spans, samples, seed=seed)
        varied = {name: np.concatenate([[base[name]], *(part[name] for part in found)]) for name in spans}
        trials += ["corner"] * len(next(iter(found[0].values()))) + ["sample"] * samples
    settings = columns_of(declaration, base, {parameter: np.full(len(trials), between[0]), **varied})
    low, high, changes = _bisect(declaration, parameter, condition, settings, between, ev=ev, end=end,
                                 relative=precision, log=record.scale == "log", scan=scan,
                                 executor=executor, progress=progress)  # fmt: skip
    if len(trials) == 1:
        _require_change(declaration, parameter, condition, between, low)
    middle = np.sqrt(low * high) if record.scale == "log" else 0.5 * (low + high)
    frame = pd.DataFrame({"trial": trials, **varied, parameter: middle, "low": low, "high": high, "changes": changes})
    frame.attrs["units"] = {name: parameter_of(declaration, name).unit for name in (*varied, parameter)}
    frame.attrs["units"] |= {"low": record.unit, "high": record.unit}
    frame.attrs |= {"model": declaration.id, "ev": ev, "setting": base, "condition": condition,
                    "precision": precision, "between": between, "parameter": parameter}  # fmt: skip
    frame.attrs["sentence"] = _sentence(frame, parameter, record.unit, varied)
    return frame


def _require_change(declaration, parameter, condition, between, low) -> None:
    if np.isnan(low[0]):
        raise ValueError(
            f"{declaration.id}: {condition!r} does not change as {parameter} "
            f"goes from {between[0]:g} to {between[1]:g}."
        )


def _sentence(frame: pd.DataFrame, parameter: str, unit: str, varied) -> str:
    """The range in words: least and greatest value, where each is, and how many settings have none."""
    unit = "" if unit == "1" else f" {unit}"
    first = frame[parameter].iloc[0]
    low, high = frame.attrs["between"]
    said = (
        f"{parameter} turns at {first:.4g}{unit}"
        if np.isfinite(first)
        else f"{parameter} turns nowhere between {low:g} and {high:g}{unit}"
    ) + " by default"
    if frame["changes"].iloc[0] > 1:
        said += f" (the first of {frame['changes'].iloc[0]} changes)"
    if not varied:
        return said + "."
    found = frame[np.isfinite(frame[parameter])]
    if found.empty:
        return f"{said}, and nowhere in the other {len(frame) - 1} settings."

    def where(row) -> str:
        return ", ".join(f"{name} {row[name]:.3g}" for name in varied)

    least, most = found.loc[found[parameter].idxmin()], found.loc[found[parameter].idxmax()]
    none = len(frame) - len(found)
    over = ", ".join(varied)
    return (
        f"{said}; over {over} it lies from {least[parameter]:.4g} ({least['trial']}: {where(least)}) "
        f"to {most[parameter]:.4g}{unit} ({most['trial']}: {where(most)})"
        + (f"; {none} of {len(frame)} have none between {low:g} and {high:g}." if none else ".")
    )


def _bisect(declaration, parameter, condition, settings, between, *, ev, end, width=0.0, relative=0.0, log=False,
            scan=1, executor=None, progress=None):  # fmt: skip
    """Return the brackets (low, high) of the first change and the number of changes, each (members,).

    The interval is first cut into ``scan`` parts; the bracket is NaN where the condition is alike at all cuts.
    """
    row = [p.name for p in declaration.parameters].index(parameter)
    question = Question((condition,), ev=ev, end=end)
    count = settings.shape[1]
    report = reporter(progress, "rounds of bisection")

    def holds(values, members):
        tried = settings[:, members].copy()
        tried[row] = values
        # what never happens (NaN) does not hold
        return evaluate(declaration, question, tried, executor=executor)[0] > 0

    cuts = np.geomspace(*between, scan + 1) if log else np.linspace(*between, scan + 1)
    seen = holds(np.repeat(cuts, count), np.tile(np.arange(count), scan + 1)).reshape(scan + 1, count)
    turns = seen[1:] != seen[:-1]
    changes, at = turns.sum(axis=0), turns.argmax(axis=0)
    low, high = (np.where(changes > 0, ends[at], np.nan) for ends in (cuts[:-1], cuts[1:]))
    first = seen[at, np.arange(count)]
    for turn in range(HALVINGS):
        wide = np.maximum(width, relative * np.maximum(np.abs(low), np.abs(high)))
        open_ = np.flatnonzero(high - low > wide)
        if not len(open_):
            break
        left = np.max((high - low)[open_] / wide[open_]) if np.all(wide[open_] > 0) else 2.0
        report(turn, turn + int(np.ceil(np.log2(max(left, 2.0)))))
        middle = np.sqrt(low[open_] * high[open_]) if log else 0.5 * (low[open_] + high[open_])
        same = holds(middle, open_) == first[open_]
        low[open_], high[open_] = np.where(same, middle, low[open_]), np.where(same, high[open_], middle)
    return low, high, changes
