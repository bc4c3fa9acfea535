// The words by which a table says what it holds: the same list as Python's reader has, and how headings are compared.

import list from "../../../../own_data/words.json" with { type: "json" };

/** @type {any} */
export const words = list;

/** @param {string} name @returns {Set<string>} one list of words */
export const listed = (name) => {
  let found = sets.get(name);
  if (!found) sets.set(name, (found = new Set(words[name])));
  return found;
};
/** @type {Map<string, Set<string>>} */
const sets = new Map();

/** @param {string} role @returns {Set<string>} the headings that say a role by themselves */
export const roleWords = (role) => {
  let found = sets.get(`role ${role}`);
  if (!found) sets.set(`role ${role}`, (found = new Set(words.roles[role])));
  return found;
};

/** Each word for a unit of time, in lower case, and the unit that it means. @type {Map<string, string>} */
export const timeWords = new Map(
  Object.entries(words.time_units).flatMap(([unit, all]) =>
    /** @type {string[]} */ (all).map((word) => /** @type {[string, string]} */ ([word, unit])),
  ),
);

/** A heading for comparing: lower case, one space between words, no marks at its ends. @param {string} text */
export function plain(text) {
  const lower = text
    .toLowerCase()
    .replace(/[_\s.-]+/g, " ")
    .trim();
  return lower.replace(/^["':;()[\]{}, ]+|["':;()[\]{}, ]+$/g, "").trim();
}

/**
 * The words of a heading in lower case; a change of case within a word parts it, abbreviating points do not.
 * @param {string} text
 */
export function tokens(text) {
  const parted = text.replace(/(?<=[a-zäöü])(?=[A-ZÄÖÜ][a-zäöü])/g, " ");
  const lower = parted
    .toLowerCase()
    .replace(/(?<![\p{L}\p{N}_])((?:\p{L}\.){2,})/gu, (match) => match.replaceAll(".", ""));
  return lower.split(/[^\p{L}\p{N}_%±+'’]+|_/u).filter(Boolean);
}

/** "3 rows", "1 row". @param {number} count @param {string} noun */
export const many = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A text as a sentence repeats it. @param {string} text */
export function short(text, most = 24) {
  const one = text.replace(/\s+/g, " ").trim();
  return one.length <= most ? one : `${one.slice(0, most)}…`;
}

/** How many cells a row has up to its last one that is not empty. @param {string[]} row */
export function lengthOf(row) {
  let length = row.length;
  while (length > 0 && !row[length - 1]) length -= 1;
  return length;
}

/** A number as Python's "%g" writes it. @param {number} value */
export function general(value) {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const exponent = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(6)))));
  if (exponent >= -4 && exponent < 6) return String(Number(value.toPrecision(6)));
  const [mantissa, power] = value.toExponential(5).split("e");
  return `${Number(mantissa)}e${power[0]}${power.slice(1).padStart(2, "0")}`;
}

/** A table or an answer that cannot be taken; its message is a sentence for the reader. */
export class Refusal extends Error {}
