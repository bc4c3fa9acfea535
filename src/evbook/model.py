"""The thin public face of a declaration: everything a reader asks of a model, by one name.

Its tables are in :mod:`evbook.derive.tables`, its runs in :mod:`evbook.analysis.runs`, what is asked of many runs in
:mod:`evbook.analysis.methods`.
"""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from evbook.analysis.methods import Analysis
from evbook.declaration import Declaration
from evbook.derive.system import checked
from evbook.derive.tables import Tables

if TYPE_CHECKING:
    import pandas as pd

    from evbook.declaration import Modifier, Parameter, Process
    from evbook.drawing import Picture
    from evbook.explorer.widget import Explorer


class Model(Tables, Analysis):
    """A model of the book, or one of yours: ``Model(declaration)``.

    Raises :class:`evbook.declaration.DeclarationError` when the declaration is wrong.
    """

    def __init__(self, declaration: Declaration):
        self.declaration = checked(declaration)

    def __repr__(self) -> str:
        d = self.declaration
        size = f"{len(d.tissue.kinds)} kinds of cell" if d.tissue else f"{len(d.states)} states"
        return f"<evbook model {d.id}: {d.title}; {size}, {len(d.parameters)} parameters>"

    @property
    def id(self) -> str:
        """The model's name in links, files and :func:`evbook.load`."""
        return self.declaration.id

    @property
    def title(self) -> str:
        """The model in a few words."""
        return self.declaration.title

    @property
    def benchmarks(self) -> pd.DataFrame:
        """Does it hold?  Each benchmark by kind, with its value, ours, the error and the tolerance.

        Computed afresh, through the same functions that :meth:`simulate` and :meth:`equilibria` use.
        """
        import pandas as pd

        from evbook.analysis.benchmarks import outcomes

        rows = [
            {"name": o.benchmark.name, "kind": o.benchmark.kind, "meaning": o.benchmark.meaning,
             "value": o.benchmark.value, "ours": o.ours, "unit": o.benchmark.unit, "error": o.error,
             "tolerance": o.benchmark.tolerance, "holds": o.holds, "source": o.benchmark.source}
            for o in outcomes(self.declaration)
        ]  # fmt: skip
        return pd.DataFrame(rows).set_index("name") if rows else pd.DataFrame(rows)

    def meets(self, challenge: str, **values) -> bool:
        """Say whether values, put on top of a challenge's start, meet it; the live model says the same.

        Raises ValueError for unknown names, bad values and a move of what the challenge holds, and
        :class:`evbook.simulation.solver.SolverError` when the solver cannot finish.
        """
        from evbook.analysis.challenges import met

        return met(self.declaration, challenge, values)

    def budget(self, *, scenario: str | None = None, **values) -> pd.DataFrame:
        """Return what the EV terms ask of cells: value, unit, what is known, and whether it is within.

        Raises ValueError for bad values.
        """
        import pandas as pd

        from evbook.derive.numpy import of_parameters

        d = self.declaration
        chosen = self._base(scenario, values)
        rows = []
        for b in d.budgets:
            value = float(of_parameters(d, b.expression)(chosen))
            within = bool(b.known[0] <= value <= b.known[1])
            rows.append({"name": b.name, "meaning": b.meaning, "value": value, "unit": b.unit, "low": b.known[0],
                         "high": b.known[1], "within": within, "remark": "" if within else b.beyond})  # fmt: skip
        return pd.DataFrame(rows).set_index("name") if rows else pd.DataFrame(rows)

    def report(self) -> pd.DataFrame:
        """Return the report card: a row a check, with ``passes`` (None where it only states), a figure, a sentence."""
        import pandas as pd

        from evbook.analysis.report import report

        rows = [{"check": line.title, "passes": line.passes, "figure": line.figure, "sentence": line.sentence}
                for line in report(self.declaration)]  # fmt: skip
        return pd.DataFrame(rows).set_index("check")

    def plot(
        self, series: str | Sequence[str] | None = None, *, times=None, log: bool | None = None,
        ev: bool | None = None, scenario: str | None = None, schedule=None, **values,
    ) -> Picture:  # fmt: skip
        """Draw a run: states or outputs over time (or over the axis), and dotted beside them the run without vesicles.

        Parameters
        ----------
        series
            A state or output, or several; those that the live figure shows first when absent.
        log
            Whether the vertical axis is logarithmic; as declared for the first series when absent.

        The rest is as for :meth:`simulate`, which gives the numbers.  Returns a picture that shows itself in a
        notebook; ``picture.svg()`` is its markup.  Raises ValueError for unknown names, and what
        :meth:`simulate` raises.
        """
        from evbook.drawing.figures import time_course

        d = self.declaration
        if len(d.axes) > 1:
            raise ValueError(f"{d.id} is drawn over two axes; plot() is for curves over time or over one axis.")
        names = [series] if isinstance(series, str) else list(series or d.shown or (x.name for x in d.states))
        records = [d.record(self._series(name)) for name in names]
        given = {"scenario": scenario, "schedule": schedule, **values}
        run = self.simulate(times, ev=ev, **given)
        without = self.simulate(times, ev=False, **given) if run.attrs["ev"] else None
        if times is None and d.tissue:  # runs on a lattice end when they are decided, each on a day of its own
            from evbook.analysis.lattice_runs import on_window
            from evbook.simulation.curves import default_grid

            window = default_grid(d)
            run = on_window(run, window)
            without = None if without is None else on_window(without, window)
        labels = {x.name: x.label or x.meaning for x in records}
        log = records[0].scale == "log" if log is None else log
        over = (d.axes[0].meaning, d.axes[0].scale == "log") if d.axes else ("time", False)
        return time_course(run, title=d.title, series=names, companion=without, labels=labels, log=log,
                           over=over, alt=f"{', '.join(labels.values())} over {over[0]}.")  # fmt: skip

    def plot_fit(self, fit: pd.DataFrame) -> Picture:
        """Draw a fit by :meth:`fit`: each arm's curve, its points with their error bars, and below them the residuals.

        Returns a picture that shows itself in a notebook.  Raises ValueError for a table that is no fit of arms
        (give ``error`` to :meth:`fit`).
        """
        from evbook.drawing.fit_picture import fit_picture

        a = fit.attrs
        if "verdict" not in a:
            raise ValueError("This table is no fit that can be drawn; give error='additive', 'proportional' or 'log'.")
        end = 1.05 * float(a["residuals"]["time"].max())
        times = [end * i / 200 for i in range(201)]
        curves = {
            arm: self.simulate(times, ev=ev, schedule=a["arm_schedules"][arm], **a["settings"][arm])
            for arm, ev in zip(a["arms"], a["evs"], strict=True)
        }
        records = (self.declaration.record(name) for name in dict.fromkeys(a["residuals"]["series"]))
        labels = {x.name: x.label or x.meaning for x in records}
        return fit_picture(fit, curves, title=f"{self.declaration.title}: a fit", labels=labels,
                           time=self.declaration.time.unit)  # fmt: skip

    def with_process(self, process: Process, *, parameters: Sequence[Parameter] = (), id: str | None = None) -> Model:
        """Return a new model with one more process, and the parameters that it needs; this one stays as it is.

        The new id defaults to this one's followed by the process's name.  Raises
        :class:`evbook.declaration.DeclarationError` with a sentence for each fault.
        """
        from evbook.declaration import with_process

        return Model(with_process(self.declaration, process, parameters=tuple(parameters), id=id))

    def with_modifier(
        self, modifier: Modifier, *, scales: str, parameters: Sequence[Parameter] = (), id: str | None = None
    ) -> Model:
        """Return a new model in which ``modifier`` multiplies ``scales`` wherever a rate uses it.

        ``scales`` is a parameter or an intermediate.  Raises ValueError where no process uses it, and
        :class:`evbook.declaration.DeclarationError` with a sentence for each fault.
        """
        from evbook.declaration import with_modifier

        return Model(with_modifier(self.declaration, modifier, scales=scales, parameters=tuple(parameters), id=id))

    def description(self) -> str:
        """Return a model in space as words, in the order of the ODD protocol (Markdown), made from its declaration.

        Raises ValueError for a model that has no lattice.
        """
        from evbook.derive.odd import description

        return description(self.declaration)

    def latex(self, *, ev: bool = True) -> str:
        """Return the equations as a LaTeX ``aligned`` block, EV terms marked by colour and label."""
        from evbook.derive.latex import equations

        return equations(self.declaration, ev=ev)

    def javascript(self) -> str:
        """Return the browser's model program: one JavaScript expression."""
        from evbook.derive.javascript import program

        return program(self.declaration)

    def to_sbml(self, *, ev: bool | None = None, scenario: str | None = None, number_units: bool = False,
                schedule=None, **values) -> str:  # fmt: skip
        """Return the model at a setting as SBML Level 3 Version 2, events, units and sources included.

        With ``ev=False`` it is the published base.  The EV terms are annotated as ours; how records
        become SBML is told in :mod:`evbook.derive.sbml`.  With ``number_units=True`` numbers inside the
        mathematics have units too, so that libSBML can check every expression; PySCeS reads no such file.
        ``schedule`` takes the place of the declared doses and sessions (see :meth:`simulate`).

        Raises :class:`evbook.derive.sbml.MissingExtra` without python-libsbml (``pip install
        "evbook[sbml]"``), :class:`evbook.derive.sbml.NotInSbml` for what SBML has no words for, and
        ValueError for bad values.
        """
        from evbook.analysis.experiment import moments
        from evbook.derive.sbml import document

        d = self.declaration
        at = self._base(scenario, values)
        rows = self._rows(schedule)
        given = None if rows is None else moments(d, rows)
        return document(d, at, ev=self._ev_active(ev, scenario), number_units=number_units, given=given)

    def to_omex(self, path: str | PathLike | None = None, *, ev: bool | None = None, scenario: str | None = None,
                schedule=None, **values) -> bytes:  # fmt: skip
        """Return the model with its experiments as a COMBINE archive, and write it to ``path`` when one is given.

        It holds the model as SBML with EV terms and without, as SED-ML the setting asked for, every scenario, and
        benchmarks at a time, scans of one parameter and of two, what each should give as CSV, and what to cite.  Any
        program that reads COMBINE archives can run it.  ``schedule`` is the setting's own (see :meth:`simulate`).

        Raises :class:`evbook.derive.sbml.NotInSbml` for a curve and for a model in space, saying what they have
        instead, :class:`evbook.derive.sbml.MissingExtra` without python-libsbml, and ValueError for bad values.
        """
        from evbook.analysis.experiment import Asked, omex

        d = self.declaration
        at = self._base(scenario, values)
        made = omex(d, Asked(at, self._ev_active(ev, scenario), self._rows(schedule)))
        if path is not None:
            Path(path).write_bytes(made)
        return made

    def explore(
        self, *, ev: bool | None = None, scenario: str | None = None, schedule=None, challenge: str | None = None,
        **values,
    ) -> Explorer:  # fmt: skip
        """Return the live model: sliders, solver and figure, in Jupyter and on the static page.

        Without values and without a scenario it begins with the model's first scenario, as on the page.
        ``schedule`` takes the place of the declared doses and sessions (see :meth:`simulate`);
        ``challenge`` begins at a challenge (see :attr:`challenges`).  Raises ValueError for bad values.
        """
        from evbook.explorer.widget import Explorer

        if challenge is not None:
            from evbook.analysis.challenges import attempt

            chosen = attempt(self.declaration, challenge, values)
            return Explorer(self.declaration, setting=chosen, challenge=challenge)
        if scenario is None and not values and self.declaration.scenarios:
            scenario = self.declaration.scenarios[0].name
        chosen = self._base(scenario, values)
        return Explorer(self.declaration, setting=chosen, ev=ev, scenario=scenario, schedule=self._rows(schedule))
