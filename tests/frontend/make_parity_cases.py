"""Write axes.json and words.json: what Python's pictures say, for the browser's tests to say the same.

Run it after a change of ``evbook.drawing`` that is meant: ``python tests/frontend/make_parity_cases.py``.
``tests/test_drawing.py`` fails when the files are out of date.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

from evbook.drawing.axes import Axis, widened
from evbook.drawing.words import quantity_text

HERE = Path(__file__).parent


def axes() -> list[dict]:
    """Axes, data that may leave them, the widened axes, and their ticks."""
    chance, found = random.Random(4), []
    for i in range(80):
        log = i % 2 == 0
        if log:
            low = 10 ** chance.uniform(-6, 4)
            high = low * 10 ** chance.uniform(0.5, 9)
        else:
            low = chance.choice([0.0, -(10 ** chance.uniform(-2, 3))])
            high = abs(low) + 10 ** chance.uniform(-3, 9)
        axis = Axis(float(f"{low:.3g}"), float(f"{high:.3g}"), log)
        down = low * 10 ** chance.uniform(-3, 2) if log else low - chance.choice([0, 1]) * high * chance.random()
        least = float(f"{down:.4g}")
        most = float(f"{max(least, high * 10 ** chance.uniform(-2, 2)):.4g}")
        wide = widened(axis, [[least, most]])
        found.append(
            {
                "axis": {"log": axis.log, "low": axis.low, "high": axis.high},
                "data": {"least": least, "most": most, "lowest": most},
                "wide": {"log": wide.log, "low": wide.low, "high": wide.high},
                "ticks": [list(tick) for tick in wide.ticks(5)],
            }
        )
    return found


def words() -> list[list]:
    """Values with units, and how they are written."""
    chance = random.Random(4)
    values = [0.0, 1.0, 1.0001, 0.99999, 1e7, 1e-11, 4.67e8, 1500.0, 999499.0, 999500.0, 0.001, 0.00099999, 9999.0,
              10000.0, 99999.0]  # fmt: skip
    for _ in range(120):
        size = 10 ** chance.uniform(-8, 12)
        values.append(float(f"{chance.choice([-1, 1, 1, 1]) * size:.{chance.randint(1, 9)}g}"))
    units = ["", "cell", "day", "1/day", "EV/(cell hour)", "mm**3", "umol hour/L", "molecule L/(umol um**3)", "nmol/L",
             "1/(cell day)", "molecule/cell", "mg/(kg day)", "um**2/EV", "L/(x y)", "cell",
             "1/mm", "1/(s uM)"]  # fmt: skip
    return [
        [value, unit, quantity_text(value, unit)] for i, value in enumerate(values) for unit in [units[i % len(units)]]
    ]


def written(cases: list) -> str:
    """One case a line."""
    return "[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n"


FILES = {"axes.json": axes, "words.json": words}

if __name__ == "__main__":
    for name, cases in FILES.items():
        (HERE / name).write_text(written(cases()), encoding="utf-8")
