"""The content of a figure as SVG, in a form for a page and one for a phone; the style sheet shows the one that fits."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from math import hypot

from evbook.drawing.words import wrapped
from evbook.ledger import claims
from evbook.review.figures import FIGURES, Arrow, Body, Box, Figure, Part
from evbook.review.glyphs import EV, INK, SOFT, glyph, vesicle

GROUND, LINE, ACCENT = "var(--ground-raised,#fff)", "var(--line-strong,#7f8990)", "var(--accent,#0b5c7a)"
FACE = "var(--plain-face,system-ui,sans-serif)"
#: Width of the form for a phone, and how many pixels a letter takes by its size.
PHONE = 300
UNWRITTEN = "Not yet written"
LETTER = {14: 8.2, 12: 6.7}

Address = Callable[[str], str]


def figure(number: str, address: Address) -> str:
    """Return Figure ``number`` ("1" or "2") of the review as HTML.

    ``address`` gives the address of a chapter, or "" for one that is not written yet: its card then says so and is
    no link.
    Raises KeyError for a figure that the review does not have.
    """
    if number not in FIGURES:
        raise KeyError(f"The review has no Figure {number!r}; it has {' and '.join(FIGURES)}.")
    drawn = FIGURES[number]
    alt = escape(words(drawn))
    chapters = [part.chapter for part in drawn.parts] + [chapter for body in drawn.bodies for chapter, _ in body.small]
    dashed = "" if all(map(address, chapters)) else " What is dashed is not yet written."
    return (
        f'<figure class="review-figure" id="review-figure-{number}">\n'
        f"{_svg('wide', drawn.size, alt, _wide(drawn, address))}\n{_phone(drawn, address, alt)}\n"
        f"<figcaption>{escape(drawn.title)}. Our own drawing after the legend of Figure {number} of the review. "
        f"Each card leads to its chapter; the count is that of the claims it answers for.{dashed}</figcaption>\n"
        "</figure>"
    )


def words(drawn: Figure) -> str:
    """Return in words what a figure shows, with the number of claims behind each part."""
    said = [f"{part.title}: {part.words.rstrip('.')} ({_counted(part.chapter)})." for part in drawn.parts]
    return f"{drawn.lead}. {' '.join(said)}"


def _svg(form: str, size: tuple[float, float], alt: str, content: str) -> str:
    return (
        f'<svg class="figure-{form}" viewBox="-2 -2 {size[0] + 4:g} {size[1] + 4:g}" role="group" aria-label="{alt}" '
        f'xmlns="http://www.w3.org/2000/svg" style="font-family:{FACE}">\n{content}\n</svg>'
    )


def _wide(drawn: Figure, address: Address) -> str:
    return "\n".join(
        [
            *map(_arrow, drawn.arrows),
            *(_body(body, address) for body in drawn.bodies),
            *(_card(part, part.box, address) for part in drawn.parts),
        ]
    )


def _phone(drawn: Figure, address: Address, alt: str) -> str:
    """The first body on top, and the cards under one another along a stem of vesicles."""
    body = drawn.bodies[0]
    height = 68 + 34 * len(body.small)
    pieces = [_body(Body(body.title, body.glyph, (0, 0, PHONE, height), body.small), address)]
    y, ends = height + 20.0, []
    for heading, parts in drawn.groups:
        pieces.append(_text(34, y + 12, [heading], 12, f"fill:{SOFT};font-weight:600"))
        y += 24
        for part in parts:
            box = (34, y, PHONE - 34, _card_height(part, PHONE - 34))
            pieces.append(_card(part, box, address))
            ends.append(y + box[3] / 2)
            y += box[3] + 10
        y += 8
    stem = f'<path d="M12,{height:g}V{ends[-1]:g}" style="fill:none;stroke:{EV};stroke-width:1.6"/>'
    branches = "".join(_arrow(Arrow(((12, end), (34, end))), vesicles=False) + vesicle(12, end) for end in ends)
    return _svg("phone", (PHONE, y - 18), alt, "\n".join([stem, branches, *pieces]))


def _card(part: Part, box: Box, address: Address) -> str:
    x, y, width, height = box
    to = address(part.chapter)
    title = _wrapped(part.title, 14, width - 72)
    lines = _wrapped(part.words, 12, width - 72)
    top = y + (height - _text_height(title, lines)) / 2 + 13
    below = top + len(title) * 17
    stroke = f"stroke:{LINE};stroke-width:1.2" + ("" if to else ";stroke-dasharray:4 3")
    counted = _counted(part.chapter) + ("" if to else f", {UNWRITTEN.lower()}")
    inside = (
        f'<rect class="card" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="8" '
        f'style="fill:{GROUND};{stroke}"/>'
        + glyph(part.glyph, x + 8, y + (height - 48) / 2)
        + _text(x + 64, top, title, 14, f"font-weight:650;fill:{ACCENT if to else INK}", "card-title")
        + _text(x + 64, below, lines, 12, f"fill:{INK}")
        + _text(x + 64, below + len(lines) * 15 + 1, [counted], 12, f"fill:{SOFT}")
    )
    return _linked(inside, to)


def _body(body: Body, address: Address) -> str:
    x, y, width, height = body.box
    tall = width < 200
    box = (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{22 if tall else 14}" '
        f'style="fill:var(--ground-sunk,#f4f2ec);stroke:{INK};stroke-width:1.4"/>'
    )
    if not tall:
        first = 58.0
        title_style = f"font-weight:650;fill:{INK}"
        drawn = glyph(body.glyph, x + 12, y + 8) + _text(x + 72, y + 38, [body.title], 14, title_style)
    else:
        title = _wrapped(body.title, 14, width - 20)
        top = y + 14 if body.small else y + (height - 56 - 17 * len(title)) / 2
        middle = x + width / 2
        first = top - y + 66 + 17 * len(title)
        drawn = glyph(body.glyph, middle - 24, top) + _text(
            middle, top + 66, title, 14, f"font-weight:650;fill:{INK};text-anchor:middle"
        )
    small = "".join(
        _small(chapter, name, (x + 12, y + first + i * 34, width - 24, 28), address)
        for i, (chapter, name) in enumerate(body.small)
    )
    return box + drawn + small


def _small(chapter: str, name: str, box: Box, address: Address) -> str:
    x, y, width, height = box
    to = address(chapter)
    dash = "" if to else ";stroke-dasharray:4 3"
    inside = (
        f'<rect class="card" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="14" '
        f'style="fill:{GROUND};stroke:{LINE};stroke-width:1.2{dash}"/>'
        + _text(
            x + width / 2, y + 18.5, [name], 12,
            f"fill:{ACCENT if to else INK};font-weight:600;text-anchor:middle", "card-title",
        )
    )  # fmt: skip
    return _linked(inside, to)


def _linked(inside: str, to: str) -> str:
    # What is not written yet is no link; its words are read as they stand.
    unwritten = f'<g class="unwritten"><title>{UNWRITTEN}</title>{inside}</g>'
    return f'<a href="{escape(to)}">{inside}</a>' if to else unwritten


def _arrow(arrow: Arrow, vesicles: bool = True) -> str:
    points = arrow.points
    line = "M" + "L".join(f"{x:g},{y:g}" for x, y in points)
    colour = SOFT if arrow.stopped else EV
    drawn = [f'<path d="{line}" style="fill:none;stroke:{colour};stroke-width:1.8"/>']
    if arrow.stopped:
        (x0, y0), (x1, y1) = points[-2:]
        short = 10 / hypot(x1 - x0, y1 - y0)
        x, y = x1 + (x0 - x1) * short, y1 + (y0 - y1) * short
        drawn.append(f'<path d="M{x:g},{y - 8:g}V{y + 8:g}" style="stroke:{colour};stroke-width:3"/>')
        return "".join(drawn)
    drawn.append(_head(points[-2], points[-1]))
    if arrow.back:
        drawn.append(_head(points[1], points[0]))
    if vesicles:
        (x0, y0), (x1, y1) = points[-2:]
        drawn += [vesicle(x0 + (x1 - x0) * at, y0 + (y1 - y0) * at) for at in (0.34, 0.6)]
    return "".join(drawn)


def _head(before: tuple[float, float], tip: tuple[float, float]) -> str:
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    length = hypot(dx, dy)
    dx, dy = dx / length, dy / length
    left = f"{tip[0] - 9 * dx - 5 * dy:.1f},{tip[1] - 9 * dy + 5 * dx:.1f}"
    right = f"{tip[0] - 9 * dx + 5 * dy:.1f},{tip[1] - 9 * dy - 5 * dx:.1f}"
    return f'<path d="M{left}L{tip[0]:g},{tip[1]:g}L{right}Z" style="fill:{EV}"/>'


def _text(x: float, y: float, lines: list[str], size: int, style: str, kind: str = "") -> str:
    step = 17 if size == 14 else 15
    # Lines are words to the eye, and need a space without width to be words to the ear.
    spans = "".join(
        f'<tspan x="{x:g}" y="{y + n * step:g}">{escape(line)}</tspan><tspan font-size="0"> </tspan>'
        for n, line in enumerate(lines)
    )
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} font-size="{size}" style="{style}">{spans}</text>'


def _wrapped(text: str, size: int, width: float) -> list[str]:
    return wrapped(text, int(width / LETTER[size]))


def _text_height(title: list[str], lines: list[str]) -> float:
    return len(title) * 17 + (len(lines) + 1) * 15


def _card_height(part: Part, width: float) -> float:
    return _text_height(_wrapped(part.title, 14, width - 72), _wrapped(part.words, 12, width - 72)) + 20


def _counted(chapter: str) -> str:
    count = len(claims.for_chapter(chapter))
    return "1 claim" if count == 1 else f"{count} claims"
