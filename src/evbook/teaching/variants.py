"""Questions that a model sets by itself: a number to work out at a drawn setting, and a picture to recognise.

Any model with scenarios and measures has both.  The draws are seeded, so that one seed gives the same questions
everywhere, and each learner may be given another.
"""

from __future__ import annotations

import math
import zlib
from html import escape

import numpy as np

from evbook.declaration import Declaration, Measure, Parameter, Scenario
from evbook.derive.numpy import of_parameters
from evbook.drawing.words import quantity_text, unit_text
from evbook.explorer.stills import Still
from evbook.model import Model
from evbook.teaching.items import Answer, Item, Picture, Recognised

#: How near an answer must be to the model's.
TOLERANCE = 0.05
#: Less than this is no number to ask for: nobody types it, and Moodle takes numbers under 1e-28 for one another.
LEAST = 1e-12
#: How many settings are drawn before a model is given up for a question.
_TRIES = 24


def can_be_asked(d: Declaration) -> bool:
    """Whether a model's outcomes are numbers of one run, with a scenario to start from."""
    return d.kind != "tissue" and len(d.axes) < 2 and bool(d.scenarios) and bool(d.measures)


def numbers(model: Model, *, count: int, seed: int, where: str = "") -> list[Item]:
    """Return at most ``count`` questions whose answers are the model's outcomes at drawn settings.

    Each starts from a scenario and moves one parameter, to two digits, so far that the outcome leaves the tolerance.
    Recognised slips are the outcome of the scenario itself and that without vesicles.  ``where`` is HTML that says
    where the live model is.  A model that cannot be asked gives none.
    """
    d = model.declaration
    if not can_be_asked(d):
        return []
    chance = np.random.default_rng([seed, zlib.crc32(d.id.encode())])
    found: list[Item] = []
    seen: set[tuple[str, str]] = set()
    known: dict[str, Still] = {}
    for _ in range(_TRIES * count):
        if len(found) == count:
            break
        item, moved = _drawn(model, chance, len(found) + 1, seed, where, known)
        if item and moved not in seen:
            seen.add(moved)
            found.append(item)
    return found


def _drawn(
    model: Model, chance: np.random.Generator, n: int, seed: int, where: str, known: dict[str, Still]
) -> tuple[Item | None, tuple[str, str]]:
    """A question at one drawn setting with what it moves and asks, or None where the draw asks nothing."""
    d = model.declaration
    scenario = d.scenarios[chance.integers(len(d.scenarios))]
    movable = [p for p in d.parameters if p.control and not _is_switch(p)]
    parameter = movable[chance.integers(len(movable))]
    value = _value(parameter, chance)
    start = {p.name: p.value for p in d.parameters} | dict(scenario.values)
    moved = {**start, parameter.name: value}
    if parameter.inactive_when and bool(of_parameters(d, parameter.inactive_when)(moved)):
        return None, ("", "")
    plain = known.setdefault(scenario.name, Still(d, scenario=scenario.name)).measures
    seen = Still(d, scenario=scenario.name, values={parameter.name: value})
    there = seen.measures
    telling = [m for m in d.measures if _apart(there[m.name], plain[m.name])]
    if not telling:
        return None, ("", "")
    measure = telling[chance.integers(len(telling))]
    answer = float(there[measure.name])
    slips = [Recognised(float(plain[measure.name]), f"<p>That is what {_named(scenario)} gives as it is. "
                        f"Move {escape(_label(parameter))} as well.</p>")]  # fmt: skip
    if scenario.ev:
        bare = float(model.measures(scenario=scenario.name, ev=False, **{parameter.name: value})[measure.name])
        if _apart(bare, answer) and _apart(bare, slips[0].value):
            slips.append(Recognised(bare, "<p>That is the outcome without vesicles. Leave them on.</p>"))
    item = Item(
        id=f"number-{d.id}-{seed}-{n}",
        title=f"{d.title}: {_label(measure)} ({seed}.{n})",
        folder=("Numbers from the models", d.title),
        text=_question(d, scenario, parameter, value, measure) + where,
        value=answer,
        tolerance=float(f"{TOLERANCE * abs(answer):.3g}"),
        slips=tuple(slips),
        feedback=f"<p>{escape(quantity_text(answer, measure.unit))}. {escape(seen.sentence)}</p>",
        hint=f"<p>Choose {_named(scenario)}, set {escape(_label(parameter))} to "
        f"{escape(quantity_text(value, parameter.unit))}, and read “{escape(_label(measure))}” among the outcomes "
        "below the figure.</p>",
    )
    return item, (parameter.name, measure.name)


def _question(d: Declaration, scenario: Scenario, parameter: Parameter, value: float, measure: Measure) -> str:
    unit = unit_text(measure.unit) if measure.unit != "1" else ""
    asked = f" Answer in {escape(unit)}." if unit else " Answer as a plain number: a share of all is 1."
    asked = asked if unit or "share" in measure.meaning.lower() else " The answer has no unit."
    return (
        f"<p>Open the live model <em>{escape(d.title)}</em> and choose the scenario {_named(scenario)}. "
        f"Set {_said(parameter)} to "
        f"{escape(quantity_text(value, parameter.unit))}, and leave everything else as it is.</p>"
        f"<p>What is {_said(measure)}?{asked} "
        f"Within {TOLERANCE:.0%} is right.</p>"
    )


def pictures(d: Declaration, *, choices: int = 4) -> list[Item]:
    """Return a question on the picture of a scenario: which of the model's own sentences is true of it?

    The sentences are those that the live model says of its scenarios; a model that says fewer than three different
    ones gives none.
    """
    if not can_be_asked(d):
        return []
    told: dict[str, tuple[Scenario, Still]] = {}
    for scenario in d.scenarios[: choices + 1]:
        seen = Still(d, scenario=scenario.name)
        if seen.sentence and len(told) < choices:
            told.setdefault(seen.sentence, (scenario, seen))
    if len(told) < 3:
        return []
    # the picture is of another place in the list for each model, always the same for one
    right, seen = list(told.values())[zlib.crc32(d.id.encode()) % len(told)]
    answers = tuple(
        Answer(
            escape(words),
            f"<p>{'So it is' if one is right else 'That is seen'} in {_named(one)}: {escape(one.meaning)}</p>",
            one is right,
        )
        for words, (one, _) in told.items()
    )
    without = " Thin dotted lines are the same without vesicles." if right.ev else ""
    return [
        Item(
            id=f"picture-{d.id}",
            title=f"{d.title}: what the picture shows",
            folder=("Pictures of the models", d.title),
            text=f"<p>The picture is a run of the model <em>{escape(d.title)}</em>.{without} "
            "Which sentence is true of it?</p>",
            answers=answers,
            picture=Picture(f"picture-{d.id}.svg", seen.svg(), seen.alt),
        )
    ]


def _value(parameter: Parameter, chance: np.random.Generator) -> float:
    low, high = parameter.range
    at = chance.uniform(0.1, 0.9)
    value = low * (high / low) ** at if parameter.scale == "log" and low > 0 else low + (high - low) * at
    return float(f"{value:.2g}")


def _is_switch(parameter: Parameter) -> bool:
    return tuple(parameter.range) == (0, 1) and parameter.unit == "1" and (parameter.label or "").startswith("switch")


def _apart(one: float, other: float) -> bool:
    """Whether two outcomes are numbers, and no answer near the one is taken for the other."""
    if not (math.isfinite(one) and math.isfinite(other) and abs(one) >= LEAST):
        return False
    return abs(one - other) > 2.5 * TOLERANCE * max(abs(one), abs(other))


def _label(record: Parameter | Measure) -> str:
    return record.label or record.meaning


def _said(record: Parameter | Measure) -> str:
    """A record by its label, and what it means where that says more."""
    label, meaning = _label(record), record.meaning
    return f"<em>{escape(label)}</em>" + ("" if meaning in ("", label) else f" ({escape(meaning)})")


def _named(scenario: Scenario) -> str:
    return f"“{escape(scenario.title)}”"
