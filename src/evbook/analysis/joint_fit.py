"""Several arms fitted together: each with its own scenario, schedule or values, parameters shared or one for each arm.

A point has a normal error with the standard deviation σ: its own, where the data give one; else one of the curve that
is estimated, additive (σ), proportional (σ times the curve) or of the logarithm.  A point below a limit of
quantification L counts by the probability Φ((L − f)/σ) of being so (Beal 2001, doi 10.1023/A:1012299115260, method
M3).  Where nothing is below a limit and the error is not proportional, the estimates are those of least squares.

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
from evbook.analysis.lack_of_fit import judged
from evbook.analysis.outcome import parameter_of
from evbook.declaration import Declaration
from evbook.simulation.curves import series
from evbook.simulation.setting import near, setting
from evbook.simulation.solver import SolverError

#: Errors that a curve's points may have.
ERRORS = ("additive", "proportional", "log")
#: Two estimates that are tied more closely than this are named.
CORRELATED = 0.95
#: What the model cannot be asked counts as this many standard deviations off.
_FAR = 1e3
#: Share of its range by which a parameter is moved for a slope: what the solver misses is small beside it.
_STEP = 1e-4


@dataclass(frozen=True)
class Arm:
    """One arm: the setting that it begins at, whether vesicles act, and its doses."""

    name: str
    base: Mapping[str, float]
    ev: bool = True
    schedule: list | None = None


@dataclass(frozen=True)
class Points:
    """The measurements of one curve in one arm; ``limit`` is finite where a value lies below it."""

    arm: int
    column: str
    of: str
    time: np.ndarray
    value: np.ndarray
    limit: np.ndarray
    sigma: np.ndarray


class Problem:
    """Residuals and likelihood of a set of arms as functions of the fitted numbers, each from 0 to 1 in its range."""

    def __init__(
        self,
        declaration: Declaration,
        arms: Sequence[Arm],
        points: Sequence[Points],
        spans: Mapping[str, tuple[float, float]],
        own: Sequence[str],
        error: str,
    ):
        self.declaration, self.arms, self.points, self.error = declaration, arms, points, error
        self.fitted = [(name, k) for name in spans for k in (range(len(arms)) if name in own else (None,))]
        self.spans = [spans[name] for name, _ in self.fitted]
        self.logarithmic = [parameter_of(declaration, name).scale == "log" for name, _ in self.fitted]
        self.grids = [
            np.unique(np.concatenate([p.time for p in points if p.arm == k] or [np.zeros(1)])) for k in range(len(arms))
        ]
        self.columns = list(dict.fromkeys(p.of for p in points))
        self.weighted = all(np.all(np.isfinite(p.sigma)) for p in points)
        self.censored = any(np.isfinite(p.limit).any() for p in points)
        self.spread = self._spreads()

    @property
    def likely(self) -> bool:
        """Whether the estimates are those of greatest likelihood, and not of least squares."""
        return self.censored or (self.error == "proportional" and not self.weighted)

    @property
    def count(self) -> int:
        return sum(len(p.value) for p in self.points)

    def _spreads(self) -> dict[str, float]:
        """What curves of several units are weighed by: each by the spread of its own measurements."""
        units = {self.declaration.record(name).unit for name in self.columns}
        if len(units) == 1 or self.error == "log":
            return dict.fromkeys(self.columns, 1.0)
        found = {}
        for name in self.columns:
            values = np.concatenate([p.value[np.isfinite(p.value)] for p in self.points if p.of == name])
            found[name] = float(np.std(values, ddof=1)) if len(values) > 1 and np.std(values) > 0 else 1.0
        return found

    def values(self, u: np.ndarray) -> list[dict[str, float]]:
        """The setting of each arm."""
        found = [dict(arm.base) for arm in self.arms]
        for (name, arm), share, (low, high), log in zip(self.fitted, u, self.spans, self.logarithmic, strict=True):
            share = min(max(share, 0.0), 1.0)
            value = low * (high / low) ** share if log else low + (high - low) * share
            for k in range(len(self.arms)) if arm is None else (arm,):
                found[k][name] = float(value)
        return found

    def place(self, j: int, value: float) -> float:
        """Where in its range a value lies."""
        low, high = self.spans[j]
        return float(np.log(value / low) / np.log(high / low)) if self.logarithmic[j] else (value - low) / (high - low)

    def value(self, j: int, share: float) -> float:
        low, high = self.spans[j]
        return float(low * (high / low) ** share if self.logarithmic[j] else low + (high - low) * share)

    def predictions(self, u: np.ndarray) -> list[np.ndarray] | None:
        """What the model says at the points; None where the solver cannot finish."""
        try:
            curves = [
                series(self.declaration, values, grid, ev=arm.ev, schedule=arm.schedule)
                for arm, values, grid in zip(self.arms, self.values(u), self.grids, strict=True)
            ]
        except SolverError:
            return None
        found = [curves[p.arm][p.of][np.searchsorted(self.grids[p.arm], p.time)] for p in self.points]
        return found if all(np.all(np.isfinite(one)) for one in found) else None

    def residuals(self, u: np.ndarray) -> np.ndarray:
        """Model less measurement over the standard deviation (or what stands for it), points above limits only."""
        said = self.predictions(u)
        parts = []
        for k, p in enumerate(self.points):
            seen = np.isfinite(p.value)
            if said is None:
                parts.append(np.full(int(seen.sum()), _FAR))
                continue
            f, y, sigma = said[k][seen], p.value[seen], p.sigma[seen]
            if self.error == "log":
                off = np.log(np.maximum(f, 1e-300)) - np.log(y)
                # an error of a logarithm is the error's share of the value
                parts.append(off / np.where(np.isfinite(sigma), sigma / y, 1.0))
            else:
                scale = np.maximum(np.abs(y), 1e-12 * np.abs(y).max()) if self.error == "proportional" else 1.0
                parts.append((f - y) / np.where(np.isfinite(sigma), sigma, scale * self.spread[p.of]))
        return np.concatenate(parts)

    def loss(self, given: np.ndarray) -> float:
        """−2 log likelihood, without its constant; behind the fitted numbers stand the logarithms of σ, one a curve."""
        u, scales = given[: len(self.fitted)], given[len(self.fitted) :]
        said = self.predictions(u)
        if said is None:
            return _FAR**2 * self.count
        total = 0.0
        for f, p in zip(said, self.points, strict=True):
            y, limit = p.value, p.limit
            common = 1.0 if self.weighted else float(np.exp(scales[self.columns.index(p.of)]))
            if self.error == "log":
                f, y, limit = np.log(np.maximum(f, 1e-300)), np.log(np.where(y > 0, y, np.nan)), np.log(limit)
                sigma = np.where(np.isfinite(p.sigma), p.sigma / np.where(p.value > 0, p.value, np.nan), common)
            elif self.error == "proportional":
                sigma = np.where(np.isfinite(p.sigma), p.sigma, common * np.maximum(np.abs(f), 1e-300))
            else:
                sigma = np.where(np.isfinite(p.sigma), p.sigma, common)
            seen, below = np.isfinite(y), np.isfinite(limit) & ~np.isfinite(p.value)
            total += float(np.sum(((y - f)[seen] / sigma[seen]) ** 2 + 2 * np.log(sigma[seen])))
            if below.any():
                spread = np.where(np.isfinite(sigma[below]), sigma[below], common)
                total -= 2 * float(np.sum(stats.norm.logcdf((limit[below] - f[below]) / spread)))
        return total if np.isfinite(total) else _FAR**2 * self.count


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
            diff_step=_STEP,
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
    scales = np.empty(0) if problem.weighted else _first_scales(problem, u)
    size = len(free)

    def loss(part: np.ndarray) -> float:
        nonlocal runs
        runs += 1
        return problem.loss(np.concatenate([whole(np.clip(part[:size], 0, 1)), part[size:]]))

    given = np.concatenate([inside, scales])
    limits = [(0.0, 1.0)] * size + [(None, None)] * len(scales)
    for _ in range(3):
        best = optimize.minimize(
            loss,
            given,
            method="L-BFGS-B",
            jac="3-point",
            bounds=limits,
            options={"finite_diff_rel_step": _STEP, "ftol": 1e-13, "gtol": 1e-7, "maxiter": 200},
        )
        moved, given = float(np.max(np.abs(best.x - given), initial=0.0)), best.x
        if moved < 1e-6:
            break
    u = whole(np.clip(given[:size], 0, 1))
    return Best(u, given[size:], float(best.fun), float(np.sum(problem.residuals(u) ** 2)), runs, success)


def _first_scales(problem: Problem, u: np.ndarray) -> np.ndarray:
    """Logarithms of σ, one a curve, from the residuals of least squares."""
    said = problem.predictions(u)
    found = []
    for name in problem.columns:
        parts = []
        for k, p in enumerate(problem.points):
            if p.of != name or said is None:
                continue
            seen = np.isfinite(p.value)
            f, y = said[k][seen], p.value[seen]
            if problem.error == "log":
                parts.append(np.log(np.maximum(f, 1e-300)) - np.log(y))
            else:
                parts.append((f - y) / (np.maximum(np.abs(f), 1e-300) if problem.error == "proportional" else 1.0))
        off = np.concatenate(parts) if parts else np.ones(1)
        found.append(np.log(max(float(np.sqrt(np.mean(off**2))), 1e-9)))
    return np.array(found)


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
        raise ValueError(f"{declaration.id}: every point lies below a limit, so nothing was measured.")
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
        low, high = max(best.u[j] - _STEP, 0.0), min(best.u[j] + _STEP, 1.0)
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
