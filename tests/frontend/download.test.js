import assert from "node:assert/strict";
import { test } from "node:test";

import { blobOf } from "../../src/evbook/explorer/frontend/src/ui/download.js";
import { csvOf } from "../../src/evbook/explorer/frontend/src/model/curves-csv.js";
import { field } from "../../src/evbook/explorer/frontend/src/format/csv.js";
import { prepare } from "../../src/evbook/explorer/frontend/src/model/program.js";
import { runner } from "../../src/evbook/explorer/frontend/src/model/run.js";
import { fromScenario } from "../../src/evbook/explorer/frontend/src/model/setting.js";
import { small } from "./small-model.js";

const model = prepare(small());
const run = runner(model)(fromScenario(model));
const lines = csvOf(model, run, "https://example.org/#ev:small-model").trimEnd().split("\n");
const comments = lines.filter((line) => line.startsWith("#"));
const table = lines.filter((line) => !line.startsWith("#")).map((line) => line.split(","));

test("the CSV says which model, which setting, and where it came from", () => {
  assert.ok(comments.includes("# Exponential growth (small-model@0123abcd)"));
  assert.ok(comments.includes("# N_0 = 10 [cell]"));
  assert.ok(comments.includes("# EV terms: on"));
  assert.ok(comments.includes("# https://example.org/#ev:small-model"));
});

test("each column has its unit, and each row is a time of the curve with all its digits", () => {
  assert.deepEqual(table[0], [
    "t [day]",
    "N [cell]",
    "inverse [1/cell]",
    "N without EV terms [cell]",
    "inverse without EV terms [1/cell]",
  ]);
  assert.equal(table.length, 1 + run.times.length);
  table.slice(1).forEach((row, i) => {
    assert.equal(Number(row[0]), run.times[i]);
    assert.equal(Number(row[1]), run.main.series.get("N")[i]);
    assert.equal(Number(row[3]), run.companion.series.get("N")[i]);
  });
});

test("what is no number is an empty field", () => {
  const broken = {
    ...run,
    main: { ...run.main, series: new Map([["N", Float64Array.of(NaN, Infinity)]]) },
    times: Float64Array.of(0, 1),
    companion: null,
  };
  assert.deepEqual(csvOf(model, broken).trimEnd().split("\n").slice(-2), ["0,", "1,"]);
});

test("fields with commas, quotes and line ends are quoted", () => {
  assert.deepEqual(["a", "a,b", 'a"b', "a\nb"].map(field), ["a", '"a,b"', '"a""b"', '"a\nb"']);
});

test("a data address becomes its bytes without asking the network", async () => {
  assert.equal(await blobOf("data:image/svg+xml,%3Csvg%3E,%3C/svg%3E").text(), "<svg>,</svg>");
  const png = blobOf("data:image/png;base64,iVBORw==");
  assert.deepEqual([png.type, ...new Uint8Array(await png.arrayBuffer())], ["image/png", 0x89, 0x50, 0x4e, 0x47]);
});
