// Numbers as people read them.

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @param {number} exponent */
function superscript(exponent) {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPT[Number(digit)]);
  return (exponent < 0 ? "⁻" : "") + digits;
}

/** A mantissa and a power of ten. @param {string} mantissa @param {number} exponent */
function power(mantissa, exponent) {
  return (mantissa === "1" ? "" : `${mantissa}\u00a0×\u00a0`) + `10${superscript(exponent)}`;
}

/**
 * A number in words' company: three significant digits, thin spaces between thousands,
 * powers of ten beyond a million.
 * @param {number} value
 * @param {number} [digits]
 */
export function numberText(value, digits = 3) {
  if (Number.isNaN(value)) return "no number";
  if (!Number.isFinite(value)) return value > 0 ? "infinity" : "minus infinity";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 999500 || size < 0.001) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    return power(String(Number(mantissa)).replace("-", "−"), Number(exponent));
  }
  const [whole, part] = String(Number(value.toPrecision(digits)))
    .replace("-", "−")
    .split(".");
  const grouped = whole.replace("−", "").length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") : whole;
  return part === undefined ? grouped : `${grouped}.${part}`;
}

/**
 * Units that are words, with their plurals; "per" stands before such a thing, and where nothing stands above.
 * @type {Record<string, string>}
 */
const WORDS = { cell: "cells", day: "days", hour: "hours", min: "min", molecule: "molecules", EV: "EV" };
/** @type {Record<string, string>} */
const SYMBOLS = { um: "µm", ug: "µg", umol: "µmol", uM: "µM" };

/** One factor of a unit: "um**3" is µm³. @param {string} factor */
function factorText(factor) {
  const [name, exponent] = factor.split("**");
  return (SYMBOLS[name] ?? name) + (exponent ? superscript(Number(exponent)) : "");
}

/** The factors above and below the line of a unit such as "molecule/(cell day)". @param {string} unit */
function factorsOf(unit) {
  const [above, below = ""] = unit.split("/");
  const factors = (/** @type {string} */ text) =>
    text
      .replace(/[()]/g, "")
      .split(" ")
      .filter((factor) => factor && factor !== "1");
  return { above: factors(above), below: factors(below) };
}

/**
 * A unit as people read it: "cells per day", "mg/L", "µm³"; what is counted is in the plural unless there is one.
 * @param {string} unit
 * @param {number} [value]
 */
export function unitText(unit, value = 2) {
  const { above, below } = factorsOf(unit);
  const factors = above.map(factorText);
  const last = above.length - 1;
  if (last >= 0 && value !== 1) factors[last] = WORDS[above[last]] ?? factors[last];
  const over = factors.join(" ");
  if (below.length === 0) return over;
  if (!over || below.some((factor) => factor in WORDS)) return [over, ...below.map(factorText)].join(" per ").trim();
  return `${over}/${below.length > 1 ? `(${below.map(factorText).join(" ")})` : factorText(below[0])}`;
}

/**
 * Whether a unit in words begins with a thing that is counted: "cells", "molecules per cell".
 * @param {string} words
 */
export function isCounted(words) {
  return Object.values(WORDS).includes(words.split(" ")[0]);
}

/**
 * Whether the words around a number already say its unit: "on day {x}", "{x} molecules".
 * @param {string} before
 * @param {string} after
 * @param {string} unit
 */
export function unitIsSaid(before, after, unit) {
  const [thing] = factorsOf(unit).above;
  if (!thing) return false;
  const next = /^\s*([\p{L}]*)/u.exec(after)?.[1] ?? "";
  if (thing === "EV" && /^vesicles?$/.test(next)) return true;
  return before.trimEnd().toLowerCase().endsWith(thing.toLowerCase()) || next === thing || next === WORDS[thing];
}

/** A number with its unit: what is written "1" is one cell, however near to it.
 * @param {number} value @param {string} unit @param {number} [digits] */
export function quantityText(value, unit, digits = 3) {
  const said = numberText(value, digits);
  return `${said} ${unitText(unit, said === "1" ? 1 : 2)}`.trimEnd();
}

/** What a number field holds: as typed by a person, at most four digits. @param {number} value */
export function fieldText(value) {
  const short = Number(value.toPrecision(4));
  const size = Math.abs(short);
  return size !== 0 && (size >= 1e6 || size < 1e-4) ? short.toExponential().replace("+", "") : String(short);
}

/**
 * @param {number} value
 * @param {number} exponent text of an axis tick that is `value`; powers of ten from `exponent` on
 */
export function tickText(value, exponent) {
  if (value === 0) return "0";
  if (exponent >= 5 || exponent <= -4) {
    const own = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    const mantissa = Number((value / 10 ** own).toPrecision(6));
    return power(String(mantissa), own).replace("-", "−").replace("\u00a0×\u00a0", "×");
  }
  return String(Number(value.toPrecision(6))).replace("-", "−");
}
