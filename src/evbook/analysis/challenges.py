"""Whether a setting meets a challenge: the truth that the explorer tells live, told by Python."""

from __future__ import annotations

from collections.abc import Mapping

from evbook.declaration import Challenge, Declaration
from evbook.derive.numpy import of_measures
from evbook.simulation.curves import measured
from evbook.simulation.setting import near, setting


def challenge_of(declaration: Declaration, name: str) -> Challenge:
    """Return the named challenge.  Raises ValueError with the names there are."""
    for challenge in declaration.challenges:
        if challenge.name == name:
            return challenge
    known = [challenge.name for challenge in declaration.challenges]
    if not known:
        raise ValueError(f"{declaration.id} sets no challenge.")
    raise ValueError(f"{declaration.id} has no challenge {name!r}. {near(name, known)}")


def attempt(declaration: Declaration, name: str, values: Mapping[str, float] | None = None) -> dict[str, float]:
    """Return the setting of an attempt: the challenge's start, and what the reader has moved.

    Raises ValueError for an unknown name, a bad value, and a move of what the challenge holds.
    """
    challenge = challenge_of(declaration, name)
    start = setting(declaration, values=challenge.start)
    chosen = setting(declaration, values={**challenge.start, **(values or {})})
    for held in challenge.fixed:
        if chosen[held] != start[held]:
            raise ValueError(f"The challenge {name!r} of {declaration.id} holds {held} at {start[held]:g}.")
    return chosen


def met(declaration: Declaration, name: str, values: Mapping[str, float] | None = None) -> bool:
    """Say whether an attempt meets the challenge: EV terms on, over the declared window.

    Raises what :func:`attempt` raises, and SolverError when the solver cannot finish.
    """
    chosen = attempt(declaration, name, values)
    outcome = measured(declaration, chosen, ev=True)
    goal = challenge_of(declaration, name).goal
    return bool(of_measures(declaration, goal)({**chosen, **outcome}))
