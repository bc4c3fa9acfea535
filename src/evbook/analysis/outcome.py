"""Outcomes of many settings at once: declared measures, and expressions on measures.

An outcome is the name of a measure (``"T_final"``), of a state or an output, which stands for its value at the end of
the run (or of the axis), or an expression on these and on parameters (``"T_largest / T_0"``, ``"T > 1.2e8"``, which
counts as 1 or 0).  Sweeps, thresholds, sensitivities
and ensembles all ask through here, so that they mean the same by it.
"""

from __future__ import annotations

import pickle
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec

import numpy as np

from evbook.declaration import Declaration, Measure
from evbook.declaration.expressions import ExpressionError, names_in
from evbook.derive.numpy import functions, of_outcomes, of_parameters
from evbook.derive.system import System, compile
from evbook.simulation.batch import firings_of_many, integrate_many
from evbook.simulation.curve_measures import curve_of, take_of_curve
from evbook.simulation.curves import default_grid, grid_to
from evbook.simulation.measures import measuring_grid, take_of_many
from evbook.simulation.setting import near
from evbook.simulation.solver import jumps

#: Members integrated together, at most, and numbers that their curves may take: the more, the smaller is
#: Python's share.
CHUNK, NUMBERS = 8192, 2**24
#: The tolerance of the book's own runs (see :func:`evbook.simulation.solver.integrate`).
RTOL = 1e-8


class RunsFailed(UserWarning):
    """Some runs did not end; their outcomes are NaN."""


@dataclass(frozen=True)
class Question:
    """What is asked of each setting: the outcomes, whether vesicles act, and the time simulated to."""

    outcomes: tuple[str, ...]
    ev: bool = True
    end: float | None = None
    rtol: float = RTOL


def chunk_size(declaration: Declaration) -> int:
    """How many members are integrated together: as many as their curves leave room for."""
    # measures are taken on four times as many points as are drawn (measuring_grid)
    points = 4 * len(default_grid(declaration)) * (len(declaration.states) + len(declaration.outputs) + 1)
    return int(np.clip(NUMBERS // points, 256, CHUNK))


def parameter_of(declaration: Declaration, name: str):
    """Return the record of a parameter.  Raises ValueError with the nearest name there is."""
    for parameter in declaration.parameters:
        if parameter.name == name:
            return parameter
    raise ValueError(
        f"{declaration.id} has no parameter {name!r}. {near(name, [p.name for p in declaration.parameters])}"
    )


def outcomes_of(declaration: Declaration) -> tuple[Measure, ...]:
    """The declared measures, and for each state and output the measure that is its value at the end.

    A run of a tissue ends by itself and has its measures alone.
    """
    series = () if declaration.kind == "tissue" else (*declaration.states, *declaration.outputs)
    at_end = (Measure(x.name, x.name, "final", x.unit, f"{x.meaning}, at the end") for x in series)
    return (*declaration.measures, *at_end)


def check_outcome(declaration: Declaration, text: str) -> str:
    """Return ``text`` when it is an outcome of the model.  Raises ValueError with a sentence."""
    names = [m.name for m in outcomes_of(declaration)]
    if not isinstance(text, str):
        raise ValueError(f"{declaration.id}: an outcome is a measure or an expression in text, not {text!r}.")
    try:
        used = names_in(text)
        parameters = {p.name for p in declaration.parameters}
        for name in sorted(used - set(names) - parameters - {"pi"}):
            raise ValueError(
                f"{declaration.id} has no measure, state, output or parameter {name!r} for the outcome {text!r}. "
                f"{near(name, [*names, *parameters])}"
            )
        of_outcomes(declaration, text)
    except ExpressionError as error:
        raise ValueError(f"{declaration.id}: {error}.") from None
    if not used & set(names):
        raise ValueError(
            f"{declaration.id}: the outcome {text!r} names no measure, state or output, so no run can change it; "
            f"measures are {', '.join(m.name for m in declaration.measures)}."
        )
    return text


def unit_of(declaration: Declaration, text: str) -> str:
    """The unit of an outcome: the measure's own; for an expression the words ``as written``."""
    return next((m.unit for m in outcomes_of(declaration) if m.name == text), "as written")


def evaluate(
    declaration: Declaration,
    question: Question,
    settings: np.ndarray,
    *,
    executor=None,
    progress: bool | Callable[[int, int], None] | None = None,
) -> np.ndarray:
    """Return each outcome of each setting, shape (outcomes, members); NaN where a run failed.

    ``settings`` has shape (parameters, members), in declared order.  The members are cut into the same
    chunks with and without an ``executor`` (any :class:`concurrent.futures.Executor`), so the numbers are
    the same too.  ``progress`` is called with (members done, members asked), or True for a line on
    standard error.  Warns :class:`RunsFailed` when runs did not end.
    """
    settings = np.asarray(settings, float)
    for text in question.outcomes:
        check_outcome(declaration, text)
    total = settings.shape[1]
    size = 1 if declaration.tissue else chunk_size(declaration)
    chunks = [settings[:, i : i + size] for i in range(0, total, size)]
    report = reporter(progress, "settings")
    report(0, total)
    if executor is None:
        answers = (_answer(declaration, question, chunk) for chunk in chunks)
    else:
        blob = pickle.dumps(declaration)
        futures = [executor.submit(_answer_elsewhere, blob, question, chunk) for chunk in chunks]
        answers = (future.result() for future in futures)
    values, failed, done = [], [], 0
    for value, sentences in answers:
        values.append(value)
        failed += sentences
        done += value.shape[1]
        report(done, total)
    if failed:
        warnings.warn(
            f"{declaration.id}: {len(failed)} of {total} runs did not end and count as NaN; the first: {failed[0]}",
            RunsFailed,
            stacklevel=3,
        )
    return np.hstack(values) if values else np.empty((len(question.outcomes), 0))


def _answer(declaration: Declaration, question: Question, settings: np.ndarray):
    if declaration.kind == "tissue":
        return _answer_of_runs(declaration, question, settings)
    times = grid_to(declaration, question.end)
    if declaration.kind == "curve":
        return _answer_at(declaration, question, settings, times)
    if not (declaration.doses or declaration.windows or declaration.triggers):
        return _answer_at(declaration, question, settings, measuring_grid(times, ()))
    # settings that give at the same moments are looked at together
    names = [p.name for p in declaration.parameters]
    together: dict[tuple[float, ...], list[int]] = {}
    system = compile(declaration, ev=question.ev)
    fired = firings_of_many(system, settings, float(times[-1]), declaration.rtol)
    for i, column in enumerate(settings.T.tolist()):
        given = [jump.time for jump in jumps(declaration, dict(zip(names, column, strict=True)))]
        together.setdefault(tuple(sorted({*given, *fired[i]})), []).append(i)
    found, failed = np.empty((len(question.outcomes), settings.shape[1])), []
    for when, members in together.items():
        grid = measuring_grid(times, when)
        found[:, members], sentences = _answer_at(declaration, question, settings[:, members], grid)
        failed += sentences
    return found, failed


def _answer_at(declaration: Declaration, question: Question, settings: np.ndarray, times: np.ndarray):
    """The outcomes of runs that are looked at at the same times."""
    system = compile(declaration, ev=question.ev)
    used = set().union(*(names_in(text) for text in question.outcomes))
    wanted = [m for m in outcomes_of(declaration) if m.name in used]
    curves, failed = curves_of_many(system, settings, times, [m.of for m in wanted], rtol=question.rtol)
    values = dict(zip((p.name for p in declaration.parameters), settings, strict=True))
    values |= {m.name: np.nan for m in outcomes_of(declaration)}
    for m in wanted:
        text = m.level or m.time
        level = np.asarray(of_parameters(declaration, text)(values) if text else np.nan, float)
        level = np.broadcast_to(level, settings.shape[1:])
        if declaration.kind == "curve":
            values[m.name] = take_of_curve(m.take, times, curves[m.of], curve_of(system, m, list(settings)), level)
        else:
            log = declaration.record(m.of).scale == "log"
            values[m.name] = take_of_many(m.take, times, curves[m.of], level, log)
    return _expressed(declaration, question, values), failed


def _expressed(declaration: Declaration, question: Question, values: dict) -> np.ndarray:
    """Each outcome, from every parameter and measure by name, each of shape (members,)."""
    out = np.empty((len(question.outcomes), len(next(iter(values.values())))))
    for row, text in enumerate(question.outcomes):
        named = np.array([np.broadcast_to(values[name], out.shape[1]) for name in names_in(text) if name in values])
        # a comparison with what never happened is neither true nor false
        out[row] = np.where(np.isnan(named).any(axis=0), np.nan, of_outcomes(declaration, text)(values))
    return out


def _answer_of_runs(declaration: Declaration, question: Question, settings: np.ndarray):
    """The outcomes of one run of a tissue at each setting; its seed is one of the parameters."""
    from evbook.simulation.lattice_looks import look, measures_of

    names = [p.name for p in declaration.parameters]
    end = grid_to(declaration, question.end)[-1]
    members = [dict(zip(names, column, strict=True)) for column in settings.T.tolist()]
    found = [measures_of(declaration, look(declaration, one, ev=question.ev, limit=end)) for one in members]
    values = dict(zip(names, settings, strict=True))
    values |= {m.name: np.array([one[m.name] for one in found]) for m in declaration.measures}
    return _expressed(declaration, question, values), []


def curves_of_many(
    system: System, settings: np.ndarray, times: np.ndarray, names: Sequence[str], *, rtol: float = RTOL
) -> tuple[dict[str, np.ndarray], list[str]]:
    """Return the named states and outputs, each (times, members), and a sentence for each failed run.

    For a curve model ``times`` are values of its axis.  Raises ValueError where it has two axes.
    """
    d, outputs = system.declaration, functions(system).outputs
    if len(d.axes) > 1:
        raise ValueError(f"{d.id} is drawn over two axes; sweeps and ensembles speak of curves over one.")
    failed, curves, states, hidden = [], {}, [], []
    if d.kind == "dynamic":
        runs = integrate_many(system, settings, times, rtol=rtol)
        states, hidden, failed = runs.states, runs.hidden, list(runs.failed.values())
        curves = dict(zip((s.name for s in d.states), states, strict=True))
    if any(name not in curves for name in names):
        with np.errstate(all="ignore"):
            rows = outputs(times[:, None], list(states), [*settings[:, None, :], *hidden])
        shape = (len(times), settings.shape[1])
        curves |= {o.name: np.broadcast_to(row, shape) for o, row in zip(d.outputs, rows, strict=True)}
    return curves, failed


@lru_cache(maxsize=8)
def _declared(blob: bytes) -> Declaration:
    """A declaration sent to another process, unpickled (and so compiled) once there."""
    return pickle.loads(blob)


def _answer_elsewhere(blob: bytes, question: Question, settings: np.ndarray):
    return _answer(_declared(blob), question, settings)


def reporter(progress, what: str) -> Callable[[int, int], None]:
    """The function to call with (done, asked): the caller's own, a bar in a notebook, a line, or nothing."""
    if progress is None or progress is False:
        return lambda done, total: None
    if callable(progress):
        return progress
    if "ipykernel" in sys.modules and find_spec("tqdm") is not None:
        return _bar(what)

    def line(done: int, total: int) -> None:
        ending = "\n" if done >= total else ""
        print(f"\r{done:,} of {total:,} {what}", end=ending, file=sys.stderr, flush=True)

    return line


def _bar(what: str) -> Callable[[int, int], None]:
    """A bar of tqdm, which says how long the rest will take."""
    from tqdm.auto import tqdm

    bar = None

    def report(done: int, total: int) -> None:
        nonlocal bar
        if bar is None:
            bar = tqdm(total=total, unit=f" {what}")
        bar.update(done - bar.n)
        if done >= total:
            bar.close()

    return report
