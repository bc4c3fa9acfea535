// Values that lie beyond a limit because another column says so: flags, qualifiers (<, =), and columns of limits.
// The rules are those of Python's evbook.own_data.limits.

import { question } from "./told.js";
import { listed, many, plain, tokens } from "./words.js";

/** @import { Answers, Column, Question } from "./reader.js" */

const BELOW = new Set(["<", "≤", "<=", "lt", "le", "yes", "y", "true", "1", "censored", "left"]);
const ABOVE = new Set([">", "≥", ">=", "gt", "ge", "right", "-1"]);
const NEITHER = new Set(["", "=", "==", "eq", "~", ".", "-", "no", "n", "false", "0", "ok"]);
const MARKS = new Set(["<", "≤", "<=", ">", "≥", ">="]);

/** 1 where a flag says below a limit, −1 where above, 0 else. @param {string} text */
export function sideOf(text) {
  const word = text.trim().toLowerCase();
  if (BELOW.has(word) || listed("below").has(word)) return 1;
  return ABOVE.has(word) || listed("above").has(word) ? -1 : 0;
}

/**
 * Whether the cells of a column only say on which side of a limit a number beside them lies.
 * @param {string[]} texts
 */
export function areQualifiers(texts) {
  const said = texts.map((text) => text.trim().toLowerCase());
  return (
    said.some((word) => MARKS.has(word) || listed("below").has(word) || listed("above").has(word)) &&
    said.every((word) => NEITHER.has(word) || MARKS.has(word) || sideOf(word) !== 0)
  );
}

/**
 * The value that a column of flags or limits is about: the only one, one of its name, or the one beside it.
 * @param {Column} of
 * @param {Column[]} columns
 */
function marked(of, columns) {
  const values = columns.filter(({ role }) => role === "value");
  if (values.length === 1) return values[0];
  const own = new Set(tokens(of.heading));
  const named = values.filter(({ name }) => plain(name) && tokens(name).every((word) => own.has(word)));
  if (named.length === 1) return named[0];
  const at = columns.findIndex(({ letter }) => letter === of.letter);
  return [columns[at - 1], columns[at + 1]].find((column) => column?.role === "value");
}

/** @param {number|string} value */
const isSet = (value) => typeof value === "number" && Number.isFinite(value) && value !== 0;

/**
 * Take the flags and limits of other columns to the values that they are about.
 * @param {Column[]} columns
 * @param {Answers} answers
 * @param {string[]} remarks
 * @param {Question[]} questions
 * @returns {{columns: Column[], questions: Question[]}}
 */
export function withLimits(columns, answers, remarks, questions) {
  let found = columns;
  for (const flag of columns.filter(({ role, values }) => ["censored", "limit"].includes(role) && values.length)) {
    const value = marked(flag, found);
    if (!value) {
      if (flag.role === "censored" && flag.values.some(isSet))
        questions.push(
          question(
            `Column ${flag.letter}, “${flag.heading}”, marks values, and the table does not say of which ` +
              "column.  Leave the other columns out, or this one.",
            "roles",
            flag.letter,
            ["ignored"],
          ),
        );
      continue;
    }
    let made = value;
    if (flag.role === "censored") {
      const limit = columns.find((one) => one.role === "limit" && marked(one, found) === value);
      made = flagged(value, flag, limit, answers, remarks, questions);
    } else [made, questions] = stated(value, flag, remarks, questions);
    found = found.map((column) => (column === value ? made : column));
  }
  return { columns: found, questions };
}

/**
 * A flag makes a value lie beyond a limit: that of a column of limits, of the reader, or the value itself.
 * @param {Column} value
 * @param {Column} flag
 * @param {Column|undefined} limit
 * @param {Answers} answers
 * @param {string[]} remarks
 * @param {Question[]} questions
 * @returns {Column}
 */
function flagged(value, flag, limit, answers, remarks, questions) {
  let side = flag.values.map((one) => (isSet(one) ? -Math.sign(Number(one)) : 0));
  if (!side.some(Boolean)) return value;
  let taken = false;
  let limits = side.map((one, i) => {
    if (one === 0) return NaN;
    const own = Number(value.values[i]);
    if (limit) {
      const stated = Number(limit.values[i]);
      if (!(own > 0) || Number.isNaN(stated)) return own > 0 ? own : stated;
      // Below both its number and the limit is below the greater: Monolix writes the other end of an interval.
      return one < 0 ? Math.max(own, stated) : Math.min(own, stated);
    }
    if (answers.limit !== undefined) return answers.limit;
    if (!(own > 0)) return NaN;
    taken = true;
    return own;
  });
  if (taken)
    remarks.push(
      `Column ${value.letter}, “${value.heading}”: where column ${flag.letter} marks a value, the value is ` +
        `taken as its limit.`,
    );
  const open = side.filter((one, i) => one !== 0 && !Number.isFinite(limits[i])).length;
  if (open)
    questions.push(
      question(
        `Column ${flag.letter}, “${flag.heading}”, marks ${many(open, "value")} as below a limit that the ` +
          `table does not state.  What is the limit?`,
        "limit",
        value.letter,
      ),
    );
  const { censored, limits: known } = value;
  if (censored && known) {
    limits = limits.map((one, i) => (side[i] ? one : known[i]));
    side = side.map((one, i) => one || censored[i]);
  }
  return { ...value, values: value.values.map((one, i) => (side[i] ? NaN : one)), censored: side, limits };
}

/**
 * Cells that say only "below the limit" (BLQ) lie below that of their row in a column of limits.
 * @param {Column} value
 * @param {Column} limit
 * @param {string[]} remarks
 * @param {Question[]} questions
 * @returns {[Column, Question[]]}
 */
function stated(value, limit, remarks, questions) {
  const { censored, limits: known } = value;
  if (!censored || !known) return [value, questions];
  const open = (/** @type {number} */ i, /** @type {number[]} */ of) => censored[i] < 0 && !Number.isFinite(of[i]);
  const at = known.map((_, i) => open(i, known) && Number.isFinite(limit.values[i]));
  const count = at.filter(Boolean).length;
  if (!count) return [value, questions];
  remarks.push(
    `Column ${value.letter}, “${value.heading}”: ${many(count, "cell")} without a number ` +
      `${count === 1 ? "lies" : "lie"} below the limit in column ${limit.letter}.`,
  );
  const limits = known.map((one, i) => (at[i] ? Number(limit.values[i]) : one));
  const left = limits.some((_, i) => open(i, limits));
  const kept = questions.filter(
    ({ option, column, sentence }) =>
      left || option !== "limit" || column !== value.letter || sentence.includes("may mean"),
  );
  return [{ ...value, limits }, kept];
}
