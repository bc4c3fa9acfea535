"""Pictures of what :mod:`evbook.analysis.methods` returns, each with an alt text told from its data.

The alt text may be given instead; what is drawn from is always the table, never a second computation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from evbook.drawing import Axis, Band, Line, Picture, Points, figures
from evbook.drawing.axes import spanning
from evbook.drawing.words import number_text, quantity_text, unit_text

if TYPE_CHECKING:
    import pandas as pd

    from evbook.model import Model

#: Symbols of the special points of a branch.
SYMBOLS = {"fold": "diamond", "Hopf": "square", "branch point": "star"}
#: What each method of sensitivity is ranked by, and how that is said.
RANKED = {
    "local": ("elasticity", "elasticity"),
    "morris": ("mu_star", "mean size of an elementary effect"),
    "sobol": ("total", "total share of the variance"),
}


def _unit(table: pd.DataFrame, name: str) -> str:
    unit = table.attrs.get("units", {}).get(name, "")
    return "" if unit in ("1", "as written") else unit


def _titled(text: str, unit: str, log: bool = False) -> str:
    inside = ", ".join(part for part in (unit, "logarithmic" if log else "") if part)
    return f"{text} ({inside})" if inside else text


def _is_log(values) -> bool:
    """Whether positive values are spaced more evenly in the logarithm than as they are."""
    given = np.unique(np.asarray(values, float))
    if len(given) < 3 or given[0] <= 0:
        return False
    plain, logarithmic = (np.diff(f(given)) for f in (np.asarray, np.log))
    return bool(np.ptp(logarithmic) / np.mean(logarithmic) < np.ptp(plain) / np.mean(plain))


def bifurcation(
    table: pd.DataFrame, state: str, *, title: str, alt: str = "", log: bool = False, log_x: bool = False,
    y: tuple[float, float] | None = None, labels: Mapping[str, str] | None = None,
) -> Picture:  # fmt: skip
    """Draw the equilibria of :meth:`Model.branches`: solid where stable, dashed where not, special points marked.

    Raises ValueError for a state that is not in the table.
    """
    parameter, labels = table.attrs["parameter"], labels or {}
    if state not in table.columns:
        raise ValueError(f"The table of branches has no state {state!r}; it has {', '.join(table.columns)}.")
    lines: list = []
    said = {True: "stable", False: "unstable"}
    for _, branch in table.groupby("branch", sort=False):
        steady = branch["stable"].to_numpy()
        cuts = [0, *(np.flatnonzero(steady[1:] != steady[:-1]) + 1), len(branch)]
        for start, stop in pairwise(cuts):
            # a piece reaches to the next one, so that the branch has no gap
            piece, stable = branch.iloc[start : stop + 1], bool(steady[start])
            label = said.pop(stable, "")
            lines.append(Line(list(piece[parameter]), list(piece[state]), label, "c0" if stable else "muted",
                              () if stable else (6, 4)))  # fmt: skip
    for name, symbol in SYMBOLS.items():
        marked = table[table["special"] == name]
        if len(marked):
            lines.append(Points(list(marked[parameter]), list(marked[state]), name, "text", symbol))
    low, high = table[parameter].min(), table[parameter].max()
    x_axis = Axis(float(low), float(high), log=log_x)
    y_axis = Axis(*y, log=log) if y else spanning(list(table[state]), log=log)
    return figures.curves(
        lines, title=title, alt=alt or _bifurcation_words(table, state, parameter, labels), x=x_axis, y=y_axis,
        x_title=_titled(labels.get(parameter, parameter), _unit(table, parameter), log_x),
        y_title=_titled(labels.get(state, state), _unit(table, state), log),
    )  # fmt: skip


def _bifurcation_words(table, state, parameter, labels) -> str:
    across, up = labels.get(parameter, parameter), labels.get(state, state)
    unit, of = _unit(table, parameter), _unit(table, state)
    ends = [quantity_text(float(table[parameter].agg(f)), unit) for f in ("min", "max")]
    marked = table[table["special"] != ""].drop_duplicates(["special", parameter]).sort_values(parameter)
    special = [
        f"{row['special']} at {across} {quantity_text(row[parameter], unit)} ({up} {quantity_text(row[state], of)})"
        for _, row in marked.iterrows()
    ]
    counts = table[table["special"] == ""].groupby("branch")["stable"].agg(["any", "all"])
    kinds = [
        f"{sum(counts['all'])} stable throughout" if counts["all"].any() else "",
        f"{sum(counts['any'] & ~counts['all'])} partly stable" if (counts["any"] & ~counts["all"]).any() else "",
        f"{sum(~counts['any'])} never stable" if (~counts["any"]).any() else "",
    ]
    return (
        f"Equilibria of {up} as {across} goes from {ends[0]} to {ends[1]}: {len(counts)} "
        f"branch{'es' if len(counts) > 1 else ''}, {', '.join(k for k in kinds if k)}. "
        + (f"Marked: {'; '.join(special)}." if special else "No fold, Hopf or branch point.")
    )


def sensitivities(
    table: pd.DataFrame, *, title: str, alt: str = "", labels: Mapping[str, str] | None = None, most: int = 12
) -> Picture:
    """Draw one bar a parameter from :meth:`Model.sensitivity`, the strongest ``most`` of them."""
    column, words = RANKED[table.attrs["method"]]
    labels, shown = labels or {}, table.head(most)
    rows = {labels.get(row["parameter"], row["parameter"]): float(row[column]) for _, row in shown.iterrows()}
    unit, outcome = _unit(table, column), table.attrs["outcome"]
    said = ", ".join(f"{name} {number_text(value)}" for name, value in list(rows.items())[:5])
    return figures.bars(rows, title=title, x_title=_titled(words, unit), texts=[_bar_text(v) for v in rows.values()],
                        alt=alt or f"Bars of the {words} of {outcome}, the strongest first: {said}.")  # fmt: skip


def _bar_text(value: float) -> str:
    """The number at the end of a bar; what is beside the others nothing is not given to three digits."""
    return "< 0.001" if 0 < value < 0.001 else number_text(value)


def tornado(
    table: pd.DataFrame, *, title: str, alt: str = "", labels: Mapping[str, str] | None = None, most: int = 12,
    log: bool = False, outcome: str = "",
) -> Picture:  # fmt: skip
    """Draw the outcome at both ends of each range, from ``Model.sensitivity(…, method="ends")``.

    ``outcome`` is what it is called on the axis; its name when absent.
    """
    labels, outcome, base = labels or {}, outcome or table.attrs["outcome"], table.attrs["outcome_value"]
    shown = table.head(most)
    rows = [
        (labels.get(r["parameter"], r["parameter"]), float(r["at_low"]), float(r["at_high"]))
        for _, r in shown.iterrows()
    ]
    unit = unit_text(_unit(table, "at_low"))
    said = "; ".join(f"{name} from {number_text(low)} to {number_text(high)}" for name, low, high in rows[:3])
    usual = quantity_text(base, _unit(table, "at_low"))
    alt = alt or (
        f"Tornado of {outcome}, which is {usual} at the setting. With each parameter at "
        f"the lowest and highest value of its range, the widest first: {said}."
    )
    # On a phone there is room for so many letters; what is drawn, the title and the caption say as well.
    full = _titled(outcome, unit, log)
    x_title = full if len(full) <= 40 else ", ".join(part for part in (unit, "logarithmic" if log else "") if part)
    return figures.tornado(rows, base=base, title=title, alt=alt, x_title=x_title, log=log)


def band(
    table: pd.DataFrame, *, title: str, alt: str = "", log: bool = False, y: tuple[float, float] | None = None
) -> Picture:
    """Draw the quantiles of :meth:`Model.band`: areas between the outer pairs, a line in the middle."""
    series, unit = table.attrs["series"], _unit(table, table.columns[0])
    quantiles = sorted(table.columns)
    times = [float(t) for t in table.index]
    lines: list = []
    for low, high in zip(quantiles[: len(quantiles) // 2], reversed(quantiles), strict=False):
        share = f"middle {round(100 * (high - low))} %"
        lines.append(Band(times, list(table[low]), list(table[high]), share, "c0"))
    middle = quantiles[len(quantiles) // 2]
    word = "median" if middle == 0.5 else f"quantile {middle:g}"
    lines.append(Line(times, list(table[middle]), word, "c0"))
    last, when = table.iloc[-1], quantity_text(times[-1], table.attrs["units"]["time"])
    alt = alt or (
        f"{series} over time in {table.attrs['members']} settings: at {when} the {word} is "
        f"{quantity_text(last[middle], unit)}, and the {round(100 * (quantiles[-1] - quantiles[0]))} % in "
        f"the middle lie between {number_text(last[quantiles[0]])} and "
        f"{quantity_text(last[quantiles[-1]], unit)}."
    )
    axis = Axis(*y, log=log) if y else spanning(table.to_numpy().ravel().tolist(), log=log)
    return figures.curves(lines, title=title, alt=alt, x=Axis(times[0], times[-1]), y=axis,
                          x_title=_titled("time", table.attrs["units"]["time"]),
                          y_title=_titled(series, unit, log))  # fmt: skip


def plane(
    table: pd.DataFrame, outcome: str, *, title: str, alt: str = "", labels: Mapping[str, str] | None = None,
    low: float | None = None, high: float | None = None,
) -> Picture:  # fmt: skip
    """Draw an outcome over two parameters as a map, from :meth:`Model.sweep` with ``second``.

    Raises ValueError when the table does not have every combination of two parameters.
    """
    labels, (x, y) = labels or {}, list(table.columns[:2])
    if outcome not in table.columns[2:]:
        raise ValueError(f"The sweep has no outcome {outcome!r}; it has {', '.join(table.columns[2:])}.")
    grid = table.pivot_table(index=y, columns=x, values=outcome, dropna=False)
    if grid.size != len(table):
        raise ValueError(f"A map needs every combination of {x} and {y}; this sweep has {len(table)} rows.")
    axes = {name: _edges(values) for name, values in ((x, grid.columns), (y, grid.index))}
    values = grid.to_numpy(float)
    rows = table.loc[[table[outcome].idxmin(), table[outcome].idxmax()]]
    unit = _unit(table, outcome)
    least, most = (
        f"{quantity_text(row[outcome], unit)} (at {x} {number_text(row[x])}, {y} {number_text(row[y])})"
        for _, row in rows.iterrows()
    )
    words = alt or (
        f"Map of {outcome} over {x} and {y}, {len(grid.columns)} by {len(grid)} settings: from {least} to {most}."
    )
    return figures.heat_map(
        values.tolist(), x=axes[x], y=axes[y], title=title, alt=words, low=low, high=high,
        x_title=_titled(labels.get(x, x), _unit(table, x), axes[x].log),
        y_title=_titled(labels.get(y, y), _unit(table, y), axes[y].log),
    )  # fmt: skip


def _edges(values: Sequence[float]) -> Axis:
    """An axis whose equal cells have the values in their middles."""
    given = np.asarray(values, float)
    log = _is_log(given)
    placed = np.log(given) if log else given
    half = 0.5 * (placed[-1] - placed[0]) / max(len(placed) - 1, 1) or 0.5
    ends = placed[0] - half, placed[-1] + half
    return Axis(*(float(np.exp(end)) if log else float(end) for end in ends), log=log)


def phase_plane(model: Model, *, title: str, alt: str = "", ev: bool | None = None, scenario: str | None = None,
                log: bool = True, **values) -> Picture:  # fmt: skip
    """Draw the path of a run in the declared plane, with the states at rest and the separatrix.

    Raises ValueError for a model without a declared plane.
    """
    d = model.declaration
    if d.phase is None:
        raise ValueError(f"{d.id} declares no plane to draw; give it phase=PhasePlane(x, y).")
    x, y = d.phase.x, d.phase.y
    run = model.simulate(ev=ev, scenario=scenario, **values)
    equilibria = model.equilibria(ev=ev, scenario=scenario, **values)
    lines = []
    if len(d.states) == 2 and ((equilibria["kind"] == "saddle") & (equilibria[x] > 0) & (equilibria[y] > 0)).any():
        found = model.separatrix(ev=ev, scenario=scenario, **values)
        lines = [(list(line[x]), list(line[y])) for _, line in found.groupby("saddle")]
    shown = equilibria[(equilibria[x] > 0) & (equilibria[y] > 0)] if log else equilibria
    units = [_unit(run, name) for name in (x, y)]

    def place(row) -> str:
        return f"{x} {quantity_text(row[x], units[0])}, {y} {quantity_text(row[y], units[1])}"

    at_rest = "; ".join(f"{row['kind']} at {place(row)}" for _, row in shown.iterrows())
    words = alt or (
        f"The path from {place(run.iloc[0])} to {place(run.iloc[-1])}. "
        + (f"At rest: {at_rest}. " if at_rest else "")
        + ("The separatrix through the saddle parts the paths." if lines else "")
    )
    window = [d.record(name).axis for name in (x, y)]
    ranges = tuple((low, high) for low, high in window) if not log or all(low > 0 for low, _ in window) else None
    return figures.phase_plane(
        run, x, y, title=title, alt=words.strip(), log=log, ranges=ranges, equilibria=shown, separatrix=lines
    )
