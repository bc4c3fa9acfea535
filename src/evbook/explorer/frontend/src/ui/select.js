// Choices that a view or a tool offers: a label and a native list.

import { element, freshId } from "./dom.js";

/**
 * @param {string} label
 * @param {{value: string, text: string}[]} options
 * @param {string} chosen
 * @param {(value: string) => void} changed
 * @returns {HTMLElement & {choose: (value: string) => void, offer: (options: {value: string, text: string}[]) => void}}
 */
export function choice(label, options, chosen, changed) {
  const id = freshId("choice");
  const list = element("select", { id });
  const offer = (/** @type {{value: string, text: string}[]} */ all) => list.replaceChildren(...all.map(({ value, text }) => element("option", { value }, text)));
  offer(options);
  list.value = chosen;
  list.addEventListener("change", () => changed(list.value));
  const box = element("div", { class: "evx-choice" }, element("label", { for: id }, label), list);
  return Object.assign(box, { offer, choose: (/** @type {string} */ value) => void (list.value = value) });
}

/** Parameters to choose from: those with a slider, vesicle terms first. @param {import("../model/program.js").Model} model */
export function movable({ program }) {
  const shown = program.parameters.filter(({ control, low, high }) => control && high > low);
  return [...shown.filter(({ ev }) => ev), ...shown.filter(({ ev }) => !ev)];
}

/**
 * The parameters worth looking at first: vesicle terms that can be nothing and are something, then others at work.
 * @param {import("../model/program.js").Model} model @param {import("../types.js").Setting} setting
 */
export function telling(model, { values }) {
  const at = (/** @type {string} */ name) => values[model.parameterIndex.get(name) ?? 0];
  const weight = (/** @type {import("../types.js").Parameter} */ { name, ev, low, initial }) => (initial ? 0 : 4) + (ev && at(name) !== 0 ? 2 : 0) + (ev && low === 0 ? 1 : 0);
  return [...movable(model)].sort((a, b) => weight(b) - weight(a));
}

/** A parameter's name for a list, with its unit. @param {{label: string}} one @param {string} unit */
export function named({ label }, unit) {
  return unit ? `${label} (${unit})` : label;
}
