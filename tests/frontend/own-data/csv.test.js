import assert from "node:assert/strict";
import { test } from "node:test";

import {
  faultText,
  letterOf,
  MOST,
  parse,
  parseBytes,
} from "../../../src/evbook/explorer/frontend/src/own-data/csv.js";

const bytes = (text) => new TextEncoder().encode(text);
const columns = (text) => parse(text).columns.map(({ name, values }) => [name, ...values]);
const first = (sheet) => faultText(sheet.faults[0]);

test("a plain file is read, whatever ends its lines and stands between its cells", () => {
  const wanted = [
    ["time [h]", 0, 1.5, 3],
    ["N", 10, NaN, 40],
  ];
  for (const text of [
    "time [h],N\n0,10\n1.5,\n3,40\n",
    "\ufefftime [h],N\r\n0,10\r\n1.5,NA\r\n3,40",
    "time [h];N\r0;10\r1,5;\r3;40\r",
    "time [h]\tN\n0\t10\n1.5\tNaN\n3\t4e1\n\n",
    '"time [h]" , "N"\n"0","10"\n1.5, -\n3,40\n',
    "# evbook\n# r = 1\ntime [h],N,\n0,10,\n1.5,,\n3,40,\n",
    "sep=;\ntime [h];N\n0;10\n1.5;\n3;40\n",
  ])
    assert.deepEqual(columns(text), wanted, text);
});

test("names may hold quotation marks, line ends and commas; numbers may be without names", () => {
  assert.deepEqual(columns('t,"a ""b"", c\nd"\n1,2\n'), [
    ["t", 1],
    ['a "b", c d', 2],
  ]);
  assert.deepEqual(columns("0,1\n2,−3\n"), [
    ["", 0, 2],
    ["", 1, -3],
  ]);
  assert.deepEqual([0, 25, 26, 701, 702].map(letterOf), ["A", "Z", "AA", "ZZ", "AAA"]);
});

test("what cannot be read is told with row, column, what was found and what was expected", () => {
  const said = (text) => first(parse(text));
  assert.equal(said("t,N\n0,1\n1,two\n"), "Row 3, column B: found “two”; expected a number, or nothing.");
  assert.equal(
    said("t,N\n0,1\n,2\n"),
    "Row 3, column A: found an empty cell; expected a number: each row needs one in the first column.",
  );
  assert.equal(said("t,N\n0,inf\n"), "Row 2, column B: found “inf”; expected a finite number.");
  assert.equal(said("t,N\n0,1e400\n"), "Row 2, column B: found “1e400”; expected a finite number.");
  assert.equal(said("t,N\n0,1\n1,2,3\n"), "Row 3, column C: found “3”, cell 3 of 3; expected 2 cells, as in row 1.");
  assert.equal(
    said("t,N\n0,1\n1\n"),
    "Row 3, column B: found the end of the row after 1 cell; expected 2 cells, as in row 1.",
  );
  assert.equal(
    said("t,N,N\n0,1,2\n"),
    "Row 1, column C: found the name “N”, which column B has; expected a name of its own.",
  );
  assert.equal(
    said('t,N\n0,"1\n'),
    "Row 2, column B: found a quotation mark that is not closed; expected a closing one.",
  );
  assert.equal(
    said('t,N\n0,"1"x\n'),
    "Row 2, column B: found “x” after a closing quotation mark; expected the end of the cell.",
  );
  assert.equal(
    said("t;N\n0;1.5\n1;2,5\n"),
    "Row 3, column B: found “2,5”; expected a decimal point, as in the file’s other numbers.",
  );
  assert.equal(
    said("t;N\n0;1.234,5\n"),
    "Row 2, column B: found “1.234,5”; expected a number without marks between its thousands.",
  );
  assert.equal(
    said("t\n0\n1\n"),
    "Row 1, column A: found “t”; expected two columns or more, with commas, semicolons or tabs between them.",
  );
  assert.equal(said("t,N\n"), "Row 2, column A: found the end of the file; expected a row of numbers under the names.");
  assert.equal(
    said("t,N\n1,\n2,\n"),
    "Row 2, column B: found no number in any column after the first; expected what was measured.",
  );
  assert.equal(said(""), "Row 1, column A: found nothing; expected a row of names, then rows of numbers.");
  const many = parse(`t,N\n${"x,y\n".repeat(10)}`);
  assert.equal(many.faults.length, 5);
  assert.equal(many.more, 15);
});

test("bytes that are no text, and too much of it, are refused", () => {
  assert.match(first(parseBytes(Uint8Array.of(116, 44, 78, 10, 0, 44, 1))), /the byte 0, which no text holds/);
  assert.match(first(parseBytes(Uint8Array.of(0x50, 0x4b, 3, 4))), /a packed file/);
  assert.match(first(parseBytes(new Uint8Array(MOST.bytes + 1))), /a file of 2.0 MB; expected at most 2 MB/);
  assert.match(first(parse(`t,N\n${"0,1\n".repeat(MOST.rows + 5)}`)), /row 2001 of numbers; expected at most 2000/);
  assert.match(first(parse(`${"a,".repeat(100)}b\n`)), /one more column; expected at most 40/);
  assert.match(first(parse("1".repeat(MOST.bytes + 1))), /million characters/);
});

test("older spreadsheets' letters and two-byte texts are read", () => {
  assert.equal(
    parseBytes(Uint8Array.from([...bytes("t [h],d ["), 0xb5, ...bytes("m]\n0,1\n")])).columns[1].name,
    "d [µm]",
  );
  const wide = Uint8Array.from([
    0xff,
    0xfe,
    ...new Uint8Array(Uint16Array.from("t;N\n1;2\n", (c) => c.charCodeAt(0)).buffer),
  ]);
  assert.deepEqual([...parseBytes(wide).columns[1].values], [2]);
});
