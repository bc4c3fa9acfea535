"""A JupyterLab server of its own for a test or a measurement, and its notebook in Chromium."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, Locator, Page

#: The first page of a cold JupyterLab takes long on a small machine.
PATIENCE = 180_000


@contextmanager
def laboratory(folder: Path, python: str | Path = sys.executable) -> Iterator[str]:
    """Serve ``folder`` by JupyterLab on loopback, without token and without news; yields its address.

    ``python`` is that of the environment whose JupyterLab and kernel are to be used.
    """
    runtime = folder / ".runtime"
    places = {
        name: str(folder / f".{name.lower()}") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")
    }
    environment = dict(os.environ, JUPYTER_RUNTIME_DIR=str(runtime), JUPYTER_PLATFORM_DIRS="1", **places)
    options = [
        "--no-browser", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={_free_port()}", "--IdentityProvider.token=",
        "--ServerApp.allow_root=True", f"--ServerApp.root_dir={folder}", "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    # a cell outside the window would not be in the page, and cells could not be counted
    settings = Path(places["JUPYTER_CONFIG_DIR"], "lab/user-settings/@jupyterlab/notebook-extension")
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    log = (folder / ".server.log").open("w")
    server = subprocess.Popen([str(python), "-m", "jupyterlab", *options], env=environment, stdout=log, stderr=log)
    try:
        yield _address(server, runtime, folder)
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


def _free_port() -> int:
    """A port that is free now; older servers say 0 where they were asked for any."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def _address(server: subprocess.Popen, runtime: Path, folder: Path) -> str:
    for _ in range(600):
        if server.poll() is not None:
            break
        for path in runtime.glob("jpserver-*.json"):
            try:
                return json.loads(path.read_text())["url"]
            except (json.JSONDecodeError, KeyError):
                pass  # still being written
        time.sleep(0.1)
    raise RuntimeError("JupyterLab did not start:\n" + (folder / ".server.log").read_text()[-3000:])


def write_notebook(path: Path, cells: Sequence[str]) -> None:
    """Write a notebook of code cells."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, path)


class Notebook:
    """A notebook open in JupyterLab."""

    def __init__(self, page: Page, address: str, name: str):
        self.page = page
        page.goto(f"{address}lab/tree/{name}?reset", timeout=PATIENCE)
        self.cells = page.locator(".jp-Notebook .jp-CodeCell")
        self.cells.first.wait_for(timeout=PATIENCE)
        # A cell that is run before the kernel answers is forgotten.
        page.locator("#jp-main-statusbar").get_by_text("Idle").wait_for(timeout=PATIENCE)

    def run(self, number: int) -> Locator:
        """Run a cell and wait for its number; returns its outputs."""
        cell = self.cells.nth(number)
        prompt = cell.locator(".jp-InputArea-prompt")
        before = prompt.inner_text()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        for _ in range(PATIENCE // 100):
            now = prompt.inner_text()
            if now != before and any(digit in now for digit in "0123456789"):
                return cell.locator(".jp-OutputArea-output")
            self.page.wait_for_timeout(100)
        raise RuntimeError(f"Cell {number} did not finish: {prompt.inner_text()!r}")


@contextmanager
def opened(browser: Browser, address: str, name: str, **options: object) -> Iterator[tuple[Notebook, list[str]]]:
    """Open a notebook with every request to another host refused; yields it and the list of what was refused."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, **options)
    refused: list[str] = []

    def decide(route) -> None:
        if route.request.url.startswith(address):
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    context.route(lambda url: url.startswith("http"), decide)
    try:
        yield Notebook(context.new_page(), address, name), refused
    finally:
        context.close()
