"""Wide and long: times in headings become a column, groups above names become arms, repeated names replicates."""

from __future__ import annotations

import re
from dataclasses import replace

from evbook.own_data.cells import cell_of
from evbook.own_data.headings import heading_of, role_of
from evbook.own_data.multipliers import doses_in_brackets
from evbook.own_data.raw import Raw, letter_of
from evbook.own_data.sheet import Sheet
from evbook.own_data.wide import times_in_headings
from evbook.own_data.words import listed, plain


def columns_of(sheet: Sheet) -> tuple[list[Raw], list[str]]:
    """The columns of a sheet with their headings, and what is to be said of the layout."""
    remarks: list[str] = []
    width = max(len(row) for _, row in sheet.rows)
    heads = [[*row, *[""] * (width - len(row))] for row in sheet.heads]
    rows = [number for number, _ in sheet.rows]
    cells = [[row[j] if j < len(row) else "" for _, row in sheet.rows] for j in range(width)]
    units = [*(sheet.units or []), *[""] * width]
    # One cell above names that are times is the title of what was measured.
    title = [cell for cell in heads[0] if cell] if len(heads) == 2 else []
    if len(heads) == 1 or len(title) == 1:
        of = heading_of(title[0]).unit if title else None
        wide = times_in_headings(sheet, heads[-1], cells, of)
        if wide is not None:
            return wide
    groups = heads[0] if len(heads) == 2 else [""] * width
    names = heads[-1] if heads else [""] * width
    if len(heads) == 2:
        groups = _filled_forward(groups, names)
        remarks.append("Two rows of headings are read: groups above, names below.")
    elif heads and any(names) and not all(names):
        names = _continued(names, cells)
    raws = []
    for j in range(width):
        heading = heading_of(names[j])
        if units[j].strip() and heading.unit is None:
            bare = re.sub(r"^[\[(]|[\])]$", "", units[j].strip())
            heading = heading_of(f"{names[j]} [{bare}]")
        raw = Raw(letter_of(j), heading, cells[j], rows, named=names[j])
        if groups[j]:
            raw = _under_group(raw, groups[j], names[j])
        raws.append(raw)
    raws = [raw for raw in raws if any(raw.cells) or raw.named]
    raws = [raw for raw in raws if any(raw.cells) or not re.fullmatch(r"(Unnamed: \d+)?", raw.named)]
    raws = doses_in_brackets(raws, heading_of, remarks)
    _replicates(raws, remarks)
    return raws, remarks


def _filled_forward(groups: list[str], names: list[str]) -> list[str]:
    """A group stands over its first column and holds until the next one."""
    filled, now = [], ""
    for group, name in zip(groups, names, strict=True):
        now = group or (now if name or now else "")
        filled.append(now)
    return filled


def _continued(names: list[str], cells: list[list[str]]) -> list[str]:
    """A column of numbers without a name belongs to the name before it, as in a grouped table."""
    continued = list(names)
    for j in range(1, len(names)):
        if not names[j] and any(cells[j]) and continued[j - 1] and j > 1:
            continued[j] = continued[j - 1]
    return continued


def _under_group(raw: Raw, group: str, name: str) -> Raw:
    """A column under a group: the group is its arm; of a digitiser's X and Y, X is what the group's Y lies along."""
    over = heading_of(group)
    lower = plain(name)
    if lower == "x":
        return replace(
            raw,
            arm=over.name,
            axis=True,
            heading=replace(raw.heading, text=f"{group} X", name=f"{over.name} X", time=2),
        )
    if lower == "y":
        return replace(raw, arm=over.name, heading=replace(over, text=group, time=0))
    own = raw.heading
    if own.time >= 2 or not over.name or plain(over.name) == plain(name):
        return raw
    if own.statistic and own.name in ("", name):
        own = replace(own, text=f"{group} {name}", name=over.name, unit=own.unit or over.unit)
        return replace(raw, arm=over.name, heading=own)
    if not name:
        return replace(raw, arm=over.name, heading=replace(over, time=over.time))
    return replace(raw, arm=over.name, heading=replace(own, unit=own.unit or over.unit))


def _replicates(raws: list[Raw], remarks: list[str]) -> None:
    """Columns of one name are replicates of each other: Control, Control, Control; or Control_1, Control_2."""
    by_name: dict[tuple, list[Raw]] = {}
    for raw in raws:
        said = role_of(raw.heading)
        # "Control, Control, Treatment, Treatment" are replicates of what elsewhere heads a column of labels.
        repeated = sum(plain(one.named) == plain(raw.named) for one in raws) > 1
        if raw.heading.time >= 2 or raw.axis or not raw.named.strip() or (said and not (said == "arm" and repeated)):
            continue
        if raw.heading.statistic in ("other", "sd", "sem", "n", "error"):
            continue
        # pandas writes a second V as V.1
        stem = plain(re.sub(r"(?<=\D)\.\d+$", "", raw.heading.name))
        by_name.setdefault((stem or plain(raw.heading.name), raw.heading.statistic, raw.arm), []).append(raw)
    numbered: dict[str, list[tuple[int, Raw]]] = {}
    for raw in raws:
        match = re.fullmatch(
            r"(.*?\D)[\s_.-]+(?:(?:bio|tech)?rep(?:licate)?|r|n|m|s|mouse|animal|rat|donor|patient|well|#)?[\s_.-]*(\d{1,2})",
            raw.heading.name.strip(),
            re.IGNORECASE,
        )
        if match and not raw.heading.statistic and raw.heading.time < 2:
            numbered.setdefault(match[1].strip(" _.-"), []).append((int(match[2]), raw))
    for (_, _, arm), same in by_name.items():
        labels = [raw.heading.unit.label if raw.heading.unit else raw.heading.odd for raw in same]
        if all(labels) and len(set(labels)) > 1:
            remarks.append(
                f"{len(same)} columns are headed “{same[0].heading.name}” in several units ({', '.join(labels)}): if "
                "they are one measurement, ignore all but one."
            )
        elif len(same) > 1:
            name = re.sub(r"\.\d+$", "", same[0].heading.name)
            for count, raw in enumerate(same, 1):
                raw.arm, raw.replicate = arm or name, count
                raw.heading = replace(raw.heading, name=name)
            remarks.append(f"{len(same)} columns are headed “{same[0].named}”: they are read as replicates of one.")
    for name, same in numbered.items():
        counts = [count for count, _ in same]
        if (
            len(same) > 1
            and counts in (list(range(1, len(same) + 1)), list(range(len(same))))
            and all(not raw.replicate for _, raw in same)
        ):
            if (
                len(numbered) == 1
                and not re.search(r"rep|mouse|animal", same[0][1].heading.name, re.IGNORECASE)
                and len(same) < 3
            ):
                continue
            for count, raw in same:
                raw.arm, raw.replicate = raw.arm or name, count
            remarks.append(
                f"{len(same)} columns are headed “{name}” with a number: they are read as replicates of one."
            )


def is_row_number(raw: Raw) -> bool:
    """Whether a column counts the rows: 0, 1, 2 … or 1, 2, 3 … under a heading that says nothing else."""
    if plain(raw.named) not in listed("row_names") and raw.named.strip() not in ("#",):
        return False
    values = [cell_of(cell).number for cell in raw.cells]
    return values in ([str(i) for i in range(len(values))], [str(i + 1) for i in range(len(values))])
