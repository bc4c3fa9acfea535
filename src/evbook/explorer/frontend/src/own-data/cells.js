// One cell of a reader's table: a number, something that says there is none, a time of the clock, or text.

import { lowered, timeUnitOf, unitOf } from "./units.js";
import { listed, words } from "./words.js";

/** @typedef {"empty"|"text"|"number"|"missing"|"undetermined"|"below"|"above"|"infinite"|"clock"|"date"} Kind */

/**
 * @typedef {object} Cell
 * @property {string} text
 * @property {Kind} kind
 * @property {string} number    the digits of a number with their marks, without sign
 * @property {number} sign
 * @property {number|null} exponent
 * @property {""|"<"|">"} side  where the number is a limit
 * @property {string} unit
 * @property {string} spread    the digits behind "±"
 * @property {string} flag      a mark that the table does not explain
 * @property {number} seconds   of a clock
 * @property {number} parts
 * @property {[number, number, number, "ymd"|"?"]|null} date
 */

/** Kinds of cells that stand where a number may stand. */
const NUMERIC = new Set(["number", "missing", "undetermined", "below", "above", "infinite", "clock", "date"]);
/** Kinds of cells that a row of numbers has, and a row of names has not. */
export const STRONG = new Set(["number", "clock", "date", "below", "above", "undetermined", "infinite"]);

/** @param {Cell} cell */
export const isNumeric = (cell) => NUMERIC.has(cell.kind);
/** @param {string} cell */
export const strong = (cell) => STRONG.has(cellOf(cell).kind);

const MOST_LETTERS = 80;
const NUMBER = String.raw`\d[\d.,'’٫٬_]*(?:[  ]\d{3}(?!\d)[\d.,'’٫٬]*)*|[.,٫]\d+`;
/** The power of a ten: raised, or behind "^" or "**". */
const RAISED = String.raw`\{?(?:[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?<=\^|\*\*|\^\{)[+-]?\d{1,2})\}?`;
const TIMES_TEN = String.raw`\s?(?:[×x*·]|\\times)\s?10\s?(?:\^|\*\*)?\s?${RAISED}`;
const EXPONENT = String.raw`(?:\s?[eE](?:[+-]?\d{1,3})(?![\d.,])|${TIMES_TEN})`;
const BEFORE = String.raw`(?<before>[=~≈≃'\x60]+|ca\.?\s|c\.\s|approx\.?\s|about\s)?`;
const SPREAD = String.raw`(?:\s*(?:±|\+/-|\+-|\+/−)\s*(?<spread>(?:${NUMBER})(?:${EXPONENT})?))?`;
const CELL = new RegExp(
  String.raw`^${BEFORE}\s*(?<side><=|>=|<|>|≤|≥)?\s*(?<currency>[$€£]\s?)?(?<sign>[+-])?\s?` +
    String.raw`(?<number>${NUMBER})(?<exponent>${EXPONENT})?${SPREAD}(?<rest>.*)$`,
  "u",
);
const CLOCK = /^(?:(\d+)\s*(?:days?|d|\.)[,\s]*)?(\d{1,4}):([0-5]\d)(?::([0-5]\d(?:[.,]\d+)?))?\s*([aApP][mM])?$/;
const DATES = [
  /^(?<y>\d{4})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})(?:[T\s]+(?<clock>.+))?$/,
  /^(?<a>\d{1,2})(?<mark>[-/.])(?<b>\d{1,2})\k<mark>(?<y>\d{4}|\d{2})(?:[,\s]+(?<clock>.+))?$/,
  /^(?<d>\d{1,2})[-/.\s]*(?<name>[A-Za-zä]{3,9})\.?[-/,.\s]*(?<y>\d{4}|\d{2})(?:[,\s]+(?<clock>\d.*))?$/,
  /^(?<name>[A-Za-zä]{3,9})\.?\s+(?<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<y>\d{4})(?:[,\s]+(?<clock>\d.*))?$/,
];

/** @param {string} text @param {Kind} kind @param {Partial<Cell>} [more] @returns {Cell} */
const made = (text, kind, more = {}) => ({
  text,
  kind,
  number: "",
  sign: 1,
  exponent: null,
  side: "",
  unit: "",
  spread: "",
  flag: "",
  seconds: 0,
  parts: 0,
  date: null,
  ...more,
});

/** Digits of other scripts as 0 to 9, one kind of space and of minus, and no invisible marks. @param {string} given */
function western(given) {
  let text = given;
  // Most cells have nothing but plain letters.
  if (/[^\u0020-\u007e]/.test(text)) {
    for (const zero of words.zeros) {
      const start = zero.codePointAt(0);
      text = [...text]
        .map((letter) => {
          const place = /** @type {number} */ (letter.codePointAt(0)) - start;
          return place >= 0 && place <= 9 ? String(place) : letter;
        })
        .join("");
    }
    text = text
      .replace(/[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "")
      .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, " ");
    text = text
      .replace(/[−‒–—﹣－](?=\s?[\d.,])/g, "-")
      .replaceAll("，", ",")
      .replaceAll("．", ".");
  }
  return text.trim();
}

/** @type {Map<string, Cell>} */
const known = new Map();

/** Read one cell. @param {string} given @returns {Cell} */
export function cellOf(given) {
  let cell = known.get(given);
  if (!cell) {
    if (known.size > 65_536) known.clear();
    known.set(given, (cell = readCell(given)));
  }
  return cell;
}

/** @param {string} given @returns {Cell} */
function readCell(given) {
  // What is longer than any number with its unit is text.
  if (given.length > MOST_LETTERS) return made(given, given.trim() === "" ? "empty" : "text");
  const text = western(given);
  if (text === "") return made(given, "empty");
  const lower = text.toLowerCase();
  // What the shared list says of a cell as a whole comes before what it looks like.
  for (const kind of /** @type {Kind[]} */ (["undetermined", "below", "above", "infinite", "missing"])) {
    if (listed(kind).has(lower)) return made(given, kind, { sign: lower.startsWith("-") ? -1 : 1 });
  }
  return clockOf(given, text) ?? dateOf(given, text) ?? numberOf(given, sided(text)) ?? made(given, "text");
}

/** A limit in words as one in signs: "below 0.5", "BLQ (<0.5)", "0.5 (BLQ)" are all "<0.5". @param {string} text */
function sided(text) {
  for (const [sign, said] of /** @type {[string, RegExp][]} */ ([
    ["<", /^(?:below|less than|lower than|under|unter)\s+(?=[\d.,])/i],
    [">", /^(?:above|more than|greater than|over)\s+(?=[\d.,])/i],
  ])) {
    const match = said.exec(text);
    if (match) return sign + text.slice(match[0].length);
  }
  const both = /^([^\d<≤>≥]+?)\s*[([]\s*[<≤]?=?\s*([\d.,].*?)\s*[)\]]$/.exec(text);
  if (both && listed("below").has(both[1].toLowerCase())) return `<${both[2]}`;
  const behind = /^(\d\S*)\s*[([]?\s*([A-Za-z<][A-Za-z. <]*?)\s*[)\]]?$/.exec(text);
  return behind && listed("below").has(behind[2].toLowerCase()) ? `<${behind[1]}` : text;
}

/** @param {string} given @param {string} text @returns {Cell|null} */
function clockOf(given, text) {
  const match = CLOCK.exec(text);
  if (!match) return null;
  const [, days, first, second, third, half] = match;
  let hours = Number(first);
  if (half) hours = (hours % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  const seconds =
    Number(days ?? 0) * 86_400 + hours * 3600 + Number(second) * 60 + Number((third ?? "0").replace(",", "."));
  return made(given, "clock", { seconds, parts: third || days || half ? 3 : 2 });
}

/** @param {string} given @param {string} text @returns {Cell|null} */
function dateOf(given, text) {
  for (const pattern of DATES) {
    const found = pattern.exec(text)?.groups;
    if (!found) continue;
    const year = Number(found.y) + (found.y.length === 4 ? 0 : Number(found.y) < 70 ? 2000 : 1900);
    const clock = found.clock ? clockOf(given, found.clock.replace(/(Z|[+-]\d\d:?\d\d)$/, "")) : null;
    if (found.clock && !clock) continue;
    const seconds = clock?.seconds ?? 0;
    if (found.a) {
      const [a, b] = [Number(found.a), Number(found.b)];
      if (!(a >= 1 && a <= 31 && b >= 1 && b <= 31) || (a > 12 && b > 12)) continue;
      return made(given, "date", { seconds, date: [year, a, b, "?"] });
    }
    const month = found.name ? words.months[found.name.toLowerCase().slice(0, 3)] : Number(found.m);
    const day = Number(found.d);
    if (month >= 1 && month <= 12 && day >= 1 && day <= 31)
      return made(given, "date", { seconds, date: [year, month, day, "ymd"] });
  }
  return null;
}

/** @param {string} given @param {string} text @returns {Cell|null} */
function numberOf(given, text) {
  const match = CELL.exec(text)?.groups;
  if (!match) return null;
  let rest = match.rest.trim();
  let flag = (match.before ?? "").trim();
  if (/^\(?\s*[nN]\s*=\s*(\d+)\s*\)?$/.test(rest)) [rest, flag] = ["", `${flag} ${rest}`.trim()];
  const tail = /^(.*?)\s*([*†‡§#^!?]+|\([^()]*\)|\[[^[\]]*\])$/.exec(rest);
  if (tail && !/^[\^*]+$/.test(`${rest.slice(0, 1)}0`)) [rest, flag] = [tail[1].trim(), `${flag} ${tail[2]}`.trim()];
  // Behind a number stands nothing, a unit, or it is no number ("3 mice died", "1-2", "12a").
  if (
    !/^(?:%|‰|°?[A-Za-zµμÅ][A-Za-zµμÅ³²⁻¹/·^. -]*\d?(?:[/^]\S*)?)?$/.test(rest) ||
    rest.length > 20 ||
    (rest.match(/ /g)?.length ?? 0) > 2
  )
    return null;
  if (rest && !/\d$/.test(match.number) && /^\p{L}/u.test(rest)) return null;
  // "4c" is a name; a letter for thousands or millions is asked about.
  if (rest && !["k", "K", "M", "G", "m", "B"].includes(rest) && !unitOf(rest) && !timeUnitOf(rest)) return null;
  const sides = /** @type {Record<string, "<"|">">} */ ({
    "≤": "<",
    "<=": "<",
    "≥": ">",
    ">=": ">",
    "<": "<",
    ">": ">",
  });
  if (match.currency) flag = `${flag} ${match.currency.trim()}`.trim();
  const power = match.exponent ? /([⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]+|[+-]?\d+)\}?$/.exec(match.exponent) : null;
  return made(given, "number", {
    number: match.number.replace(/['’_]+$/, ""),
    sign: match.sign === "-" ? -1 : 1,
    exponent: power ? Number(lowered(power[1])) : null,
    side: match.side ? sides[match.side] : "",
    unit: rest,
    spread: match.spread ?? "",
    flag,
  });
}
