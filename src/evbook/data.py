"""Read the book's data tables.

The tables lie in ``data/`` as CSV files; ``data/datapackage.json`` (a Frictionless Data Package) says what each
column means, its type, where the table comes from and under which licence it may be used.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def folder() -> Path:
    """Return the folder of the tables: the one the installed package carries, else the checkout's ``data/``.

    Raises FileNotFoundError when there is neither.
    """
    # A wheel carries the tables inside the package; an editable install finds them beside src/.
    candidates = (Path(__file__).parent / "_data", Path(__file__).resolve().parents[2] / "data")
    for candidate in candidates:
        if (candidate / "datapackage.json").is_file():
            return candidate
    raise FileNotFoundError(
        f"The data of the book are missing: neither {candidates[0]} nor {candidates[1]} holds a datapackage.json. "
        "Install evbook anew, or work in a full checkout."
    )


@cache
def package() -> dict:
    """Return the data package's description, ``datapackage.json``, as a dictionary."""
    return json.loads((folder() / "datapackage.json").read_text(encoding="utf-8"))


def names() -> list[str]:
    """Return the names that :func:`read` knows, in the order of the data package."""
    return [resource["name"] for resource in package()["resources"]]


def resource(name: str) -> dict:
    """Return the description of one table: title, path, schema, sources, licences.

    Raises KeyError, listing the tables there are, when there is none of that name.
    """
    for candidate in package()["resources"]:
        if name in (candidate["name"], candidate["path"]):
            return candidate
    raise KeyError(f"There is no table called {name!r}; the tables are {', '.join(names())}.")


def read(name: str) -> pd.DataFrame:
    """Return the table called ``name`` (``claims``, ``table1_as_printed`` …), typed by its schema.

    Text columns hold text, "" where nothing is known.
    Number columns hold floats, NaN where nothing is known; integer columns pandas' ``Int64``, <NA> likewise.
    Raises KeyError, listing the tables there are, when there is none of that name.
    """
    import pandas as pd

    description = resource(name)
    table = pd.read_csv(folder() / description["path"], dtype=str, keep_default_na=False, encoding="utf-8")
    for field in description["schema"]["fields"]:
        if field["type"] in ("number", "integer"):
            column = pd.to_numeric(table[field["name"]].replace("", None))
            table[field["name"]] = column.astype("Int64" if field["type"] == "integer" else float)
    return table


def columns(name: str) -> pd.DataFrame:
    """Return what each column of a table means: its name, type, meaning and constraints, a row a column."""
    import pandas as pd

    fields = resource(name)["schema"]["fields"]
    return pd.DataFrame(
        {
            "column": [field["name"] for field in fields],
            "type": [field["type"] for field in fields],
            "meaning": [field["description"] for field in fields],
            "values": [_allowed(field.get("constraints", {})) for field in fields],
        }
    )


def tables() -> pd.DataFrame:
    """Return the tables of the package: name, rows, what it holds, its licences and sources, a row a table."""
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "name": entry["name"],
                "rows": len(read(entry["name"])),
                "holds": entry["description"],
                "licence": ", ".join(licence["name"] for licence in entry["licenses"]),
                "sources": "; ".join(source["title"] for source in entry["sources"]),
            }
            for entry in package()["resources"]
        ]
    )


def parts(cell: str) -> list[str]:
    """Return the values of a cell that ``;`` parts: ``parts("animal; patient") == ["animal", "patient"]``."""
    return [value for value in (piece.strip() for piece in cell.split(";")) if value]


def _allowed(constraints: dict) -> str:
    if "enum" in constraints:
        return ", ".join(str(value) for value in constraints["enum"])
    return "each differs" if constraints.get("unique") else ""
