// What the address of a frame asks for, and that nothing else is taken for it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { listener, predicted } from "../../src/evbook/explorer/frontend/src/frame/asked.js";

test("an origin of a web page is told, written as browsers write it", () => {
  for (const origin of ["https://course.example.org", "http://localhost:8080", "https://a.b:8443"])
    assert.equal(listener(`?tell=${encodeURIComponent(origin)}`), origin);
});

test("nothing else is", () => {
  const refused = [
    "*",
    "",
    "null",
    "course.example.org",
    "https://course.example.org/",
    "https://a.b/path",
    "file:///a",
  ];
  refused.push(
    "javascript:alert(1)",
    "data:text/html,x",
    "https://user@a.b",
    "https://A.b",
    "https://a.b:443",
    "//a.b",
  );
  for (const origin of refused) assert.equal(listener(`?tell=${encodeURIComponent(origin)}`), "", origin);
  assert.equal(listener(""), "");
  assert.equal(listener("?told=https://a.b"), "");
});

test("the measure to predict is a name and nothing more", () => {
  assert.equal(predicted("?tell=https://a.b&predict=T_final"), "T_final");
  assert.equal(predicted("?tell=https://a.b"), "");
});
