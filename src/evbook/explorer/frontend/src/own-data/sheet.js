// Where a table begins and ends: what stands above it, its rows of names and units, its rows of numbers.
// The rules are those of Python's evbook.own_data.sheet.

import { cellOf, isNumeric, strong } from "./cells.js";
import { headingOf, roleOf, statisticOf } from "./headings.js";
import { timeUnitOf, unitOf } from "./units.js";
import { lengthOf, many, plain, Refusal, roleWords, short, tokens } from "./words.js";

/** @import { Grid, Row } from "./grid.js" */

/**
 * @typedef {object} Sheet
 * @property {string[][]} heads      rows of names
 * @property {string[]|null} units   the row of units
 * @property {Row[]} rows
 * @property {string} separator
 * @property {string[]} remarks
 */

const EXPECTED = "A row of names, then rows of numbers, is what is read.";
/** @param {string[]} row */
const filled = (row) => row.filter(Boolean).length;
/** @param {string[]} row */
const firstOf = (row) => short(row.find(Boolean) ?? "");
/** @param {number} count */
const isAre = (count) => (count === 1 ? "is" : "are");

/** @param {Grid} grid @returns {Sheet} */
export function sheetOf(grid) {
  const { rows } = grid;
  const turned = lying(grid);
  if (turned) return turned;
  if (!rows.some(({ cells }) => filled(cells) > 1))
    throw new Refusal(`No row of the table has two cells.  ${EXPECTED}`);
  const used = rows[0].cells.length;
  const tail = rows.slice(Math.max(Math.floor(rows.length / 3), 1));
  const lower = (tail.length ? tail : rows).map(({ cells }) => cells);
  const columns = Array.from({ length: used }, (_, j) => j).filter((j) => {
    const cells = lower.map((row) => row[j]).filter(Boolean);
    return (
      cells.length > 0 &&
      cells.filter((cell) => isNumeric(cellOf(cell))).length * 2 >= cells.length &&
      cells.some(strong)
    );
  });
  if (columns.length === 0) throw new Refusal(`No column of the table holds numbers.  ${EXPECTED}`);
  // A time beside which nothing was measured is a row of the table all the same.
  let measured = rows.map(({ cells }) => isData(cells, columns) || (filled(cells) === 1 && strong(cells[columns[0]])));
  // A word where a time should be: the first row must not have one, a later one that is a sum or a mean is left out.
  const words = rows.map(({ cells }) => cellOf(cells[columns[0]]).kind === "text");
  let first = firstOfLongest(measured.map((one, i) => one && !words[i]));
  if (first >= 0 && headsNumbers(rows, first, columns)) first += 1;
  measured = measured.map((one, i) => one && !(words[i] && sumsUp(rows[i].cells[columns[0]])));
  while (
    first > 1 &&
    measured[first - 1] &&
    words[first - 1] &&
    !rows[first - 2].cells.some(strong) &&
    !isAName(rows[first - 1].cells[columns[0]])
  )
    first -= 1;
  if (first < 0 || first === rows.length)
    throw new Refusal(`No row of the table holds numbers in two columns.  ${EXPECTED}`);
  const { heads, units } = headings(rows.slice(0, first), columns, used);
  const remarks = [...grid.remarks];
  const above = first - heads.length - (units ? 1 : 0);
  if (above)
    remarks.push(
      `${many(above, "row")} above the table ${isAre(above)} left out, beginning with “${firstOf(rows[0].cells)}”.`,
    );
  /** @type {Row[]} */
  const body = [];
  /** @type {[number, string][]} */
  const left = [];
  const names = heads[heads.length - 1];
  for (let i = first; i < rows.length; i++) {
    const { number, cells } = rows[i];
    if (measured[i]) body.push(rows[i]);
    else if (names && cells.every((cell, j) => cell === names[j])) left.push([number, "repeats the names"]);
    else if (looksLikeHeading(cells, columns, measured, i) && body.length > 1) {
      remarks.push(
        `From row ${number} on the file holds another table, which is not read; give it as a file of its own.`,
      );
      break;
    } else left.push([number, firstOf(cells)]);
  }
  for (const [number, what] of left.slice(0, 3))
    remarks.push(`Row ${number} holds no measurement (“${what}”) and is left out.`);
  if (left.length > 3)
    remarks.push(`${many(left.length - 3, "more row")} of this kind ${isAre(left.length - 3)} left out.`);
  const sheet = withoutRowNames({ heads, units, rows: body, separator: grid.separator, remarks });
  if (names)
    asWideAsTheNames(sheet, grid.widths.get(rows.slice(0, first).find(({ cells }) => cells === names)?.number ?? 0));
  return sheet;
}

/** Refuse rows with more cells than there are names. @param {Sheet} sheet @param {number|undefined} width */
function asWideAsTheNames({ heads, rows, separator }, width) {
  const names = Math.max(lengthOf(heads[heads.length - 1]), width ?? rows[0].cells.length);
  for (const { number, cells } of rows) {
    const used = lengthOf(cells);
    if (used <= names) continue;
    const comma =
      separator === "," ? "  If commas are decimal marks, save the table with semicolons between its cells." : "";
    throw new Refusal(
      `Row ${number} has ${used} cells under ${names} names (“${short(cells[names])}” has no name).${comma}`,
    );
  }
}

/** Whether a word beside numbers is the name of a column (Day, Mouse), and they are names too. @param {string} cell */
function isAName(cell) {
  const heading = headingOf(cell);
  return !/\d/.test(cell) && (heading.time >= 2 || roleOf(heading) !== "");
}

/** @param {string} cell */
const sumsUp = (cell) =>
  statisticOf(cell) !== "" ||
  ["total", "sum", "summe", "count", "min", "max", "minimum", "maximum", "somme"].includes(plain(cell));

/**
 * Whether the first row of numbers is a row of names: it has a word in a column of numbers.
 * @param {Row[]} rows
 * @param {number} first
 * @param {number[]} columns
 */
function headsNumbers(rows, first, columns) {
  const { number, cells } = rows[first];
  if (first === 0 && rows.length > 1 && cellOf(cells[0]).kind === "text" && cells.slice(1).filter(strong).length > 1) {
    // "Mouse / Day, 0, 4, 7": the first cell is a name, the others are times or doses.
    const one = headingOf(cells[0]);
    if (
      roleOf(one) ||
      one.time ||
      tokens(cells[0]).some((word) => roleWords("subject").has(word) || roleWords("arm").has(word))
    )
      return true;
  }
  if (!columns.some((j) => cells[j] && cellOf(cells[j]).kind === "text") || first + 1 === rows.length) return false;
  if (first && rows[first - 1].number === number - 1) {
    const above = rows[first - 1].cells.filter(Boolean);
    return above.length < 2 || above.some(strong);
  }
  return true;
}

/** @param {string[]} row @param {number[]} columns */
function isData(row, columns) {
  const cells = columns.map((j) => row[j]).filter(Boolean);
  const like = cells.filter((cell) => isNumeric(cellOf(cell))).length;
  return (
    cells.length > 0 &&
    cells.some(strong) &&
    like * 2 >= cells.length &&
    (cells.length > 1 || columns.length < 3 || filled(row) > 2) &&
    filled(row) > 1
  );
}

/**
 * Where the longest run of rows of numbers begins; a row of words within it does not end it.
 * @param {boolean[]} measured
 */
function firstOfLongest(measured) {
  let [best, bestStart, start, gaps, count] = [0, -1, -1, 0, 0];
  [...measured, false, false, false].forEach((one, i) => {
    if (one) [start, gaps, count] = [start < 0 ? i : start, 0, count + 1];
    else if (start >= 0) {
      gaps += 1;
      if (gaps <= 1) return;
      if (count > best) [best, bestStart] = [count, start];
      [start, count] = [-1, 0];
    }
  });
  return bestStart;
}

/**
 * Whether a row in the midst of numbers is the heading of a second table.
 * @param {string[]} row
 * @param {number[]} columns
 * @param {boolean[]} measured
 * @param {number} at
 */
function looksLikeHeading(row, columns, measured, at) {
  const cells = columns.map((j) => row[j]).filter(Boolean);
  return cells.length > 1 && !cells.some(strong) && measured.slice(at + 1, at + 3).some(Boolean);
}

/**
 * The rows of names directly above the numbers, and the row of units among them.
 * @param {Row[]} above
 * @param {number[]} columns
 * @param {number} used
 */
function headings(above, columns, used) {
  /** @type {string[][]} */
  const taken = [];
  /** @type {string[]|null} */
  let units = null;
  let below = 0;
  for (const { number, cells: row } of [...above].reverse()) {
    if (taken.length && below - number > 1) break;
    below = number;
    const cells = row.filter(Boolean);
    if (columns.some((j) => row[j] && ["date", "clock"].includes(cellOf(row[j]).kind)) && cells.length < 3) break;
    if (!taken.length && !units && cells.length > 1 && allUnits(cells) && above.length > 1) {
      units = row;
      continue;
    }
    if (!taken.length) {
      taken.push(row);
      continue;
    }
    if (taken.length >= 2 || !mayStandAbove(row, taken[taken.length - 1], used)) break;
    taken.push(row);
  }
  if (units && !taken.length) return { heads: [units], units: null };
  if (!units && taken.length === 2 && allUnits(taken[0].filter(Boolean)) && !allUnits(taken[1].filter(Boolean)))
    return { heads: [taken[1]], units: taken[0] };
  return { heads: taken.reverse(), units };
}

/** @param {string[]} cells */
function allUnits(cells) {
  const bare = cells.map((cell) => cell.trim().replace(/^[[(]|[\])]$/g, ""));
  // m1, m2, m3 are mice that are counted, not metres and their powers.
  const counted = bare.flatMap((cell) => [
    ...(/^([A-Za-z]+)(\d+)$/.exec(cell) ? [/^([A-Za-z]+)(\d+)$/.exec(cell)] : []),
  ]);
  const [letters, digits] = [1, 2].map((k) => new Set(counted.map((match) => match?.[k])));
  if (digits.size > 1 && letters.size === 1) return false;
  if (bare.some((cell) => /^\d+$/.test(cell) && cell !== "1")) return false;
  return (
    bare.every((cell) => unitOf(cell) || timeUnitOf(cell) || cell === "-" || cell === "1") &&
    !cells.every((cell) => cellOf(cell).kind === "missing")
  );
}

/**
 * Whether a row holds groups over a row of names.
 * @param {string[]} row
 * @param {string[]} below
 * @param {number} used
 */
function mayStandAbove(row, below, used) {
  const cells = row.filter(Boolean);
  const lower = below.filter(Boolean);
  if (!cells.length || cells.some(strong)) return false;
  const bare = lower.every(
    (cell) => cell === below[0] || statisticOf(cell) || ["x", "y"].includes(cell.toLowerCase()) || unitOf(cell),
  );
  const repeated = new Set(lower).size < lower.length;
  const spread = used > 2 && row[0] === "" && below[0] !== "";
  return (bare || repeated || spread) && (cells.length > 1 || used > 2);
}

/** Whether texts count 0, 1, 2 … or 1, 2, 3 … @param {string[]} values */
export const counts = (values) =>
  values.every((value, i) => value === String(i)) || values.every((value, i) => value === String(i + 1));

/**
 * R writes the names of rows without a heading: the names then stand one column too far to the left.
 * @param {Sheet} sheet
 * @returns {Sheet}
 */
function withoutRowNames(sheet) {
  const [head] = sheet.heads;
  if (sheet.heads.length !== 1 || sheet.units || head.length < 2) return sheet;
  const full = sheet.rows.filter(({ cells }) => cells[cells.length - 1] !== "").length * 2 > sheet.rows.length;
  if (head[head.length - 1] !== "" || !head.slice(0, -1).every(Boolean) || !full) return sheet;
  const first = sheet.rows.map(({ cells }) => cells[0]);
  if (!counts(first) && !(new Set(first).size === first.length && first.every((cell) => cellOf(cell).kind === "text")))
    return sheet;
  const remark =
    "The names begin one column later than the rows, as R writes them: the first column holds names of rows.";
  return { ...sheet, heads: [["", ...head.slice(0, -1)]], remarks: [...sheet.remarks, remark] };
}

/** Whether a row is one of names, of which one is a time. @param {string[]} row */
function namesTime(row) {
  const cells = row.filter(Boolean);
  return (
    cells.length > 2 &&
    cells.every((cell) => cellOf(cell).kind === "text") &&
    cells.slice(1).some((cell) => headingOf(cell).time >= 2)
  );
}

/**
 * A table whose times stand in one row, as plate readers write them: turned, so that time is a column.
 * @param {Grid} grid
 * @returns {Sheet|null}
 */
function lying({ rows, separator, remarks }) {
  for (const [i, { cells: row }] of rows.entries()) {
    const [label] = row;
    const cells = row.slice(1).filter(Boolean);
    if (cells.length < 2 || !cells.every((cell) => ["number", "clock"].includes(cellOf(cell).kind))) continue;
    if (!label || cellOf(label).kind !== "text" || headingOf(label).time < 2) continue;
    // An arm may be called "day" or "min": it stands in several rows, or under names of which one is a time.
    if (rows.filter(({ cells: other }) => other[0] === label).length > 1) continue;
    if (rows.slice(0, i).some(({ cells: other }) => namesTime(other))) continue;
    const rest = rows.slice(i + 1);
    const end = rest.findIndex(({ cells: other }) => {
      const full = other.slice(1).filter(Boolean);
      return (
        !other[0] ||
        !["text", "missing"].includes(cellOf(other[0]).kind) ||
        !full.length ||
        !full.every((cell) => isNumeric(cellOf(cell)))
      );
    });
    const below = end < 0 ? rest : rest.slice(0, end);
    if (!below.length) continue;
    const columns = [row, ...below.map(({ cells: other }) => other)];
    const width = lengthOf(row);
    const turned = Array.from({ length: width - 1 }, (_, j) => ({
      number: j + 2,
      cells: columns.map((column) => column[j + 1]),
    }));
    const said = [
      ...remarks,
      `Times stand in a row (“${short(label)}”), so the table is read with its rows as columns.`,
    ];
    const before = firstOf(rows[0].cells);
    if (i) said.push(`${many(i, "row")} above it ${isAre(i)} left out, beginning with “${before}”.`);
    const more = rest.length - below.length;
    if (more) said.push(`${many(more, "row")} below it ${isAre(more)} left out.`);
    return { heads: [columns.map((column) => column[0])], units: null, rows: turned, separator, remarks: said };
  }
  return null;
}
