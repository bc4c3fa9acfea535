// The search's words: what a text is found by, what is looked for, what is marked.
import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, holder, kept } from "../../src/evbook/explorer/frontend/src/find/words.js";
import { makeIndex, searcher } from "../../src/evbook/explorer/frontend/src/find/index.js";
import { pieces, snippet } from "../../src/evbook/explorer/frontend/src/find/snippet.js";
import { frameOf } from "../../src/evbook/explorer/frontend/src/tools/share.js";

test("a name with a number is one word, and another number another name", () => {
  assert.deepEqual(kept("miR‑21"), ["mir-21", "mir", "mir21"]);
  assert.deepEqual(asked("miR-21"), ["mir-21"]);
  const holds = holder("EVs carry miR-210 and PD-L1 for 13.5 hours");
  for (const query of ["miR-210", "evs carry", "pd-l1", "hour", "13.5", "", "PDL1"]) assert.ok(holds(query), query);
  for (const query of ["miR-21", "miR-2100", "13", "3.5", "ours"]) assert.ok(!holds(query), query);
  assert.ok(holder("miR-21-5p")("miR-21"), "an arm of a microRNA is that microRNA");
});

test("plurals, accents, hyphens and Greek letters make no difference", () => {
  assert.deepEqual(asked("Vesicles vésicule drug-export TGF-β P-gp bodies analysis"), [
    "vesicle",
    "vesicule",
    "drug",
    "export",
    "tgf",
    "beta",
    "p-gp",
    "body",
    "analysis",
  ]);
});

test("words of no weight are looked for only where there are no others", () => {
  assert.deepEqual(asked("the half of it"), ["half"]);
  assert.deepEqual(asked("the"), ["the"]);
});

test("a page says more than a claim, a title more than a text, and a synonym less than the word", async () => {
  const one = (kind, title, text = "", also = "") => ({ kind, title, where: "", address: title, text, also });
  const found = [
    one("claim", "Release of drug"),
    one("section", "Something else", "a release"),
    one("page", "Release"),
    one("term", "SBML", "a file format"),
    one("section", "COPASI", "a program"),
  ];
  const find = await searcher(makeIndex({ found, synonyms: { copasi: ["sbml"] } }));
  const titles = (query) => find(query).hits.map((hit) => hit.found.title);
  assert.deepEqual(titles("release"), ["Release", "Release of drug", "Something else"]);
  assert.deepEqual(titles("relase"), ["Release", "Release of drug", "Something else"]);
  assert.deepEqual(titles("copasi"), ["COPASI", "SBML"]);
  assert.deepEqual(find("release xylophone").whole, false);
});

test("what is met is marked as it is written, and a snippet begins before it", () => {
  const words = new Set(["mir-21"]);
  assert.deepEqual(
    pieces("Not miR‑210, but miR‑21.", words).filter(({ marked }) => marked),
    [{ text: "miR‑21", marked: true }],
  );
  const text = `${"word ".repeat(100)}miR-21 ${"more ".repeat(100)}`;
  const shown = snippet(text, words)
    .map(({ text }) => text)
    .join("");
  assert.ok(shown.startsWith("… ") && shown.endsWith(" …") && shown.includes("miR-21") && shown.length < 200);
});

test("a frame's address and title stay between their quotes", () => {
  assert.equal(
    frameOf('embed/x.html#ev:x?a=1&b=2"', "Less < more"),
    '<iframe src="embed/x.html#ev:x?a=1&amp;b=2&quot;" title="Less &lt; more, a live model" width="100%" ' +
      'height="900"></iframe>',
  );
});
