"""What a model is asked and held to say: named settings, sentences, tasks, benchmarks, and its idea as an argument.

The records of its equations are in :mod:`evbook.declaration.records`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evbook.declaration.records import Range

if TYPE_CHECKING:
    from evbook.declaration.quantities import Quantity

#: What a benchmark compares with, the strongest first: a number printed in a source that was seen, which is no input
#: of the model and which no input was chosen to give; what follows from the equations on paper; what another program or
#: another model gives; and what only shows that the model's own inputs agree with each other, or with a source that one
#: of them was set to.
BENCHMARK_KINDS = ("published", "closed form", "independent computation", "consistency")


@dataclass(frozen=True)
class Budget:
    """What the EV terms ask of cells, as an expression in parameters.

    ``known`` is what cells are known to do; outside it the page prints ``beyond``.
    """

    name: str
    expression: str
    unit: str
    known: Range
    meaning: str
    beyond: str
    label: str = ""


@dataclass(frozen=True)
class Scenario:
    """A named setting; values not named stay at the defaults.  The first is the default picture."""

    name: str
    title: str
    values: Mapping[str, float]
    meaning: str
    ev: bool = True


@dataclass(frozen=True)
class Verdict:
    """A sentence for what is seen; the first whose condition holds is spoken.

    ``text`` may name measures and parameters in braces; ``when`` is a condition on them.
    """

    when: str
    text: str


@dataclass(frozen=True)
class Challenge:
    """A task for the reader; ``goal`` is a condition on measures and parameters.

    It is met with the EV terms on, over the declared window.  ``start`` is where the reader begins (what it
    does not name is at its default), ``fixed`` names what stays as it is there, ``met`` is said on success,
    and ``solution`` is one way there: what differs from the start, for the tests and for a reader who
    gives up.
    """

    name: str
    title: str
    task: str
    goal: str
    start: Mapping[str, float]
    hints: tuple[str, ...]
    met: str
    fixed: tuple[str, ...] = ()
    solution: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Benchmark:
    """A value known from elsewhere that the model must reproduce through the reader's own path.

    ``kind`` is one of :data:`BENCHMARK_KINDS`.  A published value is run as its source ran it, so without vesicle
    terms; where the source has vesicles itself (or what a vesicle term stands for), ``of_vesicles`` says so.
    """

    name: str
    kind: str
    quantity: Quantity
    value: float
    unit: str
    tolerance: float
    source: str
    meaning: str
    absolute: bool = False
    checked: str = "not seen"
    of_vesicles: str = ""


@dataclass(frozen=True)
class Fact:
    """A number that an argument speaks of: a measure of a run, or an expression in the parameters.

    ``setting`` is what differs from the point that is looked at; a value may be an expression in the parameters there.
    ``never`` stands for a measure of what never happens, and ``end`` runs a dynamic model longer than its window.
    Of a model in space it is the mean over ``runs`` seeds, from the setting's on.
    """

    of: str
    setting: Mapping[str, float | str] = field(default_factory=dict)
    ev: bool = True
    never: float = float("nan")
    end: float | None = None
    runs: int = 1


@dataclass(frozen=True)
class Argument:
    """A chapter's idea as a condition that a search can refute; without a ``claim`` it is a question.

    ``claim`` is a condition on the ``facts`` and the parameters, said in words by ``says``.  It is looked at over the
    ranges of ``over``, with ``held`` as given and every other parameter at its default, wherever ``given`` holds: the
    "if" of the sentence.  Every parameter with a control is in one of the two, and each fitted number that neither
    names goes from its value divided to its value multiplied by ``fitted``, within its range.  ``outside`` says what
    was found beyond these ranges.
    """

    chapter: str
    sentence: str
    claim: str = ""
    says: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    over: Mapping[str, Range] = field(default_factory=dict)
    held: Mapping[str, float] = field(default_factory=dict)
    given: str = ""
    fitted: float = 1.25
    outside: str = ""
