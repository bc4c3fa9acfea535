"""Parameters, states, and the named expressions of a declaration in SBML."""

from __future__ import annotations

from evbook.declaration import records as r
from evbook.declaration.expressions import names_in
from evbook.declaration.statements import Budget
from evbook.declaration.units import dimension
from evbook.derive.sbml.annotation import SBO, cite, describe
from evbook.derive.sbml.export import Export
from evbook.derive.sbml.places import Amount, Quantity

ADDED = "Added by evbook to the published model"


def ours(record, **facts: str) -> dict[str, str]:
    return {"ev": "true", "claims": " ".join(getattr(record, "claims", ())), **facts}


def parameter(x: Export, p: r.Parameter) -> None:
    if p.ev and p.name not in _used(x):
        return
    made = x.parameter(p.name, p.meaning, float(x.values[p.name]), x.units.of(p.unit))
    if dimension(p.unit).agrees(dimension(f"1/({x.declaration.time.unit})")):
        made.setSBOTerm(SBO["rate constant"])
    told = (
        f"{p.meaning}.",
        f"Context: {p.context}." if p.context else "",
        f"{ADDED}; {p.grade}." if p.ev else f"{p.grade.capitalize()}.",
    )
    facts = {"unit": p.unit, "default": repr(float(p.value)), "low": repr(float(p.range[0])),
             "high": repr(float(p.range[1])), "grade": p.grade, "checked": p.checked, "source": p.source}  # fmt: skip
    describe(made, told, ours(p, **facts) if p.ev else facts)
    cite(made, p.source)


def state(x: Export, s: r.State) -> None:
    place, unit = x.places[s.name], x.units.of(s.unit)
    if isinstance(place, Quantity):
        made = x.parameter(s.name, s.meaning, None, unit)
    else:
        made = x.model.createSpecies()
        made.setId(s.name)
        made.setName(s.meaning)
        made.setCompartment(x.compartment(place))
        made.setSubstanceUnits(x.units.of_powers(place.substance))
        made.setHasOnlySubstanceUnits(isinstance(place, Amount))
        made.setBoundaryCondition(False)
        made.setConstant(False)
        made.setSBOTerm(SBO["species"])
        if conversion := x.per_extent(x.units.of_powers(place.substance)):
            made.setConversionFactor(conversion)
    describe(made, f"{s.meaning}.", {"unit": s.unit})
    start = x.model.createInitialAssignment()
    start.setSymbol(s.name)
    start.setMath(x.mathematics.read(s.initial, dimension(s.unit)))


def intermediate(x: Export, i: r.Intermediate) -> None:
    describe(x.rule(i, i.expression, dimension(i.unit)), f"{i.meaning}.", {"unit": i.unit})


def modifier(x: Export, m: r.Modifier) -> None:
    made = x.rule(m, m.expression if x.ev else m.off, dimension(m.unit))
    acting = f"{ADDED}; assumed." if x.ev else f"{ADDED}; here at its value without vesicles."
    describe(made, (f"{m.meaning}.", acting), ours(m, unit=m.unit, off=m.off, grade="assumed"))


def output(x: Export, o: r.Output) -> None:
    describe(x.rule(o, o.expression, dimension(o.unit)), f"{o.meaning}.", {"unit": o.unit})


def budget(x: Export, b: Budget) -> None:
    if x.ev:
        notes = (f"{b.meaning}.", f"Vesicle budget: known are {b.known[0]:g} to {b.known[1]:g} {b.unit}.")
        describe(x.rule(b, b.expression, dimension(b.unit)), notes, {"ev": "true", "unit": b.unit, "beyond": b.beyond})


def _used(x: Export) -> set[str]:
    """Names that what is written mentions, so that EV parameters nothing uses can be left out."""
    d = x.declaration
    acting = [p for p in d.processes if x.ev or not p.ev]
    texts = [s.initial for s in (*d.states, *d.switches)] + [i.expression for i in (*d.intermediates, *d.outputs)]
    texts += [m.expression if x.ev else m.off for m in d.modifiers]
    texts += [p.rate for p in acting]
    texts += [str(c) for p in acting for c in (*p.consumes.values(), *p.produces.values())]
    texts += [text for e in d.doses for text in (e.amount, e.start, e.every, e.count)]
    texts += [text for w in d.windows for text in (w.start, w.duration, w.every, w.count)]
    texts += [text for g in d.triggers for text in (g.crosses, *g.sets.values())]
    texts += [b.expression for b in d.budgets if x.ev]
    return set().union(*map(names_in, texts))
