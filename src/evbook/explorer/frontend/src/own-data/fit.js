// Fits chosen parameters to a reader's data, within their declared ranges, and says what the data do not determine.
// Python's `evbook.analysis.fit` does the same with MINPACK, and tests hold the two against each other.

import { valueAlong } from "../model/parameter-range.js";
import { numberText, quantityText } from "../format/numbers.js";
import { inverseNormal } from "../numerics/special.js";
import { misfits, predict, residuals } from "./residuals.js";
import { dot, eigen, levenbergMarquardt } from "./levenberg-marquardt.js";

/** @import { Model, Parameter, Setting } from "../types.js" */
/** @import { Misfit, Observations } from "./residuals.js" */

/** Parameters that can be fitted at once: a reader must be able to see what each did. */
export const MOST_FITTED = 3;
/** An interval wider than this many times the value, or than this factor both ways, says nothing. */
const WIDE = 10;
/** Shares below which a slope, and the least direction of slopes of unit length, are the solver's own error. */
const UNSEEN = 1e-6;
const TIED = 1e-7;

/**
 * @typedef {object} Estimate
 * @property {string} name
 * @property {string} label
 * @property {number} before
 * @property {number} value
 * @property {number} low     95 % interval; NaN when there is none
 * @property {number} high
 * @property {string} remark  why it says little; "" when it says something
 *
 * @typedef {object} Fit
 * @property {Setting} setting      with the best values
 * @property {Estimate[]} estimates
 * @property {Misfit[]} before
 * @property {Misfit[]} after
 * @property {boolean} converged
 * @property {number} evaluations
 */

/** @param {Parameter} parameter */
const byFactors = ({ scale, low }) => scale === "log" && low > 0;

/** Where in its range a value lies. @param {Parameter} parameter @param {number} value */
function shareOf(parameter, value) {
  const { low, high } = parameter;
  return byFactors(parameter) ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/**
 * Student's t that 97.5 % lie below: exact for one and two degrees, then Fisher and Cornish's series, to 1 %.
 * @param {number} degrees
 */
function student(degrees) {
  if (degrees <= 2) return degrees < 2 ? 12.7062 : 4.3027;
  const z = inverseNormal(0.975);
  const [z3, z5, z7] = [z ** 3, z ** 5, z ** 7];
  const n = degrees;
  return (
    z +
    (z3 + z) / (4 * n) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * n ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n ** 3)
  );
}

/**
 * @param {Model} model
 * @param {Setting} setting  where it begins; vesicle terms and schedule stay as they are
 * @param {Observations} observations
 * @param {string[]} names   of the parameters
 * @returns {Generator<{evaluations: number, cost: number}, Fit, void>}
 * @throws {RangeError} with a sentence for the reader
 */
export function* fit(model, setting, observations, names) {
  const { count } = observations;
  if (count <= names.length)
    throw new RangeError(
      `${count} point${count === 1 ? "" : "s"} cannot determine ` +
        `${names.length} number${names.length === 1 ? "" : "s"}: fit fewer, or give more data.`,
    );
  const indices = names.map((name) => model.parameterIndex.get(name) ?? -1);
  const parameters = indices.map((i) => model.program.parameters[i]);
  const put = (/** @type {ArrayLike<number>} */ u) => {
    const values = Float64Array.from(setting.values);
    indices.forEach(
      (index, j) =>
        (values[index] = Math.min(parameters[j].high, Math.max(parameters[j].low, valueAlong(parameters[j], u[j])))),
    );
    return { ...setting, values };
  };
  /** @param {Float64Array} u */
  function* residualsAt(u) {
    const said = yield* predict(model, put(u), observations);
    return said && residuals(observations, said);
  }
  const start = Float64Array.from(parameters, (parameter, j) => shareOf(parameter, setting.values[indices[j]]));
  const found = yield* levenbergMarquardt(residualsAt, start);
  if (!found)
    throw new RangeError(
      "The model has no number at some of the points at this setting: move a slider, and try again.",
    );
  const best = put(found.u);
  const said = yield* quietly(predict(model, best, observations), found.evaluations);
  const saidBefore = yield* quietly(predict(model, setting, observations), found.evaluations);
  const compare = (/** @type {typeof said} */ curves) => (curves ? misfits(observations, curves) : []);
  return {
    setting: best,
    estimates: estimates(model, found, observations, parameters, indices, setting, best, said),
    before: compare(saidBefore),
    after: compare(said),
    converged: found.converged,
    evaluations: found.evaluations,
  };
}

/**
 * Passes slices on.
 * @template Result
 * @param {Generator<unknown, Result, void>} work
 * @param {number} evaluations
 * @returns {Generator<{evaluations: number, cost: number}, Result, void>}
 */
function* quietly(work, evaluations) {
  for (;;) {
    const { value, done } = work.next();
    if (done) return /** @type {Result} */ (value);
    yield { evaluations, cost: 0 };
  }
}

/**
 * @param {Model} model
 * @param {import("./levenberg-marquardt.js").Found} found
 * @param {Observations} observations
 * @param {Parameter[]} parameters
 * @param {number[]} indices
 * @param {Setting} begun
 * @param {Setting} best
 * @param {Map<string, ArrayLike<number>>|null} said
 * @returns {Estimate[]}
 */
function estimates(
  model,
  { u, residuals: off, slopes },
  { count, log, columns, absolute },
  parameters,
  indices,
  begun,
  best,
  said,
) {
  const k = parameters.length;
  const degrees = count - k;
  // With errors of their own the points say themselves how far off they may be.
  const variance = absolute ? 1 : dot(off, off) / degrees;
  // How large the curves themselves are, in the units of the residuals.
  let size = log ? count : 0;
  if (!log && said)
    for (const { series, at, weights } of columns)
      at.forEach((place, i) => (size += ((said.get(series)?.[place] ?? 0) * weights[i]) ** 2));
  const lengths = slopes.map((slope) => Math.sqrt(dot(slope, slope)));
  const seen = [...parameters.keys()].filter((j) => lengths[j] > UNSEEN * Math.sqrt(size));
  const normal = seen.map((i) => seen.map((j) => dot(slopes[i], slopes[j]) / (lengths[i] * lengths[j])));
  const directions = eigen(normal);
  /** Other parameters that undo a change of one. @type {Map<number, number[]>} */
  const tied = new Map();
  for (const { value, vector } of directions) {
    if (value > TIED) continue;
    const involved = seen.filter((_, i) => Math.abs(vector[i]) > 0.1);
    for (const j of involved)
      tied.set(
        j,
        involved.filter((other) => other !== j),
      );
  }
  const t = student(degrees);
  return parameters.map((parameter, j) => {
    const { name, label, unit, low: least, high: most } = parameter;
    const value = best.values[indices[j]];
    const place = seen.indexOf(j);
    const known = place >= 0 && !tied.has(j);
    // The inverse of the normal matrix, from its eigenvectors.
    const spread = known
      ? Math.sqrt(
          variance *
            directions.reduce(
              (sum, { value: size_, vector }) => (size_ > TIED ? sum + vector[place] ** 2 / size_ : sum),
              0,
            ),
        ) / lengths[j]
      : NaN;
    const [low, high] = [-t, t].map((times) => {
      // No interval goes beyond what a parameter can be.
      const one = Math.min(1, Math.max(0, u[j] + times * spread));
      return known ? (byFactors(parameter) ? least * (most / least) ** one : least + (most - least) * one) : NaN;
    });
    const edge = Math.min(u[j], 1 - u[j]) < 1e-9;
    const limit = u[j] < 0.5 ? `at most ${quantityText(high, unit, 2)}` : `at least ${quantityText(low, unit, 2)}`;
    const wide = byFactors(parameter) ? high > WIDE ** 2 * low : high - low > WIDE * Math.abs(value);
    const others = (tied.get(j) ?? []).map((other) => parameters[other].label).join(" and ");
    const remark =
      place < 0
        ? "it does not change what was measured"
        : others
          ? `a change of it can be undone by a change of ${others}`
          : edge
            ? `it stands at the end of its range${known ? `, and the data say only: ${limit}` : ""}`
            : !known
              ? "no interval could be computed"
              : wide
                ? `anything from ${numberText(low, 2)} to ${quantityText(high, unit, 2)} would do`
                : "";
    return { name, label, before: begun.values[indices[j]], value, low, high, remark };
  });
}
