"""Every place of a declaration that holds an expression: what it may name, and the unit it must have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evbook.declaration.units import ONE, Dimension, dimension
from evbook.declaration.whole import Declaration


@dataclass(frozen=True)
class Slot:
    """One expression: where it stands, its text, the names it may use, the unit it must have.

    ``unit`` is None where any unit will do.  Where ``literal`` is true a bare number is taken to be
    in the unit of its place: "1.2e8" as a level of T is in the unit of T.
    """

    where: str
    text: str
    known: frozenset[str]
    unit: Dimension | None
    literal: bool = False


def slots(d: Declaration) -> Iterator[Slot]:
    """Yield every expression of a declaration whose names and units exist."""
    constant = frozenset(p.name for p in d.parameters)
    moving = frozenset(x.name for x in d.named) | ({"t"} if d.kind == "dynamic" else frozenset())
    if d.tissue:
        from evbook.declaration.tissue_slots import tissue_slots

        moving |= {*d.tissue.counters, *d.tissue.statistics, *d.tissue.local}
        yield from tissue_slots(d)
    time = dimension(d.time.unit)
    series = {x.name: dimension(x.unit) for x in (*d.states, *d.outputs)}
    scaled = constant | {x.name for x in (*d.modifiers, *d.intermediates)}

    for p in d.parameters:
        if p.inactive_when:
            yield Slot(f"the condition under which parameter {p.name!r} is inactive", p.inactive_when, constant, ONE)
    for s in d.states:
        yield Slot(f"the initial value of state {s.name!r}", s.initial, scaled, dimension(s.unit), True)
    for s in d.switches:
        yield Slot(f"the initial value of switch {s.name!r}", s.initial, constant, dimension(s.unit), True)
    for i in d.intermediates:
        yield Slot(f"intermediate {i.name!r}", i.expression, moving, dimension(i.unit))
    for m in d.modifiers:
        yield Slot(f"modifier {m.name!r}", m.expression, moving, dimension(m.unit))
        yield Slot(f"the off value of modifier {m.name!r}", m.off, moving, dimension(m.unit))
    for o in d.outputs:
        yield Slot(f"output {o.name!r}", o.expression, moving, dimension(o.unit))
    for b in d.budgets:
        yield Slot(f"budget {b.name!r}", b.expression, constant, dimension(b.unit))
    yield from _processes(d, moving, constant, time)
    yield from _events(d, moving, constant, time)
    yield from _outcomes(d, constant, time, series)


def _processes(d, moving, constant, time) -> Iterator[Slot]:
    units = {s.name: dimension(s.unit) for s in d.states}
    for p in d.processes:
        changes = {**p.consumes, **p.produces}
        plain = [units[s] for s, c in changes.items() if s in units and not isinstance(c, str)]
        # A process with only named coefficients (a burst) is counted per time.
        unit = plain[0].per(time) if plain else ONE.times(time, -1)
        yield Slot(f"the rate of process {p.name!r}", p.rate, moving, unit)
        for state, coefficient in changes.items():
            if isinstance(coefficient, str) and state in units:
                per_event = units[state].times(unit.times(time), -1)
                where = f"the coefficient of {state!r} in process {p.name!r}"
                yield Slot(where, coefficient, constant, per_event, True)


def _events(d, moving, constant, time) -> Iterator[Slot]:
    targets = {x.name: dimension(x.unit) for x in (*d.states, *d.switches)}
    for dose in d.doses:
        yield Slot(f"the amount of dose {dose.name!r}", dose.amount, constant, targets.get(dose.state), True)
    for event, kind in [*((x, "dose") for x in d.doses), *((x, "window") for x in d.windows)]:
        fields = ("start", "every") if kind == "dose" else ("start", "every", "duration")
        for field in fields:
            yield Slot(f"the {field} of {kind} {event.name!r}", getattr(event, field), constant, time, True)
        yield Slot(f"the count of {kind} {event.name!r}", event.count, constant, ONE)
    for trigger in d.triggers:
        yield Slot(f"what trigger {trigger.name!r} watches", trigger.crosses, moving, None)
        for name, text in trigger.sets.items():
            yield Slot(f"what trigger {trigger.name!r} sets {name!r} to", text, moving, targets.get(name), True)


def _outcomes(d, constant, time, series) -> Iterator[Slot]:
    horizontal = dimension(d.axes[0].unit) if d.axes else time
    for m in d.measures:
        if m.level:
            yield Slot(f"the level of measure {m.name!r}", m.level, constant, series.get(m.of), True)
        if m.time:
            yield Slot(f"the time of measure {m.name!r}", m.time, constant, horizontal, True)
    measured = constant | {m.name for m in d.measures}
    for n, verdict in enumerate(d.verdicts, 1):
        yield Slot(f"the condition of verdict {n}", verdict.when, measured, ONE)
    for c in d.challenges:
        yield Slot(f"the goal of challenge {c.name!r}", c.goal, measured, ONE)
