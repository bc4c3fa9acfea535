"""Which column is time, and what the others are."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from evbook.own_data.among_columns import arms_untold, beside_others, covariates
from evbook.own_data.cells import Cell, cell_of
from evbook.own_data.headings import Heading, role_of
from evbook.own_data.kinds import KINDS
from evbook.own_data.layouts import is_row_number
from evbook.own_data.limits import are_qualifiers
from evbook.own_data.raw import Raw
from evbook.own_data.records import Answers, Question
from evbook.own_data.sheet import _STRONG
from evbook.own_data.told import Read
from evbook.own_data.words import listed, plain
from evbook.own_data.words_in_cells import timed


def kind_of(cells: list[Cell]) -> str:
    """What a column holds: "number", "clock", "date", "text" or "empty"."""
    filled = [cell for cell in cells if cell.kind != "empty"]
    if not filled:
        return "empty"
    hard = [cell for cell in filled if cell.kind in _STRONG]
    like = [cell for cell in filled if cell.numeric]
    if not hard or len(like) * 2 < len(filled):
        return "text"
    for kind in ("date", "clock"):
        if sum(cell.kind == kind for cell in hard) * 2 > len(hard):
            return kind
    return "number"


def roles_of(raws: list[Raw], answers: Answers) -> tuple[list[Read], list[str], list[Question]]:
    """Give each column its role; say what was taken for what, and ask where that is open."""
    remarks: list[str] = []
    questions: list[Question] = []
    reads = []
    for given in raws:
        raw, cells, example = timed(given, [cell_of(cell) for cell in given.cells])
        reads.append(Read(raw, cells, kind_of(cells)))
        if example:
            remarks.append(f"{reads[-1].told}: “{example}” and its like are read as times.")
    for name in (*answers.roles, *answers.units):
        # "B ±" is what stands behind a sign in column B, and "D 2" a part of column D.
        known = {letter for r in reads for letter in (r.raw.letter, f"{r.raw.letter} ±")}
        known |= {text for r in reads for text in (r.raw.heading.name, r.raw.heading.text, r.raw.named)}
        if name not in known and re.sub(r" \d+$", "", name) not in known:
            raise ValueError(
                f"The table has no column {name!r}; there are "
                f"{', '.join(r.raw.heading.text or r.raw.letter for r in reads)}."
            )
    _time(reads, answers, remarks, questions)
    events = any(plain(r.raw.heading.name) in ("evid", "amt", "mdv") for r in reads)
    spread = any(r.raw.heading.statistic in ("mean", "sd", "sem", "error") for r in reads)
    for read in reads:
        if read.role in ("time", "ignored"):
            continue
        given = answers.of(answers.roles, read.raw)
        if given is not None:
            read.role = given
            continue
        read.role = _role(read, reads, events, spread, remarks, questions)
    if not any(r.role == "value" for r in reads):
        # "time, N, SD": without a mean, N is what was measured.
        for read in reads:
            if read.role == "n" and answers.of(answers.roles, read.raw) is None:
                read.role, read.raw = "value", replace(read.raw, heading=_measured(read.raw.heading))
    beside_others(reads, answers, remarks, questions)
    covariates(reads, remarks)
    arms_untold(reads, answers, remarks, questions)
    if not any(r.role == "value" for r in reads):
        raise ValueError(
            "No column of the table holds what was measured: beside time, roles and remarks there are no numbers."
        )
    return reads, remarks, questions


def _measured(heading: Heading) -> Heading:
    """A heading that seemed to be a number of replicates, as one of what was measured."""
    return replace(heading, statistic="", name=heading.name or heading.text)


def _time(reads: list[Read], answers: Answers, remarks: list[str], questions: list[Question]) -> None:
    if answers.time is not None:
        wanted = [
            r for r in reads if answers.time in (r.raw.letter, r.raw.heading.name, r.raw.heading.text, r.raw.named)
        ]
        if not wanted:
            raise ValueError(
                f"The table has no column {answers.time!r}; there are "
                f"{', '.join(r.raw.heading.text or r.raw.letter for r in reads)}."
            )
        wanted[0].role = "time"
        return
    axes = [r for r in reads if r.raw.axis]
    if axes:
        for read in axes:
            read.role = "time"
        remarks.append("X of each curve is taken for time.")
        _along(reads)
        return
    given = [r for r in reads if answers.of(answers.roles, r.raw) == "time"]
    if given:
        for read in given:
            read.role = "time"
        _along(reads)
        return
    free = [
        r
        for r in reads
        if r.kind in ("number", "clock", "date") and answers.of(answers.roles, r.raw) is None and not r.raw.replicate
    ]
    for read in [r for r in free if _calendar_years(r)]:
        read.role = "ignored"
        remarks.append(f"{read.comma} holds years of the calendar and is left out.")
        free.remove(read)
    level = {id(r): max(r.raw.heading.time, 2 if r.kind in ("clock", "date") else 0) for r in free}
    # "time [mg]" beside T: neither is taken for time.
    if any(plain(r.raw.heading.name) in listed("time_names") and r.raw.heading.time == 0 for r in free):
        level |= {id(r): 0 for r in free if plain(r.raw.heading.name) == "t" and r.raw.heading.unit is None}
    best = max(level.values(), default=0)
    found = [r for r in free if level[id(r)] == best and best >= 2]
    numbers = [r for r in free if r.kind == "number" and level[id(r)] >= 2]
    dates = [r for r in found if r.kind == "date" or plain(r.raw.heading.name) in listed("date_names")]
    if dates and numbers and len(found) > 1:
        kept = [r for r in found if r not in dates] or found[:1]
        for read in dates:
            if read not in kept:
                remarks.append(
                    f"{read.comma} holds dates; time is read from {kept[0].told[0].lower()}{kept[0].told[1:]}."
                )
        found = kept
    if len(found) == 2 and {r.kind for r in found} == {"date", "clock"}:
        date, clock = sorted(found, key=lambda r: r.kind == "clock")
        if all(c.seconds < 86_400 for c in clock.cells):
            date.role, clock.role = "time", "ignored"
            date.cells = [
                replace(d, seconds=c.seconds) if d.kind == "date" and c.kind == "clock" else d
                for d, c in zip(date.cells, clock.cells, strict=True)
            ]
            remarks.append(
                f"{date.told}, and {clock.told[0].lower()}{clock.told[1:]}, are a date and a time of day and are "
                f"read together."
            )
            return
    if len(found) > 1:
        # The words "study day" head a column of days; "day" and "week" side by side may both be meant.
        beside = [reads.index(r) for r in found]
        same = len({plain(r.raw.heading.text) for r in found}) == 1
        if same and all(b - a > 1 for a, b in itertools.pairwise(beside)):
            for read in found:
                read.role = "time"
            _along(reads)
            remarks.append(f"{len(found)} columns are times; each holds for the columns to its right.")
            return
        names = ", ".join(f"“{r.raw.heading.text}”" for r in found)
        questions.append(
            Question(
                f"{len(found)} columns speak of time ({names}).  Which of them is the time of the measurements?",
                "time",
                "",
                tuple(r.raw.letter for r in found),
            )
        )
        found[0].role = "time"
        return
    if found:
        found[0].role = "time"
        return
    _unnamed_time(reads, free, remarks, questions)


def _calendar_years(read: Read) -> bool:
    """Whether a column of years counts from the birth of Christ, not from the start."""
    unit = read.raw.heading.unit
    digits = [cell.number.split(".")[0] for cell in read.cells if cell.kind == "number"]
    return (
        unit is not None
        and unit.label == "year"
        and bool(digits)
        and all(re.fullmatch(r"(19|20)\d\d", one) for one in digits)
    )


def _unnamed_time(reads: list[Read], free: list[Read], remarks: list[str], questions: list[Question]) -> None:
    """No heading speaks of time: a first column without a name, or headed x, that increases is taken; else ask."""
    first = free[0] if free else None
    if first is not None and first is reads[0] and len(free) > 1:
        values = [_rough(cell) for cell in first.cells]
        rising = all(a is not None and b is not None and a < b for a, b in itertools.pairwise(values))
        unnamed = not any(r.raw.named.strip() for r in reads)
        if rising and (plain(first.raw.named) == "x" or (unnamed and len(reads) == 2)):
            first.role = "time"
            what = "The table has no names; its first column" if unnamed else first.comma
            remarks.append(f"{what} increases and is taken for time.")
            return
    words = [r for r in reads if r.kind == "text" and r.raw.heading.time >= 2]
    told = (
        f"{words[0].comma} holds words (“{next(c.text for c in words[0].cells if c.kind == 'text')}”), not times.  "
        if words
        else "No heading speaks of time.  "
    )
    questions.append(
        Question(
            f"{told}Which column is the time (or the model’s axis)?", "time", "", tuple(r.raw.letter for r in free)
        )
    )


def _rough(cell: Cell) -> float | None:
    try:
        return cell.sign * float(cell.number.replace(",", ".")) if cell.kind == "number" else None
    except ValueError:
        return None


def _along(reads: list[Read]) -> None:
    """Several times side by side: each column lies along the time to its left."""
    now = ""
    for read in reads:
        if read.role == "time":
            now = read.raw.letter
        else:
            read.along = now


def _role(
    read: Read, reads: list[Read], events: bool, spread: bool, remarks: list[str], questions: list[Question]
) -> str:
    heading = read.raw.heading
    if is_row_number(read.raw) and any(r.role == "time" for r in reads):
        remarks.append(f"{read.comma} counts the rows and is left out.")
        return "ignored"
    if read.kind == "empty":
        return "ignored"
    said = role_of(heading)
    if are_qualifiers([cell.text for cell in read.cells]):
        read.kind = "text"
        return "censored"
    if said == "dose" and not events and plain(heading.name) in ("rate", "ii", "ss", "dur", "amount", "addl"):
        said = ""
    if said in ("censored", "limit", "dose") and read.kind == "text" and said != "censored":
        said = "ignored"
    if said == "replicate" and read.kind == "number" and heading.unit is not None:
        said = ""
    # "Day, Control, Treatment": numbers that tell no arms apart are those of an arm that is called so.
    labels = [cell.text.strip() for cell in read.cells if cell.kind != "empty"]
    if said == "arm" and read.kind == "number" and (read.raw.replicate or len(set(labels)) == len(labels)):
        said = ""
    if said == "dose" and plain(heading.name) in KINDS and not events:
        said = "ignored"
    if (
        said == "ignored"
        and read.kind == "number"
        and plain(heading.name) in ("period", "age", "wt", "temp", "temperature", "year published", "flag")
    ):
        remarks.append(f"{read.comma} is no measurement of a curve and is left out.")
    if said:
        return said
    if plain(heading.name) == "" and read.kind == "text":
        return "ignored"
    if read.kind in ("text", "date", "clock"):
        if heading.time < 2 or read.kind == "text":
            remarks.append(f"{read.comma} holds {'text' if read.kind == 'text' else read.kind + 's'} and is left out.")
        return "ignored"
    # T beside a time is a name of its own: tumour cells, T cells, temperature.
    if heading.time >= 2 and heading.text.strip() != "T":
        remarks.append(f"{read.comma} is another time and is left out.")
        return "ignored"
    kind = heading.statistic
    if kind in ("sd", "sem"):
        return kind
    if (
        kind == "n"
        and spread
        and all(re.fullmatch(r"\d+(?:[.,]0*)?", c.number) for c in read.cells if c.kind == "number")
    ):
        return "n"
    if kind == "error":
        questions.append(
            Question(
                f"{read.told}: is this error a standard deviation (sd) or a standard error of the mean (sem)?",
                "roles",
                read.raw.letter,
                ("sd", "sem", "ignored"),
            )
        )
        return "ignored"
    if kind == "other":
        remarks.append(f"{read.comma} is neither a mean, an SD nor a SEM, and is left out.")
        return "ignored"
    return "value"
