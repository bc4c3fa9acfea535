"""Wide tables: a row for each subject and a column for each time are turned, so that time is a column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from evbook.own_data.cells import cell_of
from evbook.own_data.headings import Heading, heading_of, role_of, statistic_of
from evbook.own_data.raw import Raw, letter_of
from evbook.own_data.sheet import Sheet
from evbook.own_data.units import Unit, time_unit_of, unit_of
from evbook.own_data.words import plain, role_words

_POINT = re.compile(r"^(?P<before>[A-Za-zäéíû=]*?)[\s_=:.-]*(?P<value>\d+(?:[.,]\d+)?)\s*(?P<after>[A-Za-z]*)\.?$")
#: A time behind the name of what was measured: "Vol_D4", "OD 24h", "Mean Day 4".
_BEHIND = re.compile(r"^([^\W\d].*?)[\s_.:-]+((?:[A-Za-z]+[\s_.]?)?\d+(?:[.,]\d+)?\s*[A-Za-z]*)$")
#: A unit in brackets behind a name.
_IN_BRACKETS = re.compile(r"^(.*\S)\s*[\[(]([^\[\](){}]+)[\])]$")


@dataclass
class _Times:
    """The times in headings: columns and times, the unit of time, that of the numbers, and columns of spreads."""

    at: list[int]
    values: list[float]
    unit: str
    of: Unit | None = None
    spreads: dict[str, list[int]] = field(default_factory=dict)
    bare: bool = False


def _time_point(text: str) -> tuple[float, str] | None:
    """The time that a heading is: "Day 4", "D4", "t=0 h", "10 min"; its unit is "" for "T2"."""
    match = _POINT.match(re.sub(r"^(?:time|t|zeit)\s*[=:]?\s*(?=\d)", "", text.strip(), flags=re.IGNORECASE))
    if not match or not (match["before"] or match["after"] or text.strip()[:1] in "tT"):
        return None
    # Y1 is a curve, M1 a mouse and S1 a sample: of single letters only days, hours and weeks stand before a time.
    if match["before"].lower() in ("y", "s", "j"):
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


def _plain_points(names: list[str]) -> _Times | None:
    """Headings that are times and nothing else: "Day 0", "Day 4"."""
    points = {j: point for j, name in enumerate(names) if name and (point := _time_point(name))}
    if len(points) < 2 or len({unit for _, unit in points.values()}) != 1:
        return None
    return _Times(list(points), [value for value, _ in points.values()], next(iter(points.values()))[1])


def _named_points(names: list[str]) -> _Times | None:
    """Times behind the name of what was measured, or before its unit: "Vol_D0", "Day 4 (mm3)", "Mean D0", "SD D0"."""
    found: dict[str, list[tuple[int, float, str]]] = {}
    units: list[Unit | None] = []
    for j, name in enumerate(names):
        bracket = _IN_BRACKETS.match(name)
        unit = unit_of(bracket[2]) if bracket else None
        bare = bracket[1] if unit else name
        point, stem = _time_point(bare), ""
        behind = None if point else _BEHIND.match(bare)
        if behind:
            point, stem = _time_point(behind[2]), behind[1]
        if point and point[1]:
            found.setdefault(plain(stem), []).append((j, *point))
            units.append(unit)
    kinds = {stem: statistic_of(stem) for stem in found}
    main = [stem for stem in found if kinds[stem] in ("", "mean")]
    if len(main) != 1 or any(kind in ("other", "error") for kind in kinds.values()):
        return None
    points = found[main[0]]
    times = [value for _, value, _ in points]
    same = {unit for one in found.values() for *_, unit in one}
    labels = {(unit.label, unit.factor) if unit else None for unit in units}
    if len(points) < 2 or len(set(times)) < len(times) or len(same) != 1 or len(labels) != 1:
        return None
    spreads = {kinds[stem]: [j for j, *_ in one] for stem, one in found.items() if stem != main[0]}
    if any([value for _, value, _ in found[stem]] != times for stem in found):
        return None
    return _Times([j for j, *_ in points], times, same.pop(), units[0], spreads)


def _numbers(names: list[str]) -> _Times | None:
    """Headings that are numbers, behind a first one that is no time: "Mouse, 0, 4, 7"."""
    at = [j for j in range(1, len(names)) if re.fullmatch(r"\d+(?:[.,]\d+)?", names[j])]
    values = [float(names[j].replace(",", ".")) for j in at]
    first = heading_of(names[0])
    # "Day, 0, 10, 100" has doses for names and its time in the first column.
    if len(at) < 2 or values != sorted(set(values)) or first.time >= 2 or at[-1] - at[0] != len(at) - 1 or not names[0]:
        return None
    # A first heading such as "Mouse / Day" names the unit.
    said = [time_unit_of(word) for word in re.split(r"[\s/\\|]+", names[0]) if time_unit_of(word) and len(word) > 1]
    return _Times(at, values, said[0].label if said else "", bare=True)


def _roles(names: list[str], others: list[int], cells: list[list[str]], remarks: list[str]) -> dict[int, str]:
    """What the columns beside the times are; a text that repeats tells the arms where nothing else does."""
    roles = {
        j: role_of(heading_of(names[j]))
        or ("subject" if plain(names[j]).split(" ")[0] in role_words("subject") else "")
        for j in others
    }
    if "arm" in roles.values():
        return roles
    for j in others:
        told = [cell for cell in cells[j] if cell]
        if not roles[j] and names[j] and len(set(told)) < len(told) and not any(cell_of(one).numeric for one in told):
            roles[j] = "arm"
            remarks.append(f"Column {letter_of(j)}, “{names[j]}”, is taken to tell the arms.")
            break
    return roles


def times_in_headings(
    sheet: Sheet, names: list[str], cells: list[list[str]], of: Unit | None = None
) -> tuple[list[Raw], list[str]] | None:
    """A table with a row for each subject and a column for each time, turned so that time is a column.

    ``of`` is the unit of the numbers where a title above the names gives it.
    """
    times = _plain_points(names) or _named_points(names) or _numbers(names)
    if times is None:
        return None
    taken_up = {*times.at, *(j for one in times.spreads.values() for j in one)}
    others = [j for j in range(len(names)) if j not in taken_up]
    if any(heading_of(names[j]).time >= 2 and not times.bare and any(cells[j]) for j in others):
        return None
    remarks = ["Times stand in the headings, so each row is read as a column of its own."]
    heading = heading_of(f"time [{times.unit}]") if times.unit else heading_of("time")
    columns = [j + 1 for j in times.at]
    first = replace(heading, text="time")
    raws = [Raw(letter_of(times.at[0]), first, [f"{value:g}" for value in times.values], columns, named="time")]
    roles = _roles(names, others, cells, remarks)
    rows = [number for number, _ in sheet.rows]
    of = times.of or of
    taken: dict[str, int] = {}
    for i, number in enumerate(rows):
        labels = {j: cells[j][i] for j in others if cells[j][i]}
        well = "".join(labels.get(j, "") for j in others if plain(names[j]) in ("well row", "well col", "well column"))
        arm = next((labels[j] for j in labels if roles[j] == "arm"), "")
        subject = well or next((labels[j] for j in labels if roles[j] in ("subject", "replicate")), "")
        name = subject or " ".join(labels.values()) or f"row {number}"
        if arm and name and not subject:
            name = arm
        values = [cells[j][i] for j in times.at]
        if not any(values):
            continue
        taken[arm or name] = taken.get(arm or name, 0) + 1
        said = Heading(name, name, of, doubt=of.doubt if of else "")
        made = Raw(f"row {number}", said, values, columns, arm=arm, subject=subject, named=name)
        made.replicate = taken[arm or name]
        raws.append(made)
        for kind, at in times.spreads.items():
            spread = replace(said, text=f"{name} {kind}", statistic=kind, unit=None if kind == "n" else of)
            beside = [cells[j][i] for j in at]
            raws.append(Raw(f"row {number} {kind}", spread, beside, columns, arm=arm, subject=subject, named=name))
    for raw in raws[1:]:
        if raw.heading.statistic:
            continue
        if taken.get(raw.arm or raw.named, 0) < 2:
            raw.replicate = 0
        elif not raw.arm:
            raw.arm = raw.named
    return raws, remarks
