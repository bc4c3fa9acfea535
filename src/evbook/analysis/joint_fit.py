"""Several arms fitted together: each with its own scenario, schedule or values, parameters shared or one for each arm.

What is minimised is in :mod:`evbook.analysis.fit_problem`.  Where nothing lies beyond a limit and the error is not
proportional, the estimates are those of least squares.

Intervals are profiles: a parameter is held, the others are fitted again, and the ends are where the fit becomes worse
by more than chance (Raue et al. 2009, doi 10.1093/bioinformatics/btp358).  An end that a bound hides is infinite.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import optimize, stats

from evbook.analysis.fit import CONFIDENCE, NotIdentifiable, bounds_of
from evbook.analysis.fit_problem import Arm, Points, Problem
from evbook.analysis.lack_of_fit import judged
from evbook.analysis.outcome import parameter_of
from evbook.analysis.scoring import STEP, scored
from evbook.declaration import Declaration
from evbook.simulation.setting import near, setting

#: Errors that a curve's points may have.
ERRORS = ("additive", "proportional", "log")
#: Two estimates that are tied more closely than this are named.
CORRELATED = 0.95


@dataclass
class Best:
    """The best place found: shares of the ranges, scales of the curves, the loss there."""

    u: np.ndarray
    scales: np.ndarray
    loss: float
    rss: float
    evaluations: int
    success: bool


def solve(problem: Problem, start: np.ndarray, held: Mapping[int, float] | None = None) -> Best:
    """Fit from one start, with some of the numbers held."""
    held = dict(held or {})
    free = [j for j in range(len(start)) if j not in held]
    runs = 0

    def whole(part: np.ndarray) -> np.ndarray:
        u = np.array(start, float)
        for j, value in held.items():
            u[j] = value
        u[free] = part
        return u

    def residual(part: np.ndarray) -> np.ndarray:
        nonlocal runs
        runs += 1
        return problem.residuals(whole(part))

    inside = np.clip(np.array([start[j] for j in free]), 1e-9, 1 - 1e-9)
    success = True
    if free:
        found = optimize.least_squares(
            residual,
            inside,
            bounds=(0.0, 1.0),
            jac="3-point",
            diff_step=STEP,
            x_scale="jac",
            xtol=1e-10,
            ftol=1e-12,
            gtol=1e-12,
            max_nfev=200,
        )
        inside, success = found.x, found.success
    u = whole(inside)
    rss = float(np.sum(problem.residuals(u) ** 2))
    if not problem.likely:
        return Best(u, np.empty(0), rss, rss, runs, success)
    scales = np.empty(0) if problem.weighted else problem.first_scales(u)
    u, scales, loss, more, ended = scored(problem, u, scales, free)
    rss = float(np.sum(problem.residuals(u) ** 2))
    return Best(u, scales, loss, rss, runs + more, success and ended)


def joint_fit(
    declaration: Declaration,
    arms: Sequence[Arm],
    points: Sequence[Points],
    *,
    parameters: Sequence[str] | Mapping[str, tuple[float, float]],
    own: Sequence[str] = (),
    error: str = "additive",
    starts: int = 1,
    seed: int = 0,
    profile: bool = True,
    progress: Callable[[str, int, int], None] | None = None,
) -> pd.DataFrame:
    """Fit several arms together; see :meth:`evbook.model.Model.fit`.

    ``progress`` is called with a word, how much is done and of how much; what it raises ends the fit.
    """
    if error not in ERRORS:
        raise ValueError(f"There is no error {error!r}; there are {', '.join(ERRORS)}.")
    spans = bounds_of(declaration, parameters, dict(arms[0].base))
    for name in own:
        if name not in spans:
            raise ValueError(f"{name!r} has a value for each arm but is not fitted. {near(name, list(spans))}")
    problem = Problem(declaration, arms, points, spans, own, error)
    p = len(problem.fitted)
    count = problem.count
    if count <= p:
        raise ValueError(
            f"{declaration.id}: {count} data points cannot determine {p} parameters; fit fewer, or give more data."
        )
    if not any(np.isfinite(one.value).any() for one in points):
        raise ValueError(f"{declaration.id}: every point lies beyond a limit, so nothing was measured.")
    say = progress or (lambda *_: None)
    first = np.array(
        [
            min(max(problem.place(j, min(max(arms[k or 0].base[name], low), high)), 0.0), 1.0)
            for j, ((name, k), (low, high)) in enumerate(zip(problem.fitted, problem.spans, strict=True))
        ]
    )
    first[(first < 1e-6) | (first > 1 - 1e-6)] = 0.5
    places = [first, *(stats.qmc.LatinHypercube(p, rng=seed).random(starts - 1) if starts > 1 else [])]
    tried = []
    for i, place in enumerate(places):
        say("starts", i, len(places))
        tried.append(solve(problem, np.asarray(place)))
    best = min(tried, key=lambda one: one.loss)
    slopes = _slopes(problem, best)
    degrees = count - p
    known = problem.weighted
    variance = 1.0 if known else best.rss / degrees
    errors, correlation = _covariance(slopes, variance)
    ends = [(np.nan, np.nan)] * p
    if profile:
        for j in range(p):
            say("profiles", j, p)
            ends[j] = _profile(problem, best, j, errors[j], degrees)
    return _table(problem, best, tried, first, errors, correlation, ends, slopes, profile)


def _slopes(problem: Problem, best: Best) -> np.ndarray:
    """∂residuals/∂u at the best place, one row a fitted number."""
    rows = []
    for j in range(len(best.u)):
        low, high = max(best.u[j] - STEP, 0.0), min(best.u[j] + STEP, 1.0)
        ends = [problem.residuals(np.where(np.arange(len(best.u)) == j, share, best.u)) for share in (low, high)]
        rows.append((ends[1] - ends[0]) / (high - low))
    return np.array(rows)


def _covariance(slopes: np.ndarray, variance: float) -> tuple[np.ndarray, np.ndarray]:
    """Standard errors and correlations of the shares; NaN where the slopes do not determine them."""
    p = len(slopes)
    lengths = np.sqrt(np.sum(slopes**2, axis=1))
    if not np.all(lengths > 0):
        seen = lengths > 0
        errors, correlation = np.full(p, np.nan), np.full((p, p), np.nan)
        if seen.any():
            errors[seen], correlation[np.ix_(seen, seen)] = _covariance(slopes[seen], variance)
        return errors, correlation
    unit = slopes / lengths[:, None]
    normal = unit @ unit.T
    if np.linalg.cond(normal) > 1e12:
        return np.full(p, np.nan), np.full((p, p), np.nan)
    inverse = np.linalg.inv(normal)
    size = np.sqrt(np.diag(inverse))
    return np.sqrt(variance) * size / lengths, inverse / np.outer(size, size)


def _profile(problem: Problem, best: Best, j: int, error: float, degrees: int) -> tuple[float, float]:
    """The ends of one interval, as shares; −inf or inf where the fit does not become worse up to the bound."""
    if problem.likely or problem.weighted:
        worse = float(stats.chi2.ppf(CONFIDENCE, 1))
    else:
        worse = best.rss / degrees * float(stats.t.ppf(0.5 + CONFIDENCE / 2, degrees)) ** 2
    ends = []
    for sign in (-1.0, 1.0):
        edge = 0.0 if sign < 0 else 1.0
        room = abs(edge - best.u[j])
        step = min(error if np.isfinite(error) and error > 0 else 0.05, 0.25)
        near_share, near_rise = 0.0, 0.0
        last = best.u
        far = None
        reach = min(step, room)
        while room > 1e-9:
            found = solve(problem, last, {j: best.u[j] + sign * reach})
            rise = found.loss - best.loss
            if rise >= worse:
                far = (reach, rise)
                break
            near_share, near_rise, last = reach, rise, found.u
            if reach >= room:
                break
            reach = min(reach * 1.8, room)
        if far is None:
            ends.append(sign * np.inf)
            continue
        for _ in range(12):
            # The rise is nearly a parabola: its root is nearly a straight line.
            a, b, c = np.sqrt(max(near_rise, 0.0)), np.sqrt(far[1]), np.sqrt(worse)
            share = near_share + (far[0] - near_share) * min(max((c - a) / (b - a), 0.05), 0.95)
            found = solve(problem, last, {j: best.u[j] + sign * share})
            rise = found.loss - best.loss
            if rise >= worse:
                far = (share, rise)
            else:
                near_share, near_rise, last = share, rise, found.u
            if abs(rise - worse) < 1e-3 * worse:
                far = (share, rise)
                break
        ends.append(best.u[j] + sign * far[0])
    return ends[0], ends[1]


def _table(problem, best, tried, first, errors, correlation, ends, slopes, profile) -> pd.DataFrame:
    """Estimates with intervals and remarks, and in ``attrs`` all that a report needs."""
    d, p = problem.declaration, len(problem.fitted)
    degrees = problem.count - p
    t = float(stats.t.ppf(0.5 + CONFIDENCE / 2, degrees))
    labels = [name if k is None else f"{name} ({problem.arms[k].name})" for name, k in problem.fitted]
    rows = []
    for j, (name, _) in enumerate(problem.fitted):
        low, high = ends[j] if profile else (best.u[j] - t * errors[j], best.u[j] + t * errors[j])
        span = problem.spans[j]
        value = problem.value(j, best.u[j])
        # No interval goes beyond what a parameter can be.
        bottom = span[0] if low == -np.inf else problem.value(j, max(low, 0.0)) if np.isfinite(low) else np.nan
        top = span[1] if high == np.inf else problem.value(j, min(high, 1.0)) if np.isfinite(high) else np.nan
        open_low, open_high = not low > 0.0, not high < 1.0
        unit = parameter_of(d, name).unit
        slope = value * np.log(span[1] / span[0]) if problem.logarithmic[j] else span[1] - span[0]
        remark = ""
        if np.sum(slopes[j] ** 2) <= 1e-12 * max(problem.count, 1):
            remark = "not determined: it does not change what was measured"
        elif open_low and open_high:
            remark = f"not determined: anything from {span[0]:.3g} to {span[1]:.3g} {unit} would do"
        elif open_low:
            remark = f"only an upper limit: at most {top:.3g} {unit}"
        elif open_high:
            remark = f"only a lower limit: at least {bottom:.3g} {unit}"
        rows.append(
            {
                "parameter": labels[j],
                "value": value,
                "stderr": errors[j] * slope,
                "low": bottom,
                "high": top,
                "unit": unit,
                "start": problem.value(j, first[j]),
                "remark": remark,
                "identifiable": not remark,
            }
        )
    frame = pd.DataFrame(rows).set_index("parameter")
    pairs = [
        f"{labels[i]} and {labels[j]} ({correlation[i, j]:.3f})"
        for i in range(p)
        for j in range(i + 1, p)
        if abs(correlation[i, j]) > CORRELATED
    ]
    settings = {
        arm.name: setting(d, values=values) for arm, values in zip(problem.arms, problem.values(best.u), strict=True)
    }
    said = problem.predictions(best.u)
    found = judged(problem, best, said)
    again = sum(abs(one.loss - best.loss) <= 1e-3 * max(abs(best.loss), 1.0) for one in tried)
    frame.attrs |= {
        "model": d.id,
        "settings": settings,
        "setting": next(iter(settings.values())),
        "points": problem.count,
        "error": problem.error,
        "success": best.success,
        "confidence": CONFIDENCE,
        "starts": len(tried),
        "same": again,
        "evaluations": sum(one.evaluations for one in tried),
        "correlated": pairs,
        "correlation": {
            a: {b: float(correlation[i, j]) for j, b in enumerate(labels) if j != i} for i, a in enumerate(labels)
        },
        "arms": [arm.name for arm in problem.arms],
        "log": problem.error == "log",
        "arm_schedules": {arm.name: arm.schedule for arm in problem.arms},
        "schedules": any(arm.schedule is not None for arm in problem.arms),
        "evs": [arm.ev for arm in problem.arms],
        "fitted": [
            {
                "name": name,
                "arm": None if k is None else problem.arms[k].name,
                "low": low,
                "high": high,
                "log": log,
                "value": problem.value(j, best.u[j]),
            }
            for j, ((name, k), (low, high), log) in enumerate(
                zip(problem.fitted, problem.spans, problem.logarithmic, strict=True)
            )
        ],
        "units": dict.fromkeys(("value", "stderr", "low", "high", "start"), "see unit"),
        **found,
    }
    for label, remark in frame["remark"].items():
        if remark:
            warnings.warn(f"{d.id}: {label}: {remark}.", NotIdentifiable, stacklevel=4)
    return frame
