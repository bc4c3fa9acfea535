// How a measure is drawn: its name, its axis, and a number of it in words.

import { niceAbove, niceBelow } from "./axes.js";
import { quantityText, unitText } from "../format/numbers.js";

/** @import { Axis, Measure, Model } from "../types.js" */

/** A measure that has a value of its series, and not a time or an area. @param {Measure} measure */
function isOfTheSeries({ take }) {
  return ["final", "max", "min", "at", "mean"].includes(take);
}

/** With a capital and the unit. @param {Measure} measure @param {boolean} [log] */
export function titleOf(measure, log = false) {
  const label = measure.label || measure.name;
  const inside = [unitText(measure.unit), log ? "logarithmic" : ""].filter(Boolean).join(", ");
  const text = label[0].toUpperCase() + label.slice(1);
  return inside ? `${text} (${inside})` : text;
}

/**
 * An axis that holds some values of a measure, on the scale of what it is measured on.
 * @param {Model} model
 * @param {Measure} measure
 * @param {Iterable<number>} values  NaN and infinities are passed over
 * @returns {Axis}
 */
export function axisOfMeasure(model, measure, values) {
  const series = model.series.get(measure.of);
  let [least, most] = [Infinity, -Infinity];
  let positive = true;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
    if (!(value > 0)) positive = false;
  }
  if (least > most) [least, most] = [0, 1];
  const log = Boolean(series?.log) && isOfTheSeries(measure) && (most > 0 || positive);
  if (log && series) {
    // What died out lies on the floor that the reader knows from the curves.
    const floor = Math.min(series.low, most / 10);
    const low = least > floor ? niceBelow(least) : floor;
    const high = niceAbove(most);
    return {
      log: true,
      low: high / low < 10 ? niceBelow(low / 3) : low,
      high: high / low < 10 ? niceAbove(high * 3) : high,
    };
  }
  const high = most > 0 ? niceAbove(most) : 0;
  const low = least < 0 ? -niceAbove(-least) : 0;
  return { log: false, low, high: high > low ? high : low + 1 };
}

/** @param {Measure} measure @param {number} value */
export function measureText(measure, value) {
  return Number.isNaN(value) ? "not reached" : quantityText(value, measure.unit);
}
