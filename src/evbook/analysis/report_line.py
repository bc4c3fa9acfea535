"""One line of a report card."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line: its title, whether it passes (None when it only states), a figure and a sentence."""

    title: str
    passes: bool | None
    figure: str
    sentence: str
