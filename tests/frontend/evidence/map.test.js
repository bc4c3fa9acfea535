// The evidence map's pure parts: flows that add up, an address that comes back, a table that sorts and is CSV.
import assert from "node:assert/strict";
import { test } from "node:test";

const from = (name) => import(`../../../src/evbook/explorer/frontend/src/evidence/${name}.js`);
const { groupsOf, parts, slug } = await from("claims");
const { flowsOf, layout, wrapped } = await from("flows");
const { format, nothing, parse, termsOf, valuesOf } = await from("fragment");
const { csvOf, sorted } = await from("table");

const data = {
  layers: { sender: "Who", cargo_kind: "what", recipient: "whom", outcome: "outcome" },
  choices: {
    sender: "Sender",
    cargo_kind: "Cargo",
    recipient: "Recipient",
    outcome: "Outcome",
    cancer: "Cancer",
    system: "Seen in",
  },
  axes: {
    sender: [
      ["Tumour cells", ["tumour cell"]],
      ["Stroma", ["fibroblast", "stromal cell"]],
    ],
    cargo_kind: [
      ["microRNA", ["miRNA"]],
      ["Proteins", ["protein", "enzyme"]],
    ],
    recipient: [
      ["Tumour cells", ["tumour cell"]],
      ["Lymphocytes", ["T cell", "CD8+ T cell"]],
    ],
    outcome: [
      ["Drug resistance", ["drug resistance"]],
      ["Angiogenesis", ["angiogenesis", "permeability"]],
    ],
    cancer: [
      ["Skin", ["melanoma"]],
      ["Blood", ["leukaemia", "multiple myeloma"]],
    ],
    system: [
      ["in vitro", ["in vitro"]],
      ["animal", ["animal"]],
    ],
  },
  measures: {},
  colours: ["microRNA", "Proteins"],
  notNamed: "Not named",
};
const columns = ["Claim", "Sender", "Seen in"];
const form = { width: 700, bar: 10, gap: 20, line: 14, font: 12, room: 20, top: 40, most: 300, each: 14 };

const claim = (id, words) => ({
  id,
  row: null,
  drawn: true,
  holds: () => true,
  words,
  groups: Object.fromEntries(Object.keys(data.choices).map((axis) => [axis, groupsOf(data, axis, words[axis] ?? [])])),
});
const claims = [
  claim("a-01", {
    sender: ["tumour cell"],
    cargo_kind: ["miRNA", "protein"],
    recipient: ["T cell", "CD8+ T cell"],
    outcome: ["drug resistance"],
  }),
  claim("a-02", {
    sender: ["fibroblast", "tumour cell"],
    cargo_kind: ["enzyme"],
    recipient: [],
    outcome: ["permeability"],
  }),
  claim("a-03", { sender: [], cargo_kind: [], recipient: ["tumour cell"], outcome: ["drug resistance"] }),
];

test("every layer adds up to the number of claims", () => {
  const flows = flowsOf(claims, data);
  assert.equal(flows.claims, 3);
  for (const layer of Object.keys(data.layers)) {
    const total = flows.nodes.filter((node) => node.layer === layer).reduce((sum, node) => sum + node.flow, 0);
    assert.ok(Math.abs(total - 3) < 1e-12, layer);
  }
});

test("what flows into a group flows out of it", () => {
  const flows = flowsOf(claims, data);
  const inner = flows.nodes.filter(({ layer }) => layer === "cargo_kind" || layer === "recipient");
  assert.ok(inner.length > 3);
  for (const node of inner) {
    const sum = (end) =>
      flows.links.filter((link) => link[end] === node.key).reduce((total, link) => total + link.value, 0);
    assert.ok(Math.abs(sum("target") - node.flow) < 1e-12, node.key);
    assert.ok(Math.abs(sum("source") - node.flow) < 1e-12, node.key);
  }
});

test("two words of one group are one flow, and nothing named is drawn as not named", () => {
  const flows = flowsOf(claims, data);
  assert.equal(flows.nodes.find(({ key }) => key === "recipient.Lymphocytes").flow, 1);
  assert.equal(flows.nodes.find(({ key }) => key === "recipient.Not named").flow, 1);
  assert.equal(flows.nodes.find(({ key }) => key === "sender.Tumour cells").flow, 1.5);
});

test("a claim that is not drawn does not flow", () => {
  assert.equal(flowsOf([{ ...claims[0], drawn: false }], data).claims, 0);
  assert.deepEqual(layout(flowsOf([], data), form).nodes, []);
});

test("groups keep their order, do not overlap, and fill the height", () => {
  const placed = layout(flowsOf(claims, data), form);
  for (const layer of Object.keys(data.layers)) {
    const column = placed.nodes.filter((node) => node.layer === layer);
    for (let i = 1; i < column.length; i++)
      assert.ok(column[i].y - (column[i - 1].y + column[i - 1].height) >= form.gap - 1e-9);
  }
  assert.ok(Math.max(...placed.nodes.map((node) => node.y + node.height)) <= placed.height - 6 + 1e-9);
  assert.ok(Math.abs(placed.scale - placed.nodes[1].height / placed.nodes[1].flow) < 1e-9);
});

test("a label keeps its words", () => {
  assert.deepEqual(wrapped("Blocking and removal 18", 13), ["Blocking and", "removal 18"]);
  assert.deepEqual(wrapped("Lymphocytes", 3), ["Lymphocytes"]);
});

test("every choice comes back from its address", () => {
  for (const axis of Object.keys(data.choices)) {
    for (const value of valuesOf(data, axis)) {
      const choice = {
        ...nothing(data),
        by: { ...nothing(data).by, [axis]: value },
        words: "a&b = 100 %",
        at: ["sender.Tumour cells", "cargo_kind.microRNA"],
        sort: 2,
        descending: true,
      };
      const found = parse(format(choice, data, columns), data, columns);
      assert.deepEqual(found, { choice, ignored: 0 });
    }
  }
});

test("a value stands for its words", () => {
  assert.deepEqual(termsOf(data, "outcome", "group-angiogenesis"), ["angiogenesis", "permeability"]);
  assert.deepEqual(termsOf(data, "outcome", "angiogenesis"), ["angiogenesis"]);
  assert.deepEqual(termsOf(data, "recipient", "cd8-t-cell"), ["CD8+ T cell"]);
  for (const axis of Object.keys(data.choices))
    assert.equal(new Set(valuesOf(data, axis)).size, valuesOf(data, axis).length);
});

test("an address from anybody sets only what the map knows", () => {
  const bad =
    "#map:cancer=%E0%A4%A&sender=<img src=x>&__proto__=1&constructor=x" +
    "&at=sender.nobody&at=sender.tumour-cells~outcome.angiogenesis&sort=price&q=" +
    "x".repeat(500);
  const found = parse(bad, data, columns);
  assert.deepEqual(found.choice, nothing(data));
  assert.equal(found.ignored, 8);
  assert.equal(parse("#claim-a-01", data, columns), null);
  assert.equal(parse("#ev:immune-escape@12345678?", data, columns), null);
});

test("sorting puts what is empty last, both ways, and keeps the order of equals", () => {
  const list = ["b", "", "a10", "a9", "b"].map((text, i) => ({ ...claims[0], id: `x-${i}`, text }));
  const order = (descending) =>
    sorted(list, 1, descending, (one) => one.text)
      .map(({ id }) => id.slice(2))
      .join("");
  assert.equal(order(false), "32041");
  assert.equal(order(true), "04231");
  assert.equal(
    sorted(list, -1, false, () => ""),
    list,
  );
});

test("the CSV quotes what needs it", () => {
  const cells = (...texts) => ({ children: texts.map((textContent) => ({ textContent })) });
  const row = cells('a-01 Says "so",\n  twice', "tumour cell; fibroblast", "");
  assert.equal(
    csvOf([{ ...claims[0], row }], columns),
    'id,Claim,Sender,Seen in\r\na-01,"Says ""so"", twice",tumour cell; fibroblast,\r\n',
  );
});

test("cells are parted and named as the ledger parts them", () => {
  assert.deepEqual(parts(" a ; b;; "), ["a", "b"]);
  assert.deepEqual(parts(null), []);
  assert.equal(slug("CD8+ T cell"), "cd8-t-cell");
});
