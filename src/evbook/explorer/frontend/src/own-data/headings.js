// The heading of a column: its name, its unit wherever that stands, and the words for mean, SD, SEM and N.
// The rules are those of Python's evbook.own_data.headings.

import { doubtOf, logarithmOf, withPower } from "./multipliers.js";
import { isTime, timeUnitOf, unitOf } from "./units.js";
import { listed, plain, timeWords, tokens, words } from "./words.js";

/** @import { Unit } from "./units.js" */

/**
 * @typedef {object} Heading
 * @property {string} text
 * @property {string} name       without its unit
 * @property {Unit|null} unit
 * @property {number} time       how surely it speaks of time: 3 says so, 2 by a word, 1 only by its unit, 0
 * @property {string} statistic  "mean", "sd", "sem", "n", "error", "other" or ""
 * @property {string} spread     what stands behind "±" in the cells
 * @property {string} logarithm  the word that says the numbers are logarithms
 * @property {string} odd        a text in square brackets that is no unit
 * @property {string} doubt
 * @property {string} clock
 */

const BRACKETS = /\[([^[\]]*)\]|\(((?:[^()]|\([^()]*\))*)\)|\{([^{}]*)\}/g;
const CLOCKS = /^(?:h{1,2}[:.]m{1,2}(?:[:.]s{1,2})?|m{1,2}[:.]s{1,2})$/i;

/**
 * @param {string} text
 * @param {string} name
 * @param {Unit|null} [unit]
 * @param {Partial<Heading>} [more]
 * @returns {Heading}
 */
export const heading = (text, name, unit = null, more = {}) => ({
  text,
  name,
  unit,
  time: 0,
  statistic: "",
  spread: "",
  logarithm: "",
  odd: "",
  doubt: unit?.doubt ?? "",
  clock: "",
  ...more,
});

/** @param {string} mark */
const minutesOrMonths = (mark) => `“${mark}” may be minutes or months`;
/** @param {string} text @param {string} marks */
const stripped = (text, marks) => {
  let [from, to] = [0, text.length];
  while (from < to && marks.includes(text[from])) from += 1;
  while (to > from && marks.includes(text[to - 1])) to -= 1;
  return text.slice(from, to);
};

/** @param {string} given @returns {Heading} */
export function headingOf(given) {
  const one = given.slice(0, 200).replace(/\s+/g, " ").trim();
  let text = stripped(one, "\"'").replace(/^#+/, "").trim();
  const made = /^([\p{L}\p{N}_][\p{L}\p{N}_.]*?)\.\.([\p{L}\p{N}_][\p{L}\p{N}_.]*?)\.+$/u.exec(text);
  if (made) {
    // R turns "Volume (mm3)" into "Volume..mm3.".
    const inside = made[2].replaceAll(".", "/");
    if (unitOf(inside) || timeUnitOf(inside)) text = `${made[1].replaceAll(".", " ")} (${inside})`;
  }
  const found = withTime(withStatistic({ ...withUnit(text), text: one }));
  const log = logarithmOf(text);
  if (log) return { ...found, name: text, unit: null, logarithm: log };
  return { ...found, doubt: doubtOf(found) };
}

/**
 * The unit within brackets, and the other things that stand there.
 * @param {string} inside
 * @returns {{unit: Unit|null, rest: string[]}}
 */
function splitBracket(inside) {
  // "V/V0" is a ratio, whatever V may be a unit of.
  if (/^([A-Za-z]+)\s*\/\s*\1[\s_]?\(?0\)?$/.test(inside)) return { unit: unitOf("1"), rest: [] };
  const whole = unitOf(inside);
  if (whole) return { unit: whole, rest: [] };
  const parts = inside
    .split(/[;,]\s+|;/)
    .map((part) => part.trim())
    .filter(Boolean);
  const unit = parts.map(unitOf).find(Boolean) ?? null;
  return { unit, rest: parts.filter((part) => unitOf(part) === null || unitOf(part) !== unit) };
}

/** @param {string} given @returns {Heading} */
function withUnit(given) {
  let text = given;
  let [odd, clock] = ["", ""];
  for (const match of [...given.matchAll(BRACKETS)].reverse()) {
    const inside = (match[1] || match[2] || match[3] || "").trim();
    let { unit, rest } = splitBracket(inside);
    let name = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`.replace(/\s+/g, " ").trim();
    if ((inside === "k" || inside === "K") && tokens(name).some((word) => COUNTED.has(word)))
      return heading(text, name, null, { doubt: `“${inside}” may mean thousands` });
    if (speaksOfTime(name) && !isTime(unit)) {
      const bare = stripped(inside, ". ");
      if (bare === "m" || bare === "M") return heading(text, name, null, { time: 3, doubt: minutesOrMonths(inside) });
      [unit, rest] = [timeUnitOf(inside) ?? unit, unit ? rest : []];
    }
    if (unit) {
      // "Cells/mL (x10^6)": the unit stands in the name, its power in the brackets.
      if (unit.label === "1" && unit.factor !== 1) ({ name, unit } = withPower(name, unit, withoutBrackets(name)));
      const powered = trailingPower(name);
      if (powered) {
        name = powered.name;
        unit = { ...unit, factor: unit.factor * powered.power.factor, doubt: unit.doubt || powered.power.doubt };
      }
      if (rest.length) name = `${name} (${rest.join(", ")})`;
      return heading(text, name || text, unit);
    }
    if (CLOCKS.test(inside)) {
      [clock, text] = [inside.toLowerCase(), name];
      continue;
    }
    if (name && inside && !isStatistic(inside) && (match[1] !== undefined || likeAUnit(inside))) odd = inside;
  }
  if (odd) return heading(text, text.replace(/\s*\[[^\]]*\]/g, "").trim() || text, null, { odd, clock });
  if (clock) return heading(text, text, null, { clock });
  return withoutBrackets(text);
}

/** What is counted, so that a k behind it may be a thousand. */
const COUNTED = new Set(["cells", "cell", "zellen", "particles", "vesicles", "evs", "copies", "events", "counts"]);

/** "(mean ± SD; n = 6)" behind a name. */
const WITH_SPREAD =
  /[(,\s]*\s*(?:mean|average|mittelwert)?\s*(?:±|\+\/-|\+-)\s*([A-Za-z.]+)(?:[\s;,(]*n\s*=\s*\d+)?\)*\s*$/i;

/** Whether what stands in round brackets was meant as a unit: it has a sign or a part of one. @param {string} inside */
const likeAUnit = (inside) =>
  /[²³⁻^·•µ]/.test(inside) || (inside.includes("/") && unitOf(inside.split("/")[0]) !== null);

/** A power of ten at the end of a name: "Cells × 10⁶ (1/mL)". @param {string} name */
function trailingPower(name) {
  const match = /^(.*?\S)\s*[×x*]\s*(10\s?\S+|1[eE]\d+|1000|10{3,})$/.exec(name);
  const power = match ? unitOf(match[2]) : null;
  return match && power && power.label === "1" ? { name: match[1], power } : null;
}

/** @param {string} text @returns {Heading} */
function withoutBrackets(text) {
  if (statisticOf(text)) return heading(text, text);
  // "10 mg/kg" heads an arm; only a power of ten without a name is a factor.
  if (/^\d+(?:[.,]\d+)?\s*[A-Za-zµμ%]/.test(text) && !/^1[eE]\d/.test(text)) return heading(text, text);
  if (text.startsWith("%") && text.length > 1)
    return text.includes("/") ? heading(text, text, null, { odd: text }) : heading(text, text, unitOf("%"));
  const said = tokens(text);
  if (said.length > 1 && ["percent", "percentage", "pct", "prozent"].includes(said[0]))
    return heading(text, text, unitOf("%"));
  // "Mouse 2" is a name with a number, and not two mice.
  if (/^\p{L}+[\s_#-]+\d+$/u.test(text)) return heading(text, text);
  // "EV ×10⁹ particles/ml": what stands behind the power is its unit.
  const power = /^(.*?\S)\s*[×x*]\s*(10\s?\^?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+|1[eE]\d+)\s+(\p{L}.*)$/u.exec(text);
  const counted = power ? unitOf(`${power[2]} ${power[3]}`) : null;
  if (power && counted) return heading(text, power[1], counted);
  const whole = unitOf(said.includes("per") ? text.replaceAll("_", " ") : text);
  if (whole && whole.label !== "1" && (["d", "h", "s"].includes(text) || !/^[A-Za-z]([\d\W_]|$)/.test(text)))
    return heading(text, text, whole);
  if (text === "D" || text === "H" || (timeWords.has(text.toLowerCase()) && text.length > 1))
    return heading(text, text, timeUnitOf(text));
  const powered = trailingPower(text);
  if (powered) return heading(text, powered.name, powered.power);
  for (const pattern of [/^(.*?\S)\s+\/\s*(\S.*)$/, /^(.*\S),\s*(\S[^,]*)$/, /^(.*\S)\s+in\s+(\S.*)$/]) {
    const found = behind(text, pattern);
    if (found) return found;
  }
  const camel = /^(.*[a-z])([A-Z][a-z]*\d?)$/.exec(text);
  if (camel && speaksOfTime(camel[1]) && timeUnitOf(camel[2])) return heading(text, camel[1], timeUnitOf(camel[2]));
  for (const mark of ["_", ".", " "]) {
    const parts = text.split(mark);
    for (let i = 1; i < parts.length; i++) {
      const [head, tail] = [parts.slice(0, i).join(mark), parts.slice(i)];
      const unit = joined(head, tail);
      if (unit && head.trim()) return heading(text, head, unit);
      if (i === parts.length - 1 && mark !== " " && (tail[0] === "m" || tail[0] === "M") && speaksOfTime(head)) {
        return heading(text, head, null, { time: 3, doubt: minutesOrMonths(tail[0]) });
      }
    }
  }
  const glued = behind(text, /^([^/]*[^/\s])\/([^/]+(?:\/[^/]+)?)$/);
  if (glued) return glued;
  // "V std" is a standard deviation, and not an hour in German.
  const standard = said.some((one) => listed("since_words").has(one));
  const word = said.find((one) => one.length > 1 && timeWords.has(one) && (one !== "std" || standard));
  if (word && !noTime(said) && !text.includes("/"))
    return heading(text, text, unitOf(/** @type {string} */ (timeWords.get(word))));
  return heading(text, text);
}

/**
 * A heading whose unit stands behind a clear mark.
 * @param {string} text
 * @param {RegExp} pattern
 * @returns {Heading|null}
 */
function behind(text, pattern) {
  const match = pattern.exec(text);
  if (!match) return null;
  const unit = tailUnit(match[1], match[2]);
  if (unit) return heading(text, match[1], unit);
  const bare = stripped(match[2], ". ");
  if (speaksOfTime(match[1]) && (bare === "m" || bare === "M"))
    return heading(text, match[1], null, { time: 3, doubt: minutesOrMonths(match[2]) });
  return null;
}

/**
 * The unit behind a clear mark; a letter alone only behind a word for time.
 * @param {string} head
 * @param {string} given
 * @returns {Unit|null}
 */
function tailUnit(head, given) {
  const tail = given.trim();
  if (/^[A-Za-z]\.?$/.test(tail)) {
    if (speaksOfTime(head)) return timeUnitOf(tail);
    return ["g", "L", "l", "M", "K", "%", "h", "d", "s"].includes(tail) && head.length <= 12 ? unitOf(tail) : null;
  }
  return (speaksOfTime(head) && timeUnitOf(tail)) || unitOf(tail);
}

/**
 * The unit in the last words of a heading that has no brackets: volume_mm3, conc_ng_ml.
 * @param {string} head
 * @param {string[]} tail
 * @returns {Unit|null}
 */
function joined(head, tail) {
  if (tail.some((part) => part === "")) return null;
  if (tail.length === 1) {
    const [word] = tail;
    // "Control_M1" is the first mouse, and not a molar.
    if (/^[A-Za-z]\d+$/.test(word)) return null;
    if (speaksOfTime(head) && timeUnitOf(word)) return timeUnitOf(word);
    if (stripped(word, ".").length < 2 && word !== "%") return null;
    // "particles_ml" is a number for each millilitre, and "Absorbance 600 nm" one at a wavelength.
    const before = tokens(head).pop() ?? "";
    if (/^\d+$/.test(before)) return null;
    const each = COUNTED.has(before) ? unitOf(word) : null;
    if (each && each.scale !== 1 && each.powers.every(([, power]) => power > 0)) return unitOf(`${before}/${word}`);
    // Cells, vesicles and copies behind a name are what is counted, not a unit.
    const unit = unitOf(word);
    const counted =
      unit?.powers.some(([base]) => ["cell", "EV", "molecule", "mouse", "animal"].includes(base)) &&
      !word.includes("/");
    if (unit && (counted || (isTime(unit) && !speaksOfTime(head)))) return null;
    return unit && unit.label !== "1" && !["min", "mn", "an"].includes(word.toLowerCase()) ? unit : null;
  }
  const lower = tail.map((one) => one.toLowerCase());
  if (lower[0] === "per" || lower[0] === "/")
    return tail.length === 2 || !lower.slice(1).includes("per") ? unitOf(`1/${tail.slice(1).join(" ")}`) : null;
  if (lower.includes("per")) return unitOf(tail.join(" "));
  // "10^6 cells" is a power of ten and what is counted, and no quotient.
  if (
    tail.length === 2 &&
    tail.every(unitOf) &&
    /[\^⁰¹²³⁴⁵⁶⁷⁸⁹*]|[eE]\d/.test(tail[0]) &&
    unitOf(tail[0])?.label === "1"
  )
    return unitOf(tail.join(" "));
  if (
    tail.length === 2 &&
    tail.every((one) => unitOf(one) && (one.length > 1 || ["g", "l", "L", "h"].includes(one))) &&
    !isTime(unitOf(tail[0])) &&
    !/^[\d.,]+$/.test(tail[0])
  )
    return unitOf(`${tail[0]}/${tail[1]}`);
  return tail.every((one) => /[\d/^*%µ⁻³²·]/.test(one)) ? unitOf(tail.join(" ")) : null;
}

const SINCE = ["since", "after", "post", "from", "following", "nach", "seit", "après", "depuis"];

/** Whether words speak of a duration (doubling time), not of when. @param {string[]} found @returns {boolean} */
function noTime(found) {
  const at = found.findIndex((word) => SINCE.includes(word));
  if (at === 0) return false;
  return (at > 0 ? found.slice(0, at) : found).some((word) => listed("not_time").has(word));
}

/** Whether a name without a unit is a word for time. @param {string} name */
function speaksOfTime(name) {
  if (listed("time_names").has(plain(name)) || plain(name) === "") return true;
  const found = tokens(name);
  if (noTime(found)) return false;
  return (
    found.some((word) => listed("time_names").has(word) && word.length > 1) ||
    found[0] === "t" ||
    found.includes("since")
  );
}

/** @param {Heading} one @returns {Heading} */
function withTime(one) {
  if (one.time || one.statistic || !one.text || (one.unit && !isTime(one.unit))) return one;
  const [bare, found, { unit }] = [plain(one.name), tokens(one.name), one];
  if (listed("date_names").has(bare)) return { ...one, time: 3 };
  if (noTime(found)) return { ...one, time: unit ? 1 : 0 };
  const wordsFor = found.filter((word) => timeWords.has(word) && word.length > 1);
  if (!unit && ["t", "tad", "taf", "tafd", "tsld", "ntime", "atime", "tpd", "nominal time"].includes(bare))
    return { ...one, time: 2 };
  if (
    listed("time_names").has(bare) ||
    (unit && (timeWords.has(bare) || (bare === plain(one.text) && found.every((word) => wordsFor.includes(word)))))
  )
    return { ...one, time: 3 };
  if (speaksOfTime(one.name)) return { ...one, time: unit ? 3 : 2 };
  if (unit)
    return { ...one, time: found.some((word) => listed("since_words").has(word)) ? 3 : wordsFor.length ? 2 : 1 };
  return one;
}

/** The statistic that a word or two mean; "" for none. @param {string} text */
export function statisticOf(text) {
  // "+SD" and "-SD" are the two arms of a bar, and neither is a standard deviation by itself.
  if (/^[+−-]\s*[A-Za-z]/.test(text.trim()) && ["sd", "sem", "error"].includes(statisticOf(text.trim().slice(1))))
    return "other";
  const bare = text.trim().replace(/^(?:±|\+\/-|\+-)\s*(?=[\p{L}\p{N}_])/u, "");
  const single = bare.replace(/^(sd|sem|se|err|error)[\s_]?\d{1,2}$/i, "$1");
  const word = plain(single.replace(/(?<=\b[a-zA-Z])\.(?=[a-zA-Z]\b)|(?<=\b[a-zA-Z])\.$/g, ""));
  if (["±", "+/-"].includes(text.trim())) return "error";
  for (const kind of ["sd", "sem", "n", "mean", "error"]) if (listed(kind).has(word)) return kind;
  return listed("other_spread").has(word) ? "other" : "";
}

/** @param {string} text */
const isStatistic = (text) => statisticOf(text) !== "" || /±|\+\/-/.test(text);

const STATISTICS = [
  /^(.*\S)\s*[[({]([^[\](){}]+)[\])}]$/i,
  new RegExp(
    String.raw`^(.*?\S)[\s_,.:;-]+(standard error of the mean|standard deviation|standard error|` +
      String.raw`st\.? ?dev\.?|std\.? ?err(?:or)?\.?|std\.? ?dev\.?)$`,
    "i",
  ),
  /^(.*\S)[\s_,:;-]+([^\s_,:;-]+)$/i,
];

/** Take mean, SD, SEM or N off a heading's name. @param {Heading} one @returns {Heading} */
function withStatistic(one) {
  const { name } = one;
  const both = WITH_SPREAD.exec(name);
  if (both && ["sd", "sem"].includes(statisticOf(both[1])) && stripped(name.slice(0, both.index), " (,"))
    return { ...one, name: stripped(name.slice(0, both.index), " (,") || name, spread: statisticOf(both[1]) };
  const counted = name.replace(/\s*[[(,;]\s*[nN]\s*=\s*\d+\s*[\])]?$/, "");
  if (counted !== name) {
    const found = withStatistic({ ...one, name: counted });
    if (found.statistic) return found;
  }
  const whole = statisticOf(name);
  if (whole && !(whole === "n" && one.unit)) return { ...one, name: whole === "mean" ? name : "", statistic: whole };
  for (const pattern of STATISTICS) {
    const match = pattern.exec(name);
    const kind = match ? statisticOf(match[2]) : "";
    if (
      match &&
      kind &&
      (kind !== "n" || match[2] === "n" || match[2] === "N") &&
      !["range", "delta"].includes(match[2].toLowerCase())
    ) {
      return { ...one, name: match[1].trim(), statistic: kind };
    }
  }
  const before =
    /^(standard deviation|standard error|std\.? ?dev\.?|[^\s_,:;-]+?)(?:[\s_,:;-]+of)?[\s_,:;-]+(\S.*)$/i.exec(name);
  const kind = before ? statisticOf(before[1]) : "";
  if (
    before &&
    kind &&
    kind !== "other" &&
    kind !== "n" &&
    !["delta", "range", "se"].includes(before[1].toLowerCase())
  ) {
    return { ...one, name: before[2].trim(), statistic: kind };
  }
  return one;
}

/** The role that a heading's own words say; "" where they say none. @param {Heading} one */
export function roleOf(one) {
  const bare = plain(one.name);
  for (const role of ["subject", "arm", "replicate", "censored", "limit", "dose", "ignored"])
    if (words.roles[role].includes(bare)) return role;
  const found = tokens(one.name);
  if (found.length && found.length <= 3 && found[found.length - 1] === "id") return "subject";
  return found[0] === "dose" && one.unit && !one.time ? "dose" : "";
}
