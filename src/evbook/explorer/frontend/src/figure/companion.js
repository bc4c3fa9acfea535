// The same model without its vesicles, drawn behind the curve in the curve's own hue: what the EV terms did.

import { layout } from "./palette.js";

/** @import { Line } from "../types.js" */

/**
 * The companion of a line: of its hue, thin, dashed, and behind.
 * @param {Line} line
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 * @returns {Line}
 */
export function companionOf(line, x, y) {
  return {
    ...line,
    id: `${line.id}--off`,
    x,
    y,
    dash: layout.companion.dash,
    width: layout.line.companion,
    label: `${line.label} without vesicles`,
    companion: true,
  };
}
