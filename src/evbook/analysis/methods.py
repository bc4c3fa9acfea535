"""What a researcher asks of many runs of a model, as methods that every :class:`evbook.model.Model` has.

Each method reads the setting, asks the module of its subject, and returns a tidy table with units in
``attrs["units"]``.  Whether the EV terms act (``ev``) is as in the scenario unless it is said.
Whatever is random takes a seed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from evbook.analysis.runs import Runs
from evbook.derive.system import equations_of

if TYPE_CHECKING:
    import pandas as pd


class Analysis(Runs):
    """Sweeps, branches, separatrices, thresholds, sensitivities, ensembles and fits."""

    def sweep(
        self, parameter: str, points=None, /, *, outcome: str | Sequence[str],
        second: str | tuple[str, Sequence[float]] | None = None, ev: bool | None = None, end: float | None = None,
        scenario: str | None = None, executor=None, progress=None, **values,
    ) -> pd.DataFrame:  # fmt: skip
        """Return an outcome over the values of one parameter, or of two.

        Parameters
        ----------
        parameter, points
            What to vary and over which values; 41 over the declared range when absent.
        outcome
            A declared measure or an expression on measures and parameters, or several of them.
        second
            Another parameter, or a pair (parameter, values): every combination is run (21 × 21 when absent).
        end
            The time simulated to; the declared window when absent.
        executor, progress
            As in :meth:`ensemble`.

        Returns a row a setting: the parameter(s), then one column an outcome.
        Raises ValueError for unknown names and impossible values.
        """
        from evbook.analysis.sweep import sweep

        return sweep(self.declaration, parameter, points, outcome=outcome, second=second, end=end,
                     ev=self._ev_active(ev, scenario), base=self._base(scenario, values), executor=executor,
                     progress=progress)  # fmt: skip

    def branches(
        self, parameter: str, /, *, between: tuple[float, float] | None = None, held: Sequence[str] = (),
        ev: bool | None = None, scenario: str | None = None, **values,
    ) -> pd.DataFrame:  # fmt: skip
        """Return the equilibria followed along a parameter, with stability, folds and Hopf points.

        Pseudo-arclength continuation from every equilibrium found at the setting and at both ends of
        ``between`` (the declared range when absent); special points are refined to a relative 1e-8.
        A branch that meets none of the three is not seen.
        Windows are off, but for those in ``held``: what is at rest while a signal lasts.

        Returns a row a point, in order along each branch: ``branch``, the parameter, the states,
        ``stable``, ``kind``, the leading eigenvalue ``real`` and ``imaginary``, and ``special``
        (empty, fold, Hopf or branch point).  Raises ValueError where nothing is at rest, or where the
        parameter does not enter the rates.  Source: Keller 1977.
        """
        from evbook.analysis.continuation import branches, table
        from evbook.analysis.outcome import parameter_of
        from evbook.derive.system import compile

        equations_of(self.declaration, "branches of steady states")
        parameter_of(self.declaration, parameter)
        base, ev = self._base(scenario, values), self._ev_active(ev, scenario)
        frame = table(self.declaration, parameter, branches(compile(self.declaration, ev=ev), base, parameter,
                                                            between=between, held=held))  # fmt: skip
        frame.attrs |= {"ev": ev, "setting": base}
        return frame

    def separatrix(
        self, *, along: Mapping[str, float] | None = None, near: Mapping[str, float] | None = None,
        ev: bool | None = None, scenario: str | None = None, **values,
    ) -> pd.DataFrame:  # fmt: skip
        """Return the line that parts paths in the plane of a model with two states.

        It is the stable manifold of each saddle with both states above zero, or of the saddle nearest to
        ``near``: a row a point, ``saddle`` and the two states, in order along each line.  With ``along``,
        a state and its value such as ``{"E": 3.2e5}``, the crossings of that line instead: the critical
        value of the other state, and its relative ``precision``.

        Raises ValueError for other than two states, and where there is no such saddle.
        """
        from evbook.analysis.separatrix import crossings, separatrix

        equations_of(self.declaration, "a separatrix")
        base, ev = self._base(scenario, values), self._ev_active(ev, scenario)
        if along is None:
            return separatrix(self.declaration, base, ev=ev, near=near)
        return crossings(self.declaration, base, along, ev=ev, near=near)

    def threshold(
        self, parameter: str, condition: str, /, *, between: tuple[float, float] | None = None, precision: float = 1e-4,
        end: float | None = None, over: str | Sequence[str] | None = None,
        ranges: str | Mapping[str, object] = "declared", samples: int = 64, scan: int = 32, seed: int = 0,
        ev: bool | None = None, scenario: str | None = None, executor=None, progress=None, **values,
    ) -> pd.DataFrame:  # fmt: skip
        """Return the value of a parameter at which a condition changes, or its range over assumed ones.

        The interval ``between`` (the declared range when absent) is cut into ``scan`` parts, and the first
        in which the condition changes is halved until its width is ``precision`` of its ends.  A change
        and its reversal within one part are not seen; ``changes`` counts those that are.

        Parameters
        ----------
        condition
            A condition on measures and parameters, such as ``"T_final > 1e8"``; what never happens does not hold.
        over
            Parameters to take the threshold over: names, or ``"assumed"``.  It is then found at the setting,
            at every corner of their ``ranges`` (up to 256), and at ``samples`` scrambled Sobol points.

        Returns a row a setting tried: ``trial`` (default, corner, sample), the parameters varied, the critical
        value, its bracket ``low`` and ``high``, and ``changes``; NaN where there is none.
        ``attrs["sentence"]`` says it in words.  Raises ValueError where the only setting has none.
        """
        from evbook.analysis.thresholds import critical

        return critical(
            self.declaration, parameter, condition, base=self._base(scenario, values), between=between,
            precision=precision, end=end, ev=self._ev_active(ev, scenario), over=over, ranges=ranges, samples=samples,
            scan=scan, seed=seed, executor=executor, progress=progress,
        )  # fmt: skip

    def sensitivity(
        self, outcome: str, /, *, method: str | None = None, parameters: str | Sequence[str] | None = None,
        ranges: str | Mapping[str, object] = "declared", settings=None, runs: int | None = None,
        seed: int = 0, ev: bool | None = None, end: float | None = None, times=None, scenario: str | None = None,
        executor=None, progress=None, **values,
    ) -> pd.DataFrame:  # fmt: skip
        """Return which parameters matter to an outcome, the strongest first.

        Parameters
        ----------
        outcome
            A measure, a state or output (its value at the end) or an expression on them; for ``local`` a state or
            output alone gives the time course of ∂(outcome)/∂p instead, a column a parameter.
        method
            ``local``: the forward sensitivity equations S' = (∂f/∂y) S + ∂f/∂p at the setting (analytic);
            columns ``derivative``, ``elasticity`` (p/m)(∂m/∂p), ``over_range``.  ``ends``: the outcome with each
            parameter alone at either end of its range; ``at_low``, ``at_high``.  ``morris``: elementary effects
            over the ranges; ``mu_star``, ``mu``, ``sigma``.  ``sobol``: shares of the variance; ``total``, ``first``.
            ``rank``: partial rank correlations, ``partial``, and Spearman's, ``rank``; also of a table of settings.
        ranges
            As in :meth:`ensemble`, priors included; where ends are asked for (``ends``, ``morris``), a distribution
            without ends has those of its central 95 %.
        settings
            A table of settings, as in :meth:`ensemble`, for the method ``rank``, which it then is when none is named.
        parameters
            Names, ``"all"`` or ``"assumed"``; by default all for ``local``, the assumed ones otherwise.
        runs
            Trajectories of Morris (64), base sample of Sobol (512, a power of two), or settings to rank (512).

        Raises ValueError for unknown names and for outcomes that some run does not have, ImportError
        where SALib is missing.
        """
        from evbook.analysis import sensitivity

        method = method or ("local" if settings is None else "rank")
        base, ev, d = self._base(scenario, values), self._ev_active(ev, scenario), self.declaration
        if method not in sensitivity.METHODS:
            raise ValueError(f"{d.id}: the method is one of {', '.join(sensitivity.METHODS)}, not {method!r}.")
        if method == "rank":
            from evbook.analysis.rank_correlation import by_rank

            return by_rank(d, outcome, base=base, parameters=parameters, ranges=ranges, settings=settings, n=runs,
                           seed=seed, ev=ev, end=end, executor=executor, progress=progress)  # fmt: skip
        if settings is not None:
            raise ValueError(f"{d.id}: a table of settings is analysed by method='rank'; {method!r} needs settings of "
                             "its own design.")  # fmt: skip
        if method == "ends":
            return sensitivity.at_ends(d, outcome, base=base, parameters=parameters, ranges=ranges, ev=ev, end=end,
                                       executor=executor, progress=progress)  # fmt: skip
        if method != "local":
            return sensitivity.over_ranges(d, outcome, method, base=base, parameters=parameters, ranges=ranges, n=runs,
                                           seed=seed, ev=ev, end=end, executor=executor, progress=progress)  # fmt: skip
        if outcome in [r.name for r in (*d.states, *d.outputs)]:
            from evbook.simulation.curves import default_grid
            from evbook.simulation.setting import time_grid

            grid = default_grid(d) if times is None else time_grid(d, times)
            return sensitivity.courses(d, outcome, base=base, parameters=parameters, times=grid, ev=ev)
        return sensitivity.local(d, outcome, base=base, parameters=parameters, ev=ev, end=end)

    def ensemble(
        self, n: int | pd.DataFrame | None = None, /, *, seed: int | None = None, settings=None,
        ranges: str | Mapping[str, object] = "declared", parameters: str | Sequence[str] | None = None,
        outcomes: str | Sequence[str] | None = None, method: str = "sobol", ev: bool | None = None,
        end: float | None = None, rtol: float | None = None, scenario: str | None = None, executor=None,
        progress=None, **values,
    ) -> pd.DataFrame:  # fmt: skip
        """Return the outcomes of ``n`` settings drawn from ranges or priors, or of those of a table.

        Parameters
        ----------
        ranges, parameters
            The declared ranges of the assumed parameters, of the named ones, or of ``"all"``; a mapping of
            names to (low, high) or to priors gives both.  Logarithmic parameters are drawn evenly in the logarithm.
            Priors are ``("uniform", low, high)``, ``("loguniform", low, high)``, ``("normal", mean, sd)``,
            ``("lognormal", median, sd of the natural logarithm)``, ``("triangular", low, mode, high)``, or any
            distribution of ``scipy.stats`` with its numbers; of one that reaches below 0 a parameter that cannot be
            negative takes the rest.
        settings
            In place of ``n``, ``seed`` and ``ranges``: a table with a column a parameter and a row a setting (a
            DataFrame, or a mapping of names to values); it may also be given first.
        outcomes
            Measures, states and outputs (their value at the end), or expressions on them; every measure when absent.
        rtol
            The solver's relative tolerance of a step, 1e-8 when absent.
        method
            ``sobol`` (scrambled) or ``lhs``.
        executor
            Any :class:`concurrent.futures.Executor`; in this process, on arrays, when absent.  The numbers are
            the same.
        progress
            True for a bar in a notebook (where tqdm is there) or a line elsewhere, or a function of (done, asked).

        Returns a row a member.  Raises ValueError for bad names and ranges; runs that do not end are NaN and
        are counted in a warning.
        """
        from evbook.analysis.ensemble import ensemble

        return ensemble(self.declaration, n, seed=seed, base=self._base(scenario, values), settings=settings,
                        ranges=ranges, parameters=parameters, outcomes=outcomes, method=method,
                        ev=self._ev_active(ev, scenario), end=end, rtol=rtol, executor=executor,
                        progress=progress)  # fmt: skip

    def band(
        self, series: str, n: int, /, *, seed: int, times=None,
        ranges: str | Mapping[str, object] = "declared",
        parameters: str | Sequence[str] | None = None, quantiles: Sequence[float] | None = None, ev: bool | None = None,
        scenario: str | None = None, progress=None, **values,
    ) -> pd.DataFrame:  # fmt: skip
        """Return quantiles over an ensemble of a state or output, indexed by time, a column a quantile.

        Arguments are those of :meth:`ensemble`; the quantiles are 0.05, 0.25, 0.5, 0.75 and 0.95.
        """
        from evbook.analysis.ensemble import QUANTILES, band
        from evbook.simulation.curves import default_grid
        from evbook.simulation.setting import time_grid

        d = self.declaration
        grid = default_grid(d) if times is None else time_grid(d, times)
        return band(d, self._series(series), n, seed=seed, base=self._base(scenario, values), times=grid,
                    ranges=ranges, parameters=parameters, quantiles=quantiles or QUANTILES,
                    ev=self._ev_active(ev, scenario), progress=progress)  # fmt: skip

    def fit(
        self, data: pd.DataFrame, /, *, parameters: Sequence[str] | Mapping[str, tuple[float, float]],
        observe: str | Mapping[str, str] | None = None, sigma: float | Mapping[str, float] | bool | None = None,
        log: bool = False, profile: bool = False, ev: bool | None = None, scenario: str | None = None, schedule=None,
        arms: Mapping[str, Mapping] | None = None, own: Sequence[str] = (), error: str | None = None, below=None,
        above=None, starts: int = 1, progress=None, **values,
    ) -> pd.DataFrame:  # fmt: skip
        """Fit parameters to data and return estimates with 95 % intervals.

        Parameters
        ----------
        data
            A row an observation: its time in a column ``time`` or the index, and the observed columns, NaN where
            nothing was observed; in the model's units, or in those of ``data.attrs["units"]``, as
            :meth:`evbook.own_data.Table.frame` gives them.
        parameters
            Names (bounded by their declared ranges) or names with bounds.  The setting gives the start.
        observe
            Which state or output each column observes, ``{"volume": "V"}``; a name when there is one column;
            columns of the same name when absent.
        sigma
            Standard deviation of the data, one or one a column (of the logarithm with ``log``).  When absent, the
            standard errors that :meth:`evbook.own_data.Table.frame` read beside the values weigh, as in the live
            figure; where there are none, or with ``False``, it is estimated from the residuals.  For a value
            to each point: the name of the column that holds it,
            ``{"volume": "SD"}``, in the unit of the data also with ``log``; N replicates weigh by SD/√N.
        log
            Compare logarithms: for errors that are a share of the value.
        profile
            Intervals by profiling (slower, not symmetric) instead of from the covariance.  With any of what
            follows they are profiled always, and one-sided where a bound hides an end.
        schedule
            Doses and sessions in place of the declared ones, as in :meth:`simulate`.
        arms
            What each arm of the column ``arm`` was: ``{"control": {}, "treated": {"scenario": …, "schedule": …,
            "ev": …, "e_angio": 0.66}}``; all arms are fitted together.
        own
            Parameters with a value for each arm; the others are shared.
        error
            ``"additive"`` (of one size), ``"proportional"`` (a share of the curve) or ``"log"`` (as ``log``).
        below
            The limit of quantification: a number, or one a column, or the name of the column that holds it.  A
            point without a value, whose limit is finite, counts as below it.
        above
            The greatest value that can be told, in the same way.  Limits that :meth:`evbook.own_data.Table.frame`
            read from cells such as ``<50`` and ``>100`` are taken where neither is given.
        starts
            Fits from so many places spread over the ranges, of which the best is kept.
        progress
            Called with what is done, how far, of how much; an exception that it raises ends the fit.

        Returns a row a parameter: ``value``, ``stderr``, ``low``, ``high``, ``unit``, ``start``, ``remark``,
        ``identifiable``; ``attrs`` holds the ``setting`` found (for :meth:`simulate`), ``correlation`` and
        ``residual_sd``.  Warns :class:`evbook.analysis.fit.NotIdentifiable` with a sentence for each parameter
        that the data do not determine.
        Raises ValueError for data that cannot be read, ImportError where lmfit is missing.
        """
        from evbook.analysis.fit import fit, in_units
        from evbook.analysis.measurements import (
            arms_of,
            beside,
            errors_of,
            in_the_same_units,
            limits_of,
            points_of,
            without_limits,
        )
        from evbook.derive.system import equations_of

        equations_of(self.declaration, "curves to fit")

        below, above = limits_of(data, below, above)
        sigma = errors_of(data, sigma, observe)
        data, factors = in_units(self.declaration, data, observe, beside(data, sigma, below, above))
        below, above = (in_the_same_units(one, factors, data) for one in (below, above))
        if not log and error != "log":
            sigma = in_the_same_units(sigma, factors, data)
        d, base, acts = self.declaration, self._base(scenario, values), self._ev_active(ev, scenario)
        per_point = isinstance(sigma, Mapping) and any(isinstance(one, str) for one in sigma.values())
        limited = below is not None or above is not None
        if schedule is not None or arms or own or error or limited or starts > 1 or per_point or progress:
            from evbook.analysis.joint_fit import joint_fit

            chosen = arms_of(self, data, arms, base=base, ev=acts, schedule=schedule, values=values)
            kind = error or ("log" if log else "additive")
            points = points_of(d, data, [arm.name for arm in chosen], observe=observe, sigma=sigma, below=below,
                               above=above, error=kind)  # fmt: skip
            return joint_fit(d, chosen, points, parameters=parameters, own=own, error=kind, starts=starts,
                             progress=progress)  # fmt: skip
        return fit(self.declaration, without_limits(data), parameters=parameters, observe=observe, sigma=sigma, log=log,
                   profile=profile, base=self._base(scenario, values), ev=self._ev_active(ev, scenario))  # fmt: skip
