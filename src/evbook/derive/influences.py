"""What acts on what in a declaration: the states a rate depends on, and which way a vesicle term moves it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from evbook.declaration import Declaration, Modifier, Process, State
from evbook.declaration.expressions import names_in, parse


@dataclass(frozen=True)
class Mark:
    """A vesicle term on a process: ``effect`` is ``raises``, ``lowers`` or ``changes``, with vesicles at their most."""

    modifier: Modifier
    effect: str


def label(record) -> str:
    """What a record is called in a sentence."""
    return getattr(record, "label", "") or record.name.replace("_", " ")


def inside(words: str) -> str:
    """A label in the middle of a sentence: ``Tumour cells`` is lowered, ``TGF-β`` is not."""
    first, _, rest = words.partition(" ")
    lowered = first.lower() if len(first) > 2 and first[1:].islower() else first
    return f"{lowered} {rest}".strip()


def _opening(words: str) -> str:
    """A label at the start of a sentence."""
    return words[:1].upper() + words[1:]


def reached(d: Declaration, text: str) -> set[str]:
    """The names an expression uses, itself or through intermediates."""
    intermediates = {i.name: i.expression for i in d.intermediates}
    found, waiting = set(), [text]
    while waiting:
        for name in names_in(waiting.pop()) - found:
            found.add(name)
            if name in intermediates:
                waiting.append(intermediates[name])
    return found


def others(d: Declaration, process: Process) -> list[State]:
    """The states a process's rate depends on and that it neither consumes nor produces, in declared order."""
    own = {*process.consumes, *process.produces}
    used = reached(d, process.rate)
    return [s for s in d.states if s.name in used - own]


def marks(d: Declaration, process: Process) -> list[Mark]:
    """The modifiers that stand in a process's rate, itself or through intermediates, each with its effect."""
    used = reached(d, process.rate)
    return [Mark(m, _effect(d, process.rate, m)) for m in d.modifiers if m.name in used]


def initial_marks(d: Declaration, state: State) -> list[Mark]:
    """The modifiers that stand in a state's initial value, each with its effect."""
    used = reached(d, state.initial)
    return [Mark(m, _effect(d, state.initial, m)) for m in d.modifiers if m.name in used]


def signals(d: Declaration) -> list[tuple[Modifier, list[State]]]:
    """The modifiers that act only through other modifiers, with the states that make them."""
    direct = set().union(*(reached(d, p.rate) for p in d.processes), *(reached(d, s.initial) for s in d.states))
    used = set().union(*(names_in(m.expression) for m in d.modifiers), set())
    return [
        (m, [s for s in d.states if s.name in reached(d, m.expression)])
        for m in d.modifiers
        if m.name in used and m.name not in direct
    ]


def response(d: Declaration, process: Process, state: State) -> str:
    """Whether more of a state ``raises``, ``lowers`` or otherwise ``changes`` the rate of a process.

    The rate is read with the state at a tenth, a third and all of what its axis shows.
    """
    definitions = {i.name: i.expression for i in d.intermediates} | {m.name: m.expression for m in d.modifiers}
    rates = [_value(process.rate, d, definitions, {state.name: share * state.axis[1]}) for share in (0.1, 0.33, 1.0)]
    if not all(map(math.isfinite, rates)):
        return "changes"
    up = [later - sooner for sooner, later in pairwise(rates)]
    return "raises" if all(x > 0 for x in up) else "lowers" if all(x < 0 for x in up) else "changes"


def _effect(d: Declaration, text: str, modifier: Modifier) -> str:
    """Compare an expression with the modifier acting and off, where every vesicle parameter is at its greatest."""
    definitions = {i.name: i.expression for i in d.intermediates} | {m.name: m.expression for m in d.modifiers}
    with_ev = _value(text, d, definitions)
    without = _value(text, d, definitions | {modifier.name: modifier.off})
    if not (math.isfinite(with_ev) and math.isfinite(without)) or math.isclose(with_ev, without, rel_tol=1e-12):
        return "changes"
    return "raises" if with_ev > without else "lowers"


def _value(text: str, d: Declaration, definitions: Mapping[str, str], at: Mapping[str, float] = {}) -> float:
    given = {p.name: p.range[1] if p.ev else p.value for p in d.parameters} | {"t": 1.0}
    given |= {s.name: math.sqrt(s.axis[0] * s.axis[1]) or s.axis[1] for s in d.states}
    given |= at
    known: dict[str, float] = {}

    def of(name: str) -> float:
        if name not in known:
            known[name] = evaluated(definitions[name]) if name in definitions else float(given.get(name, 1.0))
        return known[name]

    def evaluated(expression: str) -> float:
        names = names_in(expression)
        read = parse(expression, names)
        return float(read.subs({symbol: of(symbol.name) for symbol in read.free_symbols}))

    try:
        return evaluated(text)
    except (TypeError, ZeroDivisionError):
        return math.nan


def in_words(d: Declaration) -> str:
    """The diagram as sentences, for those who do not see it."""
    called = {s.name: inside(label(s)) for s in d.states}
    said = [f"Diagram of {_listed([f'{called[s.name]} ({s.name})' for s in d.states])}."]
    for s in d.states:
        gains = [label(p) for p in d.processes if s.name in p.produces]
        gains += [f"dose ({inside(label(dose))})" for dose in d.doses if dose.state == s.name]
        losses = [label(p) for p in d.processes if s.name in p.consumes]
        parts = [f"come by {_listed(gains)}"] if gains else []
        parts += [f"are lost by {_listed(losses)}"] if losses else []
        if parts:
            said.append(f"{_opening(label(s))} {' and '.join(parts)}.")
    for p in d.processes:
        if depends := others(d, p):
            said.append(f"{_opening(label(p))} also depends on {_listed([called[s.name] for s in depends])}.")
    for m, states in signals(d):
        sources = f" comes from {_listed([called[s.name] for s in states])}" if states else " acts through other terms"
        said.append(f"Vesicle term: {label(m)}{sources}.")
    for p in d.processes:
        said += [f"Vesicle term: {label(mark.modifier)} {mark.effect} {label(p)}." for mark in marks(d, p)]
        if p.ev:
            said.append(f"{_opening(label(p))} is itself a vesicle process.")
    for s in d.states:
        for mark in initial_marks(d, s):
            said.append(f"Vesicle term: {label(mark.modifier)} {mark.effect} {called[s.name]} at the start.")
    return " ".join(said)


def _listed(words: list[str]) -> str:
    return " and ".join(([", ".join(words[:-1])] if len(words) > 1 else []) + words[-1:])
