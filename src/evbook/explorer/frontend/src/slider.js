// One quantity's control: a native slider, a number field, the unit, and where the number comes from.

import { element, freshId } from "./dom.js";
import { fieldText, numberText, unitText } from "./number-text.js";
import { positionOf, stepsOf, valueAt } from "./scale.js";

/**
 * @typedef {object} Quantity
 * @property {string} name
 * @property {string} label
 * @property {string} unit
 * @property {number} low
 * @property {number} high
 * @property {"linear"|"log"} scale
 * @property {string} meaning
 * @property {string} origin      "fitted · Kuznetsov 1994 · …"; "" when it is no quantity of the model
 * @property {boolean} assumed
 */

export class Slider {
  /**
   * @param {Quantity} quantity
   * @param {(value: number, done: boolean) => void} changed  done: the hand has let go
   */
  constructor(quantity, changed) {
    this.quantity = quantity;
    const { name, label, unit, low, high, scale, meaning, origin, assumed } = quantity;
    const range = `${numberText(low)} to ${numberText(high)}${scale === "log" ? ", logarithmic" : ""}`;
    const [id, note, full] = [freshId("range"), freshId("note"), freshId("about")];
    this.range = element("input", { type: "range", id, min: 0, max: stepsOf(quantity), step: 1, "aria-describedby": full });
    this.field = element("input", {
      type: "number", step: "any", min: low, max: high, inputmode: "decimal", autocomplete: "off",
      "aria-label": `${label}, value${unitText(unit) ? ` in ${unitText(unit)}` : ""}`, "aria-describedby": note,
    });
    this.note = element("span", { class: "evx-note", id: note }, [range, origin].filter(Boolean).join(" · "));
    this.usual = this.note.textContent ?? "";
    const about = [meaning, origin, range].filter(Boolean).join(". ");
    this.root = element(
      "div",
      { class: "evx-control", "data-name": name },
      element(
        "div",
        { class: "evx-label", title: meaning },
        element("label", { for: id }, label),
        assumed ? element("span", { class: "evx-badge", title: "No measurement is known; this number is our assumption." }, "assumed") : "",
        element("span", { class: "evx-unit", title: unitText(unit) }, unitText(unit)),
      ),
      element("div", { class: "evx-inputs" }, this.range, this.field),
      this.note,
      element("span", { class: "evx-hidden", id: full }, about),
    );
    /** The value set last; NaN makes the first `show` write everything. */
    this.value = NaN;
    /** Why it is held; "" when it is not. */
    this.held = "";
    this.range.addEventListener("input", () => this.slid(changed, false));
    this.range.addEventListener("change", () => this.slid(changed, true));
    this.field.addEventListener("input", () => this.typed(changed, false));
    this.field.addEventListener("change", () => this.typed(changed, true));
  }

  /** @param {(value: number, done: boolean) => void} changed @param {boolean} done */
  slid(changed, done) {
    const position = Number(this.range.value);
    // Letting go must not move a typed value onto the slider's grid.
    const value = positionOf(this.quantity, this.value) === position ? this.value : valueAt(this.quantity, position);
    this.say("");
    this.show(value);
    changed(value, done);
  }

  /** @param {(value: number, done: boolean) => void} changed @param {boolean} done */
  typed(changed, done) {
    const { low, high } = this.quantity;
    const value = this.field.value.trim() === "" ? NaN : Number(this.field.value);
    const inside = value >= low && value <= high;
    this.field.toggleAttribute("data-wrong", !inside);
    if (inside) {
      this.say("");
      this.write(value);
      changed(value, done);
    } else if (done) {
      const limited = Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : this.value;
      this.say(Number.isFinite(value) ? `Limited to the range ${numberText(low)} to ${numberText(high)}.` : "That is not a number; the last value stays.");
      this.show(limited);
      changed(limited, done);
    }
  }

  /** Holds it where it is. @param {string} why  a remark; "" lets it go */
  hold(why) {
    if (this.held === why) return;
    this.held = why;
    this.range.disabled = this.field.disabled = why !== "";
    this.say(why);
  }

  /** A remark in place of the note. @param {string} remark */
  say(remark) {
    const text = remark || this.usual;
    if (this.note.textContent !== text) this.note.textContent = text;
    this.note.toggleAttribute("data-remark", remark !== "");
  }

  /** Slider and field to a value. @param {number} value */
  show(value) {
    if (value === this.value && !this.field.hasAttribute("data-wrong")) return;
    this.field.value = fieldText(value);
    this.field.removeAttribute("data-wrong");
    this.write(value);
  }

  /** The slider alone; the field may be being typed in. @param {number} value */
  write(value) {
    this.value = value;
    const position = positionOf(this.quantity, value);
    if (Number(this.range.value) !== position) this.range.value = String(position);
    this.range.setAttribute("aria-valuetext", `${numberText(value, 4)} ${unitText(this.quantity.unit, value)}`.trim());
    this.range.style.setProperty("--evx-share", `${(100 * position) / stepsOf(this.quantity)}%`);
  }
}
