// What a reader's columns mean in a model: which is its axis, which curve each other one measures, in its units.

import { unitText } from "../format/numbers.js";
import { windowRange } from "../model/setting.js";
import { factorBetween, unitOf } from "./units.js";
import { Refusal, short } from "./words.js";

/** @import { Model, Series } from "../types.js" */
/** @import { Column, Table } from "./reader.js" */

/**
 * @typedef {object} Track  The measurements of one column, of one arm where a column of arms parts it.
 * @property {string} letter
 * @property {string} name
 * @property {string} heading
 * @property {string} arm           "" where there are none
 * @property {string} unit          as the table has it; "" when it has none
 * @property {Float64Array} places  along the model's axis, in its unit
 * @property {Float64Array} raw     in `unit`; NaN where nothing was measured
 * @property {string} series        the state or output that it measures; "" for none yet
 * @property {Float64Array} values  in the unit of that series; empty when there is none
 * @property {Float64Array|null} spreads  standard errors of the values, in the unit of the series
 * @property {Float64Array|null} rawSpreads
 * @property {Int8Array|null} sides        −1 where a value lies below its limit, 1 above, 0 elsewhere
 * @property {Float64Array|null} limits    in the unit of the series
 * @property {Float64Array|null} rawLimits
 * @property {string} remark        why the unit was passed over, or cannot be; ""
 *
 * @typedef {object} Measured  A reader's data in one model.
 * @property {Track[]} tracks
 * @property {number} rows
 * @property {string[]} remarks
 * @property {boolean} axisFound  whether the model's own axis was found by its name, which no heading calls time
 *
 * @typedef {{name: string, label: string, unit: string}} Axis
 */

/** What the curves are drawn over. @param {Model} model @returns {Axis} */
export function axisOf({ program, series }) {
  const { time, across, kind } = program;
  const other = across ? series.get(across) : undefined;
  if (other) return { name: other.name, label: other.label, unit: other.unit };
  return kind === "curve"
    ? { name: time.symbol, label: time.label, unit: time.unit }
    : { name: "time", label: "time", unit: time.unit };
}

/** What British and American English spell differently, as American does. @type {[RegExp, string][]} */
const AMERICAN = [
  [/(tum|col|fav|hum|behavi|neighb|lab|vap)our/g, "$1or"],
  [/([a-z])is(e|ed|es|er|ers|ing|ation|ations)(?![a-z])/g, "$1iz$2"],
  [/yse(d|s|r)?(?![a-z])/g, "yze$1"],
  [/(label|signal|model|channel|tunnel|cancel|travel)l(ed|ing|er)/g, "$1$2"],
  [/(cent|fib|lit|met|tit)re(s)?(?![a-z])/g, "$1er$2"],
  [/sulph/g, "sulf"],
  [/aem/g, "em"],
  [/oe(?=dem|str|tus|tal|soph)/g, "e"],
];

/** One spelling of a word. @param {string} text  in lower case */
export function spelt(text) {
  return AMERICAN.reduce((now, [british, american]) => now.replace(british, american), text);
}

/** For comparing names: no case, no marks, one spelling. @param {string} text */
const plain = (text) => spelt(text.toLowerCase()).replace(/[^\p{L}\p{N}]+/gu, "");

/** A unit in words, also when there is none. @param {string} unit */
const said = (unit) => unitText(unit) || "numbers without a unit";

/** Units that count things: a number of them per volume is as often written without. */
const COUNTED = new Set(["cell", "EV", "molecule"]);

/**
 * By what numbers in one unit are multiplied to be in the model's.
 * @param {string} from  as the table has it
 * @param {string} to
 * @returns {{factor: number|null, remark: string}}
 */
export function conversion(from, to) {
  if (from === "" || from === to)
    return { factor: 1, remark: from === "" ? `no unit is given; its numbers are taken as ${said(to)}` : "" };
  const [a, b] = [unitOf(from), unitOf(to || "1")];
  if (!a)
    return {
      factor: 1,
      remark: `“${short(from)}” is no unit that is known here, so its numbers are taken as ${said(to)}`,
    };
  if (b) {
    const factor = factorBetween(a, b);
    if (factor !== null) return { factor, remark: "" };
    const bare = [a, b].map((unit) => ({ ...unit, powers: unit.powers.filter(([base]) => !COUNTED.has(base)) }));
    const counted = [a, b].map((unit) => unit.powers.filter(([base]) => COUNTED.has(base)));
    // Particles per mL are what a model of sizes counts per mL; cells are never taken for vesicles.
    const loose = counted.some((powers) => powers.length === 0) ? factorBetween(bare[0], bare[1]) : null;
    if (loose !== null) return { factor: loose, remark: `“${short(from)}” is taken for ${said(to)}` };
  }
  return { factor: null, remark: `“${short(from)}” cannot be turned into ${said(to)}` };
}

/**
 * The series that a name means: by name or by label.
 * @param {Model} model
 * @param {string} name
 * @returns {Series|undefined}
 */
function seriesNamed({ series }, name) {
  const asked = plain(name);
  const all = [...series.values()];
  return (
    all.find((one) => one.name === name) ??
    (asked ? all.find((one) => plain(one.label) === asked || plain(one.name) === asked) : undefined)
  );
}

/**
 * A track as measurements of a series.
 * @param {Model} model
 * @param {Track} track
 * @param {string} name  "" for none
 * @returns {Track}
 */
export function matched(model, track, name) {
  const one = model.series.get(name);
  const none = { ...track, series: "", values: new Float64Array(0), spreads: null, limits: null, remark: "" };
  if (!one) return none;
  const { factor, remark } = conversion(track.unit, one.unit);
  if (factor === null) return { ...none, remark };
  const times = (/** @type {Float64Array|null} */ values) => values?.map((value) => value * factor) ?? null;
  return {
    ...track,
    series: name,
    values: /** @type {Float64Array} */ (times(track.raw)),
    spreads: times(track.rawSpreads),
    limits: times(track.rawLimits),
    remark,
  };
}

/** @param {(number|string)[]} values */
const numbers = (values) => Float64Array.from(values, Number);

/**
 * The column that is the model's axis where no heading speaks of time.
 * @param {Model} model
 * @param {Table} table
 * @returns {Column|undefined}
 */
function axisColumn(model, { columns }) {
  const axis = axisOf(model);
  const names = [axis.name, axis.label, model.program.time.symbol].map(plain);
  const free = columns.filter(({ role }) => role === "value" || role === "time");
  return (
    free.find(({ name, heading }) => names.includes(plain(name)) || names.includes(plain(heading))) ??
    free.find(
      ({ unit }) =>
        unit !== "" &&
        axis.unit !== "" &&
        conversion(unit, axis.unit).factor !== null &&
        conversion(unit, axis.unit).remark === "",
    )
  );
}

/** Columns that say what was given, beside the amount. */
const GIVEN = ["amt", "amount", "evid", "addl", "ii", "rate", "dur", "ss"];

/**
 * The column that tells the arms: that of arms, or of subjects where these were given different doses.
 * @param {Table} table
 * @returns {Column|undefined}
 */
export function armColumn({ columns, rows }) {
  const arm = columns.find(({ role }) => role === "arm");
  const subject = columns.find(({ role }) => role === "subject");
  const time = columns.find(({ role }) => role === "time");
  const doses = columns.filter(({ role, name }) => role === "dose" && GIVEN.includes(plain(name)));
  const amount = doses.find(({ name }) => ["amt", "amount"].includes(plain(name)));
  if (arm || !subject || !time || !amount) return arm;
  /** @type {Map<string|number, string>} */
  const given = new Map(subject.values.map((one) => [one, ""]));
  rows.forEach((_, i) => {
    const one = subject.values[i];
    if (Number(amount.values[i]) > 0)
      given.set(one, `${given.get(one)};${time.values[i]},${doses.map(({ values }) => values[i] || 0)}`);
  });
  return new Set(given.values()).size > 1 ? subject : undefined;
}

/**
 * @param {Model} model
 * @param {Table} table
 * @returns {Measured}
 * @throws {Refusal} where the axis cannot be that of the model
 */
export function match(model, table) {
  const axis = axisOf(model);
  const ofTime = model.program.kind !== "curve" && !model.program.across;
  const times = table.columns.filter(({ role }) => role === "time");
  const own = ofTime ? undefined : axisColumn(model, table);
  const axes = own ? [own] : times;
  /** @type {string[]} */
  const remarks = [];
  const placesOf = new Map(
    axes.map((column) => {
      const { factor, remark } = conversion(column.unit, axis.unit);
      const where = `Column ${column.letter}, “${column.heading}”`;
      if (factor === null)
        throw new Refusal(
          `${where}: ${remark}; ${axis.label.toLowerCase()} is wanted, in ${said(axis.unit)} or a unit that ` +
            `can be turned into that.`,
        );
      if (remark) remarks.push(`${where}: ${remark}.`);
      return [column.letter, numbers(column.values).map((value) => value * factor)];
    }),
  );
  const arms = armColumn(table);
  if (arms?.role === "subject") remarks.push("The subjects were given different doses, so each is an arm of its own.");
  const values = table.columns.filter(
    (column) => (column.role === "value" || (own && column.role === "time")) && column !== own,
  );
  const tracks = values.flatMap((column) => {
    const places = placesOf.get(column.along) ?? placesOf.get(axes[0]?.letter ?? "");
    if (!places) return [];
    const rawSpreads = spreadsOf(table, column);
    const raw = numbers(column.values);
    const base = {
      letter: column.letter,
      name: column.name || `Column ${column.letter}`,
      heading: column.heading,
      arm: column.arm,
      unit: column.unit,
      places,
      raw,
      rawSpreads,
      sides: column.censored ? Int8Array.from(column.censored) : null,
      rawLimits: column.limits ? numbers(column.limits) : null,
      series: "",
      values: new Float64Array(0),
      spreads: null,
      limits: null,
      remark: "",
    };
    if (!arms) return [base];
    return [...new Set(arms.values)].map((arm) => {
      const at = arms.values.flatMap((one, i) => (one === arm ? [i] : []));
      const pick = (/** @type {Float64Array} */ all) => Float64Array.from(at, (i) => all[i]);
      return {
        ...base,
        arm: String(arm),
        places: pick(places),
        raw: pick(raw),
        rawSpreads: rawSpreads && pick(rawSpreads),
        sides: base.sides && Int8Array.from(at, (i) => base.sides?.[i] ?? 0),
        rawLimits: base.rawLimits && pick(base.rawLimits),
      };
    });
  });
  return { tracks: withCurves(model, tracks), rows: table.rows.length, remarks, axisFound: own !== undefined };
}

/**
 * The standard error of each value of a column: its SEM, or its SD over the root of N, or its SD.
 * @param {Table} table
 * @param {Column} column
 */
function spreadsOf(table, column) {
  const [sem, sd, n] = ["sem", "sd", "n"].map((role) =>
    table.columns.find((one) => one.role === role && one.of === column.letter),
  );
  if (sem) return numbers(sem.values);
  if (!sd) return null;
  return numbers(sd.values).map((value, i) => value / (n ? Math.sqrt(Number(n.values[i])) : 1));
}

/**
 * Each column measures the curve of its name; one column and one curve can only mean each other.
 * @param {Model} model
 * @param {Track[]} tracks
 * @returns {Track[]}
 */
function withCurves(model, tracks) {
  /** A curve is measured by one column at the start, whatever its arms. @type {Map<string, string>} */
  const taken = new Map();
  const found = tracks.map((track) => {
    const one = seriesNamed(model, track.heading) ?? seriesNamed(model, track.name);
    const key = JSON.stringify([track.name, track.unit]);
    if (!one || (taken.get(one.name) ?? key) !== key || one.name === model.program.across) return track;
    taken.set(one.name, key);
    return matched(model, track, one.name);
  });
  const shown = model.program.views.timecourse.series;
  const letters = new Set(found.map(({ letter }) => letter));
  const names = new Set(found.map(({ name }) => name));
  if (found.some(({ series, remark }) => series || remark) || shown.length !== 1) return found;
  const arms = new Set(found.map(({ arm }) => arm));
  return letters.size === 1 || names.size === 1 || (arms.size === letters.size && !arms.has(""))
    ? found.map((track) => matched(model, track, shown[0]))
    : found;
}

/**
 * Where the model can be asked: its axis, or from the start to the longest time that can be shown.
 * @param {Model} model
 */
export function reach(model) {
  const { program } = model;
  if (program.across) return { low: -Infinity, high: Infinity };
  const { start, end } = program.time;
  return { low: start, high: program.kind === "curve" ? end : windowRange(model).high };
}
