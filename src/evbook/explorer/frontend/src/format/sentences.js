// What is seen, in words.

import { numberText, quantityText, unitIsSaid } from "./numbers.js";

/** @import { Model, Run } from "../types.js" */

/**
 * The sentence of a run: the verdict that applies with its numbers put in, or the solver's trouble.
 * @param {Model} model
 * @param {Run} run
 */
export function sentenceOf(model, run) {
  if (run.trouble) return run.trouble;
  const { verdicts } = model.program;
  const verdict = verdicts[run.verdict];
  if (!verdict) return "";
  return filled(model, run, verdict.text);
}

/** @param {Model} model @param {Run} run @param {string} text */
function filled(model, run, text) {
  const { measures, parameters } = model.program;
  return text.replace(/\{(\w+)\}/g, (whole, name, /** @type {number} */ at) => {
    const m = measures.findIndex((measure) => measure.name === name);
    const p = parameters.findIndex((parameter) => parameter.name === name);
    if (m < 0 && p < 0) return whole;
    const value = m >= 0 ? run.measures[m] : run.setting.values[p];
    const unit = m >= 0 ? measures[m].unit : parameters[p].unit;
    return unitIsSaid(text.slice(0, at), text.slice(at + whole.length), unit)
      ? numberText(value)
      : quantityText(value, unit);
  });
}
