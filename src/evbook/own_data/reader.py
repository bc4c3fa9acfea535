"""A reader's own table, read: what each column is, in which unit, and what the table leaves open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from evbook.own_data.cells import cell_of
from evbook.own_data.grid import _many, grid_of
from evbook.own_data.kinds import told_apart
from evbook.own_data.layouts import columns_of
from evbook.own_data.limits import side_of, with_limits
from evbook.own_data.raw import Raw
from evbook.own_data.records import ROLES, Answers, Column, Question, Table
from evbook.own_data.roles import roles_of
from evbook.own_data.sheet import sheet_of
from evbook.own_data.spreads import in_the_unit_of_their_value
from evbook.own_data.text import text_of
from evbook.own_data.told import Read
from evbook.own_data.units import unit_of
from evbook.own_data.values import Numbers, Reader, evidence_of, serial_dates
from evbook.own_data.words import plain


def read(
    source,
    *,
    time: str | None = None,
    decimal: str | None = None,
    units: Mapping[str, str] | None = None,
    roles: Mapping[str, str] | None = None,
    dates: str | None = None,
    clock: str | None = None,
    missing=(),
    limit: float | None = None,
    logarithms: str | None = None,
) -> Table:
    """Read a table as laboratories have them, and ask about what it leaves open.

    Parameters
    ----------
    source
        The path of a file, its bytes, or its text.
    time
        The column that is time, by name, heading or letter; else the one whose heading says so.
    decimal
        ``"."`` or ``","``, where every mark stands before exactly three digits.
    units, roles
        For columns by name, heading or letter: the unit of their numbers; one of
        :data:`evbook.own_data.records.ROLES`.
    dates, clock
        ``"day first"`` or ``"month first"``; ``"h:m"`` or ``"m:s"``.
    missing
        Codes that mean "not measured"; ``"measured"`` says that a suspect number is one.
    limit
        The limit of quantification where cells say only that a value lies below one.
    logarithms
        ``"undo"`` or ``"keep"``, where a heading says that its numbers are logarithms.

    Returns
    -------
    :class:`evbook.own_data.records.Table`: ``columns``, ``remarks``, ``questions``.  What a question is about
    is withheld (NaN) until it is answered.

    Raises ValueError with a sentence for what is no table, and for an answer that does not fit it.
    """
    answers = Answers(
        time,
        decimal,
        dict(units or {}),
        dict(roles or {}),
        dates,
        clock,
        tuple(np.atleast_1d(missing).tolist()),
        limit,
        logarithms,
    )
    _checked(answers)
    text, said = text_of(source)
    sheet = sheet_of(grid_of(text))
    raws, layout = columns_of(sheet)
    if len(raws) < 2:
        raise ValueError(
            "The table has fewer than two columns that hold anything.  Time and what was measured are needed."
        )
    raws, dropped = _without_marked_rows(raws)
    reads, taken, questions = roles_of(raws, answers)
    evidence = evidence_of(reads)
    remarks = [*said, *sheet.remarks, *layout, *dropped, *taken]
    columns: list[Column] = []
    for one in reads:
        made, about, open_ = _column(one, evidence, sheet.separator, answers)
        columns += made
        remarks += [*one.raw.remarks, *about]
        questions += open_
    columns = in_the_unit_of_their_value(columns, remarks)
    columns = _events(columns, remarks)
    columns, questions = with_limits(columns, answers, remarks, questions)
    columns = told_apart(columns, answers, remarks)
    _without_unit(columns, remarks)
    questions = _once(questions)
    rows = reads[0].raw.rows
    return Table(tuple(columns), tuple(dict.fromkeys(remarks)), tuple(questions), tuple(rows))


def _checked(answers: Answers) -> None:
    for what, given, allowed in (
        ("decimal", answers.decimal, (".", ",")),
        ("dates", answers.dates, ("day first", "month first")),
        ("clock", answers.clock, ("h:m", "m:s")),
        ("logarithms", answers.logarithms, ("undo", "keep")),
    ):
        if given is not None and given not in allowed:
            raise ValueError(f"{what} is {' or '.join(map(repr, allowed))}, not {given!r}.")
    for name, role in answers.roles.items():
        if role not in ROLES:
            raise ValueError(f"{name}: there is no role {role!r}; there are {', '.join(ROLES)}.")
    if answers.limit is not None and not answers.limit > 0:
        raise ValueError(f"The limit of quantification must be above 0, not {answers.limit!r}.")


def _without_marked_rows(raws: list[Raw]) -> tuple[list[Raw], list[str]]:
    """Pharmacometric tables mark rows to be left out by C in a column C."""
    first = raws[0]
    if plain(first.named) != "c" or not all(cell.strip().lower() in ("c", ".", "") for cell in first.cells):
        return raws, []
    kept = [i for i, cell in enumerate(first.cells) if cell.strip().lower() != "c"]
    count = len(first.cells) - len(kept)
    remarks = (
        [
            f"{_many(count, 'row')} marked C in column {first.letter} {'is' if count == 1 else 'are'} left out, "
            f"as such tables mean it."
        ]
        if count
        else []
    )
    return [
        replace(raw, cells=[raw.cells[i] for i in kept], rows=[raw.rows[i] for i in kept]) for raw in raws[1:]
    ], remarks


def _labels(read: Read) -> np.ndarray:
    """The labels of a column: numbers where all are numbers, else text."""
    cells = [cell.text.strip() for cell in read.cells]
    if (
        cells
        and all(re.fullmatch(r"\d+(?:\.0+)?", cell) for cell in cells)
        and not any(cell.startswith("0") and len(cell) > 1 for cell in cells)
    ):
        return np.array([float(cell) for cell in cells])
    return np.array(cells, object)


def _column(read: Read, evidence, separator: str, answers: Answers) -> tuple[list[Column], list[str], list[Question]]:
    """The records of one column: itself, and a spread that its cells give beside their numbers."""
    raw = read.raw
    heading = raw.heading
    arm = "" if read.role == "time" and not raw.axis else raw.arm
    name = heading.text if read.kind == "text" else heading.name or heading.text
    base = Column(
        raw.letter,
        heading.text or raw.named,
        name,
        read.role,
        arm=arm,
        replicate=raw.replicate,
        along=read.along,
        of=read.of,
        first=tuple(cell.text for cell in read.cells[:3]),
    )
    if read.role in ("arm", "subject", "replicate") or (read.role == "ignored" and read.kind in ("text", "empty")):
        return [replace(base, values=_labels(read))], [], []
    if read.kind == "text":
        if read.role == "censored":
            return [replace(base, values=np.array([float(side_of(cell.text)) for cell in read.cells]))], [], []
        raise ValueError(
            f"{read.told} holds text, so it cannot be “{read.role}”; it can be an arm, a subject, a replicate or "
            f"ignored."
        )
    reader = Reader(read, evidence, separator, answers, raw.rows)
    if serial_dates(read):
        numbers = reader.numbers()
        start = np.nanmin(numbers.values)
        reader.remarks.append(
            f"{read.told}: these are a spreadsheet’s numbers of days; they are read as days since the first one."
        )
        numbers = Numbers(numbers.values - _floor(start), numbers.censored, numbers.limits, unit_of("day"))
    elif (
        plain(heading.name) in ("date", "datum", "dates")
        and all(re.fullmatch(r"(19|20)\d{6}", c.number) for c in read.cells if c.kind == "number")
        and read.kind == "number"
    ):
        dated = Read(
            raw,
            [
                cell_of(f"{c.number[:4]}-{c.number[4:6]}-{c.number[6:]}") if c.kind == "number" else c
                for c in read.cells
            ],
            "date",
            read.role,
        )
        reader.read = dated
        numbers = reader.numbers()
    else:
        numbers = reader.numbers()
    if read.role == "ignored":
        reader.questions.clear()
        reader.remarks.clear()
    unit = numbers.unit
    about, open_ = reader.remarks, reader.questions
    factor, label = (unit.factor, unit.label) if unit else (1.0, "")
    values, limits = numbers.values * factor, numbers.limits * factor
    if read.role != "ignored":
        asked = len(open_)
        values = _doubts(read, unit, values, answers, about, open_)
        if heading.logarithm:
            values, label = _logarithms(read, values, answers, about, open_)
        if factor != 1.0 and len(open_) == asked:
            about.append(f"{read.told}: the numbers of the file are multiplied by {factor:g} to be in {label}.")
        if label in ("month", "year") and read.role == "time":
            about.append(f"{read.told}: a {label} is taken as {30.4375 if label == 'month' else 365.25} days.")
    column = replace(base, unit=label, factor=factor, values=values)
    if np.any(numbers.censored):
        column = replace(column, censored=numbers.censored, limits=limits)
    made = [column]
    if numbers.spreads is not None and read.role == "value":
        role = heading.spread or answers.roles.get(f"{raw.letter} ±", "")
        if role not in ("sd", "sem"):
            open_.append(
                Question(
                    f"{read.told}: is what stands behind “±” a standard deviation (sd) or a "
                    f"standard error of the mean (sem)?",
                    "roles",
                    f"{raw.letter} ±",
                    ("sd", "sem", "ignored"),
                )
            )
            role = "ignored"
        made.append(
            Column(
                f"{raw.letter} ±",
                f"{heading.text} ±",
                f"{heading.name} ±",
                role,
                label,
                factor,
                numbers.spreads * factor,
                arm=raw.arm,
                replicate=raw.replicate,
                along=read.along,
                of=raw.letter,
            )
        )
    return made, about, open_


def _floor(value: float) -> float:
    """The whole number at or below a value."""
    return float(np.floor(value))


def _doubts(read: Read, unit, values, answers: Answers, about: list[str], open_: list[Question]) -> np.ndarray:
    """Ask about a unit that can be read in two ways, and say of a text that is no unit."""
    heading = read.raw.heading
    if answers.of(answers.units, read.raw) is not None:
        return values
    if heading.doubt or (unit is not None and unit.doubt):
        open_.append(
            Question(f"{read.told}: {heading.doubt or unit.doubt}.  What is the unit?", "units", read.raw.letter)
        )
        return np.full(len(values), np.nan)
    if heading.odd and not heading.logarithm:
        about.append(f"{read.told}: “{heading.odd}” is no unit that is known here; its numbers are left as they are.")
    return values


def _logarithms(read: Read, values, answers: Answers, about: list[str], open_: list[Question]):
    word = read.raw.heading.logarithm
    base = {"log2": 2.0, "ln": np.e, "loge": np.e}.get(word, 10.0)
    if answers.logarithms == "undo":
        about.append(f"{read.told}: the numbers are logarithms and are turned back into numbers.")
        given = answers.of(answers.units, read.raw)
        return base**values, unit_of(given).label if given and unit_of(given) else ""
    if answers.logarithms is None:
        open_.append(
            Question(
                f"{read.told}: the heading says that its numbers are logarithms ({word}).  Shall "
                f"they be turned back (undo) or kept (keep)?",
                "logarithms",
                read.raw.letter,
                ("undo", "keep"),
            )
        )
        return np.full(len(values), np.nan), ""
    return values, ""


def _events(columns: list[Column], remarks: list[str]) -> list[Column]:
    """Rows of doses hold no measurement: EVID other than 0, MDV 1, or an AMT above 0 where neither is there."""
    by_name = {plain(c.name): c for c in columns if c.role == "dose"}
    event = None
    for name in ("evid", "mdv", "amt", "dose"):
        if name in by_name and (name != "dose" or "amt" in by_name) and len(by_name[name].values):
            event = np.nan_to_num(by_name[name].values) != 0
            if "mdv" in by_name and name == "evid":
                event |= np.nan_to_num(by_name["mdv"].values) != 0
            break
    if event is None or not event.any():
        return columns
    hidden = 0
    made = []
    for column in columns:
        if column.role == "value":
            hidden += int(np.sum(event & np.isfinite(column.values)))
            column = replace(column, values=np.where(event, np.nan, column.values))
        made.append(column)
    count = int(event.sum())
    remarks.append(
        f"{_many(count, 'row')} {'is a dose or holds' if count == 1 else 'are doses or hold'} no measurement"
        + (f"; {_many(hidden, 'number')} there {'is' if hidden == 1 else 'are'} not taken for one." if hidden else ".")
    )
    return made


def _without_unit(columns: list[Column], remarks: list[str]) -> None:
    for column in columns:
        if column.role == "time" and column.unit == "":
            where = f"Column {column.letter}, “{column.heading}”" if column.heading else f"Column {column.letter}"
            remarks.append(f"{where}: no unit of time is given.")


def _once(questions: list[Question]) -> list[Question]:
    """One question about the decimal mark is enough for a table; the others are about columns."""
    kept: list[Question] = []
    for question in questions:
        if question.option in ("decimal", "dates", "clock") and any(q.option == question.option for q in kept):
            continue
        if question not in kept:
            kept.append(question)
    return kept
