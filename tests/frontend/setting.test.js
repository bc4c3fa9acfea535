import assert from "node:assert/strict";
import { test } from "node:test";

import { prepare } from "../../src/evbook/explorer/frontend/src/model/program.js";
import * as S from "../../src/evbook/explorer/frontend/src/model/setting.js";
import { small } from "./small-model.js";

const model = prepare(small());
const value = (setting, name) => S.valuesByName(model, setting)[name];

test("a setting starts from its scenario", () => {
  assert.equal(value(S.fromScenario(model), "r"), 0.1);
  assert.equal(value(S.fromScenario(model, "fast"), "r"), 0.5);
  assert.equal(S.fromScenario(model, "alone").ev, false);
  assert.equal(S.fromScenario(model, "there is none").scenario, "usual");
});

test("values stay inside their ranges, whatever is asked for", () => {
  const start = S.fromScenario(model);
  assert.equal(value(S.withValue(model, start, "r", 7), "r"), 1);
  assert.equal(value(S.withValue(model, start, "r", -7), "r"), -1);
  assert.equal(value(S.withValue(model, start, "r", NaN), "r"), 0.1);
  assert.deepEqual(S.withValue(model, start, "nobody", 1), start);
});

test("a setting is replaced, never changed", () => {
  const start = S.fromScenario(model);
  S.withValue(model, start, "r", 1);
  S.withEnd(model, start, 20);
  assert.deepEqual(start, S.fromScenario(model));
});

test("the window shown is limited too", () => {
  const start = S.fromScenario(model);
  const { low, high } = S.windowRange(model);
  assert.equal(S.withEnd(model, start, 1e9).end, high);
  assert.equal(S.withEnd(model, start, -1).end, low);
  assert.equal(S.withEnd(model, start, NaN).end, start.end);
});

test("two settings are the same when nothing drawn could differ", () => {
  const start = S.fromScenario(model, "fast");
  assert.ok(S.sameSetting(start, S.fromScenario(model, "fast")));
  assert.ok(!S.sameSetting(start, S.withValue(model, start, "e", 1)));
  assert.ok(!S.sameSetting(start, S.withEnd(model, start, 20)));
  assert.ok(!S.sameSetting(start, { ...start, ev: false }));
});

test("a figure of the page says what differs from its scenario", () => {
  const start = S.fromFigure(model, { scenario: "fast", setting: '{"e": 1.5}', ev: "off" });
  assert.deepEqual([value(start, "r"), value(start, "e"), start.ev], [0.5, 1.5, false]);
});

test("a program that cannot be right is refused with a sentence", () => {
  const broken = (change) => () => prepare({ ...small(), ...change });
  assert.throws(() => prepare(undefined), /is not an object/);
  assert.throws(broken({ states: [] }), /small-model has no state/);
  assert.throws(broken({ on: {} }), /lacks the function on\.initial/);
  assert.throws(broken({ views: { timecourse: { series: ["M"] }, phase: null } }), /wants M drawn/);
  assert.throws(broken({ parameters: [{ ...small().parameters[0], value: 5 }] }), /r is 5, outside its range -1 to 1/);
});
