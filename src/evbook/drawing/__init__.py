"""Pictures as SVG in pure Python: text is text, colours follow the page, any width fits.

``axes``     ranges, ticks and the texts beside them (the browser's figure has the same in ``figure/axes.js``)
``marks``    lines, bands, points, bars and cells, in the units of the data
``picture``  panels put together into one picture, with the margins of the live figure

The margins, palette and dashes are in ``layout.json``, which the browser reads too.
"""

from evbook.drawing.axes import Axis, Categories, widened
from evbook.drawing.layout import layout
from evbook.drawing.marks import Band, Bars, Cells, Label, Line, Points
from evbook.drawing.picture import Panel, Picture

__all__ = [
    "Axis",
    "Band",
    "Bars",
    "Categories",
    "Cells",
    "Label",
    "Line",
    "Panel",
    "Picture",
    "Points",
    "layout",
    "widened",
]
