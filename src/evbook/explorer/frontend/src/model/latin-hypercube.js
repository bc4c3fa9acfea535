// Settings drawn from the declared ranges: a Latin hypercube, the same for the same seed in every browser.

import { valueAlong } from "./parameter-range.js";
import { generator } from "../numerics/stochastic.js";

/** @import { Parameter } from "../types.js" */

/**
 * Points of the unit cube: in each dimension one in each of `count` equal strata, anywhere within it.
 * M. D. McKay, R. J. Beckman, W. J. Conover, Technometrics 21 (1979) 239-245.
 * @param {number} count
 * @param {number} dimensions
 * @param {number} seed
 * @returns {Float64Array[]} one array a dimension
 */
export function latinHypercube(count, dimensions, seed) {
  const uniform = generator(seed);
  return Array.from({ length: dimensions }, () => {
    const strata = Float64Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(uniform() * (i + 1));
      [strata[i], strata[j]] = [strata[j], strata[i]];
    }
    return strata.map((stratum) => (stratum + uniform()) / count);
  });
}

/**
 * Members of an ensemble: values of the parameters that vary, each on its own scale.
 * @param {Parameter[]} varied
 * @param {number} count
 * @param {number} seed
 * @returns {Float64Array[]} one array a parameter
 */
export function drawValues(varied, count, seed) {
  return latinHypercube(count, varied.length, seed).map((shares, i) =>
    shares.map((share) => valueAlong(varied[i], share)),
  );
}

/**
 * A quantile of sorted values, by linear interpolation, as NumPy's default.
 * @param {ArrayLike<number>} sorted  increasing, without NaN
 * @param {number} q
 */
export function quantile(sorted, q) {
  if (sorted.length === 0) return NaN;
  const at = q * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  const part = at - below;
  // Two infinities of a sort have no difference.
  return part === 0 ? sorted[below] : sorted[below] * (1 - part) + sorted[above] * part;
}

/** Increasing, without NaN. @param {ArrayLike<number>} values @returns {Float64Array} */
export function sorted(values) {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) kept[count++] = values[i];
  return kept.subarray(0, count).sort();
}
