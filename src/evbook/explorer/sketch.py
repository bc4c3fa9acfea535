"""A live figure as a sketch: the curves of its first panel alone, small enough for a row of a table."""

from __future__ import annotations

import re

from evbook.drawing.layout import layout

#: The stretched drawing of the first panel, in which only the curves are.
_CURVES = re.compile(r'<svg viewBox="([^"]*)" preserveAspectRatio="none"[^>]*>(.*?)</svg>', re.DOTALL)


def sketch(figure: str) -> str:
    """Return the curves of a figure's HTML as an SVG file of its own, light or dark as the page that shows it.

    Raises ValueError for HTML without a drawn panel.
    """
    found = _CURVES.search(figure)
    if found is None:
        raise ValueError("There is no picture to sketch: give the HTML of `evbook.explorer.page.figure`.")
    given = layout()
    named = [*((f"c{n}", series) for n, series in enumerate(given["series"])), ("companion", given["companion"])]
    light, dark = (";".join(f"--evx-{name}:{of[theme]}" for name, of in named) for theme in ("light", "dark"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="96" height="54" viewBox="{found[1]}" '
        'preserveAspectRatio="none">'
        f"<style>svg{{{light}}}@media (prefers-color-scheme:dark){{svg{{{dark}}}}}</style>{found[2]}</svg>\n"
    )
