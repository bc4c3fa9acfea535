"""Panels put together into one picture, with the margins of the live figure.

The same markup fits any width: the panels are nested drawings whose sides are the picture's less the
margins in pixels, so ticks and words keep their size from a phone to a page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape

from evbook.drawing.axes import Axis, Categories
from evbook.drawing.layout import colour, layout, panel_shares, stage_height
from evbook.drawing.marks import SIDE, Line, Mark, Points, Scale, number

#: Pixels across for a picture on the narrowest phone that the book is made for.
PHONE = 350


@dataclass(frozen=True)
class Panel:
    """One pair of axes with its marks; ``title`` says what is measured upwards, and its unit."""

    y: Scale
    marks: Sequence[Mark]
    title: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture of one or more panels above a common horizontal axis.

    ``alt`` says in words what the picture shows, for those who do not see it; ``title`` names it.
    In a notebook it shows itself; :meth:`svg` gives the markup.

    Raises ValueError when ``alt`` or ``title`` is missing, or there is no panel.
    """

    x: Scale
    panels: Sequence[Panel]
    title: str
    alt: str
    x_title: str = ""
    compact: bool = False
    left: int = 0
    height: int = 0
    _margin: dict = field(init=False, repr=False, compare=False, hash=False, default_factory=dict)

    def __post_init__(self):
        if not self.title.strip():
            raise ValueError("A picture needs a title: a few words that name what is shown.")
        if not self.alt.strip():
            raise ValueError(
                f"The picture “{self.title}” needs alt text: one or two sentences that say what a reader would see."
            )
        if not self.panels:
            raise ValueError(f"The picture “{self.title}” has no panel, so there is nothing to draw.")
        self._margin.update(layout()["margin"])
        if self.left:
            self._margin["left"] = self.left

    # ------------------------------------------------------------------ the outside

    @property
    def pixels_high(self) -> int:
        """Height in pixels."""
        return self.height or stage_height(len(self.panels), compact=self.compact)

    def svg(self, width: int | None = None) -> str:
        """The picture as SVG: as wide as the element around it, or ``width`` pixels with a key of its own.

        The first form is the drawing area itself, placed by its margins in a box that must be
        ``position: relative`` and :attr:`pixels_high`; ticks and words lie in the margins around it.
        """
        left, right, top, bottom = (self._margin[side] for side in ("left", "right", "top", "bottom"))
        panels = "".join(self._panel(i) for i in range(len(self.panels)))
        name = "p" + hashlib.sha256(f"{self.title}{self.alt}{self.compact}{width}".encode()).hexdigest()[:8]
        font = layout()["font"]
        head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-t {name}-d"'
        words = f'<title id="{name}-t">{escape(self.title)}</title><desc id="{name}-d">{escape(self.alt)}</desc>'
        if width is None:
            place = (
                f"position:absolute;left:{left}px;top:{top}px;width:calc(100% - {left + right}px);"
                f"height:calc(100% - {top + bottom}px);overflow:visible;font-size:{font['size']}px"
            )
            return f'{head} style="{place}">{words}{panels}</svg>'
        key = self._key_height(width)
        high = self.pixels_high + key
        return (
            f'{head} width="{width}" height="{high}" viewBox="0 0 {width} {high}" '
            f'style="font-size:{font["size"]}px;font-family:{escape(font["family"])}">{words}'
            f'<rect width="100%" height="100%" style="fill:{colour("paper")}"/>{self._drawn_key(width)}'
            f'<svg x="{left}" y="{top + key}" width="{width - left - right}" '
            f'height="{self.pixels_high - top - bottom}" style="overflow:visible">{panels}</svg></svg>'
        )

    def html(self) -> str:
        """The picture with its key, as wide as its place."""
        return (
            f'<div class="evbook-picture" style="background:{colour("paper")};color:{colour("text")}">{self.key()}'
            f'<div style="position:relative;height:{self.pixels_high}px">{self.svg()}</div></div>'
        )

    def _repr_html_(self) -> str:
        return self.html()

    def _repr_svg_(self) -> str:
        return self.svg(width=720)

    def __repr__(self) -> str:
        return f"<picture: {self.title}. {self.alt}>"

    # ------------------------------------------------------------------ the key

    def _keyed(self) -> list[Mark]:
        marks = [mark for panel in self.panels for mark in panel.marks if mark.label]
        mains = [mark for mark in marks if not getattr(mark, "companion", False)]
        companions = [mark for mark in marks if getattr(mark, "companion", False)]
        # Every companion means the same, so the key has one.
        return mains + companions[:1]

    def key(self) -> str:
        """The key as an HTML list; empty when a single line speaks for itself."""
        items = "".join(
            f'<li style="display:flex;align-items:center;gap:7px">{_sample(mark)}{escape(_keyed_label(mark))}</li>'
            for mark in self._keyed()
        )
        style = "list-style:none;display:flex;flex-wrap:wrap;gap:2px 18px;margin:0;padding:0"
        return f'<ul class="evx-key" style="{style}">{items}</ul>'

    def _key_places(self, width: int) -> list[tuple[Mark, float, float]]:
        """Each mark of the key with its place, in rows that fit; a letter is taken as 7 pixels wide."""
        places, x, row = [], 12.0, 0
        for mark in self._keyed():
            wide = 56 + 7 * len(_keyed_label(mark))
            if x > 12 and x + wide > width:
                x, row = 12.0, row + 1
            places.append((mark, x, 16.0 + 20 * row))
            x += wide
        return places

    def _key_height(self, width: int) -> int:
        places = self._key_places(width)
        return int(places[-1][2]) + 8 if places else 0

    def _drawn_key(self, width: int) -> str:
        return "".join(
            f'<svg x="{x:g}" y="{y - 9:g}" style="overflow:visible">{_sample(mark)}</svg>'
            f'<text x="{x + 37:g}" y="{y:g}" style="fill:{colour("text")}">{escape(_keyed_label(mark))}</text>'
            for mark, x, y in self._key_places(width)
        )

    # ------------------------------------------------------------------ a panel

    def _panel(self, index: int) -> str:
        panel = self.panels[index]
        start, end = panel_shares(len(self.panels), compact=self.compact)[index]
        last = index == len(self.panels) - 1
        return (
            f'<svg y="{100 * start:.4g}%" width="100%" height="{100 * (end - start):.4g}%" style="overflow:visible">'
            f"{self._grid(panel)}"
            f'<svg viewBox="0 0 {SIDE:g} {SIDE:g}" preserveAspectRatio="none" width="100%" height="100%"'
            f"{self._ranges(panel)}>{''.join(mark.stretched(self.x, panel.y) for mark in panel.marks)}</svg>"
            f"{self._frame(panel, last)}{''.join(mark.fixed(self.x, panel.y) for mark in panel.marks)}</svg>"
        )

    def _ranges(self, panel: Panel) -> str:
        """What the live figure needs to redraw the curves in place."""
        if isinstance(self.x, Axis) and isinstance(panel.y, Axis):
            return f' data-x="{self.x}" data-y="{panel.y}"'
        return ""

    def _grid(self, panel: Panel) -> str:
        style = f'style="stroke:{colour("grid")}"'
        lines = [f'<line x1="{p}" x2="{p}" y1="0" y2="100%" {style}/>' for p, _ in self._x_ticks()]
        if not isinstance(panel.y, Categories):
            lines += [f'<line x1="0" x2="100%" y1="{p}" y2="{p}" {style}/>' for p, _ in self._y_ticks(panel)]
        return "".join(lines)

    def _x_ticks(self) -> list[tuple[str, str]]:
        ticks = self.x.ticks(layout()["ticks"]["x"])
        if self.left:
            ticks = _fitting(ticks, PHONE - self._margin["left"] - self._margin["right"], layout()["font"]["size"])
        return [(f"{number(100 * self.x.share(at))}%", text) for at, text in ticks]

    def _y_ticks(self, panel: Panel) -> list[tuple[str, str]]:
        ticks = panel.y.ticks(layout()["ticks"]["y"])
        return [(f"{number(100 * (1 - panel.y.share(at)))}%", text) for at, text in ticks]

    def _frame(self, panel: Panel, last: bool) -> str:
        length = layout()["ticks"]["length"]
        axis, text, muted = (colour(key) for key in ("axis", "text", "muted"))
        parts = [f'<line x1="0" x2="0" y1="0" y2="100%" style="stroke:{axis}"/>']
        for place, words in self._y_ticks(panel):
            if not isinstance(panel.y, Categories):
                parts.append(f'<line x1="{-length}" x2="0" y1="{place}" y2="{place}" style="stroke:{axis}"/>')
            beside = f'x="{-length - 3.6:g}" y="{place}" dy="0.35em" text-anchor="end"'
            parts.append(f'<text {beside} style="fill:{text}">{escape(words)}</text>')
        if panel.title:
            parts.append(
                f'<text x="{10 - self._margin["left"]}" y="-9" style="fill:{muted}">{escape(panel.title)}</text>'
            )
        # Below the last panel: a drawing that begins where the panel ends.
        below = ['<line x1="0" x2="100%" y1="0" y2="0" style="stroke:' + axis + '"/>']
        for place, words in self._x_ticks():
            below.append(f'<line x1="{place}" x2="{place}" y1="0" y2="{length}" style="stroke:{axis}"/>')
            if last:
                under = f'x="{place}" y="{length + 16.6:g}" text-anchor="middle"'
                below.append(f'<text {under} style="fill:{text}">{escape(words)}</text>')
        if last and self.x_title:
            # Beside wide names the middle lies so far right that on a phone a title would leave the page.
            place, anchor = ("100%", "end") if self.left else ("50%", "middle")
            under = f'x="{place}" y="{self._margin["bottom"] - 9}" text-anchor="{anchor}"'
            below.append(f'<text {under} style="fill:{muted}">{escape(self.x_title)}</text>')
        return "".join(parts) + f'<svg y="100%" style="overflow:visible">{"".join(below)}</svg>'


def _fitting(ticks: list[tuple[float, str]], room: float, size: float) -> list[tuple[float, str]]:
    """As many of the ticks as stand side by side in so many pixels: all of them, every second, every third."""
    step = 1
    while sum(0.6 * size * len(text) + size for _, text in ticks[::step]) > room and len(ticks[::step]) > 2:
        step += 1
    return ticks[::step]


def _keyed_label(mark: Mark) -> str:
    return "without vesicles" if getattr(mark, "companion", False) else mark.label


def _sample(mark: Mark) -> str:
    """A sample of the mark, 30 by 10 pixels, for the key."""
    if isinstance(mark, Line):
        # Each companion has the colour of its curve; in the key one stands for them all.
        of_all = replace(mark, colour="companion") if mark.companion else mark
        inside = f'<path d="M0,5H30" style="{of_all.style()}"/>'
    elif isinstance(mark, Points):
        inside = f'<svg x="15" y="5" style="overflow:visible">{mark.glyph()}</svg>'
    else:
        inside = f'<rect y="0" width="30" height="10" style="fill:{colour(getattr(mark, "colour", "c0"))}"/>'
    return f'<svg width="30" height="10" aria-hidden="true" style="overflow:visible;flex:none">{inside}</svg>'
