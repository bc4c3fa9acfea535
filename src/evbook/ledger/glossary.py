"""The words of the book: one definition each, from which the glossary, the chapters' key terms and the links come.

A row of ``data/glossary.csv`` is a term.  The text links a term to its definition where a page first uses it; an
everyday word, such as *sink*, only in the chapters whose key term it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from evbook import data


@dataclass(frozen=True)
class Term:
    """A term: its anchor, how it is headed and otherwise named, its definition, and the keys of its sources.

    ``own`` says that it is the book's word and not the field's, ``everyday`` that it also has a common meaning, and
    ``textbook`` that the definition states a fact for which no source was read.
    """

    id: str
    name: str
    also: tuple[str, ...]
    own: bool
    everyday: bool
    chapters: tuple[str, ...]
    definition: str
    sources: tuple[str, ...]
    textbook: bool

    @property
    def anchor(self) -> str:
        """The id of its place in the glossary."""
        return f"term-{self.id}"

    @property
    def plain(self) -> str:
        """The definition without mathematics, as a sentence."""
        words = re.sub(r"\s*;?\s*\$[^$]*\$[^;.]*", "", self.definition)
        return words[:1].upper() + words[1:]

    @property
    def pattern(self) -> re.Pattern[str]:
        """What names it in a text: any of its forms, with or without a plural, as a whole word."""
        # A name that lists several things names none of them; its other forms do.
        forms = [form for form in (self.name, *self.also) if "," not in form and " and " not in form]
        found = "|".join(_form(form) for form in sorted(forms, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?:{found})(?![\w-])")


def _form(form: str) -> str:
    """A form as a pattern: capitals of a name stay, the capital that only begins a sentence may go."""
    first, rest = re.escape(form[0]), re.escape(form[1:])
    if form[0].isalpha() and not re.search(r"[A-Z0-9]", form[1:]) and len(form) > 2:
        first = f"[{form[0].upper()}{form[0].lower()}]"
    return f"{first}{rest}s?"


@cache
def terms() -> tuple[Term, ...]:
    """Return every term in the order of its name."""
    rows = data.read("glossary").to_dict("records")
    found = [
        Term(
            row["id"], row["term"], tuple(data.parts(row["also"])), row["kind"] == "book", row["use"] == "word",
            tuple(data.parts(row["chapters"])), row["definition"], tuple(data.parts(row["source"])),
            row["basis"] == "textbook",
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda term: term.name.lower()))


def for_chapter(page: str) -> tuple[Term, ...]:
    """Return the key terms of a chapter, named by its path in the book without suffix.

    Raises KeyError when the glossary has none for it.
    """
    found = tuple(term for term in terms() if page in term.chapters)
    if not found:
        raise KeyError(f"The glossary has no key term for the chapter {page!r}; data/glossary.csv names chapters.")
    return found


def linked_on(page: str) -> tuple[Term, ...]:
    """Return the terms that a page links at their first use, longer names first, so that they win."""
    found = [term for term in terms() if page in term.chapters or not term.everyday]
    return tuple(sorted(found, key=lambda term: (-len(term.name), term.name)))
