"""The flows as a picture: layers from left to right, bands as wide as the claims they carry.

The layout is that of d3-sankey, which draws the live picture, with the groups kept in their order: the groups of a
layer are as high as their flow, the fullest layer sets the scale, and the others are spread over the same height.
A test holds this picture and the live one together.  There are two forms, for a page and for a phone, whose measures
the browser takes from here.  Colours are custom properties of the page.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from html import escape

from evbook.drawing import layout
from evbook.evidence_map.flows import LAYERS, Flows
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

    def height(self, flows: Flows) -> float:
        """Height of the picture: that of the fullest layer, whose flow is ``most`` pixels high or less."""
        groups = max(len(flows.layer(layer)) for layer in LAYERS)
        return self.top + (groups - 1) * self.gap + min(self.most, self.each * flows.claims) + 6


FORMS = {
    "wide": Form(width=720, bar=16, gap=27, line=16, font=13, room=30, top=48),
    "narrow": Form(width=310, bar=12, gap=46, line=13, font=11, room=13, top=80, most=260),
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


@dataclass
class Placed:
    """A group in its place."""

    x: float
    y: float
    height: float


def places(flows: Flows, form: Form) -> dict[tuple[str, str], Placed]:
    """Return where each group stands."""
    low, high = form.top, form.height(flows) - 6
    columns = [flows.layer(layer) for layer in LAYERS]
    if not flows.claims:
        return {}
    scale = _scale(flows, form)
    found = {}
    for i, column in enumerate(columns):
        y = low
        for node in column:
            found[node.layer, node.group] = Placed(
                i * (form.width - form.bar) / (len(columns) - 1), y, node.value * scale
            )
            y += node.value * scale + form.gap
        spare = (high - y + form.gap) / (len(column) + 1)
        for place, node in enumerate(column):
            found[node.layer, node.group].y += spare * (place + 1)
    return found


def picture(flows: Flows, form: str, alt: str) -> str:
    """Return the flows as SVG in the form ``wide`` or ``narrow``; ``alt`` says in words what is drawn."""
    measures = FORMS[form]
    height = measures.height(flows)
    placed = places(flows, measures)
    return (
        f'<svg class="map-picture map-{form}" viewBox="0 0 {measures.width} {_n(height)}" role="img" '
        f'aria-label="{escape(alt)}" xmlns="http://www.w3.org/2000/svg" font-size="{measures.font}">\n'
        f"{_titles(measures)}\n{_bands(flows, measures, placed)}\n{_bars(flows, measures, placed)}\n</svg>"
    )


def _scale(flows: Flows, form: Form) -> float:
    height = form.height(flows) - 6 - form.top
    return min(
        (height - (len(column) - 1) * form.gap) / sum(node.value for node in column)
        for column in map(flows.layer, LAYERS)
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


def _bands(flows: Flows, form: Form, placed: dict[tuple[str, str], Placed]) -> str:
    layers = list(LAYERS)
    scale = _scale(flows, form)
    out_of = {key: place.y for key, place in placed.items()}
    into = dict(out_of)
    bands = []
    # The links come sorted by source and target, so that bands leave and arrive in the order of the groups.
    for link in flows.links:
        target = layers[layers.index(link.layer) + 1], link.target
        source = placed[link.layer, link.source]
        width = link.value * scale
        start = out_of[link.layer, link.source] + width / 2
        end = into[target] + width / 2
        out_of[link.layer, link.source] += width
        into[target] += width
        x, x_end = source.x + form.bar, placed[target].x
        middle = (x + x_end) / 2
        bands.append(
            f'<path class="{colour(link.cargo)}" d="M{_n(x)},{_n(start)}C{_n(middle)},{_n(start)},{_n(middle)},'
            f'{_n(end)},{_n(x_end)},{_n(end)}" stroke-width="{_n(max(width, 0.5))}"/>'
        )
    return f'<g class="map-bands">{"".join(bands)}</g>'


def _bars(flows: Flows, form: Form, placed: dict[tuple[str, str], Placed]) -> str:
    layers = list(LAYERS)
    parts = []
    for node in flows.nodes:
        i = layers.index(node.layer)
        place = placed[node.layer, node.group]
        kind = colour(node.group) if node.layer == "cargo_kind" else "map-bar"
        quiet = " not-named" if node.group == groupings.NOT_NAMED else ""
        count = str(node.count)
        *lines, last = wrapped(f"{node.group} {count}", form.room)
        x, first = _label_x(form, i), place.y - 5 - len(lines) * form.line
        counted = f'{escape(last.removesuffix(count))}<tspan class="map-count">{count}</tspan>'
        words = "".join(
            f'<tspan x="{_n(x)}" y="{_n(first + n * form.line)}">{line}</tspan>'
            for n, line in enumerate([*map(escape, lines), counted])
        )
        parts.append(
            f'<g class="map-node{quiet}"><rect class="{kind}" x="{_n(place.x)}" y="{_n(place.y)}" width="{form.bar}" '
            f'height="{_n(max(place.height, 1.5))}"/><text text-anchor="{_anchor(i)}">{words}</text></g>'
        )
    return "\n".join(parts)


def wrapped(text: str, room: int) -> list[str]:
    """Return a text in lines of at most ``room`` letters, longer words whole."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _anchor(i: int) -> str:
    return "start" if i == 0 else "end" if i == len(LAYERS) - 1 else "middle"


def _label_x(form: Form, i: int) -> float:
    left = i * (form.width - form.bar) / (len(LAYERS) - 1)
    return left + {"start": 0, "middle": form.bar / 2, "end": form.bar}[_anchor(i)]


def _n(value: float) -> str:
    return f"{round(value, 1):g}"
