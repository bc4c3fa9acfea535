// Linear or logarithmic: chosen beside the title of the vertical axis, as it is the axis that changes.

import { button } from "./button.js";

/** @import { ViewChoice } from "../types.js" */

/** The view whose axis it is, as declared. */
export const PLAIN = "timecourse";
/** What the axis is called in each view. @type {Record<string, string>} */
const SCALES = { linear: "linear", logarithmic: "log" };

/** The views that are the curves on one scale or another: as declared, then the others. @param {ViewChoice[]} views */
function scalesOf(views) {
  return [PLAIN, ...views.filter(({ place }) => place === "axis").map(({ id }) => id)];
}

export class AxisSwitch {
  /**
   * @param {ViewChoice[]} views
   * @param {(view: string) => void} go
   */
  constructor(views, go) {
    this.ids = scalesOf(views);
    this.at = PLAIN;
    this.root = button("", () => go(this.next), { class: "evx-button evx-axis" });
    this.root.hidden = this.ids.length < 2;
  }

  get next() {
    return this.ids[(this.ids.indexOf(this.at) + 1) % this.ids.length];
  }

  /** What the axis is in a view: a model of one scale only has the other to offer. @param {string} view */
  said(view) {
    if (view !== PLAIN) return SCALES[view];
    if (this.ids.length > 2) return "mixed";
    return this.ids[1] === "linear" ? "log" : "linear";
  }

  /** @param {string} view */
  show(view) {
    const none = this.ids.length < 2 || !this.ids.includes(view);
    if (this.root.hidden !== none) this.root.hidden = none;
    if (none) return;
    this.at = view;
    const [now, next] = [this.said(view), this.said(this.next)];
    this.root.textContent = now;
    this.root.setAttribute("aria-label", `Vertical axis: ${now}; make it ${next}`);
    this.root.title = `Vertical axis: ${now}; press for ${next}`;
  }
}
