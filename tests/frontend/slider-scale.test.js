import assert from "node:assert/strict";
import { test } from "node:test";

import { positionOf, stepsOf, valueAt } from "../../src/evbook/explorer/frontend/src/ui/slider-scale.js";

const RANGES = [
  { low: 0, high: 5, scale: "linear" },
  { low: 0.02, high: 0.5, scale: "linear" },
  { low: -3, high: 7, scale: "linear" },
  { low: 1e3, high: 5e4, scale: "linear" },
  { low: 1, high: 4e8, scale: "log" },
  { low: 3e-11, high: 3e-9, scale: "log" },
  { low: 1e5, high: 1e10, scale: "log" },
  { low: 0, high: 10, scale: "log" },
];

test("both ends of a slider are exactly the ends of the range", () => {
  for (const range of RANGES) {
    assert.equal(valueAt(range, 0), range.low);
    assert.equal(valueAt(range, stepsOf(range)), range.high);
    assert.equal(positionOf(range, range.low), 0);
    assert.equal(positionOf(range, range.high), stepsOf(range));
  }
});

test("where a number can be 0, the far left of its slider is 0 and the range begins one step further", () => {
  const range = { low: 1, high: 1e3, scale: /** @type {const} */ ("log"), zero: true };
  assert.equal(valueAt(range, 0), 0);
  assert.equal(positionOf(range, 0), 0);
  assert.equal(valueAt(range, 1), 1);
  assert.equal(positionOf(range, 1), 1);
  assert.equal(positionOf(range, 0.5), 1);
  assert.equal(valueAt(range, stepsOf(range)), 1e3);
  for (let position = 0; position <= stepsOf(range); position++)
    assert.equal(positionOf(range, valueAt(range, position)), position);
});

test("from a position to its value and back is where one started", () => {
  for (const range of RANGES) {
    for (let position = 0; position <= stepsOf(range); position++)
      assert.equal(positionOf(range, valueAt(range, position)), position);
  }
});

test("a slider only rises", () => {
  for (const range of RANGES) {
    for (let position = 1; position <= stepsOf(range); position++)
      assert.ok(valueAt(range, position) > valueAt(range, position - 1));
  }
});

test("equal steps of a logarithmic slider multiply by the same factor, to the digits shown", () => {
  const range = { low: 1, high: 1e8, scale: "log" };
  for (let position = 1; position < stepsOf(range); position++) {
    const factor = valueAt(range, position) / valueAt(range, position - 1);
    assert.ok(Math.abs(factor / 10 ** (8 / stepsOf(range)) - 1) < 0.01);
  }
});

test("linear sliders step by round numbers", () => {
  assert.equal(valueAt({ low: 0, high: 5, scale: "linear" }, 1), 0.05);
  assert.equal(valueAt({ low: 0, high: 1, scale: "linear" }, 3), 0.03);
});
