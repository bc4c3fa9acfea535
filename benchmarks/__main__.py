"""Everything that is said about speed, in one run and one table: ``make bench``.

``make bench`` prints; ``make bench WRITE=1`` also puts the figures into ``data/status.csv``, which the page
reference/status shows.  ``ONLY=slider,load`` takes some measures, ``LONG=1`` adds those that take long (a clean build,
all tests).  What cannot be measured is said in a sentence, and the rest goes on.

Nothing here is a test: seconds depend on the machine and on what else it does.  Ratios within one run are what to read.
"""

from __future__ import annotations

import argparse
import os
import sys

import browsing
import building
import ensemble
import lab
import record
import solving

QUICK = (*browsing.KINDS, "lab", "ensemble")
LONG = ("build", "test")


def asked(arguments: list[str] | None = None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help=f"some of {', '.join((*QUICK, *LONG))}, parted by commas")
    parser.add_argument("--long", action="store_true", help=f"also {' and '.join(LONG)}, which take long")
    parser.add_argument("--models", default="", help="only these models, parted by commas")
    parser.add_argument("--cap", type=float, default=120, help="seconds that a page, or the runs of a model, may take")
    parser.add_argument("--write", action="store_true", help="put the figures into data/status.csv")
    parser.add_argument("--note", default="", help="a remark for each figure, such as that the machine was busy")
    chosen = parser.parse_args(arguments)
    chosen.only = set(filter(None, chosen.only.split(","))) or {*QUICK, *(LONG if chosen.long else ())}
    chosen.models = set(filter(None, chosen.models.split(",")))
    if unknown := chosen.only - {*QUICK, *LONG}:
        parser.error(f"there is no measure {', '.join(sorted(unknown))}; there are {', '.join((*QUICK, *LONG))}")
    return chosen


def in_chromium(kept: record.Record, chosen: argparse.Namespace) -> None:
    """What needs a browser."""
    import chromium
    from playwright.sync_api import sync_playwright
    from visits import FLAGS

    program = chromium.find()
    if program is None:
        raise FileNotFoundError(chromium.ABSENT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        if wanted := chosen.only & set(browsing.KINDS):
            with kept.attempt("the pages of the site"):
                browsing.of_the_site(browser, kept, wanted, chosen.models, chosen.cap)
        if "lab" in chosen.only:
            with kept.attempt("JupyterLab"):
                lab.in_jupyterlab(browser, kept, chosen.cap)
        browser.close()


def main(arguments: list[str] | None = None) -> int:
    """Measure, print one table and perhaps write it; 1 when something could not be measured."""
    chosen = asked(arguments)
    kept = record.Record(chosen.note, record.FILE if chosen.write else None)
    print(f"evbook {kept.stamp['version']} on {kept.stamp['machine']}, load {os.getloadavg()[0]:.1f}\n", flush=True)
    if "solve" in chosen.only:
        with kept.attempt("the runs in Python"):
            solving.of_the_models(kept, chosen.models, chosen.cap)
    if chosen.only & {*browsing.KINDS, "lab"}:
        with kept.attempt("what needs a browser"):
            in_chromium(kept, chosen)
    if "ensemble" in chosen.only:
        with kept.attempt("an ensemble"):
            ensemble.measure(kept)
    if "build" in chosen.only:
        with kept.attempt("the build of the book"):
            building.of_the_book(kept)
    if "test" in chosen.only:
        with kept.attempt("make test"):
            building.of_the_tests(kept)
    print(f"\n{kept.report()}")
    if chosen.write:
        print(f"\n{len(kept.rows)} figures are in data/status.csv; `make book` shows them.")
    return 1 if kept.failures else 0


if __name__ == "__main__":
    sys.exit(main())
