"""Every number of a model, what it is worth and where it comes from: first the published, then ours."""

from __future__ import annotations

from html import escape

from evbook.chapter import sources, symbols
from evbook.declaration import Declaration, Parameter
from evbook.drawing.numbers import between, quantity
from evbook.drawing.output import Output, folded
from evbook.drawing.table import Group, pill, table
from evbook.model import Model

HEADINGS = ("Parameter", "Value", "Range", "Grade", "Source", "Context")


def _row(p: Parameter, d: Declaration) -> tuple[str, ...]:
    return (
        f"{symbols.html(p)} {symbols.in_prose(p.meaning, d)}",
        escape(quantity(p.value, p.unit)),
        escape(between(*p.range)),
        pill("grade", p.grade),
        f"{sources.link(p.source)} {pill('checked', p.checked)}" if p.source else "ours",
        escape(p.context),
    )


def parameter_table(model: Model) -> Output:
    """Return the parameters with value, unit, range, grade, what of the source was seen, source and context.

    The table stands behind a line that counts the assumed ones.
    """
    d = model.declaration
    base = [p for p in d.parameters if not p.ev]
    added = [p for p in d.parameters if p.ev]
    assumed = sum(p.grade == "assumed" for p in d.parameters)
    caption = (
        f"The {len(d.parameters)} parameters of the model; {assumed} of them are assumed. "
        "The range is that of the sliders; beside each source stands what of it was seen."
    )
    groups = [Group([_row(p, d) for p in base], f"Of the published model, {sources.label(d.base.source)}")]
    if added:
        groups.append(Group([_row(p, d) for p in added], "Added here, for the vesicles (EV)", ev=True))
    summary = f"The numbers: {len(d.parameters)} parameters, {assumed} assumed"
    return folded(summary, table(escape(caption), HEADINGS, groups))
