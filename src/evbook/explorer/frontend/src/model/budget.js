// The vesicle budget: what the EV terms ask of cells, and whether cells are known to do it.

import { numberText, quantityText } from "../format/numbers.js";

/** @import { Model, Run } from "../types.js" */

/**
 * @typedef {{name: string, label: string, text: string, known: string, beyond: string}} Entry
 * beyond: a sentence when the value lies outside what is known; "" otherwise
 */

/** @param {Model} model @param {Run} run @returns {Entry[]} */
export function budgetOf(model, run) {
  return model.program.budget.map((one, i) => {
    const value = run.budget[i];
    const within = value >= one.low && value <= one.high;
    return {
      name: one.name,
      label: one.label,
      text: Number.isFinite(value) ? quantityText(value, one.unit) : "no number at this setting",
      known: `known range ${numberText(one.low)} to ${numberText(one.high)}`,
      beyond: within ? "" : one.beyond,
    };
  });
}

/** An entry in words. @param {Entry} entry */
export function budgetText({ text, known, beyond }) {
  return beyond ? `${text} ⚠ ${known}. ${beyond}` : `${text}, ${known}`;
}
