"""Which runs of the escape slice the chapter on immune escape speaks of, and what they came to.

They stand in ``data/escape_slice_runs.csv``, which ``python -m evbook.slice_runs --model escape-slice`` writes; a test
makes a part of it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evbook.drawing.numbers import number
from evbook.drawing.output import Output
from evbook.drawing.table import Group, table
from evbook.review.slice_plan import Planned

#: Runs a setting, and the day on which a run ends.
RUNS, LAST_DAY = 6, 30.0
#: How vesicles get about: words, whether there are any, and what is moved.
SPREADS: tuple[tuple[str, bool, Mapping[str, float]], ...] = (
    ("no vesicles", False, {}),
    ("8 µm", True, {"reach": 8}),
    ("25 µm", True, {"reach": 25}),
    ("80 µm", True, {"reach": 80}),
    ("200 µm", True, {"reach": 200}),
    ("evenly", True, {"everywhere": 1}),
)
#: What the order may hang on, one at a time: words, and what is moved.
CHOICES: tuple[tuple[str, Mapping[str, float]], ...] = (
    ("as it stands", {"need": 150}),
    ("a need of 75 vesicles", {"need": 75}),
    ("a need of 300", {"need": 300}),
    ("smooth blunting, Hill power 1", {"steepness": 1}),
    ("a memory of 7 hours", {"half_life": 0.3}),
    ("effectors that walk a third as often", {"speed": 8}),
    ("half of the effectors", {"watch": 40, "influx": 5}),
    ("twice the effectors", {"watch": 160, "influx": 20}),
)


def plan() -> Iterator[Planned]:
    """Yield every setting: each choice without vesicles and with each way in which they get about."""
    for _, moved in CHOICES:
        for _, ev, spread in SPREADS:
            yield Planned("escape", {**moved, **spread}, ev=ev, runs=RUNS, until=LAST_DAY)


def rows() -> dict[tuple[str, bool], dict]:
    """Return the results by setting (as the table of runs writes it) and whether vesicles act."""
    from evbook import data

    found = data.read("escape_slice_runs").to_dict("records")
    return {(row["setting"], row["vesicles"] == "yes"): row for row in found}


def results(moved: Mapping[str, float]) -> list[dict]:
    """Return the rows of a choice, one for each way in which vesicles get about.

    Raises KeyError for a choice that the plan does not have.
    """
    known = rows()
    return [known[Planned("", {**moved, **more}).setting, ev] for _, ev, more in SPREADS]


def _cell(row: dict) -> str:
    return f"{number(row['mean'], 2)} ({row['escaped']} of {row['runs']})"


def cells_left() -> Output:
    """Return the tumour cells that are left, by how far vesicles get and by what is changed."""
    body = [[words, *map(_cell, results(moved))] for words, moved in CHOICES]
    return table(
        f"Tumour cells on day {LAST_DAY:.0f}, or when the nest escaped, on average over {RUNS} runs (in brackets: "
        "how many escaped), by how far the vesicles get and with one choice changed at a time.",
        ("Changed", *(words for words, _, _ in SPREADS)),
        [Group(body)],
    )
