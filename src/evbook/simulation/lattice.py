"""One run of a tissue, step by step; the browser's ``model/lattice.js`` does the same, cell by cell.

In a step every cell that is alive at its start gets its chance once: first it is drawn which cells have an event,
then those
act in an order shuffled anew, so a cell born in a step waits for the next.  Then new cells arrive, fields follow their
sources, memories fill and decay, time moves on and treatments are looked at.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from evbook.declaration import Declaration
from evbook.derive import exact
from evbook.derive.lattice import program
from evbook.simulation.lattice_kernels import BECOME, DIE, DIVIDE, KILL, MOVE, REST, kernels
from evbook.simulation.threefry import ARRIVALS, DEEDS, EVENTS, RUN, START, key_of

_DEED = {"divide": DIVIDE, "die": DIE, "become": BECOME, "move": MOVE, "kill": KILL}
#: Sites that an arriving cell tries before it gives up.
TRIES = 64
#: Sites that a lattice may have, and cells it may be filled with at random within a second or so.
MOST_SITES = 2**21


@lru_cache(maxsize=8)
def neighbourhoods(width: int, height: int, layers: int, neighbours: int):
    """Return for each site its neighbours (-1 where there is none), its links (n where there is none), their number,
    and its colour; opposite ways stand beside each other."""
    z, y, x = np.meshgrid(np.arange(layers), np.arange(height), np.arange(width), indexing="ij")
    x, y, z = (axis.ravel() for axis in (x, y, z))

    def beside(dx: int, dy: int, dz: int) -> np.ndarray:
        there = (x + dx >= 0) & (x + dx < width) & (y + dy >= 0) & (y + dy < height) & (z + dz >= 0) & (z + dz < layers)
        return np.where(there, x + dx + width * (y + dy + height * (z + dz)), -1)

    straight = [(-1, 0, 0), (1, 0, 0), (0, -1, 0), (0, 1, 0)] + ([(0, 0, -1), (0, 0, 1)] if layers > 1 else [])
    diagonal = [(-1, -1, 0), (1, 1, 0), (1, -1, 0), (-1, 1, 0)] if neighbours == 8 else []
    near = np.ascontiguousarray(np.stack([beside(*way) for way in straight + diagonal], axis=1).astype(np.int32))
    links = np.ascontiguousarray(near[:, : len(straight)])
    degree = (links >= 0).sum(axis=1).astype(float)
    links = np.where(links < 0, len(x), links).astype(np.int32)
    return near, links, degree, ((x + y + z) % 2).astype(np.int8)


def by_distance(width: int, height: int, layers: int) -> np.ndarray:
    """Return the sites from the centre outwards; those at one distance in their own order."""
    z, y, x = np.meshgrid(np.arange(layers), np.arange(height), np.arange(width), indexing="ij")
    far = (2 * x - width + 1) ** 2 + (2 * y - height + 1) ** 2 + (2 * z - layers + 1) ** 2
    return np.argsort(far.ravel(), kind="stable")


class LatticeRun:
    """A tissue at a setting and a seed, at its start; :meth:`step` moves it on.

    ``kind`` holds 0 for a free site and the number of the kind otherwise, from 1, shape (sites,); ``memory`` and
    ``field`` what cells remember and sites take up; ``counters`` the values of ``Tissue.counters``.

    Raises ValueError for a lattice that cannot be.
    """

    def __init__(self, d: Declaration, values: dict[str, float], *, ev: bool, seed: int, compiled: bool | None = None):
        self.declaration, self.ev, self.program, self.loops = d, ev, program(d, ev), kernels(compiled)
        self.tissue = t = d.tissue
        self.p = np.array(list(values.values()), float)
        with np.errstate(all="ignore"):
            self.constant = dict(
                zip(self.program.constant_keys, map(float, self.program.constant(self.p)), strict=True)
            )
        self.seed, self.steps = seed, 0
        size = [int(self.constant["lattice", name]) for name in ("width", "height", "layers")]
        self.width, self.height, self.layers = size
        n = self.sites = size[0] * size[1] * size[2]
        if min(size) < 1 or n > MOST_SITES:
            raise ValueError(
                f"{d.id}: a lattice of {size[0]} × {size[1]} × {size[2]} sites cannot be run; 1 to {MOST_SITES:,} can."
            )
        around = 8 if self.constant["lattice", "neighbours"] > 6 else 4
        self.near, self.links, self.degree, self.colour = neighbourhoods(*size, around)
        self.dt = self.constant["lattice", "step"]
        if not self.dt > 0:
            raise ValueError(f"{d.id}: the step of the lattice is {self.dt:g} {d.time.unit}; it must be above 0.")
        self.kind = np.zeros(n, np.int8)
        self.counts = np.zeros(len(t.kinds) + 1, np.int64)
        self.memory = np.zeros((len(t.memories), n))
        self.field = np.zeros((len(t.fields), n + 1))
        self.blocked = np.zeros(n, bool)
        self.due, self._sites, self._events = np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n, np.int32)
        self._arrange_events()
        self._arrange_memories()
        self._place()
        self.counters = np.zeros(len(t.counters))
        self.levels = [self.constant["begins", i] for i in range(len(t.treatments))]
        self.cycles = [0] * len(t.treatments)
        self.at_start = self.counts.copy()
        self._count()
        self._spread()

    # ------------------------------------------------------------------ what is fixed over a run
    def _arrange_events(self) -> None:
        t, names = self.tissue, [k.name for k in self.tissue.kinds]
        acting = [i for i, e in enumerate(t.events) if self.constant.get(("when", i), 0.0) > 0]
        self.arriving = [i for i in acting if t.events[i].does == "arrive"]
        ordered = [i for name in names for i in acting if t.events[i].kind == name and t.events[i].does != "arrive"]
        self.acting = ordered
        size = len(ordered)
        self.deed = np.array([_DEED[t.events[i].does] for i in ordered], np.int8)
        self.to = np.array([names.index(t.events[i].to) + 1 if t.events[i].to else 0 for i in ordered], np.int8)
        self.after = np.array([["", *names].index(t.events[i].after) for i in ordered], np.int8)
        first = [0, *(next((j for j in range(size) if names.index(t.events[ordered[j]].kind) + 1 >= k), size)
                      for k in range(1, len(names) + 1)), size]  # fmt: skip
        self.first, self.last = np.array(first[:-1], np.int32), np.array(first[1:], np.int32)
        self.last[0] = 0
        local = [j for j, i in enumerate(ordered) if ("rate", i) in self.program.local]
        self.row = np.full(size, -1, np.int32)
        self.row[local] = np.arange(len(local))
        self.chances = np.zeros((len(local), self.sites))

    def _arrange_memories(self) -> None:
        t = self.tissue
        self.kept = [i for i, _ in enumerate(t.memories) if ("half_life", i) in self.constant]
        self.share = np.array([self.constant.get(("share", i), 0.0) for i in range(len(t.memories))])
        fields = [f.name for f in t.fields]
        self.fills = {i: fields.index(t.memories[i].fills) for i in self.kept}
        # Of what comes in steadily over a step, this much is there at its end, and this much stays of what was there.
        self.stays, self.comes = {}, {}
        for i in self.kept:
            rate = 0.6931471805599453 / self.constant["half_life", i]
            self.stays[i] = float(exact.exp(-(rate * self.dt)))
            self.comes[i] = (1.0 - self.stays[i]) / rate

    def _place(self) -> None:
        t, n = self.tissue, self.sites
        u = self.loops.uniforms(key_of(self.seed, START), 0, EVENTS, n)
        order = np.arange(n)
        scattered = order.tolist()
        for i in range(n - 1, 0, -1):
            j = int(u[n - 1 - i] * (i + 1))
            scattered[i], scattered[j] = scattered[j], scattered[i]
        centre = by_distance(self.width, self.height, self.layers).tolist()
        names = [k.name for k in t.kinds]
        for i, placing in enumerate(t.placings):
            wanted = self.constant["count", i]
            # A product such as 0.5 · 0.01 · 10⁴ may miss a whole number by its last digit.
            number = int(np.ceil(wanted - 1e-9) if placing.rounding == "up" else np.floor(wanted + 1e-9))
            number = min(max(number, 0), n - int(self.counts.sum()))
            which = names.index(placing.kind) + 1
            self.counts[which] += number
            for site in centre if self.constant["gathered", i] > 0 else scattered:
                if number == 0:
                    break
                if self.kind[site] == 0:
                    self.kind[site] = which
                    number -= 1

    # ------------------------------------------------------------------ a step
    def _count(self) -> None:
        c, kinds, n = self.counters, len(self.tissue.kinds), len(self.tissue.treatments)
        c[0], c[1], c[2] = self.steps * self.dt, self.counts[1:].sum(), self.at_start[1:].sum()
        c[3 : 3 + kinds], c[3 + kinds : 3 + 2 * kinds] = self.counts[1:], self.at_start[1:]
        c[3 + 2 * kinds : 3 + 2 * kinds + n], c[3 + 2 * kinds + n :] = self.levels, self.cycles
        with np.errstate(all="ignore"):
            looked = map(float, self.program.looked(self.p, c))
            self.looked = dict(zip(self.program.looked_keys, looked, strict=True))

    def value(self, key: tuple) -> float:
        """An entry that is the same at all sites."""
        return self.looked[key] if key in self.looked else self.constant[key]

    def at_sites(self, key: tuple, sites: np.ndarray) -> np.ndarray:
        """A local entry at the cells of the given sites, shape (sites,)."""
        rows = [*(row[sites] for row in self.memory), *(row[sites] for row in self.field)]
        with np.errstate(all="ignore"):
            return np.broadcast_to(self.program.local[key](self.p, self.counters, rows), len(sites))

    def step(self) -> None:
        """One step of every cell."""
        t, loops, key = self.tissue, self.loops, key_of(self.seed, RUN)
        u = loops.uniforms(key, self.steps, EVENTS, self.sites)
        constant = np.zeros(len(self.acting))
        for j, i in enumerate(self.acting):
            if self.row[j] < 0:
                constant[j] = self.value(("rate", i)) * self.dt
            else:
                kind = [k.name for k in t.kinds].index(t.events[i].kind) + 1
                here = np.flatnonzero(self.kind == kind)
                self.chances[self.row[j], here] = self.at_sites(("rate", i), here) * self.dt
        found = loops.select(
            self.kind, u, self.first, self.last, constant, self.row, self.chances, self._sites, self._events
        )
        dies = self._dying(found)
        draws = loops.uniforms(key, self.steps, DEEDS, 5 * int(found) + 1)
        loops.act(self.kind, self.memory, self.share, self.due, self._sites, self._events, dies, found, self.deed,
        self.to, self.after,
                  self.near, self.constant["lattice", "stirred"], self.constant["lattice", "pushing"], self.counts,
                  draws)  # fmt: skip
        self._arrive(key)
        self.steps += 1
        self._spread()
        for i in self.kept:
            filled = self.memory[i] * self.stays[i] + self.field[self.fills[i], : self.sites] * self.comes[i]
            self.memory[i] = np.where(self.kind > 0, filled, 0.0)
        self._treat()

    def _dying(self, found: int) -> np.ndarray:
        """The chance of each listed cell to die of its division."""
        dies, events = np.zeros(found), self._events[:found]
        for j, i in enumerate(self.acting):
            if self.deed[j] != DIVIDE or self.tissue.events[i].dies == "0":
                continue
            mine = np.flatnonzero(events == j)
            if ("dies", i) in self.program.local:
                dies[mine] = self.at_sites(("dies", i), self._sites[mine])
            else:
                dies[mine] = self.value(("dies", i))
        return dies

    def _arrive(self, key) -> None:
        if not self.arriving:
            return
        names = [k.name for k in self.tissue.kinds]
        for order, i in enumerate(self.arriving):
            expected = max(self.value(("rate", i)) * self.dt, 0.0)
            number = min(int(np.floor(expected)) + 1, self.sites)
            u = self.loops.uniforms(key, self.steps, ARRIVALS + order, 1 + TRIES * number)
            if not u[0] < expected - np.floor(expected):
                number -= 1
            which = names.index(self.tissue.events[i].kind) + 1
            for cell in range(number):
                for trial in range(TRIES):
                    site = int(u[1 + TRIES * cell + trial] * self.sites)
                    if self.kind[site] == 0:
                        self.kind[site] = which
                        self.memory[:, site] = 0.0
                        self.counts[which] += 1
                        break

    def _spread(self) -> None:
        t, n = self.tissue, self.sites
        for i, f in enumerate(t.fields):
            if ("reach", i) not in self.constant:
                continue
            source, most = np.zeros(n), 0.0
            for k, kind in enumerate(t.kinds, 1):
                if kind.name in f.source:
                    shed = self.value(("source", i, kind.name))
                    source[(self.kind == k) & ~self.blocked] = shed
                    most = max(most, shed if self.counts[k] else 0.0)
            c = self.field[i]
            reach = self.constant["reach", i]
            ratio, keep = reach * reach, self.constant["settles", i] / self.dt
            if self.constant["spread", i] > 0:
                c[:n] = (np.cumsum(source)[-1] / n + keep * c[:n]) / (1.0 + keep)
                continue
            if most == 0 and not c.any():
                continue
            # The best over-relaxation for a lattice whose sites look at as many others as they can.
            rho = self.links.shape[1] * ratio / (1.0 + keep + self.links.shape[1] * ratio)
            omega = 2.0 / (1.0 + np.sqrt(1.0 - rho * rho))
            self.loops.relax(
                c, source, ratio, keep, self.links, self.degree, self.colour, float(omega), REST * max(most, 1e-30)
            )
            c[c < 0] = 0.0  # over-relaxation may end a little below nothing

    def _treat(self) -> None:
        self._count()
        now = self.counters[0]
        for i, _ in enumerate(self.tissue.treatments):
            on_for, off_for = self.constant["on_for", i], self.constant["off_for", i]
            before = self.levels[i]
            if on_for > 0 and off_for > 0:
                round_ = now - (on_for + off_for) * np.floor(now / (on_for + off_for))
                self.levels[i] = 1.0 if round_ < on_for else 0.0
            elif self.value(("stops", i)) > 0:
                self.levels[i] = 0.0
            elif self.value(("resumes", i)) > 0:
                self.levels[i] = 1.0
            self.cycles[i] += int(before == 0 and self.levels[i] > 0)
            if self.levels[i] != before:
                self._count()

    # ------------------------------------------------------------------ what is seen
    def statistics(self) -> list[float]:
        """Tallies and contacts now, in declared order."""
        t, names = self.tissue, [k.name for k in self.tissue.kinds]
        found = []
        for i, x in enumerate(t.tallies):
            here = np.flatnonzero(self.kind == names.index(x.kind) + 1)
            found.append(float(np.cumsum(self.at_sites(("tally", i), here))[-1] / len(here)) if len(here) else 0.0)
        for x in t.contacts:
            one, other = (names.index(name) + 1 for name in x.kinds)
            padded = np.append(self.kind, 0)
            pairs = sum(
                int(np.sum((self.kind == one) & (padded[self.links[:, k]] == other)))
                for k in range(self.links.shape[1])
            )
            found.append(float(pairs // 2 if one == other else pairs))
        return found

    def grid(self) -> np.ndarray:
        """The kinds of cell, shape (height, width), or (layers, height, width) of a lattice of several layers."""
        shape = (self.height, self.width) if self.layers == 1 else (self.layers, self.height, self.width)
        return self.kind.reshape(shape).copy()
