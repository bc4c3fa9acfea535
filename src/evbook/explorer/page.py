"""The figure of a live model on a page: a picture, a caption and a table that need no script.

The script finds the figure, draws on in the same box with the same margins, and puts the controls where
room was kept for them, so nothing jumps.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape

import numpy as np

from evbook.declaration import Declaration, Parameter, Scenario
from evbook.derive.javascript import describe, site_script
from evbook.derive.numpy import of_measures, of_parameters
from evbook.drawing import Axis, Line, Panel, Picture, layout, widened
from evbook.drawing.lattice_image import still
from evbook.drawing.layout import dash_of, stage_height
from evbook.drawing.scene import key_html, parts_html, scene_svg
from evbook.drawing.words import axis_title, number_text, panel_title, quantity_text, unit_is_said, unit_text
from evbook.explorer.hosted import is_hosted
from evbook.simulation.curves import default_grid, measured, measures_of, series
from evbook.simulation.lattice_looks import look
from evbook.simulation.scenes import Moment, SceneRun
from evbook.simulation.schedule import Rows, checked
from evbook.simulation.setting import scenario_of, setting

#: What of a description has a name and a unit.
_NAMED = ("states", "outputs", "parameters", "measures")
#: What stands where the moment is told until a reader chooses one; the front end says the same (``scene/time.js``).
HINT = "Play, or move the time, to read the curves at a moment."


class _View:
    """A declaration at a scenario: what the figure shows before any script has run."""

    def __init__(
        self,
        declaration: Declaration,
        scenario: str | None,
        values: Mapping[str, float] | None,
        ev: bool | None,
        schedule: Rows | None,
        challenge: str,
    ):
        self.declaration = declaration
        first = declaration.scenarios[0] if declaration.scenarios and not challenge else None
        self.scenario: Scenario | None = scenario_of(declaration, scenario) or first
        name = self.scenario.name if self.scenario else None
        begun = next((one.start for one in declaration.challenges if one.name == challenge), {})
        plain = setting(declaration, scenario=name, values=begun)
        self.values = setting(declaration, scenario=name, values={**begun, **(values or {})})
        #: What differs from the scenario; the script starts from it too.
        self.changed = {name: value for name, value in self.values.items() if value != plain[name]}
        self.scenario_ev = self.scenario.ev if self.scenario else True
        self.ev = self.scenario_ev if ev is None else ev
        self.times = default_grid(declaration)
        self.rows = None if schedule is None else checked(declaration, schedule)
        given = {"schedule": self.rows}
        self.main = series(declaration, self.values, self.times, ev=self.ev, **given)
        self.companion = series(declaration, self.values, self.times, ev=False, **given) if self.ev else None
        if declaration.kind == "dynamic":
            self.measures = measured(declaration, self.values, ev=self.ev, **given)
        else:
            self.measures = measures_of(declaration, self.values, self.times, self.main, ev=self.ev)
        self.data = describe(declaration)

    def sentence(self) -> str:
        """The verdict that applies, with its numbers put in."""
        everything = {**self.values, **self.measures}
        for verdict in self.declaration.verdicts:
            if bool(of_measures(self.declaration, verdict.when)(everything)):
                return self._filled(verdict.text)
        return ""

    def _filled(self, text: str, told: Mapping[str, float] | None = None) -> str:
        """A text with the numbers of the run put in; ``told`` has those of one moment of it."""
        time = self.data["time"]
        units = {one["name"]: one["unit"] for group in _NAMED for one in self.data[group]}
        units[time["symbol"]] = time["unit"]
        values = {**self.values, **self.measures} if told is None else told

        def put(match: re.Match) -> str:
            name = match[1]
            if name not in values:
                return match[0]
            said = unit_is_said(text[: match.start()], text[match.end() :], units[name])
            return number_text(values[name]) if said else quantity_text(values[name], units[name])

        return re.sub(r"\{(\w+)\}", put, text)

    def scene(self) -> SceneRun | None:
        """The scene along the run; None where the model declares none."""
        if self.declaration.scene is None:
            return None
        return SceneRun(
            self.declaration, self.values, self.times, self.main, self.measures, ev=self.ev, schedule=self.rows
        )

    def moment_words(self, moment: Moment) -> tuple[str, str]:
        """What is seen at a moment: when; the curves and the scene's sentence (as ``scene/time.js`` says it)."""
        time, says = self.data["time"], self.data["scene"]["says"]
        when = quantity_text(moment.at, time["unit"])
        shown = {one["name"]: one for one in (*self.data["states"], *self.data["outputs"])}
        curves = "; ".join(
            f"{shown[name]['label']} {quantity_text(moment.values[name], shown[name]['unit'])}"
            for name in self.data["views"]["timecourse"]["series"]
        )
        said = self._filled(says[moment.says]["text"], moment.values) if moment.says >= 0 else ""
        begins = f"{time['label']} {when}" if self.declaration.kind == "curve" else f"At {when}"
        return f"{when}. {said}", f"{begins}: {curves}.{f' {said}' if said else ''}"

    def picture(self, *, compact: bool) -> Picture:
        """Time courses, one panel a unit; without vesicles thin and dotted behind, in the curve's own colour."""
        shown = [one for name in self.data["views"]["timecourse"]["series"]
                 for one in (*self.data["states"], *self.data["outputs"]) if one["name"] == name]  # fmt: skip
        groups: dict[tuple, list[tuple[int, dict]]] = {}
        for number, one in enumerate(shown):
            groups.setdefault((one["unit"], one["log"]), []).append((number, one))
        panels = [self._panel(members) for members in groups.values()]
        across, x_title = self._across()
        return Picture(
            x=across,
            panels=panels,
            title=self.declaration.title,
            alt=self.alt(),
            x_title=x_title,
            compact=compact,
        )

    def _across(self) -> tuple[Axis, str]:
        """What the curves are drawn over, and its title: time, an axis, or an output in its place."""
        d = self.declaration
        if d.across:
            record = d.record(d.across)
            log = record.scale == "log"
            unit = unit_text(record.unit if record.unit != "1" else "")
            return Axis(*record.axis, log), panel_title([record.label or record.name], unit, log)
        window = self.data["time"]
        log = bool(window["log"])
        unit = "" if d.states else unit_text(window["unit"])
        return Axis(window["start"], window["end"], log), axis_title(window["label"], unit, log)

    def _places(self, curves: dict) -> np.ndarray:
        """The horizontal places of the points of curves."""
        return curves[self.declaration.across] if self.declaration.across else self.times

    def _panel(self, members: list[tuple[int, dict]]) -> Panel:
        first = members[0][1]
        mains, behind, values = [], [], []
        for number, one in members:
            name, style = one["name"], {"label": one["label"], "dash": dash_of(number), "colour": f"c{number}"}
            mains.append(Line(self._places(self.main), self.main[name], id=name, **style))
            values += [self.main[name]]
            if self.companion is not None:
                values += [self.companion[name]]
                thin = {**style, "dash": tuple(layout()["companion"]["dash"])}
                places = self._places(self.companion)
                behind.append(Line(places, self.companion[name], id=f"{name}--off", companion=True, **thin))
        declared = Axis(min(m["low"] for _, m in members), max(m["high"] for _, m in members), first["log"])
        title = panel_title([one["label"] for _, one in members], unit_text(first["unit"]), first["log"])
        return Panel(widened(declared, values), [*behind, *mains], title)

    def alt(self) -> str:
        """The picture in words."""
        labels = [record.label or record.name for record in
                  (self.declaration.record(name) for name in self.data["views"]["timecourse"]["series"])]  # fmt: skip
        window = self.data["time"]
        over = quantity_text(window["end"], window["unit"]) if self.declaration.states else window["label"].lower()
        what = f"Curves of {' and '.join(labels).lower()} over {over}"
        compared = ", with vesicles and, dotted, without" if self.companion is not None else ""
        return f"{what}{compared}. {self.sentence()}".strip()


#: Pixels across for the still of a live figure.
STILL = 720
#: How many scenarios a small figure has buttons for; the front end has the same (ui/controls.js).
MOST_BUTTONS = 4


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


def sentence_of(declaration: Declaration, scenario: str) -> str:
    """What the model says of a scenario: the verdict that applies, with its numbers."""
    return _View(declaration, scenario, None, None, None, "").sentence()


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
    view = _View(declaration, scenario, values, ev, schedule, challenge)
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
        f"{_views_room(view, compact)}"
        f'<div class="evx-rooms"><div class="evx-shown">\n'
        f"{_slice(view)}"
        f'<div class="evx-view"><div class="evx-head">{picture.key()}</div>\n'
        f'<div class="evx-stage">{picture.svg()}</div>\n'
        f'<p class="evx-sentence">{escape(view.sentence())}</p></div>\n'
        f"{_time(view, asks=bool(asks), at=at)}</div>\n"
        f"{_room(view, sliders, compact)}</div>\n"
        f"{_table(view)}\n"
        f"<figcaption>{_caption(view)}</figcaption>\n"
        f"</figure>{_carried(declaration)}"
    )
    return {"text/html": html, "image/svg+xml": picture.svg(STILL)}


def _time(view: _View, *, asks: bool, at: float | None) -> str:
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


def _slice(view: _View) -> str:
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


def _caption(view: _View) -> str:
    """What the figure is; the scenario is named here for readers without the script."""
    d = view.declaration
    scenario = view.scenario
    named = f' <span class="evx-said">{escape(scenario.title)}: {escape(scenario.meaning)}</span>' if scenario else ""
    return f"<p>{escape(d.title)}.{named}</p>"


def _views_room(view: _View, compact: bool) -> str:
    """Room for the choice of view: the titles, so that they wrap as the script's do."""
    titles = [shown["title"] for shown in view.data["panel"]["views"] if shown["place"] == "row"]
    if compact or len(titles) < 2:
        return ""
    labels = "".join(f"<label><span>{escape(title)}</span></label>" for title in titles)
    return f'<div class="evx-views" aria-hidden="true">{labels}</div>'


def _tools_room(view: _View) -> str:
    """Room for the titles of the tools that have a drawer."""
    drawers = [tool["title"] for tool in view.data["panel"]["tools"] if tool["place"] == "drawer"]
    titles = "".join(f"<span>{escape(title)}</span>" for title in drawers)
    return f'<div class="evx-tools">{titles}</div>'


def _room(view: _View, sliders: list[Parameter], compact: bool) -> str:
    """Empty boxes of the controls' sizes, and the words that will stand there: shown only where scripts run."""
    declaration = view.declaration
    shown = sliders if compact else [p for p in declaration.parameters if p.control]
    ev, base = [p for p in shown if p.ev], [p for p in shown if not p.ev]

    def group(parameters: list[Parameter], kind: str) -> str:
        cells = '<div class="evx-control"></div>' * len(parameters)
        return f'<div class="evx-group {kind}"><div class="evx-heading"></div><div class="evx-grid">{cells}</div></div>'

    parts = ['<div class="evx-switch"></div>']
    if len(declaration.scenarios) > 1 and not compact:
        chosen = escape(view.scenario.title if view.scenario else declaration.scenarios[0].title)
        parts.append(f'<div class="evx-choice"><span>Scenario</span><span class="evx-chosen">{chosen}</span></div>')
    parts.append('<div class="evx-button"></div>')
    inside = [f'<div class="evx-bar">{"".join(parts)}</div>']
    if compact and len(declaration.scenarios) > 1:
        titles = [escape(each.title) for each in declaration.scenarios[:MOST_BUTTONS]]
        buttons = "".join(f'<span class="evx-button">{title}</span>' for title in titles)
        inside.append(f'<div class="evx-scenarios">{buttons}</div>')
    if not compact:
        inside.append(f'<div class="evx-meaning">{escape(view.scenario.meaning if view.scenario else "")}</div>')
    if ev:
        inside.append(group(ev, "evx-ev"))
    if compact:
        inside += [group(base, "")] if base else []
    else:
        inside.append('<div class="evx-group evx-line"></div>')
        inside.append(_budget_room(view))
        inside.append(_tools_room(view))
        inside.append(_takeaway_room(view))
    return f'<div class="evx-panel evx-empty" aria-hidden="true">{"".join(inside)}</div>'


def _takeaway_room(view: _View) -> str:
    """Room for the row of downloads: the words of the script (``takeaway.js``), so that it takes the same lines."""
    dynamic = view.declaration.kind == "dynamic"
    kinds = dict.fromkeys(("CSV", "SVG", "PNG"), "") | (
        dict.fromkeys(("SBML", "OMEX"), " evx-archived") if dynamic else {}
    )
    kinds["Present"] = " evx-present"
    buttons = "".join(f'<span class="evx-button{kind}">{title}</span>' for title, kind in kinds.items())
    instead = "" if dynamic else "<span>No SBML, which is for change in time: CSV has the table of values.</span>"
    share = '<span></span><span class="evx-button">Share …</span><span class="evx-link">Link</span>'
    return f'<div class="evx-takeaway"><span>Download</span>{buttons}{instead}{share}</div>'


def _budget_room(view: _View) -> str:
    """The vesicle budget in the words of the script (``budget.js``), so that it takes the same lines."""
    rows = []
    for b in view.data["budget"]:
        expression = next(one.expression for one in view.declaration.budgets if one.name == b["name"])
        value = float(of_parameters(view.declaration, expression)(view.values))
        within = b["low"] <= value <= b["high"]
        known = f"known range {number_text(b['low'])} to {number_text(b['high'])}"
        words = quantity_text(value, b["unit"]) if np.isfinite(value) else "no number at this setting"
        said = f"{words}, {known}" if within else f"{words} ⚠ {known}. {b['beyond']}"
        mark = "" if within else ' data-beyond=""'
        rows.append(f"<div{mark}><dt>{escape(b['label'])}</dt><dd>{escape(said)}</dd></div>")
    if not rows:
        return ""
    heading = f'<div class="evx-heading">{escape(view.data["panel"]["budget"])}</div>'
    return f'<div class="evx-budget-box">{heading}<dl class="evx-budget">{"".join(rows)}</dl></div>'


def _table(view: _View) -> str:
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
