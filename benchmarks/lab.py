"""What a reader would use instead: the usual widgets in a notebook of a local JupyterLab, this explorer beside them.

The same model, the same number of points: an ipywidgets slider, SciPy in the kernel, a Plotly FigureWidget.
Measured are the time from a slider's event to the redrawn curve, and from the address of the notebook to its first
live curve, the server being up already.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests")]

from jupyter import laboratory, opened, write_notebook  # noqa: E402
from playwright.sync_api import Browser, Page  # noqa: E402
from record import Record  # noqa: E402

OURS, USUAL = "this explorer in JupyterLab", "ipywidgets with FigureWidget and SciPy in JupyterLab"
#: The page whose live figure is the same model.
PAGE = "microenvironment/immune-escape"
MOVES, WARM = 25, 3

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

EXPLORER = "import evbook\nevbook.load('immune-escape').explore()"
WIDGETS = """
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


def in_jupyterlab(browser: Browser, record: Record, cap: float) -> None:
    """Time this explorer and the usual widgets, each in a notebook of its own, on one server."""
    kinds = (
        (OURS, EXPLORER, ".evbook-explorer", "[data-name=phi_treg] input[type=range]", True),
        (USUAL, WIDGETS, ".js-plotly-plot:not(.evx-live)", ".noUi-handle", False),
    )
    with tempfile.TemporaryDirectory() as folder:
        for k, (_, cell, *_) in enumerate(kinds):
            write_notebook(Path(folder) / f"{k}.ipynb", [cell.strip()])
        with laboratory(Path(folder)) as address:
            # The server reads its own files from the disk once; neither should bear that.
            with opened(browser, address, "0.ipynb"):
                pass
            follow, first = {}, {}
            for k, (name, _, figure, control, native) in enumerate(kinds):
                start = time.monotonic()
                with opened(browser, address, f"{k}.ipynb") as (notebook, _):
                    notebook.run(0)
                    page: Page = notebook.page
                    page.locator(f"{figure} .scatterlayer path.js-line").first.wait_for(
                        state="attached", timeout=1000 * cap
                    )
                    first[name] = 1000 * (time.monotonic() - start)
                    page.wait_for_timeout(2000)
                    times = page.evaluate(FOLLOW, [control, figure, native, MOVES + WARM])[WARM:]
                    drawn = [value for value in times if value is not None and value == value]
                    if len(drawn) < len(times) / 2:
                        raise RuntimeError(f"{name}: only {len(drawn)} of {len(times)} moves redrew the curve.")
                    follow[name] = statistics.median(drawn)
    record.add("slider to curve", OURS, follow[OURS], "ms")
    record.add("slider to curve", USUAL, follow[USUAL], "ms", beside=(OURS, follow[OURS]))
    note = "first live curve in JupyterLab: from the address of the notebook, the server being up"
    page = record.beside("first live curve", PAGE, PAGE)
    record.add("first live curve", OURS, first[OURS], "ms", beside=page, note=note)
    other = page if page[0] else (OURS, first[OURS])
    record.add("first live curve", USUAL, first[USUAL], "ms", beside=other, note=note)
