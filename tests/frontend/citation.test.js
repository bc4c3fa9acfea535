import assert from "node:assert/strict";
import { test } from "node:test";

import { citationOf } from "../../src/evbook/explorer/frontend/src/model/citation.js";
import { prepare } from "../../src/evbook/explorer/frontend/src/model/program.js";
import { fromScenario } from "../../src/evbook/explorer/frontend/src/model/setting.js";
import { small } from "./small-model.js";

const base = { source: "Malthus1798", what: "Exponential growth.", biomodels: "" };
const model = prepare({ ...small(), base });
const day = new Date("2026-11-24T12:00:00Z");

test("a citation names the model, its version, the setting's address, the day and the base model", () => {
  const address = "https://example.org/a.html#ev:small-model@0123abcd?r=0.5";
  const said = citationOf(model, fromScenario(model), { chapter: "Growth", book: "evbook", address }, day);
  for (const part of [
    "Exponential growth",
    "small-model",
    "0123abcd",
    address,
    "2026-11-24",
    "“Growth”, in evbook",
    "Malthus 1798",
    "with its EV terms",
  ]) {
    assert.ok(said.includes(part), part);
  }
});

test("what is not known is left out", () => {
  const said = citationOf(
    prepare(small()),
    { ...fromScenario(model), ev: false },
    { chapter: "", book: "", address: "" },
    day,
  );
  assert.match(said, /without EV terms/);
  assert.doesNotMatch(said, /undefined|null|“”/);
});
