"""Random numbers by counting: Threefry-4x32 with 20 rounds, the same words in every language.

A block of four words is a function of a key and a counter, so any word can be asked for at any time: a browser
asks one by one, NumPy for a whole lattice at once, and both get the same.  The key holds the seed and the stream
(start and run apart), the counter the block, the step and the purpose.  The words are those of the authors'
known-answer tests.

Source: Salmon, Moraes, Dror and Shaw 2011, Parallel random numbers: as easy as 1, 2, 3; doi 10.1145/2063384.2063405.
"""

from __future__ import annotations

import numpy as np

#: The two rotations of each of the eight rounds that repeat, and the word that closes the key.
ROTATIONS = ((10, 26), (11, 21), (13, 27), (23, 5), (6, 20), (17, 11), (25, 10), (18, 20))
ROUNDS, PARITY, MASK = 20, 0x1BD11BDA, 0xFFFFFFFF
#: Streams of a seed, and what is drawn within a step.
START, RUN = 0, 1
EVENTS, DEEDS, ARRIVALS = 0, 1, 2
#: A word as a number from 0 to below 1.
UNIT = 2.0**-32


def key_of(seed: int, stream: int) -> tuple[int, int, int, int]:
    """The key of a seed, which is a whole number from 0 to below 2^53."""
    return seed & MASK, (seed >> 32) & MASK, stream, 0


def block(key, counter) -> list[int]:
    """Return the four words of one block, by Python's own whole numbers: the definition."""
    x = [(c + k) & MASK for c, k in zip(counter, key, strict=True)]
    keys = [*key, PARITY ^ key[0] ^ key[1] ^ key[2] ^ key[3]]
    for r in range(ROUNDS):
        first, second = ROTATIONS[r % 8]
        a, b = (1, 3) if r % 2 == 0 else (3, 1)
        x[0] = (x[0] + x[a]) & MASK
        x[a] = (((x[a] << first) | (x[a] >> (32 - first))) & MASK) ^ x[0]
        x[2] = (x[2] + x[b]) & MASK
        x[b] = (((x[b] << second) | (x[b] >> (32 - second))) & MASK) ^ x[2]
        if r % 4 == 3:
            turn = r // 4 + 1
            x = [(x[i] + keys[(turn + i) % 5] + (turn if i == 3 else 0)) & MASK for i in range(4)]
    return x


def uniforms(key, step: int, purpose: int, count: int) -> np.ndarray:
    """Return ``count`` numbers from 0 to below 1, shape (count,): words of blocks 0, 1, …, all blocks at once."""
    blocks = (count + 3) // 4
    keys = [np.uint32(k) for k in (*key, PARITY ^ key[0] ^ key[1] ^ key[2] ^ key[3])]
    with np.errstate(over="ignore"):
        x = [np.arange(blocks, dtype=np.uint32) + keys[0]]
        x += [np.full(blocks, (c + k) & MASK, np.uint32) for c, k in zip((step, purpose, 0), key[1:], strict=True)]
        for r in range(ROUNDS):
            first, second = ROTATIONS[r % 8]
            for left, right, turn in ((0, 1 if r % 2 == 0 else 3, first), (2, 3 if r % 2 == 0 else 1, second)):
                x[left] += x[right]
                x[right] = ((x[right] << np.uint32(turn)) | (x[right] >> np.uint32(32 - turn))) ^ x[left]
            if r % 4 == 3:
                turn = r // 4 + 1
                for i in range(4):
                    x[i] += keys[(turn + i) % 5]
                x[3] += np.uint32(turn)
    return np.stack(x, axis=1).ravel()[:count] * UNIT
