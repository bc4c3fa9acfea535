"""From a declaration to a diagram: states as boxes, processes as arrows, vesicle terms marked on what they change.

The drawing is as wide as a phone, so that its words are read there at their own size; states lie under one another,
what they gain comes from the left and what they lose goes to the right.  The same declaration gives the same drawing,
to the byte.  Colours are the page's custom properties, with those of a light page behind them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from evbook.declaration import Declaration, State
from evbook.derive.influences import Mark, in_words, initial_marks, inside, label, marks, others, signals
from evbook.derive.latex import _name
from evbook.derive.system import checked

WIDTH = 360
BOX = (136, 224)
LEFT, RIGHT = (2, 117), (243, 358)
#: Where dotted lines run beside a box, to the left and to the right of it.
RAILS = {"in": 122, "out": 233}

INK = "var(--ink, var(--jp-content-font-color1, #1d252c))"
SOFT = "var(--ink-soft, var(--jp-content-font-color2, #4d5963))"
GROUND = "var(--ground-raised, var(--jp-layout-color1, #ffffff))"
EV = "var(--ev, #a84300)"
EV_GROUND = "var(--ev-ground, #fbeee4)"
FACE = "var(--plain-face, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif)"

#: Height of a line of words, and how many characters a line holds, by size of the letters.
LINE = {14: 17, 13: 16, 12: 15, 11: 14, 10: 13}
ROOM = {14: 9, 13: 16, 12: 10, 11: 17, 10: 14}


@dataclass
class Arrow:
    """One process (or dose, or start) where it meets one state; ``y`` is the height of its line once laid out."""

    side: str
    words: list[str]
    tags: list[list[str]] = field(default_factory=list)
    depends: list[State] = field(default_factory=list)
    ev: bool = False
    y: float = 0.0

    @property
    def height(self) -> float:
        return len(self.words) * LINE[13] + 12 + sum(len(tag) * LINE[11] + 11 for tag in self.tags) + 6


@dataclass
class Station:
    """A state with the arrows on its two sides, from ``top`` to ``bottom``."""

    state: State
    gains: list[Arrow] = field(default_factory=list)
    losses: list[Arrow] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0


def diagram(declaration: Declaration) -> str:
    """Return the SVG of a dynamic model.

    Raises ValueError for a model without states, which has nothing to draw.
    """
    d = checked(declaration)
    if not d.states:
        raise ValueError(f"{d.id}: a diagram shows states and processes, and this model has none.")
    stations = _stations(d)
    foot = _lay_out(stations)
    parts = [_drawn_dependencies(stations)] if len(stations) == 2 else []
    parts += [_drawn_station(station) for station in stations]
    for modifier, states in signals(d):
        sources = [station for station in stations if station.state in states]
        part, foot = _drawn_signal(modifier, sources[-1] if sources else None, foot)
        parts.append(part)
    alt = escape(in_words(d), quote=True)
    body = "\n".join(parts)
    return (
        f'<svg class="evbook-diagram" viewBox="0 0 {WIDTH} {foot + 4:g}" role="img" aria-label="{alt}" '
        f'xmlns="http://www.w3.org/2000/svg" style="font-family:{FACE}">\n{body}\n</svg>'
    )


def _tags(found: list[Mark]) -> list[list[str]]:
    return [_wrapped(f"EV {mark.effect}: {label(mark.modifier)}", 11) for mark in found]


def _stations(d: Declaration) -> list[Station]:
    """Each state with its arrows; the terms of a process are marked where it first appears."""
    stations = {s.name: Station(s) for s in d.states}
    order = list(stations)
    called = {s.name: inside(label(s)) for s in d.states}
    for p in d.processes:
        tags = _tags(marks(d, p))
        depends = others(d, p)
        for names, side in ((p.consumes, "out"), (p.produces, "in")):
            for name in names:
                elsewhere = [other for other in (p.produces if side == "out" else p.consumes) if other != name]
                words = label(p) + (" (EV)" if p.ev else "")
                if elsewhere:
                    words += (" to " if side == "out" else " from ") + ", ".join(called[o] for o in elsewhere)
                if len(d.states) != 2 and depends:
                    words += ", by " + ", ".join(called[s.name] for s in depends)
                arrow = Arrow(side, _wrapped(words, 13), tags, depends, p.ev)
                tags = []
                (stations[name].losses if side == "out" else stations[name].gains).append(arrow)
    for dose in d.doses:
        stations[dose.state].gains.append(Arrow("in", _wrapped(f"dose: {inside(label(dose))}", 13)))
    for s in d.states:
        if found := initial_marks(d, s):
            stations[s.name].gains.append(Arrow("in", ["at the start"], _tags(found)))
    for name, station in stations.items():
        # what depends on the other state lies nearest to it, so that dotted lines cross no arrow
        upper = order.index(name) == 0
        for arrows in (station.gains, station.losses):
            arrows.sort(key=lambda arrow: bool(arrow.depends) == upper)
    return list(stations.values())


def _lay_out(stations: list[Station]) -> float:
    y = 4.0
    for station in stations:
        station.top = y
        sides = [sum(arrow.height for arrow in side) for side in (station.gains, station.losses)]
        name, size = _title(station.state)
        height = max(*sides, len(name) * LINE[size] + LINE[14] + 18)
        for side, used in zip((station.gains, station.losses), sides, strict=True):
            at = y + (height - used) / 2
            for arrow in side:
                arrow.y = at + len(arrow.words) * LINE[13] + 4
                at += arrow.height
        station.bottom = y + height
        y = station.bottom + 26
    return y - 26


def _wrapped(text: str, size: float) -> list[str]:
    """The text in as few lines as hold it, as even as they can be."""
    fewest = len(_filled(text, ROOM[size]))
    narrowest = next(room for room in range(1, ROOM[size] + 1) if len(_filled(text, room)) <= fewest)
    return _filled(text, narrowest)


def _filled(text: str, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _title(state: State) -> tuple[list[str], float]:
    """A state's name in lines, and the largest letters in which its longest word fits the box."""
    longest = max(map(len, label(state).split()))
    size = next((size for size in (14, 12, 10) if longest <= ROOM[size]), 10)
    return _wrapped(label(state), size), size


def _words(
    x: float, y: float, lines: list[str], size: float, *, fill: str = INK, anchor: str = "start", more: str = ""
) -> str:
    return "".join(
        f'<text x="{x:g}" y="{y + n * LINE[size]:g}" font-size="{size:g}" text-anchor="{anchor}" '
        f'style="fill:{fill}{more}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )


def _symbol(x: float, y: float, state: State) -> str:
    """A state's symbol as the equations have it: ``C_8^*`` with its 8 lowered and its star raised."""
    latex = re.sub(r"\\math(?:rm|it)\{([^{}]*)\}", r"\1", _name(state))
    pieces, at = [], 0
    for mark, braced, single, plain in re.findall(r"([_^])(?:\{([^{}]*)\}|(.))|([^_^]+)", latex):
        to = {"_": 3, "^": -5}.get(mark, 0)
        small = ' font-size="10"' if mark else ""
        pieces.append(f'<tspan dy="{to - at}"{small}>{escape(braced or single or plain)}</tspan>')
        at = to
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="14" text-anchor="middle" style="fill:{INK};font-style:italic">'
        f"{''.join(pieces)}</text>"
    )


def _head(x: float, y: float, fill: str) -> str:
    return f'<path d="M{x - 8:g},{y - 4.5:g}L{x:g},{y:g}L{x - 8:g},{y + 4.5:g}Z" style="fill:{fill}"/>'


def _drawn_arrow(arrow: Arrow) -> str:
    start, end = (LEFT[0], BOX[0]) if arrow.side == "in" else (BOX[1], RIGHT[1])
    x = LEFT[0] if arrow.side == "in" else RIGHT[0]
    colour, dash = (EV, ";stroke-dasharray:5 3") if arrow.ev else (INK, "")
    top = arrow.y - 4 - len(arrow.words) * LINE[13] + 12
    parts = [
        _words(x, top, arrow.words, 13, fill=colour),
        f'<path d="M{start:g},{arrow.y:g}H{end - 6:g}" style="fill:none;stroke:{colour};stroke-width:1.6{dash}"/>',
        _head(end, arrow.y, colour),
    ]
    y = arrow.y + 8
    for tag in arrow.tags:
        height = len(tag) * LINE[11] + 6
        parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{LEFT[1] - LEFT[0]:g}" height="{height:g}" rx="4" '
            f'style="fill:{EV_GROUND};stroke:{EV};stroke-width:1"/>'
        )
        parts.append(_words(x + 5, y + 13, tag, 11, fill=EV))
        y += height + 5
    return "\n".join(parts)


def _drawn_station(station: Station) -> str:
    name, size = _title(station.state)
    middle = (station.top + station.bottom) / 2
    first = middle - len(name) * LINE[size] / 2 + 4
    x = (BOX[0] + BOX[1]) / 2
    parts = [
        f'<rect x="{BOX[0]}" y="{station.top:g}" width="{BOX[1] - BOX[0]}" height="{station.bottom - station.top:g}" '
        f'rx="6" style="fill:{GROUND};stroke:{INK};stroke-width:1.6"/>',
        _words(x, first, name, size, anchor="middle", more=";font-weight:600"),
        _symbol(x, first + len(name) * LINE[size], station.state),
        *(_drawn_arrow(arrow) for arrow in (*station.gains, *station.losses)),
    ]
    return "\n".join(parts)


def _drawn_dependencies(stations: list[Station]) -> str:
    """Dotted lines from a state to the arrows of the other one whose rates depend on it."""
    upper, lower = stations
    gap = (upper.bottom + lower.top) / 2
    parts = []
    for station, other in ((upper, lower), (lower, upper)):
        for side, arrows in (("in", station.gains), ("out", station.losses)):
            # two lines beside each other where both states' arrows on a side depend on the other state
            outward = 0 if station is upper else 4
            rail = RAILS[side] + (-outward if side == "in" else outward)
            start = BOX[0] + 14 + outward if side == "in" else BOX[1] - 14 - outward
            edge = other.top if other is lower else other.bottom
            for arrow in arrows:
                if other.state in arrow.depends:
                    turn = gap + (3 if station is lower else -3)
                    parts.append(
                        f'<path d="M{start:g},{edge:g}V{turn:g}H{rail:g}V{arrow.y:g}" '
                        f'style="fill:none;stroke:{SOFT};stroke-width:1.4;stroke-dasharray:1.5 3"/>'
                        f'<circle cx="{rail:g}" cy="{arrow.y:g}" r="3.4" style="fill:{SOFT}"/>'
                    )
    return "\n".join(parts)


def _drawn_signal(modifier, source: Station | None, foot: float) -> tuple[str, float]:
    """A vesicle term that acts through others: a mark under the state that makes it."""
    words = f"EV: {label(modifier)} {modifier.name}"
    width = max(len(words) * 6.3 + 14, BOX[1] - BOX[0])
    x, y = WIDTH / 2, foot + 22
    stem = ""
    if source is not None:
        stem = (
            f'<path d="M{x:g},{source.bottom:g}V{y - 6:g}" style="fill:none;stroke:{EV};stroke-width:1.6"/>'
            f'<path d="M{x - 4.5:g},{y - 8:g}L{x:g},{y:g}L{x + 4.5:g},{y - 8:g}Z" style="fill:{EV}"/>'
        )
    box = (
        f'<rect x="{x - width / 2:g}" y="{y:g}" width="{width:g}" height="22" rx="4" '
        f'style="fill:{EV_GROUND};stroke:{EV};stroke-width:1"/>'
    )
    text = _words(x, y + 15, [words], 11, fill=EV, anchor="middle")
    return f"{stem}{box}{text}", y + 22
