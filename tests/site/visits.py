"""Visits to the built site: a server on loopback, and a page that records what it asks for and complains of."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"

#: Chromium without the requests that it makes for itself.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-default-apps", "--no-first-run"]  # fmt: skip

#: Milliseconds until a wait is given up: no measure of anything, and long enough for the busiest machine.
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)

#: Text travels compressed; typefaces and pictures are compressed already.
COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".txt", ".ipynb"}


def pages(site: Path = SITE) -> list[str]:
    """The site's pages as paths below its root; JupyterLite under ``lite/`` is not of the book."""
    found = (path.relative_to(site) for path in site.rglob("*.html"))
    return sorted(path.as_posix() for path in found if path.parts[0] not in ("lite", "_static"))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on a free port of loopback; yields the address of its root, with a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


@dataclass
class Visit:
    """One page in a browser context of its own, and what happened there."""

    root: str
    context: BrowserContext
    page: Page
    asked: list[str] = field(default_factory=list)
    pending: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    #: What has moved by itself while the page loaded, where it was watched: score and elements of each shift.
    shifts: list = field(default_factory=list)

    def go(self, path: str) -> Visit:
        """Open a page of the site and let its scripts settle."""
        self.page.goto(self.root + path, wait_until="load")
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until the page, asked six times in a row, has answered that it is loading nothing.

        The page answers when its scripts let it, so that a busy machine is given the turns that an idle one has.
        (Playwright's own "networkidle" now and then never comes in a Chromium without windows.)
        """
        still = 0
        for _ in range(2400):
            self.page.wait_for_timeout(50)
            self.page.evaluate("() => document.readyState")
            still = 0 if self.pending else still + 1
            if still == 6:
                return
        raise AssertionError(f"It is still waiting for {', '.join(sorted(self.pending))}.")

    def scroll_through(self) -> None:
        """Bring every open live figure near the viewport and let it be drawn, so that what is loaded late is loaded."""
        for figure in self.page.locator("figure.evbook-explorer").all():
            if not figure.evaluate("(figure) => figure.checkVisibility()"):
                continue
            figure.scroll_into_view_if_needed()
            figure.locator(".evx-drawn").wait_for(timeout=PATIENCE)
        self.settle()

    def unfold(self) -> Visit:
        """Open the sections of a chapter that are closed, and let the live figures in them be drawn."""
        self.page.evaluate(UNFOLD)
        self.scroll_through()
        return self

    def files(self) -> set[str]:
        """The site's files that were asked for, as paths below its root."""
        paths = (unquote(urlsplit(url).path) for url in self.asked)
        prefix = unquote(urlsplit(self.root).path)
        return {path.removeprefix(prefix) or "index.html" for path in paths}


#: Opens the closed sections of a chapter.
UNFOLD = "() => document.querySelectorAll('details.folded').forEach((part) => { part.open = true; })"

_NOTE_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error("policy violation: " + event.effectiveDirective + " " + event.blockedURI));
"""


@contextmanager
def visit(browser: Browser, root: str, **options: object) -> Iterator[Visit]:
    """A fresh context in which every request that is not the site's own is recorded and refused.

    ``options`` are those of Playwright's ``new_context``.
    """
    context = browser.new_context(**options)
    try:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        record = Visit(root, context, page)

        def decide(route: Route) -> None:
            url = route.request.url
            if url.startswith(root):
                record.asked.append(url)
                route.continue_()
            else:
                record.refused.append(url)
                route.abort()

        context.route(lambda url: not url.startswith(("data:", "blob:")), decide)
        context.add_init_script(_NOTE_VIOLATIONS)
        page.on("request", lambda request: request.url.startswith(root) and record.pending.add(request.url))
        for over in ("requestfinished", "requestfailed"):
            page.on(over, lambda request: record.pending.discard(request.url))
        page.on("console", lambda message: message.type in ("error", "warning")
                and record.complaints.append(f"{message.type}: {message.text}"))  # fmt: skip
        page.on("pageerror", lambda error: record.complaints.append(f"uncaught: {error}"))
        yield record
    finally:
        context.close()


@functools.cache
def transferred(path: Path) -> int:
    """Bytes that a server which compresses text sends for a file."""
    content = path.read_bytes()
    return len(gzip.compress(content, 6)) if path.suffix in COMPRESSED else len(content)


def weight(site: Path, files: set[str]) -> int:
    """Bytes transferred for a set of the site's files."""
    return sum(transferred(site / name) for name in files)
