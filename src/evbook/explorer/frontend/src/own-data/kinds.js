// Several measurements in one column, told apart by another: DVID, or the compartment of a row that was measured.
// The rules are those of Python's evbook.own_data.kinds.

import { general, plain } from "./words.js";

/** @import { Answers, Column } from "./reader.js" */

/** Headings of pharmacometric tables that say what a row measures. */
export const KINDS = ["dvid", "ytype", "yid", "cmt"];
/** More than these are a code of something else. */
const MOST = 12;

/**
 * Part a column whose rows are several measurements into one column for each.
 * @param {Column[]} columns
 * @param {Answers} answers
 * @param {string[]} remarks
 * @returns {Column[]}
 */
export function toldApart(columns, { roles = {} }, remarks) {
  const values = columns.filter(({ role }) => role === "value");
  if (values.length !== 1) return columns;
  const [value] = values;
  for (const wanted of KINDS) {
    const kind = columns.find(({ name, role }) => plain(name) === wanted && (role === "dose" || role === "ignored"));
    if (!kind || kind.values.some((one) => typeof one !== "number")) continue;
    const told = /** @type {number[]} */ (kind.values);
    const measured = value.values.map((one, i) => Number.isFinite(one) || Boolean(value.censored?.[i]));
    const levels = [...new Set(told.filter((one, i) => measured[i] && Number.isFinite(one)))].sort((a, b) => a - b);
    if (levels.length < 2 || levels.length > MOST) continue;
    remarks.push(
      `Column ${value.letter}, “${value.heading}”, holds several measurements, which column ${kind.letter}, ` +
        `“${kind.heading}”, tells apart: they are read as columns of their own.`,
    );
    const parts = levels.map((level) => {
      const here = (/** @type {number} */ i) => told[i] === level;
      const letter = `${value.letter} ${general(level)}`;
      const censored = value.censored?.map((one, i) => (here(i) ? one : 0)) ?? null;
      const beyond = censored?.some(Boolean) ?? false;
      return {
        ...value,
        letter,
        heading: `${value.heading} (${kind.name} ${general(level)})`,
        name: `${value.name} ${general(level)}`,
        role: roles[letter] === "ignored" ? "ignored" : value.role,
        values: value.values.map((one, i) => (here(i) ? one : NaN)),
        censored: beyond ? censored : null,
        limits: beyond ? (value.limits?.map((one, i) => (here(i) ? one : NaN)) ?? null) : null,
      };
    });
    return columns.flatMap((column) => (column === value ? parts : [column]));
  }
  return columns;
}
