"""What a model is: records that hold data and prose, and nothing else.

A model is declared once, here; equations, code, tables, diagrams and SBML are derived from it in
:mod:`evbook.derive`.  Loading this package loads neither SymPy nor pint: a declaration is checked
(:func:`check`) when a model is first loaded, not when its module is imported.
"""

from evbook.declaration.change import with_modifier, with_process
from evbook.declaration.checks import DeclarationError, check
from evbook.declaration.quantities import (
    AtTime,
    ClosedForm,
    Equilibrium,
    HillCoefficient,
    MixedMeasure,
    Period,
    Quantity,
    RunDeviation,
    RunMean,
    Threshold,
)
from evbook.declaration.records import (
    Axis,
    Base,
    Dose,
    Group,
    Intermediate,
    Measure,
    Modifier,
    Output,
    Parameter,
    PhasePlane,
    Process,
    State,
    Switch,
    Time,
    Trigger,
    Window,
)
from evbook.declaration.renamed import attributes
from evbook.declaration.scene import Box, Disc, Grip, Layer, Marker, On, Part, Point, Ring, Row, Scale, Scene
from evbook.declaration.statements import Argument, Benchmark, Budget, Challenge, Fact, Scenario, Verdict
from evbook.declaration.tissue import (
    CellKind,
    Contact,
    Event,
    Field,
    Lattice,
    Memory,
    Placing,
    Tally,
    Tissue,
    Treatment,
)
from evbook.declaration.whole import Declaration

__all__ = [
    "Argument",
    "AtTime",
    "Axis",
    "Base",
    "Benchmark",
    "Box",
    "Budget",
    "CellKind",
    "Challenge",
    "ClosedForm",
    "Contact",
    "Declaration",
    "DeclarationError",
    "Disc",
    "Dose",
    "Equilibrium",
    "Event",
    "Fact",
    "Field",
    "Grip",
    "Group",
    "HillCoefficient",
    "Intermediate",
    "Lattice",
    "Layer",
    "Marker",
    "Measure",
    "Memory",
    "MixedMeasure",
    "Modifier",
    "On",
    "Output",
    "Parameter",
    "Part",
    "Period",
    "PhasePlane",
    "Placing",
    "Point",
    "Process",
    "Quantity",
    "Ring",
    "Row",
    "RunDeviation",
    "RunMean",
    "Scale",
    "Scenario",
    "Scene",
    "State",
    "Switch",
    "Tally",
    "Threshold",
    "Time",
    "Tissue",
    "Treatment",
    "Trigger",
    "Verdict",
    "Window",
    "check",
    "with_modifier",
    "with_process",
]

__getattr__ = attributes(__name__, Reading="evbook.declaration.statements:Verdict")
