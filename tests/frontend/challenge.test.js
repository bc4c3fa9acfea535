import assert from "node:assert/strict";
import { test } from "node:test";

import { answerOf, meets } from "../../src/evbook/explorer/frontend/src/model/challenge.js";
import { prepare } from "../../src/evbook/explorer/frontend/src/model/program.js";
import { runner } from "../../src/evbook/explorer/frontend/src/model/run.js";
import {
  challengeOf,
  fromChallenge,
  fromScenario,
  withEnd,
  withValue,
} from "../../src/evbook/explorer/frontend/src/model/setting.js";
import { small } from "./small-model.js";

const model = prepare(small());
const compute = runner(model);
const met = (setting) => meets(model, compute(setting));
const with_e = (e) => withValue(model, fromChallenge(model, "hundred"), "e", e);

test("a challenge is met where its measure passes, and not before", () => {
  // 10 exp(10 e) is a hundred at e = ln(10) / 10
  assert.equal(met(fromChallenge(model, "hundred")), false);
  assert.equal(met(with_e(Math.LN10 / 10 - 1e-6)), false);
  assert.equal(met(with_e(Math.LN10 / 10 + 1e-6)), true);
  assert.equal(met(answerOf(model, "hundred")), true);
});

test("what a challenge holds stays where it is", () => {
  assert.deepEqual(withValue(model, fromChallenge(model, "hundred"), "r", 1), fromChallenge(model, "hundred"));
  assert.deepEqual(withEnd(model, fromChallenge(model, "hundred"), 40), fromChallenge(model, "hundred"));
});

test("nobody meets a challenge by going round it", () => {
  const answer = answerOf(model, "hundred");
  const values = Float64Array.from(answer.values);
  values[0] = 1;
  assert.equal(met({ ...answer, values }), false, "what is held was moved");
  assert.equal(met({ ...answer, ev: false }), false, "without vesicles");
  assert.equal(met({ ...answer, end: 40 }), false, "over another window");
  assert.equal(met({ ...answer, schedule: [] }), false, "with another schedule");
  assert.equal(met({ ...answer, challenge: "" }), false, "outside the challenge");
  assert.equal(met(withValue(model, fromScenario(model), "e", 1)), false);
});

test("a challenge that does not exist is no challenge", () => {
  assert.equal(challengeOf(model, "nobody"), undefined);
  assert.deepEqual(fromChallenge(model, "nobody").challenge, "");
});
