"""A scene as SVG: the still that is there before any script has run, without scripts and on paper.

A layer is a group of a few paths, one for each part of its glyph, each with the glyphs of the layer one after the
other; the browser moves a scene by writing these paths anew (``frontend/src/scene/paths.js``), as it does curves.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from html import escape
from pathlib import Path

from evbook.declaration.scene import HEIGHT, WIDTH
from evbook.drawing.layout import colour
from evbook.drawing.words import quantity_text
from evbook.simulation.scenes import Moment, Placed

_FILE = Path(__file__).parent / "glyphs.json"


@lru_cache(maxsize=1)
def glyph_shapes() -> dict:
    """How each glyph is drawn: parts with the share of the colour in their filling (%), their line, and their path.

    A path is a list of commands about the glyph's middle, for a radius of 1: ``["M", x, y]``, and from there on
    ``["l", dx, dy]``, ``["c", …]`` (six numbers) and ``["a", radius, large, sweep, dx, dy]``.
    """
    return json.loads(_FILE.read_text(encoding="utf-8"))


def tenth(value: float) -> str:
    """A length to a tenth of a unit, halves upwards, as JavaScript rounds."""
    tenths = math.floor(value * 10 + 0.5)
    return str(tenths // 10) if tenths % 10 == 0 else repr(tenths / 10)


def part_path(commands: list, placed: Placed) -> str:
    """The ``d`` of one part of every glyph of a layer."""
    pieces = []
    long, size = placed.size * placed.stretch, placed.size
    for x, y, turn in zip(placed.x.tolist(), placed.y.tolist(), placed.turn.tolist(), strict=True):
        cos, sin = math.cos(turn), math.sin(turn)
        for name, *numbers in commands:
            if name == "a":
                radius, large, sweep = numbers[:3]
                # A circle is the same however it is turned, and shorter said as if it were not.
                turned = "0" if placed.stretch == 1 else tenth(turn * 180 / math.pi)
                head = f"a{tenth(radius * long)} {tenth(radius * size)} {turned} {large} {sweep} "
                numbers = numbers[3:]
            else:
                head = name
            moved = []
            for a, b in zip(numbers[::2], numbers[1::2], strict=True):
                along, beside = a * long, b * size
                moved.append(along * cos - beside * sin + (x if name == "M" else 0.0))
                moved.append(along * sin + beside * cos + (y if name == "M" else 0.0))
            pieces.append(head + " ".join(tenth(v) for v in moved))
    return "".join(pieces)


def _part(part: dict, key: str, d: str) -> str:
    fill = f"color-mix(in srgb,{colour(key)} {part['fill']}%,{colour('paper')})" if part["fill"] else "none"
    line = f";stroke:{colour(key)};stroke-width:{part['line']}" if part["line"] else ""
    return f'<path style="fill:{fill}{line}" d="{d}"/>'


def layer_svg(layer: dict, placed: Placed) -> str:
    """One layer as a group."""
    parts = "".join(_part(p, layer["colour"], part_path(p["d"], placed)) for p in glyph_shapes()[layer["glyph"]])
    shade = f' opacity="{placed.shade:.2f}"' if layer["shade"] != 1 else ""
    return f'<g data-layer="{layer["name"]}" data-count="{placed.count}"{shade}>{parts}</g>'


#: An unseen rectangle larger than all: a browser keeps the layers of a page while what is painted takes the same room
#: (the front end's ``figure/plot.js`` has it for the curves).
_ROOM = '<rect x="-20000" y="-20000" width="40000" height="40000" style="fill:#000;fill-opacity:0.0001"/>'


def scene_svg(said: dict, moment: Moment, words: str) -> str:
    """The scene at a moment as SVG, as wide as its place; ``said`` is its description, ``words`` what is seen."""
    layers = "".join(layer_svg(layer, one) for layer, one in zip(said["layers"], moment.layers, strict=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-label="{escape(said["title"])}. {escape(words)}">'
        f"{_ROOM}{layers}</svg>"
    )


def key_html(said: dict, moment: Moment) -> str:
    """The key of a scene: a sample of each glyph, and what one of them stands for."""
    items = "".join(
        f"<li>{_sample(layer)}<span>{escape(key_text(layer, placed))}</span></li>"
        for layer, placed in zip(said["layers"], moment.layers, strict=True)
        if layer["keyed"]
    )
    return f'<ul class="evx-scene-key">{items}</ul>'


def parts_html(said: dict) -> str:
    """The numbers of what can be switched where it acts, each with the name that leads to its chapter."""
    items = "".join(
        f'<li style="--x:{part["x"] / WIDTH:.4f};--y:{part["y"] / HEIGHT:.4f}">'
        f'<span class="evx-part" data-part="{part["parameter"]}">{i}</span>'
        f'<span data-page="{escape(part["chapter"])}">{escape(part["label"])}</span></li>'
        for i, part in enumerate(said.get("parts", []), 1)
    )
    return f'<ol class="evx-scene-parts">{items}</ol>' if items else ""


def key_text(layer: dict, placed: Placed) -> str:
    """ "effector cells: each is 2 × 10⁵ cells" """
    if not layer["counted"] or not math.isfinite(placed.one) or (placed.one == 1 and not layer["unit"]):
        return layer["meaning"]
    if placed.one == 1 and layer["unit"] in ("cell", "molecule", "EV"):
        return f"{layer['meaning']}, one by one"
    return f"{layer['meaning']}: each is {quantity_text(placed.one, layer['unit'])}"


#: Radius of the glyphs in the key.
SAMPLE = 6.0


def _sample(layer: dict) -> str:
    import numpy as np

    one = Placed("", 1, np.array([10.0]), np.array([8.0]), np.zeros(1), SAMPLE, 1.0, 1.0, 1.0, 1.0)
    parts = "".join(_part(p, layer["colour"], part_path(p["d"], one)) for p in glyph_shapes()[layer["glyph"]])
    return f'<svg viewBox="0 0 20 16" width="20" height="16" aria-hidden="true" stroke-linecap="round">{parts}</svg>'
