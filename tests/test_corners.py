"""The most absurd settings that the controls allow: each ends within the bound on work, or says that it gave up."""

from __future__ import annotations

import numpy as np
import pytest
from frontend_answers import asked

from evbook.derive.javascript import program
from evbook.review.catalogue import declarations

LIVE = [d for d in declarations() if len(d.axes) < 2]
#: Steps at rest: what a fine solution may take, and a patient one after it.
MOST_STEPS = 100_000


@pytest.mark.slow
@pytest.mark.parametrize("drawn", [1, pytest.param(4, marks=pytest.mark.every)])
@pytest.mark.parametrize("d", LIVE, ids=lambda d: d.id)
def test_every_corner_ends_or_says_that_it_gave_up(d, drawn, node):
    """All controls at their least, at their most, and at corners drawn between."""
    rng = np.random.default_rng(3)
    count = len(d.parameters)
    shares = [[0] * count, [1] * count, *rng.integers(0, 2, (drawn, count)).tolist()]
    (found,) = asked(node, [{"ask": "corners", "source": program(d), "shares": shares}])
    assert len(found) == len(shares)
    for corner in found:
        assert corner["steps"] <= MOST_STEPS + 1
        assert corner["finite"] or corner["trouble"].endswith(".")
        assert corner["trouble"] in ("", corner["said"])
