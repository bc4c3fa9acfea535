"""Small drawings of cells and vesicles, each in a square of 48 pixels; colours are the page's."""

from __future__ import annotations

INK, SOFT, SUNK = "var(--ink,#1d252c)", "var(--ink-soft,#4d5963)", "var(--ground-sunk,#f4f2ec)"
EV, EV_GROUND = "var(--ev,#a84300)", "var(--ev-ground,#fbeee4)"
ACCENT, ACCENT_GROUND = "var(--accent,#0b5c7a)", "var(--accent-ground,#e8f1f4)"


def vesicle(x: float, y: float, r: float = 4.5) -> str:
    """A vesicle with its two leaflets."""
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" style="fill:{EV_GROUND};stroke:{EV};stroke-width:1.6"/>'
        f'<circle cx="{x:g}" cy="{y:g}" r="{r * 0.5:g}" style="fill:{EV};stroke:none"/>'
    )


def glyph(name: str, x: float, y: float, size: float = 48) -> str:
    """A glyph with its upper left corner at ``x``, ``y``.

    Raises KeyError for a name that there is not.
    """
    if name not in _GLYPHS:
        raise KeyError(f"There is no glyph called {name!r}; the glyphs are {', '.join(_GLYPHS)}.")
    return (
        f'<g transform="translate({x:g} {y:g}) scale({size / 48:g})" aria-hidden="true" '
        f'style="fill:none;stroke:{INK};stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round">{_GLYPHS[name]}</g>'
    )


def _cell(x: float, y: float, r: float, nucleus: float = 0.42) -> str:
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" style="fill:{SUNK}"/>'
        f'<circle cx="{x + r * 0.12:g}" cy="{y - r * 0.08:g}" r="{r * nucleus:g}" style="fill:{SOFT};stroke:none"/>'
    )


def _antibody(x: float, y: float, turn: float) -> str:
    return (
        f'<path transform="translate({x:g} {y:g}) rotate({turn:g})" d="M0,0V-6M0,-6L-4,-11M0,-6L4,-11" '
        f'style="stroke:{ACCENT};stroke-width:2"/>'
    )


def _spindle(y: float, bend: float) -> str:
    return (
        f'<path d="M2,{y:g}Q14,{y - 7 + bend:g},24,{y - 7:g}Q34,{y - 7:g},46,{y + bend:g}'
        f'Q34,{y + 7:g},24,{y + 7:g}Q14,{y + 7:g},2,{y:g}Z" style="fill:{SUNK}"/>'
        f'<ellipse cx="24" cy="{y:g}" rx="6" ry="3.4" style="fill:{SOFT};stroke:none"/>'
    )


_PILL = (
    f'<g transform="rotate(-38 24 24)"><rect x="6" y="16" width="36" height="16" rx="8" style="fill:{ACCENT_GROUND};'
    f'stroke:{ACCENT}"/><path d="M24,16V32" style="stroke:{ACCENT}"/></g>'
)
_GLYPHS = {
    "tumour": _cell(15, 17, 11) + _cell(34, 13, 9) + _cell(34, 33, 11) + _cell(13, 37, 8) + _cell(24, 25, 6, 0.5),
    "cell": _cell(24, 24, 18),
    "fibroblast": _spindle(15, 3) + _spindle(33, -3),
    "vessel": (
        f'<ellipse cx="24" cy="24" rx="21" ry="17" style="fill:{SUNK}"/>'
        '<ellipse cx="24" cy="24" rx="14" ry="10.5" style="fill:var(--ground-raised,#fff)"/>'
        + "".join(
            f'<ellipse cx="{x:g}" cy="{y:g}" rx="3.6" ry="1.9" transform="rotate({turn} {x:g} {y:g})" '
            f'style="fill:{SOFT};stroke:none"/>'
            for x, y, turn in ((24, 10, 0), (40, 19, 62), (36, 35, 145), (12, 35, 35), (8, 19, 118))
        )
        + '<path d="M18,24q3,-4,6,0t6,0" style="stroke:var(--alarm,#a32638);stroke-width:2"/>'
    ),
    "immune": _cell(24, 25, 14, 0.55)
    + "".join(
        f'<path transform="rotate({turn} 24 25)" d="M24,11V6.5M24,6.5L20.5,2.5M24,6.5L27.5,2.5"/>'
        for turn in (-150, -90, -30, 30, 90, 150)
    ),
    "organ": (
        f'<path d="M21,14C10,15,5,30,6,41C14,45,21,41,21,33Z" style="fill:{SUNK}"/>'
        f'<path d="M27,14C38,15,43,30,42,41C34,45,27,41,27,33Z" style="fill:{SUNK}"/>'
        '<path d="M24,3V13M24,13L18,22M24,13L30,22"/>' + vesicle(12, 33, 3.4) + vesicle(36, 31, 3.4)
    ),
    "capsule": _PILL,
    "loaded": (
        f'<circle cx="24" cy="24" r="20" style="fill:{EV_GROUND};stroke:{EV};stroke-width:2"/>'
        f'<circle cx="24" cy="24" r="16.5" style="stroke:{EV};stroke-width:1"/>'
        f'<g transform="translate(24 24) scale(.62) translate(-24 -24)">{_PILL}</g>'
    ),
    "sink": (
        f'<circle cx="24" cy="24" r="12" style="fill:{EV_GROUND};stroke:{EV};stroke-width:2"/>'
        + "".join(
            f'<g transform="rotate({turn} 24 24)"><path d="M24,12V8" style="stroke:{EV};stroke-width:2.5"/></g>'
            for turn in (0, 72, 144, 216, 288)
        )
        + _antibody(24, -3, 180)
        + _antibody(48.5, 16, 252)
        + _antibody(-0.5, 16, 108)
    ),
    "pump": (
        '<path d="M2,20H15M33,20H46M2,30H15M33,30H46"/>'
        f'<path d="M16,12Q22,25,16,38H21Q26,25,21,12ZM32,12Q26,25,32,38H27Q22,25,27,12Z" '
        f'style="fill:{EV_GROUND};stroke:{EV}"/>'
        f'<path d="M24,44V5M24,5L19.5,10M24,5L28.5,10" style="stroke:{ACCENT};stroke-width:2"/>'
    ),
    "shield": (
        f'<path d="M24,4L41,10V23C41,34,33,41,24,45C15,41,7,34,7,23V10Z" style="fill:{EV_GROUND};stroke:{EV};'
        'stroke-width:2"/>'
        f'<path d="M24,15V32M15.5,23.5H32.5" style="stroke:{EV};stroke-width:3"/>'
    ),
    "hairpin": (
        f'<path d="M20,45V20C9,17,10,3,24,3S39,17,28,20V45" style="stroke:{EV};stroke-width:2.2"/>'
        f'<path d="M20,24H28M20,29H28M20,34H28M20,39H28" style="stroke:{EV};stroke-width:1.4"/>'
    ),
}
