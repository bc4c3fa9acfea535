// Places in the range of a parameter: shares of it, and a setting there.

/** @import { Model, Parameter, Setting } from "../types.js" */

/** @param {Parameter} parameter @param {number} share  may lie a little outside 0 to 1 */
export function valueAlong({ low, high, scale }, share) {
  return scale === "log" && low > 0 ? low * (high / low) ** share : low + (high - low) * share;
}

/**
 * @param {Model} model
 * @param {Setting} setting
 * @param {string} name
 * @param {number} value  as it is, even outside the range
 * @returns {Setting}
 */
export function withRaw(model, setting, name, value) {
  const values = Float64Array.from(setting.values);
  values[model.parameterIndex.get(name) ?? -1] = value;
  return { ...setting, values };
}

/**
 * What decides a computation over one or two parameters: all values but theirs.
 * @param {Model} model
 * @param {Setting} setting
 * @param {string[]} names
 */
export function keyWithout(model, setting, names) {
  const left = new Set(names.map((name) => model.parameterIndex.get(name)));
  const values = Array.from(setting.values, (value, i) => (left.has(i) ? "" : value));
  return `${setting.ev}|${setting.end}|${JSON.stringify(setting.schedule ?? null)}|${values.join()}`;
}
