"""Read the book's data tables.

The tables lie in ``data/`` as CSV files; ``data/datapackage.json`` (a Frictionless Data Package) says what each
column means, its type, where the table comes from and under which licence it may be used.
"""

from __future__ import annotations

import csv
import io
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
    Raises KeyError, listing the tables there are, when there is none of that name, and ValueError, naming file and
    line, when the file is damaged.
    """
    import pandas as pd

    description = resource(name)
    fields = description["schema"]["fields"]
    rows, lines = _rows(folder() / description["path"], [field["name"] for field in fields])
    table = pd.DataFrame(rows, columns=[field["name"] for field in fields], dtype=str)
    for field in fields:
        if field["type"] in ("number", "integer"):
            column = pd.to_numeric(table[field["name"]].replace("", None), errors="coerce")
            for row in (column.isna() & (table[field["name"]] != "")).to_numpy().nonzero()[0]:
                found = table[field["name"]].iloc[row]
                raise _damage(description["path"], lines[row], f"{field['name']} is {found!r}, which is no number")
            table[field["name"]] = column.astype("Int64" if field["type"] == "integer" else float)
    return table


def _damage(file: str, line: int, fault: str) -> ValueError:
    return ValueError(
        f"data/{file}, line {line}: {fault}. The file is damaged or was edited by hand; "
        "`python -m evbook.datapackage` lists all that is wrong with the tables."
    )


def _rows(path: Path, columns: list[str]) -> tuple[list[list[str]], list[int]]:
    """The rows of a table, and the line at which each ends."""
    rows, lines = [], []
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _damage(path.name, line, "it is not text in UTF-8") from error
    if "\0" in text:
        raise _damage(path.name, text.count("\n", 0, text.index("\0")) + 1, "it holds a byte that is not text")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if header != columns:
            raise _damage(path.name, 1, f"the columns are {', '.join(header) or 'absent'}, not {', '.join(columns)}")
        for row in reader:
            if not row:  # a line with nothing on it, at the end mostly
                continue
            if len(row) != len(columns):
                raise _damage(path.name, reader.line_num, f"it has {len(row)} cells, not {len(columns)}")
            rows.append(row)
            lines.append(reader.line_num)
    except csv.Error as error:
        raise _damage(path.name, reader.line_num, f"it cannot be read as CSV ({error})") from error
    return rows, lines


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
