"""The symbols of a model in running text and tables: ``\\varphi_T`` becomes φ with a lowered T."""

from __future__ import annotations

import re
from html import escape

from evbook.declaration import Declaration
from evbook.derive.latex import _name

_LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Delta": "Δ", "Phi": "Φ",
    "varrho": "ϱ", "Omega": "Ω", "Sigma": "Σ", "Lambda": "Λ", "Gamma": "Γ", "infty": "∞", "star": "*", "ast": "*",
    "ell": "ℓ",
}  # fmt: skip


def _unicode(latex: str) -> str:
    plain = re.sub(r"\\(?:mathrm|text|mathit|operatorname)\{([^{}]*)\}", r"\1", latex)
    plain = re.sub(r"\\([A-Za-z]+) ?", lambda found: _LETTERS.get(found[1], found[1]), plain)
    return plain.replace("{", "").replace("}", "")


def _pieces(record) -> tuple[str, str, str]:
    """A record's symbol as its stem, what is below it and what is above it."""
    latex = _name(record)
    marks = {"_": "", "^": ""}
    for mark in marks:
        found = re.search(rf"\{mark}(?:\{{((?:[^{{}}]|\{{[^{{}}]*\}})*)\}}|(\\[A-Za-z]+|.))", latex)
        if found:
            marks[mark] = _unicode(found[1] or found[2])
            latex = latex.replace(found[0], "")
    return _unicode(latex), marks["_"], marks["^"]


def html(record) -> str:
    """Return the symbol of a state, parameter or modifier as HTML."""
    stem, below, above = map(escape, _pieces(record))
    return f"<var>{stem}</var>" + (f"<sub>{below}</sub>" if below else "") + (f"<sup>{above}</sup>" if above else "")


def text(record) -> str:
    """Return the symbol as plain text: ``φ_T``."""
    stem, below, above = _pieces(record)
    return stem + (f"_{below}" if below else "") + (f"^{above}" if above else "")


def in_prose(words: str, declaration: Declaration) -> str:
    """Return a sentence of the declaration as HTML, with names such as ``T_v`` as symbols."""
    said = escape(words)
    for record in declaration.named:
        if "_" in record.name:
            said = re.sub(rf"\b{record.name}\b", html(record), said)
    return said
