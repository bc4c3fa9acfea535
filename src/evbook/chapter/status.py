"""How fast the book is, as last measured: the figures of ``data/status.csv`` as tables.

``make bench WRITE=1`` measures and writes them; nothing here is measured while the book is built.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from evbook import data
from evbook.drawing.numbers import number
from evbook.drawing.output import Output
from evbook.drawing.table import Group, joined, table

#: What a subject is that is no model and no page: it stands for what nothing costs less than.
NOTHING = "a slider that moves nothing"


@dataclass(frozen=True)
class Sheet:
    """A table with a row a subject and a column a measure."""

    caption: str
    subject: str
    measures: tuple[str, ...]
    kind: str


SHEETS = (
    Sheet("Live figures: what a move of a slider costs, and what one run of the model costs.", "Model",
          ("main thread, a move", "slider to paint, median", "slider to paint, 95 % within", "one run, browser",
           "one run, SciPy", "one run of 512, arrays"), "model"),
    Sheet("Pages: how long until the first figure is alive, and what is transferred.", "Page",
          ("first live curve", "longest task at load", "first visit", "visit after the front page"), "page"),
    Sheet("What you would use instead, in the same run.", "What",
          ("slider to curve", "first live curve", "a setting of an ensemble"), "other"),
    Sheet("Runs in Python: by SciPy, and in machine code with the extra fast, on one core; ratios say against what.",
          "Model", ("one run, machine code", "one run, libRoadRunner", "one of 1,000, plain loop",
                    "one of 1,000, machine code"), "model"),
    Sheet("The book itself.", "What", ("make book", "make test"), "other"),
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One measured number and what it is compared with."""

    value: float
    unit: str
    compared_with: str
    ratio: float

    def html(self) -> str:
        """The number with its unit, and how many times another it is."""
        said = f"{number(self.value, 3)}\u00a0{escape(self.unit)}"
        if not self.compared_with or math.isnan(self.ratio):
            return said
        return f'{said}<br><span title="{escape(self.compared_with)}">×\u00a0{number(self.ratio, 2)}</span>'


def figures() -> dict[str, dict[str, Figure]]:
    """Return every figure by its measure and its subject."""
    found: dict[str, dict[str, Figure]] = {}
    for row in data.read("status").itertuples(index=False):
        found.setdefault(row.measure, {})[row.subject] = Figure(row.value, row.unit, row.compared_with, row.ratio)
    return found


def kind_of(subject: str) -> str:
    """What a subject is: a model, a page of the book, or something else."""
    from evbook.review.catalogue import declarations

    if subject in {d.id for d in declarations()}:
        return "model"
    return "page" if subject == "index" or ("/" in subject and " " not in subject) else "other"


def conditions() -> Output:
    """Return a sentence: when, on what, and with which version the figures were measured."""
    rows = data.read("status")
    days = sorted(set(rows["date"]))
    notes = dict.fromkeys(note for cell in rows["note"] for note in data.parts(cell))
    when = days[0] if len(days) == 1 else f"from {days[0]} to {days[-1]}"
    said = (
        f"{len(rows)} figures, measured {'on ' if len(days) == 1 else ''}{when} "
        f"on {_listed(rows['machine'])}, with version {_listed(rows['version'])}."
    )
    remarks = _items([f"{note[:1].upper()}{note[1:]}." for note in notes])
    return Output(text=said, html=f"<p>{escape(said)}</p>{remarks}")


def summary() -> Output:
    """Return in sentences the middle and the slowest of all models, and what the reader's other ways take."""
    sentences = []
    for measure in SHEETS[0].measures[:3]:
        by_model = {name: one for name, one in figures().get(measure, {}).items() if name != NOTHING}
        if by_model:
            slowest = max(by_model, key=lambda name: by_model[name].value)
            middle = statistics.median(one.value for one in by_model.values())
            worst = by_model[slowest]
            sentences.append(
                f"{measure[:1].upper()}{measure[1:]}: {number(middle, 3)} {worst.unit} for the middle one of "
                f"{len(by_model)} models, {number(worst.value, 3)} {worst.unit} for the slowest, {slowest}."
            )
    for measure in SHEETS[2].measures:
        for subject, one in sorted(figures().get(measure, {}).items()):
            if one.compared_with and kind_of(subject) == "other":
                sentences.append(
                    f"{measure[:1].upper()}{measure[1:]}, {subject}: {number(one.ratio, 2)} times as long as "
                    f"{one.compared_with}."
                )
    return Output(text=" ".join(sentences), html=_items(sentences))


def tables(address: Callable[[str], str] = lambda page: "") -> Output:
    """Return the sheets of which something was measured; ``address`` gives the address of a page, or ""."""
    found = figures()
    shown = []
    for sheet in SHEETS:
        measured = {subject for measure in sheet.measures for subject in found.get(measure, {})}
        subjects = sorted(subject for subject in measured if _belongs(subject, sheet))
        measures = [name for name in sheet.measures if set(found.get(name, {})) & set(subjects)]
        rows = [
            (_named(subject, address), *(_cell(found[name].get(subject)) for name in measures)) for subject in subjects
        ]
        if rows:
            headings = (sheet.subject, *(name[:1].upper() + name[1:] for name in measures))
            shown.append(table(sheet.caption, headings, [Group(rows)]))
    return joined(shown)


def _belongs(subject: str, sheet: Sheet) -> bool:
    return sheet.kind == ("model" if subject == NOTHING else kind_of(subject))


def _items(sentences: list[str]) -> str:
    items = "".join(f"<li>{escape(said, quote=False)}</li>" for said in sentences)
    return f"<ul>{items}</ul>" if items else ""


def _cell(figure: Figure | None) -> str:
    return figure.html() if figure else "not measured"


def _named(subject: str, address: Callable[[str], str]) -> str:
    there = address(subject) if kind_of(subject) == "page" else ""
    return f'<a href="{escape(there)}">{escape(subject)}</a>' if there else escape(subject)


def _listed(column) -> str:
    *others, last = sorted(set(column))
    return f"{', '.join(others)} and {last}" if others else last
