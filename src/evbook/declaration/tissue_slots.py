"""The expressions of a tissue, and the units of the names that only a tissue has."""

from __future__ import annotations

from collections.abc import Iterator

from evbook.declaration.expressions import ExpressionError, names_in
from evbook.declaration.slots import Slot
from evbook.declaration.units import ONE, Dimension, dimension
from evbook.declaration.whole import Declaration


def units_of(d: Declaration) -> dict[str, Dimension]:
    """The unit of each name that the lattice brings: counts, treatments, statistics, and what a site has."""
    t, cell, time = d.tissue, dimension("cell"), dimension(d.time.unit)
    units = dict.fromkeys((*t.counters, *t.statistics), cell)
    units |= {"t": time} | {name: ONE for x in t.treatments for name in (x.name, f"{x.name}_cycles")}
    return units | {x.name: dimension(x.unit) for x in (*t.tallies, *t.contacts, *t.memories, *t.fields)}


def tissue_slots(d: Declaration) -> Iterator[Slot]:
    """Yield every expression of the lattice, with what it may name and the unit of its place."""
    t, time = d.tissue, dimension(d.time.unit)
    constant = frozenset(p.name for p in d.parameters)
    derived = frozenset(x.name for x in (*d.intermediates, *d.modifiers))
    looked = constant | derived | frozenset(t.counters)
    local = looked | frozenset(t.local)
    for name in ("width", "height", "layers", "neighbours", "stirred", "pushing"):
        yield Slot(f"the {name} of the lattice", getattr(t.lattice, name), constant, ONE)
    yield Slot("the step of the lattice", t.lattice.step, constant, time, True)
    yield Slot("the size of a site", t.lattice.site, constant, dimension("micrometer"))
    for n, x in enumerate(t.placings, 1):
        yield Slot(f"the count of placing {n}", x.count, constant, dimension("cell"), True)
        if x.gathered:
            yield Slot(f"the condition on which placing {n} is gathered", x.gathered, constant, ONE)
    for e in t.events:
        unit = dimension("cell").per(time) if e.does == "arrive" else ONE.times(time, -1)
        yield Slot(f"the rate of event {e.name!r}", e.rate, local, unit)
        yield Slot(f"the chance of death in event {e.name!r}", e.dies, local, ONE)
        if e.when:
            yield Slot(f"the condition of event {e.name!r}", e.when, constant, ONE)
    for f in t.fields:
        for kind, text in f.source.items():
            yield Slot(f"what {kind!r} sheds into field {f.name!r}", text, looked, dimension(f.unit))
        yield Slot(f"the reach of field {f.name!r}", f.reach, constant | derived, dimension("micrometer"))
        yield Slot(f"the time in which field {f.name!r} settles", f.settles, constant, time, True)
        if f.spread:
            yield Slot(f"the condition on which field {f.name!r} is spread evenly", f.spread, constant, ONE)
    for m in t.memories:
        yield Slot(f"the half-life of memory {m.name!r}", m.half_life, constant, time)
        yield Slot(f"the share that memory {m.name!r} leaves a daughter", m.at_division, constant, ONE)
    for x in t.treatments:
        yield Slot(f"the start of treatment {x.name!r}", x.begins, constant, ONE)
        for name in ("stops", "resumes"):
            yield Slot(f"the condition that {name} treatment {x.name!r}", getattr(x, name), looked, ONE)
        for name in ("on_for", "off_for"):
            yield Slot(f"the {name} of treatment {x.name!r}", getattr(x, name), constant, time, True)
    for x in t.tallies:
        yield Slot(f"tally {x.name!r}", x.of, local, dimension(x.unit))


def inner_names(d: Declaration, text: str) -> set[str]:
    """The names that an expression uses, through intermediates and modifiers too.  Unreadable ones use none."""
    inside = {x.name: (x.expression, *([x.off] if hasattr(x, "off") else [])) for x in (*d.intermediates, *d.modifiers)}
    found, open_names = set(), [text]
    while open_names:
        try:
            used = names_in(open_names.pop())
        except ExpressionError:
            continue
        open_names += [part for name in used - found if name in inside for part in inside[name]]
        found |= used
    return found
