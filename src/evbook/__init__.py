"""evbook: the models, data and claims of an executable review of extracellular vesicles in cancer.

``import evbook`` is light; SymPy, SciPy, pandas and Plotly are loaded when they are first needed.
"""

from __future__ import annotations

import sys
from importlib import abc, import_module, machinery, metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from evbook.model import Model

__all__ = ["chapter", "data", "figures", "ledger", "load", "models", "own_data"]

_PLACES = {"chapter": "evbook.chapter", "data": "evbook.data", "figures": "evbook.drawing.figures",
           "ledger": "evbook.ledger", "own_data": "evbook.own_data"}  # fmt: skip

#: Modules that have moved into a room; ``import evbook.claims`` works for one version, with a warning.
_MOVED = {
    "catalogue": "review.catalogue", "citation": "chapter.citation", "claims": "ledger.claims",
    "figures_analysis": "chapter.analysis_figures", "glossary": "ledger.glossary", "groupings": "ledger.groupings",
    "identifiers": "ledger.identifiers", "listing": "drawing.listing", "notes": "ledger.notes",
    "quizzes": "review.quizzes", "review_figures": "chapter.review_figures", "status": "chapter.status",
    "syllabi": "review.syllabi", "table1": "review.table1", "tabular": "drawing.tabular",
}  # fmt: skip


def models() -> pd.DataFrame:
    """Return a table with a row a model: title, base, number of states and parameters, chapter."""
    from evbook.derive.tables import models as table
    from evbook.review.catalogue import declarations

    return table(declarations())


def load(model_id: str) -> Model:
    """Return the model called ``model_id``, its declaration checked.

    Raises KeyError, listing the models there are, when there is none of that name.
    """
    from evbook.review.catalogue import load as loaded

    return loaded(model_id)


def __getattr__(name: str):
    if name in _PLACES:
        return import_module(_PLACES[name])
    if name in _MOVED:
        return import_module(f"evbook.{name}")
    if name == "__version__":
        return metadata.version("evbook")
    raise AttributeError(f"evbook has no attribute {name!r}; it offers {', '.join(__all__)}.")


class _Moved(abc.MetaPathFinder, abc.Loader):
    """Finds a moved module by its old name."""

    def find_spec(self, fullname: str, path=None, target=None) -> machinery.ModuleSpec | None:
        old = fullname.removeprefix("evbook.")
        return machinery.ModuleSpec(fullname, self) if fullname != old and old in {*_MOVED, "figures"} else None

    def create_module(self, spec: machinery.ModuleSpec) -> None:
        return None

    def exec_module(self, module) -> None:
        from evbook.declaration.renamed import warn

        old = module.__name__.removeprefix("evbook.")
        new = "drawing.figures" if old == "figures" else _MOVED[old]
        if old != "figures":
            warn(f"evbook.{old}", f"evbook.{new}", level=4)
        # The import system gives what stands in sys.modules once the module has run.
        sys.modules[module.__name__] = import_module(f"evbook.{new}")


sys.meta_path.append(_Moved())
