"""Many members of one system at once, as arrays: Dormand–Prince 5(4), a step size for each member.

Every stage is one call of the derived right-hand side with a trailing axis of members, each of which keeps its own
time, step and error.  A member that would need very many steps (it is stiff) or whose step vanishes is handed to LSODA,
the book's reference.

Method: Dormand and Prince (1980) J Comput Appl Math 6:19, coefficients and the quartic interpolant of
Shampine (1986) Math Comput 46:135 as SciPy's ``RK45`` carries them; step control as in Hairer, Nørsett
and Wanner, Solving Ordinary Differential Equations I, II.4.
"""

from __future__ import annotations

import numpy as np
from scipy.integrate import RK45

from evbook.derive.numpy import functions, point
from evbook.derive.system import System
from evbook.simulation.solver import floors, tolerances

#: A member whose projected number of steps exceeds this goes to LSODA, which costs about as much.
STEPS_BOUND = 20_000
#: A run by LSODA costs at the most as much as so many steps of a small crowd, whose arrays are mostly overhead:
#: there, members that hold up the others by more than this each go to LSODA.
STEPS_A_RUN, SMALL_CROWD = 150, 128
#: The projection is made every so many steps.
LOOK_EVERY = 250
_STAGES = RK45.n_stages
_A = [np.ascontiguousarray(row[:i]) for i, row in enumerate(RK45.A)]


class Crowd:
    """The members still under way, as arrays that shrink when members arrive."""

    def __init__(self, system: System, members: list[dict[str, float]], given, times: np.ndarray, rtol: float, out):
        d, f, k = system.declaration, functions(system), len(members)
        self.rhs, self.times, self.rtol = f.rhs, times, rtol
        self.lines = out.transpose(2, 1, 0).reshape(-1, len(out))
        self.atol, self.least = tolerances(d, rtol)[:, None], floors(d)[:, None]
        self.n, self.end, self.first_hidden = system.size, float(times[-1]), len(d.parameters)
        self.steps, self.evaluations, self.handed = np.zeros(k, int), 0, set()
        self.member, self.t = np.arange(k), np.zeros(k)
        self.p = np.ascontiguousarray(np.array([point(d, values) for values in members]).T)
        self.y = self._over_members(f.initial(self.p)).copy()
        self.jumps = given
        self.given, self.next = np.zeros(k, int), np.zeros(k, int)
        self.arrived = np.zeros(k, bool)

    def run(self) -> None:
        self._give(np.arange(len(self.member)))
        if self.end <= 0:
            self._finish(self.member)
            return
        self.first = self._rates(self.t, self.y).copy()
        self.h, self.seen = self._first_steps(), self.t
        turn = 0
        while len(self.member):
            turn += 1
            self._step()
            if turn % LOOK_EVERY == 0:
                advanced = np.maximum(self.t - self.seen, 1e-300)
                projected = turn + LOOK_EVERY * (self.end - self.t) / advanced
                self.seen = self.t
                ahead = projected - turn
                self._hand_over((projected > STEPS_BOUND) | (ahead >= self._quicker_alone(ahead)))
            waiting = np.count_nonzero(self.arrived)
            if waiting > 0.15 * len(self.member):
                self._keep(~self.arrived)

    def _quicker_alone(self, ahead) -> float:
        """The number of steps ahead from which on members cost less one by one: they decide how long all go on."""
        if self.steps.size > SMALL_CROWD:
            return np.inf
        left = np.sort(ahead[~self.arrived])[::-1]
        saved = left[:1] - np.append(left[1:], 0.0) - STEPS_A_RUN * np.arange(1, len(left) + 1)
        best = int(np.argmax(saved)) if len(left) else 0
        return left[best] if len(left) and saved[best] > 0 else np.inf

    def _rates(self, t, y):
        self.evaluations += 1
        rates = self.rhs(t, np.maximum(y, self.least), self.p)
        return self._over_members(rates)

    def _over_members(self, rows):
        """Rows that may be the same for every member, as an array of shape (n, members)."""
        return np.broadcast_to(rows.reshape(self.n, -1), (self.n, len(self.member)))

    def _first_steps(self):
        scale = self.atol + np.abs(self.y) * self.rtol
        d0, d1 = _norm(self.y / scale), _norm(self.first / scale)
        h0 = np.where((d0 < 1e-5) | (d1 < 1e-5), 1e-6, 0.01 * d0 / np.maximum(d1, 1e-300))
        h0 = np.minimum(h0, self.end)
        d2 = _norm((self._rates(h0, self.y + h0 * self.first) - self.first) / scale) / h0
        largest = np.maximum(d1, d2)
        h1 = np.where(largest <= 1e-15, np.maximum(1e-6, h0 * 1e-3), (0.01 / np.maximum(largest, 1e-300)) ** 0.2)
        h = np.minimum(100 * h0, h1)
        return np.where(np.isfinite(h) & (h > 0), np.minimum(h, self.end), 1e-6 * self.end)

    def _step(self) -> None:
        """Attempt one step of every member; accept it for those whose error is within tolerance."""
        k = len(self.member)
        limit = np.minimum(self._next_jump(), self.end)
        h = np.where(self.arrived, 0.0, np.minimum(self.h, limit - self.t))
        landing = self.t + h
        landing = np.where(h >= limit - self.t, limit, landing)
        K = np.empty((_STAGES + 1, self.n * k))
        K[0] = self.first.ravel()
        for i in range(1, _STAGES):
            y = self.y + h * (_A[i] @ K[:i]).reshape(self.n, k)
            K[i] = self._rates(self.t + RK45.C[i] * h, y).ravel()
        y = self.y + h * (RK45.B @ K[:-1]).reshape(self.n, k)
        last = self._rates(landing, y)
        K[-1] = last.ravel()
        error = h * (RK45.E @ K).reshape(self.n, k)
        norm = _norm(error / (self.atol + self.rtol * np.maximum(np.abs(self.y), np.abs(y))))
        good = np.isfinite(norm) & (norm < 1) & ~self.arrived & np.all(np.isfinite(last), axis=0)
        factor = np.where(np.isfinite(norm), 0.9 * np.maximum(norm, 1e-10) ** -0.2, 0.2)
        factor = np.clip(factor, 0.2, np.where(good, 10.0, 1.0))
        self.steps[self.member] += ~self.arrived
        self._record(K.reshape(_STAGES + 1, self.n, k), h, landing, good)
        self.y = np.where(good, y, self.y)
        self.first = np.where(good, last, self.first)
        self.t = np.where(good, landing, self.t)
        self.h = np.where(self.arrived, self.h, h * factor)
        dosed = np.flatnonzero(good & (self.t >= self._next_jump()))
        if len(dosed):
            self._give(dosed)
            self.first[:, dosed] = self._rates(self.t, self.y)[:, dosed]
        here = good & (self.t >= self.end)
        if here.any():
            # what is still due stands at the end itself: the value after a dose given there
            self._finish(np.flatnonzero(here))
            self.arrived |= here
        stuck = ~self.arrived & (self.h < 1e-13 * np.maximum(self.t, 1e-9 * self.end))
        if stuck.any():
            self._hand_over(stuck)

    def _record(self, K, h, landing, good) -> None:
        """Interpolate each accepted step at the output times in it."""
        due = np.searchsorted(self.times, landing, side="left")
        count = np.where(good, due - self.next, 0)
        who = np.flatnonzero(count)
        if not len(who):
            return
        count = count[who]
        Q = np.tensordot(RK45.P, K[:, :, who], axes=(0, 0))
        rep = np.repeat(np.arange(len(who)), count)
        at = np.arange(len(rep)) - np.repeat(np.cumsum(count) - count, count) + self.next[who][rep]
        m = who[rep]
        x = (self.times[at] - self.t[m]) / h[m]
        value = Q[3][:, rep]
        for power in (2, 1, 0):
            value = value * x + Q[power][:, rep]
        self._write(at, m, self.y[:, m] + (h[m] * x) * value)
        self.next[who] += count

    def _write(self, at, who, states) -> None:
        """Write states of the members ``who`` at the times ``at``, and what only events change, as it is now."""
        place = self.member[who] * len(self.times) + at
        self.lines[place, : self.n] = np.maximum(states, self.least).T
        if self.lines.shape[1] > self.n:
            self.lines[place, self.n :] = self.p[self.first_hidden :, who].T

    def _finish(self, who) -> None:
        """Write what is due at the end itself: the value after everything that falls on it."""
        for i in who:
            at = np.arange(self.next[i], len(self.times))
            mine = np.full(len(at), i)
            self._write(at, mine, self.y[:, mine])

    def _next_jump(self):
        times, count = self.jumps[0], len(self.member)
        if times.shape[1] == 0:
            return np.full(count, np.inf)
        inside = np.minimum(self.given, times.shape[1] - 1)
        return np.where(self.given < times.shape[1], times[np.arange(count), inside], np.inf)

    def _give(self, who) -> None:
        """Give the members ``who`` every bolus and every edge of a window that is due."""
        while len(who):
            who = who[self._next_jump()[who] <= self.t[who]]
            if len(who):
                _, rows, amounts = (part[who, self.given[who]] for part in self.jumps)
                hidden = rows >= self.n
                np.add.at(self.y, (rows[~hidden], who[~hidden]), amounts[~hidden])
                np.add.at(self.p, (self.first_hidden + rows[hidden] - self.n, who[hidden]), amounts[hidden])
                self.given[who] += 1

    def _hand_over(self, which) -> None:
        which = which & ~self.arrived
        if which.any():
            self.handed |= set(self.member[which].tolist())
            self._keep(~which)

    def _keep(self, which) -> None:
        for name in ("member", "t", "h", "seen", "given", "next", "arrived"):
            setattr(self, name, getattr(self, name)[which])
        self.p, self.y, self.first = (np.ascontiguousarray(a[:, which]) for a in (self.p, self.y, self.first))
        self.jumps = tuple(part[which] for part in self.jumps)


def _norm(x):
    return np.sqrt(np.mean(x * x, axis=0))
