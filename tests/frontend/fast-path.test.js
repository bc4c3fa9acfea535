import assert from "node:assert/strict";
import { test } from "node:test";

import { pathOf, transform } from "../../src/evbook/explorer/frontend/src/fast-path.js";

const x = transform({ log: false, low: 0, high: 10 }, 0, 100);
const y = transform({ log: true, low: 1, high: 100 }, 50, 0);

test("a point lies where its axes say", () => {
  assert.equal(pathOf([0, 5, 10], [1, 100, 10], x, y), "M0,50L50,0L100,25");
});

test("a point on the line through its neighbours is left out", () => {
  assert.equal(pathOf([0, 5, 10], [1, 10, 100], x, y), "M0,50L100,0");
});

/** @param {string} d */
const points = (d) => [...d.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map((match) => [Number(match[1]), Number(match[2])]);

/** How far a point is from the line through some others. @param {number[]} point @param {number[][]} line */
function aside([px, py], line) {
  let least = Math.hypot(px - line[0][0], py - line[0][1]);
  for (let i = 1; i < line.length; i++) {
    const [[ax, ay], [bx, by]] = [line[i - 1], line[i]];
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const share = length ? Math.min(1, Math.max(0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length)) : 0;
    least = Math.min(least, Math.hypot(px - ax - share * (bx - ax), py - ay - share * (by - ay)));
  }
  return least;
}

const pixels = transform({ log: false, low: 0, high: 700 }, 0, 700);

test("a line passes every point that it leaves out within two tenths of a pixel, and smooth curves keep few", () => {
  const at = Float64Array.from({ length: 501 }, (_, i) => 1.4 * i);
  /** @type {[string, (t: number) => number, number][]} */
  const curves = [
    ["a decline", (t) => 250 * Math.exp(-t / 90), 60],
    ["a switch", (t) => 250 / (1 + Math.exp((350 - t) / 4)), 60],
    ["waves", (t) => 125 + 120 * Math.sin(t / 100), 130],
    ["a step", (t) => (t < 300 ? 20 : 220), 6],
    ["noise", (t) => 125 + 100 * Math.sin(t * t), 501],
  ];
  for (const [name, curve, most] of curves) {
    const found = points(pathOf(at, at.map(curve), pixels, pixels));
    assert.ok(found.length <= most, `${name}: ${found.length} points`);
    at.forEach((t) => assert.ok(aside([t, curve(t)], found) <= 0.2, `${name} at ${t}`));
  }
});

test("a curve that turns back, stands still or falls upright keeps its shape", () => {
  const turn = Float64Array.from({ length: 400 }, (_, i) => (2 * Math.PI * i) / 399);
  const [across, up] = [turn.map((angle) => 300 + 200 * Math.cos(angle)), turn.map((angle) => 300 + 200 * Math.sin(2 * angle))];
  const found = points(pathOf(across, up, pixels, pixels));
  across.forEach((at, i) => assert.ok(aside([at, up[i]], found) <= 0.2));
  assert.equal(pathOf([5, 5, 5, 6], [1, 9, 4, 4], pixels, pixels), "M5,1L5,9L5,4L6,4");
});

test("what cannot be drawn breaks the line", () => {
  assert.equal(pathOf([0, 1, 2, 3, 4], [1, NaN, 10, 0, 10], x, y), "M0,50M20,25M40,25");
  assert.equal(pathOf([0, 1], [NaN, NaN], x, y), "M0,0");
});

test("a value beyond all bounds does not make a coordinate that a browser refuses", () => {
  const linear = transform({ log: false, low: 0, high: 1 }, 50, 0);
  assert.equal(pathOf([0, 1], [0, 1e300], x, linear), "M0,50L10,-10000");
});
