"""What is drawn inside a panel, in the units of the data.

Each mark writes itself into one of two nested drawings of the panel: the *stretched* one, 1000 by 1000
whatever the width, for curves and areas; and the *fixed* one, whose places are shares of the panel and
whose sizes are pixels, for points and words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

from evbook.drawing.axes import Axis, Categories
from evbook.drawing.layout import colour, layout

#: Side of the stretched drawing, in its own units.
SIDE = 1000.0
#: Curves are thinned until no dropped point would lie this far (in those units) from the line.
TOLERANCE = 0.5

Scale = Axis | Categories


class Mark(Protocol):
    """A mark knows its label for the key and writes itself."""

    label: str

    def stretched(self, x: Scale, y: Scale) -> str: ...
    def fixed(self, x: Scale, y: Scale) -> str: ...


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return (
        f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")
    )


def _thin(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Drop points that lie on the line through their neighbours (Ramer, Douglas and Peucker)."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (x0, y0), (x1, y1) = points[first], points[last]
        length = math.hypot(x1 - x0, y1 - y0)
        furthest, distance = first, 0.0
        for i in range(first + 1, last):
            px, py = points[i]
            away = (
                abs((x1 - x0) * (y0 - py) - (x0 - px) * (y1 - y0)) / length if length else math.hypot(px - x0, py - y0)
            )
            if away > distance:
                furthest, distance = i, away
        if distance > TOLERANCE:
            keep.add(furthest)
            stack += [(first, furthest), (furthest, last)]
    return [points[i] for i in sorted(keep)]


def path(xs: Sequence[float], ys: Sequence[float], x: Scale, y: Scale) -> str:
    """The ``d`` of a curve in the stretched drawing; what cannot be drawn breaks it."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for a, b in zip(xs, ys, strict=True):
        px, py = SIDE * x.share(float(a)), SIDE * (1 - y.share(float(b)))
        if math.isfinite(px) and math.isfinite(py):
            # Far outside the panel a coordinate only costs bytes.
            pieces[-1].append((px, min(max(py, -9 * SIDE), 10 * SIDE)))
        elif pieces[-1]:
            pieces.append([])
    drawn = ["M" + "L".join(f"{number(a)},{number(b)}" for a, b in _thin(piece)) for piece in pieces if piece]
    return "".join(drawn) or "M0,0"


def _dashes(dash: Sequence[float]) -> str:
    return f";stroke-dasharray:{' '.join(f'{d:g}' for d in dash)}" if dash else ""


@dataclass(frozen=True)
class Line:
    """A curve; values that are not numbers (or not positive on a logarithmic axis) break it.

    ``id`` lets the live figure find the curve.  A companion is the thin dotted line of the model without
    its EV terms.
    """

    x: Sequence[float]
    y: Sequence[float]
    label: str = ""
    colour: str = "c0"
    dash: Sequence[float] = ()
    width: float = 0.0
    id: str = ""
    companion: bool = False

    def style(self) -> str:
        width = self.width or layout()["line"]["companion" if self.companion else "width"]
        return f"fill:none;stroke:{colour(self.colour)};stroke-width:{width:g}{_dashes(self.dash)}"

    def stretched(self, x: Scale, y: Scale) -> str:
        name = f' data-line="{escape(self.id)}"' if self.id else ""
        return (
            f'<path{name} d="{path(self.x, self.y, x, y)}" vector-effect="non-scaling-stroke" style="{self.style()}"/>'
        )

    def fixed(self, x: Scale, y: Scale) -> str:
        return ""


@dataclass(frozen=True)
class Band:
    """The area between two curves, such as the middle 90 % of an ensemble."""

    x: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    label: str = ""
    colour: str = "c0"

    def stretched(self, x: Scale, y: Scale) -> str:
        floor = y.low if isinstance(y, Axis) else 0.0
        low = [max(float(v), floor) if math.isfinite(v) else floor for v in self.low]
        xs = [*self.x, *reversed(self.x)]
        edge = path(xs, [*self.high, *reversed(low)], x, y)
        fill = f"fill:{colour(self.colour)};fill-opacity:{layout()['band']['opacity']};stroke:none"
        return f'<path d="{edge}Z" style="{fill}"/>'

    def fixed(self, x: Scale, y: Scale) -> str:
        return ""


#: Shapes of points in pixels about their centre; open ones are filled with the paper.
_SYMBOLS = {
    "circle": ('<circle r="5.5"/>', True),
    "circle-open": ('<circle r="5.5"/>', False),
    "circle-dot": ('<circle r="6"/><circle r="1.6" style="fill:currentColor;stroke:none"/>', False),
    "square": ('<rect x="-5" y="-5" width="10" height="10"/>', True),
    "diamond": ('<path d="M0,-7L7,0L0,7L-7,0Z"/>', True),
    "triangle": ('<path d="M0,-7L6.5,5L-6.5,5Z"/>', True),
    "x-thin": ('<path d="M-5,-5L5,5M-5,5L5,-5" style="fill:none"/>', True),
    "star": ('<path d="M0,-7V7M-7,0H7M-5,-5L5,5M-5,5L5,-5" style="fill:none"/>', True),
}


@dataclass(frozen=True)
class Points:
    """Points of one shape: data, or states at rest.  ``errors`` are half-lengths of vertical bars."""

    x: Sequence[float]
    y: Sequence[float]
    label: str = ""
    colour: str = "c0"
    symbol: str = "circle"
    errors: Sequence[float] = ()

    def __post_init__(self):
        if self.symbol not in _SYMBOLS:
            raise ValueError(f"There is no symbol {self.symbol!r}; there are {', '.join(_SYMBOLS)}.")

    def stretched(self, x: Scale, y: Scale) -> str:
        bars = []
        for a, b, e in zip(self.x, self.y, self.errors, strict=False):
            ends = path([a, a], [b - e, b + e], x, y)
            bars.append(f'<path d="{ends}" vector-effect="non-scaling-stroke" style="stroke:{colour(self.colour)}"/>')
        return "".join(bars)

    def glyph(self) -> str:
        shape, filled = _SYMBOLS[self.symbol]
        fill = "currentColor" if filled else colour("paper")
        return f'<g style="color:{colour(self.colour)};fill:{fill};stroke:currentColor;stroke-width:2">{shape}</g>'

    def fixed(self, x: Scale, y: Scale) -> str:
        drawn = []
        for a, b in zip(self.x, self.y, strict=True):
            px, py = x.share(float(a)), 1 - y.share(float(b))
            if math.isfinite(px) and math.isfinite(py) and -0.01 <= px <= 1.01 and -0.01 <= py <= 1.01:
                place = f'x="{number(100 * px)}%" y="{number(100 * py)}%"'
                drawn.append(f'<svg {place} style="overflow:visible">{self.glyph()}</svg>')
        return "".join(drawn)


@dataclass(frozen=True)
class Bars:
    """Horizontal bars from ``start`` to ``end``, one a category; a tornado has two of these."""

    start: Sequence[float]
    end: Sequence[float]
    label: str = ""
    colour: str = "c0"
    texts: Sequence[str] = ()

    def stretched(self, x: Scale, y: Scale) -> str:
        drawn = []
        for i, (a, b) in enumerate(zip(self.start, self.end, strict=True)):
            left, right = sorted((SIDE * x.share(float(a)), SIDE * x.share(float(b))))
            if not (math.isfinite(left) and math.isfinite(right)):
                continue  # an outcome that is never reached has no bar
            half = 0.34 * SIDE / len(self.start)
            middle = SIDE * (1 - y.share(i))
            drawn.append(
                f'<rect x="{number(left)}" y="{number(middle - half)}" width="{number(right - left)}" '
                f'height="{number(2 * half)}" style="fill:{colour(self.colour)}"/>'
            )
        return "".join(drawn)

    def fixed(self, x: Scale, y: Scale) -> str:
        drawn = []
        for i, text in enumerate(self.texts):
            side = 1 if self.end[i] >= self.start[i] else -1
            drawn.append(
                Label(float(self.end[i]), i, text, shift=(6 * side, 4), anchor="start" if side > 0 else "end").fixed(
                    x, y
                )
            )
        return "".join(drawn)


@dataclass(frozen=True)
class Cells:
    """A heat map: ``values[i][j]`` at the ith y and jth x, coloured from ``low`` to ``high``."""

    values: Sequence[Sequence[float]]
    low: float
    high: float
    label: str = ""

    def tone(self, value: float) -> str:
        stops = layout()["heat"]
        if not math.isfinite(value):
            return colour("grid")
        place = min(max((value - self.low) / (self.high - self.low), 0.0), 1.0) * (len(stops) - 1)
        i = min(int(place), len(stops) - 2)
        parts = [[int(stop[k : k + 2], 16) for k in (1, 3, 5)] for stop in stops[i : i + 2]]
        mixed = [round(a + (place - i) * (b - a)) for a, b in zip(*parts, strict=True)]
        return "#" + "".join(f"{part:02x}" for part in mixed)

    def stretched(self, x: Scale, y: Scale) -> str:
        rows, columns = len(self.values), len(self.values[0])
        wide, high = SIDE / columns, SIDE / rows
        # A hair of overlap keeps the paper from showing between the cells.
        return "".join(
            f'<rect x="{number(j * wide)}" y="{number(SIDE - (i + 1) * high)}" width="{number(wide + 0.6)}" '
            f'height="{number(high + 0.6)}" style="fill:{self.tone(float(value))}"/>'
            for i, row in enumerate(self.values)
            for j, value in enumerate(row)
        )

    def fixed(self, x: Scale, y: Scale) -> str:
        return ""


@dataclass(frozen=True)
class Label:
    """Words at a place of the data, shifted by pixels."""

    x: float
    y: float
    text: str
    colour: str = "text"
    shift: tuple[float, float] = (0.0, 0.0)
    anchor: str = "start"
    label: str = ""

    def stretched(self, x: Scale, y: Scale) -> str:
        return ""

    def fixed(self, x: Scale, y: Scale) -> str:
        px, py = x.share(self.x), 1 - y.share(self.y)
        if not (math.isfinite(px) and math.isfinite(py)):
            return ""
        return (
            f'<text x="{number(100 * px)}%" y="{number(100 * py)}%" dx="{self.shift[0]:g}" dy="{self.shift[1]:g}" '
            f'text-anchor="{self.anchor}" style="fill:{colour(self.colour)}">{escape(self.text)}</text>'
        )
