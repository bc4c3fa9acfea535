// Which parameters a reader may choose from, in which order, and under which name.

/** @import { Model, Parameter, Setting } from "../types.js" */

/** Parameters to choose from: those with a slider, vesicle terms first. @param {Model} model */
export function movable({ program }) {
  const shown = program.parameters.filter(({ control, low, high }) => control && high > low);
  return [...shown.filter(({ ev }) => ev), ...shown.filter(({ ev }) => !ev)];
}

/**
 * The parameters worth looking at first: vesicle terms that can be nothing and are something, then others at work.
 * @param {Model} model @param {Setting} setting
 */
export function telling(model, { values }) {
  const at = (/** @type {string} */ name) => values[model.parameterIndex.get(name) ?? 0];
  const weight = (/** @type {Parameter} */ { name, ev, low, initial }) =>
    (initial ? 0 : 4) + (ev && at(name) !== 0 ? 2 : 0) + (ev && low === 0 ? 1 : 0);
  return [...movable(model)].sort((a, b) => weight(b) - weight(a));
}

/** A parameter's name for a list, with its unit. @param {{label: string}} one @param {string} unit */
export function named({ label }, unit) {
  return unit ? `${label} (${unit})` : label;
}
