// The view over time on the other scale: logarithmic where the figure's is linear, and the other way round.

import { niceAbove } from "../figure/axes.js";
import { timecourse } from "./timecourse.js";

/** @import { Axis, Picture } from "../types.js" */

/** Decades below its top at which a logarithmic axis of a linear quantity begins. */
const DECADES = 4;

/** The largest value drawn in a panel. @param {Picture} picture @param {number} panel */
function top(picture, panel) {
  let most = -Infinity;
  for (const line of picture.lines)
    if (line.panel === panel)
      for (let i = 0; i < line.y.length; i++) if (line.y[i] > most && line.y[i] < Infinity) most = line.y[i];
  return most;
}

/** @param {Axis} axis @param {number} most @param {boolean} log @param {Axis} [standing] @returns {Axis} */
function rescaled(axis, most, log, standing) {
  if (axis.log === log) return axis;
  if (log) return { log, low: axis.high / 10 ** DECADES, high: axis.high };
  // On a linear axis the declared top of many decades would leave the curve on the floor.
  const high = most > 0 ? niceAbove(most) : axis.high;
  return { log, low: Math.min(0, axis.low), high: standing && standing.high > high ? standing.high : high };
}

/** @param {string} id @param {boolean} log @returns {import("./registry.js").View} */
function scaled(id, log) {
  return {
    id,
    picture(model, run, standing) {
      const plain = timecourse.picture(model, run);
      return {
        ...plain,
        view: id,
        panels: plain.panels.map(({ axis, title: words }, i) => ({
          axis: rescaled(axis, top(plain, i), log, standing?.panels[i].axis),
          title: log ? (axis.log ? words : `${words}, logarithmic`) : words.replace(/, logarithmic$/, ""),
        })),
      };
    },
  };
}

export const logarithmic = scaled("logarithmic", true);
export const linear = scaled("linear", false);
