// One quantity's control: a native slider, a number field, the unit, and where the number comes from.

import { element, freshId } from "./dom.js";
import { fieldText, numberText, quantityText, unitText } from "../format/numbers.js";
import { positionOf, stepsOf, valueAt } from "./slider-scale.js";

/**
 * @typedef {object} Quantity
 * @property {string} name
 * @property {string} label
 * @property {string} unit
 * @property {number} low
 * @property {number} high
 * @property {"linear"|"log"} scale
 * @property {boolean} [zero]     0 stands for nothing of it, though its range begins above
 * @property {string} meaning
 * @property {string} origin      "fitted · Kuznetsov 1994 · …"; "" when it is no quantity of the model
 * @property {boolean} assumed
 */

/** Milliseconds between two versions of the number while a slider moves: nobody reads faster. */
const READABLE = 60;
/** Share of the track by which its coloured part may be wrong while the thumb, which is wider, lies over its end. */
const HIDDEN = 0.02;

export class Slider {
  /**
   * @param {Quantity} quantity
   * @param {(value: number, done: boolean) => void} changed  done: the hand has let go
   */
  constructor(quantity, changed) {
    this.quantity = quantity;
    const { name, label, unit, low, high, scale, zero, meaning, origin, assumed } = quantity;
    const span = `${numberText(low)} to ${numberText(high)}${scale === "log" ? ", logarithmic" : ""}`;
    const range = zero ? `0 (off), or ${span}` : span;
    const [id, note, full] = [freshId("range"), freshId("note"), freshId("about")];
    this.range = element("input", {
      type: "range",
      id,
      min: 0,
      max: stepsOf(quantity),
      step: 1,
      "aria-describedby": full,
    });
    this.field = element("input", {
      type: "number",
      step: "any",
      min: zero ? 0 : low,
      max: high,
      inputmode: "decimal",
      autocomplete: "off",
      "aria-label": `${label}, value${unitText(unit) ? ` in ${unitText(unit)}` : ""}`,
      "aria-describedby": note,
    });
    this.inputs = element("div", { class: "evx-inputs" }, this.range, this.field);
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
        assumed
          ? element(
              "span",
              { class: "evx-badge", title: "No measurement is known; this number is our assumption." },
              "assumed",
            )
          : "",
        element("span", { class: "evx-unit", title: unitText(unit) }, unitText(unit)),
      ),
      this.inputs,
      this.note,
      element("span", { class: "evx-hidden", id: full }, about),
    );
    /** The value set last; NaN makes the first `show` write everything. */
    this.value = NaN;
    /** The value that field and screen readers were told, and when. */
    this.told = NaN;
    this.toldAt = -Infinity;
    /** The coloured share of the track. */
    this.filled = NaN;
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
    this.show(value, done);
    changed(value, done);
  }

  /** @param {(value: number, done: boolean) => void} changed @param {boolean} done */
  typed(changed, done) {
    const { low, high, zero } = this.quantity;
    const value = this.field.value.trim() === "" ? NaN : Number(this.field.value);
    const inside = (value >= low && value <= high) || (value === 0 && zero === true);
    this.field.toggleAttribute("data-wrong", !inside);
    if (inside) {
      this.say("");
      this.write(value);
      changed(value, done);
    } else if (done) {
      const limited = Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : this.value;
      this.say(
        Number.isFinite(value)
          ? `Limited to the range ${numberText(low)} to ${numberText(high)}.`
          : "That is not a number; the last value stays.",
      );
      this.show(limited, true);
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

  /**
   * Slider and field to a value.
   * @param {number} value
   * @param {boolean} rest  false: the hand is moving, and the number may be a little behind
   */
  show(value, rest) {
    const right = value === this.value && !this.field.hasAttribute("data-wrong");
    if (!right || (rest && this.told !== value)) {
      this.field.removeAttribute("data-wrong");
      const now = performance.now();
      const say = rest || now - this.toldAt >= READABLE;
      if (say) this.tell(value);
      this.write(value, say, now);
    }
    if (rest) this.fill(true);
  }

  /**
   * The field to a value.  A browser's number field knows only 1e7: until it is typed in, the style sheet lays the
   * number over it as the rest of the page writes it.
   * @param {number} value
   */
  tell(value) {
    const [typed, said] = [fieldText(value), numberText(value, 4)];
    this.field.value = typed;
    if (typed === said) delete this.inputs.dataset.said;
    else if (this.inputs.dataset.said !== said) this.inputs.dataset.said = said;
  }

  /**
   * The slider alone; the field may be being typed in.
   * @param {number} value
   * @param {boolean} [say] tells its value to those who cannot see it
   * @param {number} [now]
   */
  write(value, say = true, now = performance.now()) {
    this.value = value;
    const position = positionOf(this.quantity, value);
    if (Number(this.range.value) !== position) this.range.value = String(position);
    this.fill(false);
    if (!say) return;
    this.told = value;
    this.toldAt = now;
    const off = value === 0 && this.quantity.zero ? "off, " : "";
    this.range.setAttribute("aria-valuetext", off + quantityText(value, this.quantity.unit, 4));
  }

  /** The coloured part of the track. @param {boolean} exactly  or as long as the thumb does not hide its end */
  fill(exactly) {
    const share = Number(this.range.value) / stepsOf(this.quantity);
    if (exactly ? share === this.filled : Math.abs(share - this.filled) < HIDDEN) return;
    this.filled = share;
    this.range.style.setProperty("--evx-share", String(share));
  }
}
