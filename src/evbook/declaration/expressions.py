"""From a declaration's text to SymPy, without ever evaluating it as Python.

The grammar is arithmetic (``+ - * / **``), names, numbers, comparisons joined by ``and``/``or``/``not``
in conditions, and the functions of :data:`FUNCTIONS`.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sympy

#: Functions an expression may call, and how many arguments each takes.
FUNCTIONS = {
    "exp": 1, "log": 1, "log10": 1, "sqrt": 1, "abs": 1, "tanh": 1, "sin": 1, "cos": 1,
    "erf": 1, "erfc": 1, "gamma": 1, "loggamma": 1, "E1": 1, "betainc": 3, "renewal": 4,
    "minimum": 2, "maximum": 2, "where": 3,
}  # fmt: skip


class ExpressionError(ValueError):
    """An expression that cannot be read; the message says where and what would be right."""


@cache
def symbol(name: str) -> sympy.Symbol:
    """The SymPy symbol of a declared name; every quantity of a model is real."""
    import sympy

    return sympy.Symbol(name, real=True)


def names_in(text: str) -> set[str]:
    """The names an expression uses, functions excluded.  Raises ExpressionError."""
    tree = _tree(text)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called}


def parse(text: str, known: Iterable[str]):
    """Return the SymPy expression (or condition) of ``text``.

    Raises ExpressionError for a name that is not in ``known`` and for anything outside the grammar.
    """
    return _Reader(text, set(known)).read(_tree(text))


def _tree(text: str) -> ast.expr:
    try:
        return ast.parse(str(text).strip(), mode="eval").body
    except SyntaxError as error:
        raise ExpressionError(f"{text!r} is not an expression: {error.msg} at column {error.offset}") from None


def _meant(name: str, known: Iterable[str], otherwise: str) -> str:
    """The end of a refusal: the name that may have been meant, or those there are."""
    close = difflib.get_close_matches(name, sorted(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; {otherwise} {', '.join(sorted(known))}"


class _Reader:
    def __init__(self, text: str, known: set[str]):
        import sympy

        self.sympy, self.text, self.known = sympy, text, known

    def refuse(self, why: str):
        raise ExpressionError(f"in {self.text!r}, {why}")

    def read(self, node: ast.AST):
        method = getattr(self, "read_" + type(node).__name__, None)
        if method is None:
            self.refuse(f"{ast.unparse(node)!r} is not allowed; use arithmetic, names and functions")
        return method(node)

    def read_Constant(self, node):
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            self.refuse(f"{node.value!r} is not a number")
        return self.sympy.Integer(node.value) if isinstance(node.value, int) else self.sympy.Float(node.value, 17)

    def read_Name(self, node):
        if node.id == "pi":
            return self.sympy.pi
        if node.id not in self.known:
            self.refuse(f"{node.id!r} is not declared{_meant(node.id, self.known, 'declared are')}")
        return symbol(node.id)

    def read_UnaryOp(self, node):
        value = self.read(node.operand)
        if isinstance(node.op, ast.Not):
            return self.sympy.Not(value)
        return -value if isinstance(node.op, ast.USub) else +value

    def read_BinOp(self, node):
        left, right = self.read(node.left), self.read(node.right)
        match node.op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case ast.Div():
                return left / right
            case ast.Pow():
                return left**right
        self.refuse(f"the operator in {ast.unparse(node)!r} is not one of + - * / **")

    def read_Compare(self, node):
        relations = {ast.Lt: self.sympy.Lt, ast.LtE: self.sympy.Le, ast.Gt: self.sympy.Gt, ast.GtE: self.sympy.Ge}
        parts, left = [], self.read(node.left)
        for operator, item in zip(node.ops, node.comparators, strict=True):
            if type(operator) not in relations:
                self.refuse("compare with <, <=, > or >=")
            right = self.read(item)
            parts.append(relations[type(operator)](left, right))
            left = right
        return self.sympy.And(*parts)

    def read_BoolOp(self, node):
        join = self.sympy.And if isinstance(node.op, ast.And) else self.sympy.Or
        return join(*[self.read(value) for value in node.values])

    def read_Call(self, node):
        name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
        if name not in FUNCTIONS:
            self.refuse(f"{name!r} is not a known function{_meant(name, FUNCTIONS, 'known are')}")
        if node.keywords or len(node.args) != FUNCTIONS[name]:
            self.refuse(f"{name} takes {FUNCTIONS[name]} argument{'s' if FUNCTIONS[name] > 1 else ''}")
        a = [self.read(argument) for argument in node.args]
        s = self.sympy
        match name:
            case "log10":
                return s.log(a[0]) / s.log(10)
            case "E1":
                return s.expint(1, a[0])
            case "betainc":
                from evbook.declaration.special import incomplete_beta

                return incomplete_beta(*a)
            case "renewal":
                from evbook.declaration.special import gompertz_renewal

                return gompertz_renewal(*a)
            case "abs":
                return s.Abs(a[0])
            case "minimum":
                return s.Min(*a)
            case "maximum":
                return s.Max(*a)
            case "where":
                return s.Piecewise((a[1], a[0]), (a[2], True))
        return getattr(s, name)(*a)
