"""State-triggered switches: located on the solver's dense output, fired in declared order."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from evbook.derive.numpy import moving
from evbook.derive.system import System

_SIDES = {"up": 1.0, "down": -1.0, "either": 0.0}


class Triggers:
    """The triggers of a run: on which side of zero each one is, and which have been spent.

    A trigger that stands at zero, or on the far side, when the run starts has not crossed; one that
    a bolus or another trigger carries across fires at that moment, once.
    """

    def __init__(self, system: System):
        d = system.declaration
        self.declared = d.triggers
        self.none = not d.triggers
        self.crosses = [moving(system, trigger.crosses) for trigger in d.triggers]
        self.sets = [
            [(self._target(d, name), moving(system, text)) for name, text in trigger.sets.items()]
            for trigger in d.triggers
        ]
        self.spent = [False] * len(d.triggers)
        self.sides: list[float] | None = None

    @property
    def over(self) -> bool:
        """Whether none can fire any more."""
        return all(self.spent)

    @staticmethod
    def _target(d, name: str) -> tuple[bool, int]:
        """Whether the name is a state, and its place among the states or in p."""
        states = [s.name for s in d.states]
        if name in states:
            return True, states.index(name)
        return False, len(d.parameters) + [x.name for x in d.hidden].index(name)

    def _sides(self, t: float, y: np.ndarray, p: np.ndarray) -> list[float]:
        return [float(np.sign(f(t, y, p))) for f in self.crosses]

    def watched(self, start: float, p: np.ndarray) -> list[Callable] | None:
        """SciPy event functions of a leg from ``start``, each ending it.

        At the start a trigger is on the side we know it to be: one that has just fired stands within
        rounding of zero and must not be found again, and one that starts at zero has crossed nothing.
        """
        if self.none:
            return None
        functions = []
        for k, trigger in enumerate(self.declared):

            def value(t, y, k=k):
                if self.spent[k]:
                    return np.nan
                if t == start:
                    return self.sides[k] or np.nan
                return float(self.crosses[k](t, y, p))

            value.terminal = True
            value.direction = _SIDES[trigger.direction]
            functions.append(value)
        return functions

    def fire(self, which: list[int], t: float, y: np.ndarray, p: np.ndarray) -> None:
        """Set what the triggers ``which`` set, in declared order, and what that sets off in turn."""
        far = list(self.sides or self._sides(t, y, p))
        stood = {k: float(self.crosses[k](t, y, p)) for k in which}
        for k in which:
            self._apply(k, t, y, p)
            # A trigger of one direction may have come back unseen since it last fired.
            far[k] = _SIDES[self.declared[k].direction] or -far[k]
        self.sides = list(far)
        self.settle(t, y, p, fired=set(which))
        for k in which:
            # The root is found to rounding, so the sign there may still be that of the side it came from:
            # read again it would fire twice.  Unless something has moved it, it stands on the far side.
            if float(self.crosses[k](t, y, p)) == stood[k]:
                self.sides[k] = far[k]

    def settle(self, t: float, y: np.ndarray, p: np.ndarray, fired: set[int] | None = None) -> None:
        """After a jump: fire what it has carried across, each trigger at most once at this moment."""
        if self.none:
            return
        fired = set(fired or ())
        now = self._sides(t, y, p)
        if self.sides is None:
            self.sides = now
            return
        for _ in self.declared:
            crossed = [k for k in range(len(now)) if k not in fired and self._crossed(k, now[k])]
            if not crossed:
                break
            for k in crossed:
                self._apply(k, t, y, p)
                fired.add(k)
            now = self._sides(t, y, p)
        self.sides = [new or old for new, old in zip(now, self.sides, strict=True)]

    def _crossed(self, k: int, side: float) -> bool:
        wanted = _SIDES[self.declared[k].direction]
        old = self.sides[k]
        return not self.spent[k] and old * side < 0 and wanted in (0.0, side)

    def _apply(self, k: int, t: float, y: np.ndarray, p: np.ndarray) -> None:
        values = [(target, float(f(t, y, p))) for target, f in self.sets[k]]
        for (is_state, index), value in values:
            (y if is_state else p)[index] = value
        self.spent[k] = self.declared[k].once
