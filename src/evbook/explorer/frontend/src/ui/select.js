// Choices that a view or a tool offers: a label and a native list.

import { element, freshId } from "./dom.js";

/**
 * @param {string} label
 * @param {{value: string, text: string}[]} options
 * @param {string} chosen
 * @param {(value: string) => void} changed
 * @returns {HTMLElement & {list: HTMLSelectElement, choose: (value: string) => void, offer: (options: {value: string,
 *   text: string}[]) => void}}
 */
export function select(label, options, chosen, changed) {
  const id = freshId("choice");
  const list = element("select", { id });
  const offer = (/** @type {{value: string, text: string}[]} */ all) =>
    list.replaceChildren(...all.map(({ value, text }) => element("option", { value }, text)));
  offer(options);
  list.value = chosen;
  list.addEventListener("change", () => changed(list.value));
  const box = element("div", { class: "evx-choice" }, element("label", { for: id }, label), list);
  return Object.assign(box, { list, offer, choose: (/** @type {string} */ value) => void (list.value = value) });
}
