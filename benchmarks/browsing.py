"""The pages of the built site in Chromium: how they load, and how their live figures follow the hand.

* ``slider``: main-thread time a move, Chromium's TaskDuration (script, style, layout, paint) over 40 moves a frame
  apart, by the thread's own time, which depends little on what else the machine does; and from a slider's event to
  the end of the frame in which its curve is drawn.  Beside both a slider that moves nothing, in the same run.
* ``load``: from the start of the navigation to the first live curve, its figure brought into view at once; and the
  longest task of the main thread until then.
* ``bytes``: what a first visit transfers, with text compressed, and what a visit after the front page does.
* ``solve``: from a setting to curves and measures by the figure's own solver, at the tolerance of a figure at rest.

A page is visited once for all of them.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "site")]

from live import Live, places  # noqa: E402
from playwright.sync_api import Browser, Locator, Page  # noqa: E402
from record import Record  # noqa: E402
from visits import SITE, Visit, served, visit, weight  # noqa: E402

from evbook.review.catalogue import declarations  # noqa: E402

#: What of these a visit measures.
KINDS = ("slider", "load", "bytes", "solve")
MOVES, ROUNDS, SLIDERS = 40, 2, 2
#: Milliseconds until a figure is drawn whole after the last move.
REST = 250
#: Milliseconds of a task below which a browser does not tell of it.
UNTOLD = 50
SHORT = f"longest task at load, {UNTOLD} ms: no task took as long, and of shorter ones browsers do not tell"
DESKTOP = {"width": 1280, "height": 900}
NOTHING = "a slider that moves nothing"

#: Moves a slider some times, a frame apart, through nearby positions.
MOVE = """async (slider, moves) => {
  const steps = Number(slider.max);
  for (let i = 0; i < moves; i++) {
    slider.value = (Number(slider.value) + (i % 2 ? 3 : -1) + steps) % steps;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise(requestAnimationFrame);
  }
}"""

#: Milliseconds of each move from its event to the end of the frame in which what follows it is drawn, which another
#: thread may have computed meanwhile: a message is delivered after a frame's style, layout and paint.
PAINT = """async (slider, moves) => {
  const steps = Number(slider.max);
  const explorer = globalThis.evbook?.explorers.get(slider.closest("figure"));
  const drawn = () => !explorer || explorer.run.setting === explorer.setting;
  const times = [];
  for (let i = 0; i < moves; i++) {
    // at no fixed moment between two frames
    await new Promise((done) => setTimeout(done, 30 + (i * 7) % 17));
    slider.value = (Number(slider.value) + (i % 2 ? 3 : -1) + steps) % steps;
    const start = performance.now();
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    times.push(await new Promise((done) => {
      const channel = new MessageChannel();
      const frame = () => requestAnimationFrame(() => channel.port2.postMessage(0));
      channel.port1.onmessage = () => (drawn() ? done(performance.now() - start) : frame());
      frame();
    }));
  }
  return times;
}"""

#: Milliseconds from the start of the navigation to the live figure, and the longest task; below 50 ms none is told.
WATCH = """
globalThis.moments = { longest: 0 };
new MutationObserver((_, observer) => {
  if (!document.querySelector(".evx-drawn")) return;
  moments.curve = performance.now();
  observer.disconnect(); // what is measured afterwards is the page's own work
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) moments.longest = Math.max(moments.longest, duration);
}).observe({ type: "longtask", buffered: true });
"""

#: Milliseconds of a solution at rest: the median of eight lots, each long enough for the browser's coarse clock.
SOLVE = """(figure) => {
  const { compute, setting } = globalThis.evbook.explorers.get(figure);
  const once = () => compute({ ...setting, values: Float64Array.from(setting.values) }, true);
  let lot = 1, took = 0;
  for (once(); took < 20 && lot < 4096; lot *= 2) {
    const start = performance.now();
    for (let i = 0; i < lot; i++) once();
    took = performance.now() - start;
  }
  const times = [];
  for (let round = 0; round < 8; round++) {
    const start = performance.now();
    for (let i = 0; i < lot; i++) once();
    times.push((performance.now() - start) / lot);
  }
  return times.sort((a, b) => a - b)[4];
}"""

#: What moves cost that nothing follows: a slider alone, on a page with nothing else.
EMPTY = '<!doctype html><title>Empty</title><input type="range" max="1000">'


class Clock:
    """Milliseconds of the main thread's tasks, by the thread's own time: what else the machine does is not in it."""

    def __init__(self, page: Page):
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def total(self) -> float:
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(one["value"] for one in metrics if one["name"] == "TaskDuration")

    def of_moves(self, slider: Locator, rounds: int = ROUNDS) -> list[float]:
        """Milliseconds a move in each of some rounds; one more before them warms up."""
        times = []
        for _ in range(rounds + 1):
            before = self.total()
            slider.evaluate(MOVE, MOVES)
            times.append((self.total() - before) / MOVES)
            self.page.wait_for_timeout(REST)
        return times[1:]


def late(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def empty(browser: Browser) -> tuple[float, float, float]:
    """A slider that moves nothing: milliseconds a move, and to paint, median and 95th percentile."""
    page = browser.new_page(viewport=DESKTOP)
    page.set_content(EMPTY)
    slider = page.locator("input")
    work = statistics.median(Clock(page).of_moves(slider))
    times = slider.evaluate(PAINT, MOVES)
    page.close()
    return work, statistics.median(times), late(times)


def pages_of(models: set[str]) -> dict[str, dict[int, str]]:
    """The pages to visit, each with its figures (model by number): each model where it is first shown in full.

    ``models`` leaves out all others; without it the front page is visited too, for how it loads.
    """
    found: dict[str, dict[int, str]] = {} if models else {"index.html": {}}
    known: set[str] = set()
    catalogue = {d.id for d in declarations()}
    for place in places():
        # A model made in a notebook is the reader's example, and no row of the table.
        if place.model not in catalogue or place.compact or place.model in known:
            continue
        if not models or place.model in models:
            known.add(place.model)
            found.setdefault(place.page, {})[place.number] = place.model
    return found


def of_the_site(browser: Browser, record: Record, wanted: set[str], models: set[str], cap: float) -> None:
    """Visit the pages and keep what is wanted of each; ``cap`` is the seconds that one model, or a load, may take."""
    if not (SITE / "index.html").is_file():
        raise FileNotFoundError("There is no built site in _build/html; `make book` builds it.")
    nothing = empty(browser) if "slider" in wanted else (0.0, 0.0, 0.0)
    if "slider" in wanted:
        record.add("main thread, a move", NOTHING, nothing[0], "ms")
        record.add("slider to paint, median", NOTHING, nothing[1], "ms")
        record.add("slider to paint, 95 % within", NOTHING, nothing[2], "ms")
    with served(SITE) as root:
        with visit(browser, root, viewport=DESKTOP) as front:
            front.go("index.html").scroll_through()
            front_page = front.files()
        for page, numbers in pages_of(models).items():
            with record.attempt(f"the page {page}"), visit(browser, root, viewport=DESKTOP) as seen:
                seen.page.set_default_timeout(1000 * cap)
                load(seen, page, record, wanted, front_page)
                for number, model in numbers.items():
                    with record.attempt(f"the live figure of {model}"):
                        figure(seen.page, number, model, record, wanted, nothing)


def load(seen: Visit, page: str, record: Record, wanted: set[str], front_page: set[str]) -> None:
    """Open a page and bring its first figure into view."""
    subject = page.removesuffix(".html")
    seen.context.add_init_script(WATCH)
    seen.page.goto(seen.root + page, wait_until="load")
    seen.page.locator("figure.evbook-explorer").first.scroll_into_view_if_needed()
    seen.page.locator(".evx-drawn").first.wait_for()
    if "load" in wanted:
        moments = seen.page.evaluate("moments")
        record.add("first live curve", subject, moments["curve"], "ms")
        record.add("longest task at load", subject, moments["longest"] or UNTOLD, "ms",
                   note="" if moments["longest"] else SHORT)  # fmt: skip
    if "bytes" in wanted:
        files = seen.settle() or seen.scroll_through() or seen.files()
        record.add("first visit", subject, weight(SITE, files) / 1000, "kB")
        record.add("visit after the front page", subject, weight(SITE, files - front_page) / 1000, "kB")


def figure(page: Page, number: int, model: str, record: Record, wanted: set[str], nothing: tuple) -> None:
    """Move and solve one live figure."""
    if not wanted & {"slider", "solve"}:
        return
    live = Live(page, number)
    live.rest()
    if "slider" in wanted:
        sliders = [live.slider(name) for name in live.sliders() if name != "_end"][:SLIDERS]
        clock = Clock(page)
        work = [time for slider in sliders for time in clock.of_moves(slider)]
        paint = [time for slider in sliders for time in slider.evaluate(PAINT, MOVES)]
        record.add("main thread, a move", model, statistics.median(work), "ms", beside=(NOTHING, nothing[0]))
        record.add("slider to paint, median", model, statistics.median(paint), "ms", beside=(NOTHING, nothing[1]))
        record.add("slider to paint, 95 % within", model, late(paint), "ms", beside=(NOTHING, nothing[2]))
        live.rest()
    if "solve" in wanted:
        alone = record.beside("one run, SciPy", model)
        record.add("one run, browser", model, live.figure.evaluate(SOLVE), "ms", beside=alone)
