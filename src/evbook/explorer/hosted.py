"""Which models the site has a script for; a page with another model carries that model's program itself.

A catalogue hosts each declaration that it hands out.  This room cannot ask the catalogue, which comes later.
"""

from __future__ import annotations

from evbook.declaration import Declaration

_hosted: dict[int, Declaration] = {}


def host(declaration: Declaration) -> None:
    """Note that the site has a script for ``declaration`` itself, and not only for one of the same id."""
    _hosted[id(declaration)] = declaration


def live_anchor(model: str) -> str:
    """The id of a model's whole figure on its chapter's page, for links that land on the model itself."""
    return f"live-{model}"


def is_hosted(declaration: Declaration) -> bool:
    """Say whether the site has a script for this very declaration."""
    return id(declaration) in _hosted
