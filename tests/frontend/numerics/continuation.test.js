import assert from "node:assert/strict";
import { test } from "node:test";

import { branches, folds } from "../../../src/evbook/explorer/frontend/src/numerics/continuation.js";

const one = (rate, slope) => ({
  autonomous: true,
  initial: (p, y) => void (y[0] = 1),
  rates: (t, y, p, dy) => void (dy[0] = rate(y[0], p[0])),
  jacobian: (t, y, p, J) => void (J[0] = slope(y[0], p[0])),
  outputs: () => {},
});

/** The program with its parameter over a range. */
const family = (program, low, high, box) => ({
  program,
  box,
  at: (share) => Float64Array.of(low + share * (high - low)),
});

const all = (generator) => {
  let slices = 0;
  for (;;) {
    const { value, done } = generator.next();
    if (done) return { found: value, slices };
    slices++;
  }
};

/** States at rest and their stability where the branches cross a share of the range. */
const crossings = (found, share) =>
  found.flatMap(({ shares, states, stable }) =>
    shares.slice(1).flatMap((_, k) => {
      const [a, b] = [shares[k], shares[k + 1]];
      if ((a - share) * (b - share) > 0 || a === b) return [];
      const part = (share - a) / (b - a);
      return [{ y: states[k][0] + part * (states[k + 1][0] - states[k][0]), stable: stable[k] }];
    }),
  );

test("a fold: two states at rest meet where the theory says, one of them stable", () => {
  const program = one(
    (y, mu) => mu - y * y,
    (y) => -2 * y,
  );
  const { found, slices } = all(branches(family(program, -1, 1, { low: [-2], high: [2] })));
  assert.equal(found.length, 1, "both halves are one curve");
  const [turn] = folds(found);
  assert.ok(Math.abs(turn - 0.5) < 2e-3, `turns at ${turn}`);
  for (const share of [0.6, 0.75, 0.9]) {
    const mu = -1 + 2 * share;
    const here = crossings(found, share).sort((a, b) => a.y - b.y);
    assert.equal(here.length, 2);
    assert.ok(Math.abs(here[0].y + Math.sqrt(mu)) < 2e-3 && !here[0].stable);
    assert.ok(Math.abs(here[1].y - Math.sqrt(mu)) < 2e-3 && here[1].stable);
  }
  assert.deepEqual(crossings(found, 0.4), []);
  assert.ok(slices > 20, "it can be interrupted");
});

test("hysteresis: one curve with two folds, and three states at rest between them", () => {
  const program = one(
    (y, mu) => mu + y - y ** 3,
    (y) => 1 - 3 * y * y,
  );
  const { found } = all(branches(family(program, -1, 1, { low: [-2], high: [2] })));
  assert.equal(found.length, 1);
  const fold = 2 / (3 * Math.sqrt(3));
  const turns = folds(found)
    .map((share) => -1 + 2 * share)
    .sort((a, b) => a - b);
  assert.equal(turns.length, 2);
  assert.ok(Math.abs(turns[0] + fold) < 2e-3 && Math.abs(turns[1] - fold) < 2e-3, String(turns));
  assert.deepEqual(
    crossings(found, 0.51)
      .map(({ stable }) => stable)
      .sort(),
    [false, true, true],
  );
  assert.equal(crossings(found, 0.9).length, 1);
});

test("branches that cross exchange their stability, and both reach the ends of the range", () => {
  // Logistic growth with loss: y = 0, and y = 1 - mu.
  const program = one(
    (y, mu) => y * (1 - y - mu),
    (y, mu) => 1 - 2 * y - mu,
  );
  const { found } = all(branches(family(program, 0, 2, { low: [0], high: [2] })));
  for (const [share, wanted] of [
    [
      0.25,
      [
        [0, false],
        [0.5, true],
      ],
    ],
    [0.9, [[0, true]]],
  ]) {
    const here = crossings(found, share)
      .filter(({ y }) => y > -1e-6)
      .sort((a, b) => a.y - b.y);
    assert.deepEqual(
      here.map(({ y, stable }) => [Number(y.toFixed(3)), stable]),
      wanted,
    );
  }
  const absent = found.find(({ states }) => states.every(([y]) => Math.abs(y) < 1e-9));
  assert.deepEqual([Math.min(...absent.shares), Math.max(...absent.shares)], [0, 1]);
});
