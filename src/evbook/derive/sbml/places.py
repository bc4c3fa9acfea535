"""Where a state lives in SBML: whether it is an amount, a concentration, or neither."""

from __future__ import annotations

from dataclasses import dataclass

from evbook.declaration.units import dimension
from evbook.derive.sbml.units import Powers, powers_of, sbml_dimension

#: What SBML accepts as a substance, besides a pure number.
SUBSTANCES = ("item", "mole", "kilogram")


@dataclass(frozen=True)
class Amount:
    """A species counted or weighed: its symbol is its amount."""

    substance: Powers


@dataclass(frozen=True)
class Concentration:
    """A species whose symbol is its amount per ``size`` (a volume, an area or a length)."""

    substance: Powers
    size: Powers
    dimensions: int


@dataclass(frozen=True)
class Quantity:
    """Neither: a parameter with a rate rule."""


def place_of(unit: str) -> Amount | Concentration | Quantity:
    """Return what a state with this unit is in SBML."""
    powers = powers_of(unit)
    base = sbml_dimension(powers)
    across = -base.pop("meter", 0.0)
    substance = not base or (len(base) == 1 and base.get(next(iter(base))) == 1 and next(iter(base)) in SUBSTANCES)
    if not substance or across not in (0, 1, 2, 3):
        return Quantity()
    if across == 0:
        return Amount(powers)
    size = {name: -power for name, power in powers.items() if power < 0 and _is_spatial(name)}
    if sbml_dimension(size).get("meter") != across:
        return Quantity()
    return Concentration({name: power for name, power in powers.items() if name not in size}, size, int(across))


def _is_spatial(name: str) -> bool:
    return set(dict(dimension(name).powers)) == {"meter"}
