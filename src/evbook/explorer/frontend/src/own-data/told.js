// A column whose role is known: what it is called in a sentence, and what the reader has answered of it.

/** @import { Cell } from "./cells.js" */
/** @import { Raw } from "./raw.js" */
/** @import { Question } from "./reader.js" */

/**
 * @typedef {object} Read  A column whose role is known, with its cells read.
 * @property {Raw} raw
 * @property {Cell[]} cells
 * @property {"number"|"clock"|"date"|"text"|"empty"} kind
 * @property {string} role
 * @property {string} of
 * @property {string} along
 */

/** The column in a sentence. @param {Read} read */
export function told({ raw }) {
  const name = raw.heading.text || raw.named;
  const where = raw.letter.length < 3 ? `Column ${raw.letter}` : raw.letter[0].toUpperCase() + raw.letter.slice(1);
  return name ? `${where}, “${name}”` : where;
}
/** The column as the subject of a sentence that goes on. @param {Read} read */
export const goingOn = (read) => (told(read).endsWith("”") ? `${told(read)},` : told(read));
/** @param {string} text */
export const small = (text) => text[0].toLowerCase() + text.slice(1);
/** @param {Read} read */
export const nameOf = ({ raw }) => raw.heading.text || raw.letter;
/** @param {Read} read @param {string} asked */
export const isCalled = ({ raw }, asked) => [raw.letter, raw.heading.name, raw.heading.text, raw.named].includes(asked);

/**
 * The answer for one column, by its letter, its name or its heading.
 * @param {Record<string, string>|undefined} options
 * @param {Raw} raw
 */
export function answerFor(options, raw) {
  const key = [raw.letter, raw.heading.name, raw.heading.text, raw.named].find(
    (one) => options && Object.hasOwn(options, one),
  );
  return key === undefined || !options ? undefined : options[key];
}

/**
 * @param {string} sentence
 * @param {string} option
 * @param {string} [column]
 * @param {string[]} [choices]
 * @returns {Question}
 */
export const question = (sentence, option, column = "", choices = []) => ({ sentence, option, column, choices });
