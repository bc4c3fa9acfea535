"""A column before its meaning is settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from evbook.own_data.headings import Heading


@dataclass
class Raw:
    """One column before its meaning is settled: heading, cells, the rows they stand in, and what a layout tells."""

    letter: str
    heading: Heading
    cells: list[str]
    rows: list[int]
    arm: str = ""
    subject: str = ""
    replicate: int = 0
    axis: bool = False
    along: str = ""
    named: str = ""
    remarks: list[str] = field(default_factory=list)


def letter_of(index: int) -> str:
    """ "A" for 0, "Z" for 25, "AA" for 26."""
    return (letter_of(index // 26 - 1) if index >= 26 else "") + chr(65 + index % 26)
