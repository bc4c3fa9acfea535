import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { budgetOf } from "../../src/evbook/explorer/frontend/src/model/budget.js";
import { fieldText, numberText, quantityText } from "../../src/evbook/explorer/frontend/src/format/numbers.js";
import { prepare } from "../../src/evbook/explorer/frontend/src/model/program.js";
import { runner } from "../../src/evbook/explorer/frontend/src/model/run.js";
import { sentenceOf } from "../../src/evbook/explorer/frontend/src/format/sentences.js";
import { panelTitle } from "../../src/evbook/explorer/frontend/src/views/timecourse.js";
import { fromScenario, withValue } from "../../src/evbook/explorer/frontend/src/model/setting.js";
import { small } from "./small-model.js";

const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");

test("numbers are written as people read them", () => {
  const written = [0, 1, 136.21, 1234.5, 12345, 123456, 4.671e8, 3.422e-10, -0.5, -2e7, 0.0123, NaN, Infinity].map(
    (value) => plain(numberText(value)),
  );
  assert.deepEqual(written, [
    "0",
    "1",
    "136",
    "1230",
    "12 300",
    "123 000",
    "4.67 × 10⁸",
    "3.42 × 10⁻¹⁰",
    "−0.5",
    "−2 × 10⁷",
    "0.0123",
    "no number",
    "infinity",
  ]);
});

test("Python writes the same numbers", () => {
  for (const [value, unit, text] of JSON.parse(readFileSync(new URL("words.json", import.meta.url), "utf8"))) {
    assert.equal(quantityText(value, unit), text);
  }
});

test("a number field holds what a person would type", () => {
  assert.deepEqual([0, 0.5, 1e7, 3.422e-10, 13000, 123456.7].map(fieldText), [
    "0",
    "0.5",
    "1e7",
    "3.422e-10",
    "13000",
    "123500",
  ]);
  for (let value = 1e-12; value < 1e12; value *= 3.7) assert.ok(Math.abs(Number(fieldText(value)) / value - 1) < 5e-4);
});

test("the sentence has its numbers and units put in, and leaves alone what it does not know", () => {
  const model = prepare(small());
  const run = runner(model)(fromScenario(model));
  assert.equal(
    plain(sentenceOf(model, run)),
    "On day {nothing} there are 201 cells, growing at 0.1 per day from 10 cells.",
  );
});

test("the unit is not said twice", () => {
  for (const [text, said] of [
    ["From cell {N_0} on.", "From cell 10 on."],
    ["Of {N_0} cells some.", "Of 10 cells some."],
    ["{N_0}", "10 cells"],
  ]) {
    const model = prepare({ ...small(), verdicts: [{ text }] });
    assert.equal(sentenceOf(model, runner(model)(fromScenario(model))), said);
  }
});

test("a run knows the curve with vesicles, without, and what cells would have to do", () => {
  const model = prepare(small());
  const compute = runner(model);
  const run = compute(fromScenario(model));
  const end = (curves) => curves.series.get("N")[10];
  assert.ok(Math.abs(end(run.main) / (10 * Math.exp(3)) - 1) < 1e-5);
  assert.ok(Math.abs(end(run.companion) / (10 * Math.exp(1)) - 1) < 1e-5);
  assert.match(budgetOf(model, run)[0].beyond, /^More than cells make\.$/);
  const less = compute(withValue(model, run.setting, "e", 0.05));
  assert.equal(budgetOf(model, less)[0].beyond, "");
  assert.equal(less.companion, run.companion, "a vesicle slider leaves the curve without vesicles alone");
  assert.equal(compute({ ...run.setting, ev: false }).companion, null);
});

test("a curve model is evaluated over its axis", () => {
  const curve = (factor) => ({ outputs: (t, y, p, o) => void (o[0] = factor * p[0] * t) });
  const model = prepare({
    ...small(),
    kind: "curve",
    states: [],
    axes: [{}],
    time: { symbol: "x", label: "Dose", unit: "nM", start: 1, end: 100, log: true, points: 3 },
    views: { timecourse: { series: ["inverse"] }, phase: null },
    measures: [{ name: "last", of: "inverse", take: "final", unit: "", label: "" }],
    on: curve(2),
    off: curve(1),
    verdicts: [{ text: "{last}" }],
  });
  const run = runner(model)(fromScenario(model));
  assert.deepEqual(
    [...run.times].map((x) => Number(x.toPrecision(12))),
    [1, 10, 100],
  );
  assert.deepEqual(
    [run.main.series.get("inverse")[2], run.companion.series.get("inverse")[2], run.measures[0]],
    [20, 10, 20],
  );
});

test("a solver that gives up is heard in the sentence", () => {
  const wild = small();
  wild.on = {
    ...wild.on,
    rates: (t, y, p, dy) => void (dy[0] = t < 5 ? 1 : NaN),
    jacobian: (t, y, p, J) => void (J[0] = 0),
  };
  const model = prepare(wild);
  const run = runner(model)(fromScenario(model));
  assert.notEqual(run.trouble, "");
  assert.equal(sentenceOf(model, run), run.trouble);
  assert.match(run.trouble, /[.]$/);
});

test("a panel is headed by what is drawn with its unit, as in Python", () => {
  const one = (/** @type {string} */ label, /** @type {string} */ unit, log = false) =>
    /** @type {any} */ ({ label, unit, log });
  assert.equal(
    panelTitle([one("Closes from", "nm", true), one("Pays from", "nm", true)]),
    "Closes from, Pays from (nm), logarithmic",
  );
  assert.equal(
    panelTitle([one("Expected metastases", ""), one("In the lung", ""), one("In the liver", "")]),
    "Expected metastases, In the lung, In the liver",
  );
  assert.equal(panelTitle([one("Tumour", "cell"), one("Killer cells", "cell")]), "cells");
  assert.equal(panelTitle([one("a".repeat(60), "")]), "a number without unit");
  assert.equal(
    panelTitle([one("On DNA", "umol/L"), one("Lactone, cytoplasm", "umol/L"), one("In vesicles inside", "umol/L")]),
    "µmol/L",
  );
});
