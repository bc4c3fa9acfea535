/**
 * A program bound to one setting: the initial value problem that the steppers see.
 *
 * @import {Program} from "./types.js"
 */

const ROOT_EPSILON = 2 ** -26;

/**
 * The number of states of a program.
 * An array grows as it is written to, so the program itself says how many there are.
 * @param {Program} program
 * @param {Float64Array} p
 * @returns {number}
 */
export function dimension(program, p) {
  /** @type {number[]} */
  const y = [];
  program.initial(p, /** @type {any} */ (y));
  return y.length;
}

/**
 * The program restricted to its first n states, the others held at their initial values.
 * What only events change (a device that is on or off) travels behind the states with a rate of zero.
 * @param {Program} program
 * @param {Float64Array} p
 * @param {number} n
 * @returns {Program}
 */
export function withOthersHeld(program, p, n) {
  const size = dimension(program, p);
  if (size === n) return program;
  const y = new Float64Array(size);
  const dy = new Float64Array(size);
  const J = new Float64Array(size * size);
  program.initial(p, y);
  const start = y.slice(0, n);
  return {
    autonomous: program.autonomous,
    initial(_, out) {
      for (let i = 0; i < n; i++) out[i] = start[i];
    },
    rates(t, visible, parameters, out) {
      y.set(visible);
      program.rates(t, y, parameters, dy);
      for (let i = 0; i < n; i++) out[i] = dy[i];
    },
    jacobian(t, visible, parameters, out) {
      y.set(visible);
      program.jacobian(t, y, parameters, J);
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[i * n + j] = J[i * size + j];
    },
    outputs(t, visible, parameters, out) {
      y.set(visible);
      program.outputs(t, y, parameters, out);
    },
  };
}

/** The largest double below a time, so that rates which jump there are still those from before the jump.
 * @param {number} t
 */
export function justBefore(t) {
  return t === 0 ? -Number.MIN_VALUE : t - Math.abs(t) * Number.EPSILON;
}

/** dy/dt = rates(t, y) + inflow, with analytic Jacobian, for t up to `limit`. */
export class System {
  /**
   * @param {Program} program
   * @param {Float64Array} p
   * @param {number} [n] number of states, asked of the program when not given
   */
  constructor(program, p, n = dimension(program, p)) {
    this.program = program;
    this.p = p;
    this.n = n;
    this.timeDependent = program.autonomous !== true;
    /** Rates are never asked for beyond this time: it lies just before the next jump. */
    this.limit = Infinity;
    /** Constant inflow into each state (infusions), or null. @type {Float64Array | null} */
    this.inflow = null;
    this.shifted = new Float64Array(n);
  }

  /** @param {number} t @param {Float64Array} y @param {Float64Array} dy */
  rates(t, y, dy) {
    this.program.rates(t < this.limit ? t : this.limit, y, this.p, dy);
    const inflow = this.inflow;
    if (inflow !== null) for (let i = 0; i < this.n; i++) dy[i] += inflow[i];
  }

  /** @param {number} t @param {Float64Array} y @param {Float64Array} J row-major */
  jacobian(t, y, J) {
    this.program.jacobian(t < this.limit ? t : this.limit, y, this.p, J);
  }

  /**
   * Partial derivative of the rates with respect to time, by a one-sided difference that stays before `limit`.
   * @param {number} t
   * @param {Float64Array} y
   * @param {Float64Array} dy rates at (t, y)
   * @param {number} scale a time over which the rates may change (the step)
   * @param {Float64Array} out
   */
  timeDerivative(t, y, dy, scale, out) {
    const shift = ROOT_EPSILON * Math.max(Math.abs(t), Math.abs(scale));
    const moved = t + shift <= this.limit ? t + shift : t - shift;
    const width = moved - t;
    this.rates(moved, y, this.shifted);
    for (let i = 0; i < this.n; i++) out[i] = (this.shifted[i] - dy[i]) / width;
  }
}
