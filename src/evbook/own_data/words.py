"""The words by which a table says what it holds: one list, ``words.json``, read here and by the browser."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files


@cache
def words() -> dict:
    """The whole list, by name."""
    return json.loads(files("evbook.own_data").joinpath("words.json").read_text("utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """One list of words as a set."""
    return frozenset(words()[name])


@cache
def role_words(role: str) -> frozenset[str]:
    """The headings that say a role by themselves."""
    return frozenset(words()["roles"][role])


@cache
def time_words() -> dict[str, str]:
    """Each word for a unit of time, in lower case, and the unit that it means."""
    return {word: unit for unit, all_of in words()["time_units"].items() for word in all_of}


def plain(text: str) -> str:
    """A heading for comparing: lower case, one space between words, no marks at its ends."""
    lower = re.sub(r"[_\s.\-]+", " ", text.lower()).strip()
    return lower.strip("\"':;()[]{}, ").strip()


def tokens(text: str) -> list[str]:
    """The words of a heading in lower case; a change of case within a word parts it, abbreviating points do not."""
    parted = re.sub(r"(?<=[a-zäöü])(?=[A-ZÄÖÜ][a-zäöü])", " ", text)
    lower = re.sub(r"\b((?:[^\W\d_]\.){2,})", lambda match: match[1].replace(".", ""), parted.lower())
    return [word for word in re.split(r"[^\w%±+'’]+|_", lower) if word]
