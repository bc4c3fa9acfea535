"""The well-mixed counterpart of a tissue: the same events, with neighbours drawn from anywhere.

A division finds room with the chance 1 - cells/sites, every cell remembers the same, and numbers are large:
dN/dt = Σ (what the events of a kind add and take away).  It is looked at, and treated, at the steps of the lattice.
"""

from __future__ import annotations

import numpy as np

from evbook.simulation.lattice import LatticeRun


class WellMixed:
    """The counterpart of a run, from the same start; :meth:`step` moves it on by one step, with Runge and Kutta's
    method.

    ``numbers`` has shape (kinds,), ``memory`` shape (memories,).
    """

    def __init__(self, run: LatticeRun):
        self.run, self.tissue = run, run.tissue
        self.names = [k.name for k in self.tissue.kinds]
        self.numbers = run.at_start[1:].astype(float)
        self.memory = np.zeros(len(self.tissue.memories))
        self.counters = run.counters.copy()
        self.levels = [run.constant["begins", i] for i in range(len(self.tissue.treatments))]
        self.cycles = [0] * len(self.levels)
        self.steps = 0
        self._count(self.numbers)

    def _count(self, numbers: np.ndarray) -> dict:
        c, kinds, n = self.counters, len(numbers), len(self.levels)
        total = 0.0
        for number in numbers:
            total += float(number)
        c[0], c[1], c[3 : 3 + kinds] = self.steps * self.run.dt, total, numbers
        c[3 + 2 * kinds : 3 + 2 * kinds + n], c[3 + 2 * kinds + n :] = self.levels, self.cycles
        with np.errstate(all="ignore"):
            found = map(float, self.run.program.looked(self.run.p, c))
            return dict(zip(self.run.program.looked_keys, found, strict=True))

    def _change(self, numbers: np.ndarray, memory: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        run, t = self.run, self.tissue
        looked = self._count(numbers)
        fields = [0.0] * len(t.fields)
        for i, f in enumerate(t.fields):
            for kind in f.source:
                if ("reach", i) in run.constant:
                    fields[i] += (
                        self._value(looked, ("source", i, kind)) * float(numbers[self.names.index(kind)]) / run.sites
                    )
        rows = [np.array([value]) for value in (*memory, *fields)]
        dn, dm = np.zeros(len(numbers)), np.zeros(len(memory))
        room = max(1.0 - self.counters[1] / run.sites, 0.0)
        for i in (*run.acting, *run.arriving):
            e = t.events[i]
            k = self.names.index(e.kind)
            rate = self._local(looked, ("rate", i), rows)
            if e.does == "divide":
                dies = 0.0 if e.dies == "0" else self._local(looked, ("dies", i), rows)
                dn[k] += rate * float(numbers[k]) * room * (1.0 - 2.0 * dies)
            elif e.does == "arrive":
                dn[k] += rate
            elif e.does in ("die", "become"):
                dn[k] -= rate * float(numbers[k])
                if e.to:
                    dn[self.names.index(e.to)] += rate * float(numbers[k])
            elif e.does == "kill":
                kills = rate * float(numbers[k]) * float(numbers[self.names.index(e.to)]) / run.sites
                dn[self.names.index(e.to)] -= kills
                if e.after:
                    dn[k] -= kills
                    dn[self.names.index(e.after)] += kills
        for i in run.kept:
            dm[i] = fields[run.fills[i]] - 0.6931471805599453 / run.constant["half_life", i] * memory[i]
        return dn, dm

    def _value(self, looked: dict, key: tuple) -> float:
        return looked[key] if key in looked else self.run.constant[key]

    def _local(self, looked: dict, key: tuple, rows: list) -> float:
        if key not in self.run.program.local:
            return self._value(looked, key)
        with np.errstate(all="ignore"):
            return float(np.asarray(self.run.program.local[key](self.run.p, self.counters, rows)).ravel()[0])

    def step(self) -> None:
        """One step, then a look at the treatments."""
        run, h = self.run, self.run.dt
        n, m = self.numbers, self.memory
        n1, m1 = self._change(n, m)
        n2, m2 = self._change(n + n1 * (h / 2), m + m1 * (h / 2))
        n3, m3 = self._change(n + n2 * (h / 2), m + m2 * (h / 2))
        n4, m4 = self._change(n + n3 * h, m + m3 * h)
        self.numbers = np.maximum(n + (n1 + 2.0 * n2 + 2.0 * n3 + n4) * (h / 6), 0.0)
        self.memory = m + (m1 + 2.0 * m2 + 2.0 * m3 + m4) * (h / 6)
        self.steps += 1
        looked = self._count(self.numbers)
        now = self.counters[0]
        for i in range(len(self.levels)):
            on_for, off_for = run.constant["on_for", i], run.constant["off_for", i]
            before = self.levels[i]
            if on_for > 0 and off_for > 0:
                self.levels[i] = 1.0 if now - (on_for + off_for) * np.floor(now / (on_for + off_for)) < on_for else 0.0
            elif self._value(looked, ("stops", i)) > 0:
                self.levels[i] = 0.0
            elif self._value(looked, ("resumes", i)) > 0:
                self.levels[i] = 1.0
            self.cycles[i] += int(before == 0 and self.levels[i] > 0)
        self._count(self.numbers)

    def row(self) -> list[float]:
        """The number of cells, then of each kind."""
        return [float(self.counters[1]), *map(float, self.numbers)]
