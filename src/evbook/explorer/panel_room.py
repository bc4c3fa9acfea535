"""Room for the controls of a live figure, with the words that the script will put there, so that nothing jumps."""

from __future__ import annotations

from html import escape

import numpy as np

from evbook.declaration import Parameter
from evbook.derive.numpy import of_parameters
from evbook.drawing.words import number_text, quantity_text
from evbook.explorer.first_view import View

#: How many scenarios a small figure has buttons for; the front end has the same (ui/controls.js).
MOST_BUTTONS = 4


def views_room(view: View, compact: bool) -> str:
    """Room for the choice of view: the titles, so that they wrap as the script's do."""
    titles = [shown["title"] for shown in view.data["panel"]["views"] if shown["place"] == "row"]
    if compact or len(titles) < 2:
        return ""
    labels = "".join(f"<label><span>{escape(title)}</span></label>" for title in titles)
    return f'<div class="evx-views" aria-hidden="true">{labels}</div>'


def _tools_room(view: View) -> str:
    """Room for the titles of the tools that have a drawer."""
    drawers = [tool["title"] for tool in view.data["panel"]["tools"] if tool["place"] == "drawer"]
    titles = "".join(f"<span>{escape(title)}</span>" for title in drawers)
    return f'<div class="evx-tools">{titles}</div>'


def panel_room(view: View, sliders: list[Parameter], compact: bool) -> str:
    """Empty boxes of the controls' sizes, and the words that will stand there: shown only where scripts run."""
    declaration = view.declaration
    shown = sliders if compact else [p for p in declaration.parameters if p.control]
    ev, base = [p for p in shown if p.ev], [p for p in shown if not p.ev]

    def group(parameters: list[Parameter], kind: str) -> str:
        cells = '<div class="evx-control"></div>' * len(parameters)
        return f'<div class="evx-group {kind}"><div class="evx-heading"></div><div class="evx-grid">{cells}</div></div>'

    parts = ['<div class="evx-switch"></div>']
    if len(declaration.scenarios) > 1 and not compact:
        chosen = escape(view.scenario.title if view.scenario else declaration.scenarios[0].title)
        parts.append(f'<div class="evx-choice"><span>Scenario</span><span class="evx-chosen">{chosen}</span></div>')
    parts.append('<div class="evx-button"></div>')
    inside = [f'<div class="evx-bar">{"".join(parts)}</div>']
    if compact and len(declaration.scenarios) > 1:
        titles = [escape(each.title) for each in declaration.scenarios[:MOST_BUTTONS]]
        buttons = "".join(f'<span class="evx-button">{title}</span>' for title in titles)
        inside.append(f'<div class="evx-scenarios">{buttons}</div>')
    if not compact:
        inside.append(f'<div class="evx-meaning">{escape(view.scenario.meaning if view.scenario else "")}</div>')
    if ev:
        inside.append(group(ev, "evx-ev"))
    if compact:
        inside += [group(base, "")] if base else []
    else:
        inside.append('<div class="evx-group evx-line"></div>')
        inside.append(_budget_room(view))
        inside.append(_tools_room(view))
        inside.append(_takeaway_room(view))
    return f'<div class="evx-panel evx-empty" aria-hidden="true">{"".join(inside)}</div>'


def _takeaway_room(view: View) -> str:
    """Room for the row of downloads: the words of the script (``takeaway.js``), so that it takes the same lines."""
    dynamic = view.declaration.kind == "dynamic"
    kinds = dict.fromkeys(("CSV", "SVG", "PNG"), "") | (
        dict.fromkeys(("SBML", "OMEX"), " evx-archived") if dynamic else {}
    )
    kinds["Present"] = " evx-present"
    buttons = "".join(f'<span class="evx-button{kind}">{title}</span>' for title, kind in kinds.items())
    instead = "" if dynamic else "<span>No SBML, which is for change in time: CSV has the table of values.</span>"
    share = '<span></span><span class="evx-button">Share …</span><span class="evx-link">Link</span>'
    return f'<div class="evx-takeaway"><span>Download</span>{buttons}{instead}{share}</div>'


def _budget_room(view: View) -> str:
    """The vesicle budget in the words of the script (``budget.js``), so that it takes the same lines."""
    rows = []
    for b in view.data["budget"]:
        expression = next(one.expression for one in view.declaration.budgets if one.name == b["name"])
        value = float(of_parameters(view.declaration, expression)(view.values))
        within = b["low"] <= value <= b["high"]
        known = f"known range {number_text(b['low'])} to {number_text(b['high'])}"
        words = quantity_text(value, b["unit"]) if np.isfinite(value) else "no number at this setting"
        said = f"{words}, {known}" if within else f"{words} ⚠ {known}. {b['beyond']}"
        mark = "" if within else ' data-beyond=""'
        rows.append(f"<div{mark}><dt>{escape(b['label'])}</dt><dd>{escape(said)}</dd></div>")
    if not rows:
        return ""
    heading = f'<div class="evx-heading">{escape(view.data["panel"]["budget"])}</div>'
    return f'<div class="evx-budget-box">{heading}<dl class="evx-budget">{"".join(rows)}</dl></div>'
