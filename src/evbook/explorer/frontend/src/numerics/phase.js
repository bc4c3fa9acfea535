/**
 * The phase plane: nullclines of two states in a window.  (`separatrix` lives in its own module.)
 *
 * @import {PhaseWindow, Polyline, Program} from "./types.js"
 */

import { zeroContours } from "./contour.js";
import { dimension } from "./system.js";

export { separatrix } from "./separatrix.js";

/** A rate that vanishes with its state is looked at this far inside the window, where it has a sign. */
const INSIDE = 1e-7;

/**
 * The map from a share of 0 to 1 to a coordinate of the window.
 * @param {[number, number]} range
 * @param {boolean} log
 * @returns {(share: number) => number}
 */
function axis([low, high], log) {
  if (log) return (share) => low * Math.pow(high / low, share);
  return (share) => low + (high - low) * share;
}

/**
 * Where each of two rates is zero.
 *
 * With more states than two, the others stay as in `at`.
 * Where a state is absent along an edge of a linear window and stays so, that edge belongs to its nullcline.
 * @param {Program} program
 * @param {Float64Array} p
 * @param {number} i index of the state on the x axis
 * @param {number} j index of the state on the y axis
 * @param {PhaseWindow} window in the states' units
 * @param {object} [options]
 * @param {boolean | {x: boolean, y: boolean}} [options.log]
 * @param {number} [options.resolution] cells along each side, 64 by default
 * @param {Float64Array} [options.at] a whole state; by default the initial one
 * @returns {{x: Polyline[], y: Polyline[]}} x: where state i is at rest, y: where state j is
 */
export function nullclines(program, p, i, j, window, { log = false, resolution = 64, at } = {}) {
  const n = dimension(program, p);
  const y = new Float64Array(n);
  const dy = new Float64Array(n);
  if (at) y.set(at);
  else program.initial(p, y);
  const logX = typeof log === "boolean" ? log : log.x;
  const logY = typeof log === "boolean" ? log : log.y;
  const toX = axis(window.x, logX);
  const toY = axis(window.y, logY);
  const m = resolution;
  const width = m + 1;

  /** @param {number} k */
  const rate = (k) => (/** @type {number} */ u, /** @type {number} */ v) => {
    y[i] = toX(u > INSIDE ? u : INSIDE);
    y[j] = toY(v > INSIDE ? v : INSIDE);
    program.rates(0, y, p, dy);
    return dy[k];
  };
  const valuesX = new Float64Array(width * width);
  const valuesY = new Float64Array(width * width);
  const both = rate(i);
  for (let b = 0; b < width; b++) {
    for (let a = 0; a < width; a++) {
      valuesX[b * width + a] = both(a / m, b / m);
      valuesY[b * width + a] = dy[j];
    }
  }
  /** @param {number} k @param {Float64Array} values @returns {Polyline[]} */
  const lines = (k, values) =>
    zeroContours(rate(k), values, m).map((line) => ({
      x: Float64Array.from(line, ({ u }) => toX(u)),
      y: Float64Array.from(line, ({ v }) => toY(v)),
    }));
  /** @param {number} k @param {boolean} vertical @returns {Polyline[]} */
  const edge = (k, vertical) => {
    const [range, isLog] = vertical ? [window.x, logX] : [window.y, logY];
    if (isLog || range[0] !== 0) return [];
    const shares = Float64Array.from({ length: width }, (_, a) => a / m);
    const stays = shares.every((share) => {
      y[i] = vertical ? 0 : toX(share);
      y[j] = vertical ? toY(share) : 0;
      program.rates(0, y, p, dy);
      return dy[k] === 0;
    });
    if (!stays) return [];
    const zeros = new Float64Array(width);
    return [{ x: vertical ? zeros : shares.map(toX), y: vertical ? shares.map(toY) : zeros }];
  };
  return {
    x: [...edge(i, true), ...lines(i, valuesX)],
    y: [...edge(j, false), ...lines(j, valuesY)],
  };
}
