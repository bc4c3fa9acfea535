"""From a declaration to tidy tables (pandas): its records, a row each, and the properties of a model that show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from evbook.declaration import Declaration, Process

if TYPE_CHECKING:
    import pandas as pd


def _frame(rows: Iterable[dict], index: str = "name") -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(list(rows))
    return frame.set_index(index) if not frame.empty else frame


def parameters(d: Declaration) -> pd.DataFrame:
    """One row a parameter: value, unit, low, high, grade, checked, source, context, meaning, ev."""
    return _frame(
        {"name": p.name, "value": p.value, "unit": p.unit, "low": p.range[0], "high": p.range[1], "grade": p.grade,
         "checked": p.checked, "source": p.source, "context": p.context, "meaning": p.meaning, "ev": p.ev}
        for p in d.parameters
    )  # fmt: skip


def states(d: Declaration) -> pd.DataFrame:
    """One row a state: unit, initial (an expression), meaning."""
    return _frame({"name": s.name, "unit": s.unit, "initial": s.initial, "meaning": s.meaning} for s in d.states)


def reaction(process: Process) -> str:
    """What a process consumes and produces, as text: ``E + T → ∅``, or ``∅ → burst X`` for a burst."""

    def share(name: str, coefficient: float | str) -> str:
        if isinstance(coefficient, str):  # an expression in parameters, such as the vesicles of a burst
            return f"{coefficient} {name}" if coefficient.isidentifier() else f"({coefficient}) {name}"
        return name if coefficient == 1 else f"{coefficient:g} {name}"

    def side(changes) -> str:
        return " + ".join(share(*change) for change in changes.items()) or "∅"

    return f"{side(process.consumes)} → {side(process.produces)}"


def processes(d: Declaration) -> pd.DataFrame:
    """One row a process: reaction, rate, meaning, ev."""
    return _frame({"name": p.name, "reaction": reaction(p), "rate": p.rate, "meaning": p.meaning, "ev": p.ev}
                  for p in d.processes)  # fmt: skip


def modifiers(d: Declaration) -> pd.DataFrame:
    """One row a modifier: expression, its value without vesicles, unit, meaning."""
    return _frame({"name": m.name, "expression": m.expression, "off": m.off, "unit": m.unit, "meaning": m.meaning}
                  for m in d.modifiers)  # fmt: skip


def outputs(d: Declaration) -> pd.DataFrame:
    """One row an output: expression, unit, meaning."""
    return _frame({"name": o.name, "expression": o.expression, "unit": o.unit, "meaning": o.meaning}
                  for o in d.outputs)  # fmt: skip


def scenarios(d: Declaration) -> pd.DataFrame:
    """One row a scenario: title, values, whether the EV terms act, meaning."""
    return _frame({"name": s.name, "title": s.title, "values": dict(s.values), "ev": s.ev, "meaning": s.meaning}
                  for s in d.scenarios)  # fmt: skip


def challenges(d: Declaration) -> pd.DataFrame:
    """One row a challenge: title, task, start, what is held, goal (a condition)."""
    return _frame({"name": c.name, "title": c.title, "task": c.task, "start": dict(c.start), "held": list(c.fixed),
                   "goal": c.goal} for c in d.challenges)  # fmt: skip


def models(declarations: Iterable[Declaration]) -> pd.DataFrame:
    """One row a model: title, base, BioModels id, number of states and parameters, chapter."""
    return _frame(
        ({"id": d.id, "title": d.title, "base": d.base.source, "biomodels": d.base.biomodels,
          "states": len(d.tissue.kinds if d.tissue else d.states),
          "parameters": len(d.parameters), "assumed": sum(p.grade == "assumed" for p in d.parameters),
          "chapter": d.chapter} for d in declarations),
        index="id",
    )  # fmt: skip


class Tables:
    """The records of a declaration as tables, for :class:`evbook.model.Model`."""

    declaration: Declaration

    @property
    def parameters(self) -> pd.DataFrame:
        """Every number of the model: value, unit, range, grade, what was checked, source, context."""
        return parameters(self.declaration)

    @property
    def states(self) -> pd.DataFrame:
        """The state variables: unit, initial value as an expression, meaning."""
        return states(self.declaration)

    @property
    def processes(self) -> pd.DataFrame:
        """The processes: what each consumes and produces, its rate, whether it is an EV process."""
        return processes(self.declaration)

    @property
    def modifiers(self) -> pd.DataFrame:
        """The EV terms inside base expressions, with their values without vesicles."""
        return modifiers(self.declaration)

    @property
    def outputs(self) -> pd.DataFrame:
        """The derived series."""
        return outputs(self.declaration)

    @property
    def scenarios(self) -> pd.DataFrame:
        """The named settings, the first being the default picture."""
        return scenarios(self.declaration)

    @property
    def challenges(self) -> pd.DataFrame:
        """The tasks set for a reader: title, task, start, what is held, the condition of success."""
        return challenges(self.declaration)
