"""How fast a live figure follows the hand: on the site, and in JupyterLab beside the usual widgets.

Measured, never tested:

* main-thread time a move: Chromium's TaskDuration (script, style, layout, paint) over 40 moves a frame apart,
  by the clock and, which does not depend on what else the machine does, by the thread's own time;
* the first live curve, from the start of the navigation;
* in one JupyterLab with a local kernel, from a slider's event to the redrawn curve: this explorer, and
  ipywidgets with a Plotly FigureWidget and SciPy, the same model and number of points.

Needs the built site (``make book``), Chromium, and JupyterLab from requirements/test.txt.
``python benchmarks/slider.py site`` leaves JupyterLab out.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "site")]

import chromium  # noqa: E402
from live import Live, places  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402
from visits import FLAGS, SITE, served, visit  # noqa: E402

MOVES, ROUNDS = 40, 5
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


def spent(page: Page, domain: str, work) -> float:
    """Milliseconds of the main thread's tasks during ``work``."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": domain})

    def total() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(one["value"] for one in metrics if one["name"] == "TaskDuration")

    before = total()
    work()
    after = total()
    session.send("Performance.disable")
    session.detach()
    return 1000 * (after - before)


def of_the_site(browser: Browser) -> None:
    """Time a move for every live figure of the site, and to the first live curve of its page."""
    medians = {"timeTicks": [], "threadTicks": []}
    with served(SITE) as root:
        for place in places():
            firsts = []
            for _ in range(3):
                with visit(browser, root, viewport=DESKTOP) as record:
                    record.context.add_init_script(WATCH)
                    record.go(place.page)
                    figure = record.page.locator("figure.evbook-explorer").nth(place.number)
                    figure.scroll_into_view_if_needed()
                    figure.locator(".evx-drawn").wait_for()
                    firsts.append(record.page.evaluate("moments"))
            with visit(browser, root, viewport=DESKTOP) as record:
                live = Live(record.go(place.page).page, place.number)
                line = []
                for domain in medians:
                    times = []
                    for name in [name for name in live.sliders() if name != "_end"][:2]:
                        slider = live.slider(name)
                        for round_ in range(ROUNDS):
                            time = spent(live.page, domain, lambda slider=slider: slider.evaluate(MOVE, MOVES))
                            if round_:  # the first warms up
                                times.append(time / MOVES)
                            live.rest()
                    medians[domain].append(statistics.median(times))
                    line.append(medians[domain][-1])
            controls, curve = (
                statistics.median(first[name] for first in firsts) for name in ("controls", "live curve")
            )
            print(f"{place!s:48} {line[0]:5.1f} ms a move by the clock, {line[1]:5.1f} ms of the thread;  "
                  f"controls after {controls:4.0f} ms, live curve after {curve:4.0f} ms", flush=True)  # fmt: skip
    for domain, name in (("timeTicks", "by the clock"), ("threadTicks", "of the thread")):
        print(f"all figures, {name}: median {statistics.median(medians[domain]):.1f} ms a move, "
              f"slowest {max(medians[domain]):.1f} ms (aims: 4 and 8)")  # fmt: skip


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
        of_the_site(browser)
        if sys.argv[1:] != ["site"]:
            in_jupyterlab(browser)
        browser.close()


if __name__ == "__main__":
    main()
