// A parameter that is on or off: a switch where others have a slider.

import { element, freshId } from "./dom.js";
import { numberText } from "../format/numbers.js";

/** @import { Quantity } from "./slider.js" */

export class Switch {
  /**
   * @param {Quantity} quantity  whose values are 0 (off) and 1 (on)
   * @param {(value: number, done: boolean) => void} changed
   */
  constructor(quantity, changed) {
    const { name, label, meaning, origin, assumed } = quantity;
    const [id, note] = [freshId("switch"), freshId("note")];
    this.box = element("input", { type: "checkbox", role: "switch", id, "aria-describedby": note });
    this.state = element("span", { class: "evx-state", "aria-hidden": "true" });
    this.note = element("span", { class: "evx-note", id: note }, [meaning, origin].filter(Boolean).join(" · "));
    this.usual = this.note.textContent ?? "";
    this.held = "";
    this.value = NaN;
    // What it is called begins with what it is.
    const words = label.replace(/^switch: /, "");
    this.root = element(
      "div",
      { class: "evx-control evx-toggle", "data-name": name },
      element(
        "label",
        { class: "evx-switch", for: id, title: meaning },
        this.box,
        element("span", {}, words),
        assumed ? element("span", { class: "evx-badge" }, "assumed") : "",
        this.state,
      ),
      this.note,
    );
    this.box.addEventListener("change", () => {
      this.say("");
      this.show(Number(this.box.checked));
      changed(this.value, true);
    });
  }

  /** To a value; one between, as a link may have, is said. @param {number} value */
  show(value) {
    if (value === this.value) return;
    this.value = value;
    this.box.checked = value > 0;
    this.state.textContent = value === 0 ? "off" : value === 1 ? "on" : `on by ${numberText(value)}`;
  }

  /** Holds it where it is. @param {string} why  a remark; "" lets it go */
  hold(why) {
    if (this.held === why) return;
    this.held = why;
    this.box.disabled = why !== "";
    this.say(why);
  }

  /** A remark in place of the note. @param {string} remark */
  say(remark) {
    this.note.textContent = remark || this.usual;
    this.note.toggleAttribute("data-remark", remark !== "");
  }
}
