"""The live model in Jupyter: an anywidget whose front end is the site's own.

The setting, the outcome and the switches are traits, so they can be read, set, observed and linked, and the
widget composes with others in a box.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import anywidget
import traitlets

from evbook.declaration import Declaration
from evbook.derive.javascript import program
from evbook.explorer import page
from evbook.explorer.assets import static_text
from evbook.simulation.schedule import Rows, checked
from evbook.simulation.setting import near, scenario_of, setting


class Explorer(anywidget.AnyWidget):
    """Sliders, solver and figure of one model.

    Parameters
    ----------
    declaration
        What the model is.
    setting
        Values of parameters by name, in declared units; the scenario's where absent.
    ev
        Whether the EV terms act; as in the scenario when absent.
    scenario
        The named setting to start from; the first when absent.
    schedule
        Doses and sessions in place of the declared ones (see :meth:`evbook.model.Model.simulate`).
    challenge
        Name of the challenge to begin at.

    Traits
    ------
    setting
        Every parameter's value by name.  Setting some of them leaves the others as they are.
    ev
        Whether the EV terms act.
    scenario
        Name of the scenario that the values started from.  Setting it sets the values too.
    schedule
        The reader's own doses and sessions, a list of rows (name, start, size, every, count), or None for
        the declared ones.
    challenge
        Name of the challenge that the reader is at, or "".
    result
        The measures of the curve shown, by name (None for what never happens), ``sentence``, and at a
        challenge ``met``.  Filled by the front end, so it is empty until the widget is on a page.

    Raises ``traitlets.TraitError`` with a sentence for unknown names, values that are not finite numbers and
    values outside a parameter's range.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    program = traitlets.Unicode(read_only=True).tag(sync=True)
    setting = traitlets.Dict(key_trait=traitlets.Unicode()).tag(sync=True)
    result = traitlets.Dict().tag(sync=True)
    ev = traitlets.Bool(True).tag(sync=True)
    scenario = traitlets.Unicode().tag(sync=True)
    schedule = traitlets.List(traitlets.Dict(), allow_none=True, default_value=None).tag(sync=True)
    challenge = traitlets.Unicode().tag(sync=True)
    #: Whether the model can be taken away as SBML: a curve has no such file.
    exportable = traitlets.Bool(read_only=True).tag(sync=True)

    def __init__(
        self,
        declaration: Declaration,
        *,
        setting: Mapping[str, float] | None = None,
        ev: bool | None = None,
        scenario: str | None = None,
        schedule: Rows | None = None,
        challenge: str = "",
        **options,
    ):
        self._declaration = declaration
        first = declaration.scenarios[0] if declaration.scenarios and not challenge else None
        start = scenario_of(declaration, scenario) or first
        self._starting = True
        self.set_trait("program", program(declaration))
        self.set_trait("exportable", bool(declaration.states))
        super().__init__(
            scenario=start.name if start else "",
            setting={**self._values_of(start.name if start else ""), **(setting or {})},
            ev=ev if ev is not None else bool(start.ev if start else True),
            schedule=None if schedule is None else [vars(row) for row in checked(declaration, schedule)],
            challenge=challenge,
            **options,
        )
        self._starting = False
        self.on_msg(self._answer)

    @traitlets.default("_esm")
    def _module(self) -> str:
        return static_text("widget.js")

    @traitlets.default("_css")
    def _style(self) -> str:
        return static_text("evbook-explorer.css")

    @traitlets.validate("setting")
    def _complete(self, proposal) -> dict[str, float]:
        """Check each value and fill in the others."""
        declaration, given = self._declaration, proposal["value"]
        known = {p.name: p for p in declaration.parameters}
        kept = self.setting or self._values_of(self.scenario)
        for name, value in given.items():
            if name not in known:
                raise traitlets.TraitError(f"{declaration.id} has no parameter {name!r}. {near(name, list(known))}")
            parameter = known[name]
            where = f"{declaration.id}: {name} ({parameter.meaning})"
            if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
                raise traitlets.TraitError(f"{where} needs a finite number in {parameter.unit}, not {value!r}.")
            low, high = parameter.range
            if not low <= value <= high:
                raise traitlets.TraitError(
                    f"{where} is {value:g} {parameter.unit}, outside its slider's range {low:g} to {high:g}."
                )
        return {name: float(given.get(name, kept[name])) for name in known}

    @traitlets.validate("scenario")
    def _known_scenario(self, proposal) -> str:
        name = proposal["value"]
        if name:
            try:
                scenario_of(self._declaration, name)
            except ValueError as error:
                raise traitlets.TraitError(str(error)) from None
        return name

    @traitlets.validate("schedule")
    def _possible_schedule(self, proposal) -> list[dict] | None:
        rows = proposal["value"]
        try:
            return None if rows is None else [vars(row) for row in checked(self._declaration, rows)]
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from None

    @traitlets.validate("challenge")
    def _known_challenge(self, proposal) -> str:
        known = [challenge.name for challenge in self._declaration.challenges]
        if proposal["value"] and proposal["value"] not in known:
            raise traitlets.TraitError(
                f"{self._declaration.id} has no challenge {proposal['value']!r}; it has {', '.join(known) or 'none'}."
            )
        return proposal["value"]

    @traitlets.validate("ev")
    def _switch(self, proposal) -> bool:
        return bool(proposal["value"])

    @traitlets.observe("scenario")
    def _follow_scenario(self, change) -> None:
        """A scenario chosen in Python sets the values; one chosen on the page comes with its values."""
        if self._starting or getattr(self, "_property_lock", None):
            return
        self.setting = self._values_of(change["new"])
        chosen = scenario_of(self._declaration, change["new"] or None)
        if chosen is not None:
            self.ev = chosen.ev

    @traitlets.observe("challenge")
    def _follow_challenge(self, change) -> None:
        """A challenge taken up in Python sets its start; one taken up on the page comes with its values."""
        if self._starting or getattr(self, "_property_lock", None) or not change["new"]:
            return
        chosen = next(one for one in self._declaration.challenges if one.name == change["new"])
        self.scenario, self.schedule, self.ev = "", None, True
        self.setting = setting(self._declaration, values=chosen.start)

    def _values_of(self, scenario: str) -> dict[str, float]:
        return setting(self._declaration, scenario=scenario or None)

    def _answer(self, _widget, content, _buffers) -> None:
        """Hand over what an explorer asks for: Plotly, once a page, or the model as SBML."""
        asked = content.get("type") if isinstance(content, dict) else None
        if asked == "plotly":
            self.send({"type": "plotly", "source": static_text("evbook-plotly.js")})
        elif asked == "sbml":
            self.send({"type": "sbml", **self._sbml()})

    def _sbml(self) -> dict:
        """The model with EV terms and without, and its experiments, into which the front end puts the values.

        Or why there are none.
        """
        from evbook.analysis.experiment import templates
        from evbook.derive.sbml import MissingExtra, NotInSbml

        try:
            return templates(self._declaration)
        except (MissingExtra, NotInSbml) as error:
            return {"trouble": str(error)}

    def __repr__(self) -> str:
        on = "on" if self.ev else "off"
        return f"<explorer of {self._declaration.id}: EV terms {on}, scenario {self.scenario or 'none'}>"

    def _repr_mimebundle_(self, **kwargs):
        """The widget where widgets run; elsewhere the static figure, which the site brings to life; else text."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        forms = page.bundle(
            self._declaration,
            scenario=self.scenario or None,
            values=self.setting,
            ev=self.ev,
            schedule=self.schedule,
            challenge=self.challenge,
        )
        return {**data, **forms, "text/plain": repr(self)}, metadata
