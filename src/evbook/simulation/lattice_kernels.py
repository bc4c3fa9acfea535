"""The loops of a lattice, once: compiled by Numba where the extra ``fast`` is installed, plain Python where not.

What a loop would do too slowly in plain Python has a twin on whole arrays beside it; both give the same numbers to the
last digit, because each sum has the same terms in the same order.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from evbook.simulation import threefry
from evbook.simulation.threefry import PARITY, UNIT

#: The deeds of events by number.
DIVIDE, DIE, BECOME, MOVE, KILL = range(5)
#: Sweeps of a field at most, and the share of the largest source below which a change is at rest.
SWEEPS, REST = 500, 1e-4


def fill_uniforms(k0, k1, k2, k3, step, purpose, out):
    """Fill ``out`` with numbers from 0 to below 1; see :func:`evbook.simulation.threefry.uniforms`.

    The eight rounds that repeat are written out, four and four: with the rotations in a table they take three times as
    long.  The words of the key stand in a ring that turns after each four.
    """
    mask = 0xFFFFFFFF
    k4 = PARITY ^ k0 ^ k1 ^ k2 ^ k3
    count = len(out)
    for number in range((count + 3) // 4):
        p0, p1, p2, p3, p4 = k0, k1, k2, k3, k4
        a, b = (number + p0) & mask, (step + p1) & mask
        c, d = (purpose + p2) & mask, p3 & mask
        for turn in range(1, 6):
            if turn % 2 == 1:
                a = (a + b) & mask
                b = ((b << 10) & mask | (b >> 22)) ^ a
                c = (c + d) & mask
                d = ((d << 26) & mask | (d >> 6)) ^ c
                a = (a + d) & mask
                d = ((d << 11) & mask | (d >> 21)) ^ a
                c = (c + b) & mask
                b = ((b << 21) & mask | (b >> 11)) ^ c
                a = (a + b) & mask
                b = ((b << 13) & mask | (b >> 19)) ^ a
                c = (c + d) & mask
                d = ((d << 27) & mask | (d >> 5)) ^ c
                a = (a + d) & mask
                d = ((d << 23) & mask | (d >> 9)) ^ a
                c = (c + b) & mask
                b = ((b << 5) & mask | (b >> 27)) ^ c
            else:
                a = (a + b) & mask
                b = ((b << 6) & mask | (b >> 26)) ^ a
                c = (c + d) & mask
                d = ((d << 20) & mask | (d >> 12)) ^ c
                a = (a + d) & mask
                d = ((d << 17) & mask | (d >> 15)) ^ a
                c = (c + b) & mask
                b = ((b << 11) & mask | (b >> 21)) ^ c
                a = (a + b) & mask
                b = ((b << 25) & mask | (b >> 7)) ^ a
                c = (c + d) & mask
                d = ((d << 10) & mask | (d >> 22)) ^ c
                a = (a + d) & mask
                d = ((d << 18) & mask | (d >> 14)) ^ a
                c = (c + b) & mask
                b = ((b << 20) & mask | (b >> 12)) ^ c
            p0, p1, p2, p3, p4 = p1, p2, p3, p4, p0
            a, b = (a + p0) & mask, (b + p1) & mask
            c, d = (c + p2) & mask, (d + p3 + turn) & mask
        base = 4 * number
        out[base] = a * UNIT
        if base + 1 < count:
            out[base + 1] = b * UNIT
        if base + 2 < count:
            out[base + 2] = c * UNIT
        if base + 3 < count:
            out[base + 3] = d * UNIT


def select(kind, u, first, last, constant, row, chances, sites, events):
    """List the sites whose cell has an event in this step, in the order of sites; return how many.

    The events of kind k are ``first[k]`` to below ``last[k]``, with the chance ``constant[e]``, or ``chances[row[e],
    site]`` where ``row[e]`` is not -1.
    """
    found = 0
    for site in range(len(kind)):
        k = kind[site]
        if k == 0:
            continue
        reached = 0.0
        for e in range(first[k], last[k]):
            reached = reached + (constant[e] if row[e] < 0 else chances[row[e], site])
            if u[site] < reached:
                sites[found], events[found] = site, e
                found += 1
                break
    return found


def select_arrays(kind, u, first, last, constant, row, chances, sites, events):
    """:func:`select` on whole arrays."""
    event = np.full(len(kind), -1)
    for k in range(1, len(first)):
        here = np.flatnonzero(kind == k)
        reached, drawn = np.zeros(len(here)), u[here]
        for e in range(first[k], last[k]):
            reached = reached + (constant[e] if row[e] < 0 else chances[row[e], here])
            new = here[(drawn < reached) & (event[here] < 0)]
            event[new] = e
    found = np.flatnonzero(event >= 0)
    sites[: len(found)], events[: len(found)] = found, event[found]
    return len(found)


def act(kind, memory, share, due, sites, events, dies, found, deed, to, after, near, stirred, pushing, counts, draws):
    """Let the ``found`` cells do what is due, in an order shuffled anew; cells that are gone by then do nothing.

    ``due`` holds at each site the place of its cell in the list, plus 1, and moves with the cell.  Each cell takes its
    numbers from ``draws`` as it needs them, after those of the shuffle.
    """
    memories, total, width = len(share), len(kind), near.shape[1]
    order = np.arange(found)
    for i in range(found):
        due[sites[i]] = i + 1
    taken = 0
    for i in range(found - 1, 0, -1):
        j = int(draws[taken] * (i + 1))
        taken += 1
        held = order[i]
        order[i] = order[j]
        order[j] = held
    free = np.empty(width, np.int64)
    for i in range(found):
        which = order[i]
        site = sites[which]
        if site < 0:
            continue  # killed before its turn
        due[site] = 0
        event = events[which]
        what, mine = deed[event], kind[site]
        if what == DIE:
            kind[site] = 0
            counts[mine] -= 1
        elif what == BECOME:
            kind[site] = to[event]
            counts[mine] -= 1
            counts[to[event]] += 1
        elif what == KILL:
            k = 0
            for n in range(width):
                other = near[site, n]
                if other >= 0 and kind[other] == to[event]:
                    free[k] = other
                    k += 1
            if k > 0:
                other = free[int(draws[taken] * k)]
                taken += 1
                kind[other] = 0
                counts[to[event]] -= 1
                if due[other] > 0:
                    sites[due[other] - 1] = -1
                    due[other] = 0
                if after[event] > 0:
                    kind[site] = after[event]
                    counts[mine] -= 1
                    counts[after[event]] += 1
        else:
            target = -1
            anywhere = False
            if stirred > 0.0:
                anywhere = draws[taken] < stirred
                taken += 1
            if anywhere:
                other = int(draws[taken] * total)
                taken += 1
                if kind[other] == 0:
                    target = other
            else:
                k = 0
                for n in range(width):
                    other = near[site, n]
                    if other >= 0 and kind[other] == 0:
                        free[k] = other
                        k += 1
                if k > 0:
                    target = free[int(draws[taken] * k)]
                    taken += 1
            if what == MOVE:
                if target >= 0:
                    kind[target] = mine
                    kind[site] = 0
                    for m in range(memories):
                        memory[m, target] = memory[m, site]
                continue
            if target < 0 and pushing >= 1.0 and not anywhere:
                way = int(draws[taken] * 4)
                taken += 1
                end, length = near[site, way], 0
                while end >= 0 and kind[end] != 0 and length < pushing:
                    end = near[end, way]
                    length += 1
                if end >= 0 and kind[end] == 0:
                    back = way ^ 1  # the ways are in pairs of opposites
                    while near[end, back] != site:
                        before = near[end, back]
                        kind[end] = kind[before]
                        for m in range(memories):
                            memory[m, end] = memory[m, before]
                        due[end] = due[before]
                        due[before] = 0
                        if due[end] > 0:
                            sites[due[end] - 1] = end
                        kind[before] = 0
                        end = before
                    target = end
            if target < 0:
                continue
            if dies[which] > 0.0:
                dead = draws[taken] < dies[which]
                taken += 1
                if dead:
                    kind[site] = 0
                    counts[mine] -= 1
                    continue
            kind[target] = mine
            counts[mine] += 1
            for m in range(memories):
                memory[m, target] = memory[m, site] * share[m]
                memory[m, site] = memory[m, target]


def relax(c, source, ratio, keep, near, degree, colour, omega, least):
    """Bring c to keep·c_old + source + ratio·(sum of neighbours - degree·c) = c·(1 + keep) by red-black
    over-relaxation.

    ``c`` has one entry more than there are sites: the last is 0 and stands for what lies beyond an edge.  Sweeps end
    when no site changes by more than ``least``.  Returns the number of sweeps.
    """
    n, width = len(source), near.shape[1]
    old = c.copy()
    for sweep in range(SWEEPS):
        change = 0.0
        for turn in range(2):
            for site in range(n):
                if colour[site] != turn:
                    continue
                total = c[near[site, 0]]
                for k in range(1, width):
                    total = total + c[near[site, k]]
                wanted = (keep * old[site] + source[site] + ratio * total) / (1.0 + keep + ratio * degree[site])
                step = omega * (wanted - c[site])
                c[site] = c[site] + step
                change = max(change, abs(step))
        if change <= least:
            return sweep + 1
    return SWEEPS


def relax_arrays(c, source, ratio, keep, near, degree, colour, omega, least):
    """:func:`relax` on whole arrays: sites of one colour only look at the other, so their order does not matter."""
    old = c.copy()
    parts = [np.flatnonzero(colour == turn) for turn in range(2)]
    for sweep in range(SWEEPS):
        change = 0.0
        for part in parts:
            total = c[near[part, 0]]
            for k in range(1, near.shape[1]):
                total = total + c[near[part, k]]
            wanted = (keep * old[part] + source[part] + ratio * total) / (1.0 + keep + ratio * degree[part])
            step = omega * (wanted - c[part])
            c[part] = c[part] + step
            change = max(change, float(np.max(np.abs(step), initial=0.0)))
        if change <= least:
            return sweep + 1
    return SWEEPS


class Kernels:
    """The loops to run with: ``compiled`` says whether Numba made them."""

    def __init__(self, uniforms: Callable, select: Callable, act: Callable, relax: Callable, compiled: bool):
        self.uniforms, self.select, self.act, self.relax, self.compiled = uniforms, select, act, relax, compiled


@cache
def kernels(compiled: bool | None = None) -> Kernels:
    """Return compiled loops, or plain ones; None takes compiled ones where the extra ``fast`` is installed.

    Raises ImportError when compiled ones are asked for without it.
    """
    if compiled is not False:
        try:
            from numba import njit
        except ImportError:
            if compiled:
                raise ImportError('Compiled lattices need Numba: pip install "evbook[fast]".') from None
        else:
            fast = [njit(f, cache=True, nogil=True) for f in (fill_uniforms, select, act, relax)]

            def uniforms(key, step, purpose, count):
                out = np.empty(count)
                fast[0](*key, step, purpose, out)
                return out

            return Kernels(uniforms, *fast[1:], compiled=True)
    return Kernels(threefry.uniforms, select_arrays, act, relax_arrays, compiled=False)
