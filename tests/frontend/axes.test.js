import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { extent, niceAbove, niceBelow, ticks, widened } from "../../src/evbook/explorer/frontend/src/figure/axes.js";

const linear = { log: false, low: 0, high: 100 };
const log = { log: true, low: 1, high: 1e6 };

test("1-2-5 numbers above and below", () => {
  assert.deepEqual([0.3, 1, 1.01, 2.5, 7, 99].map(niceAbove), [0.5, 1, 2, 5, 10, 100]);
  assert.deepEqual([0.3, 1, 1.01, 2.5, 7, 99].map(niceBelow), [0.2, 1, 1, 2, 5, 50]);
});

test("an axis stands still as long as the curve stays inside", () => {
  assert.deepEqual(widened(linear, { least: 0, most: 100, lowest: 100 }), linear);
  assert.deepEqual(widened(log, { least: 1e-9, most: 1e6, lowest: 1e6 }), log);
});

test("an axis widens in 1-2-5 steps, and never narrows", () => {
  assert.equal(widened(linear, { least: 0, most: 101 }).high, 200);
  assert.equal(widened(linear, { least: 0, most: 350 }).high, 500);
  assert.equal(widened(linear, { least: -3, most: 50 }).low, -5);
  assert.equal(widened(log, { least: 1, most: 1.2e6 }).high, 2e6);
  for (let most = 1; most < 1e9; most *= 1.37) {
    const { low, high } = widened(linear, { least: 0, most });
    assert.ok(low <= linear.low && high >= Math.max(linear.high, most) && high <= Math.max(linear.high, 2.5 * most));
  }
});

test("a logarithmic floor stays, unless a whole curve lies below it", () => {
  assert.equal(widened(log, { least: 1e-30, most: 10, lowest: 10 }).low, 1);
  assert.equal(
    widened(
      log,
      extent([
        [1e3, 2],
        [0.4, 1e-30],
      ]),
    ).low,
    0.2,
  );
});

test("an axis survives curves that are not numbers", () => {
  assert.deepEqual(widened(linear, extent([[NaN, NaN]])), linear);
  assert.deepEqual(widened(linear, extent([[Infinity, -Infinity]])), linear);
  assert.deepEqual(
    extent([
      [3, NaN, 1],
      [2, Infinity],
    ]),
    { least: 1, most: 3, lowest: 2 },
  );
});

test("ticks are few, inside, rising, and each has its own text", () => {
  for (const axis of [
    linear,
    log,
    { log: true, low: 1e4, high: 1e8 },
    { log: true, low: 3, high: 40 },
    { log: false, low: -2, high: 0.3 },
    { log: false, low: 0, high: 4e9 },
  ]) {
    const found = ticks(axis, 5);
    assert.ok(found.length >= 2 && found.length <= 9, JSON.stringify(found));
    found.forEach(({ at }, i) => assert.ok(at >= axis.low && at <= axis.high && (i === 0 || at > found[i - 1].at)));
    assert.equal(new Set(found.map(({ text }) => text)).size, found.length);
  }
});

test("Python's picture has the same ticks and widens in the same steps", () => {
  const cases = JSON.parse(readFileSync(new URL("axes.json", import.meta.url), "utf8"));
  for (const { axis, data, wide, ticks: wanted } of cases) {
    const found = widened(axis, data);
    assert.deepEqual(found, wide);
    assert.deepEqual(
      ticks(found, 5).map(({ at, text }) => [at, text]),
      wanted,
    );
  }
});
