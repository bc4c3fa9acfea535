"""The digits that are printed are right: no run hangs on the tolerance of the solver's steps."""

import numpy as np
import pytest

from evbook.model import Model
from evbook.review.catalogue import declarations
from evbook.simulation.setting import TIGHTEST

DYNAMIC = [d for d in declarations() if d.kind == "dynamic"]
#: What a run may be off, of each state, where the state is more than a millionth of its greatest.
RIGHT = 1e-7


@pytest.mark.parametrize("d", DYNAMIC, ids=lambda d: d.id)
def test_a_run_as_declared_is_that_of_a_hundredfold_tighter_tolerance(d):
    model = Model(d)
    names = [s.name for s in d.states]
    run, tight = (model.simulate(rtol=rtol)[names].to_numpy() for rtol in (None, max(d.rtol / 100, TIGHTEST)))
    scale = np.maximum(np.abs(tight), 1e-6 * np.abs(tight).max(axis=0))
    off = (np.abs(run - tight) / np.where(scale > 0, scale, 1.0)).max(axis=0)
    assert off.max() < RIGHT, names[int(off.argmax())]
