"""Expressions of a lattice as Python and as JavaScript that do the same operations in the same order.

They are printed from the declaration's own text, every operation in brackets: a computer algebra system would order
sums as it likes, and a sum in another order has another last digit.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from evbook.declaration import Declaration

#: Powers up to this one are products.
_PRODUCTS = 8
_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


@dataclass(frozen=True)
class Language:
    """How a language writes what differs; names of functions stand for those of ``derive/exact.py``."""

    choice: str
    both: str
    either: str
    no: str
    functions: Mapping[str, str]


PYTHON = Language(
    "np.where({0}, {1}, {2})", "({0} & {1})", "({0} | {1})", "(~np.asarray({0}))",
    {"exp": "exact.exp", "log": "exact.log", "log10": "exact.log10", "power": "exact.power", "sqrt": "np.sqrt",
     "abs": "np.abs", "minimum": "np.minimum", "maximum": "np.maximum"},
)  # fmt: skip
_EXACT = "globalThis.evbook.special.exact"
JAVASCRIPT = Language(
    "({0} ? {1} : {2})",
    "({0} && {1})",
    "({0} || {1})",
    "(!{0})",
    {name: f"{_EXACT}.{name}" for name in ("exp", "log", "log10", "power")}
    | {"sqrt": "Math.sqrt", "abs": "Math.abs", "minimum": "Math.min", "maximum": "Math.max"},
)


class Printer:
    """Prints expressions of one declaration with the EV terms on or off; intermediates are put in by their text.

    ``places`` maps each name that is not defined by an expression to where it is found at run time.
    """

    def __init__(self, d: Declaration, ev: bool, language: Language, places: Mapping[str, str]):
        self.language, self.places = language, places
        self.inner = {i.name: i.expression for i in d.intermediates}
        self.inner |= {m.name: m.expression if ev else m.off for m in d.modifiers}

    def text(self, expression: str) -> str:
        return self._node(ast.parse(expression.strip(), mode="eval").body)

    def _node(self, node: ast.expr) -> str:
        language = self.language
        match node:
            case ast.Constant():
                return repr(float(node.value))
            case ast.Name(id="pi"):
                return "3.141592653589793"
            case ast.Name():
                return self.text(self.inner[node.id]) if node.id in self.inner else self.places[node.id]
            case ast.UnaryOp(op=ast.Not()):
                return language.no.format(self._node(node.operand))
            case ast.UnaryOp():
                return f"(-{self._node(node.operand)})" if isinstance(node.op, ast.USub) else self._node(node.operand)
            case ast.BinOp(op=ast.Pow()):
                return self._power(node.left, node.right)
            case ast.BinOp():
                return f"({self._node(node.left)} {_SIGNS[type(node.op)]} {self._node(node.right)})"
            case ast.Compare():
                sides = [node.left, *node.comparators]
                pairs = [
                    f"({self._node(a)} {_COMPARE[type(op)]} {self._node(b)})"
                    for a, op, b in zip(sides, node.ops, sides[1:], strict=False)
                ]
                return self._joined(language.both, pairs)
            case ast.BoolOp():
                form = language.both if isinstance(node.op, ast.And) else language.either
                return self._joined(form, [self._node(value) for value in node.values])
            case ast.Call(func=ast.Name(id="where")):
                return language.choice.format(*map(self._node, node.args))
            case ast.Call():
                return f"{language.functions[node.func.id]}({', '.join(map(self._node, node.args))})"
        raise TypeError(f"{ast.unparse(node)!r} is not of the expression language; the declaration's checks refuse it.")

    @staticmethod
    def _joined(form: str, parts: list[str]) -> str:
        joined = parts[0]
        for part in parts[1:]:
            joined = form.format(joined, part)
        return joined

    def _power(self, base: ast.expr, exponent: ast.expr) -> str:
        if isinstance(exponent, ast.Constant) and exponent.value in range(1, _PRODUCTS + 1):
            factor = self._node(base)
            return "(" + " * ".join([factor] * int(exponent.value)) + ")"
        return f"{self.language.functions['power']}({self._node(base)}, {self._node(exponent)})"
