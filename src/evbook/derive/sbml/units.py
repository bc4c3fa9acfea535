"""Units of a declaration as SBML unit definitions.

SBML knows the SI units, the litre and the ``item``.  Cells, vesicles and molecules are dimensions of
their own in a declaration; here each is one ``item``, so a unit such as vesicles per cell is a pure
number.  A nominal unit is a pure number too.  Since this maps products to products, a declaration
whose units agree gives a file whose units agree.
"""

from __future__ import annotations

from collections.abc import Mapping

import libsbml

from evbook.declaration.units import ONE, Dimension, dimension, registry
from evbook.derive.sbml import NotInSbml
from evbook.derive.sbml.annotation import describe

#: Base units of the declarations to SBML's.
BASE = {
    "meter": libsbml.UNIT_KIND_METRE,
    "kilogram": libsbml.UNIT_KIND_KILOGRAM,
    "second": libsbml.UNIT_KIND_SECOND,
    "mole": libsbml.UNIT_KIND_MOLE,
    "kelvin": libsbml.UNIT_KIND_KELVIN,
    "ampere": libsbml.UNIT_KIND_AMPERE,
    "candela": libsbml.UNIT_KIND_CANDELA,
    "cell": libsbml.UNIT_KIND_ITEM,
    "vesicle": libsbml.UNIT_KIND_ITEM,
    "molecule": libsbml.UNIT_KIND_ITEM,
    "nominal": libsbml.UNIT_KIND_DIMENSIONLESS,
}
#: What a declaration counts.
COUNTED = ("cell", "vesicle", "molecule")
#: Units that SBML has beside the base units; any prefix becomes the multiplier.
OWN = {
    "liter": libsbml.UNIT_KIND_LITRE,
    "gram": libsbml.UNIT_KIND_GRAM,
    "mole": libsbml.UNIT_KIND_MOLE,
    "meter": libsbml.UNIT_KIND_METRE,
    "second": libsbml.UNIT_KIND_SECOND,
}
PURE = libsbml.UNIT_KIND_DIMENSIONLESS
Powers = Mapping[str, float]
#: A unit of SBML, its exponent and its multiplier: (multiplier × unit)^exponent.
Kind = tuple[int, float, float]


def powers_of(unit: str) -> dict[str, float]:
    """The named units that a unit is a product of, with their powers: ``{"cell": -1, "day": -1}``.

    A molar, of whatever prefix, is taken apart into moles and litres, which SBML has.
    """
    powers: dict[str, float] = {}
    if unit.strip() in ("", "1", "dimensionless"):
        return powers
    for name, power in registry().Quantity(1.0, unit).unit_items():
        name = str(name)
        for part, exponent in {name[:-5] + "mole": 1, "liter": -1}.items() if name.endswith("molar") else [(name, 1)]:
            powers[part] = powers.get(part, 0.0) + exponent * float(power)
    return {name: power for name, power in powers.items() if power}


def sbml_dimension(powers: Powers) -> dict[str, float]:
    """The base units that SBML sees: counted things are one kind, nominal units are none."""
    total: dict[str, float] = {}
    for name, power in powers.items():
        base = {"item": 1.0} if name in COUNTED else {} if name == "nominal" else dict(dimension(name).powers)
        for kind, exponent in base.items():
            kind = "item" if kind in COUNTED else kind
            total[kind] = total.get(kind, 0.0) + exponent * power
    return {kind: exponent for kind, exponent in total.items() if abs(exponent) > 1e-9 and kind != "nominal"}


class Units:
    """The unit definitions of one SBML model, made when they are first asked for."""

    def __init__(self, model: libsbml.Model):
        self.model = model
        self.made: dict[str, Dimension] = {"dimensionless": ONE}

    def of(self, unit: str) -> str:
        """Return the id of the definition of a declared unit."""
        return self.of_powers(powers_of(unit))

    def of_powers(self, powers: Powers) -> str:
        """Return the id of the definition of a product of named units."""
        name = _name(powers)
        if name not in self.made:
            reduced = ONE
            for unit, power in powers.items():
                reduced = reduced.times(dimension(unit), power)
            self.made[name] = reduced
            # A metre, a litre or a newton is a unit of SBML's own, and may not be defined again.
            if libsbml.UnitKind_forName(name) == libsbml.UNIT_KIND_INVALID:
                self._define(name, powers)
        return name

    def of_dimension(self, wanted: Dimension) -> str:
        """Return the id of a definition of this dimension, one already made if there is one."""
        for name, made in self.made.items():
            if made.agrees(wanted):
                return name
        # A unit that nothing in the model is declared in, such as that of a product.
        name = f"unit_{len(self.made)}"
        self.made[name] = wanted
        self._add(name, _base_kinds(wanted))
        return name

    def ratio(self, above: str, below: str) -> str:
        """Return the id of the definition of one unit per another, both given by id."""
        name = f"{above}_per_{below}" if above != "dimensionless" else f"per_{below}"
        if self.model.getUnitDefinition(name) is None:
            self._add(
                name, self._kinds_of(above) + [(kind, -power, size) for kind, power, size in self._kinds_of(below)]
            )
        return name

    def _kinds_of(self, unit: str) -> list[Kind]:
        definition = self.model.getUnitDefinition(unit)
        if definition is None:
            return [(libsbml.UnitKind_forName(unit), 1.0, 1.0)]
        parts = [definition.getUnit(n) for n in range(definition.getNumUnits())]
        return [(part.getKind(), part.getExponentAsDouble(), part.getMultiplier()) for part in parts]

    def _add(self, name: str, kinds: list[Kind]) -> libsbml.UnitDefinition:
        definition = self.model.createUnitDefinition()
        definition.setId(name)
        definition.setName(name.replace("_", " "))
        for kind, exponent, multiplier in kinds:
            part = definition.createUnit()
            part.setKind(kind)
            part.setExponent(exponent)
            part.setScale(0)
            part.setMultiplier(multiplier)
        return definition

    def _define(self, name: str, powers: Powers) -> None:
        definition = self._add(name, [kind for unit, power in powers.items() for kind in _kinds(unit, power)])
        counted = sorted(unit for unit in powers if unit in COUNTED)
        if counted:
            described = "SBML has no unit for " + " or ".join(f"one {thing}" for thing in counted)
            describe(definition, f"{described}; each is counted as an item.", {"counts": " ".join(counted)})
        elif "nominal" in powers:
            describe(definition, "A nominal unit of the source: it converts to nothing.", {"nominal": "true"})


def _name(powers: Powers) -> str:
    """A readable id: ``vesicle_per_cell_per_hour``, ``cubic_millimetre``, ``per_day``."""

    def word(name: str, power: float) -> str:
        power = abs(power)
        name = name.replace("meter", "metre").replace("liter", "litre")
        if power in (2, 3):
            return ("square_" if power == 2 else "cubic_") + name
        return name if power == 1 else f"{name}_to_the_{power:g}".replace(".", "_point_")

    above = [word(n, p) for n, p in powers.items() if p > 0]
    below = ["per_" + word(n, p) for n, p in powers.items() if p < 0]
    return "_".join(above + below) or "dimensionless"


def _kinds(unit: str, power: float) -> list[Kind]:
    """The SBML units of one named unit to a power."""
    if unit in COUNTED:
        return [(libsbml.UNIT_KIND_ITEM, power, 1.0)]
    for _, root, _ in registry().parse_unit_name(unit):
        if root in OWN:
            size = float(registry().Quantity(1.0, unit).to(root).magnitude)
            return [(OWN[root], power, _tidy(size))]
    return _base_kinds(dimension(unit), power)


def _base_kinds(reduced: Dimension, power: float = 1.0) -> list[Kind]:
    """The SBML units of a dimension to a power, the whole of its factor given to the first."""
    if not reduced.powers:
        return [(PURE, power, _tidy(reduced.factor))]
    kinds, factor = [], reduced.factor
    for name, exponent in reduced.powers:
        if name not in BASE:
            raise NotInSbml(f"SBML has no unit for {name!r}, which a unit of this model is built on.")
        kinds.append((BASE[name], exponent * power, _tidy(factor ** (1 / exponent))))
        factor = 1.0
    return kinds


def _tidy(number: float) -> float:
    """The number to 15 digits, so that 1e-3 is written as that and not as 0.0010000000000000002."""
    return float(f"{number:.15g}")
