"""evbook: the models, data and claims of an executable review of extracellular vesicles in cancer.

``import evbook`` is light; SymPy, SciPy, pandas and Plotly are loaded when they are first needed.
"""

from __future__ import annotations

from importlib import import_module, metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from evbook.model import Model

__all__ = ["claims", "data", "load", "models"]

_MODULES = ("claims", "data")


def models() -> pd.DataFrame:
    """Return a table with a row a model: title, base, number of states and parameters, chapter."""
    from evbook.catalogue import declarations
    from evbook.derive.tables import models as table

    return table(declarations())


def load(model_id: str) -> Model:
    """Return the model called ``model_id``, its declaration checked.

    Raises KeyError, listing the models there are, when there is none of that name.
    """
    from evbook.catalogue import declaration
    from evbook.model import Model

    return Model(declaration(model_id))


def __getattr__(name: str):
    if name in _MODULES:
        return import_module(f"evbook.{name}")
    if name == "__version__":
        return metadata.version("evbook")
    raise AttributeError(f"evbook has no attribute {name!r}; it offers {', '.join(__all__)}.")
