// Random and mutated files: nothing is thrown but a sentence, and nothing runs on and on.

import assert from "node:assert/strict";
import { test } from "node:test";

import { generator } from "../../../src/evbook/explorer/frontend/src/numerics/stochastic.js";
import { observe } from "../../../src/evbook/explorer/frontend/src/own-data/residuals.js";
import { marksOf } from "../../../src/evbook/explorer/frontend/src/own-data/marks.js";
import { match } from "../../../src/evbook/explorer/frontend/src/own-data/columns.js";
import { readTable } from "../../../src/evbook/explorer/frontend/src/own-data/reader.js";
import { Refusal } from "../../../src/evbook/explorer/frontend/src/own-data/words.js";
import { prepare } from "../../../src/evbook/explorer/frontend/src/model/program.js";
import { runner } from "../../../src/evbook/explorer/frontend/src/model/run.js";
import { fromScenario } from "../../../src/evbook/explorer/frontend/src/model/setting.js";
import { timecourse } from "../../../src/evbook/explorer/frontend/src/views/timecourse.js";
import { small } from "../small-model.js";

const FILES = 6000;
const uniform = generator(20261124);
const upTo = (n) => Math.floor(uniform() * n);
const one = (list) => list[upTo(list.length)];

const SEEDS = [
  "time [h],N\n0,10\n24,12.5\n48,\n72,19\n",
  "\ufefftime (day);Cells [cell]\r\n0;10\r\n1,5;12,5\r\n",
  '"t","N [cell]","note ""x"""\n1,2,3\n4,5,6\n',
  "t\tN\tinverse\n0\t1\t1e-3\n5\t2\tNaN\n",
  "sep=;\nt;N\n0;1\n",
];
const BITS = [
  ",",
  ";",
  "\t",
  "\n",
  "\r\n",
  "\r",
  '"',
  '""',
  "#",
  "-",
  "1e999",
  "NaN",
  "inf",
  "−3",
  "0x10",
  "1.234,5",
  "[",
  "]",
  "(",
  ")",
  "[h]",
  "/",
  "µ",
  "\u0000",
  "\ud800",
  "\u202e",
  "<img src=x onerror=alert(1)>",
  "<script>",
  "javascript:",
  "__proto__",
  "constructor",
  "{{",
  "%s",
  "=CMD()",
  " ",
  "  ",
  "a",
  "7",
  "1,5",
  "time",
  "N",
  "sep=;",
  "\ufeff",
  "é",
];

/** A seed with some of its characters cut, doubled, or replaced by awkward ones. */
function mutated() {
  let text = one(SEEDS);
  for (let k = 1 + upTo(6); k > 0; k--) {
    const [from, long] = [upTo(text.length + 1), upTo(6)];
    const way = upTo(4);
    text =
      text.slice(0, from) +
      (way === 0
        ? ""
        : way === 1
          ? one(BITS)
          : way === 2
            ? text.slice(from, from + 2 * long)
            : one(BITS).repeat(1 + upTo(40))) +
      text.slice(way === 2 ? from : from + long);
  }
  return text;
}
const random = () => Array.from({ length: upTo(60) }, () => one(BITS)).join("");
const noise = () =>
  Uint8Array.from({ length: upTo(300) }, () => (uniform() < 0.5 ? upTo(256) : one([44, 10, 13, 34, 59, 48, 49, 46])));

test(`${FILES} files: read or refused with a reason`, () => {
  const model = prepare(small());
  const run = runner(model)(fromScenario(model));
  const picture = timecourse.picture(model, run);
  const counts = { read: 0, refused: 0 };
  for (let k = 0; k < FILES; k++) {
    const file = k % 3 === 0 ? mutated() : k % 3 === 1 ? random() : noise();
    const source = JSON.stringify(typeof file === "string" ? file : [...file]);
    const given = typeof file === "string" && k % 2 === 0 ? new TextEncoder().encode(file) : file;
    let measured;
    try {
      measured = match(model, readTable(given));
    } catch (error) {
      assert.ok(error instanceof Refusal, `${source}: ${error.stack}`);
      assert.match(error.message, /^\S[^\u0000-\u001f]{10,400}$/u, source);
      counts.refused += 1;
      continue;
    }
    counts.read += 1;
    for (const log of [false, true]) {
      const { count, grid, columns } = observe(model, measured, log);
      assert.ok(
        grid.every((place, i) => Number.isFinite(place) && (i === 0 || place > grid[i - 1])),
        source,
      );
      assert.equal(
        columns.reduce((sum, { target }) => sum + target.length, 0),
        count,
        source,
      );
      assert.ok(
        columns.every(({ target }) => target.every(Number.isFinite)),
        source,
      );
    }
    const found = marksOf(model, measured, picture);
    if (found) {
      const { x, panels, marks } = found;
      assert.ok(
        x.low < x.high && panels.every(({ axis }) => axis.low < axis.high && Number.isFinite(axis.high)),
        source,
      );
      for (const mark of marks)
        assert.ok(
          Array.from(mark.x).every((at) => at >= x.low && at <= x.high),
          source,
        );
    }
  }
  console.log(`# ${counts.read} read, ${counts.refused} refused`);
  assert.ok(counts.read > 300 && counts.refused > 1000);
});

test("the largest files and the most awkward ones end", () => {
  const most = 2_000_000;
  for (const text of [
    '"'.repeat(most),
    ",".repeat(most),
    "\n".repeat(most),
    `t,N\n0,"${"x\n".repeat(most / 4)}`,
    `t,N\n${'"0","1"\n'.repeat(most / 8 - 4)}`,
    "[".repeat(most),
    `${"(".repeat(most / 2)},N\n1,2\n`,
    `${" ".repeat(most - 10)}\n`,
    `t,N\n0,${"1".repeat(most - 10)}\n`,
  ]) {
    try {
      match(prepare(small()), readTable(text));
    } catch (error) {
      assert.ok(error instanceof Refusal, error.stack);
    }
  }
});
