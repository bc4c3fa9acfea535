"""How a live figure keeps up with the hand: frames, layers of the page, and the other thread."""

from __future__ import annotations

import pytest
from figures import (
    KNOWN,
    SAMPLE,
    agree,
    alone_at_work,
    some_full_known,
    start,
)
from live import Live
from visits import visit


def test_a_move_is_painted_in_the_next_frame(browser, site_address):
    """Of a model that is solved within two milliseconds: 95 moves of 100, and no other thread is begun for it."""
    with visit(browser, site_address, viewport={"width": 1280, "height": 900}) as reader:
        reader.go("microenvironment/immune-escape.html")
        live = Live(reader.page)
        # what the model takes is what a quick machine says that it takes; frames are counted, however long they are
        painted = live.slider("phi_treg").evaluate(
            """async (slider) => {
              const figure = slider.closest("figure");
              const { pace } = evbook.explorers.get(figure);
              pace.note = () => {};
              pace.took = [1];
              const path = () =>
                [...figure.querySelectorAll(".evx-live path.js-line")].map((one) => one.getAttribute("d")).join();
              const frame = () => new Promise(requestAnimationFrame);
              let painted = 0;
              for (let i = 1; i <= 100; i++) {
                await new Promise((done) => setTimeout(done));
                const before = path();
                slider.value = Math.round((i * Number(slider.max)) / 101);
                slider.dispatchEvent(new Event("input", { bubbles: true }));
                await frame(); // asked for after the figure's own, so it comes after it
                if (path() !== before) painted++;
              }
              return painted;
            }"""
        )
        assert painted >= 95
        assert live.figure.evaluate("(figure) => evbook.explorers.get(figure).worker.thread.end") is None


#: What may become of the other thread; each is tried on a figure of another kind.
FATES = ["refused", "missing", "dead"]


@some_full_known
def test_a_browser_does_not_lay_the_pages_layers_anew_with_every_move(browser, live, record):
    """It would as soon as what is painted on one of them took more room or less: a fifth of what a move costs."""
    alone_at_work(live, record)
    session = browser.new_browser_cdp_session()
    told, ended = [], []
    session.on("Tracing.dataCollected", lambda event: told.extend(event["value"]))
    session.on("Tracing.tracingComplete", lambda event: ended.append(event))
    slider = live.slider(next(name for name in live.sliders() if name != "_end"))
    move = """async (slider, moves) => {
      const { stepUp, stepDown } = Object.getPrototypeOf(slider);
      for (let i = 0; i < moves; i++) {
        (i % 2 ? stepUp : stepDown).call(slider);
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise(requestAnimationFrame);
      }
    }"""
    slider.evaluate(move, 10)
    session.send("Tracing.start", {"traceConfig": {"includedCategories": ["blink"]}, "transferMode": "ReportEvents"})
    slider.evaluate(move, 40)
    session.send("Tracing.end")
    while not ended:
        live.page.wait_for_timeout(50)
    session.detach()
    names = [event["name"] for event in told]
    assert names.count("LocalFrameView::RunPaintLifecyclePhase") >= 40, "the moves are not in what the browser told"
    assert names.count("PaintArtifactCompositor::Update") < 10


@pytest.mark.parametrize(
    ("place", "fate"),
    [
        pytest.param(place, fate, id=f"{place}-{fate}", marks=[] if n % len(FATES) == k else pytest.mark.every)
        for n, place in enumerate(p for p in SAMPLE if p in KNOWN and not p.compact)
        for k, fate in enumerate(FATES)
    ],
)
def test_without_another_thread_the_page_solves_by_itself(browser, site_address, place, model, fate):
    """A browser that lets no worker begin, a server that has lost its script, a worker that dies at its work."""
    with visit(browser, site_address) as visited:
        if fate == "refused":
            visited.context.add_init_script("globalThis.Worker = class { constructor() { throw new Error('no'); } };")
        elif fate == "missing":
            visited.context.add_init_script(
                "globalThis.Worker = class extends Worker { constructor() { super('_static/no-such-file.js'); } };"
            )
        live = Live(visited.go(place.page).page, place.number)
        name = next(name for name in live.sliders() if name != "_end")
        # every model is taken for one that is solved in the other thread
        live.figure.evaluate(
            "(figure) => Object.defineProperty(evbook.explorers.get(figure).pace, 'quick', { value: false })"
        )
        if fate == "dead":
            live.drag(name)
            live.figure.evaluate(
                """(figure) => {
                  const { thread } = evbook.explorers.get(figure).worker;
                  thread.end.terminate();
                  thread.end.onerror(new Event("error"));
                }"""
            )
        for _ in range(2):
            before = live.paths()
            assert live.drag(name) != before
        asked = live.figure.evaluate("(figure) => evbook.explorers.get(figure).worker.ready")
        assert asked is False
        live.move(name, "max")
        high = next(p for p in model.declaration.parameters if p.name == name).range[1]
        agree(live, model, **{**start(model, live), name: high})
        assert visited.complaints == []
        assert visited.refused == []
