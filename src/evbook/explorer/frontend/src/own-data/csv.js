// A reader's CSV file, taken apart.  What cannot be read is said with its row, its column, what stands there and what
// was expected; rows are counted as a spreadsheet counts them.  Nothing here throws, whatever the file.

/** The largest file, in bytes, and the most rows and columns: enough for any experiment, and read at once. */
export const MOST = { bytes: 2_000_000, rows: 2000, columns: 40 };
/** Faults told one by one; the rest are counted. */
const TOLD = 5;
/** Characters of a cell that a fault repeats. */
const REPEATED = 24;

/**
 * @typedef {object} Fault
 * @property {number} row       from 1, as a spreadsheet counts
 * @property {string} column    "A", "B", …
 * @property {string} found
 * @property {string} expected
 *
 * @typedef {object} Column
 * @property {string} letter
 * @property {string} name         as it stands in the first row; "" when there is none
 * @property {Float64Array} values  NaN where a cell is empty
 *
 * @typedef {object} Sheet
 * @property {number} head        the row of the names
 * @property {Column[]} columns   of equal length; the first has a number in every row
 * @property {Fault[]} faults     when there is one, there are no columns
 * @property {number} more        faults that are not told
 */

/** "A" for 0, "Z" for 25, "AA" for 26. @param {number} index @returns {string} */
export function letterOf(index) {
  return (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + (index % 26));
}

/** @param {number} row @param {number} column @param {string} found @param {string} expected @returns {Fault} */
const fault = (row, column, found, expected) => ({ row, column: letterOf(column), found, expected });

/** @param {Fault[]} faults @param {number} [more] @returns {Sheet} */
const refused = (faults, more = 0) => ({ head: 1, columns: [], faults, more });

/** A cell as a fault repeats it: one line, in quotation marks. @param {string} cell */
export function repeated(cell) {
  const text = cell
    .trimStart()
    .slice(0, 4 * REPEATED)
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, " ")
    .trim();
  return text === ""
    ? "an empty cell"
    : `“${[...text].length > REPEATED ? `${[...text].slice(0, REPEATED).join("")}…` : text}”`;
}

/** A fault as a sentence. @param {Fault} fault */
export function faultText({ row, column, found, expected }) {
  return `Row ${row}, column ${column}: found ${found}; expected ${expected}.`;
}

/**
 * The text of a file; a fault when it is no text.
 * @param {Uint8Array} bytes
 * @returns {{text: string, fault: Fault|null}}
 */
function textOf(bytes) {
  const no = (/** @type {string} */ found, expected = "text, such as a spreadsheet saves as CSV") => ({
    text: "",
    fault: fault(1, 0, found, expected),
  });
  if (bytes.length > MOST.bytes)
    return no(`a file of ${(bytes.length / 1e6).toFixed(1)} MB`, `at most ${MOST.bytes / 1e6} MB`);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] < 9)
    return no("a packed file, such as a spreadsheet program’s own", "the sheet saved as CSV");
  const [first, second] = bytes;
  const coding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  let text = "";
  try {
    text = new TextDecoder(coding, { fatal: true }).decode(bytes);
  } catch {
    // Older spreadsheets write one byte a letter, µ among them.
    text = coding === "utf-8" ? new TextDecoder("windows-1252").decode(bytes) : new TextDecoder(coding).decode(bytes);
  }
  const strange = /[\u0000-\u0008\u000e-\u001f]/.exec(text);
  return strange ? no(`the byte ${strange[0].charCodeAt(0)}, which no text holds`) : { text, fault: null };
}

/** What may stand between cells. */
const BETWEEN = [",", ";", "\t"];

/** The mark between cells: the one that the first row has most of, outside quotation marks. @param {string} line */
function betweenOf(line) {
  const bare = line.replace(/"[^"]*("|$)/g, "");
  const counts = BETWEEN.map((mark) => bare.split(mark).length);
  // A semicolon or a tab is never part of a number, a comma may be.
  const at = counts[1] > 1 || counts[2] > 1 ? (counts[1] >= counts[2] ? 1 : 2) : 0;
  return BETWEEN[at];
}

/** @typedef {{row: number, cells: string[]}} Record */

/**
 * The rows that are neither empty nor remarks ("# …").  Ends at the first fault of quotation marks, and early when
 * there is too much.
 * @param {string} text
 * @returns {{records: Record[], between: string, fault: Fault|null}}
 */
function recordsOf(text) {
  /** @type {Record[]} */
  const records = [];
  let [at, row] = [text.startsWith("\ufeff") ? 1 : 0, 0];
  let between = "";
  const end = text.length;
  while (at < end) {
    row += 1;
    const stop = lineEnd(text, at);
    const line = text.slice(at, stop);
    const told = row === 1 ? /^"?sep=([,;\t])"?$/i.exec(line) : null;
    if (told) between = told[1];
    if (told || /^\s*(#.*)?$/.test(line)) {
      at = after(text, stop);
      continue;
    }
    between ||= betweenOf(line);
    /** @type {string[]} */
    const cells = [];
    for (;;) {
      if (cells.length > MOST.columns)
        return { records, between, fault: fault(row, MOST.columns, "one more column", `at most ${MOST.columns}`) };
      const place = spaces(text, at, between);
      if (text[place] === '"') {
        let cell = "";
        let from = place + 1;
        for (;;) {
          const close = text.indexOf('"', from);
          if (close < 0)
            return {
              records,
              between,
              fault: fault(row, cells.length, "a quotation mark that is not closed", "a closing one"),
            };
          cell += text.slice(from, close);
          if (text[close + 1] !== '"') {
            at = spaces(text, close + 1, between);
            break;
          }
          cell += '"';
          from = close + 2;
        }
        cells.push(cell);
        if (at < end && text[at] !== between && text[at] !== "\n" && text[at] !== "\r") {
          return {
            records,
            between,
            fault: fault(
              row,
              cells.length - 1,
              `${repeated(text.slice(at, at + 1))} after a closing quotation mark`,
              "the end of the cell",
            ),
          };
        }
      } else {
        let close = at;
        while (close < end && text[close] !== between && text[close] !== "\n" && text[close] !== "\r") close += 1;
        cells.push(text.slice(at, close));
        at = close;
      }
      if (at < end && text[at] === between) at += 1;
      else break;
    }
    at = after(text, at);
    if (cells.some((cell) => cell.trim() !== "")) records.push({ row, cells });
    if (records.length > MOST.rows + 1)
      return {
        records,
        between,
        fault: fault(row, 0, `row ${MOST.rows + 1} of numbers`, `at most ${MOST.rows}; thin the file`),
      };
  }
  return { records, between, fault: null };
}

/** Where a line ends. @param {string} text @param {number} at */
function lineEnd(text, at) {
  let stop = at;
  while (stop < text.length && text[stop] !== "\n" && text[stop] !== "\r") stop += 1;
  return stop;
}

/** Behind the end of a line: CR LF is one. @param {string} text @param {number} at */
function after(text, at) {
  return text[at] === "\r" && text[at + 1] === "\n" ? at + 2 : at + 1;
}

/** Behind spaces that are no mark between cells. @param {string} text @param {number} at @param {string} between */
function spaces(text, at, between) {
  let place = at;
  while ((text[place] === " " || text[place] === "\t") && text[place] !== between) place += 1;
  return place;
}

/** A number with a decimal point, once spaces are gone and a minus sign is a hyphen. */
const POINT = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;
/** The same with a decimal comma. */
const COMMA = /^[+-]?(\d+,\d*|,\d+)(e[+-]?\d{1,3})?$/i;
/** What stands where nothing was measured. */
const NOTHING = /^(|na|n\/a|nan|null|none|-|–|—|\.)$/i;

/** @param {string} cell */
const bare = (cell) => cell.trim().replace(/^[−–](?=[\d.,])/, "-");

/** @param {string} cell @param {boolean} comma  the decimal mark @returns {number} NaN when it is no number */
function numberOf(cell, comma) {
  if (POINT.test(cell)) return Number(cell);
  return comma && COMMA.test(cell) ? Number(cell.replace(",", ".")) : NaN;
}

/**
 * Why a cell is no number.
 * @param {string} cell  trimmed
 * @param {boolean} comma
 * @param {boolean} axis
 * @param {boolean} clash  a comma beside points
 */
function expectation(cell, comma, axis, clash) {
  if (clash) return "a decimal point, as in the file’s other numbers";
  if (NOTHING.test(cell)) return "a number: each row needs one in the first column";
  if (/^[+-]?(inf|infinity|∞)$/i.test(cell) || POINT.test(cell) || COMMA.test(cell)) return "a finite number";
  if (/^[+-]?\d{1,3}([.,'’\s]\d{3})+([.,]\d+)?$/.test(cell)) return "a number without marks between its thousands";
  return axis ? "a number" : "a number, or nothing";
}

/**
 * @param {string} text
 * @returns {Sheet}
 */
export function parse(text) {
  if (text.length > MOST.bytes)
    return refused([
      fault(
        1,
        0,
        `a text of ${(text.length / 1e6).toFixed(1)} million characters`,
        `at most ${MOST.bytes / 1e6} million`,
      ),
    ]);
  const { records, between, fault: broken } = recordsOf(text);
  if (broken) return refused([broken]);
  if (records.length === 0) return refused([fault(1, 0, "nothing", "a row of names, then rows of numbers")]);
  const comma = between !== ",";
  const [top] = records;
  const named = !top.cells.every((cell) => NOTHING.test(bare(cell)) || Number.isFinite(numberOf(bare(cell), comma)));
  const rows = named ? records.slice(1) : records;
  // A mark at the end of every row makes no column.
  while (
    top.cells.length > 1 &&
    records.every(
      ({ cells }) =>
        cells.length >= top.cells.length &&
        cells[top.cells.length - 1].trim() === "" &&
        cells.length <= top.cells.length,
    )
  ) {
    for (const { cells } of records) cells.pop();
  }
  const width = top.cells.length;
  if (width < 2)
    return refused([
      fault(top.row, 0, repeated(top.cells[0]), "two columns or more, with commas, semicolons or tabs between them"),
    ]);
  if (rows.length === 0)
    return refused([fault(top.row + 1, 0, "the end of the file", "a row of numbers under the names")]);

  /** @type {Fault[]} */
  const faults = [];
  let more = 0;
  const blame = (
    /** @type {number} */ row,
    /** @type {number} */ column,
    /** @type {string} */ found,
    /** @type {string} */ expected,
  ) => {
    if (faults.length < TOLD) faults.push(fault(row, column, found, expected));
    else more += 1;
  };
  const names = named ? top.cells.map((cell) => cell.replace(/\s+/g, " ").trim()) : top.cells.map(() => "");
  names.forEach((name, i) => {
    const before = names.indexOf(name);
    if (name !== "" && before < i)
      blame(top.row, i, `the name ${repeated(name)}, which column ${letterOf(before)} has`, "a name of its own");
  });
  // One decimal mark a file: 1,5 beside 1.5 is more likely a slip than a choice.
  const points = comma && rows.some(({ cells }) => cells.some((cell) => /^[+-]?\d*\.\d+(e|$)/i.test(bare(cell))));
  const columns = names.map((name, i) => ({
    letter: letterOf(i),
    name,
    values: new Float64Array(rows.length).fill(NaN),
  }));
  rows.forEach(({ row, cells }, k) => {
    if (cells.length !== width) {
      const at = Math.min(cells.length, width);
      return blame(
        row,
        at,
        cells.length > width
          ? `${repeated(cells[width])}, cell ${width + 1} of ${cells.length}`
          : `the end of the row after ${cells.length} cell${cells.length === 1 ? "" : "s"}`,
        `${width} cells, as in row ${top.row}`,
      );
    }
    cells.forEach((given, i) => {
      const cell = bare(given);
      const value = numberOf(cell, comma);
      const clash = points && COMMA.test(cell);
      if (Number.isFinite(value) && !clash) columns[i].values[k] = value;
      else if (clash || i === 0 || !NOTHING.test(cell))
        blame(row, i, repeated(given), expectation(cell, comma, i === 0, clash));
    });
  });
  if (faults.length) return refused(faults, more);
  const measured = columns.some(({ values }, i) => i > 0 && values.some(Number.isFinite));
  if (!measured)
    return refused([fault(rows[0].row, 1, "no number in any column after the first", "what was measured")]);
  return { head: top.row, columns, faults: [], more: 0 };
}

/** A file taken apart. @param {Uint8Array} bytes @returns {Sheet} */
export function parseBytes(bytes) {
  const { text, fault: broken } = textOf(bytes);
  return broken ? refused([broken]) : parse(text);
}
