"""How fast a live figure follows the hand: on the site, and in JupyterLab beside the usual widgets.

Measured, never tested:

* main-thread time a move: Chromium's TaskDuration (script, style, layout, paint) over 40 moves a frame apart, by
  the thread's own time, which depends little on what else the machine does; beside it a slider that moves nothing,
  in the same run;
* the first live curve, from the start of the navigation;
* in one JupyterLab with a local kernel, from a slider's event to the redrawn curve: this explorer, and
  ipywidgets with a Plotly FigureWidget and SciPy, the same model and number of points.

Needs the built site (``make book``), Chromium, and JupyterLab from requirements/test.txt.
``python benchmarks/slider.py site`` leaves JupyterLab out, ``… embeds`` also leaves the chapters out and takes
each model's page of its own.  All models take some three minutes on a quiet machine.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "site")]

import chromium  # noqa: E402
from live import Live, places  # noqa: E402
from playwright.sync_api import Browser, Locator, Page, sync_playwright  # noqa: E402
from visits import FLAGS, SITE, served, visit  # noqa: E402

MOVES, ROUNDS, SLIDERS = 40, 2, 2
#: Milliseconds: until a figure is drawn whole after the last move, and the longest that is waited for anything.
REST, PATIENT = 250, 240_000
DESKTOP = {"width": 1280, "height": 900}

#: Moves a slider forty times, a frame apart, through nearby positions.
MOVE = """async (slider, moves) => {
  const steps = Number(slider.max);
  for (let i = 0; i < moves; i++) {
    slider.value = (Number(slider.value) + (i % 2 ? 3 : -1) + steps) % steps;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise(requestAnimationFrame);
  }
}"""

#: Milliseconds from the start of the navigation to the controls and to the live figure.
WATCH = """
globalThis.moments = {};
new MutationObserver(() => {
  for (const [name, part] of [["controls", ".evx-control input"], ["live curve", ".evx-drawn"]]) {
    if (!(name in moments) && document.querySelector(part)) moments[name] = performance.now();
  }
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
"""

#: Milliseconds from an event on a control to a change of any drawn line.
FOLLOW = """async ([control, figure, native, moves]) => {
  const place = document.querySelector(figure);
  const target = place.querySelector(control) ?? document.querySelector(control);
  const times = [];
  for (let i = 0; i < moves; i++) {
    const start = performance.now();
    const drawn = new Promise((done) => {
      const observer = new MutationObserver(() => { observer.disconnect(); done(performance.now() - start); });
      for (const layer of place.querySelectorAll(".scatterlayer")) {
        observer.observe(layer, { subtree: true, childList: true, attributes: true, attributeFilter: ["d"] });
      }
      setTimeout(() => done(NaN), 5000);
    });
    if (native) {
      target.value = Number(target.value) + 1;
      target.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
      target.focus();
      target.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }));
    }
    times.push(await drawn);
    await new Promise((rested) => setTimeout(rested, 400));
  }
  return times;
}"""

USUAL = """
import numpy as np, plotly.graph_objects as go
from ipywidgets import FloatSlider, VBox
from scipy.integrate import solve_ivp
from evbook import load
from evbook.derive.numpy import functions
from evbook.derive.system import compile
model = load("immune-escape")
f, values = functions(compile(model.declaration, ev=True)), model.simulate([0, 1]).attrs["setting"]
times = np.linspace(0, 1000, 501)
def curves(treg):
    p = np.array(list({**values, "phi_treg": treg}.values()))
    return solve_ivp(lambda t, y: f.rhs(t, y, p), (0, 1000), f.initial(p).astype(float), method="LSODA",
                     t_eval=times, rtol=1e-6).y
figure = go.FigureWidget([go.Scatter(x=times, y=y, mode="lines") for y in curves(0.5)])
figure.update_yaxes(type="log", range=[0, 9])
slider = FloatSlider(value=0.5, min=0, max=5, step=0.05)
def moved(change):
    with figure.batch_update():
        for line, y in zip(figure.data, curves(change["new"])):
            line.y = y
slider.observe(moved, "value")
VBox([slider, figure])
"""


#: What forty moves cost that nothing follows: a slider alone, on a page with nothing else.
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


@dataclass
class Speed:
    """One model: milliseconds a move of each of its first sliders, in each round."""

    model: str
    times: list[float]
    first: dict[str, float]

    @property
    def median(self) -> float:
        return statistics.median(self.times)


def empty(browser: Browser) -> float:
    """Milliseconds a move of a slider that moves nothing."""
    page = browser.new_page(viewport=DESKTOP)
    page.set_content(EMPTY)
    found = statistics.median(Clock(page).of_moves(page.locator("input")))
    page.close()
    return found


def timed(browser: Browser, root: str, page: str, numbers: dict[int, str]) -> list[Speed]:
    """Time the figures of one page (model by number), in one visit."""
    found = []
    with visit(browser, root, viewport=DESKTOP) as record:
        record.page.set_default_timeout(PATIENT)
        record.context.add_init_script(WATCH)
        record.page.goto(record.root + page, wait_until="load", timeout=PATIENT)
        for number, model in numbers.items():
            live = Live(record.page, number)
            if not found:
                record.page.wait_for_function("'live curve' in globalThis.moments")
            first = {} if found else record.page.evaluate("moments")
            live.rest()
            names = [name for name in live.sliders() if name != "_end"][:SLIDERS]
            clock = Clock(record.page)
            times = [time for name in names for time in clock.of_moves(live.slider(name))]
            found.append(Speed(model, times, first))
    return found


def of_the_site(browser: Browser, *, embedded: bool) -> None:
    """Time a move for every model of the site, and to the first live curve of its page."""
    pages: dict[str, dict[int, str]] = {}
    known: set[str] = set()
    for place in places() if not embedded else []:
        if not place.compact and place.model not in known:
            known.add(place.model)
            pages.setdefault(place.page, {})[place.number] = place.model
    if embedded:
        pages = {f"embed/{path.name}": {0: path.stem} for path in sorted((SITE / "embed").glob("*.html"))}
    nothing = empty(browser)
    print(f"{'a slider that moves nothing':48} {nothing:5.2f} ms a move, of the thread", flush=True)
    speeds: list[Speed] = []
    with served(SITE) as root:
        for page, numbers in pages.items():
            for speed in timed(browser, root, page, numbers):
                speeds.append(speed)
                alive = "".join(f"; {name} after {time:.0f} ms" for name, time in speed.first.items())
                print(f"{speed.model:48} {speed.median:5.2f} ms a move (least {min(speed.times):.2f}), "
                      f"{speed.median / nothing:4.1f} times nothing{alive}", flush=True)  # fmt: skip
    medians = sorted(speed.median for speed in speeds)
    slowest = max(speeds, key=lambda speed: speed.median)
    after = empty(browser)
    print(f"all {len(speeds)} models: median {statistics.median(medians):.2f} ms a move (aim: 4), slowest "
          f"{slowest.model} with {slowest.median:.2f} ms (aim: 8); at the end a slider that moves nothing takes "
          f"{after:.2f} ms")  # fmt: skip


def in_jupyterlab(browser: Browser) -> None:
    """Time from event to redrawn curve in one JupyterLab: this explorer, then the usual widgets."""
    from jupyter import PATIENCE, laboratory, opened, write_notebook

    cells = ["import evbook\nevbook.load('immune-escape').explore()", USUAL.strip()]
    with tempfile.TemporaryDirectory() as folder:
        write_notebook(Path(folder) / "race.ipynb", cells)
        with laboratory(Path(folder)) as address, opened(browser, address, "race.ipynb") as (notebook, _):
            page = notebook.page
            found = {}
            for number, name, figure, control, native in (
                (0, "this explorer", ".evbook-explorer", "[data-name=phi_treg] input[type=range]", True),
                (1, "ipywidgets, FigureWidget, SciPy", ".js-plotly-plot:not(.evx-live)", ".noUi-handle", False),
            ):
                notebook.run(number)
                page.locator(f"{figure} .scatterlayer path.js-line").first.wait_for(state="attached", timeout=PATIENCE)
                page.wait_for_timeout(2000)
                times = page.evaluate(FOLLOW, [control, figure, native, 25])[3:]
                found[name] = statistics.median(times)
                print(f"{name:34} {found[name]:7.1f} ms from event to curve (slowest {max(times):.0f} ms)", flush=True)
    ours, usual = found.values()
    print(f"the usual widgets take {usual / ours:.0f} times as long")


def main() -> None:
    """Print everything."""
    if not (SITE / "index.html").is_file():
        raise SystemExit("There is no built site in _build/html; `make book` builds it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
        of_the_site(browser, embedded=sys.argv[1:] == ["embeds"])
        if not sys.argv[1:]:
            in_jupyterlab(browser)
        browser.close()


if __name__ == "__main__":
    main()
