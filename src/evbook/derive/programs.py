"""The texts that SymPy writes for a declaration, kept so that the next process needs no SymPy.

Whatever is derived symbolically ends as text: functions in Python, a function for machine code, the browser's model
program.  :class:`Programs` has the texts of one declaration: those that the installed package brings
(:data:`BROUGHT`, made when the wheel is built) and those in the user's cache (:mod:`evbook.derive.kept`); what is in
neither is derived.  They stand under a hash of the declaration and of all the code that derives, so that
a changed model, or another version of the book, finds nothing and derives anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from importlib import metadata
from pathlib import Path

from evbook.declaration import Declaration
from evbook.derive import kept

_PACKAGE = Path(__file__).parents[1]
#: Where the texts lie that an installed package brings.
BROUGHT = _PACKAGE / "_programs"
#: Texts of one declaration beyond which no more are kept: a reader may ask for any number of conditions.
MOST_TEXTS = 500


@cache
def _deriving() -> str:
    """The hash of the code that makes texts of declarations; "" where its files cannot be read."""
    try:
        files = [path for room in ("declaration", "derive") for path in sorted((_PACKAGE / room).rglob("*.py"))]
        return kept.digest(*(path.read_bytes() for path in files))
    except OSError:
        return ""


@cache
def _of_sympy() -> str:
    try:
        return metadata.version("sympy")
    except metadata.PackageNotFoundError:
        return "none"


def name_of(declaration: Declaration) -> str:
    """The name of the file with the texts of a declaration; "" where nobody can know what they depend on."""
    whole = repr(declaration)
    if not _deriving() or " at 0x" in whole:  # something that shows where it lies and not what it is
        return ""
    return f"{kept.digest(_deriving(), whole)[:32]}.json"


class Programs:
    """The texts of one declaration by name."""

    def __init__(self, declaration: Declaration):
        self.texts: dict[str, str] = {}
        self.name = name_of(declaration)
        if self.name:
            self.texts = _read(kept.get(self._own)) | _read(kept.intact(BROUGHT / self.name))

    @property
    def _own(self) -> str:
        """The name in the user's cache, where another version of SymPy has texts of its own."""
        return f"{_of_sympy()}-{self.name}"

    def text(self, name: str, derive: Callable[[], str]) -> str:
        """The text of that name; ``derive`` makes it where it is not kept."""
        if (found := self.texts.get(name)) is not None:
            return found
        found = self.texts[name] = derive()
        if self.name and len(self.texts) <= MOST_TEXTS:
            self.texts = _read(kept.get(self._own)) | self.texts  # what another process has derived meanwhile
            kept.put(self._own, self.packed())
        return found

    def packed(self) -> bytes:
        """The texts as they are kept."""
        return json.dumps(self.texts, sort_keys=True).encode()


def _read(data: bytes | None) -> dict[str, str]:
    return json.loads(data) if data else {}


@cache
def programs(declaration: Declaration) -> Programs:
    """Return the texts of a declaration."""
    return Programs(declaration)
