// A parameter's range as a horizontal axis: shares of it, values, and the reader's own value on it.

import { unitText } from "../format/numbers.js";

/** @import { Axis, Line, Parameter, Setting } from "../types.js" */
/** @import { Model } from "./program.js" */

/** @param {Parameter} parameter @param {number} share  may lie a little outside 0 to 1 */
export function valueAlong({ low, high, scale }, share) {
  return scale === "log" && low > 0 ? low * (high / low) ** share : low + (high - low) * share;
}

/** @param {Parameter} parameter @returns {Axis} */
export function axisAlong({ low, high, scale }) {
  return { log: scale === "log" && low > 0, low, high };
}

/** @param {Parameter} parameter */
export function titleAlong(parameter) {
  const { label, unit, scale, low } = parameter;
  const inside = [unitText(unit), scale === "log" && low > 0 ? "logarithmic" : ""].filter(Boolean).join(", ");
  return inside ? `${label} (${inside})` : label;
}

/** @param {Model} model @param {Setting} setting @param {string} name @param {number} value  as it is, even outside the range @returns {Setting} */
export function withRaw(model, setting, name, value) {
  const values = Float64Array.from(setting.values);
  values[model.parameterIndex.get(name) ?? -1] = value;
  return { ...setting, values };
}

/** What decides a computation over one or two parameters: all values but theirs. @param {Model} model @param {Setting} setting @param {string[]} names */
export function keyWithout(model, setting, names) {
  const left = new Set(names.map((name) => model.parameterIndex.get(name)));
  return `${setting.ev}|${setting.end}|${JSON.stringify(setting.schedule ?? null)}|${Array.from(setting.values, (value, i) => (left.has(i) ? "" : value)).join()}`;
}

/** A line at the reader's own value. @param {Axis} axis of the panel @param {number} value @param {string} id @returns {Line} */
export function hereLine(axis, value, id) {
  return { id, x: [value, value], y: [axis.low, axis.high], panel: 0, colour: "muted", dash: [2, 4], width: 1.5, label: "your setting", unit: "", companion: false };
}
