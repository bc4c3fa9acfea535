"""Which runs of the tumour slice the chapter on it speaks of: the published settings, and where the sign of the
vesicles' effect is looked for.

What they came to stands in ``data/tumour_slice_runs.csv``, which ``python -m evbook.slice_runs`` writes; a test makes
a part of it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

#: The measure that all of them are about.
MEASURE = "time_to_progression"
#: Runs a setting of the source's table, and of the search for the sign.
PUBLISHED_RUNS, SIGN_RUNS = 40, 4
#: A smaller slice than the source's, so that a thousand runs take minutes, and the day on which its runs end.
SMALL, LAST_DAY = 60, 1200.0
#: Ranges of vesicles in µm: those of a map, and those at which each choice of the lattice is tried.
RANGES, FEW = (10, 25, 50, 75, 100, 150), (25, 150)
TURNOVERS, NEEDS = (0.0, 0.1, 0.2, 0.3), (25, 50, 200, 400)
#: Cost and turnover of the source's settings that are run again; the tests have all of them.
AGAIN = ((0.0, 0.0), (0.0, 0.3), (0.1, 0.1), (0.1, 0.2), (0.2, 0.0), (0.2, 0.2), (0.3, 0.0), (0.3, 0.1))
#: What the sign may hang on, one at a time, from a turnover of 0.1: words, and what is moved.
CHOICES: tuple[tuple[str, Mapping[str, float]], ...] = (
    ("as it stands", {}),
    ("cost of resistance 0.1", {"cost": 0.1}),
    ("cost of resistance 0.3", {"cost": 0.3}),
    ("a quarter of the sites filled at the start", {"density": 0.25}),
    ("three quarters filled", {"density": 0.75}),
    ("a thousandth resistant at the start", {"resistant_share": 0.001}),
    ("a tenth resistant", {"resistant_share": 0.1}),
    ("resistant cells together in the middle", {"gathered": 1}),
    ("all cells in a disc", {"gathered": 2}),
    ("drug by size", {"adaptive": 1}),
    ("a drug that kills every sensitive cell", {"kills_all": 1}),
    ("smooth need, Hill power 1", {"steepness": 1}),
    ("smooth need, Hill power 2", {"steepness": 2}),
    ("smooth need and a drug that kills all", {"steepness": 2, "kills_all": 1}),
    ("memory of 7 hours", {"half_life": 0.3}),
    ("memory of 3 days", {"half_life": 3}),
    ("eight neighbours", {"neighbours": 8}),
    ("a slab of five layers, 40 sites wide", {"layers": 5}),
    ("cells move, 0.01 a day", {"movement": 0.01}),
    ("cells move, 0.05 a day", {"movement": 0.05}),
    ("a dividing cell pushes one other", {"pushing": 1}),
    ("it pushes up to five", {"pushing": 5}),
    ("one protected cell in a thousand a day turns resistant", {"heritable": 0.001}),
    ("one in a hundred a day", {"heritable": 0.01}),
    ("vesicles spread evenly", {"everywhere": 1}),
)


@dataclass(frozen=True)
class Planned:
    """Runs at one setting: the part of the plan, what is moved, whether vesicles act, how many runs, their last day."""

    part: str
    values: Mapping[str, float] = field(default_factory=dict)
    ev: bool = False
    runs: int = SIGN_RUNS
    until: float = LAST_DAY

    @property
    def setting(self) -> str:
        """What is moved, as the table of results writes it."""
        return "; ".join(f"{name}={value:g}" for name, value in self.values.items())


def plan() -> Iterator[Planned]:
    """Yield every setting of the plan, each once a part."""
    for adaptive in (0, 1):
        for cost, turnover in AGAIN:
            values = {"cost": cost, "turnover": turnover, "adaptive": adaptive}
            yield Planned("published", values, runs=PUBLISHED_RUNS, until=4000.0)
    for turnover in TURNOVERS:
        yield from _over_ranges("turnover", {"turnover": turnover}, RANGES)
    for need in NEEDS:
        yield from _over_ranges("need", {"turnover": 0.1, "need": need}, RANGES, base=False)
    for _, moved in CHOICES:
        yield from _over_ranges("choices", {"turnover": 0.1, **moved}, FEW)


def _over_ranges(part: str, moved: Mapping[str, float], ranges: tuple, *, base: bool = True) -> Iterator[Planned]:
    """The setting without vesicles, then with vesicles of each range."""
    values = {**moved, "width": SMALL}
    if base:
        yield Planned(part, values)
    for reach in ranges:
        yield Planned(part, {**values, "reach": reach}, ev=True)
