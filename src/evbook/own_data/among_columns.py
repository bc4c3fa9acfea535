"""What columns mean for each other.

Whose spread one is, labels and units beside numbers, means beside their replicates, what is one number for each
subject, and arms that nothing tells.
"""

from __future__ import annotations

import re
from dataclasses import replace

from evbook.own_data.kinds import KINDS
from evbook.own_data.records import Answers, Question
from evbook.own_data.told import Read
from evbook.own_data.words import plain, role_words, tokens
from evbook.own_data.words_in_cells import UNIT_NAMES, filled_down, with_units_beside


def beside_others(reads: list[Read], answers: Answers, remarks: list[str], questions: list[Question]) -> None:
    """Labels of merged cells, units in a column of their own, spreads, and means of other columns."""
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
    _belonging(reads, questions)
    # A mean beside the replicates it is the mean of would count them twice.
    if any(r.role == "value" and r.raw.replicate for r in reads):
        for read in [r for r in reads if r.role == "value" and r.raw.heading.statistic == "mean"]:
            if read.raw.replicate or answers.of(answers.roles, read.raw) is not None:
                continue
            for one in [read, *(r for r in reads if r.of == read.raw.letter)]:
                one.role = "ignored"
            remarks.append(f"{read.comma} is a mean of columns that count by themselves, and is left out.")


def _belonging(reads: list[Read], questions: list[Question]) -> None:
    """The column whose SD, SEM or N another is: of its name and arm, else the nearest value to its left."""
    values = [r for r in reads if r.role == "value"]
    for at, read in enumerate(reads):
        if read.role not in ("sd", "sem", "n"):
            continue
        own = plain(read.raw.heading.name)
        named = [v for v in values if own and plain(v.raw.heading.name) == own and v.raw.arm == read.raw.arm]
        inside = [v for v in values if own and own in tokens(v.raw.heading.name)] if not named else []
        number = re.search(r"\d+$", read.raw.heading.text.strip())
        numbered = [v for v in values if number and re.search(rf"(?<!\d){number[0]}$", v.raw.heading.text.strip())]
        left = [v for v in values if reads.index(v) < at]
        found = named or inside or (numbered if len(numbered) == 1 else []) or (left[-1:] if left else values[:1])
        if found:
            read.of = found[0].raw.letter
            if read.raw.heading.unit is None and read.role != "n":
                read.raw = replace(read.raw, heading=replace(read.raw.heading, unit=found[0].raw.heading.unit))
            if not read.raw.arm:
                read.raw = replace(read.raw, arm=found[0].raw.arm)
    _two_of_one(reads, questions)


def _two_of_one(reads: list[Read], questions: list[Question]) -> None:
    """Two SDs of one value and none of another: "A, B, SD, SD" does not say which is whose."""
    for role in ("sd", "sem", "n"):
        several = [r for r in reads if r.role == role]
        values = [r for r in reads if r.role == "value"]
        doubled = [r for r in several if sum(other.of == r.of for other in several) > 1]
        if not doubled or len(values) < 2:
            continue
        names = ", ".join(dict.fromkeys(f"“{r.raw.heading.text}”" for r in doubled))
        questions.append(
            Question(
                f"{len(doubled)} columns ({names}) may belong to one column, and nothing says which belongs to which.  "
                f"Name each as its value is named; until then they are left out.",
                "roles",
                doubled[0].raw.letter,
                ("ignored",),
            )
        )
        for read in doubled:
            read.role, read.of = "ignored", ""


def covariates(reads: list[Read], remarks: list[str]) -> None:
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


def arms_untold(reads: list[Read], answers: Answers, remarks: list[str], questions: list[Question]) -> None:
    """Times that repeat within a subject and an arm are replicates, unless a column of text may tell the arms."""
    time = [r for r in reads if r.role == "time"]
    if len(time) != 1 or time[0].kind != "number":
        return
    labels = [r for r in reads if r.role in ("subject", "arm", "replicate") or plain(r.raw.heading.name) in KINDS]
    keys = [(time[0].cells[i].text, *(r.cells[i].text for r in labels)) for i in range(len(time[0].cells))]
    if len(set(keys)) == len(keys) or any(r.role == "dose" for r in reads):
        return
    texts = [
        r
        for r in reads
        if r.role == "ignored"
        and r.kind == "text"
        and answers.of(answers.roles, r.raw) is None
        and plain(r.raw.heading.name) not in role_words("ignored")
    ]
    told = any(r.role in ("subject", "arm") for r in labels)
    for read in texts:
        levels = [c.text for c in read.cells if c.kind != "empty"]
        # Beside subjects or arms only what makes each row one of its own is asked about.
        whole = len({(*key, cell.text) for key, cell in zip(keys, read.cells, strict=True)}) == len(keys)
        few = 2 <= len(set(levels)) <= 30 and len(set(levels)) * 2 <= len(levels)
        if few and len(levels) == len(read.cells) and (whole or not told):
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
    where = " within a subject or an arm" if told else ""
    remarks.append(f"Times repeat{where}: measurements at one time are read as replicates.")
