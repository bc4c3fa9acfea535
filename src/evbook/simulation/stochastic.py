"""Exact stochastic runs: Gillespie's direct method, all runs at once.

A process with rate a(y) happens with probability a dt; between two happenings nothing changes, so
the waiting time is exponential with rate Σa and the process is chosen in proportion to a (Gillespie
1977, J Phys Chem 81:2340).  Boluses and window edges fall at their times: an exponential wait has no
memory, so a wait that would pass one is cut there and drawn anew.
"""

from __future__ import annotations

import numpy as np

from evbook.declaration import Declaration
from evbook.derive.numpy import functions, point
from evbook.derive.system import System
from evbook.simulation.solver import SolverError, jumps

#: Happenings per run after which the runs are given up.
HAPPENINGS_BOUND = 500_000


def sample_paths(
    system: System, setting: dict[str, float], times: np.ndarray, *, runs: int, seed: int | np.random.Generator
) -> np.ndarray:
    """Return counts of shape (runs, n, k) at ``times`` (shape (k,), increasing, from 0 or later).

    Initial amounts are rounded to whole numbers.  The same seed gives the same runs.  Raises
    ValueError where rates depend on time or triggers are declared, and SolverError past
    :data:`HAPPENINGS_BOUND` happenings or at a rate that is negative or not finite.
    """
    d = system.declaration
    _refuse(d, system)
    f, rng = functions(system), np.random.default_rng(seed)
    start = point(d, setting)
    changes = f.stoichiometry(start)
    if not np.allclose(changes, np.round(changes)):
        raise ValueError(f"{d.id}: a process changes a state by a part of a unit; counts change by whole numbers.")
    y = np.repeat(np.round(f.initial(start))[:, None], runs, axis=1)
    p = np.repeat(start[:, None], runs, axis=1)
    schedule = jumps(d, setting)
    edges = np.array([*(jump.time for jump in schedule), np.inf])
    out = np.empty((runs, len(y), len(times)))
    t, written, given = np.zeros(runs), np.zeros(runs, int), np.zeros(runs, int)
    going = np.arange(runs)
    for _ in range(HAPPENINGS_BOUND + len(schedule)):
        if not len(going):
            return out
        rates = _propensities(d, f, t[going], y[:, going], p[:, going])
        total = rates.sum(axis=0)
        with np.errstate(divide="ignore"):
            arrival = t[going] + rng.exponential(size=len(going)) / total
        edge = edges[given[going]]
        cut = arrival >= edge
        reached = np.where(cut, edge, arrival)
        _write(out, y, written, going, reached, times)
        t[going] = reached
        happens = going[~cut & np.isfinite(reached)]
        if len(happens):
            share = rates[:, ~cut & np.isfinite(reached)]
            chosen = (rng.random(len(happens)) * share.sum(axis=0) < np.cumsum(share, axis=0)).argmax(axis=0)
            y[:, happens] += changes[:, chosen]
        for run in going[cut & np.isfinite(reached)]:
            jump = schedule[given[run]]
            if jump.hidden:
                p[len(d.parameters) + jump.index, run] += jump.amount
            else:
                y[jump.index, run] += np.round(jump.amount)
            given[run] += 1
        going = going[written[going] < len(times)]
    raise SolverError(
        f"{d.id}: the stochastic runs were given up after {HAPPENINGS_BOUND:,} happenings; "
        "choose a shorter time or smaller counts."
    )


def _refuse(d: Declaration, system: System) -> None:
    if d.kind == "curve":
        raise ValueError(f"{d.id} is a curve; it has no processes to draw at random.")
    if d.triggers or not system.autonomous:
        raise ValueError(f"{d.id}: stochastic runs need rates that depend on counts alone, without triggers or time.")


def _propensities(d: Declaration, f, t, y, p) -> np.ndarray:
    with np.errstate(all="ignore"):
        rates = f.rates(t, y, p)
    rates = np.broadcast_to(rates.reshape(len(rates), -1), (len(rates), len(t)))
    if not np.all(np.isfinite(rates)) or np.any(rates < 0):
        raise SolverError(f"{d.id}: a process has a rate that is negative or not finite, so it has no probability.")
    return rates


def _write(out, y, written, going, reached, times) -> None:
    """Write the counts at every output time that a run passes before it changes."""
    pending = going
    until = reached
    while len(pending):
        due = times[np.minimum(written[pending], len(times) - 1)]
        passes = (written[pending] < len(times)) & (due < until)
        pending, until = pending[passes], until[passes]
        if len(pending):
            out[pending, :, written[pending]] = y[:, pending].T
            written[pending] += 1
