"""How a run changes with its parameters: the forward sensitivity equations.

With y' = f(t, y; p), the matrix S = ∂y/∂p follows S' = (∂f/∂y) S + ∂f/∂p from S(0) = ∂y(0)/∂p.  Both
derivatives are analytic.  A dose a(p) at time τ(p) changes S by ∂a/∂p and by (f before - f after) ∂τ/∂p.
Source: Dickinson and Gelinas (1976) J Comput Phys 21:123.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from evbook.declaration import Declaration, Measure
from evbook.derive.gradient import gradient_of, gradients
from evbook.derive.numpy import functions, of_parameters, point
from evbook.derive.system import System
from evbook.simulation.curve_measures import curve_of, take_of_curve
from evbook.simulation.measures import crossing_at, segment, shares, simpson, take_between
from evbook.simulation.solver import WORK_BOUND, SolverError, floors, lsoda, tolerances


def integrate_with_tangent(
    system: System, setting: dict[str, float], times: np.ndarray, parameters: list[str], *, rtol: float = 1e-8
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the states (n, k), their derivatives in the named parameters (n, parameters, k), and the windows (w, k).

    Raises SolverError when the run does not end, and ValueError for a model with triggers, whose moments
    move with the parameters.
    """
    d = system.declaration
    if d.triggers:
        raise ValueError(
            f"{d.id} has triggers ({d.triggers[0].name}), which the local sensitivities do not follow; "
            "ask for method 'morris' or 'sobol'."
        )
    run = _Tangent(system, setting, parameters, rtol)
    return run.to(np.asarray(times, float))


class _Tangent:
    """One run of the states and of their derivatives, solved per relative change of each parameter.

    So scaled, the derivatives have the units of the states and share their relative tolerance.
    The derivatives of all states in one parameter lie together, so what Newton's method solves falls into blocks of n:
    a narrow band, whose solution takes a hundredth of the work that a full matrix does.
    """

    def __init__(self, system: System, setting, parameters, rtol):
        d = self.declaration = system.declaration
        self.f, self.g, self.rtol, self.count = functions(system), gradients(system), rtol, 0
        self.p, self.least = point(d, setting), floors(d)
        self.n, self.q, self.first_hidden = system.size, len(parameters), len(d.parameters)
        names = list(setting)
        self.columns = [names.index(name) for name in parameters]
        self.size = np.array([abs(self.p[c]) or max(map(abs, d.parameters[c].range)) for c in self.columns])
        y = self.f.initial(self.p).astype(float)
        s = self.g.initial(self.p)[:, self.columns] * self.size
        self.z = np.concatenate([y, s.T.ravel()])
        # a derivative may be zero for a while: its tolerance is that of the state at the top of its axis
        top = np.array([max(map(abs, state.axis)) for state in d.states])
        self.atol = np.concatenate([tolerances(d, rtol), np.tile(1e-6 * rtol * top, self.q)])
        self.diagonals = np.subtract.outer(np.arange(self.n), np.arange(self.n)) + self.n - 1
        self.jumps = _moving_jumps(d, setting, parameters, self.size)

    def to(self, times):
        out = np.empty((len(self.z), len(times)))
        windows = np.empty((len(self.p) - self.first_hidden, len(times)))
        start, i = 0.0, 0
        self._jump(0.0, [jump for jump in self.jumps if jump.time <= 0])
        end = float(times[-1])
        for stop in sorted({jump.time for jump in self.jumps if 0 < jump.time <= end} | {end}):
            due = [jump for jump in self.jumps if jump.time == stop]
            j = int(np.searchsorted(times, stop, side="left" if due else "right"))
            windows[:, i:j] = self.p[self.first_hidden :, None]
            if stop > start:
                self._leg(start, stop, times[i:j], out[:, i:j])
            elif j > i:
                out[:, i:j] = self.z[:, None]
            self._jump(stop, due)
            start, i = stop, j
        out[:, i:], windows[:, i:] = self.z[:, None], self.p[self.first_hidden :, None]
        states = np.maximum(out[: self.n], self.least[:, None])
        slopes = out[self.n :].reshape(self.q, self.n, len(times)).transpose(1, 0, 2)
        return states, slopes / self.size[:, None], windows

    def _leg(self, start, stop, wanted, out) -> None:
        with np.errstate(all="ignore"):
            before = wanted[wanted < stop]
            courses, self.z, trouble = lsoda(
                self._rates, self._jacobian, start, self.z, before, stop, rtol=self.rtol, atol=self.atol,
                band=self.n - 1,
            )  # fmt: skip
        if trouble:
            reached, message = trouble
            raise SolverError(
                f"{self.declaration.id}: the sensitivity equations were given up at {reached:.4g} "
                f"{self.declaration.time.unit}: {message}"
            )
        out[:, : len(before)], out[:, len(before) :] = courses, self.z[:, None]

    def _split(self, z):
        return np.maximum(z[: self.n], self.least), z[self.n :].reshape(self.q, self.n).T

    def _rates(self, t, z):
        self.count += 1
        if self.count > WORK_BOUND:
            raise SolverError(
                f"{self.declaration.id}: the sensitivity equations were given up at {t:.4g} "
                f"{self.declaration.time.unit} after {WORK_BOUND:,} evaluations."
            )
        y, s = self._split(z)
        slope = self.f.jacobian(t, y, self.p) @ s + self.g.rhs(t, y, self.p)[:, self.columns] * self.size
        return np.concatenate([self.f.rhs(t, y, self.p), slope.T.ravel()])

    def _jacobian(self, t, z):
        """The block diagonal part, by diagonals from the highest on: Newton's method needs no more to converge."""
        bands = np.zeros((2 * self.n - 1, self.n))
        bands[self.diagonals, np.arange(self.n)] = self.f.jacobian(t, self._split(z)[0], self.p)
        return np.tile(bands, self.q + 1)

    def _jump(self, time, due) -> None:
        """What falls on this moment: by how much, and how the moment itself moves."""
        for jump in due:
            y, s = self._split(self.z.copy())
            before = self.f.rhs(time, y, self.p)
            if jump.hidden:
                self.p[self.first_hidden + jump.index] += jump.amount
            else:
                y[jump.index] += jump.amount
                s[jump.index] += jump.by_amount
            s += np.outer(before - self.f.rhs(time, y, self.p), jump.by_time)
            self.z = np.concatenate([y, s.T.ravel()])


@dataclass(frozen=True)
class _MovingJump:
    """A bolus or the edge of a window, with the derivatives of its amount and of its time (parameters,)."""

    time: float
    index: int
    amount: float
    hidden: bool
    by_amount: np.ndarray
    by_time: np.ndarray


def _moving_jumps(d: Declaration, setting, parameters, size) -> list[_MovingJump]:
    """The jumps of :func:`evbook.simulation.solver.jumps`, in the same order."""
    names, states = tuple(setting), [s.name for s in d.states]

    def value(text):
        """A number and its derivatives, as one array, so that sums and products by k act on both."""
        slope = gradient_of(text, names)(setting)
        return np.array([float(of_parameters(d, text)(setting)), *(slope[names.index(x)] for x in parameters)])

    found, nothing = [], np.zeros(len(parameters))
    for index, window in enumerate(d.windows):
        start, duration, every, count = (value(getattr(window, f)) for f in ("start", "duration", "every", "count"))
        merged: list[list[np.ndarray]] = []
        for k in range(math.ceil(min(count[0], 10_000))) if duration[0] > 0 else ():
            on, off = start + k * every, start + k * every + duration
            if merged and on[0] <= merged[-1][1][0]:
                merged[-1][1] = max(merged[-1][1], off, key=lambda edge: edge[0])
            else:
                merged.append([on, off])
        for edges in merged:
            for edge, amount in zip(edges, (1.0, -1.0), strict=True):
                found.append(_MovingJump(edge[0], index, amount, True, nothing, edge[1:] * size))
    for dose in d.doses:
        amount, start, every, count = (value(getattr(dose, f)) for f in ("amount", "start", "every", "count"))
        for k in range(math.ceil(min(count[0], 10_000))):
            at, row = start + k * every, states.index(dose.state)
            found.append(_MovingJump(at[0], row, amount[0], False, amount[1:] * size, at[1:] * size))
    # what falls before the start acts at the start, and does not move
    found = [replace(jump, by_time=nothing) if jump.time < 0 else jump for jump in found]
    return sorted(found, key=lambda jump: (jump.time, not jump.hidden))


def series_with_tangent(system: System, setting: dict[str, float], times, parameters: list[str]):
    """Return states and outputs by name, and their derivatives (parameters, k) by name."""
    d, names, k = system.declaration, list(setting), len(times)
    if len(d.axes) > 1:
        raise ValueError(f"{d.id} is drawn over two axes; local sensitivities speak of curves over one.")
    columns = [names.index(name) for name in parameters]
    p = list(point(d, setting))
    states, tangents = np.empty((0, k)), np.empty((0, len(columns), k))
    if d.kind == "dynamic":
        states, tangents, windows = integrate_with_tangent(system, setting, times, parameters)
        p[len(names) :] = windows
    curves = dict(zip((s.name for s in d.states), states, strict=True))
    slopes = dict(zip((s.name for s in d.states), tangents, strict=True))
    if d.outputs:
        g, full, n = gradients(system), [np.broadcast_to(value, (k,)) for value in p], len(d.outputs)
        with np.errstate(all="ignore"):
            values = np.broadcast_to(functions(system).outputs(times, list(states), full), (n, k))
            by_parameter = g.outputs_by_parameter(times, list(states), full)[:, columns]
            slope = np.array(_over_times(by_parameter, k))
            if d.states:
                by_state = g.outputs_by_state(times, list(states), full)
                slope += np.einsum("onk,nqk->oqk", _over_times(by_state, k), tangents)
        curves |= dict(zip((o.name for o in d.outputs), values, strict=True))
        slopes |= dict(zip((o.name for o in d.outputs), slope, strict=True))
    return curves, slopes


def _over_times(matrix, k):
    """A matrix that may not depend on time as one for each of k times, shape (…, …, k)."""
    return np.broadcast_to(matrix if matrix.ndim == 3 else matrix[..., None], (*matrix.shape[:2], k))


def measure_with_tangent(
    system: System, measure: Measure, setting, times, curves, slopes, parameters
) -> tuple[float, np.ndarray]:
    """Return a measure and its derivatives (parameters,): exactly those of the measure that a run gives.

    That is :func:`evbook.simulation.measures.take_between` with curves at its times, or for a curve model
    :func:`evbook.simulation.curve_measures.take_of_curve`.
    """
    declaration, names = system.declaration, tuple(setting)
    text = measure.level or measure.time
    level = float(of_parameters(declaration, text)(setting)) if text else np.nan
    by_level = np.zeros(len(parameters))
    if text:
        slope = gradient_of(text, names)(setting)
        by_level = np.array([slope[names.index(name)] for name in parameters])
    if declaration.kind == "curve":
        return _take_of_curve(system, measure, setting, times, curves[measure.of], level, by_level, parameters)
    log, y, s = declaration.record(measure.of).scale == "log", curves[measure.of], slopes[measure.of]
    value, slope = _take(measure.take, times, y, s, level, by_level, log)
    if measure.take in ("max", "min", "area", "mean") and (declaration.doses or declaration.windows):
        slope = slope + _by_moving_moment(declaration, measure.take, setting, times, y, parameters)
    return value, slope


def _by_moving_moment(declaration, kind, setting, times, y, parameters) -> np.ndarray:
    """What a measure gains as the moments τ of doses and edges move.

    A peak just after one gains the curve's slope in time there, times ∂τ/∂p; an area gains at each what the curve loses
    in its step, times ∂τ/∂p.
    """
    jumps = _moving_jumps(declaration, setting, parameters, np.ones(len(parameters)))
    if kind in ("area", "mean"):
        gained = np.zeros(len(parameters))
        moved = {jump.time: jump.by_time for jump in jumps if times[0] < jump.time <= times[-1]}
        for time, by_time in moved.items():
            i = int(np.searchsorted(times, time))
            gained += (y[i - 1] - y[i]) * by_time
        return gained / (times[-1] - times[0]) if kind == "mean" else gained
    when = take_between(f"where_{kind}", times, y)
    i = int(np.searchsorted(times, when))
    if i + 2 >= len(times) or i % 2:
        return np.zeros(len(parameters))
    along = _along(y[i : i + 3], 0.0) / (times[i + 2] - times[i])
    return along * next((jump.by_time for jump in jumps if jump.time == when), np.zeros(len(parameters)))


def _take_of_curve(system, measure, setting, times, y, level, by_level, parameters):
    """On the curve itself: a crossing moves by (∂level/∂p - ∂y/∂p)/(∂y/∂x), a greatest value by ∂y/∂p where it is."""
    curve = curve_of(system, measure, list(setting.values()))

    def taken(kind: str) -> float:
        return float(take_of_curve(kind, times, y[:, None], curve, np.array([level]))[0])

    def slopes_at(x) -> np.ndarray:
        return series_with_tangent(system, setting, np.atleast_1d(x), parameters)[1][measure.of]

    value, kind, nothing = taken(measure.take), measure.take, np.full(len(parameters), np.nan)
    if not np.isfinite(value):
        return np.nan, nothing
    if kind in ("where_max", "where_min"):
        raise ValueError(_NO_SLOPE.format(kind))
    if kind in ("area", "mean"):
        ends, width = slopes_at(times), np.diff(times)
        between = slopes_at((times[:-1] + times[1:]) / 2)
        area = np.sum(width / 6 * (ends[:, :-1] + 4 * between + ends[:, 1:]), axis=1)
        return value, area / (times[-1] - times[0]) if kind == "mean" else area
    x = {"at": level, "final": times[-1], "max": taken("where_max"), "min": taken("where_min")}.get(kind, value)
    slope = slopes_at(x)[:, 0]
    if kind in ("final", "max", "min"):
        return value, slope
    if kind.startswith("first") and x == times[0]:
        return value, np.zeros(len(parameters))
    near = np.clip(x + np.array([-1e-6, 1e-6]) * max(abs(x), 1e-6 * (times[-1] - times[0])), times[0], times[-1])
    along = float(np.diff(curve(near))[0] / np.diff(near)[0])
    return value, slope + by_level * along if kind == "at" else (by_level - slope) / along


#: Where the greatest value is found, is known to rounding only, and not how it moves.
_NO_SLOPE = "A measure that takes {} is a place, of which no slope is known; ask for method 'morris' or 'sobol'."


def _take(kind, t, y, s, level, by_level, log):
    """The measure that ``take_between`` gives, and its slope: that of the same points, weighed as they are in it."""
    nothing = np.full(s.shape[0], np.nan)
    if kind in ("where_max", "where_min"):
        raise ValueError(_NO_SLOPE.format(kind))
    value = take_between(kind, t, y, level=level, log=log)
    if not np.isfinite(value):
        return value, nothing
    match kind:
        case "final":
            return value, s[:, -1]
        case "max" | "min":
            # where the slope in time is nought, a little later is no other value
            when = take_between(f"where_{kind}", t, y)
            return value, _slope_at(t, s, segment(t, when), when)
        case "area":
            return value, simpson(t, s.T)
        case "mean":
            return value, simpson(t, s.T) / (t[-1] - t[0])
        case "at":
            i = segment(t, level)
            three, slopes = y[i : i + 3], s[:, i : i + 3]
            log = log and bool(three.min() > 0)
            if log:
                three, slopes = np.log(three), slopes / three
            u, width = (level - t[i]) / (t[i + 2] - t[i]), t[i + 2] - t[i]
            slope = slopes @ shares(u) + by_level * _along(three, u) / width
            return value, value * slope if log else slope
    i, u = crossing_at(t, y, level, 1.0 if kind == "first_above" else -1.0, log)
    if value == t[0]:
        return value, np.zeros(s.shape[0])
    three, slopes = y[i : i + 3], s[:, i : i + 3]
    if log and three.min() > 0 and level > 0:
        three, slopes, by_level = np.log(three), slopes / three, by_level / level
    return value, (t[i + 2] - t[i]) * (by_level - slopes @ shares(u)) / _along(three, u)


def _slope_at(t, s, i, when):
    return s[:, i : i + 3] @ shares((when - t[i]) / (t[i + 2] - t[i]))


def _along(three, u) -> float:
    """The slope of a parabola through three points at the share ``u`` of its way, for the whole way."""
    a, b, c = three
    return (4 * b - 3 * a - c) + 4 * u * (a - 2 * b + c)
