"""The panel of an explorer: which views and tools a model has, and their titles; which parts can be hidden.

It stands here once.  The page's figure keeps room for it before any script has run, and the front end fills that
room from the same description; there a view or a tool is a module with the ``id`` given here
(``views/registry.js`` and ``tools/registry.js``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from evbook.declaration import Declaration

#: Parts of a live figure that a link may take away, by the class that they have in the figure.
PARTS = {
    "bar": "evx-bar",
    "ev": "evx-ev",
    "base": "evx-base",
    "budget": "evx-budget-box",
    "tools": "evx-tools",
    "download": "evx-takeaway",
    "views": "evx-views",
    "meaning": "evx-meaning",
    "time": "evx-time",
    "scene": "evx-scene",
}


def _draws(d: Declaration, scale: str) -> bool:
    """Whether a series that is drawn has this scale."""
    return any(d.record(name).scale == scale for name in drawn(d))


def _movable(d: Declaration) -> int:
    """How many parameters have a slider."""
    return sum(p.control and p.range[1] > p.range[0] for p in d.parameters)


def _assumes(d: Declaration) -> bool:
    """Whether a number is assumed and could be another."""
    return any(p.grade == "assumed" and p.range[1] > p.range[0] for p in d.parameters)


def _is_over_time(d: Declaration) -> bool:
    """Whether its first view draws curves from left to right."""
    return d.tissue is None and not d.across


class View(NamedTuple):
    """What a figure can show: its id in a link's ``_view``, its title, and the models that have it.

    What is the first view on another scale is chosen at the axis, the others in the row above.
    """

    id: str
    title: str
    applies: Callable[[Declaration], bool]
    place: str = "row"


class Tool(NamedTuple):
    """What can be done with a figure; it has a drawer with its title, or stands in the row below the panel."""

    id: str
    title: str
    applies: Callable[[Declaration], bool] = lambda d: True
    place: str = "drawer"


#: In the order in which they are offered; the first that applies is shown first.
VIEWS = (
    View("space", "In space", lambda d: d.tissue is not None),
    View("timecourse", "Over time", lambda d: not d.axes),
    View("timecourse", "Curves", lambda d: bool(d.axes)),
    View("linear", "Linear", lambda d: _draws(d, "log"), place="axis"),
    View("logarithmic", "Logarithmic", lambda d: _draws(d, "linear"), place="axis"),
    View("phase", "Phase plane", lambda d: d.phase is not None),
    View("sweep", "Along a parameter", lambda d: bool(d.measures) and _movable(d) > 0),
    View("map", "Map of two", lambda d: bool(d.measures) and _movable(d) > 1),
    View("distribution", "Distribution", lambda d: d.stochastic or (bool(d.measures) and _assumes(d))),
    View("fluxes", "Processes", lambda d: bool(d.processes) and not d.axes),
)

#: In the order of their drawers.
TOOLS = (
    Tool("draw", "Draw first", _is_over_time),
    Tool("challenges", "Challenge", lambda d: bool(d.challenges)),
    Tool("schedule", "Schedule", lambda d: bool(d.doses or d.windows)),
    Tool("pins", "Pin and compare"),
    Tool("uncertainty", "Uncertainty", lambda d: _assumes(d) and not d.across),
    Tool("matters", "What matters now", lambda d: bool(d.measures)),
    Tool("own-data", "Your own data"),
    Tool("numbers", "Numbers as a table"),
    Tool("hear", "Hear it", _is_over_time),
    Tool("cite", "Cite this setting"),
    Tool("takeaway", "Download", place="row"),
)

#: The heading of what the vesicle terms ask of cells.
BUDGET = "Vesicle budget"


def drawn(d: Declaration) -> list[str]:
    """Names of the series that the first view draws."""
    return list(d.shown) or [x.name for x in (d.states or d.outputs)]


def panel(d: Declaration) -> dict:
    """The panel of a declared model, ready for JSON."""
    return {
        "views": [{"id": view.id, "title": view.title, "place": view.place} for view in VIEWS if view.applies(d)],
        "tools": [{"id": tool.id, "title": tool.title, "place": tool.place} for tool in TOOLS if tool.applies(d)],
        "budget": BUDGET if d.budgets else "",
        "parts": PARTS,
    }
