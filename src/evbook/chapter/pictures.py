"""A model drawn: its diagram, and the curves of a few of its settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from evbook.drawing import Axis, Line, Panel, Picture, Points
from evbook.drawing.layout import dash_of
from evbook.drawing.numbers import number, quantity
from evbook.drawing.output import Output
from evbook.drawing.words import unit_text
from evbook.model import Model

#: Pixels across for the still of a figure.
STILL = 720


def figure(picture: Picture | str, caption: str, text: str) -> Output:
    """Return a picture (one of ours, or a whole drawing as SVG) with its caption, and a still of it."""
    drawn, still = (picture, picture) if isinstance(picture, str) else (picture.html(), picture.svg(STILL))
    html = f'<figure class="evbook-figure">\n{drawn}\n<figcaption>{escape(caption)}</figcaption>\n</figure>'
    return Output(text=text, html=html, svg=still)


def diagram(model: Model) -> Output:
    """Return the model as boxes (states), arrows (processes) and marks (vesicle terms), with a caption."""
    from evbook.derive.diagram import diagram as drawn
    from evbook.derive.influences import in_words

    d = model.declaration
    caption = (
        "Boxes are states, and arrows are what they gain (from the left) and lose (to the right). "
        + ("A dotted line goes from a state to a process whose rate depends on it. " if len(d.states) == 2 else "")
        + "Marks that begin with EV are the vesicle terms; without them the model is the published one."
    )
    return figure(drawn(d), caption, in_words(d))


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
