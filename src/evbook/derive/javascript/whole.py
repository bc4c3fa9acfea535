"""The whole of a model program: its data and all its functions, as SymPy writes them."""

from __future__ import annotations

import json

from evbook.declaration import Declaration
from evbook.declaration.expressions import parse, symbol
from evbook.derive.javascript.description import describe
from evbook.derive.javascript.functions import functions
from evbook.derive.javascript.lattice import version
from evbook.derive.javascript.printing import assignments, code
from evbook.derive.system import compile


def written(d: Declaration) -> str:
    """Return the model program of a declaration that has passed its checks, as one JavaScript expression."""
    names = [p.name for p in d.parameters]
    places = {symbol(n): f"p[{i}]" for i, n in enumerate(names)}
    measured = places | {symbol(m.name): f"m[{i}]" for i, m in enumerate(d.measures)}
    all_names = names + [m.name for m in d.measures]

    def condition(text: str) -> str:
        return code(parse(text, all_names), measured)

    def level(m) -> str:
        text = m.level or m.time
        return code(parse(text, names), places) if text else "NaN"

    budgets = assignments(
        [f"out[{i}]" for i in range(len(d.budgets))], [parse(b.expression, names) for b in d.budgets], places
    )
    levels = " ".join(f"out[{i}] = {level(m)};" for i, m in enumerate(d.measures))
    verdicts = " ".join(f"if ({condition(r.when)}) return {i};" for i, r in enumerate(d.verdicts))
    goals = " ".join(f"if (index === {i}) return {condition(c.goal)};" for i, c in enumerate(d.challenges))
    inactive = " ".join(
        f"if (i === {i}) return {code(parse(p.inactive_when, names), places)};"
        for i, p in enumerate(d.parameters)
        if p.inactive_when
    )
    rows = [(x.start, x.amount, x.every, x.count) for x in d.doses]
    rows += [(w.start, w.duration, w.every, w.count) for w in d.windows]
    given = [parse(text, names) for row in rows for text in row]
    scheduled = assignments([f"out[{i}]" for i in range(len(given))], given, places)
    on, off = ((version(d, ev) if d.tissue else functions(compile(d, ev=ev))) for ev in (True, False))
    data = json.dumps(describe(d), ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return (
        "(function () { 'use strict';\n"
        f"const data = {data};\n"
        f"data.on = {on};\n"
        f"data.off = {off};\n"
        f"data.budgetValues = function (p, out) {{ {budgets} }};\n"
        f"data.inactive = function (i, p) {{ {inactive} return false; }};\n"
        f"data.schedule = function (p, out) {{ {scheduled} }};\n"
        f"data.levels = function (p, out) {{ {levels} }};\n"
        f"data.verdict = function (p, m) {{ {verdicts} return -1; }};\n"
        f"data.goal = function (index, p, m) {{ {goals} return false; }};\n"
        "return data;\n})()"
    )
