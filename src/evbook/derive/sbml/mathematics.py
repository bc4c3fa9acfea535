"""From an expression of a declaration to MathML, as written: nothing is simplified or reordered.

Every number gets a unit, so that libSBML can check the units of the whole: the unit of its place, or
of what it is added to or compared with, or none.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

import libsbml

from evbook.declaration.expressions import names_in, parse
from evbook.declaration.units import ONE, Dimension, dimension_of
from evbook.derive.sbml import NotInSbml
from evbook.derive.sbml.units import Units

_OPERATORS = {
    ast.Add: libsbml.AST_PLUS,
    ast.Sub: libsbml.AST_MINUS,
    ast.Mult: libsbml.AST_TIMES,
    ast.Div: libsbml.AST_DIVIDE,
    ast.Pow: libsbml.AST_POWER,
}
_RELATIONS = {
    ast.Lt: libsbml.AST_RELATIONAL_LT,
    ast.LtE: libsbml.AST_RELATIONAL_LEQ,
    ast.Gt: libsbml.AST_RELATIONAL_GT,
    ast.GtE: libsbml.AST_RELATIONAL_GEQ,
}
_FUNCTIONS = {
    "exp": libsbml.AST_FUNCTION_EXP,
    "log": libsbml.AST_FUNCTION_LN,
    "tanh": libsbml.AST_FUNCTION_TANH,
    "sin": libsbml.AST_FUNCTION_SIN,
    "cos": libsbml.AST_FUNCTION_COS,
    "abs": libsbml.AST_FUNCTION_ABS,
    "where": libsbml.AST_FUNCTION_PIECEWISE,
}
#: Written as choices: min and max are young in SBML, and not every program has them.
_CHOICES = {"minimum": libsbml.AST_RELATIONAL_LEQ, "maximum": libsbml.AST_RELATIONAL_GEQ}


def node(kind: int, *children: libsbml.ASTNode) -> libsbml.ASTNode:
    """An operator or function applied to its children."""
    made = libsbml.ASTNode(kind)
    for child in children:
        made.addChild(child)
    return made


def name(identifier: str) -> libsbml.ASTNode:
    """A reference to an element of the model; ``t`` is time."""
    made = libsbml.ASTNode(libsbml.AST_NAME_TIME if identifier == "t" else libsbml.AST_NAME)
    made.setName("time" if identifier == "t" else identifier)
    return made


def number(value: float, unit: str = "dimensionless") -> libsbml.ASTNode:
    """A number with a unit."""
    whole = isinstance(value, int)
    made = libsbml.ASTNode(libsbml.AST_INTEGER if whole else libsbml.AST_REAL)
    made.setValue(value)
    made.setUnits(unit)
    return made


class Mathematics:
    """Reads the expressions of one declaration.

    ``dimensions`` are those of all names, ``values`` the dimensionless parameters that may be exponents.
    """

    def __init__(self, units: Units, dimensions: Mapping[str, Dimension], values: Mapping[str, float]):
        self.units, self.dimensions, self.values = units, dimensions, values

    def read(self, text: str, place: Dimension = ONE) -> libsbml.ASTNode:
        """Return the expression; ``place`` is the dimension of what it is the value of.

        Raises NotInSbml for a function that SBML does not have.
        """
        self.text = text
        tree = ast.parse(text.strip(), mode="eval").body
        if not names_in(text) and not isinstance(tree, ast.Constant):
            # A number that is written as a sum or a product is in the unit of its place as a whole.
            tree = ast.Constant(float(parse(text, ())))
        return self._walk(tree, place)

    def dimension(self, text: str) -> Dimension:
        """The dimension of an expression."""
        return self._dimension(ast.parse(text.strip(), mode="eval").body)

    def _dimension(self, tree: ast.expr) -> Dimension:
        return dimension_of(parse(ast.unparse(tree), self.dimensions), self.dimensions, self.values)

    def _walk(self, tree: ast.expr, place: Dimension | None = None) -> libsbml.ASTNode:
        """``place`` is None inside a product, where a number is a pure one."""
        match tree:
            case ast.Constant():
                return number(tree.value, self.units.of_dimension(place or ONE))
            case ast.Name(id="pi"):
                return node(libsbml.AST_CONSTANT_PI)
            case ast.Name():
                return name(tree.id)
            case ast.UnaryOp(op=ast.Not()):
                return node(libsbml.AST_LOGICAL_NOT, self._walk(tree.operand))
            case ast.UnaryOp(op=ast.USub()):
                return node(libsbml.AST_MINUS, self._walk(tree.operand, place))
            case ast.UnaryOp():
                return self._walk(tree.operand, place)
            case ast.BinOp(op=ast.Pow()):
                return node(libsbml.AST_POWER, self._walk(tree.left), self._exponent(tree.right))
            case ast.BinOp(op=ast.Mult() | ast.Div()):
                return node(_OPERATORS[type(tree.op)], self._walk(tree.left), self._walk(tree.right))
            case ast.BinOp():
                both = self._dimension(tree)
                return node(_OPERATORS[type(tree.op)], self._walk(tree.left, both), self._walk(tree.right, both))
            case ast.BoolOp():
                join = libsbml.AST_LOGICAL_AND if isinstance(tree.op, ast.And) else libsbml.AST_LOGICAL_OR
                return node(join, *map(self._walk, tree.values))
            case ast.Compare():
                return self._compare(tree)
            case ast.Call():
                return self._call(tree)
        raise NotInSbml(f"{ast.unparse(tree)!r} in {self.text!r} cannot be written in SBML.")

    def _exponent(self, tree: ast.expr) -> libsbml.ASTNode:
        """A ratio of whole numbers stays one number, so that libSBML can work out the unit of the power."""
        match tree:
            case ast.BinOp(op=ast.Div(), left=ast.Constant(value=int(above)), right=ast.Constant(value=int(below))):
                ratio = libsbml.ASTNode(libsbml.AST_RATIONAL)
                ratio.setValue(above, below)
                ratio.setUnits("dimensionless")
                return ratio
        return self._walk(tree, ONE)

    def _compare(self, tree: ast.Compare) -> libsbml.ASTNode:
        sides = [tree.left, *tree.comparators]
        named = [side for side in sides if any(isinstance(part, ast.Name) for part in ast.walk(side))]
        both = self._dimension(named[0]) if named else ONE
        pairs = [
            node(_RELATIONS[type(operator)], self._walk(left, both), self._walk(right, both))
            for operator, left, right in zip(tree.ops, sides, sides[1:], strict=False)
        ]
        return pairs[0] if len(pairs) == 1 else node(libsbml.AST_LOGICAL_AND, *pairs)

    def _call(self, tree: ast.Call) -> libsbml.ASTNode:
        function = tree.func.id
        if function == "log10":
            return node(libsbml.AST_FUNCTION_LOG, number(10), self._walk(tree.args[0], ONE))
        if function == "sqrt":
            return node(libsbml.AST_FUNCTION_ROOT, number(2), self._walk(tree.args[0]))
        if function in _CHOICES:
            both = self._dimension(tree)
            best = self._walk(tree.args[0], both)
            for argument in tree.args[1:]:
                other = self._walk(argument, both)
                condition = node(_CHOICES[function], best.deepCopy(), other.deepCopy())
                best = node(libsbml.AST_FUNCTION_PIECEWISE, best, condition, other)
            return best
        if function not in _FUNCTIONS:
            raise NotInSbml(
                f"SBML has no function {function!r}, which stands in {self.text!r}; "
                "the model can be taken as JavaScript or as a notebook instead."
            )
        if function == "where":
            condition, then, otherwise = tree.args
            both = self._dimension(tree)
            return node(_FUNCTIONS[function], self._walk(then, both), self._walk(condition),
                        self._walk(otherwise, both))  # fmt: skip
        place = self._dimension(tree) if function == "abs" else ONE
        return node(_FUNCTIONS[function], *(self._walk(argument, place) for argument in tree.args))
