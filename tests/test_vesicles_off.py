"""With every vesicle term at the value that is nothing of it, a model is its base: the same states, to 1e-12."""

import numpy as np
import pytest
from chapters import ROOT

from evbook.model import Model
from evbook.review.catalogue import declarations
from evbook.simulation import fast
from evbook.simulation.setting import TIGHTEST, setting

DYNAMIC = [d for d in declarations() if d.kind == "dynamic"]
#: Vesicle terms that are nothing at another value than 0: the name of a number, or the value itself.
ELSEWHERE = {"vesicle-fate": {"offered": "particles"}, "erk-switch": {"arf6": 1.0}}
#: What is no more than this where a run grows, or meets a threshold, and so magnifies how its sums are rounded, or
#: where what vesicles do besides takes part in the choice of the steps: a tenth of the tolerance of a step.
NEARLY = 1e-10
MAGNIFIED = ("educated-niche", "pump-transfer", "release-block")
#: Where the steps alone differ, in machine code too: less than the tolerance of a step.
BY_STEPS = ("plasma-filter",)
#: Where no setting is nothing of every vesicle term, and why.
NEVER = {"vesicle-delivery": "drug leaks from a carrier with a half-life, and no half-life is no leak"}


def nothing_of(d) -> dict[str, float]:
    """0 for each vesicle number that can be 0, or what the declaration's off values ask for."""
    zero = {p.name: 0.0 for p in d.parameters if p.ev and (p.range[0] <= 0 <= p.range[1] or p.can_be_zero)}
    given = ELSEWHERE.get(d.id, {}).items()
    return zero | {name: d.record(one).value if isinstance(one, str) else one for name, one in given}


def base_states(d) -> list[str]:
    """The states that processes of the base move."""
    moved = [name for p in d.processes if not p.ev for name in (*p.consumes, *p.produces)]
    return [s.name for s in d.states if s.name in moved]


def settings_of(d):
    """The default setting and each scenario's, with nothing of the vesicle terms."""
    for name in [None, *(s.name for s in d.scenarios)]:
        yield name or "default", setting(d, scenario=name) if name else {p.name: p.value for p in d.parameters}


#: SciPy's method takes its steps by all states; where vesicles do something besides, they differ, within tolerance.
BY_ALL_STATES = ("drug-export", "plasma-filter", "release-block")


def apart(d, rtol=None) -> dict[str, float]:
    """By how much the base states differ, of their greatest values, in each scenario and at the defaults."""
    model, names, nothing = Model(d), base_states(d), nothing_of(d)
    found = {}
    for where, values in settings_of(d):
        values = {**values, **nothing}
        on, off = (model.simulate(ev=ev, rtol=rtol, **values)[names].to_numpy() for ev in (True, False))
        size = np.abs(off).max(axis=0)
        found[where] = float((np.abs(on - off).max(axis=0) / np.where(size > 0, size, 1.0)).max())
    return found


@pytest.fixture(params=["machine code", "SciPy"])
def solver(request):
    """Either of the two solvers."""
    fast.switch(request.param == "machine code")
    yield
    fast.switch(None)


@pytest.mark.parametrize("d", [d for d in DYNAMIC if d.id not in NEVER], ids=lambda d: d.id)
@pytest.mark.usefixtures("solver")
def test_the_base_is_what_is_left_when_each_vesicle_term_is_nothing(d):
    assert base_states(d)
    found = apart(d)
    if not fast.wanted() and d.id in BY_ALL_STATES:
        # that it is the steps is seen where they are small
        assert max(found.values()) <= 2e-8, found
        assert max(apart(d, TIGHTEST).values()) <= 2e-12, found
        return
    assert len(found) == 1 + len(d.scenarios)
    assert max(found.values()) <= (1e-9 if d.id in BY_STEPS else NEARLY if d.id in MAGNIFIED else 1e-12), found
    if d.id in BY_STEPS:
        assert max(apart(d, TIGHTEST).values()) <= 1e-11, "and that falls with the tolerance"


def test_what_is_magnified_is_rounding_and_no_other_model():
    """The defaults of the three agree to 1e-12 too: it takes a scenario that runs to a threshold or grows for long."""
    for d in DYNAMIC:
        if d.id in MAGNIFIED:
            assert apart(d)["default"] <= 1e-12, d.id


def test_the_page_of_models_says_how_nearly():
    page = (ROOT / "book/reference/models.md").read_text(encoding="utf-8")
    said = next(line for line in page.splitlines() if "10⁻¹²" in line)
    assert f"{len(DYNAMIC) - len({*MAGNIFIED, *BY_STEPS, *NEVER})} of the {len(DYNAMIC)} models" in said
    for name in (*MAGNIFIED, *BY_STEPS, *NEVER, *BY_ALL_STATES):
        assert f"`{name}`" in page
