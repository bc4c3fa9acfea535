// "without" at the end of each curve without vesicles, in the curve's own hue.

import { panelShares } from "./panels.js";
import { layout } from "./palette.js";

/** @import { Axis, Line, Picture } from "../types.js" */

/** Height of a label, and how near the curve with vesicles may end before a label would say nothing, in pixels. */
const [HIGH, APART] = [14, 6];

/** @param {Axis} axis @param {number} value */
function share({ log, low, high }, value) {
  if (!log) return (value - low) / (high - low);
  return value > 0 ? Math.log(value / low) / Math.log(high / low) : NaN;
}

/** The last point of a line that lies within the axes, as shares. @param {Line} line @param {Picture} picture */
function endOf(line, picture) {
  for (let i = line.y.length - 1; i >= 0; i--) {
    const at = { x: share(picture.x, line.x[i]), y: share(picture.panels[line.panel].axis, line.y[i]) };
    if (at.x <= 1.0001 && at.y >= -0.001 && at.y <= 1.001) return at;
  }
  return null;
}

export class EndLabels {
  /** @param {HTMLElement} stage @param {boolean} compact */
  constructor(stage, compact) {
    this.stage = stage;
    this.compact = compact;
    this.root = stage.ownerDocument.createElement("div");
    this.root.className = "evx-ends";
    this.root.setAttribute("aria-hidden", "true"); // the legend says it
    stage.append(this.root);
  }

  /** Where the curves end at rest; while they move nothing is said. @param {Picture|null} picture */
  show(picture) {
    this.root.hidden = picture === null;
    if (!picture) return;
    const { left, right, top, bottom } = layout.margin;
    const [wide, high] = [this.stage.clientWidth - left - right, this.stage.clientHeight - top - bottom];
    const shares = panelShares(picture.panels.length, this.compact);
    /** @type {{y: number, panel: number}[]} */
    const taken = [];
    const labels = picture.lines
      .filter(({ companion }) => companion)
      .flatMap((line) => {
        const [end, other] = [line, picture.lines.find(({ id }) => line.id === `${id}--off`)].map(
          (one) => one && endOf(one, picture),
        );
        const panel = shares[line.panel];
        if (!end || !panel) return [];
        const tall = (panel.bottom - panel.top) * high;
        const height = (/** @type {{y: number}} */ at) => top + panel.top * high + (1 - at.y) * tall;
        if (other && Math.abs(height(end) - height(other)) < APART && Math.abs(end.x - other.x) * wide < APART)
          return [];
        // above the line, or below it where another curve or label is in the way
        const others = picture.lines
          .filter((one) => one.panel === line.panel && one !== line)
          .flatMap((one) => endOf(one, picture) ?? [])
          .map(height);
        const free = (/** @type {number} */ y) =>
          y >= top + panel.top * high - 2 &&
          y + HIGH <= top + panel.bottom * high + 2 &&
          others.every((at) => at <= y || at >= y + HIGH) &&
          taken.every((one) => one.panel !== line.panel || Math.abs(one.y - y) >= HIGH);
        const y = [height(end) - HIGH - 2, height(end) + 2].find(free);
        if (y === undefined) return [];
        taken.push({ y, panel: line.panel });
        const label = this.stage.ownerDocument.createElement("span");
        label.textContent = "without";
        label.style.cssText =
          `top:${y.toFixed(1)}px;right:${(right + (1 - Math.min(end.x, 1)) * wide + 2).toFixed(1)}px;` +
          `color:var(--evx-${line.colour})`;
        return [label];
      });
    this.root.replaceChildren(...labels);
  }
}
