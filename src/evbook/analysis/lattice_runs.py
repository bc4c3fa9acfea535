"""Many runs of one tissue at one setting: what chance makes of it."""

from __future__ import annotations

import os
import pickle
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import numpy as np
import pandas as pd

from evbook.analysis.outcome import reporter
from evbook.declaration import Declaration
from evbook.simulation.lattice_kernels import kernels
from evbook.simulation.lattice_looks import look, measures_of, whole_seed

#: Runs that one task of an executor makes.
CHUNK = 5


def need_tissue(declaration: Declaration, what: str) -> None:
    """Raise ValueError for a model without a lattice; ``what`` says what it was asked for."""
    if declaration.tissue is None:
        raise ValueError(
            f"{declaration.id} has no lattice, so it has no {what}; a single setting gives a single curve."
        )


def runs(
    declaration: Declaration,
    n: int,
    *,
    values: dict[str, float],
    ev: bool,
    seed: int = 0,
    limit: float | None = None,
    statistics: bool = True,
    executor=None,
    progress=None,
) -> pd.DataFrame:
    """Return a row a run, with the measures as columns; see :meth:`evbook.model.Model.runs`."""
    need_tissue(declaration, "runs")
    if int(n) != n or n < 1:
        raise ValueError(f"{declaration.id}: the number of runs is a whole number from 1 on, not {n!r}.")
    seeds = [whole_seed(declaration, seed) + k for k in range(int(n))]
    chunks = [seeds[i : i + CHUNK] for i in range(0, len(seeds), CHUNK)]
    report, rows = reporter(progress, "runs"), []
    report(0, len(seeds))
    rest = (values, ev, limit, statistics)
    if executor is not None:
        blob = pickle.dumps(declaration)
        futures = [executor.submit(_elsewhere, blob, chunk, *rest) for chunk in chunks]
        for future in futures:
            rows += future.result()
            report(len(rows), len(seeds))
    elif kernels().compiled and (os.cpu_count() or 1) > 1 and len(chunks) > 1:
        _made(declaration, seeds[:1], values, ev, 0.0, statistics)  # compiled once, not in each thread
        with ThreadPoolExecutor(os.cpu_count()) as threads:  # the loops let other threads run
            for made in threads.map(lambda chunk: _made(declaration, chunk, *rest), chunks):
                rows += made
                report(len(rows), len(seeds))
    else:
        for chunk in chunks:
            rows += _made(declaration, chunk, *rest)
            report(len(rows), len(seeds))
    frame = pd.DataFrame(rows, index=pd.Index(seeds, name="seed"))
    frame.attrs["units"] = {m.name: m.unit for m in declaration.measures}
    frame.attrs |= {
        "model": declaration.id,
        "ev": ev,
        "setting": dict(values),
        "limit": limit or declaration.tissue.limit,
    }
    return frame


def _made(
    d: Declaration, seeds: Sequence[int], values: dict, ev: bool, limit: float | None, statistics: bool
) -> list[dict]:
    return [measures_of(d, look(d, values, ev=ev, seed=one, limit=limit, statistics=statistics)) for one in seeds]


@lru_cache(maxsize=8)
def _declared(blob: bytes) -> Declaration:
    return pickle.loads(blob)


def _elsewhere(blob: bytes, *rest) -> list[dict]:
    return _made(_declared(blob), *rest)


def simulated(declaration: Declaration, values: dict[str, float], *, ev: bool, times=None, frames=None) -> pd.DataFrame:
    """Return one run over time; see :meth:`evbook.model.Model.simulate`."""
    from evbook.simulation.setting import time_grid

    d = declaration
    need_tissue(d, "frames")
    asked = [] if frames is None else np.atleast_1d(np.asarray(frames, float)).tolist()
    for time in asked:
        if not 0 <= time <= d.tissue.limit:
            raise ValueError(f"{d.id}: a frame is a time from 0 to {d.tissue.limit:g} {d.time.unit}, not {time:g}.")
    grid = None if times is None else time_grid(d, times)
    looks = look(d, values, ev=ev, frames=[*asked, *([] if grid is None else [grid[-1]])])
    if grid is None:
        index, columns = looks.times, looks.outputs
    else:
        index, places = grid, np.floor(grid / looks.run.dt + 1e-9).astype(int)
        inside = np.minimum(places, len(looks.times) - 1)
        columns = {name: np.where(places < len(row), row[inside], np.nan) for name, row in looks.outputs.items()}
    frame = pd.DataFrame(columns, index=pd.Index(index, name="time"))
    frame.attrs["units"] = {"time": d.time.unit} | {o.name: o.unit for o in d.outputs}
    frame.attrs["setting"], frame.attrs["model"], frame.attrs["ev"] = values, d.id, ev
    kept = {round(time, 9): grid for time, grid in looks.frames.items()}
    frame.attrs["frames"] = {int(time) if float(time).is_integer() else time: kept[round(time, 9)] for time in asked}
    frame.attrs["kinds"] = {k.name: number for number, k in enumerate(d.tissue.kinds, 1)}
    return frame


def on_window(looked: pd.DataFrame, times: np.ndarray) -> pd.DataFrame:
    """Return a run over time at other times: as it was at the look before, and NaN after its end."""
    places = np.searchsorted(looked.index, times + 1e-9, side="right") - 1
    frame = looked.iloc[places].set_axis(pd.Index(times, name=looked.index.name))
    frame[times > looked.index[-1] + 1e-9] = np.nan
    frame.attrs = looked.attrs
    return frame
