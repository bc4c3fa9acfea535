"""The records of a tissue: cells on a lattice, what they do by chance, what they shed, and how they are treated.

Parameters, intermediates, modifiers, outputs, measures and all else are those of every model; these records say
what is particular to space.  Rates are per cell and time, in the expression language.  What a lattice computes has
to be the same number in Python and in a browser, so its expressions keep to :data:`EXACT` functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: What a cell can do when its chance comes.
DEEDS = ("divide", "die", "become", "move", "kill", "arrive")
#: How a number of cells is rounded.
ROUNDINGS = ("up", "down")
#: Functions that both languages compute to the last digit, by the operations that IEEE 754 defines exactly.
EXACT = ("exp", "log", "log10", "sqrt", "abs", "minimum", "maximum", "where")


@dataclass(frozen=True)
class Lattice:
    """A rectangle of sites with closed edges, at most one cell a site; each entry is an expression in parameters.

    ``neighbours`` is 4 or 8 within a layer; ``layers`` stacks rectangles, a site touching those above and below.
    ``step`` is the time between two visits of a cell.  ``stirred`` is the share of cells in search of room that look
    at one site anywhere in place of their neighbours; ``pushing`` is the number of cells that a dividing one moves out
    of its way along a line.
    """

    width: str
    height: str
    step: str
    site: str
    layers: str = "1"
    neighbours: str = "4"
    stirred: str = "0"
    pushing: str = "0"


@dataclass(frozen=True)
class CellKind:
    """A kind of cell; its name stands for the number of such cells in expressions."""

    name: str
    meaning: str
    label: str = ""
    latex: str = ""
    unit: str = "cell"


@dataclass(frozen=True)
class Placing:
    """``count`` cells of a kind at the start, on free sites: at random, or, when ``gathered`` holds, about the
    centre."""

    kind: str
    count: str
    meaning: str
    rounding: str = "down"
    gathered: str = ""


@dataclass(frozen=True)
class Event:
    """What a cell of ``kind`` does at ``rate``: one of :data:`DEEDS`.

    A division needs a free neighbour; ``dies`` is the chance that the cell dies of it instead.  ``to`` is the kind
    that a cell becomes, or kills among its neighbours; ``after`` the kind that a killer becomes by it, if another.
    Cells that ``arrive`` do so on free sites, ``rate`` of them a time.  ``when`` is a condition on parameters without
    which the event is not there.
    """

    name: str
    kind: str
    does: str
    rate: str
    meaning: str
    dies: str = "0"
    to: str = ""
    after: str = ""
    when: str = ""
    ev: bool = False
    claims: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Field:
    """What a site takes up of something shed by cells, spread by diffusion and loss.

    c - (reach/site)² ∇²c = source, so all that is shed is taken up somewhere; ``reach`` is the length √(D/loss).
    ``source`` maps kinds to what one cell sheds a time.  Where ``spread`` holds it is the same everywhere instead.
    ``settles`` is the time in which it follows its sources; 0 is at once.  The name stands for the uptake of a site.
    """

    name: str
    source: Mapping[str, str]
    reach: str
    unit: str
    meaning: str
    spread: str = ""
    settles: str = "0"
    ev: bool = False
    label: str = ""


@dataclass(frozen=True)
class Memory:
    """What a cell has taken up of a field and not yet lost; each daughter has the share ``at_division`` of it."""

    name: str
    fills: str
    half_life: str
    unit: str
    meaning: str
    at_division: str = "0.5"
    ev: bool = False
    label: str = ""


@dataclass(frozen=True)
class Treatment:
    """A drug that is on (1) or off (0), looked at after each step.

    Off when ``stops`` holds, on when ``resumes`` holds, else as it was.  With ``on_for`` and ``off_for`` above 0 the
    clock decides instead.  The name stands for its level, ``NAME_cycles`` for how often it has been resumed.
    """

    name: str
    begins: str
    stops: str
    resumes: str
    meaning: str
    on_for: str = "0"
    off_for: str = "0"
    label: str = ""


@dataclass(frozen=True)
class Tally:
    """The mean of an expression over the cells of a kind; 0 where there are none."""

    name: str
    kind: str
    of: str
    unit: str
    meaning: str


@dataclass(frozen=True)
class Contact:
    """How many pairs of neighbouring sites hold one cell of each of two kinds: the length of the front between them."""

    name: str
    kinds: tuple[str, str]
    meaning: str
    unit: str = "1"


@dataclass(frozen=True)
class Tissue:
    """All that a model in space has beside parameters, outputs and measures.

    ``seed`` names the parameter that picks one of the possible runs.  A run ends when the measure ``until`` is known,
    when no cell is left, or after ``limit``.
    """

    lattice: Lattice
    kinds: tuple[CellKind, ...]
    placings: tuple[Placing, ...]
    events: tuple[Event, ...]
    seed: str
    limit: float
    fields: tuple[Field, ...] = ()
    memories: tuple[Memory, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    tallies: tuple[Tally, ...] = ()
    contacts: tuple[Contact, ...] = ()
    until: str = ""

    @property
    def counters(self) -> tuple[str, ...]:
        """The names that change from step to step: time, cells, kinds, treatments, tallies, and what is well mixed."""
        return (
            "t", "cells", "cells_0", *(k.name for k in self.kinds), *(f"{k.name}_0" for k in self.kinds),
            *(x.name for x in self.treatments), *(f"{x.name}_cycles" for x in self.treatments),
        )  # fmt: skip

    @property
    def derived_names(self) -> set[str]:
        """The names among all these that no record declares."""
        kinds = {name for k in self.kinds for name in (f"{k.name}_0", f"mixed_{k.name}")}
        return {"t", "cells", "cells_0", "mixed_cells", *kinds, *(f"{x.name}_cycles" for x in self.treatments)}

    @property
    def statistics(self) -> tuple[str, ...]:
        """The names that only outputs may use: what is counted over the lattice, and the well-mixed counterpart."""
        return (
            *(x.name for x in (*self.tallies, *self.contacts)),
            "mixed_cells",
            *(f"mixed_{k.name}" for k in self.kinds),
        )

    @property
    def local(self) -> tuple[str, ...]:
        """The names that a site has: what its cell remembers, then what the site takes up."""
        return (*(m.name for m in self.memories), *(f.name for f in self.fields))
