// Least squares within bounds: Levenberg and Marquardt's method on the unit cube, for up to a few parameters.
// K. Levenberg, Quart. Appl. Math. 2 (1944) 164; D. W. Marquardt, J. Soc. Indust. Appl. Math. 11 (1963) 431.
// A generator, so that it can be run in slices and left at any time.

import { factorise, solveFactorised } from "../numerics/linear-algebra.js";

/** Share of a range by which slopes are taken: what the solver misses must be small beside what that does. */
const STEP = 1e-4;
/** Evaluations of the model, and rounds, at most. */
const MOST = { evaluations: 400, rounds: 60 };
/** It ends when no parameter moves by more than this share of its range, … */
const STILL = 1e-8;
/** … when the sum of squares falls by less than this share, … */
const FLAT = 1e-11;
/** … or when the residuals are at right angles to every slope, to this cosine. */
const SQUARE = 1e-7;

/**
 * @typedef {(u: Float64Array) => Generator<unknown, Float64Array|null, void>} Residuals  null: the model cannot be
 *   computed there
 */

/**
 * @typedef {object} Found
 * @property {Float64Array} u         the best place, each coordinate in 0 to 1
 * @property {Float64Array} residuals
 * @property {Float64Array[]} slopes  ∂residuals/∂u, one array a parameter
 * @property {boolean} converged
 * @property {number} evaluations
 */

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
export function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/**
 * @param {Residuals} residualsAt
 * @param {Float64Array} start
 * @returns {Generator<{evaluations: number, cost: number}, Found|null, void>}  null when the model cannot be computed
 *   at the start
 */
export function* levenbergMarquardt(residualsAt, start) {
  const n = start.length;
  let evaluations = 0;
  let cost = Infinity;
  /** @param {Float64Array} u @returns {Generator<{evaluations: number, cost: number}, Float64Array|null, void>} */
  function* at(u) {
    evaluations += 1;
    const work = residualsAt(u);
    for (;;) {
      const { value, done } = work.next();
      if (done) return /** @type {Float64Array|null} */ (value);
      yield { evaluations, cost };
    }
  }
  let u = start.map((one) => Math.min(1, Math.max(0, one)));
  const first = yield* at(u);
  if (!first) return null;
  let residuals = first;
  cost = dot(residuals, residuals);
  /** @type {Float64Array[]} */
  let slopes = [];
  let damping = 1e-3;
  let converged = false;
  for (let round = 0; round < MOST.rounds && !converged && evaluations < MOST.evaluations; round++) {
    slopes = [];
    for (let j = 0; j < n; j++) {
      const there = [u[j] - STEP, u[j] + STEP].map((one) => Math.min(1, Math.max(0, one)));
      const ends = [];
      for (const one of there)
        ends.push(one === u[j] ? residuals : yield* at(u.map((old, i) => (i === j ? one : old))));
      const [low, high] = ends.map((end) => end ?? residuals);
      const width = (ends[1] ? there[1] : u[j]) - (ends[0] ? there[0] : u[j]);
      slopes.push(residuals.map((_, i) => (width > 0 ? (high[i] - low[i]) / width : 0)));
    }
    const downhill = slopes.map((slope) => -dot(slope, residuals));
    const lengths = slopes.map((slope) => Math.sqrt(dot(slope, slope)));
    // What stands at an end of its range and would go beyond it is held there.
    const free = [...u.keys()].filter(
      (j) => lengths[j] > 0 && !(u[j] === 0 && downhill[j] < 0) && !(u[j] === 1 && downhill[j] > 0),
    );
    if (cost === 0 || free.every((j) => Math.abs(downhill[j]) <= SQUARE * lengths[j] * Math.sqrt(cost))) {
      converged = true;
      break;
    }
    let moved = false;
    for (let attempt = 0; attempt < 14 && !moved && evaluations < MOST.evaluations; attempt++) {
      const m = free.length;
      const matrix = new Float64Array(m * m);
      const step = Float64Array.from(free, (j) => downhill[j]);
      free.forEach((j, a) =>
        free.forEach((k, b) => (matrix[a * m + b] = dot(slopes[j], slopes[k]) * (a === b ? 1 + damping : 1))),
      );
      const pivots = new Int32Array(m);
      if (!factorise(matrix, m, pivots)) {
        damping *= 10;
        continue;
      }
      solveFactorised(matrix, m, pivots, step);
      const next = Float64Array.from(u);
      free.forEach((j, a) => (next[j] = Math.min(1, Math.max(0, u[j] + step[a]))));
      const far = Math.max(...next.map((one, j) => Math.abs(one - u[j])));
      if (!(far > STILL)) {
        converged = true;
        break;
      }
      const tried = yield* at(next);
      const better = tried ? dot(tried, tried) : Infinity;
      if (tried && better < cost) {
        converged = cost - better <= FLAT * cost;
        [u, residuals, cost] = [next, tried, better];
        damping = Math.max(damping / 8, 1e-9);
        moved = true;
      } else damping *= 5;
    }
    // Damped until it crept, and no better for it: what is left is the solver's own error.
    if (!moved && !converged)
      converged = free.every((j) => Math.abs(downhill[j]) <= 1e-3 * lengths[j] * Math.sqrt(cost));
    if (!moved) break;
  }
  return { u, residuals, slopes, converged, evaluations };
}

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations.
 * @param {number[][]} given
 * @returns {{value: number, vector: number[]}[]}
 */
export function eigen(given) {
  const n = given.length;
  const A = given.map((row) => [...row]);
  const V = given.map((_, i) => given.map((__, j) => Number(i === j)));
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (A[p][q] === 0) continue;
        const angle = 0.5 * Math.atan2(2 * A[p][q], A[q][q] - A[p][p]);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let k = 0; k < n; k++) [A[k][p], A[k][q]] = [c * A[k][p] - s * A[k][q], s * A[k][p] + c * A[k][q]];
        for (let k = 0; k < n; k++) [A[p][k], A[q][k]] = [c * A[p][k] - s * A[q][k], s * A[p][k] + c * A[q][k]];
        for (let k = 0; k < n; k++) [V[k][p], V[k][q]] = [c * V[k][p] - s * V[k][q], s * V[k][p] + c * V[k][q]];
      }
    }
  }
  return A.map((row, i) => ({ value: row[i], vector: V.map((one) => one[i]) }));
}
