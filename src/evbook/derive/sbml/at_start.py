"""What the mathematics of an SBML model is worth at time 0.

Initial assignments win over assignment rules, and those over values that stand as numbers; time is 0.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from functools import reduce

import libsbml

_BINARY: dict[int, Callable] = {
    libsbml.AST_DIVIDE: operator.truediv,
    libsbml.AST_POWER: operator.pow,
    libsbml.AST_FUNCTION_POWER: operator.pow,
    libsbml.AST_FUNCTION_LOG: lambda base, x: math.log(x) / math.log(base),
    libsbml.AST_FUNCTION_ROOT: lambda degree, x: x ** (1 / degree),
    libsbml.AST_RELATIONAL_LT: operator.lt,
    libsbml.AST_RELATIONAL_LEQ: operator.le,
    libsbml.AST_RELATIONAL_GT: operator.gt,
    libsbml.AST_RELATIONAL_GEQ: operator.ge,
}
_UNARY: dict[int, Callable] = {
    libsbml.AST_FUNCTION_EXP: math.exp,
    libsbml.AST_FUNCTION_LN: math.log,
    libsbml.AST_FUNCTION_TANH: math.tanh,
    libsbml.AST_FUNCTION_SIN: math.sin,
    libsbml.AST_FUNCTION_COS: math.cos,
    libsbml.AST_FUNCTION_ABS: abs,
    libsbml.AST_LOGICAL_NOT: operator.not_,
}
_MANY: dict[int, Callable] = {
    libsbml.AST_PLUS: sum,
    libsbml.AST_TIMES: lambda parts: reduce(operator.mul, parts, 1.0),
    libsbml.AST_FUNCTION_MIN: min,
    libsbml.AST_FUNCTION_MAX: max,
    libsbml.AST_LOGICAL_AND: all,
    libsbml.AST_LOGICAL_OR: any,
}


class Start:
    """The values of a model's elements and expressions at time 0; each is worked out once."""

    def __init__(self, model: libsbml.Model):
        self.model = model
        self._known: dict[str, float] = {}

    def of(self, identifier: str) -> float:
        """The value of an element by its id; NaN where nothing says one."""
        if identifier not in self._known:
            self._known[identifier] = self._of(identifier)
        return self._known[identifier]

    def _of(self, identifier: str) -> float:
        model = self.model
        for said in (model.getInitialAssignmentBySymbol(identifier), model.getAssignmentRuleByVariable(identifier)):
            if said is not None:
                return float(self.worth(said.getMath()))
        element = model.getElementBySId(identifier)
        for get in ("getValue", "getInitialAmount", "getStoichiometry", "getSize"):
            if hasattr(element, get):
                return float(getattr(element, get)())
        raise LookupError(f"{identifier!r} is worth nothing that could be said at the start.")

    def worth(self, node: libsbml.ASTNode) -> float:
        """The value of an expression.  Raises LookupError for a function that our files do not have."""
        kind = node.getType()
        parts = [node.getChild(n) for n in range(node.getNumChildren())]
        if kind == libsbml.AST_FUNCTION_PIECEWISE:
            for value, condition in zip(parts[::2], parts[1::2], strict=False):
                if self.worth(condition):
                    return self.worth(value)
            return self.worth(parts[-1]) if len(parts) % 2 else math.nan
        if kind == libsbml.AST_NAME_TIME:
            return 0.0
        if kind == libsbml.AST_NAME:
            return self.of(node.getName())
        if kind == libsbml.AST_CONSTANT_PI:
            return math.pi
        if node.isNumber():
            return float(node.getValue())
        values = [self.worth(part) for part in parts]
        if kind == libsbml.AST_MINUS:
            return -values[0] if len(values) == 1 else values[0] - values[1]
        for table, arguments in ((_MANY, [values]), (_BINARY, values), (_UNARY, values)):
            if kind in table:
                return table[kind](*arguments)
        raise LookupError(f"{libsbml.formulaToL3String(node)} has a function that is not read here.")
