"""What the runs of ``review/slice_plan.py`` came to, as the chapter on the tumour slice shows it."""

from __future__ import annotations

from collections.abc import Callable

from evbook.drawing.numbers import number
from evbook.drawing.output import Output
from evbook.drawing.table import Group, table
from evbook.review.slice_plan import AGAIN, CHOICES, FEW, NEEDS, RANGES, SMALL, TURNOVERS

#: Mean and standard deviation of the time to progression over 1,000 runs each, in days, under continuous and under
#: adaptive therapy, then the days of the model without space, by cost and turnover: Strobl et al. 2022, the authors'
#: result tables ``data/costTurnoverSweep_CA.csv`` and ``_ODE.csv``.
PUBLISHED = {
    (0.0, 0.0): (348.80, 12.13, 375.95, 13.23, 258, 285), (0.0, 0.1): (396.10, 16.91, 444.95, 18.23, 286, 329),
    (0.0, 0.2): (458.38, 23.38, 526.90, 29.88, 328, 428), (0.0, 0.3): (551.67, 37.60, 637.96, 47.93, 397, 591),
    (0.1, 0.0): (384.52, 14.21, 424.10, 24.06, 283, 317), (0.1, 0.1): (443.08, 19.13, 494.14, 24.49, 319, 395),
    (0.1, 0.2): (527.72, 29.58, 600.32, 36.00, 374, 482), (0.1, 0.3): (651.63, 46.90, 757.87, 54.81, 480, 693),
    (0.2, 0.0): (429.50, 15.41, 484.13, 16.91, 314, 353), (0.2, 0.1): (506.18, 23.39, 577.40, 28.56, 361, 451),
    (0.2, 0.2): (621.63, 36.94, 715.32, 43.22, 439, 609), (0.2, 0.3): (808.28, 63.50, 944.04, 76.45, 638, 1029),
    (0.3, 0.0): (487.02, 17.88, 541.43, 18.63, 352, 395), (0.3, 0.1): (593.74, 30.39, 669.27, 34.90, 417, 515),
    (0.3, 0.2): (755.79, 47.98, 871.95, 58.28, 537, 779),
}  # fmt: skip


def rows(part: str) -> dict[tuple[str, bool], dict]:
    """Return the results of a part of the plan by setting (as the table writes it) and whether vesicles act."""
    from evbook import data

    return {
        (row["setting"], row["vesicles"] == "yes"): row
        for row in data.read("tumour_slice_runs").to_dict("records")
        if row["part"] == part
    }


def _written(**values: float) -> str:
    return "; ".join(f"{name}={value:g}" for name, value in values.items())


def effect(moved: dict[str, float], reach: float, part: str) -> dict:
    """Return what vesicles of a range do at a setting: the mean day with and without them, and their ratio.

    ``least`` says that a run had not progressed by its last day, so that the ratio is at least this.
    Raises KeyError for a setting that the plan does not have.
    """
    found = rows(part)
    values = {**moved, "width": SMALL}
    acting = found[_written(**values, reach=reach), True]
    base = found.get((_written(**values), False)) or rows("turnover")[_written(turnover=0.1, width=SMALL), False]
    return {
        "with": acting["mean"],
        "without": base["mean"],
        "ratio": acting["mean"] / base["mean"],
        "least": bool(acting["not_reached"]),
    }


def said(found: dict) -> str:
    """Return an effect in a cell of a table: how many times the days, and a word for the sign."""
    ratio = found["ratio"]
    word = "later" if ratio > 1.05 else "sooner" if ratio < 0.95 else "no change"
    return f"{'≥ ' if found['least'] and ratio > 1 else ''}{number(ratio, 3)}, {word}"


def _map(caption: str, head: str, values: tuple, made: Callable[[float, float], dict]) -> Output:
    body = [[number(reach, 3), *(said(made(value, reach)) for value in values)] for reach in RANGES]
    return table(caption, ("Range, µm", *(f"{head} {number(value, 3)}" for value in values)), [Group(body)])


def map_of_turnover() -> Output:
    """Return the effect of vesicles by their range and by the turnover of cells."""
    return _map(
        "Days to progression with vesicles over days without, by range and turnover; the need is 100 vesicles and "
        "resistance has no cost.",
        "Turnover", TURNOVERS, lambda turnover, reach: effect({"turnover": turnover}, reach, "turnover"),
    )  # fmt: skip


def map_of_need() -> Output:
    """Return the effect of vesicles by their range and by how many protect a cell by half."""
    needs = tuple(sorted((*NEEDS, 100)))

    def made(need: float, reach: float) -> dict:
        if need == 100:
            return effect({"turnover": 0.1}, reach, "turnover")
        return effect({"turnover": 0.1, "need": need}, reach, "need")

    return _map("The same by range and by need, in vesicles; turnover is 0.1.", "Need", needs, made)


def choices() -> Output:
    """Return the effect of near and of far vesicles for each choice that the lattice makes."""
    body = [
        [words, number(effect(dict(turnover=0.1) | dict(moved), FEW[0], "choices")["without"], 3),
         *(said(effect(dict(turnover=0.1) | dict(moved), reach, "choices")) for reach in FEW)]
        for words, moved in CHOICES
    ]  # fmt: skip
    return table(
        "Days to progression with vesicles over days without, with one choice changed at a time; turnover is 0.1, the "
        "need 100.",
        ("Changed", "Days without vesicles", *(f"Range {reach} µm" for reach in FEW)),
        [Group(body)],
    )


def beside_published() -> Output:
    """Return our means and standard deviations beside those of the source, at half of its settings."""
    found, body = rows("published"), []
    for cost, turnover in AGAIN:
        cells = [f"{cost:g}", f"{turnover:g}"]
        for adaptive in (0, 1):
            ours = found[_written(cost=cost, turnover=turnover, adaptive=adaptive), False]
            theirs = PUBLISHED[cost, turnover][2 * adaptive : 2 * adaptive + 2]
            cells += [f"{theirs[0]:.0f} ({theirs[1]:.0f})", f"{ours['mean']:.0f} ({ours['sd']:.0f})"]
        body.append(cells)
    heads = [f"{who}, {therapy}" for therapy in ("continuous", "adaptive") for who in ("Published", "Ours")]
    return table(
        "Time to progression in days, mean (standard deviation): 1000 runs of the source, 40 of ours.",
        ("Cost", "Turnover", *heads),
        [Group(body)],
    )
