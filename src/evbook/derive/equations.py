"""From a declaration to symbolic equations: the one place where its expressions are joined."""

from __future__ import annotations

from dataclasses import dataclass

import sympy

from evbook.declaration import Declaration
from evbook.declaration.expressions import parse, symbol


@dataclass(frozen=True, eq=False)
class Equations:
    """The equations dy/dt = f(t, y; p) of a declaration, with everything substituted.

    ``states`` are the n symbols of y and ``parameters`` those of p: the declared parameters, then
    what only events change (windows, switches).  ``rhs`` has one expression a state, ``jacobian``
    is the n × n matrix ∂f_i/∂y_j, ``initial`` has expressions in parameters, ``outputs`` one a
    declared output, ``rates`` one an acting process, ``stoichiometry`` the n × r matrix with
    rhs = stoichiometry · rates, ``definitions`` the intermediates and modifiers in order of use.

    For a curve model ``independent`` is its first axis, ``states`` its second (if any), and there
    are no rates.
    """

    declaration: Declaration
    independent: sympy.Symbol
    states: tuple[sympy.Symbol, ...]
    parameters: tuple[sympy.Symbol, ...]
    initial: tuple[sympy.Expr, ...]
    rhs: tuple[sympy.Expr, ...]
    jacobian: sympy.Matrix
    outputs: tuple[sympy.Expr, ...]
    rates: tuple[sympy.Expr, ...]
    stoichiometry: sympy.Matrix
    definitions: tuple[tuple[str, sympy.Expr], ...]
    full: object

    @property
    def autonomous(self) -> bool:
        """True when time does not stand in the equations."""
        return all(self.independent not in expression.free_symbols for expression in self.rhs)


def equations(d: Declaration, ev: bool) -> Equations:
    """Return the equations of a declaration that has passed its checks, with EV terms or without."""
    names = frozenset(record.name for record in d.named) | {"t"}
    if d.tissue:
        names |= {*d.tissue.counters, *d.tissue.statistics, *d.tissue.local}
    definitions = {i.name: parse(i.expression, names) for i in d.intermediates}
    definitions |= {m.name: parse(m.expression if ev else m.off, names) for m in d.modifiers}
    ordered = _in_order(definitions)
    substitution: dict = {}
    for name in ordered:
        substitution[symbol(name)] = definitions[name].xreplace(substitution)

    def full(text: str) -> sympy.Expr:
        """An expression of the dynamics with intermediates and modifiers substituted."""
        return parse(text, names).xreplace(substitution)

    acting = [p for p in d.processes if ev or not p.ev]
    rates = [full(p.rate) for p in acting]
    stoichiometry = sympy.zeros(len(d.states), len(acting))
    for j, p in enumerate(acting):
        for i, s in enumerate(d.states):
            stoichiometry[i, j] = _coefficient(p.produces.get(s.name, 0), full) - _coefficient(
                p.consumes.get(s.name, 0), full
            )
    states = tuple(symbol(x.name) for x in (d.axes[1:] if d.axes else d.states))
    rhs = tuple(sympy.Add(*(stoichiometry[i, j] * rate for j, rate in enumerate(rates))) for i in range(len(d.states)))
    return Equations(
        declaration=d,
        independent=symbol(d.axes[0].name if d.axes else "t"),
        states=states,
        parameters=tuple(symbol(x.name) for x in (*d.parameters, *d.hidden)),
        initial=tuple(full(s.initial) for s in d.states),
        rhs=rhs,
        jacobian=sympy.Matrix(len(rhs), len(rhs), lambda i, j: sympy.diff(rhs[i], states[j])),
        outputs=tuple(full(o.expression) for o in d.outputs),
        rates=tuple(rates),
        stoichiometry=stoichiometry,
        definitions=tuple((name, substitution[symbol(name)]) for name in ordered),
        full=full,
    )


def _coefficient(value: float | str, full) -> sympy.Expr:
    if isinstance(value, str):
        return full(value)
    return sympy.Integer(int(value)) if float(value).is_integer() else sympy.Float(value, 17)


def _in_order(definitions: dict[str, sympy.Expr]) -> list[str]:
    """Names such that each is defined in terms of earlier ones; the checks have excluded circles."""
    ordered: list[str] = []

    def visit(name: str) -> None:
        if name in ordered:
            return
        for used in sorted(s.name for s in definitions[name].free_symbols):
            if used in definitions:
                visit(used)
        ordered.append(name)

    for name in definitions:
        visit(name)
    return ordered
