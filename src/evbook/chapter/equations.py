"""The model as mathematics."""

from __future__ import annotations

from evbook.drawing.output import Output
from evbook.model import Model


def equations(model: Model, *, ev: bool = True) -> Output:
    """Return the model's equations; with ``ev`` its vesicle terms are there, marked by colour and by the word EV."""
    latex = model.latex(ev=ev)
    return Output(text=latex, latex=f"$$\n{latex}\n$$")
