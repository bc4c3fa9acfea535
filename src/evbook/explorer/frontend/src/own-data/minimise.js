// The best place of a problem, by Levenberg and Marquardt's method within bounds: least squares, and then, where the
// error is a share of the curve or points lie beyond a limit, greatest likelihood by Fisher's scoring in the same way.
// K. Levenberg, Quart. Appl. Math. 2 (1944) 164; D. W. Marquardt, J. Soc. Indust. Appl. Math. 11 (1963) 431.
// A generator, so that it can be run in slices and left at any time.

import { factorise, solveFactorised } from "../numerics/linear-algebra.js";

/** @import { Problem } from "./problem.js" */

/** Share of a range by which slopes are taken: what the solver misses must be small beside what that does. */
const STEP = 1e-4;
/** Rounds at most. */
const ROUNDS = 80;
/** It ends when no parameter moves by more than this share of its range, … */
const STILL = 1e-8;
/** … when the loss falls by less than this share, … */
const FLAT = 1e-11;
/** … or when the residuals are at right angles to every slope, to this cosine. */
const SQUARE = 1e-7;

/**
 * @typedef {object} Best
 * @property {Float64Array} u         shares of the ranges
 * @property {Float64Array} scales    logarithms of σ, one a curve; empty for least squares
 * @property {number} loss            sum of squares, or −2 log likelihood
 * @property {number} rss
 * @property {Float64Array[]} said
 * @property {boolean} converged
 */

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
export function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** @param {number} share */
const within = (share) => Math.min(1, Math.max(0, share));

/**
 * Slopes of all predictions, as they are compared, by each free number: one array a number, zero in other arms.
 * @param {Problem} problem
 * @param {Float64Array} u
 * @param {number[]} free
 * @param {Float64Array[]} said  at u
 * @returns {Generator<unknown, Float64Array[], void>}
 */
export function* slopesOf(problem, u, free, said) {
  /** @type {Float64Array[]} */
  const all = [];
  const starts = problem.points.map(() => 0);
  problem.points.forEach(({ time }, k) => (starts[k + 1] = starts[k] + time.length));
  for (const j of free) {
    const slope = new Float64Array(problem.count);
    const { arm } = problem.fitted[j];
    const touched = arm === null ? problem.arms.keys() : [arm];
    for (const k of touched) {
      const ends = [];
      for (const share of [within(u[j] - STEP), within(u[j] + STEP)]) {
        const there = Float64Array.from(u, (old, i) => (i === j ? share : old));
        ends.push({ share, said: yield* problem.armSays(k, there) });
      }
      // Where the model has no number on one side, the slope is that of the other.
      const [low, high] = ends.map((end) => (end.said ? end : { share: u[j], said }));
      if (!(high.share > low.share)) continue;
      problem.points.forEach((one, i) => {
        const [a, b] = [low.said?.[i], high.said?.[i]];
        if (one.arm !== k || !a || !b) return;
        for (let m = 0; m < a.length; m++)
          slope[starts[i] + m] = (problem.compared(b[m]) - problem.compared(a[m])) / (high.share - low.share);
      });
    }
    all.push(slope);
  }
  return all;
}

/**
 * What least squares ask of one step: half the terms of a likelihood with the weights as they are.
 * @param {Problem} problem
 * @param {Float64Array[]} said
 */
function squares(problem, said) {
  const off = problem.residuals(said);
  const n = problem.count;
  const [slope, curve] = [new Float64Array(n), new Float64Array(n)];
  let at = 0;
  problem.points.forEach(({ value, side }, k) => {
    for (let i = 0; i < value.length; i++, at++) {
      if (side[i]) continue;
      const gap = problem.compared(said[k][i]) - problem.compared(value[i]);
      const weight = problem.weightAt(k, i);
      slope[at] = 2 * gap * weight * weight;
      curve[at] = 2 * weight * weight;
    }
  });
  const none = new Float64Array(n);
  return { loss: dot(off, off), slope, curve, scaleSlope: none, scaleCurve: none, cross: none };
}

/**
 * One descent from a place.
 * @param {Problem} problem
 * @param {Float64Array} start
 * @param {Float64Array} startScales  empty for least squares
 * @param {Set<number>} held
 * @param {boolean} likely
 * @returns {Generator<unknown, {u: Float64Array, scales: Float64Array, loss: number, said: Float64Array[],
 *   converged: boolean}|null, void>}
 */
function* descend(problem, start, startScales, held, likely) {
  let [u, scales] = [Float64Array.from(start), Float64Array.from(startScales)];
  const first = yield* problem.says(u);
  if (!first) return null;
  let said = first;
  const termsAt = (/** @type {Float64Array[]} */ curves, /** @type {Float64Array} */ logs) =>
    likely ? problem.terms(curves, logs) : squares(problem, curves);
  let terms = termsAt(said, scales);
  let damping = 1e-3;
  const numbers = [...u.keys()].filter((j) => !held.has(j));
  const columnOf = problem.points.flatMap(({ series, time }) =>
    new Array(time.length).fill(problem.columns.indexOf(series)),
  );
  for (let round = 0; round < ROUNDS; round++) {
    const slopes = yield* slopesOf(problem, u, numbers, said);
    const { slope, curve, scaleSlope, scaleCurve, cross, loss } = terms;
    const gradient = slopes.map((one) => dot(one, slope));
    const sizes = slopes.map((one) => one.reduce((sum, value, i) => sum + value * value * curve[i], 0));
    // What stands at an end of its range and would go beyond it is held there.
    const free = [...numbers.keys()].filter(
      (a) => sizes[a] > 0 && !(u[numbers[a]] === 0 && gradient[a] > 0) && !(u[numbers[a]] === 1 && gradient[a] < 0),
    );
    const scale = Math.abs(likely ? problem.count : loss);
    const byScale = Array.from(scales, (_, c) =>
      scaleSlope.reduce((sum, value, i) => sum + (columnOf[i] === c ? value : 0), 0),
    );
    if (
      (!likely && loss === 0) ||
      (free.every((a) => Math.abs(gradient[a]) <= SQUARE * 2 * Math.sqrt((sizes[a] / 2) * scale)) &&
        byScale.every((one) => Math.abs(one) <= SQUARE * problem.count))
    )
      return { u, scales, loss, said, converged: true };
    const m = free.length + scales.length;
    const whole = new Float64Array(m * m);
    free.forEach((a, r) => {
      free.forEach((b, c) => {
        if (c < r) return;
        let sum = 0;
        for (let i = 0; i < curve.length; i++) sum += slopes[a][i] * slopes[b][i] * curve[i];
        whole[r * m + c] = whole[c * m + r] = sum;
      });
      for (let i = 0; i < curve.length && scales.length; i++) {
        const c = free.length + columnOf[i];
        whole[r * m + c] = whole[c * m + r] = whole[r * m + c] + slopes[a][i] * cross[i];
      }
    });
    for (let i = 0; i < curve.length && scales.length; i++) {
      const c = free.length + columnOf[i];
      whole[c * m + c] += scaleCurve[i];
    }
    let moved = false;
    let flat = false;
    for (let attempt = 0; attempt < 14 && !moved; attempt++) {
      const matrix = whole.map((value, i) => (i % (m + 1) === 0 ? value * (1 + damping) : value));
      const step = Float64Array.from([...free.map((a) => -gradient[a]), ...byScale.map((one) => -one)]);
      const pivots = new Int32Array(m);
      if (!factorise(matrix, m, pivots)) {
        damping *= 10;
        continue;
      }
      solveFactorised(matrix, m, pivots, step);
      const next = Float64Array.from(u);
      free.forEach((a, r) => (next[numbers[a]] = within(u[numbers[a]] + step[r])));
      const logs = scales.map((one, c) => one + Math.max(-2, Math.min(2, step[free.length + c])));
      const far = Math.max(
        0,
        ...next.map((one, j) => Math.abs(one - u[j])),
        ...logs.map((one, c) => Math.abs(one - scales[c])),
      );
      if (!(far > STILL)) return { u, scales, loss, said, converged: true };
      const tried = yield* problem.says(next);
      const better = tried ? termsAt(tried, logs) : null;
      if (tried && better && better.loss < loss) {
        flat = loss - better.loss <= FLAT * Math.abs(loss);
        [u, scales, said, terms] = [next, logs, tried, better];
        damping = Math.max(damping / 8, 1e-9);
        moved = true;
      } else damping *= 5;
    }
    // Damped until it crept, and no better for it: what is left is the solver's own error.
    if (!moved)
      return {
        u,
        scales,
        loss,
        said,
        converged: free.every((a) => Math.abs(gradient[a]) <= 2e-3 * Math.sqrt((sizes[a] / 2) * scale)),
      };
    if (flat) return { u, scales, loss: terms.loss, said, converged: true };
  }
  return { u, scales, loss: terms.loss, said, converged: false };
}

/**
 * The best place that is reached from a start, with some of the numbers held; null where the model cannot be computed.
 * @param {Problem} problem
 * @param {ArrayLike<number>} start
 * @param {Map<number, number>} [held]
 * @returns {Generator<unknown, Best|null, void>}
 */
export function* minimise(problem, start, held = new Map()) {
  const from = Float64Array.from(start, (share, j) => held.get(j) ?? within(share));
  const fixed = new Set(held.keys());
  const found = yield* descend(problem, from, new Float64Array(0), fixed, false);
  if (!found) return null;
  if (!problem.likely) return { ...found, rss: found.loss };
  const likely = yield* descend(problem, found.u, problem.firstScales(found.said), fixed, true);
  if (!likely) return null;
  const off = problem.residuals(likely.said);
  return { ...likely, rss: dot(off, off) };
}
