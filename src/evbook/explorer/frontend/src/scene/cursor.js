// The line that marks a moment in the figure, and the points of the curves there; it can be dragged.

import { layout } from "../figure/palette.js";
import { panelShares } from "../figure/panels.js";
import { ROOM } from "../figure/room.js";

/** @import { Axis, Picture } from "../types.js" */

const SVG = "http://www.w3.org/2000/svg";
/** Half the width of what a finger can take hold of, and the radius of the points, in pixels. */
const [GRIP, POINT] = [11, 4.5];

/** Where a value lies on an axis, from 0 at its low end to 1. @param {Axis} axis @param {number} value */
export function shareOf({ log, low, high }, value) {
  if (!log) return (value - low) / (high - low);
  return value > 0 ? Math.log(value / low) / Math.log(high / low) : NaN;
}

/** The value at a share of an axis. @param {Axis} axis @param {number} share */
export function atShare({ log, low, high }, share) {
  return log ? low * (high / low) ** share : low + (high - low) * share;
}

/** @template {keyof SVGElementTagNameMap} Tag @param {Tag} tag @param {Record<string, string|number>} attributes */
function svg(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(2)}%`;

export class Cursor {
  /**
   * @param {HTMLElement} stage
   * @param {boolean} compact
   * @param {(share: number, done: boolean) => void} dragged
   */
  constructor(stage, compact, dragged) {
    this.compact = compact;
    const { left, right, top, bottom } = layout.margin;
    const place =
      `left:${left}px;top:${top}px;width:calc(100% - ${left + right}px);` + `height:calc(100% - ${top + bottom}px)`;
    this.svg = svg("svg", { style: place, "aria-hidden": "true" });
    this.line = svg("line", { class: "evx-cursor-line", y1: 0, y2: "100%" });
    this.grip = svg("line", { class: "evx-cursor-grip", y1: 0, y2: "100%", "stroke-width": 2 * GRIP });
    this.svg.append(svg("rect", ROOM), this.line, this.grip);
    /** @type {SVGCircleElement[]} */
    this.points = [];
    this.root = document.createElement("div");
    this.root.className = "evx-cursor";
    this.root.hidden = true;
    this.root.append(this.svg);
    stage.append(this.root);
    const share = (/** @type {PointerEvent} */ { clientX }) => {
      const box = this.svg.getBoundingClientRect();
      return Math.min(Math.max((clientX - box.left) / box.width, 0), 1);
    };
    this.grip.addEventListener("pointerdown", (event) => {
      this.grip.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    this.grip.addEventListener("pointermove", (event) => {
      if (this.grip.hasPointerCapture(event.pointerId)) dragged(share(event), false);
    });
    this.grip.addEventListener("pointerup", (event) => dragged(share(event), true));
  }

  /**
   * @param {Picture|null} picture  null, or one that is not over time: nothing is marked
   * @param {number} at
   * @param {(id: string) => number} heightOf  of a curve at that moment
   */
  show(picture, at, heightOf) {
    const hidden = picture?.hover !== "time";
    if (this.root.hidden !== hidden) this.root.hidden = hidden;
    if (!picture || hidden) return;
    const x = percent(shareOf(picture.x, at));
    for (const line of [this.line, this.grip]) {
      line.setAttribute("x1", x);
      line.setAttribute("x2", x);
    }
    const shares = panelShares(picture.panels.length, this.compact);
    const curves = picture.lines.filter(
      ({ companion, label, id }) => !companion && label && !Number.isNaN(heightOf(id)),
    );
    while (this.points.length < curves.length) {
      const point = svg("circle", { class: "evx-cursor-point", r: POINT });
      this.svg.insertBefore(point, this.grip);
      this.points.push(point);
    }
    this.points.forEach((point, i) => {
      const line = curves[i];
      const up = line ? shareOf(picture.panels[line.panel].axis, heightOf(line.id)) : NaN;
      const seen = up >= -0.01 && up <= 1.01;
      point.setAttribute("visibility", seen ? "visible" : "hidden");
      if (!line || !seen) return;
      const { top, bottom } = shares[line.panel];
      point.setAttribute("cx", x);
      point.setAttribute("cy", percent(bottom - up * (bottom - top)));
      point.style.fill = `var(--evx-${line.colour})`;
    });
  }
}
