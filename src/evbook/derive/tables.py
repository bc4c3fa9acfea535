"""From a declaration to tidy tables (pandas): parameters, states, processes, modifiers, outputs."""

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


def models(declarations: Iterable[Declaration]) -> pd.DataFrame:
    """One row a model: title, base, BioModels id, number of states and parameters, chapter."""
    return _frame(
        ({"id": d.id, "title": d.title, "base": d.base.source, "biomodels": d.base.biomodels,
          "states": len(d.tissue.kinds if d.tissue else d.states),
          "parameters": len(d.parameters), "assumed": sum(p.grade == "assumed" for p in d.parameters),
          "chapter": d.chapter} for d in declarations),
        index="id",
    )  # fmt: skip
