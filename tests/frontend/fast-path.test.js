import assert from "node:assert/strict";
import { test } from "node:test";

import { pathOf, transform } from "../../src/evbook/explorer/frontend/src/figure/fast-path.js";

const x = transform({ log: false, low: 0, high: 10 }, 0, 100);
const y = transform({ log: true, low: 1, high: 100 }, 50, 0);

test("a point lies where its axes say", () => {
  assert.equal(pathOf([0, 5, 10], [1, 10, 100], x, y), "M0,50L50,25L100,0");
});

test("what cannot be drawn breaks the line", () => {
  assert.equal(pathOf([0, 1, 2, 3, 4], [1, NaN, 10, 0, 10], x, y), "M0,50M20,25M40,25");
  assert.equal(pathOf([0, 1], [NaN, NaN], x, y), "M0,0");
});

test("a value beyond all bounds does not make a coordinate that a browser refuses", () => {
  const linear = transform({ log: false, low: 0, high: 1 }, 50, 0);
  assert.equal(pathOf([0, 1], [0, 1e300], x, linear), "M0,50L10,-10000");
});
