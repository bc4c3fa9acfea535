// The claims as the page has them: each is a row of the table, and its words are the row's attributes.

import { holder } from "../find/words.js";

/**
 * @typedef {object} MapData   what the page says beside the rows
 * @property {Record<string, string>} layers    column of the ledger: the question that the layer answers
 * @property {Record<string, string>} choices   column of the ledger: what a choice by it is called
 * @property {Record<string, [string, string[]][]>} axes   column of the ledger: its groups and their words, in order
 * @property {Record<"wide"|"narrow", Form>} measures
 * @property {string[]} colours                 kinds of cargo in the order of the palette
 * @property {string} notNamed
 *
 * @typedef {{width: number, bar: number, gap: number, line: number, font: number, room: number, top: number, most:
 *   number, each: number}} Form
 *
 * @typedef {object} Claim
 * @property {string} id
 * @property {HTMLElement | null} row
 * @property {boolean} drawn
 * @property {Record<string, string[]>} words    column: the ledger's words
 * @property {Record<string, string[]>} groups   column: what they are drawn as, in the order of drawing
 * @property {(query: string) => boolean} holds  whether the row says all these words, each whole
 */

/** The values of a cell that ";" parts. @param {string | null} cell */
export function parts(cell) {
  return (cell ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter(Boolean);
}

/** A text as the name it has in an address. @param {string} text */
export function slug(text) {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** @param {MapData} data @param {string} axis @param {string[]} words */
export function groupsOf(data, axis, words) {
  const found = data.axes[axis]
    .filter(([, terms]) => terms.some((term) => words.includes(term)))
    .map(([group]) => group);
  return found.length ? found : [data.notNamed];
}

/** @param {HTMLElement} row @param {MapData} data @returns {Claim} */
export function readClaim(row, data) {
  /** @type {Claim} */
  const claim = {
    id: row.id.replace(/^claim-/, ""),
    row,
    drawn: row.dataset.drawn !== undefined,
    words: {},
    groups: {},
    // cell by cell: nothing stands between two cells, and their words would be one
    holds: holder(Array.from(row.children, (cell) => cell.textContent).join(" ")),
  };
  for (const axis of Object.keys(data.choices)) {
    claim.words[axis] = parts(row.getAttribute(`data-${axis.replaceAll("_", "-")}`));
    claim.groups[axis] = groupsOf(data, axis, claim.words[axis]);
  }
  return claim;
}
