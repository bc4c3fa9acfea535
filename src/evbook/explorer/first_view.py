"""What a live figure shows before any script has run: a declaration at a scenario, its run, its picture, its words."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from evbook.declaration import Declaration, Scenario
from evbook.derive.javascript import describe
from evbook.derive.numpy import of_measures
from evbook.drawing import Axis, Line, Panel, Picture, layout, widened
from evbook.drawing.layout import dash_of
from evbook.drawing.words import axis_title, number_text, panel_title, quantity_text, unit_is_said, unit_text
from evbook.simulation.curves import default_grid, measured, measures_of, series
from evbook.simulation.scenes import Moment, SceneRun
from evbook.simulation.schedule import Rows, checked
from evbook.simulation.setting import scenario_of, setting

#: What of a description has a name and a unit.
_NAMED = ("states", "outputs", "parameters", "measures")


class View:
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


def sentence_of(declaration: Declaration, scenario: str) -> str:
    """What the model says of a scenario: the verdict that applies, with its numbers."""
    return View(declaration, scenario, None, None, None, "").sentence()
