"""Each challenge is unsolved where it starts, solved where it says, and the browser is of Python's opinion."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from frontend_answers import asked

import evbook
from evbook import chapter
from evbook.analysis.challenges import attempt, challenge_of, met
from evbook.declaration import DeclarationError
from evbook.derive.javascript import program
from evbook.model import Model
from evbook.review.catalogue import declarations
from evbook.simulation.solver import SolverError

CASES = [(d, c) for d in declarations() for c in d.challenges]
EACH = pytest.mark.parametrize(("d", "challenge"), CASES, ids=[f"{d.id}:{c.name}" for d, c in CASES])


def free(d, challenge) -> list:
    """The parameters that a reader can move in a challenge."""
    return [p for p in d.parameters if p.control and p.name not in challenge.fixed]


@EACH
def test_it_is_not_solved_where_it_starts_and_is_where_it_says(d, challenge):
    assert not met(d, challenge.name)
    assert challenge.solution
    assert met(d, challenge.name, challenge.solution)
    moved = {name for name, value in challenge.solution.items() if value != attempt(d, challenge.name)[name]}
    assert moved, "the solution moves nothing"
    assert 2 <= len(challenge.hints) <= 5


@pytest.mark.slow
@EACH
def test_the_browser_recognises_what_python_does(d, challenge, node):
    """Start, solution, and settings in between and at random, through the explorer's own modules."""
    rng = np.random.default_rng(len(d.id))
    tries: list[dict[str, float]] = [{}, dict(challenge.solution)]
    start = attempt(d, challenge.name)
    for share in (0.3, 0.6, 0.9):
        tries.append({n: start[n] + share * (v - start[n]) for n, v in challenge.solution.items()})
    for _ in range(4):
        tries.append({p.name: float(rng.uniform(*p.range)) for p in free(d, challenge)})
    if d.tissue is not None:
        del tries[3:-1]  # a try of a slice is a run of seconds: one between and one at random
    expected = []
    for values in tries:
        try:
            expected.append(met(d, challenge.name, values))
        except SolverError:
            expected.append(False)
    (said,) = asked(node, [{"ask": "meets", "source": program(d), "challenge": challenge.name, "tries": tries}])
    assert said == expected
    assert expected[:2] == [False, True]


def test_what_is_held_cannot_be_moved():
    model = evbook.load("immune-escape")
    assert "T_v" in model.challenges.loc["least-strength", "held"]
    with pytest.raises(ValueError, match="holds T_v at 1e\\+08"):
        model.meets("least-strength", T_v=1e6)
    assert not model.meets("least-strength", phi_treg=0.5)
    assert model.meets("least-strength", phi_treg=0.58)
    with pytest.raises(ValueError, match="Did you mean 'least-strength'"):
        model.meets("least-strenght")
    with pytest.raises(ValueError, match="sets no challenge"):
        challenge_of(replace(model.declaration, challenges=()), "any")


def test_a_challenge_that_contradicts_itself_is_refused():
    d = evbook.load("immune-escape").declaration
    (challenge,) = d.challenges
    for change, said in (
        ({"fixed": ("nothing",)}, "holds 'nothing', which is not a parameter"),
        ({"solution": {"T_v": 1e7}}, "moves 'T_v', which the challenge holds"),
        ({"solution": {"phi_treg": 50.0}}, "outside its range"),
        ({"solution": {"b": 2e-9}}, "moves 'b', which has no control"),
    ):
        with pytest.raises(DeclarationError, match=said):
            Model(replace(d, challenges=(replace(challenge, **change),)))


def test_the_card_has_the_task_each_hint_an_answer_and_the_way_to_the_live_model():
    model = evbook.load("immune-escape")
    (challenge,) = model.declaration.challenges
    card = chapter.challenges(model)
    assert 'href="#ev:immune-escape?_challenge=least-strength"' in card.html
    assert card.html.count("<summary>Hint ") == len(challenge.hints)
    for words in (challenge.task, *challenge.hints, challenge.met):
        assert words in card.text
    assert "0.56" in card.text
    with pytest.raises(ValueError, match="No challenge is declared by"):
        chapter.challenges(Model(replace(model.declaration, challenges=())))
