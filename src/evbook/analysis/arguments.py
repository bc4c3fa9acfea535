"""Does an idea hold where its sliders go?  A search for the setting that refutes it.

An :class:`evbook.declaration.Argument` claims a condition over ranges.  The search tries a Latin hypercube of
settings, and from those nearest to failure it climbs towards failure, by random steps that are kept when they bring
the claim nearer to being false.  Everything is seeded, so a counterexample that was found is found again.
Of a model with chance a few runs are looked at, and a setting that they refute is asked again of eight times as many.

How near a claim is to being false is its *margin*: for ``a < b`` the margin is ``(b - a) / (|a| + |b|)``, between -1
and 1; of claims joined by ``and`` the least counts, of those joined by ``or`` the greatest.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import sympy
from scipy.stats import qmc

from evbook.declaration import Argument, Declaration, Fact
from evbook.declaration.expressions import parse, symbol
from evbook.derive.numpy import of_parameters
from evbook.simulation.curves import measured
from evbook.simulation.setting import setting
from evbook.simulation.solver import SolverError

#: Settings nearest to failure from which the search climbs.
STARTS = 4
#: How many times as many runs are asked before a mean over runs refutes a claim.
MORE_RUNS = 8


@dataclass(frozen=True)
class Found:
    """What a search came to: how many settings it tried, the nearest to failure, and by what margin it held there.

    ``skipped`` counts settings to which the sentence's "if" does not apply, ``refused`` those that no solver finishes.
    """

    argument: Argument
    tried: int
    skipped: int
    refused: int
    margin: float
    nearest: dict[str, float]
    facts: dict[str, float]

    @property
    def holds(self) -> bool:
        """True when the search found no counterexample, and had something to look at."""
        return self.tried > 0 and self.margin >= 0

    def sentence(self) -> str:
        """What was found, with the setting that is nearest to failure."""
        where = ", ".join(f"{name} {value:.4g}" for name, value in self.nearest.items())
        what = ", ".join(f"{name} {value:.4g}" for name, value in self.facts.items())
        verdict = "no counterexample" if self.holds else "a counterexample"
        return f"{verdict} in {self.tried} settings; nearest to failure: {where} ({what}), margin {self.margin:.3g}."


def ranges_of(argument: Argument, declaration: Declaration) -> dict[str, tuple[float, float]]:
    """Return the ranges the search goes over: those of the argument, and each fitted number about its value."""
    ranges = dict(argument.over)
    for p in declaration.parameters:
        if p.grade == "fitted" and p.name not in argument.over and p.name not in argument.held and p.value:
            ends = sorted((p.value / argument.fitted, p.value * argument.fitted))
            low, high = max(ends[0], p.range[0]), min(ends[1], p.range[1])
            if low < high:
                ranges[p.name] = (low, high)
    return ranges


def facts_at(argument: Argument, declaration: Declaration, values: dict[str, float]) -> dict[str, float]:
    """Return the argument's facts at a setting.  Raises SolverError where a solver does."""
    measures = {m.name for m in declaration.measures}
    runs: dict[tuple, dict[str, float]] = {}
    found = {}
    for name, fact in argument.facts.items():
        moved = {
            key: float(of_parameters(declaration, value)(values)) if isinstance(value, str) else float(value)
            for key, value in fact.setting.items()
        }
        there = {**values, **moved}
        if fact.of not in measures:
            found[name] = float(of_parameters(declaration, fact.of)(there))
            continue
        if declaration.tissue is not None:
            found[name] = _mean_over_runs(declaration, there, fact)
            continue
        key = (tuple(sorted(moved.items())), fact.ev, fact.end)
        if key not in runs:
            runs[key] = measured(declaration, there, ev=fact.ev, end=fact.end)
        value = runs[key][fact.of]
        found[name] = fact.never if math.isnan(value) else value
    return found


def _mean_over_runs(declaration: Declaration, values: dict[str, float], fact: Fact) -> float:
    """A measure of a model in space, on average; what does not happen in a run counts as ``never``."""
    from evbook.analysis.lattice_runs import runs
    from evbook.simulation.lattice_looks import seed_of

    found = runs(declaration, fact.runs, values=values, ev=fact.ev, seed=seed_of(declaration, values), limit=fact.end,
                 statistics=False)  # fmt: skip
    return float(found[fact.of].fillna(fact.never).mean())


def search(argument: Argument, declaration: Declaration, *, samples: int = 64, climb: int = 80, seed: int = 0) -> Found:
    """Look for a counterexample in ``samples`` settings and ``climb`` steps towards failure.

    Raises ValueError for a question, which claims nothing.
    """
    if not argument.claim:
        raise ValueError(f"{declaration.id}: {argument.sentence!r} is a question; there is nothing to refute.")
    ranges = ranges_of(argument, declaration)
    rng = np.random.default_rng(seed)
    margin_of = _judge(argument, declaration)
    points = np.vstack([_default_point(ranges, declaration), qmc.LatinHypercube(len(ranges), rng=rng).random(samples)])
    looked = _Looked(argument, declaration, ranges, margin_of)
    for point in points:
        looked.at(point)
    starts = sorted(looked.found, key=lambda one: one[0])[:STARTS]
    for start in starts:
        best, width = start, 0.2
        for _ in range(max(1, climb // len(starts))):
            if best[0] < 0:
                break
            moves = rng.random(len(ranges)) < max(0.3, 1.5 / len(ranges))
            step = rng.normal(0.0, width, len(ranges)) * (moves if moves.any() else 1)
            # A share of steps goes to an end of a range: thresholds often lie on an edge.
            point = np.clip(best[1] + step, 0.0, 1.0)
            if rng.random() < 0.15:
                point[rng.integers(len(ranges))] = rng.integers(2)
            now = looked.at(point)
            if now is not None and now[0] < best[0]:
                best, width = now, min(0.3, width * 1.3)
            else:
                width = max(0.01, width * 0.93)
    if not looked.found:
        return Found(argument, 0, looked.skipped, looked.refused, float("nan"), {}, {})
    margin, point, facts = min(looked.found, key=lambda one: one[0])
    there = _placed(ranges, declaration, point)
    return Found(argument, len(looked.found), looked.skipped, looked.refused, margin, there, facts)


class _Looked:
    """What was looked at so far: margin, point of the unit cube and facts of each setting the claim speaks of."""

    def __init__(self, argument: Argument, declaration: Declaration, ranges: dict, margin_of: Callable):
        self.argument, self.declaration, self.ranges, self.margin_of = argument, declaration, ranges, margin_of
        self.found: list[tuple[float, np.ndarray, dict[str, float]]] = []
        self.skipped = self.refused = 0
        # A condition of parameters alone is asked before anything is solved.
        given = (
            parse(argument.given, {*(p.name for p in declaration.parameters), *argument.facts})
            if (argument.given)
            else None
        )
        self.early = given is not None and not {s.name for s in given.free_symbols} & set(argument.facts)

    def at(self, point: np.ndarray):
        placed = _placed(self.ranges, self.declaration, point)
        values = setting(self.declaration, values={**self.argument.held, **placed})
        if self.early and self.margin_of(self.argument.given, values) < 0:
            self.skipped += 1
            return None
        try:
            facts = facts_at(self.argument, self.declaration, values)
        except SolverError:
            self.refused += 1
            return None
        known = {**values, **facts}
        if self.argument.given and not self.early and self.margin_of(self.argument.given, known) < 0:
            self.skipped += 1
            return None
        one = (self.margin_of(self.argument.claim, known), point, facts)
        if one[0] < 0 and any(fact.runs > 1 for fact in self.argument.facts.values()):
            # The mean over a few runs is wrong by chance now and then: what it refutes is asked of more.
            facts = facts_at(_of_more_runs(self.argument), self.declaration, values)
            one = (self.margin_of(self.argument.claim, {**values, **facts}), point, facts)
        self.found.append(one)
        return one


def _of_more_runs(argument: Argument) -> Argument:
    """The same argument, each mean over runs taken of ``MORE_RUNS`` times as many."""
    facts = {
        name: replace(fact, runs=fact.runs * MORE_RUNS) if fact.runs > 1 else fact
        for name, fact in argument.facts.items()
    }
    return replace(argument, facts=facts)


def _placed(ranges: dict, declaration: Declaration, point: np.ndarray) -> dict[str, float]:
    """A point of the unit cube as values, each on its parameter's own scale."""
    placed = {}
    for (name, (low, high)), u in zip(ranges.items(), map(float, point), strict=True):
        log = declaration.record(name).scale == "log"
        placed[name] = low * (high / low) ** u if log else low + (high - low) * u
    return placed


def _default_point(ranges: dict, declaration: Declaration) -> np.ndarray:
    """The defaults in the unit cube of the ranges, or the end of a range that leaves its default out."""
    point = []
    for p in sorted((p for p in declaration.parameters if p.name in ranges), key=lambda p: list(ranges).index(p.name)):
        low, high = ranges[p.name]
        value = min(max(p.value, low), high)
        share = math.log(value / low) / math.log(high / low) if p.scale == "log" else (value - low) / (high - low)
        point.append(share)
    return np.array(point)


def _judge(argument: Argument, declaration: Declaration) -> Callable[[str, dict[str, float]], float]:
    names = (*(p.name for p in declaration.parameters), *argument.facts)

    def margin_of(text: str, known: dict[str, float]) -> float:
        return margin(_condition(text, names), known)

    return margin_of


@cache
def _condition(text: str, names: tuple[str, ...]):
    return parse(text, names)


def margin(condition, known: dict[str, float]) -> float:
    """Return how far a condition is from turning, between -1 and 1: at least 0 where it holds.

    A number that is not one (NaN) fails every comparison, with a margin of -1.
    """
    if isinstance(condition, sympy.And):
        return min(margin(part, known) for part in condition.args)
    if isinstance(condition, sympy.Or):
        return max(margin(part, known) for part in condition.args)
    if isinstance(condition, sympy.Not):
        return -margin(condition.args[0], known)
    if condition in (sympy.true, sympy.false):
        return 1.0 if condition == sympy.true else -1.0
    left, right = (_number(side, known) for side in condition.args)
    if math.isnan(left) or math.isnan(right):
        return -1.0
    apart = right - left if isinstance(condition, sympy.Lt | sympy.Le) else left - right
    if apart == 0:
        return 0.0 if isinstance(condition, sympy.Le | sympy.Ge) else -1e-300
    if math.isinf(apart):
        return math.copysign(1.0, apart)
    return apart / (abs(left) + abs(right))


def _number(expression, known: dict[str, float]) -> float:
    return float(_function(expression)(*(known[name] for name in _names(expression))))


@cache
def _names(expression) -> tuple[str, ...]:
    return tuple(sorted(s.name for s in expression.free_symbols))


@cache
def _function(expression) -> Callable:
    return sympy.lambdify([symbol(name) for name in _names(expression)], expression, "numpy")
