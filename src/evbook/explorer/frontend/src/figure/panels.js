// Where the panels lie in the figure: as shares of the drawing area, the same in Python's picture.

import { layout } from "./palette.js";

/** Height of the figure in pixels before any style sheet shrinks it. @param {number} panels @param {boolean} compact */
function stageHeight(panels, compact) {
  const { first, further, compact: small } = layout.height;
  return (compact ? small : first) + (panels - 1) * further;
}

/**
 * Top and bottom of each panel as shares of the drawing area, 0 at its top.
 * @param {number} panels
 * @param {boolean} [compact]
 * @returns {{top: number, bottom: number}[]}
 */
export function panelShares(panels, compact = false) {
  const { top, bottom, gap } = layout.margin;
  const area = stageHeight(panels, compact) - top - bottom;
  const share = (area - (panels - 1) * gap) / panels / area;
  return Array.from({ length: panels }, (_, i) => {
    const start = i * (share + gap / area);
    return { top: start, bottom: start + share };
  });
}
