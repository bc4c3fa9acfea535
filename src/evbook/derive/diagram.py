"""From a network and its placement to a drawing: states as boxes, processes on lines, vesicle terms in orange.

Placements are made by ELK (Eclipse Layout Kernel) in the front end's ``place-diagrams.mjs`` while a model is written,
and are kept in ``placements.json`` by the digest of the network, so that an installed package draws without it.
The same declaration gives the same drawing, to the byte.  Colours are the page's custom properties, with those of a
light page behind them.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from pathlib import Path

from evbook.declaration import Declaration
from evbook.derive.influences import in_words
from evbook.derive.network import GAP, LINE, PAD, TAG, TITLE, WORDS, Edge, Node, network

INK = "var(--ink, var(--jp-content-font-color1, #1d252c))"
SOFT = "var(--ink-soft, var(--jp-content-font-color2, #4d5963))"
GROUND = "var(--ground-raised, var(--jp-layout-color1, #ffffff))"
EV = "var(--ev, #a84300)"
EV_GROUND = "var(--ev-ground, #fbeee4)"
FACE = "var(--plain-face, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif)"

#: How small a drawing becomes on a narrow page before it scrolls, so that its words can be read, and how large.
SMALLEST, LARGEST = 0.9, 1.25
#: How a line ends that says what a state does to a rate: an open arrow, a bar, a dot.
_ENDS = {"raises": "M{},-4.5L0,0L{},4.5", "lowers": "M0,-5.5V5.5"}
#: Where the first line of words stands below the top of its row.
_ASCENT = 0.82


class NotPlaced(LookupError):
    """A network whose placement is not kept."""


@cache
def placements() -> dict[str, dict]:
    """Return the placements that are kept, by the digest of their network."""
    return json.loads((Path(__file__).parent / "placements.json").read_text(encoding="utf-8"))


def diagram(declaration: Declaration, placement: dict | None = None) -> str:
    """Return the SVG of a dynamic model, as ``placement`` has it or as it is kept.

    A placement holds ``size``, and for each node and edge of the network in its order the upper left corner and the
    corners of the line.
    Raises ValueError for a model without states, which has nothing to draw, and NotPlaced where there is no placement.
    """
    found = network(declaration)
    placement = placement or placements().get(found.digest)
    if placement is None:
        raise NotPlaced(
            f"{declaration.id}: where the parts of its diagram stand is not kept. "
            "`python -m evbook.diagrams` places them in a checkout, with the front end's tools (`make frontend-tools`)."
        )
    width, height = placement["size"]
    processes = {node.key: node.names for node in found.nodes if node.kind == "process"}
    lines = [
        _drawn_edge(edge, points, processes.get(edge.source) or processes.get(edge.target) or ())
        for edge, points in zip(found.edges, placement["edges"], strict=True)
    ]
    boxes = [_drawn_node(node, *at) for node, at in zip(found.nodes, placement["nodes"], strict=True)]
    body = "\n".join([*lines, *boxes])
    style = f"font-family:{FACE};min-width:{width * SMALLEST:g}px;max-width:{width * LARGEST:g}px"
    return (
        f'<svg class="evbook-diagram" data-model="{declaration.id}" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-label="{escape(in_words(declaration), quote=True)}" '
        f'xmlns="http://www.w3.org/2000/svg" style="{style}">\n{body}\n</svg>'
    )


def _drawn_edge(edge: Edge, points: list[float], processes: tuple[str, ...]) -> str:
    """A line with round corners; a flow is whole, what only acts on a rate is dotted, a vesicle process is dashed.

    A flow names the processes that it shows, so that a page can let it flow as they do.
    """
    acts = edge.kind not in ("flow", "signal")
    colour = EV if edge.ev else SOFT if acts else INK
    dash = "1.5 3" if acts or edge.kind == "signal" else "5 3" if edge.ev else ""
    style = f"fill:none;stroke:{colour};stroke-width:{1.4 if acts else 1.6}" + (
        f";stroke-dasharray:{dash}" if dash else ""
    )
    corners = list(zip(points[::2], points[1::2], strict=True))
    of = f' data-of="{" ".join(processes)}"' if edge.kind == "flow" and processes else ""
    parts = [f'<path data-kind="{edge.kind}"{of} d="{_rounded(corners)}" style="{style}"/>']
    (x0, y0), (x, y) = corners[-2:]
    turn = {(0, 1): 90, (0, -1): -90, (1, 0): 0, (-1, 0): 180}[(_sign(x - x0), _sign(y - y0))]
    place = f'transform="translate({x:g} {y:g}) rotate({turn})"'
    if edge.head:
        parts.append(f'<path {place} d="M-8,-4.5L0,0L-8,4.5Z" style="fill:{colour}"/>')
    elif edge.kind in _ENDS:
        end = _ENDS[edge.kind].format(-7, -7)
        parts.append(f'<path {place} d="{end}" style="fill:none;stroke:{colour};stroke-width:1.6"/>')
    elif edge.kind == "changes":
        parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="3.2" style="fill:{colour}"/>')
    return "".join(parts)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _rounded(corners: list[tuple[float, float]], radius: float = 5) -> str:
    """A path through right angles, each cut by a quarter of a circle that fits between its neighbours."""
    said = [f"M{corners[0][0]:g},{corners[0][1]:g}"]
    for before, (x, y), after in zip(corners, corners[1:], corners[2:], strict=False):
        r = min(radius, *((abs(x - a) + abs(y - b)) / 2 for a, b in (before, after)))
        enter = (x - r * _sign(x - before[0]), y - r * _sign(y - before[1]))
        leave = (x + r * _sign(after[0] - x), y + r * _sign(after[1] - y))
        said.append(f"L{enter[0]:g},{enter[1]:g}Q{x:g},{y:g},{leave[0]:g},{leave[1]:g}")
    return "".join(said) + f"L{corners[-1][0]:g},{corners[-1][1]:g}"


def _drawn_node(node: Node, x: float, y: float) -> str:
    width, height = node.size
    centre = x + width / 2
    if node.kind == "process":
        parts = [_words(centre, y + 1, node.lines, WORDS, fill=EV if node.ev else INK)]
        y += len(node.lines) * LINE[WORDS] + 4
        for tag in node.tags:
            parts.append(_frame(centre - tag.width / 2, y, tag.width, tag.height, 4, EV_GROUND, EV, 1))
            parts.append(_words(centre, y + 2, tag.lines, TAG, fill=EV))
            y += tag.height + GAP
    elif node.kind == "signal":
        parts = [_frame(x, y, width, height, 4, EV_GROUND, EV, 1), _words(centre, y + 3, node.lines, TAG, fill=EV)]
    else:
        parts = [_frame(x, y, width, height, 7, GROUND, INK, 1.6)]
        parts.append(_words(centre, y + PAD - 2, node.lines, TITLE, more=";font-weight:600"))
        if node.symbol:
            parts.append(_symbol(centre, y + PAD + len(node.lines) * LINE[TITLE] + _ASCENT * TITLE - 1, node.symbol))
    return f'<g data-node="{escape(node.key, quote=True)}" data-names="{" ".join(node.names)}">{"".join(parts)}</g>'


def _frame(x: float, y: float, width: float, height: float, r: float, fill: str, stroke: str, thick: float) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{r:g}" '
        f'style="fill:{fill};stroke:{stroke};stroke-width:{thick:g}"/>'
    )


def _words(x: float, top: float, lines: tuple[str, ...], size: float, *, fill: str = INK, more: str = "") -> str:
    """Lines of words around ``x``, the first of which has its upper edge at ``top``."""
    first = top + _ASCENT * LINE[size]
    return "".join(
        f'<text x="{x:g}" y="{first + n * LINE[size]:g}" font-size="{size:g}" text-anchor="middle" '
        f'style="fill:{fill}{more}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )


def _symbol(x: float, y: float, latex: str) -> str:
    """A state's symbol as the equations have it: ``C_8^*`` with its 8 lowered and its star raised."""
    latex = re.sub(r"\\math(?:rm|it)\{([^{}]*)\}", r"\1", latex)
    pieces, at = [], 0
    for mark, braced, single, plain in re.findall(r"([_^])(?:\{([^{}]*)\}|(.))|([^_^]+)", latex):
        to = {"_": 3, "^": -5}.get(mark, 0)
        small = ' font-size="10"' if mark else ""
        pieces.append(f'<tspan dy="{to - at}"{small}>{escape(braced or single or plain)}</tspan>')
        at = to
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{TITLE}" text-anchor="middle" style="fill:{SOFT};font-style:italic">'
        f"{''.join(pieces)}</text>"
    )
