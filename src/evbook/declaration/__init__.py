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
    Argument,
    Axis,
    Base,
    Benchmark,
    Budget,
    Challenge,
    Dose,
    Fact,
    Intermediate,
    Measure,
    Modifier,
    Output,
    Parameter,
    PhasePlane,
    Process,
    Scenario,
    State,
    Switch,
    Time,
    Trigger,
    Verdict,
    Window,
)
from evbook.declaration.renamed import attributes
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
    "Budget",
    "CellKind",
    "Challenge",
    "ClosedForm",
    "Contact",
    "Declaration",
    "DeclarationError",
    "Dose",
    "Equilibrium",
    "Event",
    "Fact",
    "Field",
    "HillCoefficient",
    "Intermediate",
    "Lattice",
    "Measure",
    "Memory",
    "MixedMeasure",
    "Modifier",
    "Output",
    "Parameter",
    "Period",
    "PhasePlane",
    "Placing",
    "Process",
    "Quantity",
    "RunDeviation",
    "RunMean",
    "Scenario",
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

__getattr__ = attributes(__name__, Reading="evbook.declaration.records:Verdict")
