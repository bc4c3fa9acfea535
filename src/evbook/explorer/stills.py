"""A setting of a model as a picture of its own: what is seen there, drawn and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from evbook.declaration import Declaration
from evbook.drawing.words import quantity_text
from evbook.explorer.first_view import View
from evbook.explorer.page import STILL


class Still:
    """What is seen at a setting, solved once: the verdict, the outcomes, and the picture when it is asked for."""

    def __init__(
        self, declaration: Declaration, *, scenario: str | None = None, values: Mapping[str, float] | None = None
    ):
        self._view = View(declaration, scenario, values, None, None, "")
        self.sentence = self._view.sentence()
        #: The outcomes by the names of the measures, as :meth:`evbook.model.Model.measures` gives them.
        self.measures: Mapping[str, float] = self._view.measures

    @property
    def alt(self) -> str:
        """In words what is drawn, without the verdict."""
        return f"{self._view.alt().removesuffix(self.sentence).strip()} {_courses(self._view)}"

    def svg(self) -> str:
        """The picture."""
        return replace(self._view.picture(compact=False), alt=self.alt).svg(STILL)


def _courses(view: View) -> str:
    """Where each drawn curve begins, its highest value and where it ends, with vesicles and without."""
    said = []
    for name in view.data["views"]["timecourse"]["series"]:
        record = view.declaration.record(name)
        for run, when in ((view.main, ""), (view.companion, " without vesicles")):
            if run is None:
                continue
            values = np.asarray(run[name], dtype=float)
            first, most, last = (quantity_text(v, record.unit) for v in (values[0], np.nanmax(values), values[-1]))
            said.append(f"{record.label or name}{when}: {first} at the left, at most {most}, {last} at the right.")
    return " ".join(said)
