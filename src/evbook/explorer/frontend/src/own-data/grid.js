// The cells of a text: what stands between them, what is a comment, and how rows are counted.
// Papa Parse takes the text apart; which mark stands between its cells is found here: that which gives most rows of
// numbers.

// @ts-expect-error Papa Parse brings no types of its own.
import Papa from "papaparse";
import { cellOf, isNumeric } from "./cells.js";
import { lengthOf, many, Refusal, short } from "./words.js";

/** Rows and columns at most: a plate of 1,536 wells, and a day of a reading a second. */
const MOST_ROWS = 100_000;
const MOST_COLUMNS = 1600;
/** What may stand between cells; where two give as many rows of numbers, the earlier one. */
const SEPARATORS = ["\t", ";", "|", ",", "،", "  ", " "];
const LOOKED_AT = 400;

/** @typedef {{number: number, cells: string[]}} Row */

/**
 * @typedef {object} Grid
 * @property {Row[]} rows            none of them empty
 * @property {string} separator
 * @property {string[]} remarks
 * @property {Map<number, number>} widths  how many cells each row has in the file, the empty ones at its end too
 */

/** @param {string} separator */
const patternOf = (separator) => (separator === " " ? /\s+/ : separator === "  " ? /\s{2,}|\t/ : null);

/** @param {string} text @returns {Grid} */
export function gridOf(text) {
  let lines = text.split("\n");
  /** @type {string[]} */
  const remarks = [];
  const told =
    /^"?sep=(.)"?\s*$/i.exec(lines[0].replace(/^[ ,;]+|[ ,;]+$/g, "")) ?? /^"?sep=([,;\t|])"?$/.exec(lines[0]);
  if (told) lines[0] = "";
  const { kept: plainLines, comments } = withoutComments(lines);
  lines = wrapped(plainLines)
    ? plainLines.map((line) =>
        line.trim()
          ? line
              .trim()
              .replace(/[,;]+$/, "")
              .slice(1, -1)
              .replaceAll('""', '"')
          : "",
      )
    : plainLines;
  const separator = told ? told[1] : separatorOf(lines);
  if (!separator) {
    const shown = lines.find((line) => line.trim()) ?? "";
    throw new Refusal(
      `The table has one column only (it begins with “${short(shown)}”).  Two or more are needed, with ` +
        `commas, semicolons, tabs or spaces between their cells.`,
    );
  }
  const heading = commentedHeading(lines, comments, separator);
  if (heading) {
    lines[heading.number] = heading.text;
    remarks.push(`The names stand in row ${heading.number + 1}, which begins as a comment.`);
  }
  const count = comments.length - (heading ? 1 : 0);
  if (count) remarks.push(`${many(count, "line")} of comments ${count === 1 ? "is" : "are"} left out.`);
  const full = lines.filter((line) => line.trim()).length;
  if (full > MOST_ROWS)
    throw new Refusal(`The table has ${lines.length} rows; at most ${MOST_ROWS} are read.  Thin it first.`);
  const cells = cellsOf(lines, separator);
  const width = cells.reduce((most, row) => Math.max(most, row.length), 0);
  if (width > MOST_COLUMNS) throw new Refusal(`The table has ${width} columns; at most ${MOST_COLUMNS} are read.`);
  const widths = new Map(
    lines
      .slice(0, LOOKED_AT)
      .flatMap((line, i) => (quotes(line) % 2 === 0 ? [[i + 1, split(line, separator).length]] : [])),
  );
  let rows = cells
    .map((row, i) => ({ number: i + 1, cells: row.map((cell) => cell.trim()) }))
    .filter((row) => row.cells.some(Boolean));
  // A column of nothing at the end is the mark that ends every row.
  const used = rows.reduce((most, row) => Math.max(most, lengthOf(row.cells)), 0);
  rows = rows.map(({ number, cells: row }) => ({
    number,
    cells: Array.from({ length: used }, (_, j) => row[j] ?? ""),
  }));
  return { rows, separator, remarks, widths };
}

/** @param {string} line */
const quotes = (line) => line.split('"').length - 1;

/** @param {string[]} lines @param {string} separator @returns {string[][]} */
function cellsOf(lines, separator) {
  const pattern = patternOf(separator);
  if (pattern)
    return lines.map((line) =>
      line.trim()
        ? line
            .trim()
            .split(pattern)
            .map((cell) => cell.replace(/^"(.*)"$/, "$1"))
        : [],
    );
  // A space before a quotation mark is no part of the cell.
  const text = lines
    .join("\n")
    .replace(separator === "\t" ? /(^|\t) +"/gm : new RegExp(`(^|[${separator}])[ \\t]+"`, "gm"), '$1"');
  const { data, errors } = Papa.parse(text, { delimiter: separator, newline: "\n", skipEmptyLines: false });
  const open = errors.find((/** @type {{code: string}} */ { code }) => code === "MissingQuotes");
  if (open)
    throw new Refusal(
      `In row ${(open.row ?? 0) + 1} a quotation mark is opened and not closed.  Close it, or take it out.`,
    );
  return /** @type {string[][]} */ (data);
}

/** Lines that begin with a comment's mark become empty, so that the rows keep their numbers. @param {string[]} lines */
function withoutComments(lines) {
  /** @type {{number: number, text: string}[]} */
  const comments = [];
  const kept = lines.map((line, number) => {
    const match = /^\s*(#|%{1,2}\s|\/\/|!)(.*)$/.exec(line);
    // "#" alone may be the heading of a column of numbers of rows.
    if (!match || /^\s*#\s*[,;\t|]/.test(line)) return line;
    comments.push({ number, text: match[2].trim() });
    return "";
  });
  return { kept, comments };
}

/**
 * Whether each line stands in quotation marks as a whole, as some programs save a sheet twice.
 * @param {string[]} lines
 */
function wrapped(lines) {
  const full = lines.filter((line) => line.trim());
  return (
    full.length > 1 &&
    full.every((line) => line.length < 5000) &&
    full.every((line) => /^"(?:[^"]|"")*[,;\t](?:[^"]|"")*"[,;]*$/.test(line.trim()))
  );
}

/**
 * The cells of a line, roughly: a mark within quotation marks parts nothing.
 * @param {string} line
 * @param {string} separator
 */
function split(line, separator) {
  const bare = line.replace(/^[ \n]+|[ \n]+$/g, "").replace(/"[^"]*"/g, (match) => match.replace(/[,;|\t ]/g, "\0"));
  return bare.split(patternOf(separator) ?? separator).map((part) =>
    part
      .replaceAll("\0", ",")
      .trim()
      .replace(/^"+|"+$/g, ""),
  );
}

/** The mark that gives most rows of numbers; "" where none parts anything. @param {string[]} lines */
function separatorOf(lines) {
  const full = lines.filter((line) => line.trim());
  const rest = full.slice(LOOKED_AT / 2);
  const looked = [...full.slice(0, LOOKED_AT / 2), ...rest.slice(-LOOKED_AT / 2)];
  const scores = SEPARATORS.map((separator) => {
    let score = 0;
    for (const line of looked) {
      const cells = split(line, separator).filter(Boolean);
      if (cells.length < 2) continue;
      const like = cells.filter((cell) => isNumeric(cellOf(cell))).length;
      // A row of text parted is worth a little: a table of many text columns has few numbers.
      score += like === cells.length ? 1 : like * 2 >= cells.length ? 0.8 : like ? 0.3 : 0.05;
    }
    return score;
  });
  const most = Math.max(...scores);
  return most === 0 ? "" : SEPARATORS[scores.findIndex((score) => score >= 0.6 * most)];
}

/**
 * Some programs write the row of names as a comment ("# time V").
 * @param {string[]} lines
 * @param {{number: number, text: string}[]} comments
 * @param {string} separator
 */
function commentedHeading(lines, comments, separator) {
  const first = lines.findIndex((line) => line.trim());
  const above = comments.filter(({ number }) => number < first);
  const heading = above[above.length - 1];
  if (first < 0 || !heading) return null;
  const cells = split(lines[first], separator).filter(Boolean);
  const names = split(heading.text, separator).filter(Boolean);
  const numbers = cells.length > 0 && cells.every((cell) => isNumeric(cellOf(cell)));
  return numbers && names.length === cells.length && !names.every((name) => isNumeric(cellOf(name))) ? heading : null;
}
