"""Check the data tables against the schemas of ``data/datapackage.json``.

A Frictionless Data Package (specs.frictionlessdata.io, version 1) with the part of Table Schema that the tables
use: the types string, integer, number, boolean, date and year, the constraints required, unique, enum, pattern,
minimum, maximum and minLength, primary keys, and foreign keys between tables.
Only the standard library is used, so that a table can be checked before anything is installed.

``python -m evbook.datapackage`` prints what is wrong, a line a fault, and fails when anything is.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

TYPES = ("string", "integer", "number", "boolean", "date", "year")
CONSTRAINTS = ("required", "unique", "enum", "pattern", "minimum", "maximum", "minLength")


@dataclass(frozen=True)
class Fault:
    """Something wrong in a table. ``row`` counts lines of data from 1 (the header is row 0)."""

    file: str
    row: int | None
    column: str | None
    reason: str

    def __str__(self) -> str:
        where = self.file
        where += "" if self.row is None else f", row {self.row}" if self.row else ", header"
        where += "" if self.column is None else f", column {self.column}"
        return f"{where}: {self.reason}"


def check_package(folder: Path) -> list[Fault]:
    """Return the faults of the data package in ``folder``: its description, then each table.

    A CSV file in the folder that the description does not name is a fault too, and so is a table without a
    source or a licence.
    """
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [Fault("datapackage.json", None, None, "the file is missing.")]
    except json.JSONDecodeError as error:
        return [Fault("datapackage.json", error.lineno, None, f"this is not JSON: {error.msg}.")]
    faults: list[Fault] = []
    named: set[str] = set()
    for resource in package.get("resources", []):
        path = resource.get("path", "")
        named.add(path)
        faults += _check_description(resource)
        if not (folder / path).is_file():
            faults.append(Fault(path, None, None, "the file is named in datapackage.json and missing."))
    for path in sorted({file.name for file in folder.glob("*.csv")} - named):
        faults.append(Fault(path, None, None, "the file is not described in datapackage.json."))
    if faults:
        return faults
    for resource in package["resources"]:
        faults += check_table(folder / resource["path"], resource["schema"])
        faults += _check_foreign_keys(folder, resource, package["resources"])
    return faults


def check_table(path: Path, schema: dict) -> list[Fault]:
    """Return the faults of one CSV file against a Table Schema; an empty list when there is none.

    Header and rows are checked; a row with too few or too many cells is one fault, and its cells are left alone.
    """
    try:
        rows = list(_rows(path))
    except UnicodeDecodeError as error:
        return [Fault(path.name, None, None, f"byte {error.start} is not UTF-8; save the file as UTF-8.")]
    except csv.Error as error:
        return [Fault(path.name, None, None, f"this is not CSV: {error}.")]
    fields = schema["fields"]
    wanted = [field["name"] for field in fields]
    if not rows:
        return [Fault(path.name, 0, None, f"the file is empty; its header should be {','.join(wanted)}.")]
    header, *body = rows
    if header != wanted:
        return list(_header_faults(path.name, header, wanted))
    faults: list[Fault] = []
    whole: list[tuple[int, dict[str, str]]] = []
    for number, cells in enumerate(body, start=1):
        if len(cells) != len(wanted):
            reason = f"{len(cells)} cells where the header has {len(wanted)}; a comma in a text needs quotes."
            faults.append(Fault(path.name, number, None, reason))
            continue
        row = dict(zip(wanted, cells, strict=True))
        whole.append((number, row))
        for field in fields:
            reason = _cell_fault(row[field["name"]], field)
            if reason:
                faults.append(Fault(path.name, number, field["name"], reason))
    unique = [[field["name"]] for field in fields if field.get("constraints", {}).get("unique")]
    key = schema.get("primaryKey", [])
    for columns in [*unique, [key] if isinstance(key, str) else list(key)]:
        faults += _repeated(path.name, whole, columns)
    return faults


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, strict=True)


def _header_faults(name: str, header: list[str], wanted: list[str]) -> Iterator[Fault]:
    for column in wanted:
        if column not in header:
            yield Fault(name, 0, column, "the column is missing.")
    for column in header:
        if column not in wanted:
            yield Fault(name, 0, column, f"no such column is described; there should be {', '.join(wanted)}.")
    if sorted(header) == sorted(wanted):
        yield Fault(name, 0, None, f"the columns are in another order; it should be {', '.join(wanted)}.")


def _cell_fault(text: str, field: dict) -> str:
    """Why a cell does not fit its field, or "" when it does."""
    constraints = field.get("constraints", {})
    if text == "":
        return "the cell is empty and must not be." if constraints.get("required") else ""
    if text != text.strip():
        return f"{text!r} begins or ends with blank space."
    value, reason = _value(text, field["type"])
    if reason:
        return reason
    if "enum" in constraints and text not in [str(allowed) for allowed in constraints["enum"]]:
        return f"{text!r} is not one of {', '.join(str(allowed) for allowed in constraints['enum'])}."
    if "pattern" in constraints and not re.fullmatch(constraints["pattern"], text):
        return f"{text!r} does not have the form {constraints['pattern']}."
    if "minLength" in constraints and len(text) < constraints["minLength"]:
        return f"{text!r} is shorter than {constraints['minLength']} characters."
    if "minimum" in constraints and value < _value(str(constraints["minimum"]), field["type"])[0]:
        return f"{text} is below {constraints['minimum']}, the least allowed."
    if "maximum" in constraints and value > _value(str(constraints["maximum"]), field["type"])[0]:
        return f"{text} is above {constraints['maximum']}, the most allowed."
    return ""


def _value(text: str, kind: str) -> tuple[object, str]:
    """The value of a cell and "", or None and why it has none."""
    if kind == "string":
        return text, ""
    if kind in ("integer", "year"):
        if re.fullmatch(r"[+-]?\d+", text):
            return int(text), ""
        return None, f"{text!r} is not a whole number."
    if kind == "number":
        try:
            number = float(text)
        except ValueError:
            return None, f"{text!r} is not a number."
        if "_" in text or number != number or number in (float("inf"), float("-inf")):
            return None, f"{text!r} is not a finite number in the usual notation."
        return number, ""
    if kind == "boolean":
        return (text == "true", "") if text in ("true", "false") else (None, f"{text!r} is not true or false.")
    try:
        # Older Pythons and ISO 8601 both allow 20260102; the tables write 2026-01-02.
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError
        return date.fromisoformat(text), ""
    except ValueError:
        return None, f"{text!r} is not a date such as 2026-01-31."


def _repeated(name: str, rows: list[tuple[int, dict[str, str]]], columns: list[str]) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], int] = {}
    for number, row in rows if columns else []:
        key = tuple(row[column] for column in columns)
        if not any(key):
            continue
        if key in seen:
            said = " and ".join(repr(cell) for cell in key)
            yield Fault(name, number, ", ".join(columns), f"{said} stands in row {seen[key]} already.")
        seen.setdefault(key, number)


def _check_description(resource: dict) -> Iterator[Fault]:
    path = resource.get("path", "?")
    for part in ("name", "path", "title", "description", "sources", "licenses", "schema"):
        if not resource.get(part):
            yield Fault("datapackage.json", None, None, f"the table {path} has no {part}.")
    for field in resource.get("schema", {}).get("fields", []):
        if not field.get("description"):
            yield Fault("datapackage.json", None, field.get("name"), f"in {path} it has no description.")
        if field.get("type") not in TYPES:
            reason = f"in {path} its type {field.get('type')!r} is not one of {', '.join(TYPES)}."
            yield Fault("datapackage.json", None, field.get("name"), reason)
        for constraint in field.get("constraints", {}):
            # A constraint that nobody checks would be worse than none.
            if constraint not in CONSTRAINTS:
                reason = f"in {path} its constraint {constraint!r} is not one that is checked."
                yield Fault("datapackage.json", None, field.get("name"), reason)


def _check_foreign_keys(folder: Path, resource: dict, resources: list[dict]) -> Iterator[Fault]:
    paths = {other["name"]: other["path"] for other in resources}
    for foreign in resource["schema"].get("foreignKeys", []):
        column = foreign["fields"]
        target = paths[foreign["reference"]["resource"]]
        header, *body = _rows(folder / target)
        place = header.index(foreign["reference"]["fields"])
        known = {cells[place] for cells in body if len(cells) == len(header)}
        header, *body = _rows(folder / resource["path"])
        if column not in header:
            continue
        for number, cells in enumerate(body, start=1):
            text = cells[header.index(column)] if len(cells) == len(header) else ""
            if text and text not in known:
                reason = f"{text!r} is not in {target}, column {foreign['reference']['fields']}."
                yield Fault(resource["path"], number, column, reason)


def main(arguments: list[str]) -> int:
    """Print the faults of the package in the folder given, by default the book's own; return 1 when there are any."""
    from evbook.data import folder

    faults = check_package(Path(arguments[0]) if arguments else folder())
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
