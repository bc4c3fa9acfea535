"""A run of a tissue as it is looked at, step after step, and the measures taken from the looks.

Nothing is interpolated between looks: what is first above a level is so on a look.  The front end's ``model/looks.js``
takes the same measures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evbook.declaration import Declaration
from evbook.derive.lattice import program
from evbook.simulation.lattice import LatticeRun
from evbook.simulation.measures import take
from evbook.simulation.well_mixed import WellMixed


@dataclass(frozen=True, eq=False)
class Looks:
    """The looks at a run: ``times`` of shape (k,), ``outputs`` by name, the asked ``frames`` by time, and the run
    itself."""

    times: np.ndarray
    outputs: dict[str, np.ndarray]
    frames: dict[float, np.ndarray]
    run: LatticeRun


def seed_of(d: Declaration, values: Mapping[str, float]) -> int:
    """The seed of a setting, a whole number.  Raises ValueError where it is none."""
    return whole_seed(d, int(np.floor(values[d.tissue.seed])))


def whole_seed(d: Declaration, seed) -> int:
    """Return a seed as a whole number from 0 to below 2^53.  Raises ValueError with a sentence otherwise."""
    try:
        number = int(seed)
    except (TypeError, ValueError):
        number = -1
    if number != seed or not 0 <= number < 2**53:
        raise ValueError(f"{d.id}: a seed is a whole number from 0 to below 2^53, not {seed!r}.")
    return number


def look(
    d: Declaration,
    values: dict[str, float],
    *,
    ev: bool,
    seed: int | None = None,
    limit: float | None = None,
    frames: Sequence[float] = (),
    statistics: bool = True,
    compiled: bool | None = None,
) -> Looks:
    """Run a tissue until its measure ``until`` is known, no cell is left, or ``limit`` (the declared one when absent).

    With ``frames`` the run goes on to the last of them.  Without ``statistics`` tallies, contacts and the well-mixed
    counterpart are not computed, and outputs that speak of them are NaN.
    """
    t = d.tissue
    run = LatticeRun(d, values, ev=ev, seed=seed_of(d, values) if seed is None else seed, compiled=compiled)
    mixed = WellMixed(run) if statistics else None
    limit = t.limit if limit is None else limit
    last = int(np.floor(limit / run.dt + 1e-9))
    wanted: dict[int, list[float]] = {}
    for time in frames:
        wanted.setdefault(round(time / run.dt), []).append(time)
    known = _known(d, run)
    rows, counted, kept = [], [], {}
    nothing = [np.nan] * len(t.statistics)
    while True:
        rows.append(run.counters.copy())
        counted.append([*run.statistics(), *mixed.row()] if mixed else nothing)
        if run.steps in wanted:
            kept |= dict.fromkeys(wanted[run.steps], run.grid())
        over = known(rows[-1]) or run.counters[1] == 0
        if run.steps >= last or (over and run.steps >= max(wanted, default=0)):
            break
        run.step()
        if mixed:
            mixed.step()
    c = np.array(rows).T
    with np.errstate(all="ignore"):
        found = program(d, ev).outputs(run.p, c, np.array(counted, float).T)
    outputs = {
        o.name: np.array(np.broadcast_to(row, c.shape[1:]), float) for o, row in zip(d.outputs, found, strict=True)
    }
    return Looks(c[0].copy(), outputs, kept, run)


def _known(d: Declaration, run: LatticeRun):
    """A function of counters that says whether the measure that ends a run is known."""
    measure = next((m for m in d.measures if m.name == d.tissue.until), None)
    if measure is None:
        return lambda counters: False
    place, level = [o.name for o in d.outputs].index(measure.of), run.constant["level", measure.name]
    outputs, blank = run.program.outputs, np.full(len(d.tissue.statistics), np.nan)
    before = [False]

    def known(counters: np.ndarray) -> bool:
        with np.errstate(all="ignore"):
            value = float(outputs(run.p, counters, blank)[place])
        now = value < level if measure.take == "first_below" else value > level
        held, before[0] = before[0], now
        return now and (held or measure.take != "stays_above")

    return known


def take_look(kind: str, times: np.ndarray, values: np.ndarray, *, level: float = np.nan) -> float:
    """Return a measure of a series of looks; NaN for what never happens.

    ``stays_above`` is the first of two successive looks above the level.  What ``first_above`` and ``first_below`` find
    is a look, not a crossing between two; the others are those of :func:`evbook.simulation.measures.take`.
    """
    if kind in ("first_above", "first_below", "stays_above"):
        there = values < level if kind == "first_below" else values > level
        if kind == "stays_above":
            there = there[:-1] & there[1:]
        return float(times[np.argmax(there)]) if there.any() else np.nan
    if len(times) == 1 and kind == "mean":
        return float(values[0])
    return take(kind, times, values, level=level)


def measures_of(d: Declaration, looks: Looks) -> dict[str, float]:
    """Return every measure of a run."""
    return _taken(d, looks.run.constant, looks.times, looks.outputs)


def measures_on(d: Declaration, values: Mapping[str, float], times: np.ndarray, outputs: Mapping) -> dict[str, float]:
    """Return every measure of a run from its outputs at its looks, which are NaN from its end on."""
    made = program(d, True)
    with np.errstate(all="ignore"):
        constant = dict(
            zip(made.constant_keys, map(float, made.constant(np.array(list(values.values()), float))), strict=True)
        )
    last = int(np.isfinite(next(iter(outputs.values()))).sum())
    return _taken(d, constant, times[:last], {name: row[:last] for name, row in outputs.items()})


def _taken(d: Declaration, constant: Mapping, times: np.ndarray, outputs: Mapping) -> dict[str, float]:
    levels = {m.name: constant.get(("level", m.name), np.nan) for m in d.measures}
    return {m.name: take_look(m.take, times, outputs[m.of], level=levels[m.name]) for m in d.measures}


def well_mixed_measures(d: Declaration, values: dict[str, float], *, ev: bool) -> dict[str, float]:
    """Return the measures of the well-mixed counterpart: its numbers stand where those of the lattice would."""
    t = d.tissue
    run = LatticeRun(d, values, ev=ev, seed=seed_of(d, values))
    mixed, known, rows, counted = WellMixed(run), _known(d, run), [], []
    for _ in range(int(np.floor(t.limit / run.dt + 1e-9)) + 1):
        rows.append(mixed.counters.copy())
        counted.append([*[np.nan] * (len(t.tallies) + len(t.contacts)), *mixed.row()])
        if known(rows[-1]):
            break
        mixed.step()
    c = np.array(rows).T
    with np.errstate(all="ignore"):
        found = program(d, ev).outputs(run.p, c, np.array(counted, float).T)
    outputs = {
        o.name: np.array(np.broadcast_to(row, c.shape[1:]), float) for o, row in zip(d.outputs, found, strict=True)
    }
    return _taken(d, run.constant, c[0], outputs)
