"""From a declaration to SBML Level 3 Version 2, by python-libsbml (the extra ``sbml``).

How each record is written is the table :data:`evbook.derive.sbml.elements.MAPPING`; how a unit is
written is in :mod:`evbook.derive.sbml.units`.  Four choices a reader of the file should know:

* Expressions stand as they are declared: a kinetic law names its modifiers and intermediates, which
  are assignment rules, so nothing is substituted.
* SBML counts items and has no cells, vesicles or molecules.  All three become ``item``, and the unit
  definition's name and annotation keep what is counted.
* A state that is an amount is a species with ``hasOnlySubstanceUnits``.  A concentration is a species
  in a compartment of size one.  Any other quantity (a volume, a pressure) cannot be a species and is
  a parameter with a rate rule.
* What is assigned at the start has the number that the assignment gives as well, for programs that read less
  (:mod:`evbook.derive.sbml.readable`).  What is given at time 0 is part of the start, at whatever time a changed file
  begins it (:mod:`evbook.derive.sbml.events`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evbook.declaration import Declaration


class MissingExtra(ImportError):
    """python-libsbml is not installed."""


class NotInSbml(ValueError):
    """A part of a declaration that SBML has no words for; the sentence names it."""


def document(declaration: Declaration, values: Mapping[str, float], *, ev: bool = True,
             number_units: bool = False, given: Sequence[tuple[float, str, float]] | None = None) -> str:  # fmt: skip
    """Return the model at a setting as an SBML document.

    ``values`` maps every parameter to its number, in declared units.  With ``ev=False`` modifiers
    take their values without vesicles, and EV processes and unused EV parameters are left out.
    With ``number_units=True`` each number inside the mathematics has its unit too, so that libSBML can check every
    expression; PySCeS reads no such number.  ``given`` takes the place of the declared doses and windows: a time from 0
    on, the name of a state and what is added to it, or of a window and 1 or -1 as it opens or closes; in order of time.

    Raises MissingExtra without python-libsbml, and NotInSbml for what SBML cannot say.
    """
    try:
        import libsbml  # noqa: F401
    except ImportError:
        raise MissingExtra(
            'Writing SBML needs python-libsbml, which is not installed; run: pip install "evbook[sbml]".'
        ) from None
    from evbook.derive.sbml.elements import write

    return write(declaration, values, ev=ev, number_units=number_units, given=given)
