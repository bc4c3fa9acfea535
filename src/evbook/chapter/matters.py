"""What matters: the outcome of a model with each assumed number alone at either end of its range."""

from __future__ import annotations

import numpy as np

from evbook.chapter import analysis_figures as figures_analysis
from evbook.chapter import symbols
from evbook.chapter.pictures import figure
from evbook.drawing.numbers import quantity
from evbook.drawing.output import Output
from evbook.model import Model


def what_matters(
    model: Model,
    outcome: str,
    *,
    parameters: str | tuple[str, ...] = "assumed",
    scenario: str | None = None,
    most: int = 10,
    log: bool | None = None,
) -> Output:
    """Return a tornado of a measure over the declared ranges, the widest bar first, with a caption.

    ``parameters`` are those that vary: the ``"assumed"`` ones, of those the ``"vesicles"`` terms,
    ``"all"``, or names; ``scenario`` is the setting they vary about.  The axis is logarithmic where
    the outcome changes more than a hundredfold, unless ``log`` says which it is.  Raises what
    ``Model.sensitivity`` raises.
    """
    d = model.declaration
    measure = next(m for m in d.measures if m.name == outcome)
    ours = tuple(p.name for p in d.parameters if p.ev and p.grade == "assumed")
    varying = ours if parameters == "vesicles" else parameters
    table = model.sensitivity(outcome, method="ends", parameters=varying, scenario=scenario)
    ends = np.abs(table[["at_low", "at_high"]].to_numpy(float))
    if log is None:
        log = bool(ends.min() > 0 and ends.max() > 100 * ends.min())
    labels = {p.name: _called(p) for p in d.parameters}
    called = measure.label or measure.meaning
    title = f"What moves {called}"
    picture = figures_analysis.tornado(table, title=title, labels=labels, most=most, log=log, outcome=called)
    base = quantity(float(table.attrs["outcome_value"]), measure.unit, 3)
    words = {"assumed": "Each assumed number", "vesicles": "Each assumed number of the vesicle terms"}
    varied = words.get(parameters, "Each number") if isinstance(parameters, str) else "Each number shown"
    named = next((s.title for s in d.scenarios if s.name == scenario), "")
    where = f"in the scenario “{named}”" if named else "at the default"
    drawn = [p for p in d.parameters if p.name in set(table.head(most)["parameter"])]
    symbols_said = [f"{labels[p.name]} is {p.meaning}" for p in drawn if labels[p.name] == symbols.text(p)]
    caption = (
        f"{measure.meaning[:1].upper()}{measure.meaning[1:]}: {base} {where}. {varied} in turn goes to the "
        "lowest and the highest value of its range, while all others stay; numbers that act only together stay hidden."
    ) + (f" Here {'; '.join(symbols_said)}." if symbols_said else "")
    return figure(picture, caption, f"{title}. {picture.alt}")


def _called(parameter) -> str:
    """What a bar is called: its label, its meaning where that is short, or else its symbol."""
    return parameter.label or (parameter.meaning if len(parameter.meaning) <= 26 else symbols.text(parameter))
