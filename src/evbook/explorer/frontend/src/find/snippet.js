// The part of a text that shows why it was found.

import { names, plain, wordsIn } from "./words.js";

const ROOM = 180;

/**
 * A text in pieces, those that hold one of the words marked.
 * @param {string} text
 * @param {Set<string>} words   as the index keeps them
 * @returns {{text: string, marked: boolean}[]}
 */
export function pieces(text, words) {
  // Letter by letter, so that places in the plain text are places in the text.
  let folded = "";
  /** @type {number[]} */
  const place = [];
  for (let i = 0; i < text.length; i++) {
    const letters = plain(text[i]);
    for (let n = 0; n < letters.length; n++) place.push(i);
    folded += letters;
  }
  place.push(text.length);
  /** @type {{text: string, marked: boolean}[]} */
  const found = [];
  let from = 0;
  for (const { word, at } of wordsIn(folded)) {
    if (!names(word).some((name) => words.has(name))) continue;
    const start = place[at],
      end = place[at + word.length];
    if (start > from) found.push({ text: text.slice(from, start), marked: false });
    found.push({ text: text.slice(start, end), marked: true });
    from = end;
  }
  if (from < text.length) found.push({ text: text.slice(from), marked: false });
  return found;
}

/**
 * Some two lines of a text around the first of the words in it, else its beginning.
 * @param {string} text
 * @param {Set<string>} words
 */
export function snippet(text, words) {
  const all = pieces(text, words);
  let before = 0;
  for (const piece of all) {
    if (piece.marked) break;
    before += piece.text.length;
  }
  const start = before >= text.length ? 0 : Math.max(0, before - ROOM / 3);
  const from = start === 0 ? 0 : text.indexOf(" ", start) + 1;
  const stop = text.length <= from + ROOM ? text.length : text.lastIndexOf(" ", from + ROOM);
  const cut = text.slice(from, stop > from ? stop : from + ROOM);
  return pieces(`${from ? "… " : ""}${cut}${from + cut.length < text.length ? " …" : ""}`, words);
}
