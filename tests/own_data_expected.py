"""What a table of tests/own_data must give, as plain records that both languages' tests compare.

``python tests/own_data_expected.py`` prints what Python's reader gives now for files that expected.json does not
name yet; a person looks at it before it goes in.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

from evbook.own_data import read

FOLDER = Path(__file__).parent / "own_data"
EXPECTED = FOLDER / "expected.json"


def plain(value):
    """A value as JSON has it: NaN is None, a number is a number."""
    if value is None or isinstance(value, str):
        return value
    number = float(value)
    return None if math.isnan(number) else number


def record_of(path: Path) -> dict:
    """What the reader makes of one file: its columns, remarks and questions, or the sentence of its refusal."""
    try:
        table = read(path)
    except ValueError as refusal:
        return {"refused": str(refusal)}
    columns = []
    for column in table.columns:
        record = {"letter": column.letter, "name": column.name, "role": column.role, "unit": column.unit,
                  "factor": column.factor, "values": [plain(value) for value in column.values]}  # fmt: skip
        record |= {name: getattr(column, name) for name in ("arm", "replicate", "along", "of") if getattr(column, name)}
        if column.censored is not None:
            record |= {"censored": [int(side) for side in column.censored], "limits": [plain(x) for x in column.limits]}
        columns.append(record)
    questions = [{"sentence": str(q), "option": q.option, "column": q.column} for q in table.questions]
    return {"columns": columns, "remarks": list(table.remarks), "questions": questions}


def files() -> list[Path]:
    """All tables of the folder."""
    return sorted(path for path in FOLDER.iterdir() if path.suffix in (".csv", ".txt", ".xlsx"))


if __name__ == "__main__":
    known = json.loads(EXPECTED.read_text("utf-8")) if EXPECTED.exists() else {}
    new = {path.name: record_of(path) for path in files() if path.name not in known}
    print(json.dumps(new, ensure_ascii=False, indent=1))
