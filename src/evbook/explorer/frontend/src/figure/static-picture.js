// The picture that Python drew: alive before Plotly has come, and what print shows.

import { sameAxis } from "./axes.js";
import { pathOf, transform } from "./fast-path.js";

/** @import { Axis, Picture } from "../types.js" */

/** Side of the boxes in which Python draws the curves, in their own units. */
const SIDE = 1000;

export class StaticPicture {
  /** @param {Element} svg */
  constructor(svg) {
    this.svg = svg;
    /** @type {Map<string, Element>} */
    this.paths = new Map();
    svg.querySelectorAll("[data-line]").forEach((path) => this.paths.set(path.getAttribute("data-line") ?? "", path));
    this.axes = [...svg.querySelectorAll("[data-y]")].map((box) => ({
      x: axisOf(box.getAttribute("data-x")),
      y: axisOf(box.getAttribute("data-y")),
    }));
  }

  /**
   * Redraws the curves; false when this picture cannot show them.
   * @param {Picture} picture
   */
  move(picture) {
    const fits =
      picture.view === "timecourse" &&
      picture.panels.length === this.axes.length &&
      // Data, bands and pinned runs are in the live picture alone.
      picture.marks.length === 0 &&
      !picture.bands?.length &&
      picture.lines.every(({ id }) => this.paths.has(id)) &&
      picture.panels.every(({ axis }, i) => sameAxis(axis, this.axes[i].y) && sameAxis(picture.x, this.axes[i].x));
    this.svg.toggleAttribute("data-stale", !fits);
    if (!fits) return false;
    const seen = new Set();
    for (const line of picture.lines) {
      const { x, y } = this.axes[line.panel];
      this.paths.get(line.id)?.setAttribute("d", pathOf(line.x, line.y, transform(x, 0, SIDE), transform(y, SIDE, 0)));
      seen.add(line.id);
    }
    for (const [id, path] of this.paths) if (!seen.has(id)) path.setAttribute("d", "M0,0");
    return true;
  }
}

/** "linear 0 1000" or "log 1 1e9", as Python wrote it. @param {string|null} text @returns {Axis} */
function axisOf(text) {
  const [kind, low, high] = (text ?? "").split(" ");
  return { log: kind === "log", low: Number(low), high: Number(high) };
}
