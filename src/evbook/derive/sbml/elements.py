"""How each kind of record is written: the table that names one function a kind.

A group of records that the table does not know is refused, never left out in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import libsbml

from evbook.declaration import Declaration
from evbook.derive.sbml import NotInSbml, events, quantities, reactions, readable
from evbook.derive.sbml.annotation import SBO, cite, describe, link
from evbook.derive.sbml.export import Export, groups

#: Each group of records and how one of its records is written, in the order of the file.
MAPPING = {
    "parameters": quantities.parameter,
    "states": quantities.state,
    "intermediates": quantities.intermediate,
    "modifiers": quantities.modifier,
    "processes": reactions.process,
    "switches": events.switch,
    "windows": events.window,
    "triggers": events.trigger,
    "doses": events.dose,
    "outputs": quantities.output,
    "budgets": quantities.budget,
}
#: Groups that are about the book's reader and not about the model.
LEFT_OUT = {"groups", "measures", "scenarios", "verdicts", "challenges", "benchmarks", "arguments", "shown", "limits"}


def write(declaration: Declaration, values: Mapping[str, float], *, ev: bool, number_units: bool,
          given: Sequence[tuple[float, str, float]] | None = None) -> str:  # fmt: skip
    """Return the SBML document; see :func:`evbook.derive.sbml.document`."""
    if getattr(declaration, "kind", "dynamic") == "curve":
        raise NotInSbml(
            f"{declaration.id} is a curve over {declaration.axes[0].meaning}; SBML describes change in time."
        )
    if getattr(declaration, "kind", "dynamic") == "tissue":
        raise NotInSbml(
            f"{declaration.id} is a model in space, whose cells act by chance on a lattice; SBML describes amounts "
            "that change in time. Its declaration, its description and its program hold it whole instead."
        )
    unknown = [g for g, records in groups(declaration).items() if records and g not in MAPPING.keys() | LEFT_OUT]
    if unknown:
        raise NotInSbml(f"{declaration.id}: its {unknown[0]} cannot be written in SBML yet.")
    x = Export(declaration, values, ev=ev)
    _describe_model(x)
    mapping = MAPPING if given is None else MAPPING | {"windows": events.closed_window, "doses": events.left_out}
    for group, function in mapping.items():
        for record in getattr(declaration, group):
            function(x, record)
    events.given(x, given or ())
    reactions.rates_of_quantities(x)
    readable.numbers_at_the_start(x.model)
    readable.values_of_their_moment(x.model)
    if not number_units:
        readable.numbers_without_units(x.model)
    return libsbml.writeSBMLToString(x.document)


def _describe_model(x: Export) -> None:
    d, model = x.declaration, x.model
    model.setId(x.fresh(d.id.replace("-", "_")))
    model.setName(d.title)
    model.setTimeUnits(x.units.of(d.time.unit))
    model.setExtentUnits(x.extent)
    model.setSubstanceUnits(x.extent)
    model.setSBOTerm(SBO["framework"])
    state = "with its EV terms" if x.ev else "without EV terms"
    describe(
        model,
        (d.idea, d.summary, f"Base: {d.base.what} Departures from it: {d.base.departures}.",
         f"Written by evbook {state}. Records marked ev in the annotation are ours: added, and assumed "
         "unless a grade says otherwise.", *(f"Limit: {limit}" for limit in d.limits),
         "Licence: BSD-3-Clause, by the evbook contributors; the base model is its authors' work."),
        {"model": d.id, "hash": d.hash, "ev": str(x.ev).lower()},
    )  # fmt: skip
    cite(model, d.base.source)
    if d.base.biomodels:
        same = not x.ev and d.base.departures.startswith("none")
        link(model, libsbml.BQM_IS if same else libsbml.BQM_IS_DERIVED_FROM, f"biomodels.db:{d.base.biomodels}")
