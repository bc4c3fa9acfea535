"""Which parameters an outcome rises and falls with, over settings that were drawn or that a reader gives."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from evbook.analysis.outcome import Question, evaluate, parameter_of
from evbook.analysis.sampling import chosen, ranges_of, sample, table_of
from evbook.analysis.sensitivity import labelled
from evbook.analysis.sweep import columns_of
from evbook.declaration import Declaration


def by_rank(
    declaration: Declaration, outcome: str, *, base, parameters=None, ranges="declared", settings=None, n=None, seed=0,
    ev=True, end=None, executor=None, progress=None,
) -> pd.DataFrame:  # fmt: skip
    """Return rank correlations of the outcome with each parameter, the strongest first.

    ``partial`` is the partial rank correlation coefficient: of the ranks of a parameter and of the outcome, what all
    the other parameters explain taken from both (Marino et al. 2008 J Theor Biol 254:178).  ``rank`` is Spearman's.
    From ``settings``, a table of a reader's own, or from ``n`` (512) drawn; settings without an outcome are left out
    and counted in ``attrs["missing"]``.
    """
    if settings is None:
        table = sample(declaration, ranges_of(declaration, parameters, ranges), n or 512, seed=seed)
    else:
        table = table_of(declaration, settings)
        if parameters is not None:
            table = {p.name: table[p.name] for p in chosen(declaration, parameters) if p.name in table}
    columns = columns_of(declaration, base, table)
    question = Question((outcome,), ev=ev, end=end)
    found = evaluate(declaration, question, columns, executor=executor, progress=progress)[0]
    there = np.isfinite(found)
    names = [name for name, values in table.items() if np.ptp(values[there]) > 0] if there.any() else []
    if there.sum() < len(names) + 3 or not names:
        raise ValueError(f"{declaration.id}: {there.sum()} settings with an outcome cannot rank {len(table)} "
                         "parameters; give more, and vary each.")  # fmt: skip
    if np.ptp(found[there]) == 0:
        raise ValueError(f"{declaration.id}: {outcome!r} is {found[there][0]:g} in every setting; nothing matters to "
                         "it.")  # fmt: skip
    ranks = np.array([stats.rankdata(values[there]) for values in (*(table[name] for name in names), found)])
    ranks -= ranks.mean(axis=1, keepdims=True)
    plain = [_correlation(row, ranks[-1]) for row in ranks[:-1]]
    partial = []
    for i in range(len(names)):
        others = np.delete(ranks[:-1], i, axis=0).T
        rest = [y - others @ np.linalg.lstsq(others, y, rcond=None)[0] if others.size else y
                for y in (ranks[i], ranks[-1])]  # fmt: skip
        partial.append(_correlation(*rest))
    frame = pd.DataFrame({"parameter": names, "partial": partial, "rank": plain,
                          "low": [table[name].min() for name in names], "high": [table[name].max() for name in names],
                          "unit": [parameter_of(declaration, name).unit for name in names]})  # fmt: skip
    frame = frame.sort_values("partial", key=np.abs, ascending=False, kind="stable").reset_index(drop=True)
    return labelled(frame, declaration, outcome, "rank", {"partial": "1", "rank": "1"}, base, ev, runs=len(found),
                     missing=int((~there).sum()), seed=seed)  # fmt: skip


def _correlation(x: np.ndarray, y: np.ndarray) -> float:
    size = np.sqrt(np.sum(x**2) * np.sum(y**2))
    return float(np.sum(x * y) / size) if size > 0 else np.nan
