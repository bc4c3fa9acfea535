/**
 * The separatrix of a two-state program: the stable manifold of a saddle, found by going backwards in time.
 *
 * The border between two fates is the set of states that end on a saddle.  Backwards in time it leads away from the
 * saddle along the stable eigenvector, on either side.
 * Reference: S. H. Strogatz, Nonlinear Dynamics and Chaos, 2nd ed., Westview 2015, section 6.4.
 *
 * @import {PhaseWindow, Polyline, Program} from "./types.js"
 */

import { Integration } from "./integration.js";
import { eigenvalues } from "./linear-algebra.js";
import { System, withOthersHeld } from "./system.js";

/** First distance from the saddle, relative to it: the manifold's bend there is of the square of this. */
const FIRST = 1e-6;
/** How far beyond the window, in its own lengths, a branch is followed before it counts as gone. */
const MARGIN = 0.25;
/** Largest distance between two points of the line, in lengths of the window. */
const SPACING = 0.01;
/** Times of the saddle's own approach after which a branch that has not left the window is let go. */
const PATIENCE = 1000;

/** The same program with time reversed. @param {Program} program @returns {Program} */
function reversed(program) {
  return {
    autonomous: true,
    initial: program.initial,
    rates(t, y, p, dy) {
      program.rates(0, y, p, dy);
      for (let i = 0; i < y.length; i++) dy[i] = -dy[i];
    },
    jacobian(t, y, p, J) {
      program.jacobian(0, y, p, J);
      for (let i = 0; i < J.length; i++) J[i] = -J[i];
    },
    outputs: program.outputs,
  };
}

/**
 * The eigenvector of a 2 by 2 matrix, from whichever row of J - lambda I is the larger.
 * @param {Float64Array} J @param {number} lambda @returns {[number, number]}
 */
function eigenvector([a, b, c, d], lambda) {
  const first = Math.abs(a - lambda) + Math.abs(b);
  const second = Math.abs(c) + Math.abs(d - lambda);
  return first >= second ? [-b, a - lambda] : [d - lambda, -c];
}

/**
 * @param {Program} whole with two states; any behind them are held at their initial values
 * @param {Float64Array} p
 * @param {{y: ArrayLike<number>}} saddle
 * @param {PhaseWindow} window in the states' units
 * @param {object} [options]
 * @param {number} [options.i] index of the state on the x axis, 0 by default
 * @param {number} [options.j] index of the state on the y axis, 1 by default
 * @param {boolean | {x: boolean, y: boolean}} [options.log]
 * @param {number} [options.maxSteps] bound on the work of each branch
 * @returns {Polyline[]} one line through the saddle; none for more than two states, or if the point is no saddle
 */
export function separatrix(whole, p, saddle, window, { i = 0, j = 1, log = false, maxSteps = 3000 } = {}) {
  const centre = Float64Array.from(saddle.y);
  if (centre.length !== 2) return [];
  const program = withOthersHeld(whole, p, 2);
  const J = new Float64Array(4);
  program.jacobian(0, centre, p, J);
  const [unstable, stable] = eigenvalues(J, 2);
  if (!(stable.im === 0 && stable.re < 0 && unstable.re > 0)) return [];

  const logOf = typeof log === "boolean" ? { x: log, y: log } : log;
  /** Shares of the window, in the coordinates drawn. @param {[number, number]} range @param {boolean} isLog */
  const share =
    ([low, high], isLog) =>
    (/** @type {number} */ value) =>
      isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  const u = share(window.x, logOf.x);
  const v = share(window.y, logOf.y);
  const spans = [0, 0];
  spans[i] = window.x[1] - window.x[0];
  spans[j] = window.y[1] - window.y[0];

  const direction = eigenvector(J, stable.re);
  const lengths = direction.map((value, k) => Math.abs(value) / (Math.abs(centre[k]) || spans[k]));
  const scale = FIRST / Math.max(...lengths);
  const branches = [1, -1].map((sign) => {
    const start = centre.map((value, k) => value + sign * scale * direction[k]);
    return branch(reversed(program), p, start, { i, j, u, v, patience: PATIENCE / -stable.re, maxSteps });
  });
  const points = [...branches[0].reverse(), [centre[i], centre[j]], ...branches[1]];
  if (points.length < 3) return [];
  return [{ x: Float64Array.from(points, (point) => point[0]), y: Float64Array.from(points, (point) => point[1]) }];
}

/**
 * @param {Program} backwards
 * @param {Float64Array} p
 * @param {Float64Array} start
 * @param {{i: number, j: number, u: (x: number) => number, v: (y: number) => number, patience: number, maxSteps:
 *   number}} how
 * @returns {[number, number][]}
 */
function branch(backwards, p, start, { i, j, u, v, patience, maxSteps }) {
  const system = new System(backwards, p, 2);
  const integration = new Integration(system, { rtol: 1e-8, maxSteps });
  const state = new Float64Array(2);
  /** @type {[number, number][]} */
  const points = [];
  let lastU = u(start[i]);
  let lastV = v(start[j]);
  integration.restart(0, start, patience);
  while (integration.t < patience && integration.step(patience)) {
    const { tOld, t, y } = integration;
    const length = Math.hypot(u(y[i]) - lastU, v(y[j]) - lastV);
    const pieces = Number.isFinite(length) ? Math.min(64, Math.max(1, Math.ceil(length / SPACING))) : 64;
    for (let k = 1; k <= pieces; k++) {
      integration.at(tOld + ((t - tOld) * k) / pieces, state);
      const nowU = u(state[i]);
      const nowV = v(state[j]);
      if (!Number.isFinite(nowU) || !Number.isFinite(nowV)) return points;
      if (Math.hypot(nowU - lastU, nowV - lastV) > SPACING / 4) {
        points.push([state[i], state[j]]);
        lastU = nowU;
        lastV = nowV;
      }
      const out = Math.max(-nowU, nowU - 1, -nowV, nowV - 1);
      if (out > MARGIN) return points;
    }
  }
  return points;
}
