"""Where a table begins and ends: what stands above it, its rows of names and units, its rows of numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from evbook.own_data.cells import cell_of
from evbook.own_data.grid import Grid, _many, _short
from evbook.own_data.headings import heading_of, role_of, statistic_of
from evbook.own_data.units import time_unit_of, unit_of
from evbook.own_data.words import plain, role_words, tokens

#: Kinds of cells that a row of numbers has, and a row of names has not.
_STRONG = ("number", "clock", "date", "below", "above", "undetermined", "infinite")


@dataclass
class Sheet:
    """A table: rows of headings above, rows of cells below, all of one width.

    ``heads`` are the rows of names, ``units`` the row of units or None; ``rows`` the numbers of the rows in the
    file and their cells; ``remarks`` what was left out.
    """

    heads: list[list[str]]
    units: list[str] | None
    rows: list[tuple[int, list[str]]]
    separator: str
    remarks: list[str] = field(default_factory=list)


def strong(cell: str) -> bool:
    """Whether a cell is a number, or says of a number that it is beyond what can be told."""
    return cell_of(cell).kind in _STRONG


def _filled(row: list[str]) -> int:
    return sum(1 for cell in row if cell)


def sheet_of(grid: Grid) -> Sheet:
    """Find the table in a grid.  Raises ValueError with a sentence where there is none."""
    rows = grid.rows
    lying = _lying(grid)
    if lying is not None:
        return lying
    width = Counter(_filled(row) for _, row in rows if _filled(row) > 1).most_common(1)
    if not width:
        raise ValueError("No row of the table has two cells.  A row of names, then rows of numbers, is what is read.")
    used = len(rows[0][1])
    lower = [row for _, row in rows[max(len(rows) // 3, 1) :]] or [row for _, row in rows]
    columns = []
    for j in range(used):
        cells = [row[j] for row in lower if row[j]]
        if (
            cells
            and sum(cell_of(cell).numeric for cell in cells) * 2 >= len(cells)
            and any(strong(cell) for cell in cells)
        ):
            columns.append(j)
    if not columns:
        raise ValueError(
            "No column of the table holds numbers.  A row of names, then rows of numbers, is what is read."
        )
    # A time beside which nothing was measured is a row of the table all the same.
    measured = [_is_data(row, columns) or (_filled(row) == 1 and strong(row[columns[0]])) for _, row in rows]
    # A word where a time should be: the first row must not have one, a later one that is a sum or a mean is left out.
    words = [cell_of(row[columns[0]]).kind == "text" for _, row in rows]
    first = _first_of_longest([one and not word for one, word in zip(measured, words, strict=True)])
    if first is not None and _heads_numbers(rows, first, columns):
        first += 1
    measured = [
        one and not (word and _sums_up(row[columns[0]]))
        for one, word, (_, row) in zip(measured, words, rows, strict=True)
    ]
    while (
        first
        and first > 1
        and measured[first - 1]
        and words[first - 1]
        and not any(map(strong, rows[first - 2][1]))
        and not _is_a_name(rows[first - 1][1][columns[0]])
    ):
        first -= 1
    if first is None or first == len(rows):
        raise ValueError(
            "No row of the table holds numbers in two columns.  A row of names, then rows of numbers, is what is read."
        )
    heads, units = _headings(rows[:first], columns, used)
    remarks = list(grid.remarks)
    above = first - len(heads) - (units is not None)
    if above:
        remarks.append(
            f"{_many(above, 'row')} above the table {'is' if above == 1 else 'are'} left out, "
            f"beginning with “{_short(next(cell for cell in rows[0][1] if cell))}”."
        )
    body, left, second = [], [], None
    names = heads[-1] if heads else None
    for (number, row), is_row in zip(rows[first:], measured[first:], strict=True):
        if is_row:
            body.append((number, row))
        elif names is not None and row == names:
            left.append((number, "repeats the names"))
        elif _looks_like_heading(row, columns, rows, measured, number) and len(body) > 1:
            second = number
            break
        else:
            left.append((number, _short(next(cell for cell in row if cell))))
    if second:
        remarks.append(
            f"From row {second} on the file holds another table, which is not read; give it as a file of its own."
        )
    for number, what in left[:3]:
        remarks.append(f"Row {number} holds no measurement (“{what}”) and is left out.")
    if len(left) > 3:
        remarks.append(f"{_many(len(left) - 3, 'more row')} of this kind {'is' if len(left) == 4 else 'are'} left out.")
    sheet = _without_row_names(Sheet(heads, units, body, grid.separator, remarks))
    if heads:
        number = next((n for n, row in rows[:first] if row == heads[-1]), 0)
        _as_wide_as_the_names(sheet, number, grid.widths)
    return sheet


def _as_wide_as_the_names(sheet: Sheet, number: int, widths: dict[int, int]) -> None:
    """Refuse rows with more cells than there are names: perhaps a comma is both decimal mark and separator."""
    names = sum(
        1 for _ in sheet.heads[-1][: max((j for j, name in enumerate(sheet.heads[-1]) if name), default=-1) + 1]
    )
    names = max(names, widths.get(number, len(sheet.rows[0][1])))
    for at, row in sheet.rows:
        used = max((j for j, cell in enumerate(row) if cell), default=-1) + 1
        if used > names:
            comma = (
                "  If commas are decimal marks, save the table with semicolons between its cells."
                if sheet.separator == ","
                else ""
            )
            raise ValueError(
                f"Row {at} has {used} cells under {names} names (“{_short(row[names])}” has no name).{comma}"
            )


def _is_a_name(cell: str) -> bool:
    """Whether a word beside numbers is the name of a column (Day, Mouse), and they are names too."""
    heading = heading_of(cell)
    return not re.search(r"\d", cell) and (heading.time >= 2 or bool(role_of(heading)))


def _sums_up(cell: str) -> bool:
    """Whether a word beside numbers says that they are a mean, a sum or the like."""
    return bool(statistic_of(cell)) or plain(cell) in (
        "total",
        "sum",
        "summe",
        "count",
        "min",
        "max",
        "minimum",
        "maximum",
        "somme",
    )


def _heads_numbers(rows: list[tuple[int, list[str]]], first: int, columns: list[int]) -> bool:
    """Whether the first row of numbers is a row of names: it has a word in a column of numbers."""
    number, row = rows[first]
    if first == 0 and len(rows) > 1 and cell_of(row[0]).kind == "text" and sum(map(strong, row[1:])) > 1:
        # "Mouse / Day, 0, 4, 7": the first cell is a name, the others are times or doses.
        heading = heading_of(row[0])
        if (
            role_of(heading)
            or heading.time
            or any(word in role_words("subject") | role_words("arm") for word in tokens(row[0]))
        ):
            return True
    if not any(cell_of(row[j]).kind == "text" for j in columns if row[j]) or first + 1 == len(rows):
        return False
    if first and rows[first - 1][0] == number - 1:
        above = [cell for cell in rows[first - 1][1] if cell]
        return len(above) < 2 or any(strong(cell) for cell in above)
    return True


def _is_data(row: list[str], columns: list[int]) -> bool:
    cells = [row[j] for j in columns if row[j]]
    like = sum(cell_of(cell).numeric for cell in cells)
    return (
        bool(cells)
        and any(strong(cell) for cell in cells)
        and like * 2 >= len(cells)
        and (len(cells) > 1 or len(columns) < 3 or _filled(row) > 2)
        and _filled(row) > 1
    )


def _first_of_longest(measured: list[bool]) -> int | None:
    """Where the longest run of rows of numbers begins; a row of words within it does not end it."""
    best, start, gaps, count = (0, None), None, 0, 0
    for i, one in enumerate([*measured, False, False, False]):
        if one:
            start, gaps, count = (i if start is None else start), 0, count + 1
        elif start is not None:
            gaps += 1
            if gaps > 1:
                if count > best[0]:
                    best = (count, start)
                start, count = None, 0
    return best[1]


def _looks_like_heading(row, columns, rows, measured, number) -> bool:
    """Whether a row in the midst of numbers is the heading of a second table: words over columns of numbers."""
    cells = [row[j] for j in columns if row[j]]
    if len(cells) < 2 or any(strong(cell) for cell in cells):
        return False
    at = next(i for i, (n, _) in enumerate(rows) if n == number)
    return any(measured[at + 1 : at + 3])


def _headings(
    above: list[tuple[int, list[str]]], columns: list[int], used: int
) -> tuple[list[list[str]], list[str] | None]:
    """The rows of names directly above the numbers, and the row of units among them."""
    taken: list[list[str]] = []
    units = None
    below = 0
    for number, row in reversed(above):
        if taken and below - number > 1:
            break
        below = number
        cells = [cell for cell in row if cell]
        if any(row[j] and cell_of(row[j]).kind in ("date", "clock") for j in columns) and len(cells) < 3:
            break
        if not taken and units is None and len(cells) > 1 and _all_units(cells) and len(above) > 1:
            units = row
            continue
        if not taken:
            taken.append(row)
            continue
        if len(taken) >= 2 or not _may_stand_above(row, taken[-1], used):
            break
        taken.append(row)
    if units is not None and not taken:
        return [units], None
    if (
        units is None
        and len(taken) == 2
        and _all_units([cell for cell in taken[0] if cell])
        and not _all_units([c for c in taken[1] if c])
    ):
        return [taken[1]], taken[0]
    return taken[::-1], units


def _all_units(cells: list[str]) -> bool:
    """Whether cells are units, in brackets or not."""
    bare = [re.sub(r"^[\[(]|[\])]$", "", cell.strip()) for cell in cells]
    # m1, m2, m3 are mice that are counted, not metres and their powers.
    counted = [re.fullmatch(r"([A-Za-z]+)(\d+)", cell) for cell in bare]
    if len({match[2] for match in counted if match}) > 1 and len({match[1] for match in counted if match}) == 1:
        return False
    if any(re.fullmatch(r"\d+", cell) and cell != "1" for cell in bare):
        return False
    return all(unit_of(cell) or time_unit_of(cell) or cell in ("-", "1") for cell in bare) and not all(
        cell_of(cell).kind == "missing" for cell in cells
    )


def _may_stand_above(row: list[str], below: list[str], used: int) -> bool:
    """Whether a row holds groups over a row of names: it has gaps, or the names repeat or are only statistics."""
    cells = [cell for cell in row if cell]
    lower = [cell for cell in below if cell]
    if not cells or any(strong(cell) for cell in cells):
        return False
    bare = all(
        statistic_of(cell) or cell.lower() in ("x", "y") or unit_of(cell) for cell in lower if cell is not below[0]
    )
    repeated = len(set(lower)) < len(lower)
    spread = used > 2 and row[0] == "" and below[0] != ""
    return (bare or repeated or spread) and (len(cells) > 1 or used > 2)


def _without_row_names(sheet: Sheet) -> Sheet:
    """R writes the names of rows without a heading: the names then stand one column too far to the left."""
    if len(sheet.heads) != 1 or sheet.units is not None:
        return sheet
    head = sheet.heads[0]
    width = max(len(row) for _, row in sheet.rows)
    full = sum(1 for _, row in sheet.rows if row[-1] != "") * 2 > len(sheet.rows)
    if width > 1 and head[-1] == "" and all(head[:-1]) and full:
        first = [row[0] for _, row in sheet.rows]
        counted = first in ([str(i) for i in range(len(first))], [str(i + 1) for i in range(len(first))])
        if counted or (len(set(first)) == len(first) and all(cell_of(cell).kind == "text" for cell in first)):
            sheet.remarks.append(
                "The names begin one column later than the rows, as R writes them: the first column holds names "
                "of rows."
            )
            sheet.heads = [["", *head[:-1]]]
    return sheet


def _names_time(row: list[str]) -> bool:
    """Whether a row is one of names, of which one is a time."""
    cells = [cell for cell in row if cell]
    return (
        len(cells) > 2
        and all(cell_of(cell).kind == "text" for cell in cells)
        and any(heading_of(cell).time >= 2 for cell in cells[1:])
    )


def _lying(grid: Grid) -> Sheet | None:
    """A table whose times stand in one row, as plate readers write them: turned, so that time is a column."""
    for i, (_, row) in enumerate(grid.rows):
        label, cells = row[0], [cell for cell in row[1:] if cell]
        if len(cells) < 2 or not all(cell_of(cell).kind in ("number", "clock") for cell in cells):
            continue
        heading = heading_of(label) if label and cell_of(label).kind == "text" else None
        if heading is None or heading.time < 2:
            continue
        # An arm may be called "day" or "min": it stands in several rows, or under names of which one is a time.
        if sum(other[0] == label for _, other in grid.rows) > 1 or any(_names_time(r) for _, r in grid.rows[:i]):
            continue
        below = []
        for number, other in grid.rows[i + 1 :]:
            filled = [cell for cell in other[1:] if cell]
            if (
                not other[0]
                or cell_of(other[0]).kind not in ("text", "missing")
                or not filled
                or not all(cell_of(cell).numeric for cell in filled)
            ):
                break
            below.append((number, other))
        if not below:
            continue
        above = grid.rows[:i]
        width = max(j for j, cell in enumerate(row) if cell) + 1
        columns = [row, *(other for _, other in below)]
        rows = [(j + 1, [column[j] for column in columns]) for j in range(1, width)]
        remarks = [
            *grid.remarks,
            f"Times stand in a row (“{_short(label)}”), so the table is read with its rows as columns.",
        ]
        if above:
            remarks.append(
                f"{_many(len(above), 'row')} above it {'is' if len(above) == 1 else 'are'} left out, "
                f"beginning with "
                f"“{_short(next(cell for cell in above[0][1] if cell))}”."
            )
        rest = len(grid.rows) - i - 1 - len(below)
        if rest:
            remarks.append(f"{_many(rest, 'row')} below it {'is' if rest == 1 else 'are'} left out.")
        return Sheet([[column[0] for column in columns]], None, rows, grid.separator, remarks)
    return None
