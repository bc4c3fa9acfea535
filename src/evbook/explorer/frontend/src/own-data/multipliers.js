// Powers of ten in a heading that no unit took up, and doses in brackets that are no unit of the numbers below.
// The rules are those of Python's evbook.own_data.multipliers.

import { unitOf } from "./units.js";
import { tokens, words } from "./words.js";

/** @import { Heading } from "./headings.js" */
/** @import { Raw } from "./raw.js" */
/** @import { Unit } from "./units.js" */

const POWER = new RegExp(
  String.raw`(?:(?<=[×x*])|(?<![\p{L}\p{N}_.,]))(?:10\s?(?:\^|\*\*)\s?[({]?[-+−]?\d{1,2}|10[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]+` +
    String.raw`|10<sup>\s*-?\d+` +
    String.raw`|10?[eE]\+?\d{1,2}(?![\p{L}\p{N}_])|10[\-−]\d(?!\d))|[×x*]\s?1[.,]?0{2,}(?!\d)` +
    String.raw`|(?<![\p{L}\p{N}_.,])1[.,]?0{3,}s(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])'?000s?(?![\p{L}\p{N}_])`,
  "u",
);
/** A number before a unit, within brackets: "(10 mg/kg)". */
const AMOUNT = /\s*[[({]\s*((\d+(?:[.,]\d+)?)\s*[A-Za-zµμ%][^[\](){}]*)[\])}]/;
/** Units in capitals whose small letters mean two things: nanometres or nanomolar. */
const TWOFOLD = /(?:^|[\s_([])([NUMP]M)[)\]]?$/;

/** A logarithm, before its numbers' name, in brackets, or behind it. */
const LOGARITHM = new RegExp(
  String.raw`^(log10|log2|loge|log|ln|lg)\s*[\s([_]` +
    String.raw`|[[({]\s*(log10|log2|loge|log|ln|lg)(?![a-z])(?!\s(?:phase|rank))|[\s_.](log10|log2|ln)$`,
  "i",
);

/** The word by which a heading says that its numbers are logarithms; "" for none. @param {string} text */
export function logarithmOf(text) {
  const found = LOGARITHM.exec(text);
  return found ? (found[1] || found[2] || found[3]).toLowerCase() : "";
}

/** A power of ten, or a word for one, in a heading; "" for none. @param {string} text */
function unreadPower(text) {
  const found = POWER.exec(text);
  if (found) return found[0];
  return (
    tokens(text).find((word) => Object.hasOwn(words.powers, word) && word.length > 2 && /^\p{L}+$/u.test(word)) ?? ""
  );
}

/** Why the numbers below a heading may be in another unit than it seems. @param {Heading} heading */
export function doubtOf({ text, unit, doubt, logarithm, time }) {
  if (doubt || logarithm || (unit && unit.factor !== 1)) return doubt;
  const power = unreadPower(text);
  if (power) return `“${power.trim()}” in its heading may be a factor of its numbers`;
  const twofold = !unit && !time ? TWOFOLD.exec(text) : null;
  return twofold ? `“${twofold[1]}” may be ${twofold[1].toLowerCase()} or ${twofold[1][0].toLowerCase()}M` : "";
}

/**
 * A name and its unit where a power of ten stands in brackets of its own: "Cells/mL (x10^6)".
 * @param {string} name
 * @param {Unit} power
 * @param {Heading} inner
 * @returns {{name: string, unit: Unit}}
 */
export function withPower(name, power, inner) {
  let counted = [...name].length > 1 ? unitOf(name) : null;
  if (!counted && inner.unit && inner.unit.factor === 1 && inner.name !== name) {
    name = inner.name;
    counted = inner.unit;
  }
  if (!counted) return { name, unit: power };
  return { name, unit: { ...counted, factor: counted.factor * power.factor, doubt: power.doubt || counted.doubt } };
}

/** The amount in brackets that was taken for the unit of a column. @param {Raw} raw */
function amountOf({ heading }) {
  if (!heading.unit || heading.unit.factor === 1 || heading.time >= 2) return null;
  const found = AMOUNT.exec(heading.text);
  const unit = found ? unitOf(found[1]) : null;
  if (!found || !unit || POWER.test(found[1]) || [1, 1000].includes(Number(found[2].replace(",", ".")))) return null;
  return unit.label === heading.unit.label && unit.factor === heading.unit.factor ? found : null;
}

/**
 * Columns such as "Drug (10 mg/kg)" and "Drug (30 mg/kg)": arms named by their dose, and no units.
 * @param {Raw[]} raws
 * @param {(text: string) => Heading} headingOf
 * @param {string[]} remarks
 * @returns {Raw[]}
 */
export function dosesInBrackets(raws, headingOf, remarks) {
  /** @type {Map<Raw, RegExpExecArray>} */
  const found = new Map();
  for (const raw of raws) {
    const match = amountOf(raw);
    if (match) found.set(raw, match);
  }
  const bare = raws.some(
    ({ heading, named }) => !heading.unit && heading.time < 2 && !heading.statistic && named.trim(),
  );
  /** @type {string[]} */
  const told = [];
  const made = raws.map((raw) => {
    const match = found.get(raw);
    if (!match) return raw;
    const { heading } = raw;
    const amounts = new Set([...found].filter(([one]) => one.heading.name === heading.name).map(([, one]) => one[1]));
    const amount = match[1].trim();
    // Light of 600 nm is measured in, and is no unit of what was measured.
    const light = heading.unit?.label === "nm" && heading.unit.factor >= 150;
    if (/\/\s?kg(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])kg\s?[-−^⁻]/u.test(match[1]) || amounts.size > 1 || light) {
      const rest = headingOf(heading.text.slice(0, match.index) + heading.text.slice(match.index + match[0].length));
      if (!light) told.push(`“${amount}”`);
      return {
        ...raw,
        heading: { ...rest, text: heading.text, name: rest.name ? `${rest.name} (${amount})` : amount },
      };
    }
    if (bare)
      return { ...raw, heading: { ...heading, doubt: `“${amount}” may be a dose, or the unit of its numbers` } };
    return raw;
  });
  const one = "is a dose that names its column, and is";
  const are = told.length === 1 ? one : "are doses that name their columns, and are";
  if (told.length) remarks.push(`${[...new Set(told)].join(", ")} ${are} no unit.`);
  return made;
}
