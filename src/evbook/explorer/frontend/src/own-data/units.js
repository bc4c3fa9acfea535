// Units as people write them, with powers of ten and number words: "10⁶ cells", "particles per mL", "day−1".
// Python's evbook.own_data.units reads the same, and tests hold both to pint.

import { timeWords, words } from "./words.js";

/**
 * A number of the table times `factor` is in the unit `label`; times `factor * scale` in base units.
 * @typedef {object} Unit
 * @property {string} label
 * @property {number} factor
 * @property {number} scale
 * @property {[string, number][]} powers  of base units, sorted
 * @property {string} doubt               why the power of ten can be read in two ways; ""
 */

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺";
/** Units of time that one letter means, in a heading that speaks of time. @type {Record<string, string>} */
const LETTERS = { s: "s", h: "hour", d: "day", j: "day", w: "week", y: "year" };

/** @param {Unit|null} unit */
export const isTime = (unit) =>
  unit !== null && unit.powers.length === 1 && unit.powers[0][0] === "s" && unit.powers[0][1] === 1;

/** Raised digits as plain ones. @param {string} text */
export const lowered = (text) => text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]/g, (letter) => "0123456789-+"[RAISED.indexOf(letter)]);

/** @typedef {{name: string, size: number, powers: Record<string, number>}} Atom */

/** One unit without a power. @param {string} given @returns {Atom|null} */
function atomOf(given) {
  let word = given;
  const lower = word.toLowerCase();
  const ofTime = timeWords.get(lower);
  if (word.length > 1 && ofTime && !["AN", "An", "an", "mn", "Mn", "mes", "Mes"].includes(word)) {
    return { name: ofTime, size: words.time_seconds[ofTime], powers: { s: 1 } };
  }
  if (["h", "d", "s"].includes(word))
    return { name: LETTERS[word], size: words.time_seconds[LETTERS[word]], powers: { s: 1 } };
  const one = [lower, lower.replace(/ies$/, "y"), lower.replace(/s$/, ""), lower.replace(/n$/, "")].find(
    (form) => Object.hasOwn(words.named, form) && (form.length > 1 || word === form),
  );
  const named = one === undefined ? null : words.named[one];
  if (named && (named[0] === "1" || named[0] === "%"))
    return { name: named[0], size: named[0] === "%" ? 0.01 : 1, powers: {} };
  if (named) word = named[0];
  if (Object.hasOwn(words.atoms, word)) return { name: word, size: 1, powers: words.atoms[word] };
  if (word.endsWith("^3") && named) {
    const inner = /** @type {Atom} */ (atomOf(word.slice(0, -2)));
    return {
      name: word,
      size: inner.size ** 3,
      powers: Object.fromEntries(Object.entries(inner.powers).map(([name, power]) => [name, 3 * power])),
    };
  }
  if (word.endsWith("l") && !word.endsWith("mol")) word = `${word.slice(0, -1)}L`;
  if (word.length > 1 && word === word.toUpperCase() && words.capitals.includes(lower)) return atomOf(lower);
  for (const [prefix, size] of Object.entries(words.prefixes)) {
    const rest = word.slice(prefix.length);
    if (word.startsWith(prefix) && Object.hasOwn(words.prefixed, rest)) {
      const [scale, powers] = words.prefixed[rest];
      return { name: word, size: /** @type {number} */ (size) * scale, powers };
    }
  }
  return null;
}

const TOKEN = new RegExp(
  [
    // a power of ten: 10^6, e6
    String.raw`\s*(?:(?<power>10\s?\^\s?(?:\((?<inner>[+-]?\d{1,2})\)|\{?(?<exponent>[+-]?\d{1,2})\}?)`,
    String.raw`|(?<![\w.])[eE](?<bare>[+-]?\d{1,2})(?!\w))`,
    // a number, a sign
    String.raw`|(?<number>\d+(?:[.,]\d+)*(?<e>[eE][+-]?\d{1,3})?)(?!\d)|(?<op>[/()])|(?<times>[*·×]|x(?=\s?\d)))`,
    // a word with its power
    String.raw`|\s*(?<word>'?000s?|[A-Za-z°%åÅµ][A-Za-z°Åäöüéèêñ]*\.?|%)`,
    String.raw`(?:\s?\^\s?(?:\((?<into>[+-]?\d{1,2})\)|(?<to>[+-]?\d{1,2}))|(?<near>-?\d{1,2}))?`,
  ].join(""),
  "y",
);

/** A unit's text with plain digits and signs. @param {string} given */
function normal(given) {
  return given
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+/g, (match) => `^${lowered(match)}`)
    .replaceAll("**", "^")
    .replace(/[µμ]/g, "u")
    .replace(/[−–]/g, "-")
    .replaceAll("⁄", "/")
    .replace(/[∙⋅•]/g, "·")
    .replace(/\ba\.\s?u\.?/gi, "AU")
    .replace(/<sup>\s*([+-]?\d+)\s*<\/sup>/g, "^$1")
    .replace(/^\s*(?:in|as)\s+/, "")
    .replace(/\b((?:hundred|thousand|[mb]illion)s?|10\^\d+)\s+of\b/gi, "$1")
    .replace(/\b(?:per|pro|je|par)\b/gi, "/")
    .trim();
}

/** @type {Map<string, Unit|null>} */
const known = new Map();

/** The unit that a text means; null where it means none. @param {string} given @returns {Unit|null} */
export function unitOf(given) {
  if (!known.has(given)) {
    if (known.size > 5000) known.clear();
    known.set(given, readUnit(given));
  }
  return known.get(given) ?? null;
}

/** @param {string} given @returns {Unit|null} */
function readUnit(given) {
  const text = normal(given);
  if (!text || text.length > 60) return null;
  if (text === "1") return { label: "1", factor: 1, scale: 1, powers: [], doubt: "" };
  /** @type {Record<string, string>[]} */
  const tokens = [];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match || match[0] === "") return null;
    tokens.push(/** @type {Record<string, string>} */ (match.groups));
    at += match[0].length;
    if (text.slice(at).trim() === "") break;
  }
  const product = new Product();
  /** @type {boolean[]} */
  const stack = [];
  let below = false;
  for (const [i, token] of tokens.entries()) {
    if (token.op === "/") {
      below = true;
      continue;
    }
    if (token.op === "(") {
      stack.push(below);
      continue;
    }
    if (token.op === ")") {
      if (stack.length === 0) return null;
      stack.pop();
      below = false;
      continue;
    }
    if (token.times) continue;
    if (!product.take(token, stack.some(Boolean) || below ? -1 : 1, tokens.slice(i + 1))) return null;
    // "per 10^6 cells": the number does not end what stands below the line.
    if (stack.length === 0 && !token.number && !token.power) below = false;
  }
  product.doubt ||= doubtOf(text);
  return stack.length ? null : product.unit();
}

/** Why the spelling of a unit may mean another number than its digits say. @param {string} text */
function doubtOf(text) {
  const parted = /(?<![\d.,])10 (?:[1-9]|1[0-2])(?!\d)/.exec(text);
  if (parted) return `“${parted[0]}” may be 10^${parted[0].slice(3)} whose raised digit was lost`;
  const many = /(?<![\d.,])1[.,]?0{2,}s(?!\w)/.exec(text);
  return many ? `“${many[0]}” may be thousands, or ${many[0].slice(0, -1)} s` : "";
}

/** What has been gathered of a unit's text. */
class Product {
  constructor() {
    this.factor = 1;
    this.scale = 1;
    /** @type {Record<string, number>} */
    this.powers = {};
    /** @type {[string, number][]} */
    this.names = [];
    this.doubt = "";
  }

  /** @param {Record<string, string>} token @param {number} sign @param {Record<string, string>[]} following */
  take(token, sign, following) {
    if (token.power) {
      this.factor *= 10 ** (sign * Number(token.inner ?? token.exponent ?? token.bare));
      return true;
    }
    if (token.number) return this.number(token.number, token.e, sign, following);
    let word = Object.hasOwn(words.named, token.word.toLowerCase()) ? token.word : token.word.replace(/\.+$/, "");
    const power = Number(token.into ?? token.to ?? token.near ?? 1);
    if ((word === "MM" || word === "UM") && power > 1) word = word.toLowerCase();
    if (Object.hasOwn(words.powers, word.toLowerCase())) {
      this.factor *= words.powers[word.toLowerCase()] ** sign;
      return true;
    }
    const atom = atomOf(word);
    if (!atom) return false;
    this.scale *= atom.size ** (sign * power);
    for (const [base, one] of Object.entries(atom.powers))
      this.powers[base] = (this.powers[base] ?? 0) + one * sign * power;
    this.names.push([atom.name, sign * power]);
    return true;
  }

  /**
   * @param {string} digits
   * @param {string|undefined} e
   * @param {number} sign
   * @param {Record<string, string>[]} following
   */
  number(digits, e, sign, following) {
    let value = 0;
    if (e) {
      const mantissa = digits.slice(0, -e.length);
      const power = Number(e.slice(1));
      value = Number(mantissa.replace(",", ".")) * 10 ** power;
      if (mantissa === "10")
        this.doubt = `“${digits}” is 10 × 10^${power} by its letters, and often meant as 10^${power}`;
    } else if (/^\d{1,3}(?:,\d{3})+$/.test(digits)) value = Number(digits.replaceAll(",", ""));
    else if (/^\d+(?:\.\d+)?$/.test(digits)) {
      value = Number(digits);
      if (/^(?:10[1-9]|101[0-2])$/.test(digits) && following.some((one) => one.word)) {
        this.doubt = `“${digits}” may be 10^${digits.slice(2)} whose raised digit was lost`;
      }
    } else return false;
    if (!(value > 0)) return false;
    this.factor *= value ** sign;
    return true;
  }

  /** @returns {Unit|null} */
  unit() {
    if (this.names.length === 0 && this.factor === 1) return null;
    /** @type {Map<string, number>} */
    const merged = new Map();
    for (const [name, power] of this.names) merged.set(name, (merged.get(name) ?? 0) + power);
    const over = [...merged]
      .filter(([name, power]) => power > 0 && name !== "1")
      .map(([name, power]) => raised(name, power));
    const under = [...merged]
      .filter(([name, power]) => power < 0 && name !== "1")
      .map(([name, power]) => raised(name, -power));
    let label = over.join(" ") || "1";
    if (under.length) label += under.length === 1 ? `/${under[0]}` : `/(${under.join(" ")})`;
    const powers = Object.entries(this.powers)
      .filter(([, power]) => power !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return { label, factor: Number(this.factor.toPrecision(12)), scale: this.scale, powers, doubt: this.doubt };
  }
}

/** @param {string} name @param {number} power @returns {string} */
function raised(name, power) {
  if (name.includes("^")) {
    const [base, inner] = name.split("^");
    return raised(base, Number(inner) * power);
  }
  return power === 1 ? name : `${name}^${power}`;
}

/**
 * The unit of time that a text means in a heading that speaks of time: letters in any case, points ignored.
 * @param {string} given
 * @returns {Unit|null}
 */
export function timeUnitOf(given) {
  const text = given.toLowerCase().replace(/[.\s]/g, "");
  if (text.length === 1 && Object.hasOwn(LETTERS, text)) return unitOf(LETTERS[text]);
  const word = timeWords.get(text);
  if (word && text.length > 1) return unitOf(word);
  let found = unitOf(given);
  if (!isTime(found) && given === given.toUpperCase() && given !== given.toLowerCase())
    found = unitOf(given.toLowerCase());
  return isTime(found) ? found : null;
}

/**
 * By what a number in one unit is multiplied to be in another; null where it cannot be.
 * @param {Unit} given
 * @param {Unit} wanted
 */
export function factorBetween(given, wanted) {
  if (JSON.stringify(given.powers) !== JSON.stringify(wanted.powers)) return null;
  return Number((given.scale / wanted.scale).toPrecision(15));
}
