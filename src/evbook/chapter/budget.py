"""The vesicle budget: what the vesicle terms ask of cells, beside what cells are known to do."""

from __future__ import annotations

from html import escape

from evbook.chapter import symbols
from evbook.drawing.numbers import between, quantity
from evbook.drawing.output import Output
from evbook.drawing.table import Group, table
from evbook.model import Model


def budget_table(model: Model, *, scenarios: tuple[str, ...] = ()) -> Output:
    """Return the budget of the default setting, or of each of the named scenarios.

    Raises ValueError for a scenario that the model does not have.
    """
    d = model.declaration
    chosen = scenarios or (d.scenarios[0].name,)
    titles = {scenario.name: scenario.title for scenario in d.scenarios}
    groups = []
    for name in chosen:
        rows = [
            (
                symbols.in_prose(item["meaning"], d),
                escape(quantity(item["value"], item["unit"], 2)),
                escape(between(item["low"], item["high"], 2)),
                "within" if item["within"] else f'<strong class="assumed">outside</strong>: {escape(item["remark"])}',
            )
            for item in model.budget(scenario=name).to_dict("records")
        ]
        groups.append(Group(rows, titles[name]))
    return table("What the setting asks of cells.", ("Asked", "Value", "Known of cells", "Verdict"), groups)
