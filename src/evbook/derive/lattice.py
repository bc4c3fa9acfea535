"""From a tissue to its functions: every expression of the lattice, sorted by what it depends on.

*Constant* entries depend on parameters only and are computed once a run; *looked* ones on what is counted after each
step;
*local* ones on what a site has.  The same entries, in the same order, become Python (:func:`program`) and JavaScript
(:mod:`evbook.derive.javascript.lattice`), which therefore compute the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from evbook.declaration import Declaration
from evbook.declaration.tissue_slots import inner_names
from evbook.derive.lattice_expressions import PYTHON, Language, Printer
from evbook.derive.system import checked

_LATTICE = ("width", "height", "layers", "neighbours", "step", "stirred", "pushing")


@dataclass(frozen=True)
class Entry:
    """One number that a run needs: its key, such as ``("rate", 2)``, its text, and the scope it is computed in."""

    key: tuple
    text: str
    scope: str


@cache
def entries(d: Declaration, ev: bool) -> tuple[Entry, ...]:
    """Return every entry of a tissue; EV events, fields and memories are left out where vesicles do not act."""
    t = checked(d).tissue
    found = [(("lattice", name), getattr(t.lattice, name), True) for name in _LATTICE]
    for i, x in enumerate(t.placings):
        found += [(("count", i), x.count, True), (("gathered", i), f"where({x.gathered or '0 > 1'}, 1, 0)", True)]
    for i, e in enumerate(t.events):
        if ev or not e.ev:
            found += [(("when", i), f"where({e.when or '1 > 0'}, 1, 0)", True), (("rate", i), e.rate, False)]
            if e.dies != "0":
                found.append((("dies", i), e.dies, False))
    for i, f in enumerate(t.fields):
        if ev or not f.ev:
            found += [
                (("reach", i), f"({f.reach}) / ({t.lattice.site})", True),
                (("settles", i), f.settles, True),
                (("spread", i), f"where({f.spread or '0 > 1'}, 1, 0)", True),
            ]
            found += [(("source", i, kind), text, False) for kind, text in f.source.items()]
    for i, m in enumerate(t.memories):
        if ev or not m.ev:
            found += [(("half_life", i), m.half_life, True), (("share", i), m.at_division, True)]
    for i, x in enumerate(t.treatments):
        found += [(("begins", i), x.begins, True), (("on_for", i), x.on_for, True), (("off_for", i), x.off_for, True),
                  (("stops", i), f"where({x.stops}, 1, 0)", False),
                  (("resumes", i), f"where({x.resumes}, 1, 0)", False)]  # fmt: skip
    found += [(("tally", i), x.of, False) for i, x in enumerate(t.tallies)]
    found += [(("output", o.name), o.expression, False) for o in d.outputs]
    found += [(("level", m.name), m.level or m.time, True) for m in d.measures if m.level or m.time]
    return tuple(Entry(key, text, "constant" if fixed else _scope(d, text, key)) for key, text, fixed in found)


def _scope(d: Declaration, text: str, key: tuple) -> str:
    if key[0] == "output":
        return "output"
    names = inner_names(d, text)
    if key[0] == "tally" or names & set(d.tissue.local):
        return "local"
    return "looked" if names & set(d.tissue.counters) else "constant"


def absent(d: Declaration, ev: bool) -> set[str]:
    """The names of fields and memories that are not there without vesicles; expressions see 0 in their place."""
    t = d.tissue
    return set() if ev else {x.name for x in (*t.fields, *t.memories) if x.ev}


def places(d: Declaration, ev: bool) -> dict[str, str]:
    """Where each name lives at run time: p parameters, c counters, s statistics, m what a site has."""
    t, gone = d.tissue, absent(d, ev)
    found = {p.name: f"p[{i}]" for i, p in enumerate(d.parameters)}
    found |= {name: f"c[{i}]" for i, name in enumerate(t.counters)}
    found |= {name: f"s[{i}]" for i, name in enumerate(t.statistics)}
    return found | {name: "0.0" if name in gone else f"m[{i}]" for i, name in enumerate(t.local)}


@dataclass(frozen=True, eq=False)
class LatticeProgram:
    """A tissue as Python functions.  ``constant(p)``, ``looked(p, c)`` and ``outputs(p, c, s)`` return what their
    keys say; ``local[key](p, c, m)`` is one entry over the cells whose rows are in m."""

    declaration: Declaration
    ev: bool
    constant_keys: tuple
    looked_keys: tuple
    constant: Callable
    looked: Callable
    outputs: Callable
    local: dict


def texts_of(d: Declaration, ev: bool, language: Language) -> dict[str, list[tuple[tuple, str]]]:
    """Every entry of a tissue in a language, by scope: its key and its text."""
    printer = Printer(d, ev, language, places(d, ev))
    found: dict[str, list] = {"constant": [], "looked": [], "local": [], "output": []}
    for entry in entries(d, ev):
        found[entry.scope].append((entry.key, printer.text(entry.text)))
    return found


@cache
def program(d: Declaration, ev: bool) -> LatticeProgram:
    """Return the functions of a tissue; they are made once."""
    from evbook.derive import exact

    texts = texts_of(d, ev, PYTHON)

    def function(arguments: str, text: str) -> Callable:
        # The text comes from our own printer, which knows numbers, places and its functions and nothing else.
        return eval(f"lambda {arguments}: {text}", {"np": np, "exact": exact})

    def row(arguments: str, scope: str) -> Callable:
        return function(arguments, "(" + "".join(f"{text}, " for _, text in texts[scope]) + ")")

    return LatticeProgram(
        declaration=d, ev=ev,
        constant_keys=tuple(key for key, _ in texts["constant"]), looked_keys=tuple(key for key, _ in texts["looked"]),
        constant=row("p", "constant"), looked=row("p, c", "looked"), outputs=row("p, c, s", "output"),
        local={key: function("p, c, m", text) for key, text in texts["local"]},
    )  # fmt: skip
