"""Take the pictures of the README from the built site: ``python release/pictures.py [SITE]``.

Two views of Chromium, without a network: the first screen of a chapter, and its live model alone, at a setting.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
VISITS = runpy.run_path(str(ROOT / "tests" / "site" / "visits.py"))
CHROMIUM = runpy.run_path(str(ROOT / "tests" / "site" / "chromium.py"))
PICTURES = ROOT / ".github" / "pictures"

CHAPTER, MODEL = "microenvironment/immune-escape.html", "immune-escape"
SIZE = {"width": 1280, "height": 800}


def take(site: Path, folder: Path) -> list[Path]:
    """Write the pictures of ``site`` into ``folder``; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = [folder / "chapter.png", folder / "live-model.png"]
    with sync_playwright() as playwright, VISITS["served"](site) as address:
        browser = playwright.chromium.launch(executable_path=CHROMIUM["find"](), args=VISITS["FLAGS"])
        page = browser.new_page(viewport=SIZE)
        page.route("**/*", lambda route: route.continue_() if route.request.url.startswith(address) else route.abort())
        page.goto(f"{address}/{CHAPTER}")
        page.locator(".evbook-explorer.evx-live, .evbook-explorer .evx-bar").first.wait_for(timeout=60_000)
        page.screenshot(path=taken[0], type="png")
        # The model alone, at a setting in which its vesicles decide.
        page.goto(f"{address}/embed/{MODEL}.html#ev:{MODEL}?_scenario=regulatory")
        page.locator(".evx-bar").first.wait_for(timeout=60_000)
        page.wait_for_function("() => document.querySelectorAll('.evx-stage .js-line, .evx-stage path').length > 2")
        page.screenshot(path=taken[1], type="png")
        browser.close()
    return taken


if __name__ == "__main__":
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "_build" / "html"
    if not (site / "index.html").is_file():
        raise SystemExit(f"evbook: there is no built site in {site}; make it with `make book`.")
    for path in take(site, PICTURES):
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")
