/**
 * How long the next step is: weighted error norm, first step, proportional-integral control.
 *
 * Reference: E. Hairer, S. P. Nørsett, G. Wanner, Solving Ordinary Differential Equations I, 2nd ed., Springer 1993,
 * section II.4 (first step, norm); K. Gustafsson, ACM Trans. Math. Softw. 17 (1991) 533-554 (PI control).
 *
 * @import {System} from "./system.js"
 */

const SAFETY = 0.9;
const SHRINK_AT_MOST = 0.2;
const GROW_AT_MOST = 10;
const BETA = 0.04;
const ALPHA = 0.2 - 0.75 * BETA;

/**
 * Below this share of the size a state has had, its error is absolute.
 * So small, because a population that passes through a deep trough grows again from what is left there: without
 * relative accuracy in the trough, when it comes back would be decided by rounding.
 */
export const ABSOLUTE_SHARE = 1e-30;

/** Proportional-integral control of a method whose error estimate is of order h^5. */
export class StepControl {
  constructor() {
    this.lastError = 1e-4;
    this.rejected = false;
  }

  restart() {
    this.lastError = 1e-4;
    this.rejected = false;
  }

  /** The factor for the next step after an accepted one. @param {number} error */
  accept(error) {
    let factor = SAFETY * Math.pow(error, -ALPHA) * Math.pow(this.lastError, BETA);
    factor = factor < SHRINK_AT_MOST ? SHRINK_AT_MOST : factor < GROW_AT_MOST ? factor : GROW_AT_MOST;
    if (this.rejected && factor > 1) factor = 1;
    this.lastError = error > 1e-4 ? error : 1e-4;
    this.rejected = false;
    return factor;
  }

  /** The factor for the next attempt after a rejected one. @param {number} error may be infinite or NaN */
  reject(error) {
    this.rejected = true;
    const factor = SAFETY * Math.pow(error, -ALPHA);
    return factor > SHRINK_AT_MOST ? factor : SHRINK_AT_MOST;
  }
}

/**
 * The size each state is likely to have, before anything is known but the initial values.
 * A state that starts at zero gets the level at which its gain would balance its own loss (or, without loss, what it
 * gains in the whole time), found in passes so that the links of a chain get theirs one after another.
 * @param {System} system
 * @param {number} t
 * @param {Float64Array} y
 * @param {number} duration
 * @param {Float64Array} typical filled
 */
export function typicalSizes(system, t, y, duration, typical) {
  const n = system.n;
  let unknown = 0;
  for (let i = 0; i < n; i++) {
    typical[i] = Math.abs(y[i]);
    if (typical[i] === 0) unknown++;
  }
  if (unknown === 0) return;
  const trial = Float64Array.from(y);
  const gain = new Float64Array(n);
  const J = new Float64Array(n * n);
  for (let pass = 0; pass < n && unknown > 0; pass++) {
    let learnt = 0;
    system.rates(t, trial, gain);
    system.jacobian(t, trial, J);
    for (let i = 0; i < n; i++) {
      if (typical[i] > 0) continue;
      const size = Math.abs(gain[i]) / Math.max(Math.abs(J[i * n + i]) || 0, 1 / duration);
      if (size > 0 && Number.isFinite(size)) {
        typical[i] = size;
        trial[i] = size;
        learnt++;
      }
    }
    if (learnt === 0) return;
    unknown -= learnt;
  }
}

/**
 * A first step: long enough to be useful, short enough that an explicit Euler step would be accurate.
 * @param {System} system
 * @param {number} t
 * @param {Float64Array} y
 * @param {Float64Array} dy rates at (t, y)
 * @param {number} longest
 * @param {number} rtol
 * @param {Float64Array} typical
 * @param {Float64Array} trial workspace
 * @param {Float64Array} slope workspace
 */
export function firstStep(system, t, y, dy, longest, rtol, typical, trial, slope) {
  const n = system.n;
  let size = 0;
  let speed = 0;
  for (let i = 0; i < n; i++) {
    const scale = rtol * Math.max(Math.abs(y[i]), typical[i]) || 1;
    size = Math.max(size, Math.abs(y[i]) / scale);
    speed = Math.max(speed, Math.abs(dy[i]) / scale);
  }
  if (!Number.isFinite(speed)) return 1e-6 * longest;
  let h = size < 1e-10 || speed < 1e-10 ? 1e-6 * longest : (0.01 * size) / speed;
  h = Math.min(h, longest);
  for (let i = 0; i < n; i++) trial[i] = y[i] + h * dy[i];
  system.rates(t + h, trial, slope);
  let bend = 0;
  for (let i = 0; i < n; i++) {
    const scale = rtol * Math.max(Math.abs(y[i]), typical[i]) || 1;
    bend = Math.max(bend, Math.abs(slope[i] - dy[i]) / scale);
  }
  bend /= h;
  if (!Number.isFinite(bend)) return 1e-3 * h;
  const sharpest = Math.max(speed, bend);
  const next = sharpest <= 1e-15 ? Math.max(1e-6 * longest, 1e-3 * h) : Math.pow(0.01 / sharpest, 0.2);
  return Math.min(100 * h, next, longest);
}
