"""One SBML model in the making: what the mapping of each record writes to and asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields

import libsbml

from evbook.declaration import Declaration
from evbook.declaration.units import Dimension, dimension
from evbook.derive.sbml.annotation import SBO, describe
from evbook.derive.sbml.mathematics import Mathematics
from evbook.derive.sbml.places import Amount, Concentration, Quantity, place_of
from evbook.derive.sbml.units import Units
from evbook.derive.system import compile


class Export:
    """The SBML model, its units and compartments, and the system that it is written from."""

    def __init__(self, declaration: Declaration, values: Mapping[str, float], *, ev: bool):
        self.declaration, self.values, self.ev = declaration, values, ev
        self.document = libsbml.SBMLDocument(3, 2)
        self.model = self.document.createModel()
        self.units = Units(self.model)
        self.taken = {
            record.name for group in groups(declaration).values() for record in group if hasattr(record, "name")
        }
        self.system = compile(declaration, ev=ev)
        self.rates = dict(zip(self.system.processes, self.system.rates, strict=True))
        self.time = dimension(declaration.time.unit)
        # A window is 0 or 1, and has no unit; all else that an expression names has one.
        dimensions = {record.name: dimension(getattr(record, "unit", "1")) for record in declaration.named}
        pure = {p.name: values[p.name] for p in declaration.parameters if dimension(p.unit).bare}
        self.mathematics = Mathematics(self.units, {"t": self.time, **dimensions}, pure)
        self.places = {s.name: place_of(s.unit) for s in declaration.states}
        amounts = [place.substance for place in self.places.values() if not isinstance(place, Quantity)]
        counted = Counter(map(self.units.of_powers, amounts))
        #: SBML has one unit of extent for all reactions: here the commonest unit of substance.
        self.extent = counted.most_common(1)[0][0] if counted else self.units.of("cell")
        self.compartments: dict[tuple, str] = {}
        self.conversions: dict[str, str] = {}
        self.ones: dict[str, str] = {}

    def fresh(self, wanted: str) -> str:
        """An id that no record has: the wanted one, with a trailing underscore if need be."""
        while wanted in self.taken:
            wanted += "_"
        self.taken.add(wanted)
        return wanted

    def compartment(self, place: Amount | Concentration) -> str:
        """The compartment of a species: one without a size of its own, or one unit of space."""
        key = (place.dimensions, self.units.of_powers(place.size)) if isinstance(place, Concentration) else ()
        if key not in self.compartments:
            made = self.model.createCompartment()
            made.setSpatialDimensions(key[0] if key else 3)
            made.setSize(1)
            made.setConstant(True)
            made.setSBOTerm(SBO["compartment"])
            if key:
                made.setId(self.fresh(f"one_{key[1]}"))
                made.setName(f"one {key[1].replace('_', ' ')}")
                made.setUnits(key[1])
                describe(made, "The model speaks of concentrations; one unit of space stands for any.")
            else:
                made.setId(self.fresh("everywhere"))
                made.setName("where everything is")
                made.setUnits("dimensionless")
                describe(made, "The model speaks of amounts; the size of this compartment plays no part.")
            self.compartments[key] = made.getId()
        return self.compartments[key]

    def per_extent(self, unit: str) -> str | None:
        """The constant that is one of this unit of substance per unit of extent; None for the extent's own."""
        if unit == self.extent:
            return None
        if unit not in self.conversions:
            note = f"One {unit} per unit of extent: SBML has one unit of extent for all reactions."
            self.conversions[unit] = self.fresh(f"{unit}_per_extent")
            self.unity(self.conversions[unit], note, self.units.ratio(unit, self.extent))
        return self.conversions[unit]

    def one(self, unit: Dimension) -> str:
        """The constant that is one of this unit, which takes a number's unit away."""
        identifier = self.units.of_dimension(unit)
        if identifier not in self.ones:
            self.ones[identifier] = self.fresh(f"one_{identifier}")
            self.unity(self.ones[identifier], "One, to take a number's unit away.", identifier)
        return self.ones[identifier]

    def unity(self, identifier: str, note: str, unit: str) -> None:
        """A constant of value one that only units need."""
        describe(self.parameter(identifier, note.rstrip("."), 1.0, unit), note, {"bookkeeping": "true"})

    def parameter(self, identifier: str, meaning: str, value: float | None, unit: str) -> libsbml.Parameter:
        """A parameter; without a value it varies, and something else gives it one."""
        made = self.model.createParameter()
        made.setId(identifier)
        made.setName(meaning)
        made.setUnits(unit)
        made.setConstant(value is not None)
        if value is not None:
            made.setValue(value)
        made.setSBOTerm(SBO["parameter"])
        return made

    def rule(self, record, expression: str, unit: Dimension) -> libsbml.Parameter:
        """A parameter that an assignment rule defines."""
        declared = self.units.of(record.unit) if hasattr(record, "unit") else self.units.of_dimension(unit)
        made = self.parameter(record.name, record.meaning, None, declared)
        rule = self.model.createAssignmentRule()
        rule.setVariable(record.name)
        rule.setMath(self.mathematics.read(expression, unit))
        return made


def groups(d: Declaration) -> dict[str, tuple]:
    """The groups of records of a declaration, by the name of their field."""
    values = {field.name: getattr(d, field.name) for field in fields(d)}
    return {group: value for group, value in values.items() if isinstance(value, tuple)}
