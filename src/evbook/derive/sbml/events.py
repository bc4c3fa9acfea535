"""Events of a declaration in SBML: one function a kind.

What repeats keeps its own account, the time it is next due and how often it has been, so that a file
stays editable: change ``every`` or ``count`` in it and the schedule follows.

Priorities say what happens first at one moment: windows, then doses, then triggers, each in declared order
(:mod:`evbook.simulation.triggers`).  All are persistent but the ends of windows.

What is given at time 0 is part of the start: the initial assignments hold it, under a condition where parameters
decide when it is given (a dose by a name of its own, ``…_at_start``).  So no dose or session is due at time 0, whatever
a file's numbers become, and that its trigger held before the start, which lets PySCeS read the file, is true at every
setting.  Only where there are triggers, which must see what doses change at time 0, are they events like all others.
"""

from __future__ import annotations

from collections.abc import Sequence

import libsbml

from evbook.declaration import records as r
from evbook.declaration.expressions import names_in
from evbook.declaration.units import ONE, Dimension, dimension
from evbook.derive.numpy import of_parameters
from evbook.derive.sbml import NotInSbml
from evbook.derive.sbml.annotation import describe
from evbook.derive.sbml.export import Export
from evbook.derive.sbml.mathematics import name, node, number

AND = libsbml.AST_LOGICAL_AND
LESS = libsbml.AST_RELATIONAL_LT
AT_LEAST = libsbml.AST_RELATIONAL_GEQ
AT_MOST = libsbml.AST_RELATIONAL_LEQ
PLUS = libsbml.AST_PLUS
#: Events that a schedule of its own may take up in a file, as in the browser.
MOST_MOMENTS = 1000


def dose(x: Export, d: r.Dose) -> None:
    """A bolus: when it is due, the state rises and the next one is due ``every`` later."""
    if _value(x, d.every) == 0 and _value(x, d.count) > 1:
        raise NotInSbml(
            f"{x.declaration.id}: dose {d.name!r} is given {_value(x, d.count):g} times at one moment; "
            "give it once, and more of it."
        )
    due, given = _account(x, d)
    unit = dimension(x.declaration.record(d.state).unit)
    if not x.declaration.triggers and (names_in(d.start) or _value(x, d.start) == 0):
        at_once = x.fresh(f"{d.name}_at_start")
        held(x, at_once, f"given at time 0: {d.meaning}", "0", unit, bookkeeping=True)
        _at_the_start(x, d, at_once, x.mathematics.read(d.amount, unit), unit, if_any=(d.count,))
        start = x.model.getInitialAssignmentBySymbol(d.state)
        start.setMath(node(PLUS, start.getMath().deepCopy(), name(at_once)))
    event = _event(x, d.name, d.meaning, _is_due(x, d, due, given), _first(x, d), before=not x.declaration.triggers)
    _sets(event, d.state, node(PLUS, name(d.state), x.mathematics.read(d.amount, unit)))
    _next(x, d, event, due, given)
    describe(event, f"{d.meaning}.")


def window(x: Export, w: r.Window) -> None:
    """A name that is 1 while on: one event turns it on, another turns it off.

    A session that begins as another ends puts the end off, and so joins them.
    """
    held(x, w.name, w.meaning, "0", ONE)
    due, given = _account(x, w)
    off = x.fresh(f"{w.name}_off")
    held(x, off, f"time at which it ends: {w.meaning}", w.start, x.time, bookkeeping=True)
    _at_the_start(x, w, w.name, number(1), ONE, if_any=(w.count, w.duration))
    _at_the_start(x, w, off, x.mathematics.read(w.duration, x.time), x.time)
    early = not x.declaration.triggers
    due_now = _is_due(x, w, due, given)
    starts = _event(x, x.fresh(f"{w.name}_starts"), f"start: {w.meaning}", due_now, _first(x, w), before=early)
    _sets(starts, w.name, number(1))
    _sets(starts, off, node(PLUS, name(due), x.mathematics.read(w.duration, x.time)))
    _next(x, w, starts, due, given)
    over = node(AND, node(AT_LEAST, name("t"), name(off)), node(LESS, number(0), name(w.name)))
    # Not persistent: a session that starts at this very moment takes the end back.
    ends = _event(x, x.fresh(f"{w.name}_ends"), f"end: {w.meaning}", over, _first(x, w), before=early, persistent=False)
    _sets(ends, w.name, number(0))


def closed_window(x: Export, w: r.Window) -> None:
    """A window that nothing of its declaration opens."""
    held(x, w.name, w.meaning, "0", ONE)


def left_out(x: Export, d: r.Dose) -> None:
    """A dose in whose place a schedule of its own is given."""


def given(x: Export, moments: Sequence[tuple[float, str, float]]) -> None:
    """A schedule of its own, an event a moment: a state rises by an amount, a window opens (1) or closes (-1).

    Raises NotInSbml for more than :data:`MOST_MOMENTS`.
    """
    if len(moments) > MOST_MOMENTS:
        raise NotInSbml(
            f"{x.declaration.id}: the schedule has {len(moments)} doses and sessions, and a file takes at most "
            f"{MOST_MOMENTS}."
        )
    windows = {w.name for w in x.declaration.windows}
    for n, (time, target, amount) in enumerate(moments):
        unit = ONE if target in windows else dimension(x.declaration.record(target).unit)
        more = number(float(amount), x.units.of_dimension(unit))
        if time == 0 and not x.declaration.triggers:
            start = x.model.getInitialAssignmentBySymbol(target)
            start.setMath(node(PLUS, start.getMath().deepCopy(), more))
            continue
        due = node(AT_LEAST, name("t"), number(float(time), x.units.of_dimension(x.time)))
        first = len(x.declaration.triggers) + len(moments) - n
        event = _event(x, x.fresh(f"own_schedule_{n}"), "given by a schedule of its own", due, first, before=time > 0)
        _sets(event, target, number(int(amount > 0)) if target in windows else node(PLUS, name(target), more))


def switch(x: Export, s: r.Switch) -> None:
    """A parameter that stays as it is until a trigger sets it."""
    held(x, s.name, s.meaning, s.initial, dimension(s.unit))


def trigger(x: Export, g: r.Trigger) -> None:
    """An event for each direction in which ``crosses`` may pass zero: at zero the comparison holds."""
    passed = {"up": (AT_LEAST,), "down": (AT_MOST,), "either": (AT_LEAST, AT_MOST)}[g.direction]
    fired = x.fresh(f"{g.name}_fired") if g.once else None
    if fired:
        held(x, fired, f"1 when it has fired: {g.meaning}", "0", ONE, bookkeeping=True)
    targets = {record.name: dimension(record.unit) for record in (*x.declaration.states, *x.declaration.switches)}
    for number_of, comparison in enumerate(passed):
        zero = number(0, x.units.of_dimension(x.mathematics.dimension(g.crosses)))
        condition = node(comparison, x.mathematics.read(g.crosses, x.mathematics.dimension(g.crosses)), zero)
        if fired:
            condition = node(AND, condition, node(LESS, name(fired), number(1)))
        identifier = g.name if number_of == 0 else x.fresh(f"{g.name}_down")
        event = _event(x, identifier, g.meaning, condition, _first(x, g), before=g.initial_value or len(passed) > 1)
        for target, text in g.sets.items():
            _sets(event, target, x.mathematics.read(text, targets[target]))
        if fired:
            _sets(event, fired, number(1))
        describe(event, f"{g.meaning}.")


def held(x: Export, identifier: str, meaning: str, start: str, unit: Dimension, *, bookkeeping: bool = False) -> None:
    """A parameter that only events change."""
    made = x.parameter(identifier, meaning, None, x.units.of_dimension(unit))
    describe(made, f"{meaning}.", {"bookkeeping": "true" if bookkeeping else ""})
    initial = x.model.createInitialAssignment()
    initial.setSymbol(identifier)
    initial.setMath(x.mathematics.read(start, unit))


def _value(x: Export, text: str) -> float:
    return float(of_parameters(x.declaration, text)(x.values))


def _account(x: Export, record: r.Dose | r.Window) -> tuple[str, str]:
    """The two parameters that say when a repeated event is due and how often it has been."""
    if _value(x, record.start) < 0:
        raise NotInSbml(f"{x.declaration.id}: {record.name!r} starts before time 0, which SBML cannot schedule.")
    due, given = x.fresh(f"{record.name}_due"), x.fresh(f"{record.name}_given")
    held(x, due, f"time at which it is next due: {record.meaning}", record.start, x.time, bookkeeping=True)
    held(x, given, f"how often it has been: {record.meaning}", "0", ONE, bookkeeping=True)
    _at_the_start(x, record, due, x.mathematics.read(record.every, x.time), x.time)
    _at_the_start(x, record, given, number(1), ONE)
    return due, given


def _at_the_start(x: Export, record: r.Dose | r.Window, symbol: str, more: libsbml.ASTNode, unit: Dimension, *,
                  if_any: tuple[str, ...] = ()) -> None:  # fmt: skip
    """Let an element begin with ``more`` where the first dose or session is due at time 0.

    ``if_any`` are expressions that must be above 0 for it to happen at all.
    """
    if x.declaration.triggers:
        return
    conditions = []
    for text, comparison in ((record.start, AT_MOST), *((text, libsbml.AST_RELATIONAL_GT) for text in if_any)):
        if names_in(text):
            of = x.mathematics.dimension(text)
            conditions.append(node(comparison, x.mathematics.read(text, of), number(0, x.units.of_dimension(of))))
        elif (_value(x, text) > 0) == (comparison == AT_MOST):
            return
    if conditions:
        when = conditions[0] if len(conditions) == 1 else node(AND, *conditions)
        more = node(libsbml.AST_FUNCTION_PIECEWISE, more, when, number(0, x.units.of_dimension(unit)))
    assignment = x.model.getInitialAssignmentBySymbol(symbol)
    assignment.setMath(node(PLUS, assignment.getMath().deepCopy(), more))


def _is_due(x: Export, record: r.Dose | r.Window, due: str, given: str) -> libsbml.ASTNode:
    left = node(LESS, name(given), x.mathematics.read(record.count))
    return node(AND, node(AT_LEAST, name("t"), name(due)), left)


def _next(x: Export, record: r.Dose | r.Window, event: libsbml.Event, due: str, given: str) -> None:
    _sets(event, due, node(PLUS, name(due), x.mathematics.read(record.every, x.time)))
    _sets(event, given, node(PLUS, name(given), number(1)))


def _first(x: Export, record: r.Dose | r.Window | r.Trigger) -> int:
    """The priority: the greater, the earlier among what happens at one moment."""
    d = x.declaration
    last_to_first = (*reversed(d.triggers), *reversed(d.doses), *reversed(d.windows))
    return 1 + last_to_first.index(record)


def _event(x: Export, identifier: str, meaning: str, condition: libsbml.ASTNode, priority: int, *,
           before: bool = False, persistent: bool = True) -> libsbml.Event:  # fmt: skip
    """An event; ``before`` is what its condition is taken to have been before the start."""
    event = x.model.createEvent()
    event.setId(identifier)
    event.setName(meaning)
    # Events of one moment add up only if each sees what the others have done.
    event.setUseValuesFromTriggerTime(False)
    trigger = event.createTrigger()
    trigger.setInitialValue(before)
    trigger.setPersistent(persistent)
    trigger.setMath(condition)
    event.createPriority().setMath(number(priority))
    return event


def _sets(event: libsbml.Event, variable: str, value: libsbml.ASTNode) -> None:
    assignment = event.createEventAssignment()
    assignment.setVariable(variable)
    assignment.setMath(value)
