"""What was measured: a row a figure, kept as they come, printed as one table, written into ``data/status.csv``."""

from __future__ import annotations

import csv
import math
import os
import platform
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "data" / "status.csv"


@dataclass(frozen=True)
class Row:
    """One figure. ``ratio`` says how many times the figure of ``compared_with`` it is."""

    measure: str
    subject: str
    value: float
    unit: str
    compared_with: str = ""
    ratio: float = math.nan
    date: str = ""
    version: str = ""
    machine: str = ""
    note: str = ""


COLUMNS = tuple(field.name for field in fields(Row))


class Record:
    """The rows of a run, and the sentences about what could not be measured.

    With a ``path`` they are written there as they come, so that a run that is broken off has not been for nothing.
    """

    def __init__(self, note: str = "", path: Path | None = None) -> None:
        self.path = path
        self.rows: list[Row] = []
        self.failures: list[str] = []
        self.stamp = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "version": version(), "machine": machine()}
        self.note = note

    def add(self, measure: str, subject: str, value: float, unit: str, *, beside: tuple[str, float] = ("", math.nan),
            note: str = "") -> None:  # fmt: skip
        """Keep a figure and print it; ``beside`` names what it is compared with and gives that figure."""
        other, theirs = beside
        # A number's fourth digit differs from run to run.
        row = Row(measure, subject, float(f"{value:.3g}"), unit, other, float(f"{value / theirs:.3g}"), **self.stamp,
                  note="; ".join(filter(None, [note, self.note])))  # fmt: skip
        self.rows.append(row)
        print(line(row), flush=True)

    @contextmanager
    def attempt(self, what: str) -> Iterator[None]:
        """Measure something that may fail: then a sentence says so, and the other measures go on."""
        try:
            yield
        except (Exception, SystemExit) as error:
            said = next((words for words in str(error).splitlines() if words.strip()), type(error).__name__)
            self.failures.append(f"Not measured: {what}. {said}")
            print(self.failures[-1], flush=True)
        finally:
            if self.path and self.rows:
                write(self.rows, self.path)

    def beside(self, measure: str, subject: str, called: str = "") -> tuple[str, float]:
        """What a figure of this run is compared with: its name and value, or nothing where it was not measured."""
        found = [row.value for row in self.rows if (row.measure, row.subject) == (measure, subject)]
        return (called or measure, found[-1]) if found else ("", math.nan)

    def report(self) -> str:
        """Everything as one table, measures together, and then what is missing."""
        order = list(dict.fromkeys(row.measure for row in self.rows))
        rows = sorted(self.rows, key=lambda row: order.index(row.measure))
        return "\n".join([*map(line, rows), *self.failures])


def line(row: Row) -> str:
    """A row as a line of the printed table."""
    ratio = f"{row.ratio:8.3g} times {row.compared_with}" if row.compared_with else ""
    return f"{row.measure:32} {row.subject:44} {row.value:10.4g} {row.unit:6}{ratio}".rstrip()


def version() -> str:
    """The package's version with the commit it was measured at."""
    import evbook

    found = subprocess.run(["git", "rev-parse", "--short=8", "HEAD"], cwd=ROOT, capture_output=True, encoding="utf-8")
    return evbook.__version__ + (f"+{found.stdout.strip()}" if found.returncode == 0 else "")


def machine() -> str:
    """What kind of machine this is."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores, {platform.machine()}, {platform.system()}"


def read(path: Path = FILE) -> list[Row]:
    """The rows that are written; none when there is no file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        found = [Row(**row) for row in csv.DictReader(file)]
    return [replace(row, value=float(row.value), ratio=float(row.ratio or "nan")) for row in found]


def write(rows: list[Row], path: Path = FILE) -> None:
    """Put rows into the file: each takes the place of the one with its measure and subject, the others stay."""
    kept = {(row.measure, row.subject): row for row in [*read(path), *rows]}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for _, row in sorted(kept.items()):
            cells = [getattr(row, name) for name in COLUMNS]
            writer.writerow(
                f"{cell:g}" if isinstance(cell, float) and cell == cell else "" if cell != cell else cell
                for cell in cells
            )
