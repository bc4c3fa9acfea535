"""All models of the book at once: what each stands on, its report card, and every number with its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from html import escape

from evbook.chapter import sources, symbols
from evbook.chapter.card import card_table
from evbook.drawing.numbers import between, quantity
from evbook.drawing.output import Output
from evbook.drawing.table import Group, joined, pill, table
from evbook.model import Model
from evbook.review.catalogue import declarations


def models_table(address: Callable[[str], str] = lambda page: "") -> Output:
    """Return a row a model: its name for :func:`evbook.load`, what it stands on, and how much of it is assumed.

    ``address`` gives the address of a page, or "" for a chapter that is not written yet.
    """
    rows = []
    for d in declarations():
        count, things = (len(d.states), "state") if d.kind == "dynamic" else (len(d.outputs), "curve")
        size = f"{count} {things}{'s' * (count != 1)}"
        assumed = sum(p.grade == "assumed" for p in d.parameters)
        base = escape(", ".join(filter(None, [sources.label(d.base.source), d.base.biomodels])))
        there = address(d.chapter)
        title = f'<a href="{there}">{escape(d.title)}</a>' if there else escape(d.title)
        rows.append((f"<code>{escape(d.id)}</code>", title, base, size, f"{assumed} of {len(d.parameters)}"))
    caption = f"The {len(rows)} models of the book."
    headings = ("Name", "Model, and the chapter it belongs to", "Published base", "Size", "Numbers assumed")
    return table(caption, headings, [Group(rows)])


def report_cards() -> Output:
    """Return the report card of every model, each closed until it is opened, with an anchor a model."""
    cards = []
    for d in declarations():
        card = card_table(Model(d))
        head = f"{escape(d.id)}: {escape(d.title)}"
        html = (
            f'<details class="evbook-card" id="model-{escape(d.id)}"><summary>{head}</summary>\n'
            f"<p><em>{escape(d.idea)}</em></p>\n<p>Base: {escape(d.base.what)} Departures: "
            f"{escape(d.base.departures)}.</p>\n{card.html}\n</details>"
        )
        cards.append(Output(text=f"{d.id}: {d.title}\n{card.text}", html=html))
    return joined(cards)


def grades_summary() -> Output:
    """Return a sentence: how many numbers the models hold, of which grade, and how many are assumed."""
    grades = Counter(p.grade for d in declarations() for p in d.parameters)
    total = sum(grades.values())
    listed = ", ".join(f"{count} {grade}" for grade, count in grades.most_common())
    said = f"The models hold {total} numbers: {listed}."
    return Output(text=said, markdown=said)


def all_parameters() -> Output:
    """Return every parameter of every model, with unit, range, grade, source, what was seen of it, and context."""
    headings = ("Parameter", "Model", "Value", "Range", "Grade", "Source", "Context")
    rows = [
        (f'<span id="parameter-{d.id}-{p.name}">{symbols.html(p)}</span> {escape(p.meaning)}',
         f"<code>{escape(d.id)}</code>", escape(quantity(p.value, p.unit)), escape(between(*p.range)),
         pill("grade", p.grade),
         f"{escape(sources.label(p.source))} {pill('checked', p.checked)}" if p.source else "ours", escape(p.context))
        for d in declarations() for p in d.parameters
    ]  # fmt: skip
    return table("Every number of every model.", headings, [Group(rows)])
