// A button of the explorer.

import { element } from "./dom.js";

/**
 * @param {string} text
 * @param {() => unknown} act  on a click
 * @param {Record<string, string|number|boolean|undefined>} [attributes]
 */
export function button(text, act, attributes = {}) {
  const made = element("button", { type: "button", class: "evx-button", ...attributes }, text);
  made.addEventListener("click", () => void act());
  return made;
}
