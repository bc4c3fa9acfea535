"""What lets programs read a file that read less of SBML than may stand in it.

COPASI and libRoadRunner read all that we write.  PySCeS passes over initial assignments, takes no number with a unit,
and no event that could fire at time 0 or that waits for what others of its moment have done.  Nothing here changes
what a file means.
"""

from __future__ import annotations

import math

import libsbml

from evbook.derive.sbml.at_start import Start


def numbers_at_the_start(model: libsbml.Model) -> None:
    """Give everything that is assigned at the start the number that the assignment gives now.

    The assignments stay, and win; a program that passes over them finds the same numbers.
    """
    start = Start(model)
    for assignment in model.getListOfInitialAssignments():
        symbol = assignment.getSymbol()
        value = start.of(symbol)
        if not math.isfinite(value):
            continue
        element = model.getElementBySId(symbol)
        if isinstance(element, libsbml.Species):
            put = element.setInitialAmount if element.getHasOnlySubstanceUnits() else element.setInitialConcentration
        elif isinstance(element, libsbml.SpeciesReference):
            put = element.setStoichiometry
        else:
            put = element.setValue
        put(value)


def values_of_their_moment(model: libsbml.Model) -> None:
    """Let an event take its values from the moment it is triggered, where no other changes what it reads."""
    events = list(model.getListOfEvents())
    for event in events:
        read = set().union(*(_names(model, a.getMath()) for a in event.getListOfEventAssignments()))
        changed = {a.getVariable() for other in events if other is not event
                   for a in other.getListOfEventAssignments()}  # fmt: skip
        event.setUseValuesFromTriggerTime(not read & changed)


def _names(model: libsbml.Model, node: libsbml.ASTNode) -> set[str]:
    """What an expression names, also through assignment rules."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        waiting += [one.getChild(n) for n in range(one.getNumChildren())]
        if one.getType() == libsbml.AST_NAME and one.getName() not in found:
            found.add(one.getName())
            rule = model.getAssignmentRuleByVariable(one.getName())
            if rule is not None:
                waiting.append(rule.getMath())
    return found


def numbers_without_units(model: libsbml.Model) -> None:
    """Take the units of the numbers inside the mathematics away; those of everything with a name stay."""
    for element in model.getListOfAllElements():
        # What stands inside the mathematics' owner is owned by it: a copy is changed and put back.
        if getattr(element, "isSetMath", bool)():
            bare = element.getMath().deepCopy()
            _strip(bare)
            element.setMath(bare)


def _strip(node: libsbml.ASTNode) -> None:
    if node.isSetUnits():
        node.unsetUnits()
    for n in range(node.getNumChildren()):
        _strip(node.getChild(n))
