// What is chosen, as the fragment of the address: #map:cancer=melanoma&cargo=mirna&at=sender.tumour-cells&q=notch
// The address may come from anybody: what the map does not know is left out and reported.

import { slug } from "./claims.js";

/** @import { MapData } from "./claims.js" */

/**
 * @typedef {object} Choice
 * @property {Record<string, string>} by     column: the chosen word or group ("" for all)
 * @property {string} words                  what is searched for
 * @property {string[]} at                   keys of the one group, or of the two joined groups, that are chosen in
 *   the picture
 * @property {number} sort                   column of the table by which it is sorted, -1 for the order of the review
 * @property {boolean} descending
 */

const PREFIX = "#map:";
const LONGEST = 80;

/** How the columns are called in an address. @type {Record<string, string>} */
const NAMES = {
  cargo_kind: "cargo",
  system: "seen",
  ev_isolation: "isolation",
  physiological_dose: "dose",
  release_blocked_control: "blocked",
  correction_status: "remark",
};
const nameOf = (/** @type {string} */ axis) => NAMES[axis] ?? axis;

/** @param {MapData} data @returns {Choice} */
export function nothing(data) {
  return {
    by: Object.fromEntries(Object.keys(data.choices).map((axis) => [axis, ""])),
    words: "",
    at: [],
    sort: -1,
    descending: false,
  };
}

/**
 * The values that a choice by a column may take: its words, and its groups of several words.
 * @param {MapData} data
 * @param {string} axis
 */
export function valuesOf(data, axis) {
  return data.axes[axis].flatMap(([group, terms]) => [
    ...(terms.length > 1 ? [`group-${slug(group)}`] : []),
    ...terms.map(slug),
  ]);
}

/** The words of the ledger that a value stands for. @param {MapData} data @param {string} axis @param {string} value */
export function termsOf(data, axis, value) {
  for (const [group, terms] of data.axes[axis]) {
    if (value === `group-${slug(group)}`) return terms;
    const term = terms.find((one) => slug(one) === value);
    if (term !== undefined) return [term];
  }
  return [];
}

/** @param {Choice} choice @param {MapData} data @param {string[]} columns headings of the table */
export function format(choice, data, columns) {
  const pairs = Object.keys(data.choices)
    .filter((axis) => choice.by[axis])
    .map((axis) => [nameOf(axis), choice.by[axis]]);
  if (choice.at.length)
    pairs.push([
      "at",
      choice.at.map((key) => key.replace("cargo_kind", "cargo").split(".").map(slug).join(".")).join("~"),
    ]);
  if (choice.words) pairs.push(["q", choice.words]);
  if (choice.sort >= 0) pairs.push(["sort", (choice.descending ? "-" : "") + slug(columns[choice.sort])]);
  return PREFIX + pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}

/**
 * @param {string} hash @param {MapData} data @param {string[]} columns
 * @returns {{choice: Choice, ignored: number} | null} null for an address that does not speak to the map
 */
export function parse(hash, data, columns) {
  if (!hash.startsWith(PREFIX)) return null;
  const choice = nothing(data);
  let ignored = 0;
  for (const pair of hash.slice(PREFIX.length).split("&").slice(0, 20)) {
    if (!pair) continue;
    const [name, raw = ""] = pair.split("=", 2);
    const value = decoded(raw);
    const axis = Object.keys(data.choices).find((one) => nameOf(one) === name);
    if (value === null) ignored += 1;
    else if (axis && valuesOf(data, axis).includes(value)) choice.by[axis] = value;
    else if (name === "q" && value && value.length <= LONGEST) choice.words = value;
    else if (name === "sort" && columns.some((column) => slug(column) === value.replace(/^-/, ""))) {
      choice.sort = columns.findIndex((column) => slug(column) === value.replace(/^-/, ""));
      choice.descending = value.startsWith("-");
    } else if (name === "at" && keysOf(value, data).length) choice.at = keysOf(value, data);
    else ignored += 1;
  }
  return { choice, ignored };
}

/**
 * The keys of one group, or of two groups of neighbouring layers.
 * @param {string} value
 * @param {MapData} data
 * @returns {string[]}
 */
function keysOf(value, data) {
  const layers = Object.keys(data.layers);
  const found = value.split("~").map((one) => {
    const [layer, name] = one.split(".", 2);
    const place = layers.findIndex((each) => nameOf(each) === layer);
    if (place < 0) return null;
    const group = [...data.axes[layers[place]].map(([each]) => each), data.notNamed].find(
      (each) => slug(each) === name,
    );
    return group === undefined ? null : { place, key: `${layers[place]}.${group}` };
  });
  const [first, second] = found;
  if (found.length === 1 && first) return [first.key];
  if (found.length === 2 && first && second && second.place === first.place + 1) return [first.key, second.key];
  return [];
}
