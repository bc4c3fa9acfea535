"""The figure of a live model on a page: a picture, a caption and a table that need no script.

The script finds the figure, draws on in the same box with the same margins, and puts the controls where
room was kept for them, so nothing jumps.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape

import numpy as np

from evbook.declaration import Declaration, Parameter
from evbook.derive.javascript import site_script
from evbook.drawing.lattice_image import still
from evbook.drawing.layout import stage_height
from evbook.drawing.scene import key_html, parts_html, scene_svg
from evbook.drawing.words import number_text, quantity_text, unit_text
from evbook.explorer.first_view import View
from evbook.explorer.hosted import is_hosted
from evbook.explorer.panel_room import panel_room, views_room
from evbook.simulation.curves import default_grid, series
from evbook.simulation.lattice_looks import look
from evbook.simulation.schedule import Rows

#: What stands where the moment is told until a reader chooses one; the front end says the same (``scene/time.js``).
HINT = "Play, or move the time, to read the curves at a moment."
#: Pixels across for the still of a live figure.
STILL = 720


def _does_something(declaration: Declaration, values: dict[str, float], parameter: Parameter) -> bool:
    """Whether the curves at the two ends of a parameter's range differ, all else as it is."""
    if declaration.kind == "tissue":
        return True
    times = default_grid(declaration)[::20]
    low, high = (series(declaration, {**values, parameter.name: end}, times, ev=True) for end in parameter.range)
    return any(not np.array_equal(low[name], high[name], equal_nan=True) for name in low)


def compact_sliders(declaration: Declaration, values: dict[str, float]) -> list[Parameter]:
    """At most three controls for a small figure: the EV terms that do something at these values."""
    live = [p for p in declaration.parameters if p.control and p.ev and values[p.name] != 0]
    live = [p for p in live if _does_something(declaration, values, p)]
    return (live or [p for p in declaration.parameters if p.control])[:3]


def figure(
    model,
    *,
    scenario: str | None = None,
    compact: bool = False,
    id: str | None = None,
    values: Mapping[str, float] | None = None,
    ev: bool | None = None,
    schedule: Rows | None = None,
    challenge: str = "",
    asks: str = "",
    at: float | None = None,
) -> str:
    """Return the HTML of a live figure: picture of the scenario, its sentence, caption and table of values.

    Parameters
    ----------
    model
        An ``evbook.Model`` or its declaration.
    scenario
        Name of the scenario shown first; the model's first when absent.
    compact
        A small figure: one picture, two or three sliders, the sentence.
    id
        The element's id, so that a page can link to it.
    values, ev
        Values that differ from the scenario's, and whether the EV terms act.
    schedule
        Doses and sessions in place of the declared ones.
    challenge
        The challenge that the reader is at; ``values`` then differ from its start.
    asks
        A parameter: the figure is then a question, and this the only control that answers it.
    at
        The moment of the scene that is shown first, as a share of the window, in place of the declared one.

    Raises ValueError for an unknown scenario or value, and for a curve model of two axes.
    """
    return bundle(
        model, scenario=scenario, compact=compact, id=id, values=values, ev=ev, schedule=schedule,
        challenge=challenge, asks=asks, at=at,
    )["text/html"]  # fmt: skip


def bundle(
    model,
    *,
    scenario: str | None = None,
    compact: bool = False,
    id: str | None = None,
    values: Mapping[str, float] | None = None,
    ev: bool | None = None,
    schedule: Rows | None = None,
    challenge: str = "",
    asks: str = "",
    at: float | None = None,
) -> dict[str, str]:
    """Return a live figure in two forms, by their media types: its HTML (see :func:`figure`), and a still as SVG."""
    declaration: Declaration = getattr(model, "declaration", model)
    if len(declaration.axes) > 1:
        raise ValueError(f"{declaration.id} has {len(declaration.axes)} axes; a live figure draws models of one.")
    view = View(declaration, scenario, values, ev, schedule, challenge)
    picture = view.picture(compact=compact)
    sliders = compact_sliders(declaration, view.values) if compact else []
    if asks:
        sliders = [p for p in declaration.parameters if p.name == asks and p.control]
        if not sliders:
            raise ValueError(f"{declaration.id} has no control named {asks!r}, so that it cannot answer a question.")
    attributes = {
        "class": "evbook-explorer",
        "id": id,
        "data-model": declaration.id,
        "data-hash": declaration.hash,
        "data-scenario": view.scenario.name if view.scenario else None,
        "data-setting": json.dumps(view.changed) if view.changed else None,
        "data-schedule": json.dumps([vars(row) for row in view.rows]) if view.rows is not None else None,
        "data-challenge": challenge or None,
        "data-ev": None if view.ev == view.scenario_ev else "on" if view.ev else "off",
        "data-compact": "" if compact else None,
        "data-sliders": " ".join(p.name for p in sliders) or None,
        "data-asks": asks or None,
        "data-at": None if at is None else f"{at:g}",
        "style": f"--evx-height:{stage_height(len(picture.panels), compact=compact)}px",
    }
    written = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items() if value is not None)
    html = (
        f"<figure {written}>\n"
        f"{views_room(view, compact)}"
        f'<div class="evx-rooms"><div class="evx-shown">\n'
        f"{_slice(view)}"
        f'<div class="evx-view"><div class="evx-head">{picture.key()}</div>\n'
        f'<div class="evx-stage">{picture.svg()}</div>\n'
        f'<p class="evx-sentence">{escape(view.sentence())}</p></div>\n'
        f"{_time(view, asks=bool(asks), at=at)}</div>\n"
        f"{panel_room(view, sliders, compact)}</div>\n"
        f"{_table(view)}\n"
        f"<figcaption>{_caption(view)}</figcaption>\n"
        f"</figure>{_carried(declaration)}"
    )
    return {"text/html": html, "image/svg+xml": picture.svg(STILL)}


def _time(view: View, *, asks: bool, at: float | None) -> str:
    """Room for the row that plays, and what is seen at a moment: the scene where the model has one, and the words."""
    d = view.declaration
    scene = view.scene()
    if not (d.kind == "dynamic" or (scene and not d.across)):
        return ""
    room = '<div class="evx-time" aria-hidden="true"></div>\n'
    if scene is None:
        return f'{room}<p class="evx-time-words" data-hint="">{HINT}</p>\n'
    start, end = float(view.times[0]), float(view.times[-1])
    moment = scene.at(start + (scene.said["at"] if at is None else at) * (end - start))
    label, words = view.moment_words(moment)
    parts = "" if asks else parts_html(scene.said)
    shown = f"{scene_svg(scene.said, moment, label)}{parts}{key_html(scene.said, moment)}"
    return f'{room}<div class="evx-scene">{shown}</div>\n<p class="evx-time-words">{escape(words)}</p>\n'


def _slice(view: View) -> str:
    """The slice of a model in space at the end of its run, where the script will play it."""
    d = view.declaration
    if d.tissue is None:
        return ""
    run = look(d, view.values, ev=view.ev, limit=float(view.times[-1]), statistics=False).run
    counts = ", ".join(f"{k.label.lower() or k.name} {run.counts[i]}" for i, k in enumerate(d.tissue.kinds, 1))
    said = f"After {quantity_text(run.counters[0], d.time.unit)}: {counts}."
    drawn = view.data["views"]["timecourse"]["series"]
    series = [kind["series"] for kind in view.data["tissue"]["kinds"]]
    image = still(run.grid(), [drawn.index(name) if name in drawn else k for k, name in enumerate(series)])
    return (
        '<div class="evx-slice"><div class="evx-slice-frame">'
        f'<img class="evx-slice-canvas" src="{image}" width="{run.width}" height="{run.height}" '
        f'alt="The slice of tissue. {escape(said)}"/></div>'
        f'<div class="evx-slice-side"><p class="evx-slice-words">{escape(said)}</p></div></div>\n'
    )


def _carried(declaration: Declaration) -> str:
    """The program of a model that is the reader's own, as inert text behind its figure.

    The site has a script for each model that its catalogue hosts; from this text it makes one for the others.
    """
    if is_hosted(declaration):
        return ""
    text = site_script(declaration).replace("</", "<\\/")
    return f'\n<script type="text/plain" class="evbook-program" data-model="{declaration.id}">{text}</script>'


def _caption(view: View) -> str:
    """What the figure is; the scenario is named here for readers without the script."""
    d = view.declaration
    scenario = view.scenario
    named = f' <span class="evx-said">{escape(scenario.title)}: {escape(scenario.meaning)}</span>' if scenario else ""
    return f"<p>{escape(d.title)}.{named}</p>"


def _table(view: View) -> str:
    """The values behind the picture, and what came of them."""
    d = view.declaration
    rows = "".join(
        f'<tr><th scope="row">{escape(p["label"])}: {escape(p["meaning"])}</th>'
        f'<td data-value="{p["name"]}">{number_text(view.values[p["name"]], 4)}</td>'
        f"<td>{escape(unit_text(p['unit']))}</td><td>{escape(p['grade'])}</td></tr>"
        for p in view.data["parameters"]
    )
    outcomes = "".join(
        f'<tr><th scope="row">{escape(m["label"])}</th><td data-measure="{m["name"]}">'
        f"{'not reached' if np.isnan(view.measures[m['name']]) else number_text(view.measures[m['name']], 4)}</td>"
        f"<td>{escape(unit_text(m['unit']))}</td><td></td></tr>"
        for m in view.data["measures"]
    )
    return (
        '<div class="evx-fallback"><table>'
        f"<caption>{escape(d.title)}: the values behind the picture</caption>"
        '<thead><tr><th scope="col">Quantity</th><th scope="col">Value</th><th scope="col">Unit</th>'
        f'<th scope="col">Grade</th></tr></thead><tbody>{rows}</tbody>'
        f'<tbody><tr><th scope="rowgroup" colspan="4">Outcomes</th></tr>{outcomes}</tbody></table></div>'
    )
