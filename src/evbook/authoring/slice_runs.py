"""Run what ``review/slice_plan.py`` plans and write what it came to: ``python -m evbook.slice_runs``.

The seeds are those from 0 on, so that a second run writes the same file; it takes about half an hour on two cores.
Settings that the file has are not run again: take their rows away to have them made anew.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from evbook.review.slice_plan import MEASURE, Planned, plan

COLUMNS = ("part", "setting", "vesicles", "runs", "until", "mean", "sd", "not_reached")


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
        "part": planned.part,
        "setting": planned.setting,
        "vesicles": "yes" if planned.ev else "no",
        "runs": str(planned.runs),
        "until": f"{planned.until:g}",
        "mean": f"{days.mean():.2f}",
        "sd": f"{days.std():.2f}",
        "not_reached": str(int(found.isna().sum())),
    }


def main(arguments: list[str] | None = None) -> None:
    """Make the rows that a file does not have, and write it in the order of the plan."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--file", type=Path, default=Path("data/tumour_slice_runs.csv"))
    parser.add_argument("--part", help="only this part of the plan")
    chosen = parser.parse_args(arguments)
    file = chosen.file
    known = {}
    if file.exists():
        with file.open(encoding="utf-8", newline="") as lines:
            known = {_key(row): row for row in csv.DictReader(lines)}
    wanted = {(p.part, p.setting, "yes" if p.ev else "no", str(p.runs)): p for p in plan()}
    for n, (key, planned) in enumerate(wanted.items(), 1):
        if key not in known and chosen.part in (None, planned.part):
            known[key] = made(planned)
            _write(file, [known[k] for k in wanted if k in known])
            print(f"{n} of {len(wanted)}: {planned.part}, {planned.setting}: {known[key]['mean']} days", flush=True)


def _key(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("part", "setting", "vesicles", "runs"))


def _write(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
