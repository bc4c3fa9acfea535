"""A column whose role is known, with its cells read."""

from __future__ import annotations

from dataclasses import dataclass, field

from evbook.own_data.cells import Cell
from evbook.own_data.raw import Raw


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
