// Units of a reader's data, turned into those of the model: factors and powers of base units, as pint has them in
// Python.

/**
 * Powers of second, metre, kilogram, mole, kelvin, cell, vesicle, molecule.
 * @typedef {{factor: number, powers: number[]}} Dimension
 */

const BASES = ["s", "m", "kg", "mol", "K", "cell", "EV", "molecule"];

/** What takes a prefix. @type {Record<string, [number, number[]]>} */
const PREFIXED = {
  s: [1, [1]],
  m: [1, [0, 1]],
  g: [1e-3, [0, 0, 1]],
  mol: [1, [0, 0, 0, 1]],
  M: [1e3, [0, -3, 0, 1]],
  L: [1e-3, [0, 3]],
  l: [1e-3, [0, 3]],
  N: [1, [-2, 1, 1]],
  Pa: [1, [-2, -1, 1]],
};
/** @type {Record<string, number>} */
const PREFIXES = { "": 1, k: 1e3, d: 1e-1, c: 1e-2, m: 1e-3, u: 1e-6, n: 1e-9, p: 1e-12, f: 1e-15 };
/** Units with names of their own, in any case and number. @type {Record<string, [number, number[]]>} */
const NAMED = {
  sec: [1, [1]],
  second: [1, [1]],
  min: [60, [1]],
  minute: [60, [1]],
  h: [3600, [1]],
  hr: [3600, [1]],
  hour: [3600, [1]],
  d: [86_400, [1]],
  day: [86_400, [1]],
  wk: [604_800, [1]],
  week: [604_800, [1]],
  yr: [31_557_600, [1]],
  year: [31_557_600, [1]],
  metre: [1, [0, 1]],
  meter: [1, [0, 1]],
  micron: [1e-6, [0, 1]],
  gram: [1e-3, [0, 0, 1]],
  litre: [1e-3, [0, 3]],
  liter: [1e-3, [0, 3]],
  cc: [1e-6, [0, 3]],
  mole: [1, [0, 0, 0, 1]],
  kelvin: [1, [0, 0, 0, 0, 1]],
  cell: [1, [0, 0, 0, 0, 0, 1]],
  ev: [1, [0, 0, 0, 0, 0, 0, 1]],
  vesicle: [1, [0, 0, 0, 0, 0, 0, 1]],
  particle: [1, [0, 0, 0, 0, 0, 0, 1]],
  molecule: [1, [0, 0, 0, 0, 0, 0, 0, 1]],
  copy: [1, [0, 0, 0, 0, 0, 0, 0, 1]],
  1: [1, []],
  dimensionless: [1, []],
  fraction: [1, []],
  "%": [0.01, []],
  percent: [0.01, []],
};
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @param {number} factor @param {number[]} powers @returns {Dimension} */
const dimension = (factor, powers) => ({ factor, powers: BASES.map((_, i) => powers[i] ?? 0) });

/** One unit without a power. @param {string} name @returns {Dimension|null} */
function unitOf(name) {
  for (const word of [
    name.toLowerCase(),
    name.toLowerCase().replace(/ies$/, "y"),
    name.toLowerCase().replace(/s$/, ""),
  ]) {
    // "M" and "D" are no minutes and days.
    if (Object.hasOwn(NAMED, word) && (word.length > 1 || name === word)) return dimension(...NAMED[word]);
  }
  for (const [prefix, factor] of Object.entries(PREFIXES)) {
    const rest = name.slice(prefix.length);
    if (name.startsWith(prefix) && Object.hasOwn(PREFIXED, rest))
      return dimension(factor * PREFIXED[rest][0], PREFIXED[rest][1]);
  }
  return null;
}

/**
 * The unit that a text means: "mg/L", "cells per day", "EV/(cell hour)", "µm³", "h^-1"; null when it is none.
 * @param {string} text
 * @returns {Dimension|null}
 */
export function unitFrom(text) {
  if (text.length > 60) return null;
  const plain = text
    .normalize("NFC")
    .replace(/[µμ]/g, "u")
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(RAISED.indexOf(digit)))
    .replace(/⁻/g, "-")
    .replace(/\bper\b/gi, "/")
    .replace(/\*\*|\^/g, "")
    .replace(/[·*×]/g, " ")
    .trim();
  const total = dimension(1, []);
  let below = false; // of the line: after "/", one factor, or all within brackets
  let within = false;
  if (plain === "" || !/^[^()]*(\/\s*\([^()]*\))?[^()]*$/.test(plain)) return null;
  for (const token of plain.match(/[/()]|[^/()\s]+/g) ?? []) {
    if (token === "/") below = true;
    else if (token === "(") within = true;
    else if (token === ")") within = below = false;
    else {
      const match = /^(1|[A-Za-z%]+)(-?\d{1,2})?$/.exec(token);
      const unit = match && unitOf(match[1]);
      if (!unit) return null;
      const power = Number(match[2] ?? 1) * (below ? -1 : 1);
      total.factor *= unit.factor ** power;
      total.powers = total.powers.map((one, i) => one + power * unit.powers[i]);
      if (!within) below = false;
    }
  }
  return total;
}

/**
 * By what numbers in one unit are multiplied to be in another; null when that cannot be.
 * @param {string} from
 * @param {string} to
 */
export function factorBetween(from, to) {
  if (from === to) return 1;
  const [a, b] = [unitFrom(from), unitFrom(to || "1")];
  if (!a || !b || a.powers.some((power, i) => power !== b.powers[i])) return null;
  // 24 hours are one day, not 0.99999 of it.
  return Number((a.factor / b.factor).toPrecision(14));
}

/**
 * A name and the unit behind it: "time [h]", "time (h)", "time / h"; the unit is "" where there is none.
 * @param {string} header
 * @returns {{name: string, unit: string}}
 */
export function splitHeader(header) {
  const text = header.slice(0, 200).trim();
  const match = /^(.*?)\s*(?:\[([^[\]]*)\]|\(((?:[^()]|\([^()]*\))*)\)|\s\/\s+([^/].*))$/.exec(text);
  if (!match) return { name: text, unit: "" };
  const unit = (match[2] ?? match[3] ?? match[4]).trim();
  // Round brackets hold remarks as often as units.
  return match[2] !== undefined || unitFrom(unit) ? { name: match[1].trim(), unit } : { name: text, unit: "" };
}
