// A line across the curves at a parameter that is a moment: where it is dragged or stepped to, the parameter goes.

import { layout } from "../figure/palette.js";
import { quantityText } from "../format/numbers.js";
import { withValue } from "../model/setting.js";
import { element } from "../ui/dom.js";
import { atShare, shareOf } from "./cursor.js";

/** @import { Explorer } from "../explorer.js" */
/** @import { Axis, MarkerSaid, Picture } from "../types.js" */

/** Share of the window that a press of an arrow goes; with Shift or by pages, ten times as far. */
const STEP = 1 / 146;

export class Marker {
  /** @param {Explorer} explorer @param {MarkerSaid} said */
  constructor(explorer, said) {
    this.explorer = explorer;
    this.said = said;
    this.index = explorer.model.parameterIndex.get(said.parameter) ?? -1;
    this.parameter = explorer.model.program.parameters[this.index];
    this.words = element("span", {}, said.label);
    this.root = element(
      "div",
      { class: "evx-marker", role: "slider", tabindex: 0, "aria-label": said.label, hidden: true },
      this.words,
    );
    const { left, right, top, bottom } = layout.margin;
    const size = `width:calc(100% - ${left + right}px);height:calc(100% - ${top + bottom}px)`;
    this.box = element("div", { class: "evx-marker-box", style: `left:${left}px;top:${top}px;${size}` }, this.root);
    explorer.layout.stage.append(this.box);
    /** @type {Axis} */
    this.axis = { log: false, low: 0, high: 1 };
    const share = (/** @type {PointerEvent} */ { clientX }) => {
      const { left: from, width } = this.box.getBoundingClientRect();
      return (clientX - from) / width;
    };
    this.root.addEventListener("pointerdown", (event) => {
      this.root.setPointerCapture(event.pointerId);
      this.root.focus({ preventScroll: true });
      event.preventDefault();
    });
    this.root.addEventListener("pointermove", (event) => {
      if (this.root.hasPointerCapture(event.pointerId)) this.take(share(event), false);
    });
    this.root.addEventListener("pointerup", (event) => this.take(share(event), true));
    this.root.addEventListener("keydown", (event) => this.type(event));
  }

  get value() {
    return this.explorer.setting.values[this.index];
  }

  /** @param {number} share @param {boolean} done */
  take(share, done) {
    const { explorer, parameter } = this;
    const wanted = Number(atShare(this.axis, Math.min(Math.max(share, 0), 1)).toPrecision(3));
    explorer.change(withValue(explorer.model, explorer.setting, parameter.name, wanted), done);
  }

  /** @param {KeyboardEvent} event */
  type(event) {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
    const ends = { Home: this.parameter.low, End: this.parameter.high }[event.key];
    if (by === undefined && ends === undefined) return;
    event.preventDefault();
    const now = shareOf(this.axis, this.value);
    this.take(by === undefined ? shareOf(this.axis, ends ?? 0) : now + by * STEP * (event.shiftKey ? 10 : 1), true);
  }

  /** @param {Picture} picture @param {Axis} axis @param {boolean} acts  whether it changes anything */
  show(picture, axis, acts) {
    const { explorer, parameter, root } = this;
    const hidden =
      !acts || picture.hover !== "time" || explorer.controls.reasonToHold(explorer.setting, parameter.name) !== "";
    if (root.hidden !== hidden) root.hidden = hidden;
    if (hidden) return;
    this.axis = axis;
    const share = Math.min(Math.max(shareOf(axis, this.value), 0), 1);
    root.style.left = `${(100 * share).toFixed(2)}%`;
    root.toggleAttribute("data-late", share > 0.6);
    root.setAttribute("aria-valuemin", String(parameter.low));
    root.setAttribute("aria-valuemax", String(parameter.high));
    root.setAttribute("aria-valuenow", String(this.value));
    root.setAttribute("aria-valuetext", quantityText(this.value, parameter.unit));
  }
}
