import assert from "node:assert/strict";
import { test } from "node:test";

import { differenceText, heightAt } from "../../src/evbook/explorer/frontend/src/tools/draw-difference.js";
import { courseText, pitches } from "../../src/evbook/explorer/frontend/src/tools/hear.js";

const DAYS = { log: false, low: 0, high: 100 };
const CELLS = { log: true, low: 1, high: 1e8 };
const XS = Array.from({ length: 11 }, (_, i) => i / 10);

/** @param {number[]} x @param {number[]} y @returns {any} */
const line = (x, y) => ({ x, y, label: "Tumour cells", unit: "cell", companion: false });

test("a curve is found between its points, and is nothing outside them", () => {
  const grown = line([0, 100], [1, 1e8]);
  assert.equal(heightAt(grown, CELLS, 50), 0.5);
  assert.ok(Number.isNaN(heightAt(grown, CELLS, 101)));
});

test("what was drawn is compared where it was drawn: course, widest gap and agreement", () => {
  const model = XS.map((x) => x);
  const flat = XS.map(() => 0);
  const of = { x: DAYS, y: CELLS, xs: XS, model, unit: "cell", when: "day" };
  assert.equal(
    differenceText({ ...of, drawn: flat }),
    "Your curve stays where it begins from first to last; the model's rises. They are furthest apart at 100 days: " +
      "you drew 1 cell, and the model has 10⁸ cells, 10⁸ times as much. Over 9.1 % of what you drew the two agree.",
  );
  assert.match(differenceText({ ...of, drawn: model }), /^Your curve is the model's, as nearly/);
  assert.match(differenceText({ ...of, drawn: XS.map(() => NaN) }), /^Draw over some of the window first/);
  assert.match(
    differenceText({ ...of, drawn: model.map((y) => y / 2) }),
    /^Like the model's, your curve rises .* as much/,
  );
});

test("the ends of the axis are two tones three octaves apart, and equal ratios equal intervals", () => {
  const heard = pitches(line([0, 50, 100], [1, 1e4, 1e8]), DAYS, CELLS);
  assert.equal(heard[0], 165);
  assert.ok(heard.every((pitch, i) => i === 0 || pitch >= heard[i - 1]));
  assert.ok(Math.abs(Math.max(...heard) / 165 - 8) < 1e-9 || Math.max(...heard) <= 1320);
  assert.ok(Number.isNaN(pitches(line([0, 100], [NaN, NaN]), DAYS, CELLS)[5]));
});

test("a curve is told by its begin, its highest and lowest place, and its end", () => {
  assert.equal(
    courseText(line([0, 20, 60, 100], [10, 1e6, 5, 100]), "day"),
    "Tumour cells begins at 10 cells, is highest at 20 days with 10⁶ cells, is lowest at 60 days with 5 cells, " +
      "ends at 100 cells.",
  );
  assert.match(courseText(line([0, 1], [NaN, NaN]), "day"), /has no value/);
});
