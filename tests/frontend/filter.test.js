import assert from "node:assert/strict";
import { test } from "node:test";

import { matches } from "../../src/evbook/explorer/frontend/src/filter/filter.js";

test("every word must be there, in any order and case, accents aside", () => {
  assert.ok(matches("growth of the tumour when small kuznetsov 1994", "Tumour GROWTH"));
  assert.ok(matches("alvarez-arenas 2019", "Álvarez"));
  assert.ok(!matches("growth of the tumour", "growth vessel"));
});

test("an empty search hides nothing", () => {
  assert.ok(matches("anything", "  "));
});
