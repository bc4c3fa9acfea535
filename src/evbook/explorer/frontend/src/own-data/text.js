// The text of a reader's file: what encoding it is in, and what is no text at all.

import { Refusal } from "./words.js";

/** The largest file that is read, in bytes. */
export const MOST_BYTES = 20_000_000;

/** First bytes of files that are no text, what they are, and what to do. @type {[string, string, string][]} */
const PACKED = [
  ["PK", "a packed file, such as a spreadsheet program’s own", "Save the sheet as CSV, and give that."],
  ["\xd0\xcf\x11\xe0", "an older spreadsheet program’s own file", "Save the sheet as CSV, and give that."],
  ["%PDF", "a PDF", "Give the table as CSV."],
  ["\x89PNG", "a picture", "Give the numbers as CSV; a program that reads curves off pictures writes them so."],
  ["\xff\xd8\xff", "a picture", "Give the numbers as CSV; a program that reads curves off pictures writes them so."],
  ["GIF8", "a picture", "Give the numbers as CSV; a program that reads curves off pictures writes them so."],
  ["\x1f\x8b", "a compressed file", "Unpack it first."],
  ["PAR1", "a Parquet file", "Save the table as CSV."],
  ["\x89HDF", "an HDF5 file", "Save the table as CSV."],
  ["{\\rtf", "a word processor’s file", "Save the table as CSV."],
];

/** @param {Uint8Array} data @param {string} start */
const begins = (data, start) => [...start].every((letter, i) => data[i] === letter.charCodeAt(0));

/**
 * The text of a file's bytes, or of a text itself, and what is to be said of how it was read.
 * @param {Uint8Array|string} source
 * @returns {{text: string, remarks: string[]}}
 * @throws {Refusal}
 */
export function textOf(source) {
  return typeof source === "string" ? checked(source, []) : decoded(source);
}

/** @param {Uint8Array} data */
function decoded(data) {
  for (const [start, what, then] of PACKED) {
    if (begins(data, start)) throw new Refusal(`This is ${what}, not a table as text.  ${then}`);
  }
  if (data.length > MOST_BYTES)
    throw new Refusal(
      `The file has ${Math.round(data.length / 1e6)} MB; at most ${MOST_BYTES / 1e6} MB are read.  Thin it first.`,
    );
  for (const [mark, coding] of [
    ["\xef\xbb\xbf", "utf-8"],
    ["\xff\xfe", "utf-16le"],
    ["\xfe\xff", "utf-16be"],
  ]) {
    if (begins(data, mark)) return checked(new TextDecoder(coding).decode(data), []);
  }
  const sample = data.subarray(0, 4000);
  let [even, odd] = [0, 0];
  sample.forEach((byte, i) => {
    if (byte !== 0) return;
    if (i % 2) odd += 1;
    else even += 1;
  });
  if (
    sample.length > 3 &&
    Math.max(even, odd) > (0.3 * sample.length) / 2 &&
    (0.3 * sample.length) / 2 > 4 * Math.min(even, odd)
  ) {
    return checked(new TextDecoder(odd > even ? "utf-16le" : "utf-16be").decode(data), []);
  }
  try {
    return checked(new TextDecoder("utf-8", { fatal: true }).decode(data), []);
  } catch (error) {
    if (error instanceof Refusal) throw error;
  }
  // Older spreadsheets write one byte a letter, µ among them.
  return checked(new TextDecoder("windows-1252").decode(data), [
    "The file is not in UTF-8; letters beyond plain ones are read as Windows writes them (cp1252).",
  ]);
}

/** @param {string} given @param {string[]} remarks */
function checked(given, remarks) {
  const text = given.replace(/^\ufeff/, "");
  if (text.trim() === "")
    throw new Refusal("The file is empty.  A row of names, then rows of numbers, is what is read.");
  if (text.length > MOST_BYTES)
    throw new Refusal(
      `The text has ${Math.round(text.length / 1e6)} million characters; at most ${MOST_BYTES / 1e6} are read.`,
    );
  const strange = /[\u0000-\u0008\u000e-\u001f]/.exec(text.slice(0, 100_000));
  if (strange)
    throw new Refusal(
      `The file holds the byte ${strange[0].charCodeAt(0)}, which no text holds.  Save the table as CSV.`,
    );
  const start = text.trimStart().slice(0, 200).toLowerCase();
  if (/^(<!doctype|<html|<table|<\?xml)/.test(start))
    throw new Refusal("This is a web page or XML, not a table as text.  Save the table as CSV.");
  if (/^(\{|\[\{|\[\[)/.test(start)) throw new Refusal("This is JSON, not a table as text.  Save the table as CSV.");
  return { text: text.replace(/\r\n?/g, "\n"), remarks };
}
