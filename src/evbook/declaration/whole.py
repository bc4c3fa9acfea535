"""A whole model: the declaration that holds the records, and the digest by which a link knows it again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from evbook.declaration.records import (
    Axis,
    Base,
    Dose,
    Group,
    Intermediate,
    Measure,
    Modifier,
    Output,
    Parameter,
    PhasePlane,
    Process,
    State,
    Switch,
    Time,
    Trigger,
    Window,
)
from evbook.declaration.renamed import fields
from evbook.declaration.scene import Scene
from evbook.declaration.statements import Argument, Benchmark, Budget, Challenge, Scenario, Verdict
from evbook.declaration.tissue import Tissue

#: Prose, sources and what only a solver sees: they leave links valid.
_UNSEEN = {
    "meaning", "hints", "task", "met", "text", "title", "summary", "idea", "limits", "context", "label", "latex",
    "groups", "benchmarks", "arguments", "solution", "claims", "checked", "source", "base", "chapter", "atol_scale",
    "rtol", "can_be_zero",
}  # fmt: skip
#: Names that links were made with; a new name leaves them valid.
_HASHED_AS = {"verdicts": "readings", "inactive_when": "idle"}
#: Fields that came after links were made, with the value that changes nothing.
_SINCE = (("after", ""),)
#: A curve model has no time.
_NO_TIME = Time("1", 1.0)


@fields(readings="verdicts", trough="atol_scale")
@dataclass(frozen=True, eq=False)
class Declaration:
    """A whole model.  Two declarations are the same only when they are the same object.

    A *dynamic* model has states and processes; a *curve* model has axes and outputs instead; a *tissue* has a lattice,
    whose cells are counted by its outputs.
    ``across`` names an output to draw a curve over in place of its axis (a parametric curve);
    ``stochastic`` says that counts are small, so that single runs are shown as well.
    ``rtol`` is the relative tolerance of a step at which the digits that are printed are right: tighter where
    growth magnifies what a step misses.
    ``atol_scale`` is the share of a state's size below which what is left of it decides nothing: a population grows
    again from 1e-30 of itself, molecules that are only lost do not, and following them there costs both solvers work.
    """

    id: str
    title: str
    idea: str
    summary: str
    base: Base
    parameters: tuple[Parameter, ...]
    time: Time = _NO_TIME
    states: tuple[State, ...] = ()
    groups: tuple[Group, ...] = ()
    processes: tuple[Process, ...] = ()
    axes: tuple[Axis, ...] = ()
    intermediates: tuple[Intermediate, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    doses: tuple[Dose, ...] = ()
    windows: tuple[Window, ...] = ()
    switches: tuple[Switch, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    outputs: tuple[Output, ...] = ()
    measures: tuple[Measure, ...] = ()
    budgets: tuple[Budget, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    arguments: tuple[Argument, ...] = ()
    shown: tuple[str, ...] = ()
    phase: PhasePlane | None = None
    tissue: Tissue | None = None
    scene: Scene | None = None
    across: str = ""
    stochastic: bool = False
    atol_scale: float = 1e-30
    rtol: float = 1e-9
    limits: tuple[str, ...] = ()
    chapter: str = ""

    @property
    def kind(self) -> str:
        """``"dynamic"``, ``"curve"`` or ``"tissue"``."""
        return "tissue" if self.tissue else "curve" if self.axes else "dynamic"

    @property
    def hidden(self) -> tuple[Window | Switch, ...]:
        """What only events change: windows first, then switches."""
        return (*self.windows, *self.switches)

    @property
    def named(self) -> tuple:
        """Everything an expression of the dynamics may name, apart from time."""
        return (*self.states, *self.axes, *self.hidden, *self.parameters, *self.intermediates, *self.modifiers)

    def record(self, name: str):
        """Return the state, parameter, intermediate, modifier or output called ``name``.

        Raises KeyError with a sentence that lists the names there are.
        """
        for record in (*self.named, *self.outputs):
            if record.name == name:
                return record
        known = ", ".join(r.name for r in (*self.states, *self.parameters, *self.outputs))
        raise KeyError(f"{self.id} has nothing called {name!r}; its names are {known}.")

    @property
    def hash(self) -> str:
        """Eight hexadecimal digits that change when anything a reader can set or see changes.

        Prose (meanings, hints) and what only a solver sees do not count, so a corrected typing slip leaves links valid.
        """

        def bare(value):
            if isinstance(value, dict):
                kept = {k: v for k, v in value.items() if k not in _UNSEEN and (k, v) not in _SINCE}
                return {_HASHED_AS.get(k, k): bare(v) for k, v in kept.items()}
            if isinstance(value, list | tuple):
                return [bare(v) for v in value]
            return value

        seen = asdict(self)
        del seen["scene"]  # what a picture shows of a run changes nothing that a link sets
        if self.tissue is None:
            del seen["tissue"]  # links to the models that were there before lattices came stay valid
        text = json.dumps(bare(seen), sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:8]
