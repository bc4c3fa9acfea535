import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { spelt } from "../../../src/evbook/explorer/frontend/src/own-data/columns.js";
import { readTable } from "../../../src/evbook/explorer/frontend/src/own-data/reader.js";
import { Refusal } from "../../../src/evbook/explorer/frontend/src/own-data/words.js";

const folder = new URL("../../own_data/", import.meta.url);
const wanted = JSON.parse(readFileSync(new URL("expected.json", folder), "utf8"));
const files = readdirSync(folder).filter((name) => /\.(csv|txt|xlsx)$/.test(name));

/** A value as JSON has it: NaN is null. */
const plain = (value) => (typeof value === "number" && Number.isNaN(value) ? null : value);
const near = (ours, theirs) =>
  ours === theirs ||
  (typeof ours === "number" && typeof theirs === "number" && Math.abs(ours - theirs) <= 1e-12 * Math.abs(theirs));

test("every file of the shared folder has what it must give", () =>
  assert.deepEqual(Object.keys(wanted).sort(), [...files].sort()));

for (const name of files) {
  test(`${name} gives what Python's reader gives`, () => {
    const bytes = new Uint8Array(readFileSync(new URL(name, folder)));
    const expected = wanted[name];
    if (expected.refused)
      return void assert.throws(
        () => readTable(bytes),
        (error) => error instanceof Refusal && error.message === expected.refused,
      );
    const { columns, remarks, questions } = readTable(bytes);
    assert.deepEqual(
      columns.map(({ letter, name: named, role, unit }) => [letter, named, role, unit]),
      expected.columns.map((one) => [one.letter, one.name, one.role, one.unit]),
    );
    for (const [i, column] of columns.entries()) {
      const other = expected.columns[i];
      assert.ok(near(column.factor, other.factor), `factor of ${column.letter}`);
      assert.equal(column.values.length, other.values.length);
      for (const [k, value] of column.values.entries())
        assert.ok(near(plain(value), other.values[k]), `${column.letter}: ${value} is not ${other.values[k]}`);
      for (const key of ["arm", "replicate", "along", "of"])
        assert.equal(column[key], other[key] ?? (key === "replicate" ? 0 : ""), key);
      assert.deepEqual(column.censored, other.censored ?? null);
      assert.deepEqual(column.limits?.map(plain) ?? null, other.limits ?? null);
    }
    assert.deepEqual(remarks, expected.remarks);
    assert.deepEqual(
      questions.map(({ sentence, option, column }) => ({ sentence, option, column })),
      expected.questions,
    );
  });
}

test("British and American spellings are one name", () => {
  for (const [british, american] of [
    ["neutralised fraction", "neutralized fraction"],
    ["tumour volume", "tumor volume"],
    ["labelled fibres", "labeled fibers"],
    ["haemoglobin, analysed", "hemoglobin, analyzed"],
    ["signalling, oedema", "signaling, edema"],
  ])
    assert.equal(spelt(british), american);
  for (const kept of ["four hours", "core", "stored", "poet"]) assert.equal(spelt(kept), kept);
});
