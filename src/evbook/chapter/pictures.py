"""A model drawn: its diagram, and the curves of a few of its settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from evbook.declaration import Declaration
from evbook.drawing import Axis, Line, Panel, Picture, Points, tabular
from evbook.drawing.layout import dash_of
from evbook.drawing.numbers import number, quantity
from evbook.drawing.output import Output
from evbook.drawing.words import unit_text
from evbook.model import Model

#: Pixels across for the still of a figure.
STILL = 720


def figure(picture: Picture | str, caption: str, text: str, *, page: str = "") -> Output:
    """Return a picture (one of ours, or a whole drawing as SVG) with its caption, and a still of it.

    ``page`` is the HTML that a page shows in place of the bare drawing, such as one that scrolls.
    """
    drawn, still = (picture, picture) if isinstance(picture, str) else (picture.html(), picture.svg(STILL))
    html = f'<figure class="evbook-figure">\n{page or drawn}\n<figcaption>{escape(caption)}</figcaption>\n</figure>'
    return Output(text=text, html=html, svg=still)


#: What each kind of line of a diagram says.
_LINES = {
    "raises": "a dotted line with an arrow leads from what raises a rate",
    "lowers": "one with a bar from what lowers it",
    "changes": "one with a dot from what raises it here and lowers it there, or raises one and lowers another",
}


def diagram(model: Model) -> Output:
    """Return the model as boxes (states), named lines (processes) and marks (vesicle terms), with a caption.

    Where boxes stand for several states, the list of all states and processes is folded below.  A model whose diagram
    is not kept is placed now, which needs Node and the front end's tools; without them the diagram is in words.
    """
    from evbook.derive.diagram import NotPlaced
    from evbook.derive.diagram import diagram as drawn
    from evbook.derive.influences import in_words
    from evbook.derive.network import network

    d = model.declaration
    try:
        svg = drawn(d)
    except NotPlaced:
        try:
            from evbook.explorer.placing import placed

            svg = drawn(d, *placed([network(d)]))
        except FileNotFoundError as absent:
            return Output(text=f"{in_words(d)} ({absent})")
    kinds = {edge.kind for edge in network(d).edges}
    boxes = "Boxes are states, or several states where their names say so" if d.groups else "Boxes are states"
    acting = "; ".join(said for kind, said in _LINES.items() if kind in kinds)
    caption = (
        f"{boxes}; a process is named on the line from what it takes to what it makes. "
        + (f"{acting[:1].upper()}{acting[1:]}. " if acting else "")
        + "Vesicle terms are orange, and those that begin with EV change what they stand under."
    )
    label = f"Diagram of {d.title}, which can be scrolled"
    scrolled = tabular.region(label, svg, "evbook-diagram-frame", style="overflow-x:auto")
    return figure(svg, caption, in_words(d), page=scrolled + (_everything(d) if d.groups else ""))


def _everything(d: Declaration) -> str:
    """All processes of a model and what they lead from and to, folded."""
    from evbook.derive.influences import label

    called = {s.name: label(s) for s in d.states}
    rows = []
    for p in d.processes:
        ends = ["; ".join(called[name] for name in side) for side in (p.consumes, p.produces)]
        rows.append(tabular.Row([escape(cell) for cell in (label(p), *ends)]))
    count = f"All {len(d.states)} states and {len(d.processes)} processes"
    table = tabular.table(escape(count), ("Process", "From", "To"), [rows])
    return f'<details class="disclosure">\n<summary>{count}</summary>\n{table}\n</details>'


def curves(
    model: Model,
    of: str,
    settings: Mapping[str, Mapping],
    *,
    end: float,
    title: str,
    caption: str,
    measured: Mapping[str, tuple[Sequence[float], Sequence[float]]] | None = None,
) -> Output:
    """Return the course of one state or output at several settings, until ``end``.

    ``settings`` maps what a curve is called to the keywords of :meth:`evbook.model.Model.simulate`, and
    ``measured`` the same names to times and values that were measured: points in the colour of the curve.
    The alternative text is computed: where each curve starts, its peak and where it ends, and every point.
    Raises what ``simulate`` raises.
    """
    d = model.declaration
    record = d.record(of)
    times = np.linspace(0.0, end, 401)
    runs = {called: model.simulate(times, **dict(setting))[of] for called, setting in settings.items()}
    said = [
        f"{called}: from {quantity(run.iloc[0], record.unit, 2)} to a peak of {quantity(run.max(), record.unit, 2)} "
        f"after {quantity(run.idxmax(), d.time.unit, 3)}, and {quantity(run.iloc[-1], record.unit, 2)} at the end."
        for called, run in runs.items()
    ]
    points = [
        Points([float(x) for x in xs], [float(y) for y in ys], f"{called}, measured", f"c{i}")
        for i, called in enumerate(runs)
        for xs, ys in ([measured[called]] if measured and called in measured else [])
    ]
    said += [
        f"{mark.label}: "
        + ", ".join(f"{number(y, 3)} at {number(x, 3)}" for x, y in zip(mark.x, mark.y, strict=True))
        + "."
        for mark in points
    ]
    label = record.label or of
    picture = Picture(
        x=Axis(0.0, end),
        panels=[
            Panel(
                Axis(*record.axis, log=record.scale == "log"),
                [
                    Line(times, run.to_numpy(), label=called, colour=f"c{i}", dash=dash_of(i))
                    for i, (called, run) in enumerate(runs.items())
                ]
                + points,
                _upwards(label, record),
            )
        ],
        title=title,
        alt=f"{label} over {quantity(end, d.time.unit)}. " + " ".join(said),
        x_title=d.time.label,
    )
    return figure(picture, caption, f"{title}. {picture.alt}")


def _upwards(label: str, record) -> str:
    """What is measured upwards, its unit unless the label says it, and whether the scale is logarithmic."""
    unit = "" if record.unit in ("1", "as written") else unit_text(record.unit)
    said = not unit or unit.split()[0] in label.lower()
    inside = ", ".join(["" if said else unit, "logarithmic"][said : 1 + (record.scale == "log")])
    return f"{label} ({inside})" if inside else label
