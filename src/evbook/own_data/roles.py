"""Which column is time, and what the others are."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace

from evbook.own_data.cells import Cell, cell_of
from evbook.own_data.headings import role_of
from evbook.own_data.layouts import Raw, is_row_number
from evbook.own_data.records import Answers, Question
from evbook.own_data.sheet import _STRONG
from evbook.own_data.words import listed, plain, role_words, tokens
from evbook.own_data.words_in_cells import UNIT_NAMES, filled_down, timed, with_units_beside


@dataclass
class Read:
    """A column whose role is known, with its cells read."""

    raw: Raw
    cells: list[Cell]
    kind: str
    role: str = "value"
    of: str = ""
    along: str = ""
    remarks: list[str] = field(default_factory=list)

    @property
    def comma(self) -> str:
        """The column as the subject of a sentence that goes on."""
        return f"{self.told}," if self.told.endswith("”") else self.told

    @property
    def told(self) -> str:
        """The column in a sentence."""
        name = self.raw.heading.text or self.raw.named
        where = f"Column {self.raw.letter}" if len(self.raw.letter) < 3 else self.raw.letter.capitalize()
        return f"{where}, “{name}”" if name else where


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
        if not any(name in (r.raw.letter, r.raw.heading.name, r.raw.heading.text, r.raw.named) for r in reads):
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
    for read in reads:
        if read.role in ("arm", "subject") and any(cell.kind == "empty" for cell in read.cells):
            filled = filled_down(read.cells)
            if filled is not read.cells:
                read.cells = filled
                remarks.append(f"{read.told}: an empty cell is taken for the label above it, as of merged cells.")
    beside = [r for r in reads if r.role == "ignored" and plain(r.raw.heading.name) in UNIT_NAMES]
    values = [r for r in reads if r.role == "value" and r.kind == "number"]
    if len(beside) == len(values) == 1 and values[0].raw.heading.unit is None:
        values[0].cells = with_units_beside(values[0].cells, beside[0].cells)
        remarks[:] = [one for one in remarks if not one.startswith(f"{beside[0].comma} holds text")]
        remarks.append(f"{beside[0].comma} gives the units of {values[0].told[0].lower()}{values[0].told[1:]}.")
    _belonging(reads)
    # A mean beside the replicates it is the mean of would count them twice.
    if any(r.role == "value" and r.raw.replicate for r in reads):
        for read in [r for r in reads if r.role == "value" and r.raw.heading.statistic == "mean"]:
            if read.raw.replicate or answers.of(answers.roles, read.raw) is not None:
                continue
            for one in [read, *(r for r in reads if r.of == read.raw.letter)]:
                one.role = "ignored"
            remarks.append(f"{read.comma} is a mean of columns that count by themselves, and is left out.")
    _covariates(reads, remarks)
    _arms_untold(reads, answers, remarks, questions)
    if not any(r.role == "value" for r in reads):
        raise ValueError(
            "No column of the table holds what was measured: beside time, roles and remarks there are no numbers."
        )
    return reads, remarks, questions


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
    if said == "dose" and not events and plain(heading.name) in ("rate", "ii", "ss", "dur", "amount", "cmt", "addl"):
        said = ""
    if said in ("censored", "limit", "dose") and read.kind == "text" and said != "censored":
        said = "ignored"
    if said == "replicate" and read.kind == "number" and heading.unit is not None:
        said = ""
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


def _belonging(reads: list[Read]) -> None:
    """The column whose SD, SEM or N another is: of its name and arm, else the nearest value to its left."""
    values = [r for r in reads if r.role == "value"]
    for at, read in enumerate(reads):
        if read.role not in ("sd", "sem", "n"):
            continue
        own = plain(read.raw.heading.name)
        named = [v for v in values if own and plain(v.raw.heading.name) == own and v.raw.arm == read.raw.arm]
        inside = [v for v in values if own and own in tokens(v.raw.heading.name)] if not named else []
        left = [v for v in values if reads.index(v) < at]
        found = named or inside or (left[-1:] if left else values[:1])
        if found:
            read.of = found[0].raw.letter
            if read.raw.heading.unit is None and read.role != "n":
                read.raw = replace(read.raw, heading=replace(read.raw.heading, unit=found[0].raw.heading.unit))
            if not read.raw.arm:
                read.raw = replace(read.raw, arm=found[0].raw.arm)


def _covariates(reads: list[Read], remarks: list[str]) -> None:
    """A number that is one for each subject (weight, age, study) is no curve."""
    subject = next((r for r in reads if r.role == "subject"), None)
    if subject is None:
        return
    groups: dict[str, list[int]] = {}
    for i, cell in enumerate(subject.cells):
        groups.setdefault(cell.text, []).append(i)
    if len(groups) < 2 or not any(len(at) > 1 for at in groups.values()):
        return
    values = [r for r in reads if r.role == "value" and not r.raw.replicate]
    for read in values:
        if len([v for v in values if v.role == "value"]) < 2:
            return
        within = all(len({read.cells[i].text for i in at}) == 1 for at in groups.values())
        if within and any(len(at) > 2 for at in groups.values()):
            read.role = "ignored"
            remarks.append(f"{read.comma} is one number for each subject and is left out.")


def _arms_untold(reads: list[Read], answers: Answers, remarks: list[str], questions: list[Question]) -> None:
    """Times that repeat within a subject and an arm are replicates, unless a column of text may tell the arms."""
    time = [r for r in reads if r.role == "time"]
    if len(time) != 1 or time[0].kind != "number":
        return
    labels = [r for r in reads if r.role in ("subject", "arm", "replicate")]
    keys = [(time[0].cells[i].text, *(r.cells[i].text for r in labels)) for i in range(len(time[0].cells))]
    if len(set(keys)) == len(keys) or any(r.role == "dose" for r in reads):
        return
    if any(r.role in ("subject", "arm") for r in labels):
        remarks.append("Times repeat within a subject or an arm: measurements at one time are read as replicates.")
        return
    texts = [
        r
        for r in reads
        if r.role == "ignored"
        and r.kind == "text"
        and answers.of(answers.roles, r.raw) is None
        and plain(r.raw.heading.name) not in role_words("ignored")
    ]
    for read in texts:
        levels = [c.text for c in read.cells if c.kind != "empty"]
        if 2 <= len(set(levels)) <= 30 and len(levels) == len(read.cells) and len(set(levels)) * 2 <= len(levels):
            questions.append(
                Question(
                    f"Times repeat; {read.comma[0].lower()}{read.comma[1:]} has "
                    f"{len(set(levels))} different words.  Does it tell the arms?",
                    "roles",
                    read.raw.letter,
                    ("arm", "subject", "ignored"),
                )
            )
            return
    remarks.append("Times repeat: measurements at one time are read as replicates.")
