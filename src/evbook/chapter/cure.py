"""The models held against the CURE principles: credible, understandable, reproducible, extensible.

Sauro et al. (2025) ask of a mechanistic model verification, validation and a statement of uncertainty; descriptions and
annotations that a reader understands; standards and open practice by which it is reproduced; and standards and modular
form by which it is extended.  Of the paper the abstract was read; what a column holds is our reading of it, and is
counted in the declarations, their report cards and the table of engines.
"""

from __future__ import annotations

from html import escape

from evbook.analysis.report import report
from evbook.chapter.register import engines_of, power
from evbook.declaration import Declaration
from evbook.derive.sbml.annotation import dois
from evbook.drawing.output import Output
from evbook.drawing.table import Group, table
from evbook.review.catalogue import declarations

HEADINGS = ("Model", "Verified", "Validated", "Uncertain", "Understood", "Reproduced", "Extended")
#: What a model that is no course in time is reproduced from.
INSTEAD = {"curve": "its table and its program", "tissue": "its seed, in two languages"}


def verified(d: Declaration) -> tuple[int, int]:
    """How many of a model's own checks hold, and how many there are: its report card without the benchmarks."""
    found = [line.passes for line in report(d) if line.passes is not None and not line.title.startswith("Benchmarks")]
    return sum(found), len(found)


def described(d: Declaration) -> tuple[int, int]:
    """How many of a model's states, curves and numbers say what they mean and in which unit, and how many there are."""
    parts = [*d.states, *d.outputs, *d.parameters]
    return sum(bool(part.meaning and part.unit) for part in parts), len(parts)


def linked(d: Declaration) -> int:
    """How many numbers lead to the DOI of the paper they are from."""
    return sum(p.source in dois() for p in d.parameters)


def terms(d: Declaration) -> int:
    """How many vesicle terms can be taken out one by one, each with what stands in its place."""
    return len(d.modifiers) + sum(p.ev for p in d.processes)


def row(d: Declaration) -> tuple[str, ...]:
    """What a model has of each principle."""
    held, checks = verified(d)
    said, parts = described(d)
    published = sum(b.kind == "published" for b in d.benchmarks)
    assumed = sum(p.grade == "assumed" for p in d.parameters)
    engines = engines_of(d)
    reproduced = INSTEAD.get(d.kind) or (
        f"{len(engines)} engines, to {power(max(engines.values()))}" if engines else "not run yet as it is now"
    )
    count = terms(d)
    return (
        f"<code>{escape(d.id)}</code>",
        f"{held} of {checks}",
        f"{published or 'none'} of {len(d.benchmarks)}",
        f"{assumed} of {len(d.parameters)} assumed",
        f"{said} of {parts}; {linked(d)} linked",
        reproduced,
        f"{count} term{'s' * (count != 1)}",
    )


def cure_table() -> Output:
    """Return a row a model: what it has of each CURE principle, in numbers."""
    rows = [row(d) for d in declarations()]
    caption = (
        f"The {len(rows)} models against the CURE principles. Verified: checks of its card that hold. Validated: "
        "benchmarks that are published. Uncertain: numbers that are assumed; each has a range. Understood: parts with "
        "a meaning and a unit, and numbers linked to the DOI of a paper. Reproduced: by engines that are not ours. "
        "Extended: vesicle terms that can be taken out. All have open licences (BSD-3-Clause), a declaration of "
        "one file, and programs in Python and JavaScript; those that change in time have SBML and SED-ML too."
    )
    return table(caption, HEADINGS, [Group(rows)])
