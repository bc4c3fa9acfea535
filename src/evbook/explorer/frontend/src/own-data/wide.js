// Wide tables: a row for each subject and a column for each time are turned, so that time is a column.
// The rules are those of Python's evbook.own_data.wide.

import { cellOf, isNumeric } from "./cells.js";
import { heading, headingOf, roleOf, statisticOf } from "./headings.js";
import { letterOf } from "./raw.js";
import { timeUnitOf, unitOf } from "./units.js";
import { general, plain, roleWords } from "./words.js";

/** @import { Raw } from "./raw.js" */
/** @import { Sheet } from "./sheet.js" */
/** @import { Unit } from "./units.js" */

/**
 * @typedef {object} Times  The times in headings.
 * @property {number[]} at       their columns
 * @property {number[]} values
 * @property {string} unit       of time
 * @property {Unit|null} of      of the numbers
 * @property {[string, number[]][]} spreads
 * @property {boolean} bare      headings that are numbers and nothing else
 */

const POINT = /^(?<before>[A-Za-zäéíû=]*?)[\s_=:.-]*(?<value>\d+(?:[.,]\d+)?)\s*(?<after>[A-Za-z]*)\.?$/;
/** A time behind the name of what was measured: "Vol_D4", "OD 24h", "Mean Day 4". */
const BEHIND = /^(\p{L}.*?)[\s_.:-]+((?:[A-Za-z]+[\s_.]?)?\d+(?:[.,]\d+)?\s*[A-Za-z]*)$/u;
/** A unit in brackets behind a name. */
const IN_BRACKETS = /^(.*\S)\s*[[(]([^[\](){}]+)[\])]$/;

/**
 * The time that a heading is: "Day 4", "D4", "t=0 h", "10 min".
 * @param {string} text
 * @returns {{value: number, unit: string}|null}
 */
function timePoint(text) {
  const one = text.trim();
  const match = POINT.exec(one.replace(/^(?:time|t|zeit)\s*[=:]?\s*(?=\d)/i, ""))?.groups;
  const t = "tT".includes(one.slice(0, 1)) && one !== "";
  if (!match || !(match.before || match.after || t)) return null;
  // Y1 is a curve, M1 a mouse and S1 a sample: of single letters only days, hours and weeks stand before a time.
  if (["y", "s", "j"].includes(match.before.toLowerCase())) return null;
  const [before, after] = [timeUnitOf(match.before || "?"), timeUnitOf(match.after || "?")];
  const unit = before ?? after;
  const lower = match.before.toLowerCase();
  if (!unit && !(["", "t", "time"].includes(lower) && !match.after && t)) return null;
  if ((match.before && !before && !["t", "time"].includes(lower)) || (match.after && !after)) return null;
  return { value: Number(match.value.replace(",", ".")), unit: unit?.label ?? "" };
}

/** Headings that are times and nothing else. @param {string[]} names @returns {Times|null} */
function plainPoints(names) {
  const points = names.flatMap((name, j) => {
    const point = name ? timePoint(name) : null;
    return point ? [{ j, ...point }] : [];
  });
  if (points.length < 2 || new Set(points.map(({ unit }) => unit)).size !== 1) return null;
  return {
    at: points.map(({ j }) => j),
    values: points.map(({ value }) => value),
    unit: points[0].unit,
    of: null,
    spreads: [],
    bare: false,
  };
}

/** Times behind the name of what was measured, or before its unit. @param {string[]} names @returns {Times|null} */
function namedPoints(names) {
  /** @type {Map<string, {j: number, value: number, unit: string}[]>} */
  const found = new Map();
  /** @type {(Unit|null)[]} */
  const units = [];
  names.forEach((name, j) => {
    const bracket = IN_BRACKETS.exec(name);
    const unit = bracket ? unitOf(bracket[2]) : null;
    const bare = bracket && unit ? bracket[1] : name;
    let [point, stem] = [timePoint(bare), ""];
    const behind = point ? null : BEHIND.exec(bare);
    if (behind) [point, stem] = [timePoint(behind[2]), behind[1]];
    if (!point?.unit) return;
    const own = plain(stem);
    found.set(own, [...(found.get(own) ?? []), { j, ...point }]);
    units.push(unit);
  });
  const stems = [...found.keys()];
  const main = stems.filter((stem) => ["", "mean"].includes(statisticOf(stem)));
  if (main.length !== 1 || stems.some((stem) => ["other", "error"].includes(statisticOf(stem)))) return null;
  const points = found.get(main[0]) ?? [];
  const times = points.map(({ value }) => value);
  const all = [...found.values()].flat();
  const labels = new Set(units.map((unit) => (unit ? `${unit.label} ${unit.factor}` : "")));
  if (
    points.length < 2 ||
    new Set(times).size < times.length ||
    new Set(all.map(({ unit }) => unit)).size !== 1 ||
    labels.size !== 1 ||
    [...found.values()].some((one) => one.length !== times.length || one.some(({ value }, i) => value !== times[i]))
  )
    return null;
  const spreads = /** @type {[string, number[]][]} */ (
    [...found].filter(([stem]) => stem !== main[0]).map(([stem, one]) => [statisticOf(stem), one.map(({ j }) => j)])
  );
  return { at: points.map(({ j }) => j), values: times, unit: all[0].unit, of: units[0], spreads, bare: false };
}

/** Headings that are numbers, behind a first one that is no time. @param {string[]} names @returns {Times|null} */
function numbers(names) {
  const at = [...names.keys()].filter((j) => j > 0 && /^\d+(?:[.,]\d+)?$/.test(names[j]));
  const values = at.map((j) => Number(names[j].replace(",", ".")));
  // "Day, 0, 10, 100" has doses for names and its time in the first column.
  if (
    at.length < 2 ||
    values.some((value, i) => i > 0 && !(value > values[i - 1])) ||
    headingOf(names[0]).time >= 2 ||
    at[at.length - 1] - at[0] !== at.length - 1 ||
    !names[0]
  )
    return null;
  // A first heading such as "Mouse / Day" names the unit.
  const said = names[0]
    .split(/[\s/\\|]+/)
    .filter((word) => word.length > 1)
    .map(timeUnitOf)
    .find(Boolean);
  return { at, values, unit: said?.label ?? "", of: null, spreads: [], bare: true };
}

/**
 * What the columns beside the times are; a text that repeats tells the arms where nothing else does.
 * @param {string[]} names
 * @param {number[]} others
 * @param {string[][]} cells
 * @param {string[]} remarks
 */
function rolesBeside(names, others, cells, remarks) {
  const roles = new Map(
    others.map((j) => [
      j,
      roleOf(headingOf(names[j])) || (roleWords("subject").has(plain(names[j]).split(" ")[0]) ? "subject" : ""),
    ]),
  );
  if ([...roles.values()].includes("arm")) return roles;
  const repeated = others.find((j) => {
    const told = cells[j].filter(Boolean);
    return !roles.get(j) && names[j] && new Set(told).size < told.length && !told.some((one) => isNumeric(cellOf(one)));
  });
  if (repeated !== undefined) {
    roles.set(repeated, "arm");
    remarks.push(`Column ${letterOf(repeated)}, “${names[repeated]}”, is taken to tell the arms.`);
  }
  return roles;
}

/**
 * A table with a row for each subject and a column for each time, turned.
 * @param {Sheet} sheet
 * @param {string[]} names
 * @param {string[][]} cells
 * @param {Unit|null} [title]  the unit of the numbers where a title above the names gives it
 * @returns {{raws: Raw[], remarks: string[]}|null}
 */
export function timesInHeadings(sheet, names, cells, title = null) {
  const times = plainPoints(names) ?? namedPoints(names) ?? numbers(names);
  if (!times) return null;
  const takenUp = new Set([...times.at, ...times.spreads.flatMap(([, at]) => at)]);
  const others = [...names.keys()].filter((j) => !takenUp.has(j));
  if (!times.bare && others.some((j) => headingOf(names[j]).time >= 2 && cells[j].some(Boolean))) return null;
  const remarks = ["Times stand in the headings, so each row is read as a column of its own."];
  const rows = times.at.map((j) => j + 1);
  const own = headingOf(times.unit ? `time [${times.unit}]` : "time");
  /** @type {Raw[]} */
  const raws = [
    {
      letter: letterOf(times.at[0]),
      heading: { ...own, text: "time" },
      cells: times.values.map(general),
      rows,
      arm: "",
      replicate: 0,
      axis: false,
      named: "time",
    },
  ];
  const roles = rolesBeside(names, others, cells, remarks);
  const of = times.of ?? title;
  /** @type {Map<string, number>} */
  const taken = new Map();
  sheet.rows.forEach(({ number }, i) => {
    const labels = others.filter((j) => cells[j][i]);
    const well = others
      .filter((j) => ["well row", "well col", "well column"].includes(plain(names[j])))
      .map((j) => cells[j][i])
      .join("");
    const labelled = (/** @type {string[]} */ ...wanted) => labels.find((j) => wanted.includes(roles.get(j) ?? ""));
    const [armAt, subjectAt] = [labelled("arm"), labelled("subject", "replicate")];
    const arm = armAt === undefined ? "" : cells[armAt][i];
    const subject = well || (subjectAt === undefined ? "" : cells[subjectAt][i]);
    let name = subject || labels.map((j) => cells[j][i]).join(" ") || `row ${number}`;
    if (arm && name && !subject) name = arm;
    const values = times.at.map((j) => cells[j][i]);
    if (!values.some(Boolean)) return;
    taken.set(arm || name, (taken.get(arm || name) ?? 0) + 1);
    const said = heading(name, name, of);
    const made = { letter: `row ${number}`, heading: said, cells: values, rows, arm, axis: false, named: name };
    raws.push({ ...made, replicate: taken.get(arm || name) ?? 0 });
    for (const [kind, at] of times.spreads)
      raws.push({
        ...made,
        letter: `row ${number} ${kind}`,
        heading: { ...said, text: `${name} ${kind}`, statistic: kind, unit: kind === "n" ? null : of },
        cells: at.map((j) => cells[j][i]),
        replicate: 0,
      });
  });
  for (const raw of raws.slice(1)) {
    if (raw.heading.statistic) continue;
    if ((taken.get(raw.arm || raw.named) ?? 0) < 2) raw.replicate = 0;
    else raw.arm ||= raw.named;
  }
  return { raws, remarks };
}
