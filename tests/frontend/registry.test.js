import assert from "node:assert/strict";
import { test } from "node:test";

import { prepare } from "../../src/evbook/explorer/frontend/src/model/program.js";
import { runner } from "../../src/evbook/explorer/frontend/src/model/run.js";
import { fromScenario } from "../../src/evbook/explorer/frontend/src/model/setting.js";
import { TOOLS } from "../../src/evbook/explorer/frontend/src/tools/registry.js";
import { viewsOf } from "../../src/evbook/explorer/frontend/src/views/registry.js";
import { small } from "./small-model.js";

test("views and tools have names of their own", () => {
  const curve = { ...small(), kind: "curve", axes: [{}] };
  for (const list of [viewsOf(prepare(small()), false), viewsOf(prepare(curve), false), TOOLS]) {
    for (const key of ["id", "title"]) assert.equal(new Set(list.map((one) => one[key])).size, list.length);
    for (const { id } of list) assert.match(id, /^[a-z]+(-[a-z]+)*$/);
  }
});

test("a view that does not apply is absent, and a small figure has one view", () => {
  const model = prepare(small());
  const ids = viewsOf(model, false).map(({ id }) => id);
  assert.equal(ids[0], "timecourse");
  assert.ok(!ids.includes("phase"));
  assert.deepEqual(
    viewsOf(model, true).map(({ id }) => id),
    ["timecourse"],
  );
});

test("a model over something else than time has curves, not a time course", () => {
  assert.equal(viewsOf(prepare(small()), false)[0].title, "Over time");
  assert.equal(viewsOf(prepare({ ...small(), kind: "curve", axes: [{}] }), false)[0].title, "Curves");
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
