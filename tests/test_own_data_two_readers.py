"""The reader in Python and that in the browser say the same of any table: headings and cells put together by chance."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

import pytest
from own_data_expected import record_of

from evbook.own_data import read

READER = Path(__file__).parent / "frontend/own-data/read.mjs"

TIMES = (
    "Day",
    "time (h)",
    "TIME_H",
    "Hours",
    "Time [min]",
    "t",
    "week",
    "x",
    "",
    "Date",
    "Zeit in min",
    "Time (m)",
    "Day (10)",
)
NAMES = ("V", "Tumour volume", "C", "CONC", "N", "Cells", "EVs", "OD600", "Control", "Treated", "Treatment",
         "10^6 T cells", "Drug", "PSA", "particles", "Mean", "M1", "Y2", "rate", "Absorbance 600 nm", "log10 CFU",
         "Sample", "DV")  # fmt: skip
UNITS = ("", "(mm3)", "[mm³]", " (10^6 cells)", "_ng_ml", "_NG_ML", " (NM)", " (×10⁹/mL)", " (10 6)", " (1000s)",
         " x1000", " (pg/mg protein)", " (millions)",
         ", ng/mL", " / mm^3", " (10 mg/kg)", " (100 nM)", " (%)",
         " (thousands of cells)", " (parsecs)",
         " [parsecs]", " per 10^6 cells", " (n=6)", "_1", ".1", " 2")  # fmt: skip
KINDS = ("", " SD", "_sem", " (SD)", " mean", " ± SD", " n", " CV%", "_std", " error", " upper")
OTHERS = ("ID", "Animal", "Group", "AMT", "EVID", "CENS", "LLOQ", "Flag", "CMT", "DVID", "Comment", "Sex", "")
CELLS = {
    "number": ("1", "2.5", "13", "0.25", "1e6", "728", "-3", "1.92×10^2"),
    "three": ("1.234", "2.345", "12.345", "728"),
    "comma": ("1,5", "2,25", "3,125", "17"),
    "limit": ("<0.5", "BLQ", "7", "12", "below 0.5", "ND", ">100", "0.5 (BLQ)", ""),
    "spread": ("7 ± 1", "12 ± 2.5", "9+/-1"),
    "text": ("a", "b", "ctrl", "drug", "a"),
    "code": ("0", "1", "1", "2"),
    "mark": ("<", "=", "", ">"),
    "unit": ("5 mm3", "7 cm3", "9"),
}


def drawn(seed: int) -> str:
    """A table as text, put together by chance; most have something odd."""
    rng = random.Random(seed)
    between = rng.choice([",", ",", ";", "\t"])
    heads, columns = [rng.choice(TIMES)], [[str(k * rng.choice((1, 1, 1, 2))) for k in range(6)]]
    for _ in range(rng.randint(1, 4)):
        if rng.random() < 0.3:
            heads.append(rng.choice(OTHERS))
            kind = rng.choice(("text", "code", "mark", "number"))
        else:
            heads.append(rng.choice(NAMES) + rng.choice(UNITS) + (rng.choice(KINDS) if rng.random() < 0.4 else ""))
            kind = rng.choice(("number", "number", "number", "three", "comma", "limit", "spread", "unit"))
        columns.append([rng.choice(CELLS[kind]) for _ in range(6)])
    if rng.random() < 0.15:
        places = rng.sample(range(0, 30), 3)
        heads = ["Sample", *(f"{rng.choice(('Day ', 'Vol_D', 'OD '))}{place}" for place in sorted(places))]
        columns = [
            [rng.choice("abc") for _ in range(4)],
            *([str(rng.randint(1, 99)) for _ in range(4)] for _ in places),
        ]
    rows = [heads, *map(list, zip(*columns, strict=True))]
    if rng.random() < 0.1:
        rows.insert(0, ["A title"])
    return "\n".join(between.join(f'"{cell}"' if between in cell else cell for cell in row) for row in rows) + "\n"


def same(ours, theirs) -> bool:
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) <= 1e-12 * max(abs(ours), abs(theirs))
    return ours == theirs


@pytest.mark.parametrize("batch", range(4))
def test_both_readers_say_the_same_of_tables_put_together_by_chance(node, batch, tmp_path):
    texts = [drawn(1000 * batch + k) for k in range(250)]
    done = subprocess.run([node, str(READER)], input=json.dumps(texts), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    read_, refused = 0, 0
    for text, theirs in zip(texts, json.loads(done.stdout), strict=True):
        path = tmp_path / "table.csv"
        path.write_bytes(text.encode())
        ours = record_of(path)
        assert ours.get("refused") == theirs.get("refused"), text
        if "refused" in ours:
            refused += 1
            continue
        read_ += 1
        assert ours["remarks"] == theirs["remarks"], text
        assert [q["sentence"] for q in ours["questions"]] == [q["sentence"] for q in theirs["questions"]], text
        assert len(ours["columns"]) == len(theirs["columns"]), text
        for a, b in zip(ours["columns"], theirs["columns"], strict=True):
            for key in ("letter", "name", "role", "unit", "factor"):
                assert same(a[key], b[key]), (key, a[key], b[key], text)
            for key in ("arm", "of", "along"):
                assert a.get(key, "") == b[key], (key, text)
            assert a.get("replicate", 0) == b["replicate"], text
            assert len(a["values"]) == len(b["values"]), text
            assert all(map(same, a["values"], b["values"])), (a["values"], b["values"], text)
            assert a.get("censored") == b["censored"], text
            assert all(map(same, a.get("limits") or (), b["limits"] or ())), text
    assert read_ > 150 and read_ + refused == len(texts)


@pytest.mark.parametrize("seed", range(0, 4000, 20))
def test_no_power_of_ten_is_dropped_without_a_word(seed):
    """Where a heading holds a power of ten, the numbers are multiplied, or asked about and withheld."""
    rng = random.Random(seed)
    power, factor = rng.choice(
        [("10^6", 1e6), ("10⁹", 1e9), ("x10^3", 1e3), ("1e6", 1e6), ("10**5", 1e5), ("×10⁸", 1e8)]
    )
    behind = rng.choice(
        [" cells", " T cells", "/well", " particles/mL", " p/s", "", " somethings", " mm^3", " cells/mouse"]
    )
    name, (left, right) = rng.choice(["V", "Cells", "K", "Tumour burden", "flux"]), rng.choice(["()", "[]", "{}"])
    heading = rng.choice([f"{name} {left}{power}{behind}{right}", f"{power}{behind}", f"{name} {power}{behind}"])
    table = read(f'Day,"{heading}"\n0,1.5\n3,2.5\n7,4.25\n')
    column = table.columns[1]
    if any(q.option in ("units", "logarithms") for q in table.questions):
        assert all(value != value for value in column.values), heading
    else:
        assert column.factor == pytest.approx(factor), heading
        assert list(column.values) == pytest.approx([1.5 * factor, 2.5 * factor, 4.25 * factor]), heading
