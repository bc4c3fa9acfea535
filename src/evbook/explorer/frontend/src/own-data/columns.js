// What a reader's columns mean in a model: the first is its axis, each other one a curve; units are turned into the
// model's.

import { unitText } from "../format/numbers.js";
import { windowRange } from "../model/setting.js";
import { repeated } from "./csv.js";
import { factorBetween, splitHeader, unitFrom } from "./units.js";

/** @import { Model, Series } from "../types.js" */
/** @import { Column, Fault, Sheet } from "./csv.js" */

/**
 * @typedef {object} Track  One column of measurements.
 * @property {string} letter
 * @property {string} name
 * @property {string} unit       as the header has it; "" when it has none
 * @property {Float64Array} raw  as the file has them; NaN where nothing was measured
 * @property {string} series     the state or output that it measures; "" for none yet
 * @property {Float64Array} values  in the unit of that series; empty when there is none
 * @property {string} remark     why the unit was passed over, or cannot be; ""
 *
 * @typedef {object} Measured  A reader's data in one model.
 * @property {Float64Array} places  along the model's axis, in its unit
 * @property {Track[]} tracks
 * @property {string} remark        on the first column; ""
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

/** For comparing names: no case, no marks. @param {string} text */
const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** A unit in words, also when there is none. @param {string} unit */
const said = (unit) => unitText(unit) || "numbers without a unit";

/**
 * @param {string} from  as the reader wrote it
 * @param {string} to
 * @returns {{factor: number|null, remark: string}}
 */
function conversion(from, to) {
  if (from === "") return { factor: 1, remark: "" };
  const factor = factorBetween(from, to);
  if (factor !== null) return { factor, remark: "" };
  if (!unitFrom(from))
    return {
      factor: 1,
      remark: `${repeated(from)} is no unit that is known here, so its numbers are taken as ${said(to)}`,
    };
  return { factor: null, remark: `${repeated(from)} cannot be turned into ${said(to)}` };
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
  if (!one) return { ...track, series: "", values: new Float64Array(0), remark: "" };
  const { factor, remark } = conversion(track.unit, one.unit);
  return factor === null
    ? { ...track, series: "", values: new Float64Array(0), remark }
    : { ...track, series: name, values: track.raw.map((value) => value * factor), remark };
}

/** @param {Column} column @returns {Track} */
function trackOf({ letter, name: header, values }) {
  const { name, unit } = splitHeader(header);
  return {
    letter,
    name: name || `Column ${letter}`,
    unit,
    raw: values,
    series: "",
    values: new Float64Array(0),
    remark: "",
  };
}

/**
 * @param {Model} model
 * @param {Sheet} sheet  without faults
 * @returns {{measured: Measured|null, fault: Fault|null}}
 */
export function read(model, { head, columns }) {
  const [first, ...others] = columns;
  const axis = axisOf(model);
  const { name, unit } = splitHeader(first.name);
  const { factor, remark: passed } = conversion(unit, axis.unit);
  if (factor === null) {
    return {
      measured: null,
      fault: {
        row: head,
        column: "A",
        found: `the unit ${repeated(unit)}`,
        expected: `${axis.label.toLowerCase()} in ${said(axis.unit)}, or a unit that can be turned into that`,
      },
    };
  }
  const known =
    ["", plain(axis.name), plain(axis.label), "t", "time"].includes(plain(name)) ||
    plain(name) === plain(model.program.time.symbol);
  const remarks = [
    known ? "" : `The first column, ${repeated(name)}, is taken for ${axis.label.toLowerCase()}`,
    passed,
  ].filter(Boolean);
  let tracks = others.map(trackOf);
  /** A curve is measured by one column at the start. @type {Set<string>} */
  const taken = new Set();
  tracks = tracks.map((track) => {
    const one = seriesNamed(model, track.name);
    if (!one || taken.has(one.name) || one.name === model.program.across) return track;
    taken.add(one.name);
    return matched(model, track, one.name);
  });
  // One column and one curve can only mean each other.
  const shown = model.program.views.timecourse.series;
  if (tracks.length === 1 && !tracks[0].series && !tracks[0].remark && shown.length === 1)
    tracks = [matched(model, tracks[0], shown[0])];
  return {
    measured: {
      places: first.values.map((value) => value * factor),
      tracks,
      remark: remarks.map((text) => `${text}.`).join(" "),
    },
    fault: null,
  };
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
