"""The thin public face of a declaration: everything a reader asks of a model, by one name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from evbook.analysis.methods import Analysis
from evbook.declaration import Declaration
from evbook.derive.system import checked, equations_of

if TYPE_CHECKING:
    import pandas as pd

    from evbook.declaration import Modifier, Parameter, Process
    from evbook.drawing import Picture
    from evbook.explorer.widget import Explorer


class Model(Analysis):
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
    def parameters(self) -> pd.DataFrame:
        """Every number of the model: value, unit, range, grade, what was checked, source, context."""
        from evbook.derive import tables

        return tables.parameters(self.declaration)

    @property
    def states(self) -> pd.DataFrame:
        """The state variables: unit, initial value as an expression, meaning."""
        from evbook.derive import tables

        return tables.states(self.declaration)

    @property
    def processes(self) -> pd.DataFrame:
        """The processes: what each consumes and produces, its rate, whether it is an EV process."""
        from evbook.derive import tables

        return tables.processes(self.declaration)

    @property
    def modifiers(self) -> pd.DataFrame:
        """The EV terms inside base expressions, with their values without vesicles."""
        from evbook.derive import tables

        return tables.modifiers(self.declaration)

    @property
    def outputs(self) -> pd.DataFrame:
        """The derived series."""
        from evbook.derive import tables

        return tables.outputs(self.declaration)

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

    @property
    def scenarios(self) -> pd.DataFrame:
        """The named settings, the first being the default picture."""
        import pandas as pd

        rows = [{"name": s.name, "title": s.title, "values": dict(s.values), "ev": s.ev, "meaning": s.meaning}
                for s in self.declaration.scenarios]  # fmt: skip
        return pd.DataFrame(rows).set_index("name") if rows else pd.DataFrame(rows)

    @property
    def challenges(self) -> pd.DataFrame:
        """The tasks set for a reader: title, task, start, what is held, the condition of success."""
        import pandas as pd

        rows = [{"name": c.name, "title": c.title, "task": c.task, "start": dict(c.start), "held": list(c.fixed),
                 "goal": c.goal} for c in self.declaration.challenges]  # fmt: skip
        return pd.DataFrame(rows).set_index("name") if rows else pd.DataFrame(rows)

    def meets(self, challenge: str, **values) -> bool:
        """Say whether values, put on top of a challenge's start, meet it; the live model says the same.

        Raises ValueError for unknown names, bad values and a move of what the challenge holds, and
        :class:`evbook.simulation.solver.SolverError` when the solver cannot finish.
        """
        from evbook.analysis.challenges import met

        return met(self.declaration, challenge, values)

    def schedule(self, *, scenario: str | None = None, **values) -> pd.DataFrame:
        """Return what is given and when, a row a dose or window: start, size, every, count.

        ``size`` is the amount of a dose or the duration of a session, in ``unit``.  Edited rows can be
        handed to :meth:`simulate`, :meth:`measures` and :meth:`explore` as ``schedule``.  Raises
        ValueError for bad values.
        """
        import pandas as pd

        from evbook.simulation.schedule import declared
        from evbook.simulation.setting import setting

        d = self.declaration
        units = {x.name: d.record(x.state).unit for x in d.doses} | {w.name: d.time.unit for w in d.windows}
        meanings = {x.name: x.meaning for x in (*d.doses, *d.windows)}
        rows = [{**vars(row), "unit": units[row.name], "meaning": meanings[row.name]}
                for row in declared(d, setting(d, scenario=scenario, values=values))]  # fmt: skip
        columns = ["name", "start", "size", "every", "count", "unit", "meaning"]
        frame = pd.DataFrame(rows, columns=columns)
        frame.attrs["units"] = {"start": d.time.unit, "every": d.time.unit}
        return frame

    def _rows(self, schedule) -> list | None:
        """A reader's schedule, checked; None stays None."""
        from evbook.simulation.schedule import checked as checked_rows

        if schedule is None:
            return None
        if hasattr(schedule, "to_dict"):
            columns = ["name", "start", "size", "every", "count"]
            schedule = schedule[[c for c in columns if c in schedule.columns]].to_dict("records")
        return checked_rows(self.declaration, schedule)

    def _tolerances(self, rtol, atol) -> dict:
        from evbook.simulation.setting import checked_atol, checked_rtol

        d = self.declaration
        return {"rtol": checked_rtol(d, d.rtol if rtol is None else rtol), "atol": checked_atol(d, atol)}

    def simulate(
        self, times=None, *, ev: bool | None = None, scenario: str | None = None, schedule=None, frames=None,
        rtol: float | None = None, atol: float | Mapping[str, float] | None = None, **values,
    ) -> pd.DataFrame:  # fmt: skip
        """Solve dy/dt = f(t, y; p) and return states and outputs, indexed by time.

        A model in space runs instead, from step to step: a row a look, the counts and outputs as columns, until its
        measure is known or no cell is left.  Its seed is a parameter, and the same seed gives the same run.

        A curve model is evaluated instead, over its axis (``times`` are then values of the axis) or
        over both of its axes.

        Parameters
        ----------
        times
            Increasing times from 0 or later, shape (k,), in the model's unit of time; the declared
            window when absent.  At the time of a dose the row is the value after it.
        ev
            Whether the EV terms act; as in the scenario when absent.  Without them the model is its
            published base.
        scenario
            A named setting to start from (see :attr:`scenarios`).
        schedule
            Doses and sessions in place of the declared ones: rows of (name, start, size, every, count), as
            tuples, mappings or a DataFrame like that of :meth:`schedule`.
        frames
            Of a model in space: the times whose grids are kept in ``attrs["frames"]``, by time; a grid has shape
            (height, width), with 0 for a free site and the number of ``attrs["kinds"]`` for a cell.
        rtol, atol
            The solver's tolerances for a step: relative (as declared when absent, mostly 1e-9), and absolute in the
            unit of each state, one for all or by state; so small when absent that a population keeps its relative
            accuracy in a trough.
        **values
            Parameters to set, as numbers in the declared unit or as pint quantities.

        Returns
        -------
        DataFrame of shape (k, states + outputs); ``attrs["units"]`` maps each column, and the
        index's name, to its unit, and ``attrs["setting"]`` every parameter to its value.

        Raises ValueError for unknown names, wrong units or impossible values, and
        :class:`evbook.simulation.solver.SolverError` when the solver cannot finish.
        """
        import pandas as pd

        from evbook.simulation.curves import default_grid, grid_of, series
        from evbook.simulation.setting import setting, time_grid

        d = self.declaration
        if d.tissue or frames is not None:
            from evbook.analysis.lattice_runs import simulated

            chosen = setting(d, scenario=scenario, values=values)
            return simulated(d, chosen, ev=self._ev_active(ev, scenario), times=times, frames=frames)
        grid = default_grid(d) if times is None else time_grid(d, times)
        chosen = setting(d, scenario=scenario, values=values)
        axes = {"time": d.time.unit} if not d.axes else {axis.name: axis.unit for axis in d.axes}
        if len(axes) == 2:
            index = pd.MultiIndex.from_product([grid, grid_of(d.axes[1])], names=list(axes))
        else:
            index = pd.Index(grid, name=next(iter(axes)))
        ev = self._ev_active(ev, scenario)
        curves = series(d, chosen, grid, ev=ev, schedule=self._rows(schedule), **self._tolerances(rtol, atol))
        frame = pd.DataFrame({name: values.ravel() for name, values in curves.items()}, index=index)
        frame.attrs["units"] = axes | {r.name: r.unit for r in (*d.states, *d.outputs)}
        frame.attrs["setting"] = chosen
        frame.attrs["model"], frame.attrs["ev"] = d.id, ev
        return frame

    def runs(
        self, n: int, seed: int = 0, executor=None, *, ev: bool | None = None, scenario: str | None = None,
        until: float | None = None, progress=None, **values,
    ) -> pd.DataFrame:  # fmt: skip
        """Run a model in space ``n`` times, with the seeds from ``seed`` on, and return its measures.

        Parameters
        ----------
        executor
            Any :class:`concurrent.futures.Executor` (a Dask cluster is ``client.get_executor()``); this process and all
            its cores when absent.  The numbers are the same.
        until
            The time at which a run ends at the latest; the declared limit when absent.
        progress
            A function of (done, asked), or True for a bar in a notebook (where tqdm is there) or a line elsewhere.

        Returns a row a run, indexed by its seed, with the measures as columns (NaN for what did not happen); units in
        ``attrs["units"]``.  Raises ValueError for bad values, and for a model that has no lattice.
        """
        from evbook.analysis.lattice_runs import need_tissue, runs
        from evbook.simulation.setting import setting

        need_tissue(self.declaration, "runs")
        chosen = setting(self.declaration, scenario=scenario, values=values)
        return runs(self.declaration, n, values=chosen, ev=self._ev_active(ev, scenario), seed=seed, limit=until,
                    executor=executor, progress=progress)  # fmt: skip

    def sample_paths(
        self, times=None, *, runs: int = 100, seed: int = 0, ev: bool | None = None, scenario: str | None = None,
        **values,
    ) -> pd.DataFrame:  # fmt: skip
        """Run the processes as chance events (Gillespie's exact method) and return the counts.

        Parameters
        ----------
        times
            Increasing times, shape (k,); the declared window when absent.
        runs, seed
            How many runs, and the seed that makes them repeatable.

        Returns
        -------
        DataFrame of shape (runs · k, states), indexed by run and time; units in ``attrs["units"]``.

        Raises ValueError for bad values and for models whose rates depend on time, and
        :class:`evbook.simulation.solver.SolverError` when the runs do not end.  Source: Gillespie 1977.
        """
        import pandas as pd

        from evbook.derive.system import compile
        from evbook.simulation.curves import default_grid
        from evbook.simulation.setting import setting, time_grid
        from evbook.simulation.stochastic import sample_paths

        d = equations_of(self.declaration, "processes to draw from; each of its runs is one of chance already")
        grid = default_grid(d) if times is None else time_grid(d, times)
        chosen = setting(d, scenario=scenario, values=values)
        counts = sample_paths(compile(d, ev=self._ev_active(ev, scenario)), chosen, grid, runs=runs, seed=seed)
        index = pd.MultiIndex.from_product([range(runs), grid], names=["run", "time"])
        columns = [s.name for s in d.states]
        frame = pd.DataFrame(counts.transpose(0, 2, 1).reshape(-1, len(columns)), index=index, columns=columns)
        frame.attrs["units"] = {"time": d.time.unit} | {s.name: s.unit for s in d.states}
        return frame

    def measures(
        self, *, ev: bool | None = None, scenario: str | None = None, schedule=None, rtol: float | None = None,
        atol: float | Mapping[str, float] | None = None, **values,
    ) -> pd.Series:  # fmt: skip
        """Return the outcomes of a run over the declared window (NaN for what never happens).

        ``ev`` is the scenario's when absent; ``rtol`` and ``atol`` are those of :meth:`simulate`, as is what is raised.
        """
        import pandas as pd

        from evbook.simulation.curves import measured
        from evbook.simulation.setting import setting

        d = self.declaration
        chosen, acts = setting(d, scenario=scenario, values=values), self._ev_active(ev, scenario)
        found = measured(d, chosen, ev=acts, schedule=self._rows(schedule), **self._tolerances(rtol, atol))
        row = pd.Series(found, name=d.id)
        row.attrs["units"] = {m.name: m.unit for m in d.measures}
        return row

    def equilibria(
        self, *, held: Sequence[str] = (), ev: bool | None = None, scenario: str | None = None, **values
    ) -> pd.DataFrame:
        """Return the states at rest, one a row: the states, ``kind``, and the leading eigenvalue.

        ``real`` and ``imaginary`` are of the eigenvalue with the largest real part, per unit of
        time.  Windows are off, but for those in ``held``.  Raises ValueError for bad values, and where
        time stands in the equations.
        """
        import numpy as np
        import pandas as pd

        from evbook.derive.system import compile
        from evbook.simulation.equilibria import equilibria
        from evbook.simulation.setting import setting

        d = equations_of(self.declaration, "steady states")
        if not d.states:
            raise ValueError(f"{d.id} is a curve over an axis: it has no states, and so no steady states.")
        rows = []
        system = compile(d, ev=self._ev_active(ev, scenario))
        for rest in equilibria(system, setting(d, scenario=scenario, values=values), held=held):
            leading = rest.eigenvalues[np.argmax(rest.eigenvalues.real)]
            rows.append({**dict(zip((s.name for s in d.states), rest.y, strict=True)), "kind": rest.kind,
                         "real": leading.real, "imaginary": abs(leading.imag)})  # fmt: skip
        frame = pd.DataFrame(rows, columns=[*(s.name for s in d.states), "kind", "real", "imaginary"])
        frame.attrs["units"] = {s.name: s.unit for s in d.states} | {"real": f"1/{d.time.unit}"}
        return frame

    def budget(self, *, scenario: str | None = None, **values) -> pd.DataFrame:
        """Return what the EV terms ask of cells: value, unit, what is known, and whether it is within.

        Raises ValueError for bad values.
        """
        import pandas as pd

        from evbook.derive.numpy import of_parameters
        from evbook.simulation.setting import setting

        d = self.declaration
        chosen = setting(d, scenario=scenario, values=values)
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
        notebook; ``str(picture)`` is its SVG.  Raises ValueError for unknown names, and what
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
        from evbook.simulation.setting import setting

        d = self.declaration
        at = setting(d, scenario=scenario, values=values)
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
        from evbook.simulation.setting import setting

        d = self.declaration
        at = setting(d, scenario=scenario, values=values)
        made = omex(d, Asked(at, self._ev_active(ev, scenario), self._rows(schedule)))
        if path is not None:
            Path(path).write_bytes(made)
        return made

    def explore(
        self, *, ev: bool | None = None, scenario: str | None = None, schedule=None, challenge: str | None = None,
        **values,
    ) -> Explorer:  # fmt: skip
        """Return the live model: sliders, solver and figure, in Jupyter and on the static page.

        ``schedule`` takes the place of the declared doses and sessions (see :meth:`simulate`);
        ``challenge`` begins at a challenge (see :attr:`challenges`).  Raises ValueError for bad values.
        """
        from evbook.explorer.widget import Explorer
        from evbook.simulation.setting import setting

        if challenge is not None:
            from evbook.analysis.challenges import attempt

            chosen = attempt(self.declaration, challenge, values)
            return Explorer(self.declaration, setting=chosen, challenge=challenge)
        chosen = setting(self.declaration, scenario=scenario, values=values)
        return Explorer(self.declaration, setting=chosen, ev=ev, scenario=scenario, schedule=self._rows(schedule))
