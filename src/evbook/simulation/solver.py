"""Run a system in time with SciPy's LSODA (Radau where that stalls) and the analytic Jacobian.

This is the book's reference.  SciPy is loaded when a run needs it: one in machine code does not.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from evbook.declaration import Declaration
from evbook.declaration.renamed import attributes
from evbook.derive.numpy import functions, point
from evbook.derive.system import System
from evbook.simulation import fast
from evbook.simulation.machine.workspace import DONE, OFTEN
from evbook.simulation.schedule import Row, declared, sessions
from evbook.simulation.triggers import Endless, Triggers, too_often

#: Relative tolerance of a step, unless a caller asks for another.  Ten times looser, the errors of a population
#: that doubles for most of a year reach some 1e-5 of it, by an amount that differs between processors.
RTOL = 1e-9

#: Right-hand-side evaluations after which a run is given up, so that an absurd setting ends.
WORK_BOUND = 500_000

#: Evaluations in one leg (from one event to the next) after which LSODA is taken to have stalled, at a
#: relative tolerance of 1e-8.
#: It chooses between a method for stiff systems and one for others, and at rest, where its error estimate
#: is rounding noise, it may stay with the wrong one; Radau has no such choice to make.
STALL_BOUND = 20_000


def stall_bound(rtol: float) -> float:
    """Evaluations of a leg after which LSODA is taken to have stalled, at this relative tolerance.

    Its method for stiff systems is of order five, so a run that goes well takes rtol^(-1/6) as many.
    """
    return STALL_BOUND * (1e-8 / rtol) ** (1 / 6)


class SolverError(RuntimeError):
    """The solver stopped before the end; the message says at what time and why."""


class _Stalled(Exception):
    """LSODA takes too many steps; another method should go on."""


def lsoda(
    rates: Callable, jacobian: Callable, start: float, y: np.ndarray, times: np.ndarray, stop: float,
    *, rtol: float, atol: np.ndarray, band: int | None = None,
) -> tuple[np.ndarray, np.ndarray, tuple[float, str] | None]:  # fmt: skip
    """Integrate dy/dt = ``rates`` (t, y) from ``start`` to ``stop`` by LSODA, with their ``jacobian`` (t, y).

    Where that is a band it has ``band`` diagonals on either side of the main one, and is given by these, as SciPy does.

    Return the states (n, k) at ``times``, which lie from ``start`` on and before ``stop``; those at ``stop`` (n,); and
    what went wrong: the time reached and a message, or None where all went well.
    SciPy's ``odeint`` loops over the steps in compiled code; ``solve_ivp`` does so in Python, which for models of
    this size costs three times what their rates do.
    """
    from scipy.integrate import ODEintWarning, odeint

    # Nearer to the start than this, rounding in the times is all there is, and LSODA refuses to begin.
    near = start + 1e-12 * max(abs(start), abs(stop))
    first = int(np.searchsorted(times, near, side="right"))
    early = y[:, None] + np.multiply.outer(rates(start, y), times[:first] - start) if first else y[:, None][:, :0]
    if stop <= near:
        return early, y + rates(start, y) * (stop - start), None
    grid = np.concatenate([[start], times[first:], [stop]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ODEintWarning)  # the message says it
        states, how = odeint(
            rates, y, grid, Dfun=jacobian, tfirst=True, rtol=rtol, atol=atol, tcrit=[stop], mxstep=WORK_BOUND,
            full_output=True, ml=band, mu=band,
        )  # fmt: skip
    return np.hstack([early, states[1:-1].T]), states[-1], _trouble(grid, states, how)


def _trouble(grid: np.ndarray, states: np.ndarray, how: dict) -> tuple[float, str] | None:
    """The time reached and a message, where ``odeint`` did not come to its end; it may call that a success too."""
    finite = np.isfinite(states).all(axis=1)
    # For each time asked for, how far the steps had come by then; beyond a failure this is left unset.
    short = how["tcur"] < grid[1:] - 1e-12 * np.abs(grid[1:])
    failed = how["message"] != "Integration successful."
    if failed or short.any():
        last = int(np.argmax(short)) if short.any() else len(short) - 1
        reached = float(np.clip(how["tcur"][last], grid[last], grid[-1]))
        return reached, how["message"] if failed else "from there no step leads on."
    return None if finite.all() else (float(grid[int(np.argmin(finite))]), "a state is not finite.")


def tolerances(declaration: Declaration, rtol: float, atol: Mapping[str, float] | None = None) -> np.ndarray:
    """Absolute tolerances of shape (n,): ``rtol`` of ``atol_scale``, a share of the top of each state's axis.

    By default so small that a population keeps its relative accuracy while it passes through a deep trough; ``atol``
    has those that a caller sets, by state.
    """
    own = rtol * declaration.atol_scale * np.array([max(abs(end) for end in s.axis) for s in declaration.states])
    if not atol:
        return own
    return np.array([atol.get(s.name, scale) for s, scale in zip(declaration.states, own, strict=True)])


def floors(declaration: Declaration) -> np.ndarray:
    """The least value that rates see, shape (n,): 0 for amounts, minus infinity for the rest."""
    return np.array([0.0 if s.amount else -np.inf for s in declaration.states])


@dataclass(frozen=True)
class Jump:
    """A change at a known time: ``amount`` is added to entry ``index`` of the states or the hidden values."""

    time: float
    index: int
    amount: float
    hidden: bool = False


def jumps(declaration: Declaration, setting: dict[str, float], rows: list[Row] | None = None) -> list[Jump]:
    """Return boluses and the edges of windows, in order of time, boluses last at one moment.

    ``rows`` are a reader's own schedule; the declared one when absent.
    """
    rows = declared(declaration, setting) if rows is None else rows
    names = [s.name for s in declaration.states]
    found = []
    for i, window in enumerate(declaration.windows):
        for start, stop in sessions(row for row in rows if row.name == window.name):
            found += [Jump(start, i, 1.0, hidden=True), Jump(stop, i, -1.0, hidden=True)]
    for dose in declaration.doses:
        for row in rows:
            if row.name == dose.name:
                found += [Jump(time, names.index(dose.state), row.size) for time in row.times]
    return sorted(found, key=lambda jump: (jump.time, not jump.hidden))


def integrate(system: System, setting: dict[str, float], times: np.ndarray, *, rtol: float = RTOL) -> np.ndarray:
    """Return the states, shape (n, k), at ``times`` (shape (k,), increasing, from 0 or later).

    At one moment windows change, then boluses are given, then triggers fire
    (:mod:`evbook.simulation.triggers`); the value at such a time is the one after all of it.
    Raises SolverError when the run does not end within :data:`WORK_BOUND` evaluations, when its triggers fire without
    end, and when it leaves the finite numbers.
    """
    return run(system, setting, times, rtol=rtol)[: system.size]


def run(
    system: System,
    setting: dict[str, float],
    times: np.ndarray,
    *,
    rtol: float = RTOL,
    atol: Mapping[str, float] | None = None,
    schedule: list[Row] | None = None,
) -> np.ndarray:
    """Like :func:`integrate`, with the windows and switches in further rows: shape (n + hidden, k).

    ``schedule`` takes the place of the declared doses and windows.
    """
    came = _in_machine_code(system, setting, times, rtol, atol, schedule)
    if came is not None and came.outcome[0] == DONE:
        return came.states[0].T
    return _Run(system, setting, rtol, atol, schedule).to(times)


def _in_machine_code(system: System, setting, times, rtol, atol, schedule, **options) -> fast.Came | None:
    """The run in machine code; None where there is none.  Raises SolverError where all is known of a refusal."""
    if (code := fast.program(system, many=False)) is None:
        return None
    d = system.declaration
    p, given = point(d, setting), jumps(d, setting, schedule)
    rows = [jump.index + system.size * jump.hidden for jump in given]
    came = fast.run_many(
        code, functions(system).initial(p)[None, :], p[None, :], times,
        tuple(np.array([part]) for part in ([j.time for j in given], rows, [j.amount for j in given])),
        least=floors(d), atol=tolerances(d, rtol, atol), rtol=rtol, first_hidden=len(d.parameters), **options,
    )  # fmt: skip
    if came.outcome[0] == OFTEN:
        raise gave_up_often(d, came.ended[0], came.last[0])
    return came


def gave_up(declaration: Declaration, t: float, message: str, joint: str = ":") -> SolverError:
    """The refusal of a run that comes to no end."""
    return SolverError(f"{declaration.id}: the solver gave up at {t:.4g} {declaration.time.unit}{joint} {message}")


def gave_up_often(declaration: Declaration, t: float, k: int) -> SolverError:
    """The refusal of a run whose triggers fire on and on, trigger k the last."""
    return gave_up(declaration, t, too_often(declaration, k))


def firings(
    system: System, setting: dict[str, float], end: float, rtol: float = RTOL, schedule: list[Row] | None = None
) -> list[float]:
    """Return when triggers fire in a run up to ``end``, in order.  Raises what :func:`integrate` raises."""
    came = _in_machine_code(system, setting, np.array([end]), rtol, None, schedule, moments=True)
    if came is not None and came.outcome[0] == DONE:
        return came.fired[0]
    one = _Run(system, setting, rtol, None, schedule)
    one.to(np.array([end]))
    return one.fired


class _Run:
    """One run: the state, the hidden values that events set, and the count of work done."""

    def __init__(self, system: System, setting: dict[str, float], rtol: float, atol, schedule: list[Row] | None):
        d = self.declaration = system.declaration
        self.functions, self.rtol, self.atol = functions(system), rtol, tolerances(d, rtol, atol)
        self.least = floors(d)
        self.p = point(d, setting)
        self.first_hidden = len(d.parameters)
        self.y = self.functions.initial(self.p).astype(float)
        self.nothing = np.zeros(len(self.y))
        self.jumps = jumps(d, setting, schedule)
        self.triggers = Triggers(system, self.least)
        self.count, self.stalls_at = 0, math.inf
        #: When triggers have fired.
        self.fired: list[float] = []

    def to(self, times: np.ndarray) -> np.ndarray:
        out = np.empty((len(self.y) + len(self.p) - self.first_hidden, len(times)))
        end = float(times[-1])
        # What falls on time 0 is given before the first leg; asked for time 0 alone, there is no leg.
        stops = sorted({jump.time for jump in self.jumps if 0 < jump.time < end} | ({end} if end > 0 else set()))
        t, i = 0.0, 0
        self._settle(0.0, [jump for jump in self.jumps if jump.time <= 0])
        for stop in stops:
            while t < stop:
                i, t = self._leg(t, stop, times, i, out)
            self._settle(stop, [jump for jump in self.jumps if jump.time == stop])
            i = self._record(stop, times, i, out)
        self._record(end, times, i, out)
        out[: len(self.y)] = np.maximum(out[: len(self.y)], self.least[:, None])
        return out

    def _record(self, t: float, times: np.ndarray, i: int, out: np.ndarray) -> int:
        """Write the state at every time up to ``t`` that is still to be written (there is at most one)."""
        while i < len(times) and times[i] <= t:
            self._write(out, slice(i, i + 1), self.y[:, None])
            i += 1
        return i

    def _write(self, out: np.ndarray, columns: slice, states: np.ndarray) -> None:
        """Write states, and the hidden values as they are now."""
        out[: len(self.y), columns] = states
        out[len(self.y) :, columns] = self.p[self.first_hidden :, None]

    def _settle(self, t: float, jumped: list[Jump]) -> None:
        """Give what falls on this moment, then let the triggers fire whose conditions have come to hold by then."""
        before = self.triggers.firings
        self.triggers.look(t, self.y, self.p)
        for jump in jumped:
            target, index = (self.p, self.first_hidden + jump.index) if jump.hidden else (self.y, jump.index)
            target[index] += jump.amount
        try:
            self.triggers.settle(t, self.y, self.p)
        except Endless as error:
            raise self._gave_up(t, str(error)) from None
        if self.triggers.firings > before:
            self.fired.append(t)

    def rates(self, t, y):
        self.count += 1
        if self.count > self.stalls_at:
            raise _Stalled
        if self.count > WORK_BOUND:
            raise self._gave_up(t, f"after {WORK_BOUND:,} evaluations.", "")
        value = self.functions.rhs(t, np.maximum(y, self.least), self.p)
        # finite times zero is zero, all else times zero is not a number: the quickest way to look at all at once
        if value.dot(self.nothing) != 0.0:
            unit = self.declaration.time.unit
            raise SolverError(
                f"{self.declaration.id}: the rates are not finite at {t:.4g} {unit}; "
                "a parameter or an initial value leads out of the model's domain."
            )
        return value

    def _jacobian(self, t, y):
        return self.functions.jacobian(t, np.maximum(y, self.least), self.p)

    def _gave_up(self, t: float, message: str, joint: str = ":") -> SolverError:
        return gave_up(self.declaration, t, message, joint)

    def _leg(self, start: float, stop: float, times: np.ndarray, i: int, out: np.ndarray) -> tuple[int, float]:
        """Integrate until ``stop`` or until a trigger fires; return the next time to write and the time reached."""
        self.stalls_at = self.count + stall_bound(self.rtol)
        if self.triggers.over:
            return self._whole_leg(start, stop, times, i, out), stop
        return self._watched_leg(start, stop, times, i, out)

    def _whole_leg(self, start: float, stop: float, times: np.ndarray, i: int, out: np.ndarray) -> int:
        j = int(np.searchsorted(times, stop, side="left"))
        try:
            with np.errstate(all="ignore"):
                states, self.y, trouble = lsoda(
                    self.rates, self._jacobian, start, self.y, times[i:j], stop, rtol=self.rtol, atol=self.atol
                )
        except _Stalled:
            from scipy.integrate import solve_ivp

            self.stalls_at = math.inf
            asked = np.append(times[i:j], stop)
            with np.errstate(all="ignore"):
                result = solve_ivp(
                    self.rates, (start, stop), self.y, method="Radau", rtol=self.rtol, atol=self.atol,
                    jac=self._jacobian, t_eval=asked,
                )  # fmt: skip
            if result.status < 0:
                raise self._gave_up(result.t[-1] if len(result.t) else start, result.message) from None
            states, self.y = result.y[:, :-1], result.y[:, -1].copy()
            trouble = None if np.isfinite(self.y).all() else (stop, "a state is not finite.")
        if trouble:
            raise self._gave_up(*trouble)
        self._write(out, slice(i, j), states)
        return j

    def _watched_leg(self, start, stop, times, i, out) -> tuple[int, float]:
        """Step by step, looking at the triggers' conditions within each step."""
        from scipy.integrate import LSODA, Radau

        if stop - start <= 1e-12 * abs(stop):  # nearer than LSODA can begin
            self.y = self.y + self.rates(start, self.y) * (stop - start)
            return i, stop
        solver = self._stepper(LSODA, start, stop)
        while solver.status == "running":
            try:
                with np.errstate(all="ignore"):
                    trouble = solver.step()
            except _Stalled:
                self.stalls_at, self.y = math.inf, solver.y
                solver = self._stepper(Radau, solver.t, stop)
                continue
            if solver.status == "failed" or not np.isfinite(solver.y).all():
                raise self._gave_up(solver.t, trouble or "a state is not finite.")
            within = solver.dense_output()
            met = self.triggers.crossing(within, solver.t_old, solver.t, self.p)
            reached = solver.t if met is None else met
            j = int(np.searchsorted(times, reached, side="left"))
            if j > i:
                self._write(out, slice(i, j), within(times[i:j]))
                i = j
            if met is not None and met < stop:
                self.y = within(met)
                self._settle(met, [])
                return self._record(met, times, i, out), met
        self.y = solver.y.copy()
        return i, stop

    def _stepper(self, method, start: float, stop: float):
        """A solver from here on, advanced a step at a time."""
        with np.errstate(all="ignore"):
            return method(self.rates, start, self.y, stop, rtol=self.rtol, atol=self.atol, jac=self._jacobian)


__getattr__ = attributes(__name__, GaveUp="evbook.simulation.solver:SolverError")
