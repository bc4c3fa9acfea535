"""The checks a declaration passes before it becomes anything.

Every refusal is a :class:`DeclarationError` whose sentence names the model, the record, the reason,
and what would be right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from evbook.declaration import records as r
from evbook.declaration import statements
from evbook.declaration.expressions import ExpressionError, names_in, parse
from evbook.declaration.scene_checks import scene_faults
from evbook.declaration.slots import slots
from evbook.declaration.tissue_checks import GROUPS as TISSUE_GROUPS
from evbook.declaration.tissue_checks import expression_faults, shape_faults
from evbook.declaration.tissue_slots import units_of
from evbook.declaration.units import Dimension, UnitError, dimension, dimension_of
from evbook.declaration.whole import Declaration

#: Names the grammar or the derived code keeps for itself.
RESERVED = {"pi", "where", "if", "else", "and", "or", "not", "lambda", "in", "is", "None", "True", "False"}
_PLACES = re.compile(r"{(\w+)(?::[^}]*)?}")


class DeclarationError(ValueError):
    """A declaration that contradicts itself, lacks a source, or mixes units."""


def check(declaration: Declaration) -> None:
    """Raise DeclarationError with one sentence for each fault; return None when there is none."""
    faults = list(faults_of(declaration))
    if faults:
        raise DeclarationError("\n".join(f"Model {declaration.id!r}: {fault}" for fault in faults))


def faults_of(declaration: Declaration) -> Iterator[str]:
    """Yield each fault as a sentence.  Names first: later checks need them to be sound."""
    first = [*_names(declaration), *_parameters(declaration), *_unit_names(declaration)]
    if declaration.tissue:
        first += shape_faults(declaration)
    if first:
        yield from first
        return
    second = [*_expressions(declaration)]
    if declaration.tissue and not second:
        second += expression_faults(declaration)
    if second:
        yield from second
        return
    yield from _dimensions(declaration)
    yield from _references(declaration)
    yield from scene_faults(declaration)


_GROUPS = (
    "states", "axes", "parameters", "intermediates", "modifiers", "processes", "windows", "switches", "triggers",
    "outputs", "measures", "budgets", "doses",
)  # fmt: skip


def _named(declaration: Declaration) -> Iterator[tuple[str, object]]:
    for group in _GROUPS:
        for record in getattr(declaration, group):
            yield group, record
    for group in TISSUE_GROUPS if declaration.tissue else ():
        for record in getattr(declaration.tissue, group):
            yield group, record


def _names(d: Declaration) -> Iterator[str]:
    if not re.fullmatch(r"[a-z][a-z0-9-]*", d.id):
        yield f"the id {d.id!r} is not lower case words joined by hyphens."
    if not d.states and not d.axes and not d.tissue:
        yield "it declares no state; a dynamic model needs one at least, a curve model an axis, one in space a tissue."
    if d.states and d.axes:
        yield "it declares both states and axes; a model is dynamic or a curve, not both."
    if d.axes and not (len(d.axes) <= 2 and d.outputs):
        yield "a curve model needs one or two axes and at least one output."
    seen: dict[str, str] = {}
    counted = d.tissue.derived_names if d.tissue else set()
    for group, record in _named(d):
        name = record.name
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
            yield f"{name!r} in {group} is not a name: use letters, digits and underscores."
        if name in RESERVED or name == "t":
            yield f"{name!r} in {group} is a reserved word; choose another name."
        if name in counted:
            yield f"{name!r} in {group} is counted on the lattice under that name; choose another one."
        if name in seen:
            yield f"{name!r} is declared twice, in {seen[name]} and in {group}."
        seen[name] = group
        if not record.meaning.strip():
            yield f"{name!r} in {group} has no meaning; say in a few words what it is."


def _parameters(d: Declaration) -> Iterator[str]:
    for p in d.parameters:
        low, high = p.range
        if not all(math.isfinite(float(x)) for x in (p.value, low, high)):
            yield f"parameter {p.name!r} has a value or range that is not finite."
            continue
        if not low <= p.value <= high:
            yield f"parameter {p.name!r} is {p.value:g} {p.unit}, outside its range {low:g} to {high:g}."
        if low >= high:
            yield f"parameter {p.name!r} has the empty range {low:g} to {high:g}."
        if p.scale not in ("linear", "log"):
            yield f"parameter {p.name!r} has the scale {p.scale!r}; it is linear or log."
        if p.scale == "log" and low <= 0:
            yield f"parameter {p.name!r} has a log scale, so its range must start above 0, not at {low:g}."
        if p.can_be_zero and p.scale != "log":
            yield f"parameter {p.name!r} has a linear scale, whose range says by itself whether it can be 0."
        if p.grade not in r.GRADES:
            yield f"parameter {p.name!r} has the grade {p.grade!r}; grades are {', '.join(r.GRADES)}."
        if p.checked not in r.CHECKED:
            yield f"parameter {p.name!r} has checked {p.checked!r}; it is one of {', '.join(r.CHECKED)}."
        if p.grade not in ("assumed", "constant") and not p.source.strip():
            yield f"parameter {p.name!r} is {p.grade} but has no source; give one or call it assumed."
        if (p.grade == "constant") != (p.checked == "by definition") or (p.grade == "constant" and p.source):
            grade = f"{p.grade}, checked {p.checked}"
            yield f"parameter {p.name!r} is {grade}: a constant holds by definition, with no source."
    if not d.base.source.strip():
        yield "its base has no source; every model stands on a published one."
    yield from _extent(d)


def _extent(d: Declaration) -> Iterator[str]:
    if d.base.extent not in r.EXTENTS:
        yield f"its base has the extent {d.base.extent!r}; it is {', '.join(r.EXTENTS)}."
    elif d.base.extent == "whole" and d.base.left_out:
        yield "its base is called the whole published model, yet something is left out; call it a part, or ours."
    elif d.base.extent != "whole" and not d.base.left_out:
        yield f"its base is called {d.base.extent!r}; say in left_out what is left out, or ours, and why."


def _unit_names(d: Declaration) -> Iterator[str]:
    for group, record in _named(d):
        if hasattr(record, "unit"):
            try:
                dimension(record.unit)
            except UnitError as error:
                yield f"{record.name!r} in {group}: {error}."
    try:
        dimension(d.time.unit)
    except UnitError as error:
        yield f"time: {error}."


def _expressions(d: Declaration) -> Iterator[str]:
    for slot in slots(d):
        try:
            parse(slot.text, slot.known)
        except ExpressionError as error:
            yield f"{slot.where}: {error}."
    yield from _circles(d)


def _circles(d: Declaration) -> Iterator[str]:
    uses = {}
    for record in (*d.intermediates, *d.modifiers):
        try:
            uses[record.name] = names_in(record.expression)
        except ExpressionError:
            return
    for name in uses:
        reached, frontier = set(), set(uses[name])
        while frontier:
            item = frontier.pop()
            if item in uses and item not in reached:
                reached.add(item)
                frontier |= uses[item]
        if name in reached:
            yield f"{name!r} is defined by way of itself; an intermediate cannot be its own input."


def _dimensions(d: Declaration) -> Iterator[str]:
    units = {"t": dimension(d.time.unit)}
    units |= {record.name: dimension(getattr(record, "unit", "1")) for record in (*d.named, *d.measures)}
    if d.tissue:
        units |= units_of(d)
    values = {p.name: p.value for p in d.parameters if dimension(p.unit).bare}
    for slot in slots(d):
        parsed = parse(slot.text, slot.known)
        try:
            found = dimension_of(parsed, units, values)
        except UnitError as error:
            yield f"{slot.where} ({slot.text}): {error}."
            continue
        literal = parsed.is_number and (slot.literal or parsed.is_zero)
        if slot.unit is not None and not literal and not found.agrees(slot.unit):
            yield f"{slot.where} ({slot.text}) is in {found.in_time(d.time.unit)}, but {slot.unit} was expected."
    yield from _mixed_processes(d)
    series = {x.name: dimension(x.unit) for x in (*d.states, *d.outputs)}
    horizontal = dimension(d.axes[0].unit if d.axes else d.time.unit)
    for m in d.measures:
        if m.of in series:
            yield from _measure_unit(m, series[m.of], horizontal)


def _mixed_processes(d: Declaration) -> Iterator[str]:
    units = {s.name: dimension(s.unit) for s in d.states}
    for p in d.processes:
        changes = [s for s, c in {**p.consumes, **p.produces}.items() if s in units and not isinstance(c, str)]
        other = [s for s in changes if not units[s].agrees(units[changes[0]])]
        if other:
            yield (
                f"process {p.name!r} changes {changes[0]!r} and {other[0]!r}, whose units differ: "
                "name the factor between them as a parameter and use it as the coefficient."
            )


def _measure_unit(m: r.Measure, series: Dimension, horizontal: Dimension) -> Iterator[str]:
    if m.take in ("first_above", "first_below", "stays_above", "where_max", "where_min"):
        expected = horizontal
    elif m.take == "area":
        expected = series.times(horizontal)
    else:
        expected = series
    if not dimension(m.unit).agrees(expected):
        yield f"measure {m.name!r} has the unit {m.unit!r}, but {m.take} of {m.of!r} is in {expected}."


def _references(d: Declaration) -> Iterator[str]:
    states = {s.name for s in d.states}
    parameters = {p.name: p for p in d.parameters}
    series = states | {o.name for o in d.outputs}
    measured = set(parameters) | {m.name for m in d.measures}
    for p in d.processes:
        unknown = (set(p.consumes) | set(p.produces)) - states
        if unknown:
            yield f"process {p.name!r} changes {sorted(unknown)[0]!r}, which is not a state."
        if not p.consumes and not p.produces:
            yield f"process {p.name!r} changes no state; name what it consumes or produces."
        if any(not isinstance(c, str) and c <= 0 for c in (*p.consumes.values(), *p.produces.values())):
            yield f"process {p.name!r} has a coefficient that is not above 0."
    for m in d.measures:
        if m.of not in series:
            yield f"measure {m.name!r} is taken of {m.of!r}, which is neither a state nor an output."
        takes = (*r.TAKES, *r.LOOKS) if d.tissue else r.TAKES
        if m.take not in takes:
            yield f"measure {m.name!r} takes {m.take!r}; it can take {', '.join(takes)}."
        if m.take in ("first_above", "first_below", *r.LOOKS) and not m.level:
            yield f"measure {m.name!r} needs a level to be {m.take.replace('first_', '')}."
        if m.take == "at" and not m.time:
            yield f"measure {m.name!r} needs a time."
    yield from _event_targets(d, states)
    settings = [(f"scenario {s.name!r}", s.values) for s in d.scenarios]
    settings += [(f"challenge {c.name!r}", {**c.start, **c.solution}) for c in d.challenges]
    yield from _challenges(d, parameters)
    yield from _arguments(d, parameters)
    settings += [(f"benchmark {b.name!r}", b.quantity.setting) for b in d.benchmarks]
    for where, values in settings:
        for name, value in values.items():
            if name not in parameters:
                yield f"{where} sets {name!r}, which is not a parameter."
            elif not where.startswith("benchmark"):
                low, high = parameters[name].range
                if not low <= value <= high:
                    yield f"{where} sets {name!r} to {value:g}, outside its range {low:g} to {high:g}."
    for n, verdict in enumerate(d.verdicts, 1):
        for place in _PLACES.findall(verdict.text):
            if place not in measured:
                yield f"verdict {n} speaks of {place!r}, which is neither a measure nor a parameter."
    for b in d.benchmarks:
        if b.kind not in statements.BENCHMARK_KINDS:
            yield f"benchmark {b.name!r} is of kind {b.kind!r}; kinds are {', '.join(statements.BENCHMARK_KINDS)}."
        if not b.source.strip():
            yield f"benchmark {b.name!r} has no source."
        if b.kind == "published":
            yield from _published(b)
    for name in d.shown:
        if name not in series:
            yield f"the first picture shows {name!r}, which is neither a state nor an output."
    grouped = [name for group in d.groups for name in group.states]
    for name in dict.fromkeys(grouped):
        if name not in states:
            yield f"a group of the diagram holds {name!r}, which is no state."
        elif grouped.count(name) > 1:
            yield f"the state {name!r} stands in {grouped.count(name)} groups of the diagram; it is drawn once."
    if d.phase and not {d.phase.x, d.phase.y} <= states:
        yield f"the phase plane of {d.phase.x!r} and {d.phase.y!r} needs two states."
    if d.phase and d.hidden:
        yield "a phase plane needs rates that no event changes, but it declares windows or switches."
    if d.across and d.across not in series:
        yield f"it is drawn across {d.across!r}, which is not an output."


def _arguments(d: Declaration, parameters: dict[str, r.Parameter]) -> Iterator[str]:
    measures = {m.name for m in d.measures}
    for a in d.arguments:
        where = f"the argument of {a.chapter}"
        if not a.claim:
            if a.facts or a.over or a.held or a.given:
                yield f"{where} claims nothing, so it is a question, and a question has no facts and no ranges."
            continue
        if not a.says.strip():
            yield f"{where} does not say its claim in words."
        known = set(parameters) | set(a.facts)
        conditions = [("claim", a.claim, known), *([("given", a.given, known)] if a.given else [])]
        for name, fact in a.facts.items():
            if name in parameters:
                yield f"{where} calls a fact {name!r}, which is a parameter; choose another name."
            if fact.runs < 1 or (fact.runs > 1 and d.tissue is None):
                yield f"{where} takes its fact {name!r} over {fact.runs} runs; only a model in space has more than one."
            if fact.of not in measures:
                conditions.append((f"fact {name}", fact.of, set(parameters)))
            for moved, value in fact.setting.items():
                if moved not in parameters:
                    yield f"{where} sets {moved!r} in its fact {name!r}, which is not a parameter."
                if isinstance(value, str):
                    conditions.append((f"fact {name}", value, set(parameters)))
        for what, text, names in conditions:
            try:
                parse(text, names)
            except ExpressionError as error:
                yield f"{where}, {what}: {error}."
        yield from _argument_ranges(a, where, parameters)


def _argument_ranges(a: statements.Argument, where: str, parameters: dict[str, r.Parameter]) -> Iterator[str]:
    for name, (low, high) in a.over.items():
        if name not in parameters:
            yield f"{where} goes over {name!r}, which is not a parameter."
        elif not parameters[name].range[0] <= low < high <= parameters[name].range[1]:
            yield f"{where} goes over {name!r} from {low:g} to {high:g}, which is no part of its range."
    for name, value in a.held.items():
        if name not in parameters:
            yield f"{where} holds {name!r}, which is not a parameter."
        elif not parameters[name].range[0] <= value <= parameters[name].range[1]:
            yield f"{where} holds {name!r} at {value:g}, outside its range."
    for name in sorted({p.name for p in parameters.values() if p.control} - set(a.over) - set(a.held)):
        yield f"{where} neither goes over {name!r} nor holds it, though a reader can move it."
    for name in sorted(set(a.over) & set(a.held)):
        yield f"{where} both goes over {name!r} and holds it."


def _published(b: statements.Benchmark) -> Iterator[str]:
    if b.checked == "not seen":
        yield f"benchmark {b.name!r} is called published, but its source was not seen."
    if b.quantity.ev and not b.of_vesicles:
        yield (
            f"benchmark {b.name!r} is called published and runs with vesicle terms; run it without, as its source "
            "did, or say in of_vesicles what of the source they stand for."
        )


def _challenges(d: Declaration, parameters: dict[str, r.Parameter]) -> Iterator[str]:
    for c in d.challenges:
        for name in c.fixed:
            if name not in parameters:
                yield f"challenge {c.name!r} holds {name!r}, which is not a parameter."
        for name in c.solution:
            if name in c.fixed:
                yield f"the solution of challenge {c.name!r} moves {name!r}, which the challenge holds."
            elif name in parameters and not parameters[name].control:
                yield f"the solution of challenge {c.name!r} moves {name!r}, which has no control."


def _event_targets(d: Declaration, states: set[str]) -> Iterator[str]:
    for dose in d.doses:
        if dose.state not in states:
            yield f"dose {dose.name!r} goes to {dose.state!r}, which is not a state."
    settable = states | {s.name for s in d.switches}
    for trigger in d.triggers:
        if trigger.direction not in ("up", "down", "either"):
            yield f"trigger {trigger.name!r} has the direction {trigger.direction!r}; it is up, down or either."
        for name in trigger.sets:
            if name not in settable:
                yield f"trigger {trigger.name!r} sets {name!r}, which is neither a state nor a switch."
