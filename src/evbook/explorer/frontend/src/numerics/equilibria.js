/**
 * All equilibria of a program within a box, and what happens near each.
 *
 * Damped Newton (natural monotonicity test), on the rates and on the rates per amount, from many fixed starting
 * points: a low-discrepancy set in the box, the
 * faces on which a state is absent, and, for two states, every cell of a grid in which both rates change sign, so that
 * no crossing of the nullclines wider than a cell is missed.
 * A search can miss a narrow basin; it cannot invent one: each result is polished to 1e-10 of each state.
 * A model with a conserved total has a line of equilibria and a singular Jacobian, and none of them is reported.
 * References: P. Deuflhard, Newton Methods for Nonlinear Problems, Springer 2004, section 3.3;
 * M. Roberts, The unreasonable effectiveness of quasirandom sequences, 2018 (the point set).
 *
 * @import {Complex, Equilibrium, Kind, Program} from "./types.js"
 */

import { eigenvalues, factorise, solveFactorised } from "./linear-algebra.js";
import { withOthersHeld } from "./system.js";

/** Where an amount can be zero, starting points reach down to this share of the box's upper end. */
const SMALLEST_SHARE = 1e-9;
const GRID = 64;
/** Up to so many states that may be absent, every combination of them is a face to search. */
const MOST_ABSENT = 6;
const ITERATIONS = 60;
const CONVERGED = 1e-11;
/** Equilibria whose states all agree to this are one. */
const SAME = 1e-7;

/**
 * Name an equilibrium after its eigenvalues.
 * A real part below 1e-9 of the largest modulus counts as zero.
 * @param {Complex[]} values
 * @returns {Kind}
 */
export function kindOf(values) {
  const scale = values.reduce((most, { re, im }) => Math.max(most, Math.hypot(re, im)), 0) || 1;
  const turning = values.some(({ im }) => Math.abs(im) > 1e-9 * scale);
  const still = values.filter(({ re }) => !(Math.abs(re) >= 1e-9 * scale)).length;
  if (still > 0) return turning && still === values.length ? "centre" : "marginal";
  if (values.every(({ re }) => re < 0)) return turning ? "stable spiral" : "stable node";
  if (values.every(({ re }) => re > 0)) return turning ? "unstable spiral" : "unstable node";
  return "saddle";
}

/** Point k of the R-sequence in n dimensions. @param {number} k @param {number} n @param {Float64Array} out */
function quasirandom(k, n, out) {
  let golden = 2;
  for (let i = 0; i < 30; i++) golden = Math.pow(1 + golden, 1 / (n + 1));
  for (let i = 0; i < n; i++) out[i] = (0.5 + (k + 1) * Math.pow(golden, -(i + 1))) % 1;
}

/** A coordinate of the box, from a share of 0 to 1. @param {number} low @param {number} high @param {number} share */
function within(low, high, share) {
  const from = low > 0 ? low : low === 0 ? SMALLEST_SHARE * high : NaN;
  return high > 100 * from ? from * Math.pow(high / from, share) : low + (high - low) * share;
}

class Search {
  /**
   * @param {Program} program
   * @param {Float64Array} p
   * @param {Float64Array} low
   * @param {Float64Array} high
   */
  constructor(program, p, low, high) {
    const n = low.length;
    this.program = program;
    this.p = p;
    this.low = low;
    this.high = high;
    this.n = n;
    this.y = new Float64Array(n);
    this.trial = new Float64Array(n);
    this.direction = new Float64Array(n);
    this.next = new Float64Array(n);
    this.J = new Float64Array(n * n);
    this.pivots = new Int32Array(n);
    /** @type {Float64Array[]} */
    this.found = [];
  }

  /**
   * Newton's direction at y, keeping the factors: J^-1 f, or the direction for the rates per amount f_i / y_i, which
   * has no roots where something is absent and so does not stray there.
   * @param {Float64Array} y
   * @param {boolean} perAmount
   */
  newtonDirection(y, perAmount) {
    const { J, n, direction } = this;
    this.program.rates(0, y, this.p, direction);
    this.program.jacobian(0, y, this.p, J);
    if (perAmount) for (let i = 0; i < n; i++) if (y[i] !== 0) J[i * n + i] -= direction[i] / y[i];
    if (!factorise(J, n, this.pivots)) return false;
    solveFactorised(J, n, this.pivots, direction);
    return true;
  }

  /** Size of a direction, relative to each state (to the box where a state is zero). @param {Float64Array} d */
  size(d) {
    let most = 0;
    for (let i = 0; i < this.n; i++) {
      const ratio = Math.abs(d[i]) / (Math.abs(this.y[i]) || this.high[i]);
      if (!(ratio <= most)) most = ratio;
    }
    return most;
  }

  /** Move along -direction, keeping amounts positive. @param {number} share */
  move(share) {
    const { y, trial, direction, low } = this;
    for (let i = 0; i < this.n; i++) {
      trial[i] = y[i] - share * direction[i];
      if (low[i] >= 0 && trial[i] < 0.1 * y[i]) trial[i] = 0.1 * y[i];
    }
  }

  /** @param {boolean} perAmount @returns {boolean} whether y has become an equilibrium */
  newton(perAmount) {
    const { y, trial, next, program, p, n, pivots } = this;
    let share = 1;
    for (let k = 0; k < ITERATIONS; k++) {
      if (!this.newtonDirection(y, perAmount)) return false;
      const before = this.size(this.direction);
      if (!Number.isFinite(before)) return false;
      if (before <= CONVERGED) return this.polish();
      share = Math.min(1, 4 * share);
      for (;;) {
        this.move(share);
        program.rates(0, trial, p, next);
        if (perAmount) for (let i = 0; i < n; i++) if (y[i] !== 0) next[i] *= y[i] / trial[i];
        solveFactorised(this.J, n, pivots, next);
        if (this.size(next) <= (1 - share / 4) * before) break;
        share /= 2;
        if (share < 1e-3) return false;
      }
      y.set(trial);
    }
    return false;
  }

  /** Two plain Newton steps, and the check that they hardly move. */
  polish() {
    const { y, direction } = this;
    for (let k = 0; k < 2; k++) {
      for (let i = 0; i < this.n; i++) {
        y[i] -= direction[i];
        // Nothing, reached from the side.
        if (Math.abs(y[i]) < 1e-15 * this.high[i]) y[i] = 0;
      }
      if (!this.newtonDirection(y, false)) return false;
    }
    for (let i = 0; i < this.n; i++) {
      if (Math.abs(direction[i]) > 1e-10 * (Math.abs(y[i]) || this.high[i])) return false;
      const slack = 1e-9 * Math.abs(y[i]);
      if (!(y[i] >= this.low[i] - slack && y[i] <= this.high[i] + slack)) return false;
    }
    return true;
  }

  /** @param {Float64Array} start */
  from(start) {
    for (const perAmount of [true, false]) {
      this.y.set(start);
      if (!this.newton(perAmount)) continue;
      const { y } = this;
      const known = this.found.some((other) =>
        other.every((value, i) => Math.abs(value - y[i]) <= SAME * Math.max(Math.abs(value), Math.abs(y[i]))),
      );
      if (!known) this.found.push(Float64Array.from(y));
    }
  }
}

/**
 * Centres of the grid cells in which both rates of a two-state program change sign.
 * @param {Search} search
 * @returns {Float64Array[]}
 */
function crossingCells({ program, p, low, high }) {
  const width = GRID + 1;
  const signs = new Int8Array(2 * width * width);
  const y = new Float64Array(2);
  const dy = new Float64Array(2);
  for (let b = 0; b < width; b++) {
    for (let a = 0; a < width; a++) {
      y[0] = within(low[0], high[0], a / GRID);
      y[1] = within(low[1], high[1], b / GRID);
      program.rates(0, y, p, dy);
      signs[2 * (b * width + a)] = dy[0] > 0 ? 1 : -1;
      signs[2 * (b * width + a) + 1] = dy[1] > 0 ? 1 : -1;
    }
  }
  /** @type {Float64Array[]} */
  const cells = [];
  for (let b = 0; b < GRID; b++) {
    for (let a = 0; a < GRID; a++) {
      const corner = 2 * (b * width + a);
      const changes = [0, 1].every((k) => {
        const sum =
          signs[corner + k] + signs[corner + 2 + k] + signs[corner + 2 * width + k] + signs[corner + 2 * width + 2 + k];
        return Math.abs(sum) < 4;
      });
      if (!changes) continue;
      cells.push(Float64Array.of(within(low[0], high[0], (a + 0.5) / GRID), within(low[1], high[1], (b + 0.5) / GRID)));
    }
  }
  return cells;
}

/**
 * The sets of states that are absent together on a face: all of them for few states, else singles and all at once.
 * @param {Float64Array} low
 * @returns {number[][]}
 */
function facesOf(low) {
  const absent = Array.from(low, (value, i) => (value === 0 ? i : -1)).filter((i) => i >= 0);
  if (absent.length > MOST_ABSENT) return [...absent.map((i) => [i]), absent];
  /** @type {number[][]} */
  const faces = [];
  for (let mask = 1; mask < 1 << absent.length; mask++) faces.push(absent.filter((_, k) => mask & (1 << k)));
  return faces;
}

/**
 * The equilibria with low <= y <= high, ordered by the last state and then by the first.
 * A lower end of zero includes the states where something is absent; time-dependent rates are taken at t = 0.
 * @param {Program} whole
 * @param {Float64Array} p
 * @param {{low: ArrayLike<number>, high: ArrayLike<number>}} box one number a state; states beyond it are held at their
 *   initial values
 * @returns {Equilibrium[]}
 */
export function equilibria(whole, p, box) {
  const search = equilibriaSlices(whole, p, box);
  for (;;) {
    const { value, done } = search.next();
    if (done) return /** @type {Equilibrium[]} */ (value);
  }
}

/**
 * The same in slices: yields after each starting point.
 * @param {Program} whole
 * @param {Float64Array} p
 * @param {{low: ArrayLike<number>, high: ArrayLike<number>}} box
 * @returns {Generator<undefined, Equilibrium[], void>}
 */
export function* equilibriaSlices(whole, p, box) {
  const n = box.low.length;
  const program = withOthersHeld(whole, p, n);
  const low = Float64Array.from(box.low);
  const high = Float64Array.from(box.high);
  const search = new Search(program, p, low, high);
  if (n === 2) {
    for (const cell of crossingCells(search)) {
      search.from(cell);
      yield;
    }
  }
  const share = new Float64Array(n);
  const start = new Float64Array(n);
  const sample = (/** @type {number} */ k) => {
    quasirandom(k, n, share);
    // Where the box begins at zero, every other point is spread evenly and not over orders of magnitude.
    const even = k % 2 === 1;
    for (let i = 0; i < n; i++) {
      start[i] = even && low[i] === 0 ? high[i] * share[i] : within(low[i], high[i], share[i]);
    }
  };
  const count = n <= 2 ? 24 : 32 * n;
  for (let k = 0; k < count; k++) {
    sample(k);
    search.from(start);
    yield;
  }
  for (const face of facesOf(low)) {
    const points = face.length === n ? 1 : 4 + Math.ceil(12 / (n - face.length));
    for (let k = 0; k < points; k++) {
      sample(k);
      for (const i of face) start[i] = 0;
      search.from(start);
      yield;
    }
  }
  const J = new Float64Array(n * n);
  return search.found
    .sort((a, b) => a[n - 1] - b[n - 1] || a[0] - b[0])
    .map((y) => {
      program.jacobian(0, y, p, J);
      const values = eigenvalues(J, n);
      return { y, eigenvalues: values, kind: kindOf(values) };
    });
}
