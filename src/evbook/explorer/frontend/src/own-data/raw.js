// A column before its meaning is settled.

/** @import { Heading } from "./headings.js" */

/**
 * @typedef {object} Raw
 * @property {string} letter
 * @property {Heading} heading
 * @property {string[]} cells
 * @property {number[]} rows
 * @property {string} arm
 * @property {number} replicate
 * @property {boolean} axis
 * @property {string} named
 */

/** "A" for 0, "Z" for 25, "AA" for 26. @param {number} index @returns {string} */
export const letterOf = (index) =>
  (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + (index % 26));
