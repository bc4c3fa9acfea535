"""The checks of a scene: that what it shows is in the model, is counted in units, and can be drawn."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from evbook.declaration.expressions import ExpressionError, parse
from evbook.declaration.scene import (
    APART,
    COLOURS,
    GLYPHS,
    HEIGHT,
    WIDTH,
    Layer,
    Length,
    On,
    Scene,
    lengths,
    written,
)
from evbook.declaration.units import ONE, Dimension, UnitError, dimension, dimension_of
from evbook.declaration.whole import Declaration

_PLACES = re.compile(r"{(\w+)(?::[^}]*)?}")


def scene_names(d: Declaration) -> dict[str, Dimension]:
    """What the expressions of a scene may name, with the unit of each."""
    time = dimension(d.time.unit)
    states = {s.name: dimension(s.unit) for s in d.states}
    known = {record.name: dimension(getattr(record, "unit", "1")) for record in (*d.named, *d.outputs, *d.measures)}
    for p in d.processes:
        changed = [s for s, c in {**p.consumes, **p.produces}.items() if s in states and not isinstance(c, str)]
        known[p.name] = states[changed[0]].per(time) if changed else ONE.times(time, -1)
    if d.kind == "dynamic":
        known["t"] = time
    return known


def scene_faults(d: Declaration) -> Iterator[str]:
    """Yield each fault of a declaration's scene as a sentence."""
    scene = d.scene
    if scene is None:
        return
    if d.tissue:
        yield "it has a scene, but a model in space shows its own slice; leave the scene out."
        return
    if len(d.axes) > 1:
        yield "it has a scene, but a map of two axes has no moment to show; leave the scene out."
        return
    if not scene.title.strip():
        yield "the scene has no title; say in a few words what is seen."
    if not scene.layers:
        yield "the scene has no layer, so there is nothing to draw."
    if not 0 <= scene.at <= 1:
        yield f"the scene is shown first at {scene.at:g} of the window; give a share from 0 to 1."
    first = [
        *_scales(d, scene),
        *_held(d, scene),
        *(fault for i in range(len(scene.layers)) for fault in _layer(scene, i)),
    ]
    yield from first
    if first:
        return
    yield from _expressions(d, scene)
    yield from _sentences(d, scene)


def _scales(d: Declaration, scene: Scene) -> Iterator[str]:
    taken = {*scene_names(d)}
    for scale in scene.scales:
        where = f"the scene's scale {scale.name!r}"
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", scale.name) or scale.name in taken:
            yield f"{where} needs a name of its own, of letters, digits and underscores."
        taken.add(scale.name)
        if not (math.isfinite(scale.value) and scale.value > 0):
            yield f"{where} is {scale.value:g}; a quantity to count by is above 0."
        try:
            dimension(scale.unit)
        except UnitError as error:
            yield f"{where}: {error}."


def _held(d: Declaration, scene: Scene) -> Iterator[str]:
    """Faults of what a hand takes hold of, but for expressions."""
    parameters = {p.name: p for p in d.parameters}
    for held in (*scene.markers, *scene.parts):
        where = f"the {type(held).__name__.lower()} of {held.parameter!r} on the scene"
        found = parameters.get(held.parameter)
        if found is None:
            yield f"{where} moves no parameter of the model."
        elif not found.control:
            yield f"{where} moves a parameter that is no control; a reader could not bring it back."
        elif held in scene.markers and (d.kind != "dynamic" or dimension(found.unit) != dimension(d.time.unit)):
            yield f"{where} is in {found.unit}, but a line across the curves stands at a moment, in {d.time.unit}."
        elif held in scene.parts and tuple(found.range) != (0, 1):
            yield f"{where} is between 0 and 1, but the range is {found.range[0]:g} to {found.range[1]:g}."
        if not held.label.strip():
            yield f"{where} has no label; say in a few words what it does."
    for i, part in enumerate(scene.parts):
        if not (0 <= part.x <= WIDTH and 0 <= part.y <= HEIGHT):
            yield f"the part of {part.parameter!r} is at ({part.x:g}, {part.y:g}), outside {WIDTH} by {HEIGHT}."
        for other in scene.parts[:i]:
            if math.hypot(part.x - other.x, part.y - other.y) < APART:
                yield (
                    f"the parts of {other.parameter!r} and {part.parameter!r} are less than {APART:g} apart; "
                    "on a narrow screen a finger would press both."
                )


def _layer(scene: Scene, index: int) -> Iterator[str]:
    layer = scene.layers[index]
    where = f"layer {layer.name!r} of the scene"
    if not re.fullmatch(r"[a-z][a-z0-9-]*", layer.name):
        yield f"{where} is not lower case words joined by hyphens."
    if scene.place_of(layer.name) != index:
        yield f"{where} is declared twice."
    if layer.glyph not in GLYPHS:
        yield f"{where} shows a {layer.glyph!r}; glyphs are {', '.join(GLYPHS)}."
    if layer.colour not in COLOURS:
        yield f"{where} has the colour {layer.colour!r}; colours are {', '.join(COLOURS)}."
    if not layer.meaning.strip():
        yield f"{where} has no meaning; say in a few words what a glyph is."
    try:
        dimension(layer.unit)
    except UnitError as error:
        yield f"{where}: {error}."
    for place in (layer.place, layer.to):
        if isinstance(place, On) and not 0 <= scene.place_of(place.layer) < index:
            yield f"{where} stands on {place.layer!r}, which is no earlier layer."
    if layer.after and not 0 <= scene.place_of(layer.after) < index:
        yield f"{where} goes on after {layer.after!r}, which is no earlier layer."
    if layer.after and isinstance(layer.place, On):
        yield f"{where} goes on after {layer.after!r}, but glyphs that stand on others take turns there."
    if (written(layer.speed) != "0.0") and layer.to is None and written(layer.sway) == "0.0":
        yield f"{where} has a speed and nowhere to go; give it a place to go to, or a sway."


def expressions_of(layer: Layer) -> Iterator[tuple[str, Length, str]]:
    """What of a layer is an expression: its name, the expression, and the unit it must have.

    The unit is ``"count"`` for that of the layer, ``"rate"`` for one over time, and ``""`` for a pure number.
    """
    yield "count", layer.count, "count"
    yield "one", layer.one, "count"
    if layer.first != "":
        yield "first", layer.first, "count"
    yield "speed", layer.speed, "rate"
    for name in ("sway", "size", "stretch", "turn", "shade"):
        yield name, getattr(layer, name), ""
    for role, place in (("place", layer.place), ("to", layer.to)):
        for name, value in lengths(place).items():
            yield f"{role}.{name}", value, ""


def _expressions(d: Declaration, scene: Scene) -> Iterator[str]:
    units = scene_names(d) | {scale.name: dimension(scale.unit) for scale in scene.scales}
    values = {p.name: p.value for p in d.parameters if dimension(p.unit).bare}
    fixed = {p.name for p in d.parameters} | {scale.name for scale in scene.scales}
    horizontal = dimension(d.axes[0].unit if d.axes else d.time.unit)
    for layer in scene.layers:
        needed = {"count": dimension(layer.unit), "rate": ONE.times(horizontal, -1), "": ONE}
        for name, value, unit in expressions_of(layer):
            where = f"the {name} of layer {layer.name!r} of the scene"
            yield from _unit_faults(where, written(value), fixed if name == "one" else set(units), units, values,
                                    needed[unit], literal=name in ("one", "first") or not unit)  # fmt: skip
        if not isinstance(layer.one, str) and layer.one <= 0:
            yield f"one glyph of layer {layer.name!r} of the scene stands for {layer.one:g}; it stands for more than 0."
    yield from _held_expressions(scene, units, values)


def _held_expressions(scene: Scene, units, values) -> Iterator[str]:
    for marker in scene.markers:
        where = f"the condition of the marker of {marker.parameter!r}"
        yield from _unit_faults(where, marker.when, set(units), units, values, ONE, literal=True)
    for name in ("x", "y") if scene.grip else ():
        where = f"the {name} of the scene's grip"
        yield from _unit_faults(where, written(getattr(scene.grip, name)), set(units), units, values, ONE, literal=True)


def _unit_faults(where, text, known, units, values, needed, *, literal) -> Iterator[str]:
    try:
        parsed = parse(text, known)
        found = dimension_of(parsed, units, values)
    except (ExpressionError, UnitError) as error:
        yield f"{where}: {error}."
        return
    number = parsed.is_number and (literal or parsed.is_zero)
    if not number and not found.agrees(needed):
        yield f"{where} ({text}) is {found}, but {needed} was expected; divide by a scale or a quantity of its kind."


def _sentences(d: Declaration, scene: Scene) -> Iterator[str]:
    units = scene_names(d) | {scale.name: dimension(scale.unit) for scale in scene.scales}
    values = {p.name: p.value for p in d.parameters if dimension(p.unit).bare}
    told = {record.name for record in (*d.states, *d.outputs, *d.parameters, *d.measures)}
    told |= {"t"} if d.kind == "dynamic" else {d.axes[0].name}
    for n, verdict in enumerate(scene.says, 1):
        where = f"sentence {n} of the scene"
        yield from _unit_faults(where, verdict.when, set(units), units, values, ONE, literal=True)
        for place in _PLACES.findall(verdict.text):
            if place not in told:
                yield f"{where} speaks of {place!r}, which is no state, output, parameter or measure."
