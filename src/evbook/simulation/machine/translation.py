"""The functions of a text, and how they call each other, as the text of an LLVM module."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from evbook.simulation.machine.language import Function


class Module:
    """The functions of one text."""

    def __init__(self, tree: ast.Module, constants: Mapping[str, object], public: tuple[str, ...]):
        self.constants, self.public, self.used = constants, public, set()
        self.functions = [
            node
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and all(a.annotation for a in node.args.args)
        ]
        self.signatures = {
            node.name: (
                [(a.arg, ast.unparse(a.annotation)) for a in node.args.args],
                ast.unparse(node.returns) if node.returns else "None",
            )
            for node in self.functions
        }

    def text(self) -> str:
        bodies = [Function(self, node).text() for node in self.functions]
        heads = [
            f"declare double @{name}({', '.join(['double'] * (2 if name == 'pow' else 1))})"
            for name in sorted(self.used)
        ]
        return "\n".join([*heads, *bodies])


def translate(text: str, public: tuple[str, ...], constants: Mapping[str, object] | None = None) -> str:
    """Return functions as the text of an LLVM module, in which ``public`` can be called from outside.

    Raises CannotTranslate.
    """
    constants = {k: v for k, v in (constants or {}).items() if isinstance(v, int | float)}
    return Module(ast.parse(text), constants, public).text()
