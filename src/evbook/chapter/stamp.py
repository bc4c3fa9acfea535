"""The versions a page was made with."""

from __future__ import annotations

import platform
from importlib import metadata

from evbook.drawing.output import Output
from evbook.model import Model

PACKAGES = ("evbook", "numpy", "scipy", "sympy", "pandas")


def stamp(*models: Model) -> Output:
    """Return the versions of Python and of what computes, and the hash of each model of the page."""
    versions = [f"Python {platform.python_version()}", *(f"{name} {metadata.version(name)}" for name in PACKAGES)]
    hashes = [f"model {model.id} @ {model.declaration.hash}" for model in models]
    text = "; ".join([*versions, *hashes])
    return Output(text=text, html=f'<p class="stamp">{text}</p>')
