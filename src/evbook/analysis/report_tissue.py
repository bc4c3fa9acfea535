"""What a report card says of a model in space."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from evbook.analysis.report_line import Line
from evbook.analysis.sampling import ranges_of, sample
from evbook.declaration import Declaration
from evbook.simulation.lattice import LatticeRun
from evbook.simulation.lattice_kernels import kernels
from evbook.simulation.lattice_looks import seed_of
from evbook.simulation.setting import setting

#: Settings tried, and steps of each run.
TRIED, STEPS = 12, 20


def in_space(d: Declaration) -> Iterator[Line]:
    """The lines that only a lattice has."""
    yield _any_setting(d)
    yield _base(d)
    yield _same_run(d)
    yield from _conservation(d)


def _run(d: Declaration, values: dict, *, ev: bool, steps: int = STEPS, compiled: bool | None = None) -> LatticeRun:
    run = LatticeRun(d, values, ev=ev, seed=seed_of(d, values), compiled=compiled)
    for _ in range(steps):
        run.step()
    return run


def _settings(d: Declaration) -> list[dict[str, float]]:
    columns = sample(d, ranges_of(d, "all", "declared"), TRIED, seed=1)
    return [{name: float(column[k]) for name, column in columns.items()} for k in range(TRIED)]


def _any_setting(d: Declaration) -> Line:
    good = 0
    for values in _settings(d):
        run = _run(d, values, ev=True)
        counted = np.bincount(run.kind, minlength=len(run.counts))[1:]
        finite = np.isfinite(run.memory).all() and np.isfinite(run.field).all()
        good += bool(np.array_equal(counted, run.counts[1:]) and finite and run.memory.min(initial=0) >= 0)
    return Line(
        "Any setting",
        good == TRIED,
        f"{good} of {TRIED}",
        f"At {TRIED} random settings within the ranges, cells are counted as they lie after {STEPS} steps, one a site "
        "at most, and what they remember is finite and not negative.",
    )


def _base(d: Declaration) -> Line:
    """Without vesicles no EV number matters."""
    own = {p.name: p.range[1] for p in d.parameters if p.ev}
    plain, moved = _run(d, setting(d), ev=False), _run(d, setting(d, values=own), ev=False)
    same = bool(np.array_equal(plain.kind, moved.kind))
    return Line("Base", same, f"{len(own)}",
                f"With the EV terms off, none of the {len(own)} numbers we added moves a single cell.")  # fmt: skip


def _same_run(d: Declaration) -> Line:
    sentence = "The loops that Numba compiles and those in plain Python give the same run, cell by cell."
    if not kernels().compiled:
        return Line("Same run", None, "", "Numba is not installed here; the tests compare compiled and plain runs.")
    one, other = (_run(d, setting(d), ev=True, compiled=compiled) for compiled in (True, False))
    pairs = ((one.kind, other.kind), (one.memory, other.memory), (one.field, other.field))
    return Line("Same run", all(np.array_equal(a, b) for a, b in pairs), f"{STEPS} steps", sentence)


def _conservation(d: Declaration) -> Iterator[Line]:
    """All that is shed is taken up somewhere."""
    run = _run(d, setting(d), ev=True)
    for i, f in enumerate(d.tissue.fields):
        names = [k.name for k in d.tissue.kinds]
        shed = sum(run.value(("source", i, kind)) * run.counts[names.index(kind) + 1] for kind in f.source)
        if shed > 0:
            apart = float(abs(run.field[i].sum() / shed - 1))
            yield Line("Conservation", apart < 1e-2, f"{apart:.1e}",
                       f"What all sites take up of {f.label or f.name} is what cells shed, to this share.")  # fmt: skip
