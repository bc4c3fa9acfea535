import assert from "node:assert/strict";
import { test } from "node:test";

import { prepare } from "../../src/evbook/explorer/frontend/src/model/program.js";
import { runner } from "../../src/evbook/explorer/frontend/src/model/run.js";
import { fromScenario } from "../../src/evbook/explorer/frontend/src/model/setting.js";
import { LABORATORY } from "../../src/evbook/explorer/frontend/src/tools/laboratory.js";
import { LATE, toolsOf } from "../../src/evbook/explorer/frontend/src/tools/registry.js";
import { viewsOf } from "../../src/evbook/explorer/frontend/src/views/registry.js";
import { small } from "./small-model.js";

test("views and tools have names of their own", () => {
  const model = prepare(small());
  for (const list of [viewsOf(model, false), toolsOf(model, false)]) {
    assert.ok(list.length > 1);
    for (const key of ["id", "title"]) assert.equal(new Set(list.map((one) => one[key])).size, list.length);
    for (const { id } of list) assert.match(id, /^[a-z]+(-[a-z]+)*$/);
  }
});

test("what the model's panel names is offered, in its order; a small figure has one view and no tool", () => {
  const model = prepare(small());
  const ids = (/** @type {{id: string}[]} */ list) => list.map(({ id }) => id);
  assert.deepEqual(ids(viewsOf(model, false)), ids(model.program.panel.views));
  assert.deepEqual(ids(toolsOf(model, false)), ["challenges", "takeaway"]);
  assert.deepEqual(ids(viewsOf(model, true)), ["timecourse"]);
  assert.deepEqual(toolsOf(model, true), []);
});

test("a panel may name what this version does not have, which is then absent", () => {
  const program = small();
  program.panel.views.push({ id: "hologram", title: "Hologram" });
  program.panel.tools.push({ id: "forecast", title: "Forecast", place: "drawer" });
  const model = prepare(program);
  assert.equal(viewsOf(model, false).length, program.panel.views.length - 1);
  assert.equal(toolsOf(model, false).length, program.panel.tools.length - 1);
});

test("the tools that come late are those of the laboratory", () => {
  const there = LABORATORY.map(({ id }) => id);
  assert.equal(new Set(there).size, there.length);
  // "experiments" has no drawer: a button of the downloads asks for it.
  assert.deepEqual([...LATE].sort(), there.filter((id) => id !== "experiments").sort());
});

test("a program without a panel is refused with a sentence", () => {
  const { panel, ...without } = small();
  assert.ok(panel);
  assert.throws(() => prepare(without), /has no panel of views; derive its program anew/);
});

test("every view that applies makes a picture that says whose it is", () => {
  const model = prepare(small());
  const run = runner(model)(fromScenario(model));
  for (const view of viewsOf(model, false).filter(({ begin }) => !begin)) {
    const picture = view.picture(model, run);
    assert.equal(picture.view, view.id);
    assert.ok(picture.panels.length > 0);
    assert.equal(new Set(picture.lines.map(({ id }) => id)).size, picture.lines.length);
  }
});
