// The parts of the figure in the page: those that Python made are found, the others are made.

import { budgetText } from "../model/budget.js";
import { element } from "./dom.js";

/** @param {HTMLElement} root @param {string} name @param {() => HTMLElement} make */
function part(root, name, make) {
  const found = /** @type {HTMLElement|null} */ (root.querySelector(`.${name}`));
  if (found) return found;
  const made = make();
  root.append(made);
  return made;
}

/**
 * Writes a text only when it changed: the browser lays out nothing anew for the same words.
 * @param {Element} target
 * @param {string} text
 */
export function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

export class Layout {
  /**
   * @param {HTMLElement} root
   * @param {boolean} compact
   */
  constructor(root, compact) {
    this.root = root;
    root.classList.add("evbook-explorer", "evx-on");
    root.toggleAttribute("data-compact", compact);
    // Three rooms: what is seen (and in it legend, picture and verdict, which stay in sight), and the controls.
    this.rooms = part(root, "evx-rooms", () => element("div", { class: "evx-rooms" }));
    this.shown = part(this.rooms, "evx-shown", () => element("div", { class: "evx-shown" }));
    this.view = part(this.shown, "evx-view", () => element("div", { class: "evx-view" }));
    this.head = part(this.view, "evx-head", () => element("div", { class: "evx-head" }));
    this.legend = part(this.head, "evx-key", () => element("ul", { class: "evx-key" }));
    this.stage = part(this.view, "evx-stage", () => element("div", { class: "evx-stage" }));
    this.words = part(this.view, "evx-sentence", () => element("p", { class: "evx-sentence" }));
    this.panel = part(this.rooms, "evx-panel", () => element("div", { class: "evx-panel" }));
    this.words.setAttribute("role", "status");
    this.words.setAttribute("aria-live", "polite");
    this.trouble = element("p", { class: "evx-trouble", hidden: true });
    this.stage.append(this.trouble);
    this.notice = element("p", { class: "evx-notice", role: "status" });
    this.meaning = element("p", { class: "evx-meaning" });
    this.budget = element("dl", { class: "evx-budget" });
    this.choices = element("div", { class: "evx-choices" });
    this.drawers = element("div", { class: "evx-tools" });
    this.row = element("div", { class: "evx-takeaway" });
  }

  /**
   * Puts the controls where Python kept room for them.
   * @param {HTMLElement[]} controls  the bar, then the groups
   * @param {HTMLElement|null} views    the choice of view, above all
   * @param {{budget: string, compact: boolean}} shown  budget: its heading
   */
  furnish(controls, views, { budget, compact }) {
    this.panel.removeAttribute("aria-hidden");
    this.panel.classList.remove("evx-empty");
    const [bar, ...groups] = controls;
    this.root.querySelector(":scope > .evx-views")?.remove();
    if (views) this.rooms.before(views);
    this.shown.prepend(this.choices);
    this.panel.replaceChildren(
      bar,
      ...(compact ? [] : [this.meaning]),
      ...groups,
      this.notice,
      ...(budget && !compact
        ? [element("div", { class: "evx-budget-box" }, element("p", { class: "evx-heading" }, budget), this.budget)]
        : []),
      ...(compact ? [] : [this.drawers, this.row]),
    );
  }

  /**
   * Makes room for a tool: a drawer with its title, or a place in the row below.
   * @param {{id: string, title: string, place: "drawer"|"row"}} tool
   * @param {Node[]} body
   * @param {(open: boolean) => void} opened
   */
  install({ id, title, place }, body, opened) {
    if (place === "row") return this.row.append(...body);
    const drawer = element(
      "details",
      { class: "evx-tool", "data-tool": id },
      element("summary", {}, title),
      element("div", { class: "evx-tool-body" }, ...body),
    );
    drawer.addEventListener("toggle", () => opened(drawer.open));
    this.drawers.append(drawer);
  }

  /**
   * What is seen, in words.  A busy region is not read out, so it is spoken once, at rest.
   * @param {string} sentence
   * @param {boolean} settle
   */
  speak(sentence, settle) {
    const busy = String(!settle);
    if (this.words.getAttribute("aria-busy") !== busy) this.words.setAttribute("aria-busy", busy);
    write(this.words, sentence);
  }

  /** A sentence over the figure when the model or the solver failed; "" takes it away. @param {string} sentence */
  warn(sentence) {
    if (this.trouble.hidden !== (sentence === "")) this.trouble.hidden = sentence === "";
    write(this.trouble, sentence);
  }

  /** @param {import("../model/budget.js").Entry[]} entries */
  showBudget(entries) {
    if (this.budget.children.length !== entries.length) {
      this.budget.replaceChildren(
        ...entries.map(({ label }) => element("div", {}, element("dt", {}, label), element("dd", {}))),
      );
    }
    entries.forEach((entry, i) => {
      const row = this.budget.children[i];
      write(/** @type {Element} */ (row.lastElementChild), budgetText(entry));
      row.toggleAttribute("data-beyond", entry.beyond !== "");
    });
  }

  /**
   * Cells of the printed table, by what they speak of.
   * @param {string} attribute
   * @param {Record<string, string>} texts
   */
  fill(attribute, texts) {
    this.root.querySelectorAll(`[${attribute}]`).forEach((cell) => {
      const text = texts[cell.getAttribute(attribute) ?? ""];
      if (text !== undefined) write(cell, text);
    });
  }

  /**
   * Hides some of the parts that can be hidden, and shows the others.
   * @param {Record<string, string>} parts  their classes by name
   * @param {string[]} hidden
   */
  hide(parts, hidden) {
    for (const [name, part] of Object.entries(parts))
      for (const found of this.root.querySelectorAll(`.${part}`))
        found.toggleAttribute("hidden", hidden.includes(name));
  }
}
