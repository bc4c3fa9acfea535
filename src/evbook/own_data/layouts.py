"""Wide and long: times in headings become a column, groups above names become arms, repeated names replicates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from evbook.own_data.cells import cell_of
from evbook.own_data.headings import Heading, heading_of, role_of
from evbook.own_data.sheet import Sheet
from evbook.own_data.units import time_unit_of
from evbook.own_data.words import listed, plain


@dataclass
class Raw:
    """One column before its meaning is settled: heading, cells, the rows they stand in, and what a layout tells."""

    letter: str
    heading: Heading
    cells: list[str]
    rows: list[int]
    arm: str = ""
    subject: str = ""
    replicate: int = 0
    axis: bool = False
    along: str = ""
    named: str = ""
    remarks: list[str] = field(default_factory=list)


def letter_of(index: int) -> str:
    """ "A" for 0, "Z" for 25, "AA" for 26."""
    return (letter_of(index // 26 - 1) if index >= 26 else "") + chr(65 + index % 26)


def columns_of(sheet: Sheet) -> tuple[list[Raw], list[str]]:
    """The columns of a sheet with their headings, and what is to be said of the layout."""
    remarks: list[str] = []
    width = max(len(row) for _, row in sheet.rows)
    heads = [[*row, *[""] * (width - len(row))] for row in sheet.heads]
    rows = [number for number, _ in sheet.rows]
    cells = [[row[j] if j < len(row) else "" for _, row in sheet.rows] for j in range(width)]
    units = [*(sheet.units or []), *[""] * width]
    if len(heads) == 1:
        wide = _times_in_headings(sheet, heads[0], cells)
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
        if raw.heading.time >= 2 or raw.axis or not raw.named.strip() or role_of(raw.heading):
            continue
        # pandas writes a second V as V.1
        stem = plain(re.sub(r"(?<=\D)\.\d+$", "", raw.heading.name))
        by_name.setdefault((stem or plain(raw.heading.name), raw.heading.statistic, raw.arm), []).append(raw)
    numbered: dict[str, list[tuple[int, Raw]]] = {}
    for raw in raws:
        match = re.fullmatch(
            r"(.*?\D)[\s_.-]+(?:rep(?:licate)?|r|n|mouse|animal|well|#)?[\s_.-]*(\d{1,2})",
            raw.heading.name.strip(),
            re.IGNORECASE,
        )
        if match and not raw.heading.statistic and raw.heading.time < 2:
            numbered.setdefault(match[1].strip(" _.-"), []).append((int(match[2]), raw))
    for (_, _, arm), same in by_name.items():
        labels = [raw.heading.unit.label if raw.heading.unit else "" for raw in same]
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


_POINT = re.compile(r"^(?P<before>[A-Za-zäéíû=]*?)[\s_=:.-]*(?P<value>\d+(?:[.,]\d+)?)\s*(?P<after>[A-Za-z]*)\.?$")


def _time_point(text: str) -> tuple[float, str] | None:
    """The time that a heading is: "Day 4", "D4", "t=0 h", "10 min"; its unit is "" for "T2"."""
    match = _POINT.match(re.sub(r"^(?:time|t|zeit)\s*[=:]?\s*(?=\d)", "", text.strip(), flags=re.IGNORECASE))
    if not match or not (match["before"] or match["after"] or text.strip()[:1] in "tT"):
        return None
    before, after = time_unit_of(match["before"] or "?"), time_unit_of(match["after"] or "?")
    unit = before or after
    if unit is None and not (
        match["before"].lower() in ("", "t", "time") and not match["after"] and text.strip()[:1] in "tT"
    ):
        return None
    if (match["before"] and before is None and match["before"].lower() not in ("t", "time")) or (
        match["after"] and after is None
    ):
        return None
    return float(match["value"].replace(",", ".")), unit.label if unit else ""


def _times_in_headings(sheet: Sheet, names: list[str], cells: list[list[str]]) -> tuple[list[Raw], list[str]] | None:
    """A table with a row for each subject and a column for each time, turned so that time is a column."""
    points = [_time_point(name) if name else None for name in names]
    at = [j for j, point in enumerate(points) if point is not None]
    numbers = False
    if len(at) < 2 or len({points[j][1] for j in at}) != 1:
        at = [j for j in range(1, len(names)) if re.fullmatch(r"\d+(?:[.,]\d+)?", names[j])]
        values = [float(names[j].replace(",", ".")) for j in at]
        first = heading_of(names[0])
        # "Day, 0, 10, 100" has doses for names and its time in the first column.
        if (
            len(at) < 2
            or values != sorted(set(values))
            or first.time >= 2
            or at[-1] - at[0] != len(at) - 1
            or not names[0]
        ):
            return None
        points = [None if j not in at else (values[at.index(j)], "") for j in range(len(names))]
        numbers = True
    others = [j for j in range(len(names)) if j not in at]
    if any(heading_of(names[j]).time >= 2 and not numbers and any(cells[j]) for j in others):
        return None
    unit = points[at[0]][1]
    times = [f"{points[j][0]:g}" for j in at]
    remarks = ["Times stand in the headings, so each row is read as a column of its own."]
    heading = heading_of(f"time [{unit}]") if unit else heading_of("time")
    if numbers:
        # A first heading such as "Mouse / Day" names the unit.
        said = [time_unit_of(word) for word in re.split(r"[\s/\\|]+", names[0]) if time_unit_of(word) and len(word) > 1]
        heading = heading_of(f"time [{said[0].label}]") if said else heading
    raws = [Raw(letter_of(at[0]), replace(heading, text="time"), times, [j + 1 for j in at], named="time")]
    roles = {
        j: role_of(heading_of(names[j])) or ("subject" if plain(names[j]).split(" ")[0] in listed_subjects() else "")
        for j in others
    }
    rows = [number for number, _ in sheet.rows]
    taken: dict[str, int] = {}
    for i, number in enumerate(rows):
        labels = {j: cells[j][i] for j in others if cells[j][i]}
        well = "".join(labels.get(j, "") for j in others if plain(names[j]) in ("well row", "well col", "well column"))
        arm = next((labels[j] for j in labels if roles[j] == "arm"), "")
        subject = well or next((labels[j] for j in labels if roles[j] in ("subject", "replicate")), "")
        name = subject or " ".join(labels.values()) or f"row {number}"
        if arm and name and not subject:
            name = arm
        values = [cells[j][i] for j in at]
        if not any(values):
            continue
        taken[arm or name] = taken.get(arm or name, 0) + 1
        raw = Raw(
            f"row {number}", Heading(name, name), values, [j + 1 for j in at], arm=arm, subject=subject, named=name
        )
        raw.replicate = taken[arm or name]
        raws.append(raw)
    for raw in raws[1:]:
        if taken.get(raw.arm or raw.named, 0) < 2:
            raw.replicate = 0
        elif not raw.arm:
            raw.arm = raw.named
    return raws, remarks


def listed_subjects() -> frozenset[str]:
    """The words that head a column of subjects."""
    from evbook.own_data.words import role_words

    return role_words("subject")


def is_row_number(raw: Raw) -> bool:
    """Whether a column counts the rows: 0, 1, 2 … or 1, 2, 3 … under a heading that says nothing else."""
    if plain(raw.named) not in listed("row_names") and raw.named.strip() not in ("#",):
        return False
    values = [cell_of(cell).number for cell in raw.cells]
    return values in ([str(i) for i in range(len(values))], [str(i + 1) for i in range(len(values))])
