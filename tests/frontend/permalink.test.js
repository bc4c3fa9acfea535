import assert from "node:assert/strict";
import { test } from "node:test";

import {
  apply,
  fragmentOf,
  limitsOf,
  parse,
  withLimits,
} from "../../src/evbook/explorer/frontend/src/model/permalink.js";
import { prepare } from "../../src/evbook/explorer/frontend/src/model/program.js";
import {
  fromChallenge,
  fromScenario,
  valuesByName,
  withEnd,
  withValue,
} from "../../src/evbook/explorer/frontend/src/model/setting.js";
import { small } from "./small-model.js";

const model = prepare(small());

/** The same numbers in every run. */
function random(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

test("a link brings back exactly the setting it was made from", () => {
  const next = random(3);
  for (let i = 0; i < 500; i++) {
    let setting = fromScenario(model, ["usual", "fast", "alone"][i % 3]);
    setting = withValue(model, setting, "r", 2 * next() - 1);
    setting = withValue(model, setting, "N_0", 10 ** (4 * next()));
    if (next() < 0.5) setting = withEnd(model, setting, 40 * next());
    if (next() < 0.5) setting = { ...setting, ev: !setting.ev };
    const fragment = parse(fragmentOf(model, setting, "phase"));
    assert.equal(fragment.model, "small-model");
    assert.deepEqual(apply(model, fragment), { setting, view: "phase", choices: [], moment: null, notice: "" });
  }
});

test("a link to a challenge brings its start, holds what it holds, and keeps what was moved", () => {
  const start = fromChallenge(model, "hundred");
  assert.deepEqual(valuesByName(model, start), { r: 0, e: 0, N_0: 10 });
  assert.equal(fragmentOf(model, start), "#ev:small-model@0123abcd?_challenge=hundred");
  const moved = withValue(model, start, "e", 0.2);
  assert.deepEqual(apply(model, parse(fragmentOf(model, moved))), {
    setting: moved,
    view: "",
    choices: [],
    moment: null,
    notice: "",
  });
  const tricked = apply(model, parse("#ev:small-model?_challenge=hundred&r=1&_ev=off&_end=30&_scenario=fast"));
  assert.deepEqual(tricked, { setting: start, view: "", choices: [], moment: null, notice: "" });
  assert.deepEqual(apply(model, parse("#ev:small-model?_challenge=nobody")).setting, fromScenario(model));
});

test("the default setting's link carries nothing but the model", () => {
  assert.equal(fragmentOf(model, fromScenario(model), "timecourse"), "#ev:small-model@0123abcd");
});

test("every other fragment is an ordinary anchor", () => {
  for (const anchor of [
    "",
    "#",
    "#explore",
    "#ev",
    "#ev:",
    "#EV:small-model",
    "#ev:small model",
    "#ev:a@XYZ",
    "#ev:a--b",
    "#evx:a",
    "#ev:a/b",
  ]) {
    assert.equal(parse(anchor), null, anchor);
  }
});

test("a link that a mail program has encoded is read", () => {
  const { setting } = apply(model, parse("#ev%3Asmall-model%400123abcd?r=0.25&N_0=1e3"));
  assert.deepEqual(valuesByName(model, setting), { r: 0.25, e: 0.2, N_0: 1000 });
});

test("unknown names and what is no plain number are ignored", () => {
  for (const query of [
    "q=1",
    "r=",
    "r=0x10",
    "r=Infinity",
    "r=NaN",
    "r=1e",
    "r=1,5",
    "r=__proto__",
    "__proto__=1",
    "constructor=1",
    "=",
    "&&&",
    "r",
  ]) {
    assert.deepEqual(apply(model, parse(`#ev:small-model?${query}`)).setting, fromScenario(model), query);
  }
});

test("a value out of range is limited, and the reader is told", () => {
  const { setting, notice } = apply(model, parse("#ev:small-model@0123abcd?r=99&N_0=-4"));
  assert.deepEqual(valuesByName(model, setting), { r: 1, e: 0.2, N_0: 1 });
  assert.match(notice, /2 values of this link lie outside/);
});

test("a link to another version of the model is announced", () => {
  assert.match(apply(model, parse("#ev:small-model@ffffffff?r=0.5")).notice, /another version of the model/);
  assert.equal(apply(model, parse("#ev:small-model@0123abcd?r=0.5")).notice, "");
  assert.equal(apply(model, parse("#ev:small-model?r=0.5")).notice, "");
});

test("twenty thousand wild fragments give a setting inside the ranges, or none, and never an exception", () => {
  const next = random(7);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const pieces = [
    "ev:",
    "small-model",
    "@0123abcd",
    "@",
    "?",
    "&",
    "=",
    "#",
    "%",
    "%2",
    "%00",
    "%E0%A4%A",
    "r=",
    "e=",
    "N_0=",
    "_ev=off",
    "_end=",
    "_view=",
    "_scenario=",
    "_challenge=",
    "hundred",
    "1e400",
    "-1e-400",
    "1e308",
    "-0",
    "0",
    "NaN",
    "Infinity",
    "1_000",
    "<script>",
    "javascript:alert(1)",
    "__proto__=",
    "constructor",
    "'\"",
    "\u0000",
    "\ud800",
    "🧫",
    "../..",
    " ",
    "+",
    "9".repeat(400),
    "phase",
    "toString",
    "fast",
  ];
  let ours = 0;
  for (let i = 0; i < 20000; i++) {
    let text = next() < 0.7 ? "#ev:small-model" + pick(["", "?", "@0123abcd?", "@dead?"]) : "#";
    for (let k = Math.floor(next() * 12); k > 0; k--)
      text += next() < 0.8 ? pick(pieces) : String.fromCharCode(Math.floor(next() * 65536));
    const fragment = parse(text);
    if (!fragment) continue;
    if (fragment.model !== "small-model") continue;
    ours += 1;
    const { setting } = apply(model, fragment);
    model.program.parameters.forEach(({ low, high }, k) =>
      assert.ok(setting.values[k] >= low && setting.values[k] <= high, text),
    );
    assert.ok(setting.end > 0 && Number.isFinite(setting.end), text);
    const named = model.program.scenarios.some(({ id }) => id === setting.scenario);
    assert.ok(setting.challenge === "hundred" || (setting.challenge === "" && named), text);
  }
  assert.ok(ours > 5000, `only ${ours} fragments were ours`);
});

test("a fragment of absurd length is not looked at", () => {
  assert.equal(parse("#ev:small-model?" + "r=1&".repeat(100000)), null);
});

test("a link may lock and hide, by names that exist, and its limits last", () => {
  const limits = limitsOf(
    model,
    parse("#ev:small-model?_lock=r,nobody,N_0,__proto__&_hide=budget,body,constructor,tools&e=1"),
  );
  assert.deepEqual(limits, { lock: ["r", "N_0"], hide: ["budget", "tools"] });
  assert.deepEqual(limitsOf(model, parse(withLimits("#ev:small-model", limits))), limits);
  assert.deepEqual(limitsOf(model, parse(withLimits("#ev:small-model?e=1", limits))), limits);
  assert.equal(withLimits("#ev:small-model?e=1", limitsOf(model, null)), "#ev:small-model?e=1");
});

test("ten thousand wild schedules give rows that can be, or none, and never an exception", () => {
  const raw = {
    ...small(),
    events: {
      doses: [{ name: "bolus", state: "N", meaning: "a bolus" }],
      windows: [{ name: "on", label: "", meaning: "a session" }],
      triggers: [],
    },
  };
  const dosed = prepare(raw);
  const next = random(11);
  const pieces = [
    "bolus",
    "on",
    "~",
    "~",
    "~",
    ",",
    "1",
    "0",
    "2.5",
    "1e9",
    "1e999",
    "-1",
    "NaN",
    "none",
    "__proto__",
    "%",
    "<svg>",
    "9".repeat(50),
    " ",
    "constructor",
    "bolus~1~2~3~4",
    "on~0~1~2~99999",
  ];
  let kept = 0;
  for (let i = 0; i < 10000; i++) {
    let text = "";
    for (let k = Math.floor(next() * 9); k > 0; k--) text += pieces[Math.floor(next() * pieces.length)];
    const { schedule } = apply(dosed, parse(`#ev:small-model?_schedule=${text}`)).setting;
    if (schedule === null) continue;
    kept += 1;
    for (const { name, start, size, every, count } of schedule) {
      assert.ok(name === "bolus" || name === "on", text);
      assert.ok(
        [start, size, every].every((x) => Number.isFinite(x) && x >= 0) &&
          Number.isInteger(count) &&
          count >= 0 &&
          count <= 10000,
        text,
      );
    }
  }
  assert.ok(kept > 200, `only ${kept} schedules were any`);
});

test("a view's own choices travel with it, and too many of them do not", () => {
  const model = prepare(small());
  const link = fragmentOf(model, fromScenario(model), "map", ["e", "r", "N_final"]);
  assert.match(link, /_view=map&_choices=e,r,N_final/);
  const { view, choices } = apply(model, parse(link));
  assert.deepEqual([view, choices], ["map", ["e", "r", "N_final"]]);
  assert.deepEqual(apply(model, parse(`#ev:small-model?_choices=${"x,".repeat(50)}`)).choices.length, 4);
  assert.doesNotMatch(fragmentOf(model, fromScenario(model)), /_choices/);
});

test("the moment that is looked at travels with a link, and only a number is one", () => {
  const model = prepare(small());
  const link = fragmentOf(model, fromScenario(model), "", [], 3.25);
  assert.match(link, /\?_t=3\.25$/);
  assert.equal(apply(model, parse(link)).moment, 3.25);
  assert.equal(apply(model, parse("#ev:small-model?_t=soon")).moment, null);
  assert.doesNotMatch(fragmentOf(model, fromScenario(model)), /_t/);
});
