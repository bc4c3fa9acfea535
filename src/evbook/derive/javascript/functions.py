"""The functions of a system as JavaScript: what the browser's solver calls."""

from __future__ import annotations

import json
import re

import sympy

from evbook.declaration import Declaration
from evbook.declaration.expressions import parse, symbol
from evbook.derive.javascript.printing import assignments, code
from evbook.derive.scene import scene_expressions
from evbook.derive.system import System


def places_of(system: System) -> dict:
    """Where each symbol lives at run time.

    What only events change travels behind the states, with a rate of zero, so that the browser's
    solver needs to know nothing of windows and switches: they are set by doses and triggers.
    """
    d = system.declaration
    visible = len(system.states)
    places = {s: f"y{i}" for i, s in enumerate(system.states)}
    places |= {symbol(x.name): f"y[{visible + i}]" for i, x in enumerate(d.hidden)}
    places |= {symbol(x.name): f"p[{i}]" for i, x in enumerate(d.parameters)}
    return places | {system.independent: "t"}


def functions(system: System) -> str:
    """Return one Program of the front end (``numerics/types.js``) as an object literal."""
    d = system.declaration
    places = places_of(system)
    # An amount below zero is rounding; the rates see zero (see evbook.simulation.solver.floors).
    amounts = [getattr(x, "amount", False) for x in (d.axes[1:] if d.axes else d.states)]
    read = " ".join(
        f"const y{i} = y[{i}] > 0 ? y[{i}] : 0;" if amount else f"const y{i} = y[{i}];"
        for i, amount in enumerate(amounts)
    )

    def fill(name: str, expressions) -> str:
        return assignments([f"{name}[{i}]" for i in range(len(expressions))], expressions, places)

    parts = [f"outputs(t, y, p, o) {{ {read} {fill('o', system.outputs)} }}"]
    if d.kind == "dynamic":
        n, size, zero = len(system.states), len(system.states) + len(d.hidden), sympy.Integer(0)
        start = [*system.initial, *[zero] * len(d.windows), *(system.full(s.initial) for s in d.switches)]
        jacobian = [system.jacobian[i, j] if max(i, j) < n else zero for i in range(size) for j in range(size)]
        parts += [
            f"autonomous: {json.dumps(system.autonomous)}",
            f"least: [{', '.join('0' if amount else '-Infinity' for amount in amounts)}]",
            *([f"atolScale: {d.atol_scale!r}"] if d.atol_scale != Declaration.atol_scale else []),
            f"processes: {json.dumps(list(system.processes))}",
            f"initial(p, y) {{ {fill('y', start)} }}",
            f"rates(t, y, p, dy) {{ {read} {fill('dy', [*system.rhs, *[zero] * len(d.hidden)])} }}",
            f"jacobian(t, y, p, J) {{ {read} {fill('J', jacobian)} }}",
            f"fluxes(t, y, p, r) {{ {read} {fill('r', system.rates)} }}",
            f"stoichiometry(p, N) {{ {fill('N', list(system.stoichiometry))} }}",
            f"doses(p) {{ {_doses(d, places)} }}",
            f"triggers: {_triggers(system, places, read)}",
        ]
    # Read off the text itself: what is written nowhere cannot be read, whichever part would have written it.
    reads = sorted({int(place) for part in parts for place in re.findall(r"\bp\[(\d+)\]", part)})
    if d.scene:
        # After what is read for the curves: a picture of a run has nothing to do with how it is solved.
        places |= {symbol(m.name): f"m[{i}]" for i, m in enumerate(d.measures)}
        parts.append(f"scene(t, y, p, m, s) {{ {read} {fill('s', scene_expressions(system))} }}")
    return "{\n" + ",\n".join([f"reads: {reads}", *parts]) + "\n}"


def _doses(d: Declaration, places: dict) -> str:
    """Boluses, and the edges of windows as boluses of one on the hidden state of the window."""
    names = [p.name for p in d.parameters]

    def text(expression: str) -> str:
        return code(parse(expression, names), places)

    lines = []
    for dose in d.doses:
        state = [s.name for s in d.states].index(dose.state)
        lines.append(
            f"for (let k = 0; k < Math.min({text(dose.count)}, 10000); k++) list.push("
            f"{{time: {text(dose.start)} + k * ({text(dose.every)}), state: {state}, amount: {text(dose.amount)}}});"
        )
    for i, window in enumerate(d.windows, len(d.states)):
        lines.append(
            "{ let stop = -Infinity, edge = null; "
            f"for (let k = 0; k < Math.min({text(window.count)}, 10000); k++) {{ "
            f"const start = {text(window.start)} + k * ({text(window.every)}), length = {text(window.duration)}; "
            "if (!(length > 0)) continue; "
            f"if (start > stop) {{ list.push({{time: start, state: {i}, amount: 1}}); "
            f"edge = {{time: start + length, state: {i}, amount: -1}}; list.push(edge); }} "
            "else if (start + length > stop) edge.time = start + length; "
            "stop = Math.max(stop, start + length); } }"
        )
    return "const list = []; " + " ".join(lines) + " return list.sort((a, b) => a.time - b.time);"


def _triggers(system: System, places: dict, read: str) -> str:
    """The triggers: what each watches, and what it sets, all from the values before it fired."""
    d = system.declaration
    index = {x.name: i for i, x in enumerate((*d.states, *d.hidden))}
    direction = {"up": 1, "down": -1, "either": 0}
    parts = []
    for trigger in d.triggers:
        targets = [index[name] for name in trigger.sets]
        new = assignments(
            [f"const n{i}" for i in targets], [system.full(text) for text in trigger.sets.values()], places
        )
        sets = " ".join(f"y[{i}] = n{i};" for i in targets)
        watched = assignments(["const w"], [system.full(trigger.crosses)], places)
        parts.append(
            f"{{name: {json.dumps(trigger.name)}, direction: {direction[trigger.direction]}, "
            f"once: {json.dumps(trigger.once)}, held: {json.dumps(trigger.initial_value)}, "
            f"value(t, y, p) {{ {read} {watched} return w; }}, apply(t, y, p) {{ {read} {new} {sets} }}}}"
        )
    return "[" + ",\n".join(parts) + "]"
