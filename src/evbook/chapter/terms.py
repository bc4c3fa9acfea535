"""The key terms of a chapter."""

from __future__ import annotations

from evbook.drawing.output import Output
from evbook.ledger import glossary


def key_terms(page: str) -> Output:
    """Return the chapter's key terms with their definitions from the glossary.

    Raises KeyError when the glossary has none for it.
    """
    listed = "\n".join(f"- **{term.name}**: {term.definition}" for term in glossary.for_chapter(page))
    return Output(text=listed, markdown=listed)
