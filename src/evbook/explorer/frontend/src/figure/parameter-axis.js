// A parameter's range as a horizontal axis, and the reader's own value on it.

import { unitText } from "../format/numbers.js";

/** @import { Axis, Line, Parameter } from "../types.js" */

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

/**
 * A line at the reader's own value.
 * @param {Axis} axis of the panel
 * @param {number} value
 * @param {string} id
 * @returns {Line}
 */
export function hereLine(axis, value, id) {
  return {
    id,
    x: [value, value],
    y: [axis.low, axis.high],
    panel: 0,
    colour: "muted",
    dash: [2, 4],
    width: 1.5,
    label: "your setting",
    unit: "",
    companion: false,
  };
}
