"""One run of each model in Python: by SciPy, as ``Model.simulate`` makes it, and as one of many on arrays.

Milliseconds of processor time, at the tolerance and on the points of a figure at rest; what the browser takes for the
same run is measured in its figure (``browsing.py``).
"""

from __future__ import annotations

import statistics
import time
import warnings

from record import Record

#: Runs at once, and seconds over which single runs are repeated.
MEMBERS, LONG = 512, 0.3


def milliseconds(work) -> float:
    """Processor time of a piece of work."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def of_the_models(record: Record, models: set[str], cap: float) -> None:
    """Solve every model; one whose runs together would take more than ``cap`` seconds is solved alone only."""
    from evbook.review.catalogue import declarations

    for declaration in declarations():
        if not models or declaration.id in models:
            with record.attempt(f"the runs of {declaration.id} in Python"), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a member that gives up is counted, not shouted
                one_model(declaration, record, cap)


def one_model(declaration, record: Record, cap: float) -> None:
    """Solve one model alone and in a crowd."""
    from evbook.analysis.outcome import curves_of_many
    from evbook.analysis.sampling import ranges_of, sample
    from evbook.analysis.sweep import columns_of
    from evbook.derive.system import compile
    from evbook.simulation.curves import default_grid, series
    from evbook.simulation.setting import setting

    base, times = setting(declaration), default_grid(declaration)
    one = lambda: series(declaration, base, times, ev=True)  # noqa: E731
    one()
    runs, until = [], time.monotonic() + LONG
    while len(runs) < 3 or time.monotonic() < until:
        runs.append(milliseconds(one))
    record.add("one run, SciPy", declaration.id, statistics.median(runs), "ms")
    if MEMBERS * statistics.median(runs) > 1000 * cap:
        raise RuntimeError(f"{MEMBERS} of them might take longer than {cap:g} s; --cap allows more.")
    varied = sample(declaration, ranges_of(declaration, None, "declared"), MEMBERS, seed=1)
    settings, system = columns_of(declaration, base, varied), compile(declaration)
    names = [o.name for o in (*declaration.states, *declaration.outputs)]
    curves_of_many(system, settings[:, :16], times, names)
    crowd = milliseconds(lambda: curves_of_many(system, settings, times, names)) / MEMBERS
    alone = record.beside("one run, SciPy", declaration.id)
    record.add("one run of 512, arrays", declaration.id, crowd, "ms", beside=alone,
               note="one run of 512: over the ranges of the model's assumed numbers")  # fmt: skip
