"""From a declaration to LaTeX: base equations in the declared order of processes, EV terms marked.

An EV term is set apart twice, by colour and by the label "EV" under it, so that it is seen in print
and by readers who do not see the colour.
"""

from __future__ import annotations

import math
import re

import sympy
from sympy.printing.latex import LatexPrinter, tex_greek_dictionary

from evbook.declaration import Declaration
from evbook.declaration.expressions import parse, symbol
from evbook.derive.latex_tissue import tissue_lines, tissue_names
from evbook.derive.system import checked

#: The site's style sheet lightens this colour on dark pages.
EV_COLOUR = "#a63c06"


class _Printer(LatexPrinter):
    """SymPy's, but numbers have no digits that nobody wrote, and Euler's number is upright: *e* may be a parameter."""

    def _print_Float(self, number) -> str:
        digits, _, power = f"{float(number):.12g}".partition("e")
        if not power:
            return digits
        return rf"10^{{{int(power)}}}" if digits == "1" else rf"{digits} \cdot 10^{{{int(power)}}}"

    def _print_ExpBase(self, function, exp=None) -> str:
        return rf"\mathrm{{e}}^{{{self._print(function.args[0])}}}"

    def _print_Exp1(self, number, exp=None) -> str:
        return r"\mathrm{e}"


#: A factor that is printed as one, which a parameter that is one with a unit leaves.
_IDLE = re.compile(r"(?:\\,| \\cdot )1(?=\\,|$|[\s}])")


def _name(record) -> str:
    """LaTeX for a record: its own, or its name with the parts after underscores as subscripts."""
    if getattr(record, "latex", ""):
        return record.latex
    head, *rest = record.name.split("_")
    head = head if len(head) == 1 or head in tex_greek_dictionary else rf"\mathrm{{{head}}}"
    return head + (rf"_{{\mathrm{{{' '.join(rest)}}}}}" if rest else "")


def _known(d: Declaration) -> set[str]:
    """The names that an expression may use."""
    own = {*d.tissue.counters, *d.tissue.statistics, *d.tissue.local} if d.tissue else set()
    return {record.name for record in d.named} | {"t"} | own


def _marked(text: str) -> str:
    return rf"\underbrace{{\textcolor{{{EV_COLOUR}}}{{{text}}}}}_{{\text{{EV}}}}"


def _printer_names(d: Declaration, *, mark: bool) -> dict:
    names = tissue_names(d, _name)
    for group in (d.states, d.axes, d.hidden, d.parameters, d.intermediates):
        names |= {symbol(r.name): _name(r) for r in group}
    for m in d.modifiers:
        names[symbol(m.name)] = _marked(_name(m)) if mark else _name(m)
    return names | {symbol("t"): "t"}


def _latex(text: str, d: Declaration, *, mark: bool) -> str:
    known = _known(d)
    # Declared order is the author's: n * nkg2d_arm * E * T reads as the paper writes it.
    settings = {"symbol_names": _printer_names(d, mark=mark), "order": "none", "mul_symbol": r"\,", "ln_notation": True}
    return _IDLE.sub("", _Printer(settings).doprint(_unevaluated(text, known)))


def _unevaluated(text: str, known: set[str]):
    """Parse without letting SymPy reorder factors; fall back to the evaluated form for functions."""
    with sympy.evaluate(False):
        return _flat(parse(text, known))


def _flat(e):
    """One sum for sums within sums, one fraction for fractions within fractions, the order kept.

    What is parsed left to right prints as ((a - b) - c) and (-1) a / b / c d, which nobody writes.
    """
    if isinstance(e, sympy.Float):
        return sympy.pi if float(e) == math.pi else sympy.Float(f"{float(e):.5g}")
    if not e.args:
        return e
    args = [_flat(a) for a in e.args]
    if isinstance(e, sympy.Add):
        parts = [part for a in args for part in (a.args if a.is_Add else (a,)) if part != 0]
        return sympy.Add(*parts, evaluate=False) if len(parts) > 1 else (parts or [sympy.Integer(0)])[0]
    return _fraction(args) if isinstance(e, sympy.Mul) else e.func(*args)


def _fraction(factors: list):
    """A product as one fraction: its sign first, no factor of one, nothing that stands above and below."""
    above, below = _sides(factors)
    if 0 in above:
        return sympy.Integer(0)
    for one in list(below):
        if one in above:
            above.remove(one)
            below.remove(one)
    # SymPy makes a fraction only of a product whose one number comes first.
    whole = sympy.Integer(math.prod(int(one) for one in above if one.is_Integer))
    rest = sorted((one for one in above if not one.is_Integer), key=lambda one: not one.is_Number)
    rest = rest if whole == 1 else [whole, *rest]
    kept = [*rest, *(sympy.Pow(one, -1) for one in below)]
    return sympy.Mul(*kept, evaluate=False) if len(kept) > 1 else (kept or [sympy.Integer(1)])[0]


def _sides(factors) -> tuple[list, list]:
    """The factors above and below the line of a product of products and their inverses."""
    above, below = [], []
    for one in factors:
        if one.is_Mul:
            sides = _sides(one.args)
        elif one.is_Pow and one.exp == -1:
            sides = _sides([one.base])[::-1]
        else:
            sides = [one], []
        above += sides[0]
        below += sides[1]
    return above, below


def expression(text: str, declaration: Declaration) -> str:
    """Return the LaTeX of one of the declaration's expressions, without marks."""
    return _latex(text, checked(declaration), mark=False)


def _coefficient(value: float | str, d: Declaration) -> str:
    if isinstance(value, str):
        is_sum = _unevaluated(value, _known(d)).is_Add
        text = _latex(value, d, mark=False)
        return (rf"\left({text}\right)" if is_sum else text) + "\\,"
    return "" if value == 1 else f"{value:g}\\,"


def _without_modifiers(text: str, d: Declaration) -> str:
    """An expression as the base paper writes it: factors that are off vanish, other modifiers take their off value."""
    for m in d.modifiers:
        if m.off.strip() in ("1", "1.0"):
            # A power of one is one, so the exponent goes with its base.
            one = rf"\b{m.name}\b(?:\s*\*\*\s*\w+)?"
            text = re.sub(rf"\s*(?<!\*)[*/](?!\*)\s*{one}|(?<!\*\*)(?<!\*\* ){one}\s*\*(?!\*)\s*", "", text)
            text = re.sub(one, "1", text)
        if m.off.strip() == "0":
            text = re.sub(rf"\s*[+-]\s*{m.name}\b(?!\s*[*/])", "", text)
        text = re.sub(rf"\b{m.name}\b", f"({m.off})", text)
    whole = parse(text, _known(d))
    return _latex(text, d, mark=False) if whole.free_symbols else sympy.latex(whole)


def equations(declaration: Declaration, *, ev: bool = True) -> str:
    """Return an ``aligned`` block: one line a state, then intermediates and, with ``ev``, modifiers.

    dS/dt = Σ (produced − consumed) · rate, in the order in which the processes are declared.
    """
    d = checked(declaration)

    def written(text: str, whole: bool) -> str:
        """An expression of the dynamics, its vesicle terms marked unless it is marked as a whole."""
        return _latex(text, d, mark=not whole) if ev else _without_modifiers(text, d)

    lines = tissue_lines(d, ev, _name, written, _marked) if d.tissue else []
    for s in d.states:
        terms = []
        for p in d.processes:
            if p.ev and not ev:
                continue
            # What is EV as a whole is marked once, as a whole.
            rate = _latex(p.rate, d, mark=not p.ev) if ev else _without_modifiers(p.rate, d)
            rate = _marked(rate) if p.ev else rate
            for sign, change in (("+", p.produces.get(s.name)), ("-", p.consumes.get(s.name))):
                if change:
                    wrapped = rf"\left({rate}\right)" if sign == "-" and re.match(r"[^{(]* [+-] ", rate) else rate
                    terms.append(f"{sign} {_coefficient(change, d)}{wrapped}")
        body = " ".join(terms).removeprefix("+ ") or "0"
        lines.append(rf"\frac{{d{_name(s)}}}{{dt}} &= {body}")
    # A curve model has no rates: what is drawn is its equations.
    named = (*d.intermediates, *(d.outputs if d.axes else ()))
    for i in named:
        right = _latex(i.expression, d, mark=True) if ev else _without_modifiers(i.expression, d)
        if right != _name(i):
            lines.append(rf"{_name(i)} &= {right}")
    if ev:
        defined = [(_name(m), _latex(m.expression, d, mark=False)) for m in d.modifiers]
        lines += [rf"{_marked(name)} &= {right}" for name, right in defined if right != name]
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"
