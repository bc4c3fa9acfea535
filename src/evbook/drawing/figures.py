"""Pictures for chapters and notebooks: SVG in pure Python, each with its alt text.

Every function returns a :class:`evbook.drawing.Picture`, which shows itself in a notebook and on a page,
keeps its text as text, follows the page's light and dark colours, and fits any width.
``alt`` is required: one or two sentences that say what a reader would see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from evbook.drawing import Axis, Band, Bars, Categories, Cells, Label, Line, Panel, Picture, Points, layout
from evbook.drawing.axes import spanning
from evbook.drawing.layout import dash_of
from evbook.drawing.words import panel_title, unit_text

if TYPE_CHECKING:
    import pandas as pd

#: Symbols of states at rest: filled when stable, open when not, a cross where paths part.
REST_SYMBOLS = {
    "stable node": "circle",
    "stable spiral": "circle-dot",
    "saddle": "x-thin",
    "unstable node": "circle-open",
    "unstable spiral": "circle-open",
}


def _need(names: Sequence[str], frame: pd.DataFrame, what: str) -> None:
    missing = [name for name in names if name not in frame.columns]
    if missing:
        raise ValueError(f"The {what} has no column {missing[0]!r}; it has {', '.join(map(str, frame.columns))}.")


def _unit(frame: pd.DataFrame, name: str) -> str:
    unit = frame.attrs.get("units", {}).get(name, "")
    return "" if unit in ("1", "dimensionless") else unit_text(unit)


def _titled(text: str, unit: str, log: bool) -> str:
    inside = ", ".join(part for part in (unit, "logarithmic" if log else "") if part)
    return f"{text} ({inside})" if inside else text


def time_course(
    frame: pd.DataFrame,
    *,
    title: str,
    alt: str,
    series: Sequence[str] | None = None,
    companion: pd.DataFrame | None = None,
    labels: Mapping[str, str] | None = None,
    log: bool = False,
    y: tuple[float, float] | None = None,
    bands: Mapping[str, tuple[Sequence[float], Sequence[float]]] | None = None,
    points: Mapping[str, tuple[Sequence[float], Sequence[float]]] | None = None,
    over: tuple[str, bool] = ("time", False),
) -> Picture:
    """Draw columns of ``frame`` (as :meth:`Model.simulate` returns it) against its index.

    Parameters
    ----------
    frame
        One row a time; ``attrs["units"]`` names the units, which decide the panels.
    title, alt
        A few words, and what a reader would see.
    series
        Columns to draw; all when absent.
    companion
        A second frame on the same times, drawn thin and dotted behind in the colours of the curves: usually the run
        without EV terms.
    labels
        Text of the key for each column; the column's name when absent.
    log
        Logarithmic upwards.
    y
        Range upwards; from the data when absent.
    bands
        For a column, lower and upper curve of a band around it.
    points
        For a column, times and values of data drawn as points.
    over
        What the index is, and whether it is drawn on a logarithmic axis.

    Raises ValueError for a missing column, title or alt text.
    """
    names = list(series or frame.columns)
    _need(names, frame, "frame")
    if companion is not None:
        _need(names, companion, "companion")
    labels, bands, points = labels or {}, bands or {}, points or {}
    times = list(frame.index)
    groups: dict[str, list[tuple[int, str]]] = {}
    for number, name in enumerate(names):
        groups.setdefault(_unit(frame, name), []).append((number, name))
    panels = []
    for unit, members in groups.items():
        behind, mains, values = [], [], []
        for number, name in members:
            colour, label = f"c{number}", labels.get(name, name)
            if name in bands:
                low, high = bands[name]
                behind.append(Band(times, low, high, colour=colour))
                values += [*low, *high]
            if companion is not None:
                behind.append(Line(times, list(companion[name]), f"{label} without vesicles", colour,
                                   tuple(layout()["companion"]["dash"]), companion=True))  # fmt: skip
                values += list(companion[name])
            mains.append(Line(times, list(frame[name]), label, colour, dash_of(number)))
            values += list(frame[name])
            if name in points:
                mains.append(Points(*points[name], f"{label}, measured", colour))
                values += list(points[name][1])
        axis = Axis(*y, log=log) if y else spanning(values, log=log)
        head = panel_title([labels.get(member[1], member[1]) for member in members], unit, log)
        panels.append(Panel(axis, [*behind, *mains], head))
    time_unit = _unit(frame, frame.index.name or "time")
    what, x_log = over
    x_title = _titled(what, time_unit, x_log)
    return Picture(Axis(float(times[0]), float(times[-1]), log=x_log), panels, title, alt, x_title)


def phase_plane(
    frame: pd.DataFrame,
    x: str,
    y: str,
    *,
    title: str,
    alt: str,
    labels: Mapping[str, str] | None = None,
    log: bool = False,
    ranges: tuple[tuple[float, float], tuple[float, float]] | None = None,
    nullclines: Mapping[str, Sequence[tuple[Sequence[float], Sequence[float]]]] | None = None,
    equilibria: pd.DataFrame | None = None,
    separatrix: Sequence[tuple[Sequence[float], Sequence[float]]] = (),
    companion: pd.DataFrame | None = None,
) -> Picture:
    """Draw the path of ``frame`` in the plane of two of its columns.

    ``nullclines`` maps a label to polylines (x, y); ``equilibria`` has the two columns and ``kind``, as
    :meth:`Model.equilibria` returns it; ``ranges`` are those of x and of y.
    Raises ValueError for a missing column, title or alt text.
    """
    _need([x, y], frame, "frame")
    labels = labels or {}
    marks = []
    for number, (label, pieces) in enumerate((nullclines or {}).items(), start=1):
        for i, (px, py) in enumerate(pieces):
            marks.append(
                Line(px, py, "" if i else label, f"c{2 * number - 1}", dash_of(number), layout()["line"]["nullcline"])
            )
    for i, (px, py) in enumerate(separatrix):
        marks.append(Line(px, py, "" if i else "separatrix", "muted", (12, 3, 2, 3), layout()["line"]["nullcline"]))
    if companion is not None:
        _need([x, y], companion, "companion")
        dash = tuple(layout()["companion"]["dash"])
        marks.append(
            Line(list(companion[x]), list(companion[y]), "without vesicles", "companion", dash, companion=True)
        )
    marks.append(Line(list(frame[x]), list(frame[y]), "the path taken", "c0"))
    marks.append(Points([frame[x].iloc[0]], [frame[y].iloc[0]], "start", "c0", "square"))
    if equilibria is not None:
        _need([x, y, "kind"], equilibria, "table of equilibria")
        for kind, rows in equilibria.groupby("kind", sort=False):
            marks.append(Points(list(rows[x]), list(rows[y]), str(kind), "text", REST_SYMBOLS.get(str(kind), "star")))
    given = ranges or (None, None)
    points = equilibria if equilibria is not None else frame.iloc[:0]
    axes = [
        Axis(*r, log=log) if r else spanning([*frame[name], *points[name]], log=log)
        for r, name in zip(given, (x, y), strict=True)
    ]
    texts = [_titled(labels.get(name, name), _unit(frame, name), log) for name in (x, y)]
    return Picture(axes[0], [Panel(axes[1], marks, texts[1])], title, alt, texts[0])


def curves(
    lines: Sequence[Line | Band | Points],
    *,
    title: str,
    alt: str,
    x: Axis,
    y: Axis,
    x_title: str = "",
    y_title: str = "",
) -> Picture:
    """Draw any lines, bands and points on given axes; for branches of equilibria, dose curves and the like."""
    return Picture(x, [Panel(y, list(lines), y_title)], title, alt, x_title)


def tornado(
    rows: Sequence[tuple[str, float, float]],
    *,
    base: float,
    title: str,
    alt: str,
    x_title: str = "",
    log: bool = False,
    ends: tuple[str, str] = ("lowest value", "highest value"),
) -> Picture:
    """Draw what each parameter does to an outcome: (name, outcome at its lowest, at its highest value).

    The widest bar should come first; ``base`` is the outcome at the default.
    Raises ValueError when there is no row.
    """
    if not rows:
        raise ValueError(f"The tornado “{title}” has no row.")
    names = tuple(name for name, _, _ in rows)
    values = [base, *(v for _, low, high in rows for v in (low, high))]
    axis = spanning(values, log=log)
    marks = [
        Bars([base] * len(rows), [low for _, low, _ in rows], ends[0], "c1"),
        Bars([base] * len(rows), [high for _, _, high in rows], ends[1], "c0"),
        Line([base, base], [-0.5, len(rows) - 0.5], "", "text", (), 1.5),
    ]
    return _across(names, axis, marks, title, alt, x_title)


def bars(
    rows: Mapping[str, float],
    *,
    title: str,
    alt: str,
    x_title: str = "",
    log: bool = False,
    texts: Sequence[str] = (),
    colour: str = "c1",
) -> Picture:
    """Draw one horizontal bar a name; ``texts`` are written at their ends.

    Raises ValueError when there is no row.
    """
    if not rows:
        raise ValueError(f"The bar chart “{title}” has no row.")
    values = list(rows.values())
    axis = spanning(values if log else [0.0, *values], log=log)
    start = axis.low if log else min(max(0.0, axis.low), axis.high)
    return _across(tuple(rows), axis, [Bars([start] * len(rows), values, "", colour, texts)], title, alt, x_title)


def _across(names: tuple[str, ...], axis: Axis, marks: list, title: str, alt: str, x_title: str) -> Picture:
    """Horizontal bars: names at the left, as much room as the longest needs, up to 190 pixels."""
    left = min(190, 22 + round(7.2 * max(len(name) for name in names)))
    margin = layout()["margin"]
    height = 26 * len(names) + margin["top"] + margin["bottom"]
    return Picture(axis, [Panel(Categories(names), marks)], title, alt, x_title, left=left, height=height)


def heat_map(
    values: Sequence[Sequence[float]],
    *,
    x: Axis,
    y: Axis,
    title: str,
    alt: str,
    x_title: str = "",
    y_title: str = "",
    low: float | None = None,
    high: float | None = None,
    marks: Sequence[Line | Points | Label] = (),
) -> Picture:
    """Draw ``values[i][j]`` at the ith y and jth x as colours from ``low`` (dark) to ``high`` (light).

    Raises ValueError when the rows differ in length or hold no finite number.
    """
    if len({len(row) for row in values}) != 1:
        raise ValueError(f"The map “{title}” needs rows of equal length.")
    finite = sorted(float(v) for row in values for v in row if abs(float(v)) < float("inf"))
    if not finite:
        raise ValueError(f"The map “{title}” has no finite value.")
    bottom = finite[0] if low is None else low
    top = finite[-1] if high is None else high
    cells = Cells(values, bottom, top if top > bottom else bottom + 1.0)
    return Picture(x, [Panel(y, [cells, *marks], y_title)], title, alt, x_title)
