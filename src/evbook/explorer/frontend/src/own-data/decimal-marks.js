// Decimal marks and marks between thousands: what 2,319 means, decided by the table or not at all.
// The rules are those of Python's evbook.own_data.marks.

/** @typedef {"decimal"|"grouped"|""} Use */

/**
 * The digits of a number: `value`, or both `decimal` and `grouped` where either may be meant.
 * @typedef {object} Reading
 * @property {number|null} value
 * @property {string} mark
 * @property {Use} use
 * @property {number} decimal
 * @property {number} grouped
 */

/**
 * @param {number|null} value
 * @param {string} [mark]
 * @param {Use} [use]
 * @param {number} [decimal]
 * @param {number} [grouped]
 * @returns {Reading}
 */
const reading = (value, mark = "", use = "", decimal = NaN, grouped = NaN) => ({ value, mark, use, decimal, grouped });

/**
 * Read the digits of a number; null where its marks make no sense.
 * @param {string} given
 * @param {number|null} exponent
 * @returns {Reading|null}
 */
export function readingOf(given, exponent) {
  const number = given.replaceAll("٬", "'");
  if (number.includes("٫")) {
    const bare = number.replace(/[',]/g, "");
    return bare.split("٫").length === 2 && !bare.includes(".") ? reading(Number(bare.replace("٫", "."))) : null;
  }
  const spaced = /^(\d{1,3}(?:['’  _]\d{3})+)([.,]\d+)?$/.exec(number);
  if (spaced) {
    const whole = spaced[1].replace(/\D/g, "");
    return spaced[2]
      ? reading(Number(`${whole}.${spaced[2].slice(1)}`), spaced[2][0], "decimal")
      : reading(Number(whole));
  }
  if (/^\d+$/.test(number)) return reading(Number(number));
  if (/[^\d.,]/.test(number)) return null;
  const marks = [...number].filter((letter) => letter === "." || letter === ",");
  const last = marks[marks.length - 1];
  if (new Set(marks).size === 2) {
    const other = last === "." ? "," : "\\.";
    const match = new RegExp(
      `^(\\d{1,3}(?:${other}\\d{3})+|\\d{1,2}(?:${other}\\d{2})*${other}\\d{3})\\${last}(\\d*)$`,
    ).exec(number);
    return match ? reading(Number(`${match[1].replace(/[.,]/g, "")}.${match[2] || 0}`), last, "decimal") : null;
  }
  if (marks.length > 1) {
    const whole = new RegExp(`^(?:\\d{1,3}(?:\\${last}\\d{3})+|\\d{1,2}(?:\\${last}\\d{2})+\\${last}\\d{3})$`).test(
      number,
    );
    return whole ? reading(Number(number.replace(/[.,]/g, "")), last, "grouped") : null;
  }
  const [left, right] = number.split(last);
  const decimal = Number(`${left || 0}.${right || 0}`);
  if (right === "") return reading(decimal);
  if (right.length !== 3 || left.length > 3 || left === "" || left.startsWith("0") || exponent !== null)
    return reading(decimal, last, "decimal");
  return reading(null, last, "", decimal, Number(left + right));
}

/** What the numbers of a column, or of a table, tell of each mark. */
export class Evidence {
  constructor() {
    /** @type {Map<string, Set<Use>>} */
    this.uses = new Map();
  }

  /** @param {Reading} one */
  take({ mark, use }) {
    if (!use) return;
    if (!this.uses.has(mark)) this.uses.set(mark, new Set());
    this.uses.get(mark)?.add(use);
  }

  /** What a mark is by this evidence; "" where it does not say, or says both. @param {string} mark @returns {Use} */
  useOf(mark) {
    const mine = this.uses.get(mark) ?? new Set();
    const other = this.uses.get(mark === "," ? "." : ",") ?? new Set();
    if (mine.size === 1 && !(mine.has("decimal") && other.has("decimal"))) return [...mine][0];
    if (mine.size === 0 && other.size === 1) return other.has("decimal") ? "grouped" : "decimal";
    return "";
  }
}

/**
 * What a mark before three digits is in a column; "" where the reader must say.  `scaled` says that commas part the
 * cells and that the heading counts in thousands or more: a point there is a decimal mark.
 * @param {string} mark
 * @param {Evidence} column
 * @param {Evidence} table
 * @param {string|undefined} answer
 * @param {boolean} scaled
 * @returns {Use}
 */
export function settled(mark, column, table, answer, scaled) {
  if (answer) return mark === answer ? "decimal" : "grouped";
  if (table.uses.get(".")?.has("decimal") && table.uses.get(",")?.has("decimal")) return "";
  return column.useOf(mark) || table.useOf(mark) || (mark === "." && scaled ? "decimal" : "");
}
