"""A worksheet of two pages for a chapter, and its key: settings to predict, numbers to read, exercises on paper.

Scenarios, numbers and the key are computed by the chapter's leading model.  Each setting has an address, as a link and,
where the site's own address is known, as a code that a phone reads.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import numpy as np

from evbook.authoring.question_files import Questions
from evbook.chapter.courses import prose
from evbook.declaration import Declaration, Measure, Parameter, Scenario
from evbook.drawing.numbers import quantity
from evbook.drawing.words import unit_text
from evbook.explorer.stills import Still
from evbook.review import catalogue
from evbook.review.book import LEADS
from evbook.simulation.setting import setting

#: Settings to predict, values to read, exercises for paper.
SETTINGS, VALUES, EXERCISES = 3, 5, 2
#: How many parameters are tried for the table of numbers, and by what share neighbours in it must differ.
PARAMETERS, LEAST = 3, 0.02

#: The drawing of a code that leads to an address, as SVG; empty where there is no address to lead to.
Code = Callable[[str], str]


@dataclass(frozen=True)
class Sheet:
    """A worksheet and its key, as HTML: ``first`` and ``second`` fill a page each."""

    title: str
    first: str
    second: str
    key: str


@dataclass(frozen=True)
class Reading:
    """Numbers to read: what is moved, over which values, and what is read at each of them."""

    parameter: Parameter
    measure: Measure
    values: tuple[float, ...]
    read: tuple[float, ...]


def worksheet(made: Questions, page: str, *, embed: str, code: Code) -> Sheet:
    """Return the worksheet of a chapter.

    ``embed`` is the address of its live model as seen from the sheet.  Raises KeyError for a page without one.
    """
    about, model = made.about(page), catalogue.declaration(LEADS[page])
    chosen = [model.scenarios[0], *model.scenarios[1:][: SETTINGS - 1]]
    stills = [Still(model, scenario=scenario.name) for scenario in chosen]
    links = [f"{embed}#ev:{model.id}?_scenario={scenario.name}" for scenario in chosen]
    settings = "".join(
        f'<tr><th scope="row">{escape(s.title)}<br><span class="sheet-small">{_values(model, s)}</span></th>'
        f'<td class="sheet-code">{code(link)}<a href="{escape(link)}">setting {letter}</a></td>'
        '<td class="sheet-room"></td><td class="sheet-room"></td></tr>'
        for s, link, letter in zip(chosen, links, "ABC", strict=False)
    )
    reading = reading_of(model)
    exercises = list(made.exercises(page))[:EXERCISES]
    title = escape(about.title)
    first = (
        f'<p class="sheet-name">Name <span></span> Date <span></span></p><h1>{title}</h1>'
        f'<p class="sheet-idea">{prose(about.idea)}</p><h2>1. Predict, then look</h2>'
        f"<p>The live model is <em>{escape(model.title)}</em>. For each setting, write what you expect "
        "<strong>before</strong> you open it, then what the model says.</p>"
        f"<table><thead><tr>{_heads('Setting', 'Open it', 'I expect', 'I see')}</tr></thead>"
        f"<tbody>{settings}</tbody></table><p>Where were you wrong, and what had you overlooked?</p>{_lines(3)}"
    )
    second = (_asked(reading, links[0], code(links[0])) if reading else "") + "".join(
        f'<div class="sheet-task">{item.text}</div>{_lines(3 if reading else 8)}' for item in exercises
    )
    seen = "".join(
        f"<li><strong>{escape(s.title)}.</strong> {escape(still.sentence)}</li>"
        for s, still in zip(chosen, stills, strict=True)
    )
    key = (
        f'<h1>{title}: key</h1><h2>1. Predict, then look</h2><ol type="A">{seen}</ol>'
        + (_answered(reading) if reading else "")
        + "".join(f'<div class="sheet-task">{item.text}</div><div>{item.solution}</div>' for item in exercises)
    )
    return Sheet(about.title, first, second, key)


def reading_of(model: Declaration) -> Reading | None:
    """Return the parameter and the outcome for a table of numbers, at the first scenario.

    Of the first controls of the vesicle terms (of all, where none will do) and of the outcomes that are numbers at
    every value and stay within a factor of a thousand, the pair whose neighbouring numbers differ most.  None where no
    outcome moves, or where the model is one of chance.
    """
    if model.kind == "tissue" or len(model.axes) > 1:
        return None
    start = setting(model, scenario=model.scenarios[0].name)
    live = [p for p in model.parameters if p.control and start[p.name]]
    vesicles = [p for p in live if p.ev][:PARAMETERS]
    for tried in (vesicles, [p for p in live if not p.ev][:PARAMETERS]):
        found = [reading for parameter in tried for reading in _readings(model, parameter)]
        if found:
            return max(found, key=_telling)
    return None


def _readings(model: Declaration, parameter: Parameter) -> list[Reading]:
    values = _spread(parameter)
    seen = [Still(model, scenario=model.scenarios[0].name, values={parameter.name: v}).measures for v in values]
    found = [Reading(parameter, m, values, tuple(float(one[m.name]) for one in seen)) for m in model.measures]
    return [reading for reading in found if _telling(reading) > LEAST]


def _telling(reading: Reading) -> float:
    """The least difference of two neighbours, as a share of the larger; 0 where the numbers are not good to draw."""
    read = reading.read
    if not all(math.isfinite(one) and one > 0 for one in read) or max(read) > 1000 * min(read):
        return 0.0
    return min(abs(one - other) / max(one, other) for one, other in pairwise(read))


def _spread(parameter: Parameter) -> tuple[float, ...]:
    low, high = parameter.range
    log = parameter.scale == "log" and low > 0
    values = np.geomspace(low, high, VALUES + 2) if log else np.linspace(low, high, VALUES + 2)
    # the ends of a range are where little happens
    return tuple(float(f"{value:.2g}") for value in values[1:-1])


def _values(model: Declaration, scenario: Scenario) -> str:
    """What a scenario sets, without what comes of it."""
    records = {p.name: p for p in model.parameters}
    said = [
        f"{escape(records[name].label or records[name].meaning)} {escape(quantity(value, records[name].unit, 3))}"
        for name, value in scenario.values.items()
        if name in records
    ]
    return "; ".join([*said[:4], *([] if scenario.ev else ["without vesicles"])]) or "everything at its default"


def _heads(*words: str) -> str:
    return "".join(f'<th scope="col">{escape(word)}</th>' for word in words)


def _labels(reading: Reading) -> tuple[str, str]:
    parameter, measure = reading.parameter, reading.measure
    unit = f", {unit_text(measure.unit)}" if measure.unit != "1" else ""
    return parameter.label or parameter.meaning, (measure.label or measure.meaning) + unit


def _asked(reading: Reading, link: str, code: str) -> str:
    moved, read = _labels(reading)
    heads = _heads(moved, *(quantity(value, reading.parameter.unit, 2) for value in reading.values))
    rooms = '<td class="sheet-room"></td>' * len(reading.values)
    return (
        f'<h2>2. Read and draw</h2><p>Open <a href="{escape(link)}">setting A</a> again and move '
        f"<em>{escape(moved)}</em> alone. Write down <em>{escape(read)}</em>, and draw it.</p>"
        f'<div class="sheet-side">{code}<table><thead><tr>{heads}</tr></thead>'
        f'<tbody><tr><th scope="row">{escape(read)}</th>{rooms}</tr></tbody></table></div>'
        f"{_paper(escape(moved), escape(read))}"
        f"<p>Say in one sentence what you see, and why it is so.</p>{_lines(2)}"
    )


def _answered(reading: Reading) -> str:
    moved, read = _labels(reading)
    rows = "".join(
        f'<tr><th scope="row">{escape(quantity(value, reading.parameter.unit, 2))}</th>'
        f"<td>{escape(quantity(found, reading.measure.unit, 3))}</td></tr>"
        for value, found in zip(reading.values, reading.read, strict=True)
    )
    return f"<h2>2. Read and draw</h2><table><thead><tr>{_heads(moved, read)}</tr></thead><tbody>{rows}</tbody></table>"


def _lines(count: int) -> str:
    """Lines to write on."""
    return '<div class="sheet-lines" aria-hidden="true">' + "<span></span>" * count + "</div>"


def _paper(across: str, upwards: str) -> str:
    """Squared paper with its two axes named."""
    lines = "".join(f'<path d="M{x},0V100"/>' for x in range(0, 241, 10))
    lines += "".join(f'<path d="M0,{y}H240"/>' for y in range(0, 101, 10))
    return (
        '<svg class="sheet-paper" viewBox="-12 -4 258 118" role="img" '
        f'aria-label="Squared paper: {upwards} upwards over {across}">'
        f'<g fill="none" stroke="#b8c0c4" stroke-width=".4">{lines}</g>'
        '<path d="M0,0V100H240" fill="none" stroke="#333" stroke-width="1"/>'
        f'<text x="120" y="110" font-size="5.5" text-anchor="middle">{across}</text>'
        f'<text x="-50" y="-4" font-size="5.5" text-anchor="middle" transform="rotate(-90)">{upwards}</text></svg>'
    )
