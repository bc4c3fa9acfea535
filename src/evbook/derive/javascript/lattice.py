"""The functions of a tissue as JavaScript: what the browser's lattice calls (its ``model/lattice.js``)."""

from __future__ import annotations

import json
import re

from evbook.declaration import Declaration
from evbook.derive.lattice_expressions import JAVASCRIPT


def version(d: Declaration, ev: bool) -> str:
    """Return one TissueVersion of the front end (``types.js``) as an object literal."""
    from evbook.derive.lattice import texts_of  # other kinds of models do without NumPy

    texts = texts_of(d, ev, JAVASCRIPT)

    def keys(scope: str) -> str:
        return json.dumps([":".join(map(str, key)) for key, _ in texts[scope]])

    def fill(scope: str) -> str:
        return " ".join(f"o[{i}] = {text};" for i, (_, text) in enumerate(texts[scope]))

    local = ", ".join(f"{json.dumps(':'.join(map(str, key)))}: (p, c, m) => {text}" for key, text in texts["local"])
    written = [text for scope in texts.values() for _, text in scope]
    seed = [p.name for p in d.parameters].index(d.tissue.seed)
    reads = sorted({seed, *(int(place) for text in written for place in re.findall(r"\bp\[(\d+)\]", text))})
    return (
        "{\n"
        f"reads: {reads},\nconstantKeys: {keys('constant')},\nlookedKeys: {keys('looked')},\n"
        f"constant(p, o) {{ {fill('constant')} }},\nlooked(p, c, o) {{ {fill('looked')} }},\n"
        f"outputs(p, c, s, o) {{ {fill('output')} }},\nlocal: {{{local}}}\n}}"
    )
