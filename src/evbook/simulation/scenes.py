"""A scene at one moment of a run: how many glyphs a layer has, where each is, how large, how strong.

The browser does the same (``frontend/src/scene/placing.js``), to the last tenth of a unit; shared cases hold the two
against each other.  The i-th glyph of a layer has four numbers from 0 to 1, the words 4·i to 4·i + 3 of the scene's
stream of random numbers by counting, so that it is the same one however many there are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from evbook.declaration import Declaration
from evbook.declaration.scene import MOST
from evbook.derive.numpy import point
from evbook.derive.scene import describe_scene, scene_function
from evbook.simulation.schedule import Row
from evbook.simulation.solver import run
from evbook.simulation.threefry import key_of, uniforms

#: The stream of scenes; start and run of a lattice have the others.
STREAM = 2
#: The angle by which the next seed of a sunflower is turned, and the two shares that spread points over a square.
GOLDEN, ACROSS, UPWARDS = 2.399963229728653, 0.7548776662466927, 0.5698402909980532
#: How far from there a glyph may be, as a share of the rectangle: without it, they would stand in lines.
LOOSE = 0.035


@dataclass(frozen=True)
class Placed:
    """The glyphs of one layer at one moment: ``count`` of them, with arrays of shape (count,)."""

    name: str
    count: int
    x: np.ndarray
    y: np.ndarray
    turn: np.ndarray
    size: float
    stretch: float
    shade: float
    #: The quantity that they stand for, in the layer's unit, and how much of it one does.
    amount: float
    one: float


@dataclass(frozen=True)
class Moment:
    """A scene at a moment: the layers, every named value, and the place of the sentence that applies (-1 for none)."""

    at: float
    layers: tuple[Placed, ...]
    values: Mapping[str, float]
    says: int


@cache
def _words(layer: int) -> np.ndarray:
    """Four numbers for each glyph of a layer: shape (MOST, 4)."""
    return uniforms(key_of(0, STREAM), 0, layer, 4 * MOST).reshape(MOST, 4)


class SceneRun:
    """The scene along a run, for any moment of it.

    Parameters
    ----------
    declaration, values, ev, schedule
        The model, its setting, and what takes the place of its doses and windows.
    times, curves, measures
        The run: its points, shape (k,), states and outputs on them by name, and its measures by name.
    """

    def __init__(self, declaration: Declaration, values: Mapping[str, float], times: np.ndarray, curves: Mapping,
                 measures: Mapping[str, float], *, ev: bool, schedule: list[Row] | None = None):  # fmt: skip
        d = self.declaration = declaration
        self.values, self.times, self.curves, self.measures = dict(values), times, curves, measures
        self.said = describe_scene(d)
        self._function = scene_function(d, ev=ev)
        constants = point(d, values)
        parameters = constants[: len(d.parameters)]
        if d.hidden:
            everything = run_of(d, values, times, ev=ev, schedule=schedule)
            states, hidden = everything[: len(d.states)], everything[len(d.states) :]
        else:
            states, hidden = np.array([curves[s.name] for s in d.states]).reshape(len(d.states), len(times)), []
        self._states = states
        self._hidden = np.array(hidden).reshape(len(d.hidden), len(times))
        self._parameters = parameters
        self._measured = np.array([measures[m.name] for m in d.measures], float)
        self._slots = self._at(times, states, self._hidden)
        self._phases = [self._phase(layer) for layer in self.said["layers"]]

    def _at(self, t, states, hidden) -> np.ndarray:
        shape = np.shape(t)
        p = [*(np.broadcast_to(v, shape) for v in self._parameters), *hidden]
        m = [np.broadcast_to(v, shape) for v in self._measured]
        with np.errstate(all="ignore"):
            return self._function(t, list(states), p, m)

    def _phase(self, layer: dict) -> np.ndarray:
        """Journeys made since the start: the integral of the speed along the run, by trapezia."""
        speed = np.broadcast_to(self._field(layer["speed"], self._slots), self.times.shape)
        speed = np.where(np.isfinite(speed), speed, 0.0)
        steps = np.diff(self.times) * (speed[1:] + speed[:-1]) / 2
        return np.concatenate([[0.0], np.cumsum(steps)])

    @staticmethod
    def _field(field, slots):
        return slots[field[0]] if isinstance(field, list) else field

    def at(self, at: float) -> Moment:
        """The scene at a moment (of a curve model, at a place of its axis) within the run."""
        at = float(min(max(at, self.times[0]), self.times[-1]))
        along = [np.interp(at, self.times, row) for row in (*self._states, *self._hidden)]
        n = len(self._states)
        slots = np.asarray(self._at(np.float64(at), [np.float64(v) for v in along[:n]], along[n:]), float)
        placed: list[Placed] = []
        layers = self.said["layers"]
        for i, layer in enumerate(layers):
            amount, one = (float(self._field(layer[name], slots)) for name in ("count", "one"))
            first = float(self._field(layer["first"], slots)) if "first" in layer else math.inf
            count = glyphs(amount, one, first)
            phase = float(np.interp(at, self.times, self._phases[i]))
            x, y, turn = self._places(i, count, slots, phase, placed)
            rest = {k: float(self._field(layer[k], slots)) for k in ("size", "stretch", "shade")}
            rest["shade"] = min(max(rest["shade"], 0.0), 1.0) if math.isfinite(rest["shade"]) else 0.0
            placed.append(Placed(layer["name"], count, x, y, turn, amount=amount, one=one, **rest))
        values = {name: float(np.interp(at, self.times, row)) for name, row in self.curves.items()}
        values |= {
            **self.values,
            **self.measures,
            ("t" if self.declaration.states else self.declaration.axes[0].name): at,
        }
        says = next((k for k, one in enumerate(self.said["says"]) if self._field(one["when"], slots)), -1)
        return Moment(at, tuple(placed), values, says)

    def _places(self, index: int, count: int, slots, phase: float, placed: list[Placed]):
        layer = self.said["layers"][index]
        u = _words(index)[:count]
        begin = placed[layer["after"]].count if layer["after"] >= 0 else 0
        x, y, turn = self._arranged(layer["place"], np.arange(begin, begin + count), u, slots, placed)
        if layer["to"] is not None:
            way = np.mod(u[:, 3] + phase, 1.0)
            to_x, to_y, _ = self._arranged(layer["to"], np.arange(count), u, slots, placed)
            x, y = x + (to_x - x) * way, y + (to_y - y) * way
        sway = float(self._field(layer["sway"], slots))
        if sway:
            x = x + sway * np.cos(2 * np.pi * (u[:, 0] + phase))
            y = y + sway * np.sin(2 * np.pi * (u[:, 1] + 0.8 * phase))
        return x, y, turn + float(self._field(layer["turn"], slots))

    def _arranged(self, place: dict, i: np.ndarray, u: np.ndarray, slots, placed: list[Placed]):
        """Where the glyphs of the given places in an arrangement are, and the way they face."""
        f = {name: float(self._field(v, slots)) for name, v in place.items() if name not in ("kind", "layer")}
        round_about = 2 * np.pi * u[:, 2]
        match place["kind"]:
            case "disc":
                r, a = f["spacing"] * np.sqrt(i + 0.5), GOLDEN * i
                return f["x"] + r * np.cos(a), f["y"] + r * np.sin(a), round_about
            case "ring":
                r, a = f["radius"] + f["width"] * (u[:, 1] - 0.5), GOLDEN * i
                return f["x"] + r * np.cos(a), f["y"] + r * np.sin(a), a
            case "box":
                across, up = (
                    np.mod(0.5 + share * (i + 1) + LOOSE * (u[:, k] - 0.5), 1.0) - 0.5
                    for k, share in enumerate((ACROSS, UPWARDS))
                )
                return f["x"] + f["width"] * across, f["y"] + f["height"] * up, round_about
            case "row":
                slot = np.mod(i, np.maximum(np.floor(f["slots"] + 0.5), 1))
                along = (slot + 0.5) / max(math.floor(f["slots"] + 0.5), 1) - 0.5
                return f["x"] + f["width"] * along, f["y"] + f["height"] * (u[:, 1] - 0.5), 0.0 * i
            case "on":
                host = placed[place["layer"]]
                return _on(host, i, u, f["radius"], f["spread"])
        return f["x"] + 0.0 * i, f["y"] + 0.0 * i, 0.0 * i


def _on(host: Placed, i: np.ndarray, u: np.ndarray, radius: float, spread: float):
    """On the glyphs of another layer, by turns; where that has none, in the middle of the picture's left edge."""
    which = np.mod(i, max(host.count, 1))
    a = 2 * np.pi * u[:, 2]
    r = radius + spread * (u[:, 1] - 0.5)
    at_x, at_y = (v[which] if host.count else np.zeros(len(i)) for v in (host.x, host.y))
    return at_x + r * np.cos(a), at_y + r * np.sin(a), a


def run_of(d: Declaration, values, times, *, ev: bool, schedule) -> np.ndarray:
    """States, then windows and switches, on the times: shape (n, k)."""
    from evbook.derive.system import compile

    return run(compile(d, ev=ev), values, times, rtol=d.rtol, schedule=schedule)


def glyphs(amount: float, one: float, first: float = math.inf) -> int:
    """How many glyphs stand for an amount: to the nearest, at least one from ``first`` on, at most :data:`MOST`."""
    share = amount / one if one > 0 else math.nan
    if not share > 0:
        return 0
    return min(max(math.floor(min(share, MOST) + 0.5), 1 if amount >= first else 0), MOST)
