import assert from "node:assert/strict";
import { test } from "node:test";

import { judge, read } from "../../src/evbook/explorer/frontend/src/quiz/judging.js";

const reads = (text, value, unit = "") => assert.deepEqual(read(text, unit), { value }, text);

test("numbers are read as people write them", () => {
  reads("1500", 1500);
  reads(" 1 500 ", 1500);
  reads("1\u202f500\u00a0000", 1500000);
  reads("1'500.5", 1500.5);
  reads("1.5e3", 1500);
  reads("1,5", 1.5);
  reads("0,125", 0.125);
  reads("1,5e3", 1500);
  reads("1,500,000", 1500000);
  reads("12,345.6", 12345.6);
  reads(",5", 0.5);
  reads("−3", -3);
  reads("2 × 10⁸", 2e8);
  reads("2*10^8", 2e8);
  reads("2x10**-3", 2e-3);
  reads("10⁻⁴", 1e-4);
  reads("10^6", 1e6);
});

test("the unit may follow the number", () => {
  reads("149 days", 149, "days");
  reads("30 %", 30, "%");
  reads("1 500 EV per cell per hour", 1500, "EV per cell per hour");
});

test("what cannot be read is answered with a sentence that repeats it", () => {
  assert.match(read("", "days").fault, /Type a number/);
  assert.match(read("days", "days").fault, /Type a number/);
  for (const text of ["about ten", "1.2.3", "5 to 6", "1e", "12 34", "NaN", "Infinity", "--3", "1,2,3"]) {
    assert.match(read(text, "days").fault, /could not be read as a number.*days/, text);
    assert.ok(read(text, "days").fault.includes(text));
  }
});

test("a comma before three digits is not guessed", () => {
  assert.match(read("1,500", "").fault, /write 1\.500 or 1500/);
});

const key = { answer: 48, tolerance: 0.05, slips: [2, 1152] };

test("the answer is right within its tolerance, and a slip is recognised within the same", () => {
  assert.deepEqual(judge(48, key), { right: true });
  assert.deepEqual(judge(50, key), { right: true });
  assert.deepEqual(judge(2.05, key), { slip: 0 });
  assert.deepEqual(judge(1150, key), { slip: 1 });
});

test("another number learns to which side it is off, and whether far", () => {
  assert.deepEqual(judge(60, key), { off: "The number is too large." });
  assert.deepEqual(judge(40, key), { off: "The number is too small." });
  assert.match(judge(5000, key).off, /too large, by more than a factor of ten/);
  assert.match(judge(1, key).off, /too small, by more than a factor of ten/);
  assert.match(judge(-48, key).off, /wrong sign/);
  assert.match(judge(0, key).off, /not zero/);
});
