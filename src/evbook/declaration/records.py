"""The records that a declaration is made of: plain, frozen, and ordered so that one record fits on one line.

Expressions are strings in the names of the model (``"m * kill * E * T"``); they are parsed by
:mod:`evbook.declaration.expressions`, never evaluated as Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evbook.declaration.renamed import attributes, fields

#: How a value came about.  "assumed" is allowed, and shown as such wherever the value is; with a source it is the
#: assumption of that source's authors.  A "constant" is arithmetic, a unit, or a constant of nature: it needs no paper.
GRADES = ("measured", "fitted", "derived", "assumed", "constant")
#: What of the source was read when the value was entered; a constant holds by definition.
CHECKED = ("full text", "abstract", "code or SBML", "secondary", "not seen", "by definition")
#: What a model is with its vesicle terms off: the published model, a named part of it, or equations of ours.
EXTENTS = ("whole", "part", "ours")
#: What a measure takes from a curve; :mod:`evbook.simulation.measures` defines each.
TAKES = (
    "final", "max", "min", "mean", "area", "at", "first_above", "first_below", "where_max", "where_min",
)  # fmt: skip
#: What only a run that is looked at from step to step has: the first of two successive looks that are above a level.
LOOKS = ("stays_above",)

Range = tuple[float, float]


@dataclass(frozen=True)
class Time:
    """The independent variable: its unit, and the window shown first."""

    unit: str
    end: float
    points: int = 401
    label: str = "Time"


@dataclass(frozen=True)
class Axis:
    """What a curve model is drawn over, in place of time.  A second axis makes it a map."""

    name: str
    unit: str
    range: Range
    meaning: str
    label: str = ""
    latex: str = ""
    scale: str = "linear"
    points: int = 201


@dataclass(frozen=True)
class Base:
    """What this model becomes when its EV terms are off, and how much of the published model that is.

    ``extent`` is one of :data:`EXTENTS`; short of "whole", ``left_out`` says what of the publication is left out or
    what is ours in its place, and why.  ``departures`` are differences of form that change no result.
    """

    source: str
    what: str
    extent: str
    left_out: str = ""
    biomodels: str = ""
    departures: str = "none"


@dataclass(frozen=True)
class State:
    """A state variable of the differential equations.

    ``initial`` is an expression in parameters, and in modifiers of parameters; ``axis`` is the range
    first shown, in ``unit``.
    An ``amount`` cannot be negative: rates see at least 0, in every solver, so that rounding below
    zero can never grow into a negative population.
    """

    name: str
    initial: str
    unit: str
    axis: Range
    meaning: str
    label: str = ""
    latex: str = ""
    scale: str = "linear"
    amount: bool = True


@dataclass(frozen=True)
class Group:
    """States that the diagram draws as one box, called ``label``, where each in a box of its own would be too many."""

    name: str
    label: str
    states: tuple[str, ...]


@fields(idle="inactive_when")
@dataclass(frozen=True)
class Parameter:
    """A number with its unit, range, grade and source; ``ev`` marks the numbers that we add.

    ``inactive_when`` is a condition on the parameters under which the number plays no part; its control is then
    greyed out.  ``can_be_zero`` says of a number on a log scale that 0 stands for nothing of it, though it is below the
    range: the far left of its slider.
    """

    name: str
    value: float
    unit: str
    range: Range
    grade: str
    checked: str
    source: str
    meaning: str
    label: str = ""
    latex: str = ""
    context: str = ""
    scale: str = "linear"
    ev: bool = False
    control: bool = False
    inactive_when: str = ""
    can_be_zero: bool = False

    @property
    def is_switch(self) -> bool:
        """Whether it is on (1) or off (0), as its meaning says, and its control a switch."""
        return self.range == (0, 1) and (self.meaning.endswith("(0 or 1)") or self.meaning.startswith("switch: "))


@dataclass(frozen=True)
class Intermediate:
    """A named expression of the base model, used by the processes."""

    name: str
    expression: str
    unit: str
    meaning: str
    latex: str = ""


@dataclass(frozen=True)
class Modifier:
    """A named EV expression inside a base expression; ``off`` is its value without vesicles.

    ``claims`` names what of the ledger it stands for: ids, or a part of the ledger whole (``"immune-escape"``).
    """

    name: str
    expression: str
    off: str
    unit: str
    meaning: str
    claims: tuple[str, ...] = ()
    label: str = ""
    latex: str = ""


@dataclass(frozen=True)
class Process:
    """A named rate, with what one unit of it consumes and produces.

    ``consumes`` and ``produces`` map a state to a stoichiometric coefficient, which is a number or an
    expression in parameters (the vesicles of a burst).  In a stochastic run the rate is a propensity.
    """

    name: str
    rate: str
    meaning: str
    consumes: Mapping[str, float | str] = field(default_factory=dict)
    produces: Mapping[str, float | str] = field(default_factory=dict)
    ev: bool = False
    claims: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Dose:
    """A bolus: ``amount`` (an expression) is added to ``state`` at each of the times.

    Times are ``start, start + every, …``, ``count`` of them; each is an expression in parameters.
    """

    name: str
    state: str
    amount: str
    start: str
    meaning: str
    every: str = "0"
    count: str = "1"


@dataclass(frozen=True)
class Window:
    """A name that is 1 while it is on and 0 otherwise: a device session, an infusion, a drug holiday.

    On for ``duration`` from ``start``, again every ``every``, ``count`` times; expressions in parameters.
    Sessions that touch or overlap are one.  Use the name in a rate: ``"dose_rate * infusing"``.
    """

    name: str
    start: str
    duration: str
    meaning: str
    every: str = "0"
    count: str = "1"
    label: str = ""
    latex: str = ""


@dataclass(frozen=True)
class Switch:
    """A quantity that stays as it is until a :class:`Trigger` sets it: a therapy that has begun."""

    name: str
    initial: str
    unit: str
    meaning: str
    label: str = ""
    latex: str = ""


@dataclass(frozen=True)
class Trigger:
    """When ``crosses`` passes zero, ``sets`` gives states or switches new values, all at once.

    Its condition is ``crosses >= 0`` where ``direction`` is "up", ``crosses <= 0`` where it is "down", and it fires
    when that comes to hold; "either" fires at both.  A condition that holds at the start fires at the start, met
    exactly or passed long ago.  Where it is to wait until it has ceased to hold and comes to hold again, say so
    with ``initial_value=True``: it is taken to have held before the start (SBML's ``initialValue``).  A trigger of
    "either" direction always waits, since nothing has changed sign.
    A ``once`` trigger fires at most once in a run.  What happens at one moment, and in which order, is said in
    :mod:`evbook.simulation.triggers`.
    """

    name: str
    crosses: str
    sets: Mapping[str, str]
    meaning: str
    direction: str = "up"
    once: bool = False
    initial_value: bool = False


@dataclass(frozen=True)
class Output:
    """A derived series, drawn beside the states."""

    name: str
    expression: str
    unit: str
    axis: Range
    meaning: str
    label: str = ""
    latex: str = ""
    scale: str = "linear"


@dataclass(frozen=True)
class Measure:
    """One number taken from a curve: an outcome that verdicts, challenges and sweeps speak of."""

    name: str
    of: str
    take: str
    unit: str
    meaning: str
    level: str = ""
    time: str = ""
    label: str = ""


@dataclass(frozen=True)
class PhasePlane:
    """The two states whose plane is drawn."""

    x: str
    y: str


__getattr__ = attributes(__name__, Reading="evbook.declaration.statements:Verdict")
