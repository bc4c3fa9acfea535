import assert from "node:assert/strict";
import { test } from "node:test";

import { niceAbove } from "../../src/evbook/explorer/frontend/src/figure/axes.js";
import { Ensemble, membersOf } from "../../src/evbook/explorer/frontend/src/model/ensemble.js";
import { prepare } from "../../src/evbook/explorer/frontend/src/model/program.js";
import { runner } from "../../src/evbook/explorer/frontend/src/model/run.js";
import {
  drawValues,
  latinHypercube,
  quantile,
  sorted,
} from "../../src/evbook/explorer/frontend/src/model/latin-hypercube.js";
import { fromScenario, withValue } from "../../src/evbook/explorer/frontend/src/model/setting.js";
import { outline } from "../../src/evbook/explorer/frontend/src/figure/plotly-spec.js";
import { parameterSweep, parameterMap } from "../../src/evbook/explorer/frontend/src/model/parameter-sweep.js";
import { elasticitiesOf } from "../../src/evbook/explorer/frontend/src/tools/matters.js";
import { change, differences } from "../../src/evbook/explorer/frontend/src/tools/pins.js";
import { bandsOf, quantiles } from "../../src/evbook/explorer/frontend/src/tools/uncertainty.js";
import { countsOf, histogram } from "../../src/evbook/explorer/frontend/src/views/distribution.js";
import { parts } from "../../src/evbook/explorer/frontend/src/views/fluxes.js";
import { linear } from "../../src/evbook/explorer/frontend/src/views/scales.js";
import { small } from "./small-model.js";

const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");
const close = (a, b, rtol = 1e-4) => assert.ok(Math.abs(a - b) <= rtol * Math.abs(b), `${a} is not ${b}`);
const finished = (generator) => {
  for (;;) {
    const { value, done } = generator.next();
    if (done) return value;
  }
};
const setting = (model) => fromScenario(model);
const grown = (r, e, start = 10) => start * Math.exp((r + e) * 10);

test("a Latin hypercube has one point in every stratum of every dimension, and a seed of its own", () => {
  const points = latinHypercube(64, 3, 7);
  for (const dimension of points)
    assert.deepEqual(
      [...dimension].map((x) => Math.floor(64 * x)).sort((a, b) => a - b),
      Array.from({ length: 64 }, (_, i) => i),
    );
  assert.deepEqual(latinHypercube(64, 3, 7), points);
  assert.notDeepEqual(latinHypercube(64, 3, 8), points);
});

test("members lie in the ranges, evenly on each parameter's own scale", () => {
  const [linearly, byDecades] = drawValues(
    [
      { low: 2, high: 6, scale: "linear" },
      { low: 1, high: 1e4, scale: "log" },
    ],
    200,
    3,
  );
  close(quantile(sorted(linearly), 0.5), 4, 0.01);
  close(quantile(sorted(byDecades), 0.5), 100, 0.05);
  assert.ok(Math.min(...byDecades) >= 1 && Math.max(...linearly) <= 6);
});

test("quantiles are NumPy's", () => {
  const values = sorted([3, NaN, 1, 10, 2]);
  assert.deepEqual([...values], [1, 2, 3, 10]);
  assert.deepEqual(
    [0, 0.25, 0.5, 0.95, 1].map((q) => Number(quantile(values, q).toFixed(10))),
    [1, 1.75, 2.5, 8.95, 10],
  );
  assert.ok(Number.isNaN(quantile(sorted([NaN]), 0.5)));
});

test("along a parameter the measure is the closed form, and over two as well", () => {
  const model = prepare(small());
  const out = [new Float64Array(5)];
  finished(parameterSweep(model, setting(model), "e", out));
  [0, 0.5, 1, 1.5, 2].forEach((e, i) => close(out[0][i], grown(0.1, e)));
  const square = [Array.from({ length: 5 }, () => new Array(5).fill(NaN))];
  let places = 0;
  for (const done of parameterMap(model, setting(model), ["r", "e"], 5, square)) places = Math.max(places, done ?? 0);
  assert.equal(places, 25);
  for (let j = 0; j < 5; j++) for (let i = 0; i < 5; i++) close(square[0][j][i], grown(-1 + i / 2, j / 2));
});

test("without vesicles a sweep of a vesicle term is flat", () => {
  const model = prepare(small());
  const out = [new Float64Array(3)];
  finished(parameterSweep(model, { ...setting(model), ev: false }, "e", out));
  for (const value of out[0]) close(value, grown(0.1, 0));
});

test("elasticities are those of exponential growth, and a number at zero has none", () => {
  const model = prepare(small());
  const { elasticities } = finished(elasticitiesOf(model, setting(model)));
  [1, 2, 1].forEach((wanted, i) => close(elasticities[i][0], wanted, 1e-6));
  const without = finished(elasticitiesOf(model, withValue(model, setting(model), "e", 0)));
  assert.ok(Number.isNaN(without.elasticities[1][0]));
});

test("an ensemble varies the assumed numbers alone, and its band holds the share it says", () => {
  const model = prepare(small());
  let counted = 0;
  const members = finished(
    membersOf(model, setting(model), { members: 200, seed: 1 }, ({ count }) => (counted = count)),
  );
  assert.equal(counted, 200);
  assert.equal(members.values.length, 1);
  const [low, middle, high] = quantiles(members, "N", [0.05, 0.5, 0.95]).map((curve) => curve[curve.length - 1]);
  // e is anywhere in 0 to 2, evenly, and the curve increases with it.
  [
    [low, 0.1],
    [middle, 1],
    [high, 1.9],
  ].forEach(([value, e]) => close(Math.log(value), Math.log(grown(0.1, e)), 0.02));
  const again = finished(membersOf(model, setting(model), { members: 200, seed: 1 }));
  assert.deepEqual(again.measures, members.measures);
  const picture = {
    lines: [
      { id: "N", panel: 0 },
      { id: "N--off", panel: 0 },
    ],
  };
  assert.deepEqual(
    bandsOf(model, members, picture).map(({ id }) => id),
    ["band-nine-N", "band-half-N"],
  );
});

test("an ensemble works while watched, is kept while only its own numbers move, and can be cancelled", async () => {
  const model = prepare(small());
  const explorer = { model, setting: setting(model) };
  const ensemble = new Ensemble(explorer);
  ensemble.ask();
  assert.equal(ensemble.key, "", "nobody watches");
  const release = await new Promise((done) => {
    const end = ensemble.watch((finished) => finished && done(end));
    ensemble.ask();
  });
  const first = ensemble.present;
  assert.equal(first.count, 256);
  explorer.setting = withValue(model, explorer.setting, "e", 1.5);
  ensemble.ask();
  assert.equal(ensemble.present, first, "the number is drawn anyway");
  explorer.setting = withValue(model, explorer.setting, "r", 0.3);
  assert.equal(ensemble.present, null);
  ensemble.ask();
  assert.notEqual(ensemble.key, "");
  explorer.setting = withValue(model, explorer.setting, "r", 0.4);
  ensemble.pause();
  assert.equal(ensemble.key, "", "what a moving slider makes void is not gone on with");
  release();
});

test("a histogram's shares add up, on either scale, and what lies beyond is in the last bar", () => {
  for (const axis of [
    { log: false, low: 0, high: 10 },
    { log: true, low: 1, high: 1000 },
  ]) {
    const { edges, shares } = histogram([1, 2, 3, 9.99, 5000], axis, 8);
    assert.equal(edges.length, 9);
    close(
      shares.reduce((a, b) => a + b),
      1,
      1e-12,
    );
    close(shares[7], axis.log ? 0.2 : 0.4, 1e-12);
  }
});

test("counts of births without deaths are Poisson's", () => {
  const birth = {
    initial: (p, y) => void (y[0] = 0),
    processes: ["birth"],
    fluxes: (t, y, p, r) => void (r[0] = 0.9),
    stoichiometry: (p, N) => void (N[0] = 1),
  };
  const model = { program: { time: { start: 0 }, states: [{ name: "X" }], on: birth, off: birth } };
  const [counts] = finished(countsOf(model, { ev: true, end: 10, values: Float64Array.of(0) }, 4000, 1));
  const mean = counts.reduce((a, b) => a + b) / counts.length;
  const variance = counts.reduce((sum, x) => sum + (x - mean) ** 2, 0) / counts.length;
  close(mean, 9, 0.03);
  close(variance, 9, 0.1);
});

test("the parts of the processes add up to the rate of change", () => {
  const model = prepare(small());
  const run = runner(model)(setting(model));
  const found = parts(model, true, run.setting.values, run.main, 0);
  assert.equal(found.length, 3);
  run.times.forEach((_, k) => {
    const N = run.main.series.get("N")[k];
    close(found[0][k], 0.1 * N, 1e-9);
    close(found[0][k] + found[1][k] + found[2][k], 0.3 * N, 1e-9);
  });
});

test("the other scale holds the curves", () => {
  const model = prepare(small());
  const run = runner(model)(setting(model));
  const { panels, lines } = linear.picture(model, run);
  assert.deepEqual(panels[0].axis, { log: false, low: 0, high: niceAbove(grown(0.1, 0.2)) });
  assert.ok(lines.length > 0);
});

test("a difference is said as a person would: times, per cents, days", () => {
  assert.deepEqual(
    [
      change(10, 32, "cell", "final"),
      change(100, 95, "cell", "final"),
      change(12, 9.5, "day", "first_above"),
      change(NaN, 4, "day", "first_above"),
      change(4, NaN, "day", "first_above"),
      change(0, 3, "cell", "max"),
      change(5, 5, "", "max"),
    ].map(plain),
    ["× 3.2", "−5 %", "−2.5 days", "reached now", "no longer reached", "+3 cells", "no change"],
  );
  const model = prepare(small());
  const before = setting(model);
  assert.deepEqual(differences(model, before, before), []);
  assert.deepEqual(differences(model, before, { ...withValue(model, before, "r", 0.5), ev: false }).map(plain), [
    "vesicles on, now off",
    "r 0.1, now 0.5 per day",
  ]);
});

test("the outline of a band goes there and back, and passes over what is missing", () => {
  const { x, y } = outline({ x: [1, 2, 3], low: [0, NaN, 2], high: [5, 6, 7] });
  assert.deepEqual(x, [1, 3, 3, 1]);
  assert.deepEqual(y, [5, 7, 2, 0]);
});
