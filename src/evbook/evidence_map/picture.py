"""The flows as a picture: layers from left to right, bands as wide as the claims they carry.

The places are those of the live picture: Node runs the page's own layout, which is d3-sankey's with the groups kept
in their order.  There are two forms, for a page and for a phone, whose measures the browser takes from here.
Colours are custom properties of the page.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict, dataclass
from html import escape

from evbook.drawing import layout
from evbook.drawing.words import wrapped
from evbook.evidence_map.flows import LAYERS, Flows
from evbook.explorer.assets import FRONTEND
from evbook.explorer.node import node_program
from evbook.ledger import groupings


@dataclass(frozen=True)
class Form:
    """The measures of a picture in pixels: ``room`` is how many letters a line of a label holds."""

    width: int
    bar: int
    gap: int
    line: int
    font: int
    room: int
    top: int
    most: int = 300
    each: int = 14


FORMS = {
    "wide": Form(width=720, bar=16, gap=27, line=16, font=13, room=30, top=48),
    "narrow": Form(width=310, bar=12, gap=46, line=12, font=10, room=11, top=80, most=260),
}

#: The colours of the kinds of cargo, from the palette that all figures share; what is not named has none.
COLOURS = {
    "microRNA": "vermilion",
    "Other RNA and DNA": "amber",
    "Surface molecules": "blue",
    "Proteins": "green",
    "Lipids": "purple",
    "Drugs": "teal",
    "Mixed cargo": "black",
}


def measures() -> dict[str, dict[str, int]]:
    """Return the measures of both forms, for the browser."""
    return {name: asdict(form) for name, form in FORMS.items()}


def colour(cargo: str) -> str:
    """Return the class that colours a kind of cargo."""
    return f"cargo-{list(COLOURS).index(cargo)}" if cargo in COLOURS else "cargo-none"


def palette() -> str:
    """Return the colours of the kinds of cargo as custom properties, light and dark."""
    series = {entry["name"]: entry for entry in layout()["series"]}
    return ";".join(
        f"--cargo-{i}:light-dark({series[name]['light']},{series[name]['dark']})"
        for i, name in enumerate(COLOURS.values())
    )


#: The script that places the flows, in the front end whose layout it runs.
_PLACING = FRONTEND / "place-flows.mjs"


def layouts(flows: Flows) -> dict[str, dict]:
    """Return for each form where groups and bands stand: its ``height``, and ``nodes`` and ``links`` as placed.

    Raises FileNotFoundError where there is no Node, or the front end's sources are not there (in a wheel).
    """
    if not _PLACING.is_file():
        raise FileNotFoundError("The evidence map is drawn from a checkout of the book: a wheel has no front end.")
    layers = list(LAYERS)
    asked = {
        "flows": {
            "nodes": [
                {"key": f"{node.layer}.{node.group}", "layer": node.layer, "place": layers.index(node.layer),
                 "group": node.group, "count": node.count}
                for node in flows.nodes
            ],
            # They come sorted by source and target, so that bands leave and arrive in the order of the groups.
            "links": [
                {"source": f"{link.layer}.{link.source}", "cargo": link.cargo, "value": link.value,
                 "target": f"{layers[layers.index(link.layer) + 1]}.{link.target}"}
                for link in flows.links
            ],
            "claims": flows.claims,
        },
        "forms": measures(),
    }  # fmt: skip
    command = [node_program(), str(_PLACING)]
    given = subprocess.run(command, input=json.dumps(asked).encode(), capture_output=True, check=True)
    return json.loads(given.stdout)


def pictures(flows: Flows, alt: str) -> dict[str, str]:
    """Return the flows as SVG in the forms ``wide`` and ``narrow``; ``alt`` says in words what is drawn."""
    return {name: _picture(FORMS[name], name, placed, alt) for name, placed in layouts(flows).items()}


def _picture(form: Form, name: str, placed: dict, alt: str) -> str:
    return (
        f'<svg class="map-picture map-{name}" viewBox="0 0 {form.width} {_n(placed["height"])}" role="img" '
        f'aria-label="{escape(alt)}" xmlns="http://www.w3.org/2000/svg" font-size="{form.font}">\n'
        f"{_titles(form)}\n{_bands(placed['links'])}\n{_bars(placed['nodes'], form)}\n</svg>"
    )


def _titles(form: Form) -> str:
    return "".join(
        f'<text class="map-title" text-anchor="{_anchor(i)}">'
        + "".join(
            f'<tspan x="{_n(_label_x(form, i))}" y="{_n(form.font + n * form.line)}">{escape(line)}</tspan>'
            for n, line in enumerate(wrapped(title, form.room))
        )
        + "</text>"
        for i, title in enumerate(LAYERS.values())
    )


def _bands(links: list[dict]) -> str:
    bands = []
    for link in links:
        x, y, x_end, y_end = (_n(link[name]) for name in ("x", "y", "xEnd", "yEnd"))
        middle = _n((link["x"] + link["xEnd"]) / 2)
        bands.append(
            f'<path class="{colour(link["cargo"])}" d="M{x},{y}C{middle},{y},{middle},{y_end},{x_end},{y_end}" '
            f'stroke-width="{_n(max(link["width"], 0.5))}"/>'
        )
    return f'<g class="map-bands">{"".join(bands)}</g>'


def _bars(nodes: list[dict], form: Form) -> str:
    parts = []
    for node in nodes:
        kind = colour(node["group"]) if node["layer"] == "cargo_kind" else "map-bar"
        quiet = " not-named" if node["group"] == groupings.NOT_NAMED else ""
        count = str(node["count"])
        *lines, last = wrapped(f"{node['group']} {count}", form.room)
        x, first = _label_x(form, node["place"]), node["y"] - 5 - len(lines) * form.line
        counted = f'{escape(last.removesuffix(count))}<tspan class="map-count">{count}</tspan>'
        words = "".join(
            f'<tspan x="{_n(x)}" y="{_n(first + n * form.line)}">{line}</tspan>'
            for n, line in enumerate([*map(escape, lines), counted])
        )
        parts.append(
            f'<g class="map-node{quiet}"><rect class="{kind}" x="{_n(node["x"])}" y="{_n(node["y"])}" '
            f'width="{form.bar}" height="{_n(max(node["height"], 1.5))}"/>'
            f'<text text-anchor="{_anchor(node["place"])}">{words}</text></g>'
        )
    return "\n".join(parts)


def _anchor(i: int) -> str:
    return "start" if i == 0 else "end" if i == len(LAYERS) - 1 else "middle"


def _label_x(form: Form, i: int) -> float:
    left = i * (form.width - form.bar) / (len(LAYERS) - 1)
    return left + {"start": 0, "middle": form.bar / 2, "end": form.bar}[_anchor(i)]


def _n(value: float) -> str:
    return f"{round(value, 1):g}"
