/**
 * States at rest followed along one parameter, through folds: pseudo-arclength continuation.
 *
 * Searches at a few values of the parameter (see equilibria.js) give the starting points; from each, the curve is
 * followed both ways by a step along its tangent and Newton's method at right angles to it, until it leaves the range.
 * A search can miss an isolated branch between two of its values; following cannot invent one.
 * Reference: H. B. Keller, Numerical solution of bifurcation and nonlinear eigenvalue problems, in: P. H. Rabinowitz
 * (ed.), Applications of Bifurcation Theory, Academic Press 1977, pp. 359-384.
 *
 * @import {Equilibrium, Program} from "./types.js"
 */

import { equilibriaSlices, kindOf } from "./equilibria.js";
import { eigenvalues, factorise, solveFactorised } from "./linear-algebra.js";
import { withOthersHeld } from "./system.js";

/** Values of the parameter at which all states at rest are searched for. */
const SEARCHES = 5;
/** Shortest, first and longest step, in shares of the parameter's range; a state may change by four times the share. */
const [SHORTEST, FIRST, LONGEST] = [1e-5, 0.004, 0.0125];
/** Steps of one branch in one direction. */
const MOST_STEPS = 1500;
const STRETCH = 4;
/** Cosine of the largest turn between two steps. */
const STRAIGHT = 0.985;
/** A state counts as large as this share of its box where it is nearly absent. */
const SMALL = 1e-3;
/** States that agree to this are on the same branch. */
const SAME = 5e-3;
/** How far beyond its box a state is followed. */
const BEYOND = 4;

/**
 * @typedef {object} Branch
 * @property {number[]} shares          of the parameter's range, from 0 to 1
 * @property {Float64Array[]} states    one state at rest a point
 * @property {boolean[]} stable
 *
 * @typedef {object} Family             A program with one parameter let go.
 * @property {Program} program
 * @property {(share: number) => Float64Array} at   parameters at a share of the range
 * @property {{low: ArrayLike<number>, high: ArrayLike<number>}} box  one number a state
 */

/** The equations F(y, share) = 0 with their derivatives, in a scale that follows the states. */
class Curve {
  /** @param {Family} family */
  constructor({ program, at, box }) {
    this.n = box.low.length;
    this.at = at;
    this.box = box;
    this.program = withOthersHeld(program, at(0), this.n);
    this.J = new Float64Array(this.n * this.n);
    this.ahead = new Float64Array(this.n);
    this.behind = new Float64Array(this.n);
    this.A = new Float64Array((this.n + 1) ** 2);
    this.pivots = new Int32Array(this.n + 1);
  }

  /** Sizes by which steps are measured: of each state, and of the share. @param {Float64Array} u */
  scale(u) {
    return Float64Array.from(u, (value, i) =>
      i === this.n ? 1 : STRETCH * (Math.abs(value) + SMALL * this.box.high[i]),
    );
  }

  /** @param {Float64Array} u @param {Float64Array} out */
  rates(u, out) {
    this.program.rates(0, u.subarray(0, this.n), this.at(u[this.n]), out);
  }

  /**
   * The derivatives at u above a last row, factorised.
   * @param {Float64Array} u
   * @param {Float64Array} row
   * @returns {boolean}
   */
  factorise(u, row) {
    const { n, J, A, ahead, behind } = this;
    const y = u.subarray(0, n);
    const step = 1e-6;
    this.program.jacobian(0, y, this.at(u[n]), J);
    this.program.rates(0, y, this.at(u[n] + step), ahead);
    this.program.rates(0, y, this.at(u[n] - step), behind);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) A[i * (n + 1) + j] = J[i * n + j];
      A[i * (n + 1) + n] = (ahead[i] - behind[i]) / (2 * step);
    }
    for (let j = 0; j <= n; j++) A[n * (n + 1) + j] = row[j];
    return factorise(A, n + 1, this.pivots);
  }

  /**
   * The direction of the curve, of length one in the scale.
   * @param {Float64Array} u
   * @param {Float64Array} row of the direction before
   */
  tangent(u, row) {
    if (!this.factorise(u, row)) return null;
    const t = new Float64Array(this.n + 1);
    t[this.n] = 1;
    solveFactorised(this.A, this.n + 1, this.pivots, t);
    const d = this.scale(u);
    const length = Math.hypot(...t.map((value, i) => value / d[i]));
    return Number.isFinite(length) && length > 0 ? t.map((value) => value / length) : null;
  }

  /**
   * The row that asks a correction to stand at right angles to a direction.
   * @param {Float64Array} t
   * @param {Float64Array} d
   */
  row(t, d) {
    return t.map((value, i) => value / d[i] ** 2);
  }

  /** Newton's method from a guess; null when it does not arrive. @param {Float64Array} guess @param {Float64Array} t */
  correct(guess, t) {
    const { n } = this;
    const u = Float64Array.from(guess);
    const d = this.scale(u);
    const row = this.row(t, d);
    const r = new Float64Array(n + 1);
    for (let k = 0; k < 8; k++) {
      if (!this.factorise(u, row)) return null;
      this.rates(u, r);
      r[n] = row.reduce((sum, value, i) => sum + value * (u[i] - guess[i]), 0);
      solveFactorised(this.A, n + 1, this.pivots, r);
      let size = 0;
      for (let i = 0; i <= n; i++) {
        u[i] -= r[i];
        size = Math.max(size, Math.abs(r[i]) / d[i]);
      }
      if (!Number.isFinite(size)) return null;
      if (size < 1e-9) return u;
    }
    return null;
  }

  /** @param {Float64Array} u */
  isStable(u) {
    const y = u.subarray(0, this.n);
    this.program.jacobian(0, y, this.at(u[this.n]), this.J);
    return kindOf(eigenvalues(this.J, this.n)).startsWith("stable");
  }

  /** Whether every state is where the picture or its surroundings are. @param {Float64Array} u */
  isInside(u) {
    const { low, high } = this.box;
    for (let i = 0; i < this.n; i++) {
      const span = high[i] - low[i];
      if (!(u[i] >= low[i] - 1e-6 * span && u[i] <= low[i] + BEYOND * span)) return false;
    }
    return true;
  }

  /**
   * From a state at rest one way along the curve.
   * @param {Float64Array} start @param {1|-1} way
   * @returns {Generator<undefined, Float64Array[], void>} the points behind the start
   */
  *follow(start, way) {
    const { n } = this;
    /** @type {Float64Array[]} */
    const points = [];
    const first = new Float64Array(n + 1);
    first[n] = way;
    let u = start;
    const along = this.tangent(u, first);
    if (!along) return points;
    let t = along;
    let h = FIRST;
    for (let k = 0; k < MOST_STEPS; k++) {
      const d = this.scale(u);
      const guess = u.map((value, i) => value + h * t[i]);
      const next = this.correct(guess, t);
      const turned = next && this.tangent(next, this.row(t, d));
      const straight = turned ? turned.reduce((sum, value, i) => sum + (value * t[i]) / d[i] ** 2, 0) : 0;
      if (!next || !turned || straight < STRAIGHT) {
        h /= 2;
        if (h < SHORTEST) break;
        yield;
        continue;
      }
      if (next[n] < 0 || next[n] > 1) {
        // The last point lies on the end of the range itself.
        const end = next[n] < 0 ? 0 : 1;
        const share = (end - u[n]) / (next[n] - u[n]);
        points.push(u.map((value, i) => (i === n ? end : value + share * (next[i] - value))));
        break;
      }
      if (!this.isInside(next)) break;
      points.push(next);
      [u, t] = [next, turned];
      h = Math.min(LONGEST, h * 1.4);
      // Round and back at the start: the branch is closed.
      if (k > 10 && Math.hypot(...u.map((value, i) => (value - start[i]) / d[i])) < h / 2) break;
      yield;
    }
    return points;
  }
}

/**
 * Whether a state at rest lies on a branch already followed.
 * @param {Branch} branch
 * @param {Float64Array} y
 * @param {number} share
 * @param {ArrayLike<number>} high
 */
function isOn({ shares, states }, y, share, high) {
  for (let k = 1; k < shares.length; k++) {
    const [a, b] = [shares[k - 1], shares[k]];
    if ((a - share) * (b - share) > 0) continue;
    const part = a === b ? 0 : (share - a) / (b - a);
    if (
      y.every(
        (value, i) =>
          Math.abs(states[k - 1][i] + part * (states[k][i] - states[k - 1][i]) - value) <=
          SAME * (Math.abs(value) + SMALL * high[i]),
      )
    )
      return true;
  }
  return false;
}

/**
 * All branches that a few searches lead to.
 * @param {Family} family
 * @param {number} [searches]
 * @returns {Generator<undefined, Branch[], void>} yields every few steps
 */
export function* branches(family, searches = SEARCHES) {
  const curve = new Curve(family);
  const { n } = curve;
  /** @type {Branch[]} */
  const found = [];
  for (let k = 0; k < searches; k++) {
    // Inside the range: at its ends a term may be off, and branches meet.
    const share = (k + 0.5) / searches;
    /** @type {Equilibrium[]} */
    const equilibria = yield* equilibriaSlices(family.program, family.at(share), family.box);
    for (const { y } of equilibria) {
      if (found.some((branch) => isOn(branch, y, share, family.box.high))) continue;
      const start = Float64Array.of(...y, share);
      const back = yield* curve.follow(start, -1);
      const forth = yield* curve.follow(start, 1);
      const points = [...back.reverse(), start, ...forth];
      if (points.length < 2) continue;
      found.push({
        shares: points.map((u) => u[n]),
        states: points.map((u) => u.slice(0, n)),
        stable: points.map((u) => curve.isStable(u)),
      });
      yield;
    }
  }
  return found;
}

/**
 * The shares at which branches turn round: where two states at rest meet and are gone.
 * @param {Branch[]} all
 * @returns {number[]}
 */
export function folds(all) {
  return all.flatMap(({ shares }) =>
    shares.slice(1, -1).filter((share, k) => {
      const [before, after] = [shares[k], shares[k + 2]];
      return (share - before) * (after - share) < 0;
    }),
  );
}
