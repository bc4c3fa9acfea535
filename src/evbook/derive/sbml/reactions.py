"""Processes as reactions, or as rate rules of the states that cannot be species."""

from __future__ import annotations

import libsbml
import sympy

from evbook.declaration import records as r
from evbook.declaration.expressions import names_in, symbol
from evbook.declaration.units import dimension
from evbook.derive.sbml.annotation import SBO, describe
from evbook.derive.sbml.export import Export
from evbook.derive.sbml.mathematics import name, node
from evbook.derive.sbml.places import Amount, Concentration, Quantity
from evbook.derive.sbml.quantities import ADDED, ours
from evbook.derive.sbml.units import Powers, powers_of


def process(x: Export, p: r.Process) -> None:
    """A reaction; or, when it changes no species, its rate as an assignment rule."""
    if p.ev and not x.ev:
        return
    notes, facts = (f"{p.meaning}.",), {}
    if p.ev:
        notes, facts = (*notes, f"{ADDED}; assumed."), ours(p, grade="assumed")
    changed = list(dict.fromkeys((*p.consumes, *p.produces)))
    species = [s for s in changed if not isinstance(x.places[s], Quantity)]
    if species:
        made = _reaction(x, p, species)
    else:
        x.units.of_powers(_per_time(x, powers_of(x.declaration.record(changed[0]).unit)))
        made = x.rule(p, p.rate, x.mathematics.dimension(p.rate))
        made.setSBOTerm(SBO["flux"])
    describe(made, notes, facts)


def _per_time(x: Export, powers: Powers) -> Powers:
    """A unit per unit of time, by the names it was declared with."""
    total = dict(powers)
    for unit, power in powers_of(x.declaration.time.unit).items():
        total[unit] = total.get(unit, 0.0) - power
    return {unit: power for unit, power in total.items() if power}


def _reaction(x: Export, p: r.Process, species: list[str]) -> libsbml.Reaction:
    made = x.model.createReaction()
    made.setId(p.name)
    made.setName(p.meaning)
    made.setReversible(not _one_way(x, p))
    made.setSBOTerm(SBO["process"])
    for changes, create, role in (
        (p.consumes, made.createReactant, "reactant"),
        (p.produces, made.createProduct, "product"),
    ):
        for state, coefficient in changes.items():
            if state in species:
                _participant(x, p, create(), state, coefficient).setSBOTerm(SBO[role])
    seen = {s.name for s in x.rates[p.name].free_symbols} | names_in(p.rate)
    for state in x.declaration.states:
        catalyst = state.name in seen and state.name not in species
        if catalyst and not isinstance(x.places[state.name], Quantity):
            modifier = made.createModifier()
            modifier.setSpecies(state.name)
            modifier.setSBOTerm(SBO["modifier"])
    kinetics = made.createKineticLaw()
    kinetics.setMath(_law(x, p))
    kinetics.setSBOTerm(SBO[_rate_law(x, p)])
    return made


def _participant(
    x: Export, p: r.Process, participant: libsbml.SpeciesReference, state: str, coefficient: float | str
) -> libsbml.SpeciesReference:
    """A species and its stoichiometry; one that is an expression is assigned at the start."""
    participant.setSpecies(state)
    participant.setConstant(True)
    if not isinstance(coefficient, str):
        participant.setStoichiometry(coefficient)
        return participant
    participant.setId(x.fresh(f"{p.name}_{state}"))
    amount, unit = x.mathematics.read(coefficient), x.mathematics.dimension(coefficient)
    if not unit.bare:
        # To SBML a stoichiometry is a pure number, also where it is the vesicles of one burst.
        amount = node(libsbml.AST_DIVIDE, amount, name(x.one(unit)))
    start = x.model.createInitialAssignment()
    start.setSymbol(participant.getId())
    start.setMath(amount)
    return participant


def _law(x: Export, p: r.Process) -> libsbml.ASTNode:
    """The rate as written, turned from the unit it is declared in into extent per time.

    A rate is declared in the unit of the first state that it changes by a plain number; one that
    changes states by named coefficients only is counted, as events per time.
    """
    law = x.mathematics.read(p.rate, x.mathematics.dimension(p.rate))
    plain = [state for state, c in {**p.consumes, **p.produces}.items() if not isinstance(c, str)]
    place = x.places[plain[0]] if plain else Amount({})
    if isinstance(place, Quantity):
        unit = x.units.of(x.declaration.record(plain[0]).unit)
    else:
        unit = x.units.of_powers(place.substance)
    if isinstance(place, Concentration):
        law = node(libsbml.AST_TIMES, name(x.compartment(place)), law)
    conversion = x.per_extent(unit)
    return node(libsbml.AST_DIVIDE, law, name(conversion)) if conversion else law


def _one_way(x: Export, p: r.Process) -> bool:
    """True when no setting above zero makes the rate negative."""
    positive = {s: sympy.Symbol(s.name, positive=True) for s in x.rates[p.name].free_symbols}
    return x.rates[p.name].xreplace(positive).is_nonnegative is True


def _rate_law(x: Export, p: r.Process) -> str:
    """``order n`` for a constant times n states, counted with their powers; else ``rate law``."""
    rate, states = x.rates[p.name], x.system.states
    if symbol("t") in rate.free_symbols or not rate.is_polynomial(*states):
        return "rate law"
    terms = sympy.Poly(rate, *states).terms()
    order = sum(terms[0][0])
    return f"order {order}" if len(terms) == 1 and order <= 2 else "rate law"


def rates_of_quantities(x: Export) -> None:
    """The rate rules of states that cannot be species, from the processes that change them."""
    acting = [p for p in x.declaration.processes if x.ev or not p.ev]
    for s in x.declaration.states:
        if not isinstance(x.places[s.name], Quantity):
            continue
        rule = x.model.createRateRule()
        rule.setVariable(s.name)
        terms = [term for p in acting for term in _terms(x, p, s.name)]
        rule.setMath(x.mathematics.read(" ".join(terms).removeprefix("+ ") or "0", dimension(s.unit).times(x.time, -1)))


def _terms(x: Export, p: r.Process, state: str) -> list[str]:
    """What a process adds to a rate rule, with its sign: by its name, or its rate where it is a reaction."""
    if all(isinstance(x.places[s], Quantity) for s in (*p.consumes, *p.produces)):
        x.mathematics.dimensions[p.name] = x.mathematics.dimension(p.rate)
        rate = p.name
    else:
        rate = f"({p.rate})"
    changes = [(sign, side[state]) for sign, side in (("-", p.consumes), ("+", p.produces)) if state in side]
    return [f"{sign} {rate}" if c == 1 else f"{sign} ({c}) * {rate}" for sign, c in changes]
