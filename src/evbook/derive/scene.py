"""From a declared scene to what draws it: a description with numbers in it, and expressions for what moves.

Python's renderer and the browser's read the same description.  A field of it is a number, or ``[k]``: the k-th of the
expressions, which are functions of time, states, parameters and the measures of the run.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from evbook.declaration import Declaration
from evbook.declaration.scene import Place, lengths, written
from evbook.declaration.scene_checks import expressions_of, scene_names
from evbook.derive.system import System, compile

if TYPE_CHECKING:
    import sympy

Field = float | list[int]


class _Slots:
    """The expressions of a scene in order, each once; what is a plain number, or a scale, takes no slot."""

    def __init__(self, scales: dict[str, float]):
        self.texts: list[str] = []
        self.scales = scales

    def field(self, value) -> Field:
        text = written(value)
        if text in self.scales:
            return self.scales[text]
        try:
            return float(text)
        except ValueError:
            pass
        if text not in self.texts:
            self.texts.append(text)
        return [self.texts.index(text)]


@cache
def _described(d: Declaration) -> tuple[dict, tuple[str, ...]]:
    scene = d.scene
    slots = _Slots({scale.name: float(scale.value) for scale in scene.scales})

    def place(given: Place | None) -> dict | None:
        if given is None:
            return None
        said = {"kind": type(given).__name__.lower()}
        if hasattr(given, "layer"):
            said["layer"] = scene.place_of(given.layer)
        return said | {name: slots.field(value) for name, value in lengths(given).items()}

    layers = []
    for layer in scene.layers:
        named = {name: slots.field(value) for name, value, _ in expressions_of(layer) if "." not in name}
        layers.append(
            {
                "name": layer.name, "glyph": layer.glyph, "colour": layer.colour, "meaning": layer.meaning,
                "unit": "" if layer.unit in ("1", "dimensionless") else layer.unit, "keyed": layer.keyed,
                "counted": isinstance(slots.field(layer.count), list), "after": scene.place_of(layer.after),
                "place": place(layer.place), "to": place(layer.to), **named,
            }
        )  # fmt: skip
    says = [{"text": verdict.text, "when": slots.field(verdict.when)} for verdict in scene.says]
    said = {"title": scene.title, "at": scene.at, "layers": layers, "says": says}
    if scene.markers:
        said["markers"] = [{**vars(marker), "when": slots.field(marker.when)} for marker in scene.markers]
    if scene.parts:
        said["parts"] = [dict(vars(part)) for part in scene.parts]
    if scene.grip:
        said["grip"] = {"label": scene.grip.label, "x": slots.field(scene.grip.x), "y": slots.field(scene.grip.y)}
    return said, tuple(slots.texts)


def describe_scene(d: Declaration) -> dict:
    """Return the description of a declared scene, ready for JSON, with the number of its expressions as ``slots``."""
    said, texts = _described(d)
    return {**said, "slots": len(texts)}


def scene_expressions(system: System) -> list[sympy.Expr]:
    """The expressions of a scene in (t, y, p) and measures, intermediates, outputs and rates put in.

    A process that does not act (an EV process without vesicles) has the rate 0; a condition is 1 or 0.
    """
    import sympy

    from evbook.declaration.expressions import parse, symbol

    d = system.declaration
    known = {*scene_names(d), *(scale.name for scale in d.scene.scales)}
    put = {symbol(o.name): value for o, value in zip(d.outputs, system.outputs, strict=True)}
    put |= {symbol(p.name): sympy.Integer(0) for p in d.processes}
    put |= {symbol(name): rate for name, rate in zip(system.processes, system.rates, strict=True)}
    put |= {symbol(name): value for name, value in system.definitions}
    put |= {symbol(scale.name): sympy.Float(scale.value, 17) for scale in d.scene.scales}

    def full(text: str) -> sympy.Expr:
        parsed = parse(text, known).xreplace(put)
        if parsed.is_Boolean or parsed.is_Relational:
            return sympy.Piecewise((sympy.Integer(1), parsed), (sympy.Integer(0), True))
        return parsed

    return [full(text) for text in _described(d)[1]]


@cache
def scene_function(d: Declaration, *, ev: bool) -> Callable:
    """Return a function of (t, y, p, m) for the expressions of a scene: shape (slots, …).

    ``y`` are the states (none for a curve model), ``p`` parameters, windows and switches, ``m`` the measures.
    """
    system = compile(d, ev=ev)

    def arguments() -> list:
        from evbook.declaration.expressions import symbol

        return [*system.of_time(), [symbol(m.name) for m in d.measures]]

    from evbook.derive.numpy import derived  # a scene is described without NumPy

    return derived(system, "scene", lambda: scene_expressions(system), arguments)
