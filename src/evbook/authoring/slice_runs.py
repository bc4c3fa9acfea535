"""Run what the chapters on slices plan and write what it came to: ``python -m evbook.slice_runs --model tumour-slice``.

The seeds are those from 0 on, so that a second run writes the same file; it takes about half an hour on two cores.
Settings that the file has are not run again: take their rows away to have them made anew.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evbook.review import escape_plan, slice_plan
from evbook.review.slice_plan import MEASURE, Planned

COLUMNS = ("part", "setting", "vesicles", "runs", "until", "mean", "sd")


def escape_made(planned: Planned) -> dict[str, str]:
    """Return the row of a planned setting of the escape slice: the cells that are left, and how many nests escaped."""
    from evbook.analysis.lattice_runs import runs
    from evbook.review.catalogue import declaration
    from evbook.simulation.setting import setting

    d = declaration("escape-slice")
    found = runs(d, planned.runs, values=setting(d, values=dict(planned.values)), ev=planned.ev, limit=planned.until,
                 statistics=False)  # fmt: skip
    return {
        **_of(planned),
        "mean": f"{found['last'].mean():.1f}",
        "sd": f"{found['last'].std():.1f}",
        "escaped": str(int(found["escaped"].sum())),
        "cleared": str(int((found["last"] < 0.5).sum())),
    }


def made(planned: Planned) -> dict[str, str]:
    """Return the row of a planned setting; a run that has not progressed counts with its last day."""
    from evbook.analysis.lattice_runs import runs
    from evbook.review.catalogue import declaration
    from evbook.simulation.setting import setting

    d = declaration("tumour-slice")
    found = runs(d, planned.runs, values=setting(d, values=dict(planned.values)), ev=planned.ev, limit=planned.until,
                 statistics=False)[MEASURE]  # fmt: skip
    days = found.fillna(planned.until)
    return {
        **_of(planned),
        "mean": f"{days.mean():.2f}",
        "sd": f"{days.std():.2f}",
        "not_reached": str(int(found.isna().sum())),
    }


def _of(planned: Planned) -> dict[str, str]:
    return {
        "part": planned.part,
        "setting": planned.setting,
        "vesicles": "yes" if planned.ev else "no",
        "runs": str(planned.runs),
        "until": f"{planned.until:g}",
    }


@dataclass(frozen=True)
class Table:
    """A table of runs: its file, its own columns, its plan, and the function that makes a row."""

    file: Path
    columns: tuple[str, ...]
    plan: Callable
    made: Callable[[Planned], dict[str, str]]


TABLES = {
    "tumour-slice": Table(Path("data/tumour_slice_runs.csv"), ("not_reached",), slice_plan.plan, made),
    "escape-slice": Table(Path("data/escape_slice_runs.csv"), ("escaped", "cleared"), escape_plan.plan, escape_made),
}


def main(arguments: list[str] | None = None) -> None:
    """Make the rows that a file does not have, and write it in the order of the plan."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", choices=TABLES, default="tumour-slice")
    parser.add_argument("--file", type=Path, help="the table's own file when absent")
    parser.add_argument("--part", help="only this part of the plan")
    chosen = parser.parse_args(arguments)
    made_of = TABLES[chosen.model]
    file = chosen.file or made_of.file
    known = {}
    if file.exists():
        with file.open(encoding="utf-8", newline="") as lines:
            known = {_key(row): row for row in csv.DictReader(lines)}
    wanted = {(p.part, p.setting, "yes" if p.ev else "no", str(p.runs)): p for p in made_of.plan()}
    for n, (key, planned) in enumerate(wanted.items(), 1):
        if key not in known and chosen.part in (None, planned.part):
            known[key] = made_of.made(planned)
            _write(file, (*COLUMNS, *made_of.columns), [known[k] for k in wanted if k in known])
            print(f"{n} of {len(wanted)}: {planned.part}, {planned.setting}: {known[key]['mean']}", flush=True)


def _key(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("part", "setting", "vesicles", "runs"))


def _write(file: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
