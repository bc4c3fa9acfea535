"""Where a chapter's idea holds: the ranges over which a search found no counterexample, and what lies outside."""

from __future__ import annotations

from html import escape

from evbook.analysis.arguments import ranges_of
from evbook.chapter import symbols
from evbook.declaration import Argument, Declaration
from evbook.drawing.numbers import between, quantity
from evbook.drawing.output import Output
from evbook.drawing.table import Group, joined, table
from evbook.review.catalogue import declarations

HEADINGS = ("Parameter", "Looked at from", "The slider's range")


def arguments_of(page: str) -> list[tuple[Declaration, Argument]]:
    """Return what a chapter argues, with the model of each; a chapter of two models may argue twice."""
    return [(d, a) for d in declarations() for a in d.arguments if a.chapter == page]


def where_it_holds(page: str) -> Output:
    """Return the claims behind a chapter's idea, the ranges they were searched over, and what was found beyond.

    Raises ValueError for a page that argues nothing.
    """
    found = arguments_of(page)
    if not found:
        raise ValueError(f"No model argues the idea of {page}; declare an Argument beside the model that carries it.")
    return joined([_shown(d, a) for d, a in found])


def _shown(d: Declaration, a: Argument) -> Output:
    if not a.claim:
        said = "This chapter leaves a question and not an idea: nothing is claimed that a search could refute."
        return Output(text=said, html=f"<p><strong>Where this holds.</strong> {said}</p>")
    parameters = {p.name: p for p in d.parameters}
    ranges = ranges_of(a, d)
    rows = [
        (f"{symbols.html(parameters[name])} {escape(parameters[name].label or parameters[name].meaning)}",
         escape(f"{between(*span)} {_unit(parameters[name].unit)}".strip()),
         escape(between(*parameters[name].range)))
        for name, span in ranges.items()
    ]  # fmt: skip
    held = [
        (f"{symbols.html(parameters[name])} {escape(parameters[name].label or parameters[name].meaning)}",
         escape(quantity(value, parameters[name].unit)), escape(between(*parameters[name].range)))
        for name, value in a.held.items()
    ]  # fmt: skip
    caption = (
        f"Where this holds ({escape(d.id)}): {escape(a.says)}. A test searches these ranges for a setting that refutes "
        "it, at random and by climbing towards failure, and finds none; fitted numbers are among them."
    )
    groups = [Group(rows), *([Group(held, "Fixed, so that the claim speaks of one thing")] if held else [])]
    shown = table(caption, HEADINGS, groups)
    if not a.outside:
        return shown
    outside = Output(
        text=f"Outside: {a.outside}", html=f"<p><strong>Outside these ranges.</strong> {escape(a.outside)}</p>"
    )
    return joined([shown, outside])


def _unit(text: str) -> str:
    return quantity(2, text).partition(" ")[2]
