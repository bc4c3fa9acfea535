"""Runs in machine code, where the extra ``fast`` is installed: the same answers sooner.

``EVBOOK_FAST=0`` in the environment switches it off, as does :func:`switch`.  A model takes a tenth of a second to
translate; the integrator takes a second or two, once on a machine (:mod:`evbook.derive.kept`).  What asks for many runs
waits for it, and so does the tenth single run of a process; those before it do not.
A run that does not come to its end in machine code is left to SciPy, so refusals are the same sentences.
"""

from __future__ import annotations

import ctypes
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from evbook.derive import kept
from evbook.derive.system import System
from evbook.simulation.machine import explicit, firing, running, stepping, stiff, workspace

#: Attempted steps after which a run is left to SciPy: the stiffest settings of the niche need 65,000 at 1e-8.
MOST_STEPS = 100_000
#: Single runs of a process from which on the integrator is made where it is not kept.
PATIENCE = 10
#: The parts of the integrator, which are compiled as one text.
PARTS = (workspace, explicit, stiff, stepping, firing, running)
_DIRECTION = {"up": 1, "down": -1, "either": 0}
_FORM = "1"
_SIGNATURE = "(what: int, t: float, y: Floats, p: Floats, out: Floats)"
_switched: bool | None = None
_single = 0


def switch(on: bool | None) -> None:
    """Use machine code (True), never use it (False), or as the environment says (None)."""
    global _switched
    _switched = on


def wanted() -> bool:
    """Whether machine code is to be used, and can be: on Linux and macOS, with Numba's LLVM."""
    on = os.environ.get("EVBOOK_FAST", "1") != "0" if _switched is None else _switched
    return on and _there()


@cache
def _there() -> bool:
    return os.name == "posix" and find_spec("llvmlite") is not None


@dataclass(frozen=True)
class Program:
    """The machine code of a system: where its function stands, and what the integrator wants to know of it."""

    address: int
    autonomous: bool
    rules: np.ndarray


#: Programs by system; None for one whose functions have no machine code.
_PROGRAMS: dict[System, Program | None] = {}


def _kept_code(name: str, text, public: str, make: bool) -> int | None:
    """The address of a function that is kept, or made where that is asked for."""
    from evbook.simulation.machine import llvm

    data = kept.get(name)
    if data is None:
        if not make:
            return None
        data = llvm.assemble(text())
        kept.put(name, data)
    return llvm.load(data, public)


@cache
def _stamp() -> str:
    """What all machine code depends on: the translator, and the processor."""
    from evbook.simulation.machine import language, llvm, translation

    texts = (Path(module.__file__).read_bytes() for module in (language, translation, llvm))
    return kept.digest(_FORM, *texts, llvm.stamp())


_INTEGRATOR: list = []


@cache
def _text() -> str:
    """The text of the integrator."""
    return "\n".join(Path(part.__file__).read_text(encoding="utf-8") for part in PARTS)


def _name(text: str) -> str:
    """Under which name the machine code of a text is kept."""
    return f"{kept.digest(_stamp(), text)[:32]}.o"


def kept_integrator() -> Path | None:
    """The file of the integrator's machine code; None where there is none yet."""
    folder = kept.folder()
    path = folder and folder / _name(_text())
    return path if path and path.exists() else None


def _integrator(make: bool):
    """The integrator, ready to be called; None where it is not kept and is not to be made."""
    from evbook.simulation.machine import llvm
    from evbook.simulation.machine.translation import translate

    if not _INTEGRATOR:
        constants = {name: value for part in PARTS for name, value in vars(part).items()}
        text = lambda: translate(_text(), ("run_many",), constants)  # noqa: E731
        address = _kept_code(_name(_text()), text, "run_many", make)
        if address is None:
            return None
        i, d, p = ctypes.c_int64, ctypes.c_double, ctypes.c_void_p
        kinds = (i, i, i, *[p] * 9, d, *[p] * 9)
        _INTEGRATOR.append(llvm.function(address, *kinds))
    return _INTEGRATOR[0]


def program(system: System, *, many: bool) -> Program | None:
    """The machine code of a system; None where there is none, or where a single run would have to wait for it."""
    global _single
    if not wanted():
        return None
    _single += not many
    if system in _PROGRAMS:
        return _PROGRAMS[system]
    from evbook.simulation.machine.language import CannotTranslate
    from evbook.simulation.machine.translation import translate

    d = system.declaration
    try:
        if _integrator(many or _single >= PATIENCE) is None:
            return None
        text = text_of(system).replace("(what, t, y, p, out)", _SIGNATURE)
        if not text:
            _PROGRAMS[system] = None
            return None
        address = _kept_code(_name(text), lambda: translate(text, ("model",)), "model", True)
    except (CannotTranslate, OSError, RuntimeError, ImportError):
        _PROGRAMS[system] = None
        return None
    rules = [(_DIRECTION[t.direction], t.once, t.initial_value) for t in d.triggers]
    found = Program(address, system.autonomous, np.array(rules, np.int64).reshape(-1, 3))
    _PROGRAMS[system] = found
    return found


def text_of(system: System) -> str:
    """The text of the function of a system, kept or derived; "" where it has none on plain numbers."""

    def write() -> str:
        from evbook.derive.compiled import NotCompilable, source

        try:
            return source(system)
        except NotCompilable:
            return ""

    return system.text("machine", write)


def _pointer(array: np.ndarray) -> int:
    return array.ctypes.data


@cache
def _table() -> np.ndarray:
    return np.array(stiff.TABLE)


def cores() -> int:
    """How many threads many runs are spread over: what ``EVBOOK_THREADS`` says, or the cores that this process has."""
    if asked := os.environ.get("EVBOOK_THREADS"):
        return max(1, int(asked))
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Came:
    """What runs came to: states with hidden values, shape (members, times, n + hidden), and what is known beside.

    ``outcome`` (members,) is DONE where a run came to its end; of the others no state is to be believed.  ``steps``,
    ``evaluations``; ``last`` is the last trigger of a run that was OFTEN, and ``ended`` when.  ``fired`` has a list a
    member, the moments at which triggers fired, where that was asked.
    """

    states: np.ndarray
    outcome: np.ndarray
    steps: np.ndarray
    evaluations: np.ndarray
    last: np.ndarray
    ended: np.ndarray
    fired: list[list[float]]


def run_many(
    code: Program, y: np.ndarray, p: np.ndarray, times: np.ndarray, jumps: tuple[np.ndarray, np.ndarray, np.ndarray],
    *, least: np.ndarray, atol: np.ndarray, rtol: float, first_hidden: int, out: np.ndarray | None = None,
    moments: bool = False,
) -> Came:  # fmt: skip
    """Run each member.

    ``y`` (members, n) and ``p`` (members, q) are the start; ``jumps`` are times, rows of (states, hidden) and amounts,
    each (members, jumps), filled up with an infinite time.  ``moments`` asks when triggers fire.
    """
    members, n = y.shape
    hidden = p.shape[1] - first_hidden
    y, p = np.ascontiguousarray(y, float), np.array(p, float, order="C")
    times, table = np.ascontiguousarray(times, float), _table()
    given = [np.ascontiguousarray(part, kind) for part, kind in zip(jumps, (float, np.int64, float), strict=True)]
    least, atol = np.ascontiguousarray(least, float), np.ascontiguousarray(atol, float)
    if out is None:
        out = np.empty((members, len(times), n + hidden))
    fired = np.empty((members, workspace.MOST_FIRINGS if moments else 0))
    outcome, counts, ended = np.zeros(members, np.int64), np.zeros((members, 4), np.int64), np.zeros(members)
    reals, wholes = room(n, len(code.rules))
    call = _integrator(True)
    sizes = sizes_of(code, n, hidden, first_hidden, len(times), given[0].shape[1], moments)
    before = [sizes, times, y, p, *given, least, atol]

    def part(first: int, last: int) -> None:
        w, iw = np.zeros(reals), np.zeros(wholes, np.int64)
        after = [code.rules, table, w, iw, out, fired, outcome, counts, ended]
        call(code.address, first, last, *map(_pointer, before), rtol, *map(_pointer, after))

    if members == 1 or cores() == 1:
        part(0, members)
    else:
        # more parts than threads, so that one with long runs does not keep all waiting
        edges = np.linspace(0, members, min(members, 8 * cores()) + 1).astype(int)
        with ThreadPoolExecutor(cores()) as pool:
            list(pool.map(part, edges[:-1].tolist(), edges[1:].tolist()))
    steps, evaluations, many, last = counts.T
    found = [row[:count].tolist() for row, count in zip(fired, many.tolist(), strict=True)] if moments else []
    return Came(out, outcome, steps, evaluations, last, ended, found)


def sizes_of(
    code: Program, n: int, hidden: int, first_hidden: int, times: int, jumps: int, moments: bool
) -> np.ndarray:
    """The sizes of a run, in the order of :mod:`evbook.simulation.machine.workspace`."""
    found = (n, hidden, first_hidden, times, jumps, len(code.rules), MOST_STEPS, code.autonomous, moments)
    return np.array(found, np.int64)


def room(n: int, triggers: int) -> tuple[int, int]:
    """How many doubles and whole numbers the integrator's workspaces hold."""
    reals = workspace.VECTORS * n + 2 * n * n + workspace.SCALARS + triggers
    return reals, workspace.COUNTS + n + 4 * triggers
