"""Where Chromium is, and how it gets there.

``python tests/site/chromium.py`` sees to it that there is one: $EVBOOK_CHROMIUM, one on the PATH, the one of
Playwright, Debian's package when run as root, or a download by Playwright, in that order.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

#: The first two are Chromium without a window around its pages, which opens a page in a quarter of the time.
NAMES = ("chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome",
         "google-chrome-stable", "chrome")  # fmt: skip

ABSENT = (
    "The tests of the site need a Chromium: install one (on Debian the package chromium-headless-shell or chromium) "
    "or name one in $EVBOOK_CHROMIUM."
)


def find() -> str | None:
    """Path of a Chromium that is there, or None."""
    named = os.environ.get("EVBOOK_CHROMIUM")
    if named:
        if not os.access(named, os.X_OK):
            raise SystemExit(f"$EVBOOK_CHROMIUM names {named}, which is not a program.")
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).is_file() else None


def install() -> None:
    """Try Debian's package, then Playwright's own download."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        update = subprocess.run(["apt-get", "-q", "update"], env=quiet)
        for package in ("chromium-headless-shell", "chromium") if update.returncode == 0 else ():
            if find() is None:
                subprocess.run(["apt-get", "-qy", "install", "--no-install-recommends", package], env=quiet)
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])


if __name__ == "__main__":
    if find() is None:
        install()
    if find() is None:
        raise SystemExit(ABSENT)
