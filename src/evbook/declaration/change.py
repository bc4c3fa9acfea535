"""Build on a model: a changed declaration simulates, explores and exports like ours.

What was argued of the model as it was is not argued of the changed one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from evbook.declaration.records import Modifier, Parameter, Process
from evbook.declaration.whole import Declaration


def with_process(
    declaration: Declaration, process: Process, *, parameters: tuple[Parameter, ...] = (), id: str | None = None
) -> Declaration:
    """Return a new declaration with one more process, and the parameters it needs.

    The original is untouched; the new id defaults to the old one followed by the process's name.
    """
    return replace(
        declaration,
        id=id or f"{declaration.id}-with-{process.name.replace('_', '-').lower()}",
        parameters=(*declaration.parameters, *parameters),
        processes=(*declaration.processes, process),
        arguments=(),
    )


def with_modifier(
    declaration: Declaration,
    modifier: Modifier,
    *,
    scales: str,
    parameters: tuple[Parameter, ...] = (),
    id: str | None = None,
) -> Declaration:
    """Return a new declaration in which ``modifier`` multiplies ``scales`` wherever a rate uses it.

    ``scales`` is a parameter or an intermediate.  Raises ValueError when no process uses it.
    """
    name = re.compile(rf"\b{re.escape(scales)}\b")
    processes = tuple(replace(p, rate=name.sub(f"({scales} * {modifier.name})", p.rate)) for p in declaration.processes)
    if processes == declaration.processes:
        rates = ", ".join(p.name for p in declaration.processes)
        raise ValueError(f"No process of {declaration.id!r} uses {scales!r}, so there is nothing to scale: {rates}.")
    return replace(
        declaration,
        id=id or f"{declaration.id}-with-{modifier.name.replace('_', '-').lower()}",
        parameters=(*declaration.parameters, *parameters),
        modifiers=(*declaration.modifiers, modifier),
        processes=processes,
        arguments=(),
    )
