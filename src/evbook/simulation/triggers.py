"""Triggers: when the condition of each comes to hold, and what it sets then.

A trigger of direction "up" has the condition ``crosses >= 0``, of direction "down" ``crosses <= 0``; "either" has both.
A trigger fires when a condition of its *comes to hold*: it did not hold just before, and now it does.
Before the start a condition is taken to have been what the declaration says (``initial_value``, as in SBML), so one
that holds at time 0, met exactly or passed long ago, fires at time 0 unless the declaration says that it held before.
The conditions of "either" are taken to have held, for nothing has changed sign at the start.

At one moment windows change and doses are given, and then what has come to hold fires, in declared order, one after
another; after each the conditions are looked at again, and what has come to hold by it joins the queue.  What is in the
queue fires, even if another has undone its condition (SBML's ``persistent``).
Triggers that set each other off without end are given up with a sentence.  The browser does the same
(``numerics/events.js``), and the SBML that we write says the same with priorities.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from evbook.derive.numpy import moving
from evbook.derive.system import System
from evbook.simulation.machine.workspace import MOST_AT_ONCE, MOST_FIRINGS

#: The signs for which ``sign * crosses >= 0`` is a condition of the trigger.
_SIGNS = {"up": (1.0,), "down": (-1.0,), "either": (1.0, -1.0)}
#: A moment is found to this share of the time (or of the step, near time zero).
PRECISION = 1e-12
#: Shares of a step at which conditions are looked at, so that a brief crossing within it is seen.
LOOKS = np.array([0.25, 0.5, 0.75, 1.0])


class Endless(Exception):
    """Triggers fire without end; the message is the part of a sentence that says which."""


def too_often(declaration, k: int) -> str:
    """Why a run is given up whose triggers fire on and on, trigger k the last."""
    return f"its triggers fired more than {MOST_FIRINGS:,} times, the last being “{declaration.triggers[k].name}”."


class Triggers:
    """The triggers of one run: which conditions hold, which triggers are spent, and how often they have fired."""

    def __init__(self, system: System, least: np.ndarray):
        d = self.declaration = system.declaration
        self.declared, self.least = d.triggers, least
        self.conditions = [(k, sign) for k, trigger in enumerate(d.triggers) for sign in _SIGNS[trigger.direction]]
        self.holds = [d.triggers[k].initial_value or d.triggers[k].direction == "either" for k, _ in self.conditions]
        self.watched = moving(system, tuple(trigger.crosses for trigger in d.triggers))
        self.sets = [
            ([_place(d, name) for name in trigger.sets], moving(system, tuple(trigger.sets.values())))
            for trigger in d.triggers
        ]
        self.spent = [False] * len(d.triggers)
        self.queue: list[int] = []
        self.firings = 0

    @property
    def over(self) -> bool:
        """Whether none can fire any more."""
        return all(self.spent)

    def _values(self, t, y: np.ndarray, p: np.ndarray) -> np.ndarray:
        """What each trigger watches, shape (triggers,) or, at several times, (triggers, k); amounts are at least 0."""
        return self.watched(t, np.maximum(y, self.least if y.ndim == 1 else self.least[:, None]), p)

    def look(self, t: float, y: np.ndarray, p: np.ndarray) -> None:
        """See which conditions hold; the triggers of those that have come to hold join the queue."""
        if not self.declared:
            return
        values = self._values(t, y, p).tolist()
        for c, (k, sign) in enumerate(self.conditions):
            now = sign * values[k] >= 0
            if now and not self.holds[c] and not self.spent[k]:
                self.queue.append(k)
            self.holds[c] = now

    def settle(self, t: float, y: np.ndarray, p: np.ndarray) -> None:
        """Look, and let all that is in the queue fire, with what it sets off in turn; ``y`` and ``p`` change in place.

        Raises Endless.
        """
        self.look(t, y, p)
        fired: list[int] = []
        while self.queue:
            k = min(self.queue)
            self.queue.remove(k)
            if self.spent[k]:
                continue
            fired.append(k)
            self.firings += 1
            if len(fired) > MOST_AT_ONCE:
                raise Endless(f"at that moment {self._named(fired)} without end.")
            if self.firings > MOST_FIRINGS:
                raise Endless(too_often(self.declaration, k))
            places, function = self.sets[k]
            values = function(t, np.maximum(y, self.least), p)
            for (is_state, index), value in zip(places, values.tolist(), strict=True):
                (y if is_state else p)[index] = value
            self.spent[k] = self.declared[k].once
            self.look(t, y, p)

    def _name(self, k: int) -> str:
        return f"“{self.declared[k].name}”"

    def _named(self, fired: list[int]) -> str:
        """Who sets off whom, as the subject and verb of a sentence."""
        names = [self._name(k) for k in sorted(set(fired[-20:]))]
        if len(names) == 1:
            return f"its trigger {names[0]} sets itself off"
        return f"its triggers {', '.join(names[:-1])} and {names[-1]} set each other off"

    def crossing(self, at: Callable, start: float, stop: float, p: np.ndarray) -> float | None:
        """The first moment after ``start`` and up to ``stop`` at which a condition comes to hold, or None.

        ``at`` (t) is the solution within this step, shape (n,), for times of shape (k,) shape (n, k).
        """
        times = start + LOOKS * (stop - start)
        times[-1] = stop
        values = self._values(times, at(times), p)
        left = start
        for j, right in enumerate(times.tolist()):
            come = [
                (k, sign)
                for c, (k, sign) in enumerate(self.conditions)
                if not self.holds[c] and not self.spent[k] and sign * values[k, j] >= 0
            ]
            moments = [self._moment(k, sign, at, left, right, stop, p) for k, sign in come]
            if found := [moment for moment in moments if moment is not None]:
                return min(found)
            for c, (k, sign) in enumerate(self.conditions):
                self.holds[c] = bool(sign * values[k, j] >= 0) and (k, sign) not in come
            left = right
        return None

    def _moment(self, k: int, sign: float, at: Callable, left: float, right: float, stop: float, p) -> float | None:
        """The end of the bracket at which the condition holds (bisection with secant steps: the Illinois method)."""

        def value(t: float) -> float:
            return sign * float(self._values(t, at(t), p)[k])

        precision = PRECISION * max(abs(left), abs(right), right - left)
        a, b = value(left), value(right)
        if not b >= 0:  # at a look many times are computed at once, and the rounding may differ
            return None
        a = a if a < 0 else -b
        kept = 0
        for n in range(200):
            if not right - left > precision:
                break
            middle = left + (right - left) * (a / (a - b)) if n < 100 and a != b else (left + right) / 2
            # Half a precision inside the bracket, so that both of its ends close in.
            middle = min(max(middle, left + precision / 2), right - precision / 2)
            c = value(middle)
            if c >= 0:
                right, b = middle, c
                a = a / 2 if kept == 1 else a
                kept = 1
            else:
                left, a = middle, c
                b = b / 2 if kept == -1 else b
                kept = -1
        # A little further on, so that what is met at the same moment is met together, whatever the rounding.
        beyond = min(right + precision, stop)
        return beyond if value(beyond) >= 0 else right


def _place(d, name: str) -> tuple[bool, int]:
    """Whether the name is a state, and its place among the states or in p."""
    states = [s.name for s in d.states]
    if name in states:
        return True, states.index(name)
    return False, len(d.parameters) + [x.name for x in d.hidden].index(name)
