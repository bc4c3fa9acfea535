"""What a chapter answers for: its claims, where sources differ from them, and what came later."""

from __future__ import annotations

from evbook.chapter import claims_table
from evbook.drawing.output import Output
from evbook.ledger import claims, notes
from evbook.review import book


def _listed(found: notes.NoteList) -> Output:
    """The list as it renders, or nothing at all: an empty list is no part of a page."""
    if not len(found):
        return Output(text="")
    return Output(text=repr(found), html=found._repr_html_())


def evidence(chapter: str) -> claims_table.ClaimTable:
    """Return the ledger's rows for a chapter (its path in the book, without suffix).

    Raises KeyError, naming the chapters there are, when the ledger has none for it.
    """
    return claims_table.slice_table(chapter)


def evidence_summary(chapter: str) -> Output:
    """Return in a sentence or two how the claims of a chapter were seen: in a dish, in animals, with patients' cells.

    Raises KeyError as :func:`evidence` does.
    """
    ledger = claims.for_chapter(chapter)
    seen = [set(claims.parts(system)) - {"review", book.NO_EXPERIMENT} for system in ledger["system"]]
    tried = [systems for systems in seen if systems]
    if not tried:
        text = (
            f"None of the {len(ledger)} claims rests on an experiment that is cited: they are what the review expects, "
            "or asks for."
        )
        return Output(text=text, markdown=text)
    dish = sum(systems == {"in vitro"} for systems in tried)
    animals, patients = (sum(kind in systems for systems in tried) for kind in ("animal", "patient"))
    blocked, dosed = ((ledger[column] == "yes").sum() for column in ("release_blocked_control", "physiological_dose"))
    text = (
        f"Of the {len(ledger)} claims, {len(tried)} rest{'s' * (len(tried) == 1)} on an experiment: "
        f"{dish} on a dish alone, {animals} with animals, "
        f"{patients} with cells or vesicles of patients (some with both). "
        f"An experiment that blocked the release of vesicles stands behind {_counted(blocked)}; "
        f"a dose such as the body makes is on record for {_counted(dosed)}."
    )
    return Output(text=text, markdown=text)


def _counted(count: int) -> str:
    return {0: "none", 1: "one"}.get(int(count), str(count))


def reading_notes(chapter: str) -> Output:
    """Return where a source that the chapter cites does not say what the review says."""
    return _listed(notes.reading(chapter))


def since_2019(chapter: str) -> Output:
    """Return what has been published since the review on the matter of the chapter; only what was seen."""
    return _listed(notes.since_2019(chapter))
