import assert from "node:assert/strict";
import { test } from "node:test";

import { inSlices } from "../../src/evbook/explorer/frontend/src/model/slices.js";

const until = (condition) =>
  new Promise((done) => {
    const look = () => (condition() ? done() : setTimeout(look, 1));
    look();
  });

function* counting(to, reached) {
  for (let i = 1; i <= to; i++) {
    reached.push(i);
    const busy = performance.now() + 0.2;
    while (performance.now() < busy);
    yield i;
  }
  return "ended";
}

test("long work comes to its end, with room between its slices", async () => {
  const [reached, steps] = [[], []];
  let result = "";
  let between = 0;
  const cancel = inSlices(counting(100, reached), {
    slice: 2,
    step: (i) => steps.push(i),
    done: (value) => (result = value),
  });
  assert.equal(reached.length, 0, "nothing is done before the caller goes on");
  const beat = setInterval(() => between++, 0);
  await until(() => result);
  clearInterval(beat);
  cancel();
  assert.equal(result, "ended");
  assert.equal(reached.length, 100);
  assert.ok(steps.length > 1 && steps.length < 100, `${steps.length} slices`);
  assert.ok(between > 1, "something else had its turn");
});

test("cancelled work is not asked again", async () => {
  const reached = [];
  let ended = false;
  const cancel = inSlices(counting(1000, reached), { slice: 1, step: () => cancel(), done: () => (ended = true) });
  await until(() => reached.length > 0);
  const count = reached.length;
  await new Promise((done) => setTimeout(done, 30));
  assert.equal(reached.length, count);
  assert.equal(ended, false);
});

test("work that fails says so to who asked for it", async () => {
  let error;
  inSlices(
    (function* () {
      yield 1;
      throw new Error("no such rate");
    })(),
    { failed: (thrown) => (error = thrown) },
  );
  await until(() => error);
  assert.equal(error.message, "no such rate");
});
