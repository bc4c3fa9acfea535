"""What a tissue must be, beside what every model must be; each fault is a sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from evbook.declaration import tissue as r
from evbook.declaration.tissue_slots import inner_names, tissue_slots
from evbook.declaration.units import dimension
from evbook.declaration.whole import Declaration

#: Groups of named records in a tissue.
GROUPS = ("kinds", "events", "fields", "memories", "treatments", "tallies", "contacts")


def shape_faults(d: Declaration) -> Iterator[str]:
    """Yield faults that are seen without reading an expression."""
    t = d.tissue
    if d.states or d.axes or d.processes or d.doses or d.windows or d.switches or d.triggers:
        yield "it declares a tissue beside states, axes, processes or schedules; what cells do in space is an event."
    if not t.kinds or not t.events or not t.placings:
        yield "a tissue needs a kind of cell, an event and cells at the start."
    kinds, fields = {k.name for k in t.kinds}, {f.name for f in t.fields}
    if t.seed not in {p.name for p in d.parameters}:
        yield f"its seed is {t.seed!r}, which is not a parameter; the reader could not pick a run."
    if not t.limit >= d.time.end:
        yield f"its runs end after {t.limit:g}, before the {d.time.end:g} that are shown; the limit must not be less."
    for n, x in enumerate(t.placings, 1):
        if x.kind not in kinds:
            yield f"placing {n} is of {x.kind!r}, which is not a kind of cell."
        if x.rounding not in r.ROUNDINGS:
            yield f"placing {n} is rounded {x.rounding!r}; a number of cells is rounded {' or '.join(r.ROUNDINGS)}."
        if not x.meaning.strip():
            yield f"placing {n} has no meaning; say in a few words which cells these are."
    for e in t.events:
        if e.kind not in kinds:
            yield f"event {e.name!r} is of {e.kind!r}, which is not a kind of cell."
        if e.does not in r.DEEDS:
            yield f"event {e.name!r} does {e.does!r}; a cell can {', '.join(r.DEEDS)}."
        elif (e.does in ("become", "kill")) != bool(e.to) or (e.to and e.to not in kinds):
            yield f"event {e.name!r} goes to {e.to!r}; become and kill need a kind of cell there, other deeds none."
        if e.after and (e.does != "kill" or e.after not in kinds):
            yield f"event {e.name!r} makes {e.after!r} of its cell; only a killer becomes another, a kind of cell."
        if e.dies != "0" and e.does != "divide":
            yield f"event {e.name!r} has a chance of death, which only a division has; declare a death of its own."
    for f in t.fields:
        for kind in f.source:
            if kind not in kinds:
                yield f"field {f.name!r} is shed by {kind!r}, which is not a kind of cell."
    for m in t.memories:
        if m.fills not in fields:
            yield f"memory {m.name!r} fills from {m.fills!r}, which is not a field."
    for x in t.tallies:
        if x.kind not in kinds:
            yield f"tally {x.name!r} is over {x.kind!r}, which is not a kind of cell."
    for x in t.contacts:
        if len(x.kinds) != 2 or not set(x.kinds) <= kinds:
            yield f"contact {x.name!r} is between {', '.join(map(repr, x.kinds))}; it needs two kinds of cell."
    if t.until and t.until not in {m.name for m in d.measures}:
        yield f"its runs end with {t.until!r}, which is not a measure."


def expression_faults(d: Declaration) -> Iterator[str]:
    """Yield expressions that a lattice cannot compute alike everywhere, or that look where nothing can be seen."""
    t, local, statistics = d.tissue, set(d.tissue.local), set(d.tissue.statistics)
    places = [(slot.where, slot.text) for slot in tissue_slots(d)]
    places += [(f"intermediate {x.name!r}", x.expression) for x in d.intermediates]
    places += [(f"modifier {x.name!r}", text) for x in d.modifiers for text in (x.expression, x.off)]
    places += [(f"output {x.name!r}", x.expression) for x in d.outputs]
    for where, text in places:
        for node in ast.walk(ast.parse(text.strip(), mode="eval")):
            if isinstance(node, ast.Call) and node.func.id not in r.EXACT:
                yield (
                    f"{where} ({text}) uses {node.func.id}, which two languages compute with different last digits; "
                    f"on a lattice use {', '.join(r.EXACT)}."
                )
    for o in d.outputs:
        if seen := inner_names(d, o.expression) & local:
            yield f"output {o.name!r} speaks of {sorted(seen)[0]!r}, which sites differ in; declare a tally of it."
    for slot in tissue_slots(d):
        if seen := inner_names(d, slot.text) & statistics:
            yield f"{slot.where} speaks of {sorted(seen)[0]!r}, which is counted for outputs only."
        if " treatment " in slot.where and (seen := inner_names(d, slot.text) & local):
            yield f"{slot.where} speaks of {sorted(seen)[0]!r}, which differs from site to site."
    time = dimension(d.time.unit)
    for m in t.memories:
        field = next(f for f in t.fields if f.name == m.fills)
        if not dimension(m.unit).agrees(dimension(field.unit).times(time)):
            unit = f"{field.unit} times {d.time.unit}"
            yield f"memory {m.name!r} is in {m.unit}, but a {d.time.unit} of {field.name!r} that fills it is in {unit}."
    for e in t.events:
        if e.does == "arrive" and inner_names(d, e.rate) & local:
            yield f"event {e.name!r} arrives at a rate that differs between sites; use names that the whole tissue has."
