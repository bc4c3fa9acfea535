"""SD and SEM in the unit of the value they belong to; one in per cent of the value is no spread in its unit."""

from __future__ import annotations

from dataclasses import replace

from evbook.own_data.records import Column
from evbook.own_data.units import factor_between, unit_of


def in_the_unit_of_their_value(columns: list[Column], remarks: list[str]) -> list[Column]:
    """Turn spreads into the unit of their value, and leave out those that cannot be turned."""
    by_letter = {column.letter: column for column in columns}
    found = []
    for column in columns:
        value = by_letter.get(column.of)
        if column.role not in ("sd", "sem") or value is None or column.unit in ("", value.unit):
            found.append(column)
            continue
        where = f"Column {column.letter}, “{column.heading}”,"
        if column.unit == "%":
            remarks.append(f"{where} is a share of its value in per cent, and is left out.")
            found.append(replace(column, role="ignored"))
            continue
        given, wanted = unit_of(column.unit), unit_of(value.unit or "1")
        factor = factor_between(given, wanted) if given and wanted else None
        if factor is None:
            remarks.append(f"{where} is in {column.unit}, which cannot be turned into {value.unit or 'the unit of'} "
                           f"“{value.heading}”, and is left out.")  # fmt: skip
            found.append(replace(column, role="ignored"))
        else:
            remarks.append(f"{where} is turned into {value.unit}, the unit of its value.")
            found.append(replace(column, unit=value.unit, factor=column.factor * factor, values=column.values * factor))
    return found
