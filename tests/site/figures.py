"""Which live figures the site's tests look at, and how one of them is held against Python."""

from __future__ import annotations

import json

import numpy as np
import pytest
from live import Live, Place, distances, pixels, places
from visits import Visit

import evbook
from evbook.analysis.lattice_runs import on_window

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
#: The front page's question has one line to drag and no panel: it is asked in ``test_tumour``.
PLACES = [p for p in places() if "data-asks" not in p.data]
#: Models of the catalogue; a page may show others, made in a notebook, which Python knows only there.
KNOWN = [p for p in PLACES if p.model in evbook.models().index]
#: A tissue's slice has a panel and a rest of its own, which ``test_tissue`` asks; its runs are held to Python's here.
NOT_TISSUES = [p for p in PLACES if p not in KNOWN or evbook.load(p.model).declaration.tissue is None]
#: The curve from the browser and Python's may be this many pixels apart, which nobody sees.
SEEN = 1.0


def _one_of_each(*, events: bool) -> list[Place]:
    """A figure of each kind: small, full with a phase plane, full without, of a curve model, made in a notebook.

    With ``events``, one with doses and one with triggers among them, as each is solved in its own way.
    """
    kinds = {}
    for place in NOT_TISSUES:
        d = evbook.load(place.model).declaration if place in KNOWN else None
        kind = (place.compact, d and d.kind, d is not None and d.phase is not None)
        if events and d:
            kind += (bool(d.doses or d.windows), bool(d.triggers))
        kinds.setdefault(kind, place)
    return list(kinds.values())


SAMPLE, KINDS = _one_of_each(events=False), _one_of_each(events=True)


def ends_of(parameter) -> tuple[float, float]:
    """The values at both ends of a slider: where a number can be 0, that is its far left."""
    low, high = parameter.range
    return (0.0 if parameter.can_be_zero else low, high)


def of(found: list[Place], *, full: bool = False, known: bool = False, kinds: list[Place] | None = None):
    """A mark that tries a test on these figures, or only on those shown in full, or of the catalogue's models.

    With ``kinds`` on those among them; on the others with ``--every``.
    """
    chosen = [p for p in found if not (full and p.compact) and (p in KNOWN or not known)]
    more = [] if kinds is None else [p for p in chosen if p not in kinds]
    marked = [pytest.param(p, marks=pytest.mark.every) if p in more else p for p in chosen]
    return pytest.mark.parametrize("place", marked, ids=str)


#: What depends on the model is tried in Node on every figure (``test_slider_ends``), here on one of each kind of model;
#: what is the front end's own, on one of each kind of figure.
each_kind, each_kind_full_known = of(NOT_TISSUES, kinds=KINDS), of(NOT_TISSUES, full=True, known=True, kinds=KINDS)
some, some_known = of(SAMPLE), of(SAMPLE, known=True)
some_full, some_full_known = of(SAMPLE, full=True), of(SAMPLE, full=True, known=True)


def start(model, live: Live) -> dict:
    """Keywords for ``simulate`` that make the figure's first setting."""
    changed = json.loads(live.figure.get_attribute("data-setting") or "{}")
    return {"scenario": live.figure.get_attribute("data-scenario"), **changed}


def truth_at(model, times, **setting):
    """Python's run at the page's times; that of a tissue ends when it is decided, as the page's does."""
    if model.declaration.tissue is None:
        return model.simulate(times, **setting)
    return on_window(model.simulate(**setting), np.asarray(times, float))


def agree(live: Live, model, **setting) -> None:
    """Assert that every line with the vesicles as they are is Python's curve."""
    drawn_now = live.drawing()
    curves = {name: curve for name, curve in drawn_now.curves.items() if not name.endswith("--off")}
    assert curves
    times = None if model.declaration.across else next(iter(curves.values()))[0]
    truth = truth_at(model, times, **setting)
    across = drawn_now.axes["xaxis"]
    for name, (x, y) in curves.items():
        axis = drawn_now.axes[drawn_now.panels[name]]
        drawn, true = (np.column_stack([pixels(x, across), pixels(v, axis)]) for v in (y, truth[name].to_numpy()))
        if model.declaration.tissue:  # a run ends when it is decided, on the page and in Python on the same day
            there = np.isfinite(drawn).all(axis=1)
            np.testing.assert_array_equal(there, np.isfinite(true).all(axis=1))
            drawn, true = drawn[there], true[there]
        assert np.isfinite(drawn).all()
        # Distances from line to line: at the very time of a dose the curve stands upright.
        off = np.abs(drawn - true).max(axis=1) > SEEN
        apart = max(distances(drawn[off], true).max(initial=0), distances(true[off], drawn).max(initial=0))
        assert apart <= SEEN, f"{name} is {apart:.2f} px from Python's curve"


def alone_at_work(live: Live, record: Visit) -> None:
    """Wait until every figure of the page has come alive and nothing more is loaded, so that nothing else goes on."""
    until(
        live,
        """() => [...document.querySelectorAll("figure.evbook-explorer")].every((figure) =>
          evbook.explorers.has(figure) && !figure.querySelector(".evx-moving"))""",
    )
    record.settle()


def until(live: Live, condition: str, argument: object = None) -> None:
    """Wait for a condition; Playwright's own waiting evaluates text, which the page's policy refuses."""
    for _ in range(1200):  # a busy machine may take a minute; one that is not stops at once
        if live.page.evaluate(condition, argument):
            return
        live.page.wait_for_timeout(50)
    raise AssertionError(f"It never came true that {condition}.")


def shown(model) -> str:
    """The first series that the figure draws."""
    return (model.declaration.shown or [state.name for state in model.declaration.states])[0]
