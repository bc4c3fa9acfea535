import assert from "node:assert/strict";
import { test } from "node:test";

import { measuringGrid } from "../../../src/evbook/explorer/frontend/src/numerics/measures.js";
import { evaluate, measure, measures } from "../../../src/evbook/explorer/frontend/src/numerics/series.js";
import { solve } from "../../../src/evbook/explorer/frontend/src/numerics/solve.js";
import { decay, grid } from "./programs.js";

const t = grid(0, 10, 11);
const falling = t.map((x) => Math.exp(-x));
const line = t.map((x) => 2 * x - 5);

test("measures of a straight line are exact", () => {
  assert.equal(measure("final", t, line, NaN, false), 15);
  assert.equal(measure("max", t, line, NaN, false), 15);
  assert.equal(measure("min", t, line, NaN, false), -5);
  assert.equal(measure("where_max", t, line, NaN, false), 10);
  assert.equal(measure("where_min", t, line, NaN, false), 0);
  assert.equal(measure("area", t, line, NaN, false), 50);
  assert.equal(measure("mean", t, line, NaN, false), 5);
  assert.equal(measure("at", t, line, 2.25, false), -0.5);
  assert.ok(Math.abs(measure("first_above", t, line, 4, false) - 4.5) < 1e-12);
  assert.equal(measure("first_below", t, line, 4, false), 0);
});

test("an exponential is read exactly on a log scale", () => {
  assert.ok(Math.abs(measure("first_below", t, falling, Math.exp(-3.3), true) - 3.3) < 1e-12);
  assert.ok(Math.abs(measure("at", t, falling, 7.7, true) - Math.exp(-7.7)) < 1e-15);
});

test("what never happens is NaN, and so is a measure of a failed run", () => {
  assert.ok(Number.isNaN(measure("first_above", t, falling, 2, true)));
  assert.ok(Number.isNaN(measure("at", t, falling, 11, true)));
  const failed = falling.slice().fill(NaN, 5);
  for (const take of ["final", "max", "min", "area", "mean", "at", "first_above", "first_below"]) {
    assert.ok(Number.isNaN(measure(take, t, failed, 0.5, false)), take);
  }
  assert.throws(() => measure("median", t, line, NaN, false), /There is no measure “median”/);
});

test("outputs and measures of a model follow its declaration", () => {
  const program = {
    ...decay,
    outputs: (time, y, p, o) => {
      o[0] = p[0] * y[0];
      o[1] = time;
    },
  };
  const model = {
    states: [{ name: "A", log: true }],
    outputs: [
      { name: "flux", log: false },
      { name: "clock", log: false },
    ],
    measures: [
      { name: "half", of: "A", take: "first_below" },
      { name: "peak", of: "flux", take: "max" },
      { name: "end", of: "clock", take: "final" },
    ],
    levels(p, out) {
      out[0] = 0.5;
    },
  };
  const p = Float64Array.of(0.3);
  const solution = solve(program, p, measuringGrid(grid(0, 10, 41), [], true), { rtol: 1e-9 });
  const { outputs } = evaluate(program, p, solution);
  assert.equal(outputs.length, 2);
  const [half, peak, end] = measures(model, p, program, solution, outputs);
  assert.ok(Math.abs(half - Math.LN2 / 0.3) < 1e-7);
  assert.equal(peak, 0.3);
  assert.equal(end, 10);
});
