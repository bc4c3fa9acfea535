"""What cells do on a lattice as mathematics: a line an event, a field and a memory."""

from __future__ import annotations

from collections.abc import Callable

from evbook.declaration import Declaration, Event
from evbook.declaration.expressions import symbol


def tissue_names(d: Declaration, name: Callable) -> dict:
    """LaTeX of the names that only a tissue has; empty for other models."""
    if d.tissue is None:
        return {}
    t = d.tissue
    counted = (*t.kinds, *t.memories, *t.fields, *t.treatments, *t.tallies, *t.contacts)
    names = {symbol(x.name): name(x) for x in counted}
    names |= {symbol(f"{k.name}_0"): f"{name(k)}(0)" for k in t.kinds}
    names |= {symbol(f"mixed_{k.name}"): rf"\bar{{{name(k)}}}" for k in t.kinds}
    names |= {symbol(f"{x.name}_cycles"): rf"n_{{{name(x)}}}" for x in t.treatments}
    return names | {symbol("cells"): "N", symbol("cells_0"): "N(0)", symbol("mixed_cells"): r"\bar{N}"}


def tissue_lines(d: Declaration, ev: bool, name: Callable, written: Callable, marked: Callable) -> list[str]:
    """The lines of an ``aligned`` block: what each event makes of a cell and its rate, then fields and memories."""
    t, lines = d.tissue, []
    kinds = {k.name: name(k) for k in t.kinds}
    for e in t.events:
        if e.ev and not ev:
            continue
        rate = written(e.rate, e.ev)
        lines.append(rf"{_change(e, kinds)} &:\quad {marked(rate) if e.ev else rate}")
        if e.dies != "0":
            lines.append(rf"\text{{in its place }} {kinds[e.kind]} \to \emptyset &:\quad {written(e.dies, e.ev)}")
    for f in t.fields:
        if ev or not f.ev:
            shed = " + ".join(rf"{written(text, True)}\,[{kinds[kind]}]" for kind, text in f.source.items())
            reach = written(f.reach, True)
            lines.append(rf"{name(f)} - \left({reach}\right)^{{2}} \nabla^{{2}} {name(f)} &= {shed}")
    for m in t.memories:
        if ev or not m.ev:
            field = name(next(f for f in t.fields if f.name == m.fills))
            loss = rf"\frac{{\ln 2}}{{{written(m.half_life, True)}}}\,{name(m)}"
            lines.append(rf"\frac{{d{name(m)}}}{{dt}} &= {field} - {loss}")
    return lines


def _change(e: Event, kinds: dict[str, str]) -> str:
    """What an event makes of a cell, where there is room or a neighbour for it."""
    cell, other = kinds[e.kind], kinds.get(e.to, "")
    return {
        "divide": rf"{cell} \to 2\,{cell}",
        "die": rf"{cell} \to \emptyset",
        "become": rf"{cell} \to {other}",
        "move": rf"{cell}\,\circ \to \circ\,{cell}",
        "kill": rf"{cell} + {other} \to {kinds.get(e.after, cell)}",
        "arrive": rf"\emptyset \to {cell}",
    }[e.does]
