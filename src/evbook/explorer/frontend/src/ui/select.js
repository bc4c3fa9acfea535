// Choices that a view or a tool offers: a label and a native list.

import { element, freshId } from "./dom.js";

/**
 * @typedef {{value: string, text: string}} Option
 * @typedef {Option | {text: string, options: Option[]}} Offer   an option, or options under a heading of their own
 */

/** @param {Offer} offer @returns {HTMLElement} */
const made = (offer) =>
  "options" in offer
    ? element("optgroup", { label: offer.text }, ...offer.options.map(made))
    : element("option", { value: offer.value }, offer.text);

/**
 * A native list that its place names, such as a cell of a table: its label is read aloud and not shown.
 * @param {string} label
 * @param {Offer[]} options
 * @param {string} chosen
 * @param {(value: string) => void} changed
 */
export function bareSelect(label, options, chosen, changed) {
  const list = element("select", { "aria-label": label }, ...options.map(made));
  list.value = chosen;
  list.addEventListener("change", () => changed(list.value));
  return list;
}

/**
 * @param {string} label
 * @param {Offer[]} options
 * @param {string} chosen
 * @param {(value: string) => void} changed
 * @returns {HTMLElement & {list: HTMLSelectElement, choose: (value: string) => void,
 *   offer: (options: Offer[]) => void}}
 */
export function select(label, options, chosen, changed) {
  const id = freshId("choice");
  const list = element("select", { id });
  const offer = (/** @type {Offer[]} */ all) => list.replaceChildren(...all.map(made));
  offer(options);
  list.value = chosen;
  list.addEventListener("change", () => changed(list.value));
  const box = element("div", { class: "evx-choice" }, element("label", { for: id }, label), list);
  return Object.assign(box, { list, offer, choose: (/** @type {string} */ value) => void (list.value = value) });
}
