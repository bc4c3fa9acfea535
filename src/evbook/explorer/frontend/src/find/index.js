// The index: what can be found by which word, and in which order it is shown.

import MiniSearch from "minisearch";
import { asked, kept, lenient } from "./words.js";

/**
 * @typedef {"page" | "section" | "model" | "claim" | "number" | "term"} Kind
 *
 * @typedef {object} Found   one thing that can be found; the fields of `sphinxext/searching.py`
 * @property {Kind} kind
 * @property {string} title
 * @property {string} where     the page or model it belongs to
 * @property {string} address   from the root of the site
 * @property {string} text
 * @property {string} also      its other names
 *
 * @typedef {{found: Found[], synonyms: Record<string, string[]>, index: any}} Findable
 * @typedef {{found: Found, words: string[], score: number}} Hit   `words`: those of the index that were met
 */

/** Title before other names, these before the page it stands on, that before its words. */
const BOOST = { title: 6, also: 5, where: 1.5, text: 1 };
/** A page says more than a section of it, and a number least. @type {Record<Kind, number>} */
const WORTH = { page: 2.2, model: 1.5, term: 1.4, section: 1, claim: 0.7, number: 0.5 };

/** @returns {import("minisearch").Options} */
const options = () => ({
  fields: ["title", "also", "where", "text"],
  tokenize: (text) => kept(text),
  processTerm: (term) => term,
});

/** @param {{found: Found[], synonyms: Record<string, string[]>}} what @returns {Findable} */
export function makeIndex({ found, synonyms }) {
  const search = new MiniSearch(options());
  search.addAll(found.map((one, id) => ({ id, ...one })));
  return { found, synonyms, index: search.toJSON() };
}

/**
 * What looks into the index, which is unpacked bit by bit so that the page answers meanwhile.
 * @param {Findable} findable
 */
export async function searcher({ found, synonyms, index }) {
  const search = await MiniSearch.loadJSAsync(index, options());
  // by the words as they are looked for, without the ending of a plural
  const others = new Map(Object.entries(synonyms).map(([word, known]) => [asked(word).join(" "), known]));
  /** A word as it stands, by its beginning, or with a slip. @param {string} word @param {number} weight */
  const leaf = (word, weight) => ({
    queries: [word],
    tokenize: (/** @type {string} */ text) => [text],
    prefix: lenient(word),
    fuzzy: lenient(word) && word.length > 4 ? 0.2 : /** @type {const} */ (false),
    boostTerm: () => weight,
  });
  /** A word, or what the book calls it. @param {string} word */
  const either = (word) => ({
    combineWith: /** @type {const} */ ("OR"),
    queries: [
      leaf(word, 1),
      ...(others.get(word) ?? []).map((other) => ({
        combineWith: /** @type {const} */ ("AND"),
        queries: asked(other).map((part) => leaf(part, 0.4)),
      })),
    ],
  });
  /**
   * What holds all the words, the best first; `whole` says that some thing does, else what holds some of them is given.
   * @param {string} query
   * @returns {{hits: Hit[], whole: boolean}}
   */
  return function find(query) {
    const words = asked(query);
    if (!words.length) return { hits: [], whole: true };
    const ask = (/** @type {"AND" | "OR"} */ combineWith) =>
      search.search(
        { combineWith, queries: words.map(either) },
        {
          boost: BOOST,
          weights: { fuzzy: 0.25, prefix: 0.5 },
          boostDocument: (id) => WORTH[found[id].kind],
        },
      );
    let answer = ask("AND");
    const whole = answer.length > 0 || words.length === 1;
    if (!whole) answer = ask("OR");
    return {
      hits: answer.map(({ id, score, terms }) => ({ found: found[id], score, words: terms })),
      whole,
    };
  };
}
