"""Run many settings of one system: in machine code, else at once on arrays, else one by one.

SciPy solves one system at a time; a loop over settings spends its time in Python, not in arithmetic.  What neither
machine code nor arrays bring to an end is left to LSODA, the book's reference.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from evbook.derive.numpy import functions, point
from evbook.derive.system import System
from evbook.simulation import fast
from evbook.simulation.machine.workspace import DONE, OFTEN
from evbook.simulation.solver import SolverError, firings, floors, gave_up_often, jumps, run, tolerances

#: With this many members or fewer LSODA, one after another, is quicker than arrays.
FEW = 8


@dataclass(frozen=True)
class Runs:
    """Many runs: ``states`` of shape (n, times, members), NaN where a run failed.

    ``hidden`` has the windows and switches in the same shape.  ``steps`` (members,) counts attempted steps,
    ``evaluations`` calls of the right-hand side for all members at once, ``handed`` the members that LSODA
    solved, ``failed`` maps a member to a sentence.
    """

    states: np.ndarray
    hidden: np.ndarray
    steps: np.ndarray
    evaluations: int
    handed: tuple[int, ...]
    failed: dict[int, str]


def integrate_many(system: System, settings: np.ndarray, times: np.ndarray, *, rtol: float = 1e-8) -> Runs:
    """Return the states at ``times`` (increasing, from 0 or later) of each column of ``settings`` (q, members).

    Tolerances, doses and windows mean what they mean in :func:`evbook.simulation.solver.integrate`; a model with
    triggers is left to LSODA, which locates them.
    """
    d = system.declaration
    n, count = system.size, settings.shape[1]
    members = [dict(zip((p.name for p in d.parameters), column, strict=True)) for column in settings.T.tolist()]
    # a member's values lie together: they are written a few at a time, a step at a time
    out = np.full((count, len(times), n + len(d.hidden)), np.nan).transpose(2, 1, 0)
    steps, evaluations, handed, failed = np.zeros(count, int), 0, range(count), {}
    if count > 1 and (code := fast.program(system, many=True)) is not None:
        came = _in_machine_code(code, system, members, times, rtol, out=out.transpose(2, 1, 0))
        for i in np.flatnonzero(came.outcome == OFTEN).tolist():
            out[:, :, i], failed[i] = np.nan, str(gave_up_often(d, came.ended[i], came.last[i]))
        handed = np.flatnonzero((came.outcome != DONE) & (came.outcome != OFTEN)).tolist()
        steps, evaluations = came.steps, int(came.evaluations.sum())
    elif count > FEW and not d.triggers:
        from evbook.simulation.crowd import Crowd

        with np.errstate(all="ignore"):
            crowd = Crowd(system, members, _jumps_of_many(d, members), np.asarray(times, float), rtol, out)
            crowd.run()
        steps, evaluations, handed = crowd.steps, crowd.evaluations, sorted(crowd.handed)
    for i in handed:
        try:
            out[:, :, i] = run(system, members[i], times, rtol=rtol)
        except SolverError as error:
            out[:, :, i], failed[i] = np.nan, str(error)
    return Runs(out[:n], out[n:], steps, evaluations, tuple(handed), failed)


def _in_machine_code(code, system: System, members, times, rtol, **options) -> fast.Came:
    """Runs of all members in machine code."""
    d, count = system.declaration, len(members)
    p = np.array([point(d, values) for values in members])
    rows = functions(system).initial(np.ascontiguousarray(p.T))
    start = np.broadcast_to(rows.reshape(len(rows), -1), (len(rows), count))
    return fast.run_many(
        code, start.T, p, times, _jumps_of_many(d, members), least=floors(d), atol=tolerances(d, rtol), rtol=rtol,
        first_hidden=len(d.parameters), **options,
    )  # fmt: skip


def firings_of_many(system: System, settings: np.ndarray, end: float, rtol: float) -> list[list[float]]:
    """When triggers fire up to ``end`` in a run of each column of ``settings``; a run that fails has no such moment."""
    d = system.declaration
    if not d.triggers:
        return [[] for _ in settings.T]
    members = [dict(zip((p.name for p in d.parameters), column, strict=True)) for column in settings.T.tolist()]
    found, left = [[] for _ in members], range(len(members))
    if len(members) > 1 and (code := fast.program(system, many=True)) is not None:
        came = _in_machine_code(code, system, members, np.array([end]), rtol, moments=True)
        found = [fired if how == DONE else [] for fired, how in zip(came.fired, came.outcome, strict=True)]
        left = np.flatnonzero((came.outcome != DONE) & (came.outcome != OFTEN)).tolist()
    for i in left:
        with suppress(SolverError):
            found[i] = firings(system, members[i], end, rtol)
    return found


def _jumps_of_many(declaration, members) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The jumps of each member in order: times, rows of (states, hidden), amounts, shape (members, jumps).

    A member with fewer than another is filled up with jumps at an infinite time.
    """
    n = len(declaration.states)
    lists = [jumps(declaration, values) for values in members] if declaration.doses or declaration.windows else []
    most = max(map(len, lists), default=0)
    times = np.full((len(members), most), np.inf)
    rows, amounts = np.zeros(times.shape, int), np.zeros(times.shape)
    for i, given in enumerate(lists):
        for j, jump in enumerate(given):
            times[i, j], rows[i, j], amounts[i, j] = jump.time, jump.index + n * jump.hidden, jump.amount
    return times, rows, amounts
