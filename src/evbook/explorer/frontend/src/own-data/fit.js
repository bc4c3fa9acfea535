// Fits chosen parameters to a reader's data, all arms together, within the declared ranges, and says what the data do
// not determine.  Python's `evbook.analysis.joint_fit` does the same, and tests hold the two against each other.

import { numberText, quantityText } from "../format/numbers.js";
import { latinHypercube } from "../model/latin-hypercube.js";
import { factorise, solveFactorised } from "../numerics/linear-algebra.js";
import { judged } from "./lack-of-fit.js";
import { dot, minimise, slopesOf } from "./minimise.js";
import { byFactors, shareOf } from "./problem.js";
import { profile } from "./profile.js";

/** @import { Setting } from "../types.js" */
/** @import { Problem } from "./problem.js" */
/** @import { Best } from "./minimise.js" */
/** @import { Judgement } from "./lack-of-fit.js" */

/** Numbers that can be fitted at once, those of each arm counted: more could not be told apart by any reader. */
export const MOST_FITTED = 12;
/** Two estimates that are tied more closely than this are named. */
const CORRELATED = 0.95;
/** Beyond this condition the slopes do not determine all numbers. */
const CONDITION = 1e12;

/**
 * @typedef {object} Estimate
 * @property {string} name    of the parameter, with its arm where each has a value of its own
 * @property {string} label
 * @property {string} unit
 * @property {string} arm     "" for one that all arms share
 * @property {number} before
 * @property {number} value
 * @property {number} error   standard error; NaN when there is none
 * @property {number} low     95 % interval, never beyond the range; NaN when it was not computed
 * @property {number} high
 * @property {"low"|"high"|"both"|""} open  the ends that a bound hides
 * @property {string} remark  why it says little; "" when it says something
 *
 * @typedef {object} Fit
 * @property {Problem} problem
 * @property {Best} best
 * @property {Setting[]} settings   of each arm, with the best values
 * @property {Estimate[]} estimates
 * @property {string[]} tied        pairs of estimates whose correlation is over 0.95
 * @property {Judgement} judgement
 * @property {boolean} converged
 * @property {number} starts
 * @property {number} same          starts that ended at the best place
 * @property {boolean} profiled     false where the reader stopped before the intervals were there
 *
 * @typedef {{what: "starts"|"profiles", done: number, of: number}} Progress
 */

/**
 * Passes slices on, with what they are a part of.
 * @template Result
 * @param {Generator<unknown, Result, void>} work
 * @param {Progress} progress
 * @returns {Generator<Progress, Result, void>}
 */
function* within(work, progress) {
  for (;;) {
    const { value, done } = work.next();
    if (done) return /** @type {Result} */ (value);
    yield progress;
  }
}

/**
 * @param {Problem} problem
 * @param {{starts?: number, seed?: number, enough?: () => boolean}} [options]  enough: the reader wants no more
 *   intervals
 * @returns {Generator<Progress, Fit, void>}
 * @throws {RangeError} with a sentence for the reader
 */
export function* fit(problem, { starts = 1, seed = 1, enough = () => false } = {}) {
  const { count, fitted } = problem;
  const p = fitted.length;
  if (problem.model.program.kind === "tissue")
    throw new RangeError("A model in space is drawn by lot, run by run, and is not fitted: move its sliders by hand.");
  if (p > MOST_FITTED)
    throw new RangeError(
      `These are ${p} numbers, those of each arm counted; at most ${MOST_FITTED} are fitted at once.`,
    );
  if (count <= p)
    throw new RangeError(
      `${count} point${count === 1 ? "" : "s"} cannot determine ${p} number${p === 1 ? "" : "s"}: ` +
        `fit fewer, or give more data.`,
    );
  if (problem.points.every(({ side }) => side.every((one) => one !== 0)))
    throw new RangeError("Every point lies beyond a limit, so nothing was measured.");
  const first = Float64Array.from(fitted, ({ parameter, index, arm }) => {
    const share = shareOf(parameter, problem.arms[arm ?? 0].setting.values[index]);
    return share < 1e-6 || share > 1 - 1e-6 ? 0.5 : share;
  });
  const cube = starts > 1 ? latinHypercube(starts - 1, p, seed) : [];
  const places = [first, ...Array.from({ length: starts - 1 }, (_, i) => Float64Array.from(cube, (one) => one[i]))];
  /** @type {Best[]} */
  const tried = [];
  for (const [i, place] of places.entries()) {
    const found = yield* within(minimise(problem, place), { what: "starts", done: i, of: places.length });
    if (found) tried.push(found);
  }
  if (tried.length === 0)
    throw new RangeError(
      "The model has no number at some of the points at this setting: move a slider, and try again.",
    );
  const best = tried.reduce((a, b) => (b.loss < a.loss ? b : a));
  const numbers = [...fitted.keys()];
  const work = slopesOf(problem, best.u, numbers, best.said);
  const slopes = weighed(problem, yield* within(work, { what: "profiles", done: 0, of: p }));
  const degrees = count - p;
  const { errors, correlation } = covariance(slopes, problem.weighted ? 1 : best.rss / degrees);
  /** @type {[number, number][]} */
  const ends = [];
  for (const j of numbers) {
    if (enough()) break;
    ends.push(yield* within(profile(problem, best, j, errors[j]), { what: "profiles", done: j, of: p }));
  }
  const settings = problem.arms.map((_, k) => problem.settingOf(k, best.u));
  return {
    problem,
    best,
    settings,
    estimates: numbers.map((j) => estimate(problem, best, j, errors[j], ends[j], slopes[j], first[j])),
    tied: numbers.flatMap((i) =>
      numbers
        .filter((j) => j > i && Math.abs(correlation[i][j]) > CORRELATED)
        .map((j) => `${labelOf(problem, i)} and ${labelOf(problem, j)} (${correlation[i][j].toFixed(3)})`),
    ),
    judgement: judged(problem, best),
    converged: best.converged,
    starts: places.length,
    same: tried.filter(({ loss }) => Math.abs(loss - best.loss) <= 1e-3 * Math.max(Math.abs(best.loss), 1)).length,
    profiled: ends.length === p,
  };
}

/** @param {Problem} problem @param {number} j */
function labelOf(problem, j) {
  const { parameter, arm } = problem.fitted[j];
  return arm === null ? parameter.label : `${parameter.label} (${problem.arms[arm].name})`;
}

/** Slopes of the residuals from those of the predictions; measured points only. @param {Problem} problem */
function weighed(problem, /** @type {Float64Array[]} */ slopes) {
  const weights = problem.points.flatMap(({ side }, k) =>
    Array.from(side, (one, i) => (one ? 0 : problem.weightAt(k, i))),
  );
  return slopes.map((slope) => slope.map((value, i) => (weights[i] ? value * weights[i] : 0)));
}

/**
 * Standard errors and correlations of the shares; NaN where the slopes do not determine them.
 * @param {Float64Array[]} slopes
 * @param {number} variance
 */
function covariance(slopes, variance) {
  const p = slopes.length;
  const errors = new Float64Array(p).fill(NaN);
  const correlation = slopes.map(() => new Float64Array(p).fill(NaN));
  const lengths = slopes.map((slope) => Math.sqrt(dot(slope, slope)));
  const seen = [...slopes.keys()].filter((j) => lengths[j] > 0);
  const m = seen.length;
  const normal = new Float64Array(m * m);
  seen.forEach((i, a) =>
    seen.forEach((j, b) => (normal[a * m + b] = dot(slopes[i], slopes[j]) / (lengths[i] * lengths[j]))),
  );
  const pivots = new Int32Array(m);
  const factors = Float64Array.from(normal);
  if (m === 0 || !factorise(factors, m, pivots)) return { errors, correlation };
  const inverse = seen.map((_, a) => {
    const column = new Float64Array(m);
    column[a] = 1;
    solveFactorised(factors, m, pivots, column);
    return column;
  });
  // The largest entry of the inverse of a matrix of unit diagonal is its condition to a factor of a few.
  if (inverse.some((column) => column.some((value) => !(Math.abs(value) < CONDITION)))) return { errors, correlation };
  if (inverse.some((column, a) => !(column[a] > 0))) return { errors, correlation };
  seen.forEach((i, a) => {
    errors[i] = Math.sqrt(variance * inverse[a][a]) / lengths[i];
    seen.forEach((j, b) => (correlation[i][j] = inverse[a][b] / Math.sqrt(inverse[a][a] * inverse[b][b])));
  });
  return { errors, correlation };
}

/**
 * @param {Problem} problem
 * @param {Best} best
 * @param {number} j
 * @param {number} error
 * @param {[number, number]|undefined} ends
 * @param {Float64Array} slope
 * @param {number} first
 * @returns {Estimate}
 */
function estimate(problem, best, j, error, ends, slope, first) {
  const { parameter, arm } = problem.fitted[j];
  const { unit, low: least, high: most } = parameter;
  const value = problem.valueOf(j, best.u[j]);
  const step = byFactors(parameter) ? value * Math.log(most / least) : most - least;
  // No interval goes beyond what a parameter can be.
  const [low, high] = ends ? ends.map((end) => problem.valueOf(j, end)) : [NaN, NaN];
  const [openLow, openHigh] = ends ? [!(ends[0] > 0), !(ends[1] < 1)] : [false, false];
  const open = openLow && openHigh ? "both" : openLow ? "low" : openHigh ? "high" : "";
  const remark =
    dot(slope, slope) <= 1e-12 * Math.max(problem.count, 1)
      ? "not determined: it does not change what was measured"
      : !ends
        ? "its interval was not computed"
        : open === "both"
          ? `not determined: anything from ${numberText(least)} to ${quantityText(most, unit)} would do`
          : open === "low"
            ? `only an upper limit: at most ${quantityText(high, unit)}`
            : open === "high"
              ? `only a lower limit: at least ${quantityText(low, unit)}`
              : "";
  return {
    name: problem.nameOf(j),
    label: labelOf(problem, j),
    unit,
    arm: arm === null ? "" : problem.arms[arm].name,
    before: problem.valueOf(j, first),
    value,
    error: error * step,
    low,
    high,
    open,
    remark,
  };
}
