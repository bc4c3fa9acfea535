"""A model's story: a few of its scenarios in order, each a link that brings picture and curves to it.

With scripts the picture stands beside the steps and follows the step that is read; without them each step still says
what the model gives, and its link is the setting's address.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from evbook.drawing.output import Output
from evbook.explorer.first_view import sentence_of
from evbook.explorer.page import figure
from evbook.model import Model


def story(model: Model, steps: Mapping[str, str], *, moment: float | None = None) -> Output:
    """Return the steps of a story with the picture that follows them.

    Parameters
    ----------
    model
        A model with scenarios.
    steps
        What a step says, by the name of the scenario that it shows, in order.
    moment
        The moment that is looked at, in the model's unit of time; that of its scene when absent.

    Raises ValueError for fewer than two steps or a scenario that the model does not have.
    """
    d = model.declaration
    titles = {scenario.name: scenario.title for scenario in d.scenarios}
    unknown = [name for name in steps if name not in titles]
    if unknown or len(steps) < 2:
        what = f"{unknown[0]!r} is no scenario of {d.id}" if unknown else "a story has two steps or more"
        raise ValueError(f"{what}; its scenarios are {', '.join(titles)}.")
    at = None if moment is None else moment / d.time.end
    told = [(name, titles[name], words, sentence_of(d, name)) for name, words in steps.items()]
    items = "".join(
        f'<li><p class="story-title"><a href="{address(model, name, moment)}">{escape(title)}</a></p>'
        f'<p>{escape(words)}</p><p class="story-seen">{escape(seen)}</p></li>'
        for name, title, words, seen in told
    )
    picture = figure(model, scenario=told[0][0], compact=True, at=at)
    text = "\n\n".join(f"{n}. {title}\n{words}\n{seen}" for n, (_, title, words, seen) in enumerate(told, 1))
    return Output(
        text=text, html=f'<div class="evbook-story">\n{picture}\n<ol class="story-steps">{items}</ol>\n</div>'
    )


def address(model: Model, scenario: str, moment: float | None) -> str:
    """The fragment that brings the page's live figures to a scenario, and to a moment of it."""
    at = "" if moment is None else f"&amp;_t={moment:g}"
    return f"#ev:{model.id}@{model.declaration.hash}?_scenario={scenario}{at}"
