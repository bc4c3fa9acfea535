"""Units, checked by walking the expression tree.

Cells, vesicles and molecules are dimensions of their own, so that a count of one is never added to
a count of another.  ``nominal`` is for papers whose units are nominal: it converts to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

_OWN_UNITS = (
    "cell = [cells] = _ = cells",
    "vesicle = [vesicles] = EV = EVs = vesicles",
    "molecule = [molecules] = _ = molecules = copies",
    "nominal = [nominal] = _ = model_unit",
)


class UnitError(ValueError):
    """A unit that does not exist, or an expression whose units do not agree."""


@cache
def registry():
    """The one pint registry of the book, with cells, vesicles and molecules as dimensions."""
    import pint

    units = pint.UnitRegistry(cache_folder=None)
    for definition in _OWN_UNITS:
        # Pint has a molecule of its own, a part of a mole; dropped first, or it would be a redefinition.
        units._units.pop(definition.split(" ", 1)[0], None)
        units.define(definition)
    # What was dropped is remembered by a cache that outlives its definition.
    units._build_cache()
    return units


@dataclass(frozen=True)
class Dimension:
    """A unit reduced to base units: a factor and the powers of the base units."""

    factor: float
    powers: tuple[tuple[str, float], ...]
    written: str = field(default="", compare=False)

    def times(self, other: Dimension, power: float = 1.0) -> Dimension:
        powers = dict(self.powers)
        for name, exponent in other.powers:
            powers[name] = powers.get(name, 0.0) + exponent * power
        kept = tuple(sorted((k, round(v, 12)) for k, v in powers.items() if abs(v) > 1e-9))
        return Dimension(self.factor * other.factor**power, kept)

    def per(self, other: Dimension) -> Dimension:
        """This for each of the other, written so: cell/day."""
        quotient = self.times(other, -1)
        return replace(quotient, written=f"{self.written or self}/{other.written or other}")

    def in_time(self, unit: str) -> str:
        """Said with time in ``unit`` in place of seconds: ``cell day^-1``."""
        seconds = dict(self.powers).get("second", 0.0)
        if not seconds or self.written:
            return str(self)
        powers = tuple((unit if name == "second" else name, power) for name, power in self.powers)
        return str(Dimension(self.factor / dimension(unit).factor ** seconds, powers))

    def agrees(self, other: Dimension) -> bool:
        mine, theirs = dict(self.powers), dict(other.powers)
        near = all(abs(mine.get(k, 0.0) - theirs.get(k, 0.0)) < 1e-9 for k in mine | theirs)
        return near and abs(self.factor / other.factor - 1) < 1e-9

    @property
    def bare(self) -> bool:
        """True for a pure number."""
        return not self.powers and abs(self.factor - 1) < 1e-9

    def __str__(self) -> str:
        if self.bare:
            return "a pure number"
        if self.written:
            return self.written
        powers = " ".join(f"{k}^{v:g}" if v != 1 else k for k, v in self.powers) or "dimensionless"
        return powers if abs(self.factor - 1) < 1e-9 else f"{self.factor:.6g} {powers}"


ONE = Dimension(1.0, ())


@cache
def dimension(unit: str) -> Dimension:
    """Reduce a unit such as ``"1/(cell day)"`` to base units.  Raises UnitError."""
    text = unit.strip()
    if text in ("", "1", "dimensionless"):
        return ONE
    try:
        quantity = registry().Quantity(1.0, text).to_base_units()
    except Exception as error:  # pint raises a family of its own, tokenizers add theirs
        raise UnitError(f"{unit!r} is not a unit: {error}") from None
    powers = tuple(sorted((str(k), float(v)) for k, v in quantity.unit_items()))
    return Dimension(float(quantity.magnitude), tuple((k, v) for k, v in powers if v), text)


def dimension_of(expression, units: Mapping[str, Dimension], values: Mapping[str, float]) -> Dimension:
    """The dimension of a SymPy expression whose symbols have the given dimensions.

    ``values`` holds the numbers of dimensionless parameters, for exponents such as 2/3 that are
    parameters.  Raises UnitError naming the two terms that do not agree.
    """
    import sympy

    def walk(node) -> Dimension | None:
        """None stands for a literal zero or a literal number that may take any unit (only 0 may)."""
        if isinstance(node, sympy.Symbol):
            return units[node.name]
        if node.is_number:
            return None if node.is_zero else ONE
        if isinstance(node, sympy.Add | sympy.Max | sympy.Min):
            return same(node.args)
        if isinstance(node, sympy.Mul):
            product = ONE
            for factor in node.args:
                part = walk(factor)
                product = product if part is None else product.times(part)
            return product
        if isinstance(node, sympy.Pow):
            base, exponent = walk(node.base) or ONE, walk(node.exp)
            if exponent is not None and not exponent.bare:
                raise UnitError(f"the exponent {node.exp} is {exponent}, not a pure number")
            if base.bare:
                return ONE
            try:
                power = float(node.exp.subs({s: values[s.name] for s in node.exp.free_symbols}))
            except KeyError:
                raise UnitError(f"{node.base} has a unit and its exponent {node.exp} varies") from None
            return ONE.times(base, power)
        if isinstance(node, sympy.Piecewise):
            for _, condition in node.args:
                if condition not in (sympy.true, sympy.false):
                    condition_agrees(condition)
            return same([value for value, _ in node.args])
        if isinstance(node, sympy.Abs):
            return walk(node.args[0])
        for argument in node.args:  # exp, log, tanh, erf, gamma …: arguments are pure numbers
            part = walk(argument)
            if part is not None and not part.bare:
                raise UnitError(f"{type(node).__name__} is taken of {argument}, which is {part}")
        return ONE

    def same(terms) -> Dimension | None:
        first = None
        for term in terms:
            part = walk(term)
            if part is None:
                continue
            if first is None:
                first = (term, part)
            elif not part.agrees(first[1]):
                raise UnitError(f"{first[0]} is {first[1]} but {term} is {part}")
        return first[1] if first else None

    def condition_agrees(condition) -> None:
        if isinstance(condition, sympy.core.relational.Relational):
            # A literal number is in the unit of what it is compared with.
            same([side for side in condition.args if not side.is_number])
        else:
            for part in condition.args:
                condition_agrees(part)

    conditions = (sympy.core.relational.Relational, sympy.logic.boolalg.BooleanFunction)
    if isinstance(expression, conditions):
        condition_agrees(expression)
        return ONE
    if expression in (sympy.true, sympy.false):
        return ONE
    return walk(expression) or ONE
