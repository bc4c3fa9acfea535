"""How a model runs, as methods that every :class:`evbook.model.Model` has: over time or an axis, in space, by chance.

What is asked of many runs is in :mod:`evbook.analysis.methods`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from evbook.declaration import Declaration
from evbook.derive.system import equations_of

if TYPE_CHECKING:
    import pandas as pd


class Runs:
    """Runs of one setting: series, measures, steady states, what is given and when."""

    declaration: Declaration

    def _base(self, scenario, values) -> dict[str, float]:
        from evbook.simulation.setting import setting

        return setting(self.declaration, scenario=scenario, values=values)

    def _ev_active(self, ev: bool | None, scenario: str | None) -> bool:
        from evbook.simulation.setting import ev_active

        return ev_active(self.declaration, ev, scenario)

    def _series(self, name: str) -> str:
        from evbook.simulation.setting import near

        d = self.declaration
        names = [r.name for r in (*d.states, *d.outputs)]
        if name not in names:
            raise ValueError(f"{d.id} has no state or output {name!r}. {near(name, names)}")
        return name

    def schedule(self, *, scenario: str | None = None, **values) -> pd.DataFrame:
        """Return what is given and when, a row a dose or window: start, size, every, count.

        ``size`` is the amount of a dose or the duration of a session, in ``unit``.  Edited rows can be
        handed to :meth:`simulate`, :meth:`measures` and :meth:`explore` as ``schedule``.  Raises
        ValueError for bad values.
        """
        import pandas as pd

        from evbook.simulation.schedule import declared

        d = self.declaration
        units = {x.name: d.record(x.state).unit for x in d.doses} | {w.name: d.time.unit for w in d.windows}
        meanings = {x.name: x.meaning for x in (*d.doses, *d.windows)}
        rows = [{**vars(row), "unit": units[row.name], "meaning": meanings[row.name]}
                for row in declared(d, self._base(scenario, values))]  # fmt: skip
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
        from evbook.simulation.setting import time_grid

        d = self.declaration
        if d.tissue or frames is not None:
            from evbook.analysis.lattice_runs import simulated

            chosen = self._base(scenario, values)
            return simulated(d, chosen, ev=self._ev_active(ev, scenario), times=times, frames=frames)
        grid = default_grid(d) if times is None else time_grid(d, times)
        chosen = self._base(scenario, values)
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

        need_tissue(self.declaration, "runs")
        chosen = self._base(scenario, values)
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
        from evbook.simulation.setting import time_grid
        from evbook.simulation.stochastic import sample_paths

        d = equations_of(self.declaration, "processes to draw from; each of its runs is one of chance already")
        grid = default_grid(d) if times is None else time_grid(d, times)
        chosen = self._base(scenario, values)
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

        d = self.declaration
        chosen, acts = self._base(scenario, values), self._ev_active(ev, scenario)
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

        d = equations_of(self.declaration, "steady states")
        if not d.states:
            raise ValueError(f"{d.id} is a curve over an axis: it has no states, and so no steady states.")
        rows = []
        system = compile(d, ev=self._ev_active(ev, scenario))
        for rest in equilibria(system, self._base(scenario, values), held=held):
            leading = rest.eigenvalues[np.argmax(rest.eigenvalues.real)]
            rows.append({**dict(zip((s.name for s in d.states), rest.y, strict=True)), "kind": rest.kind,
                         "real": leading.real, "imaginary": abs(leading.imag)})  # fmt: skip
        frame = pd.DataFrame(rows, columns=[*(s.name for s in d.states), "kind", "real", "imaginary"])
        frame.attrs["units"] = {s.name: s.unit for s in d.states} | {"real": f"1/{d.time.unit}"}
        return frame
