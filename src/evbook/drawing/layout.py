"""Margins, heights, palette and dashes: one file for Python's pictures and the browser's figure."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "layout.json"


@lru_cache(maxsize=1)
def layout() -> dict:
    """The contents of ``layout.json``."""
    return json.loads(_FILE.read_text(encoding="utf-8"))


def colour(key: str) -> str:
    """A colour as CSS: the page's custom property, or the light palette where there is no page.

    ``key`` is ``c0``, ``c1``, … for series, or ``companion``, ``text``, ``muted``, ``axis``, ``grid``,
    ``paper``; anything else is taken as a CSS colour.
    """
    given = layout()
    if key[:1] == "c" and key[1:].isdigit():
        n = int(key[1:]) % len(given["series"])
        return f"var(--evx-c{n}, {given['series'][n]['light']})"
    if isinstance(given.get(key), dict) and "light" in given[key]:
        return f"var(--evx-{key}, {given[key]['light']})"
    return key


def dash_of(number: int) -> tuple[float, ...]:
    """The dash of the nth series in pixels; empty for a solid line."""
    series = layout()["series"]
    return tuple(series[number % len(series)]["dash"])


def stage_height(panels: int = 1, *, compact: bool = False) -> int:
    """Height of a picture in pixels, before a style sheet shrinks it."""
    height = layout()["height"]
    return (height["compact"] if compact else height["first"]) + (panels - 1) * height["further"]


def panel_shares(panels: int = 1, *, compact: bool = False) -> list[tuple[float, float]]:
    """Top and bottom of each panel as shares of the drawing area, 0 at its top."""
    margin = layout()["margin"]
    area = stage_height(panels, compact=compact) - margin["top"] - margin["bottom"]
    share = (area - (panels - 1) * margin["gap"]) / panels / area
    starts = [i * (share + margin["gap"] / area) for i in range(panels)]
    return [(start, start + share) for start in starts]
