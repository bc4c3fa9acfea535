"""Particles of body fluids drawn to scale, from a lipoprotein to an oncosome, in two fields."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from evbook.drawing.output import Output
from evbook.drawing.words import number_text

INK, SOFT, SUNK = "var(--ink,#1d252c)", "var(--ink-soft,#4d5963)", "var(--ground-sunk,#f4f2ec)"
EV, EV_GROUND = "var(--ev,#a84300)", "var(--ev-ground,#fbeee4)"
FACE = "var(--plain-face,system-ui,sans-serif)"
#: Pixels that a letter takes at the size of the labels, and the least gap between two labels.
LETTER, GAP, SIZE = 6.6, 12.0, 12


@dataclass(frozen=True)
class Particle:
    """A kind of particle: its name, the diameter drawn, its range where one is given, and whether it is a vesicle."""

    name: str
    nm: float
    low: float
    high: float
    vesicle: bool = True

    @property
    def sizes(self) -> str:
        """The range in words, or about how much where one size is reported."""
        if self.low == self.high:
            return f"about {_length(self.nm)}"
        low, high = _length(self.low), _length(self.high)
        # A unit that both share is said once.
        return f"{low.split()[0] if low.split()[1] == high.split()[1] else low} to {high}"


#: Sizes as the chapter cites them: lipoproteins by PMC4281595, exomeres by Zhang 2018, vesicles by the review.
SMALL = (
    Particle("HDL", 10, 8, 12, vesicle=False),
    Particle("LDL", 21, 18, 25, vesicle=False),
    Particle("exomere", 35, 35, 35, vesicle=False),
    Particle("VLDL", 50, 30, 80, vesicle=False),
    Particle("exosome", 90, 30, 150),
    Particle("ARMM", 100, 100, 100),
)
LARGE = (
    Particle("exosome", 90, 30, 150),
    Particle("microvesicle", 400, 150, 1000),
    Particle("apoptotic body", 2000, 1000, 5000),
    Particle("oncosome", 4500, 1000, 10000),
)


@dataclass(frozen=True)
class Field:
    """Particles beside one another at so many pixels a nanometre, above a bar of ``bar`` nanometres."""

    particles: tuple[Particle, ...]
    pixels: float
    bar: float
    title: str

    @property
    def height(self) -> float:
        """Pixels: title, the largest particle, its label of two lines, and the bar."""
        return 30 + self.pixels * max(p.nm for p in self.particles) + 40 + 30

    def places(self, width: float) -> list[tuple[Particle, float]]:
        """Each particle with the middle of its place, the room that is left shared out between them.

        Raises ValueError where they do not fit.
        """
        wide = [max(self.pixels * p.nm, LETTER * len(p.name)) for p in self.particles]
        gap = (width - sum(wide)) / (len(wide) - 1)
        if gap < GAP / 2:
            raise ValueError(
                f"{len(wide)} particles at {self.pixels:g} pixels a nanometre do not fit {width:g} pixels."
            )
        middles, x = [], 0.0
        for each in wide:
            middles.append(x + each / 2)
            x += each + gap
        return list(zip(self.particles, middles, strict=True))

    def svg(self, x: float, y: float, width: float) -> str:
        """The field with its upper left corner at ``x``, ``y``."""
        ground = y + 30 + self.pixels * max(p.nm for p in self.particles)
        parts = [_text(x, y + 12, self.title, f"fill:{INK};font-weight:650")]
        for particle, middle in self.places(width):
            radius = self.pixels * particle.nm / 2
            fill, line = (EV_GROUND, EV) if particle.vesicle else (SUNK, SOFT)
            parts.append(
                f'<circle cx="{x + middle:.1f}" cy="{ground - radius:.2f}" r="{radius:.3f}" '
                f'data-nm="{particle.nm:g}" style="fill:{fill};stroke:{line};stroke-width:{min(1.4, radius / 2):.2f}"/>'
            )
            style = f"text-anchor:middle;fill:{EV if particle.vesicle else INK}"
            parts.append(_text(x + middle, ground + 18, particle.name, style))
        foot = ground + 40
        end = x + self.pixels * self.bar
        parts.append(
            f'<path d="M{x:.1f},{foot - 4:.1f}v8M{x:.1f},{foot:.1f}H{end:.1f}m0,-4v8" '
            f'style="fill:none;stroke:{INK};stroke-width:1.4"/>'
        )
        parts.append(_text(end + 8, foot + 4, _length(self.bar), f"fill:{INK}"))
        return "".join(parts)


#: The same two fields for a page, side by side, and for a phone, under one another.
WIDE = (Field(SMALL, 0.75, 100, "Small particles"), Field(LARGE, 0.03, 1000, "Large ones, 25 times reduced"))
PHONE = (Field(SMALL, 0.55, 100, "Small particles"), Field(LARGE, 0.022, 1000, "Large ones, 25 times reduced"))


def to_scale() -> Output:
    """Return particles of body fluids to scale as a figure, with their sizes in words for those who do not see it."""
    words = said()
    wide = _svg("wide", 720, max(f.height for f in WIDE), words, WIDE[0].svg(6, 0, 306) + WIDE[1].svg(334, 0, 382))
    below = PHONE[0].height + 16
    phone = _svg("phone", 350, below + PHONE[1].height, words, PHONE[0].svg(5, 0, 340) + PHONE[1].svg(5, below, 340))
    caption = (
        "To scale: particles that are no vesicles in grey, vesicles in colour, each at a middling size of its range. "
        "The exosome stands in both fields."
    )
    html = f'<figure class="review-figure to-scale">\n{wide}\n{phone}\n<figcaption>{caption}</figcaption>\n</figure>'
    return Output(text=f"{caption} {words}", html=html)


def said() -> str:
    """The particles and their sizes, in words."""
    every = list(dict.fromkeys((*SMALL, *LARGE)))
    return "Diameters: " + "; ".join(f"{p.name} {p.sizes}" for p in every) + "."


def _length(nm: float) -> str:
    """A length in nm, or in µm from a thousand on."""
    return f"{number_text(nm / 1000)} µm" if nm >= 1000 else f"{number_text(nm)} nm"


def _svg(form: str, width: float, height: float, words: str, inside: str) -> str:
    return (
        f'<svg class="figure-{form}" viewBox="0 0 {width:g} {height:.0f}" role="img" aria-label="{escape(words)}" '
        f'xmlns="http://www.w3.org/2000/svg" style="font-family:{FACE};font-size:{SIZE}px">{inside}</svg>'
    )


def _text(x: float, y: float, text: str, style: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" style="{style}">{escape(text)}</text>'
