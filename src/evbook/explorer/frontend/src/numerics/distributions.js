/**
 * Tails and quantiles of the distributions that tests and intervals use: normal, χ², Student's t and Fisher's F.
 *
 * References: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 1964: 6.5.29 and 6.5.31 (incomplete
 * gamma function), 26.2.14 (Mills' ratio), 26.6.2 and 26.7.1 (F and t from the incomplete beta function).
 */

import { betainc, erfc, lgamma } from "./special.js";

/** Below this the lower tail is taken from Mills' ratio: erfc would be zero before its logarithm is large. */
const DEEP = -8;

/** What stands in the tail over the density, (1 − Φ(x))/φ(x), for x of a few and more. @param {number} x */
function mills(x) {
  let fraction = x;
  for (let k = 60; k > 0; k--) fraction = x + k / fraction;
  return 1 / fraction;
}

/** The logarithm of the standard normal distribution Φ. @param {number} x */
export function logNormal(x) {
  if (x > 0) return Math.log1p(-erfc(x / Math.SQRT2) / 2);
  if (x > DEEP) return Math.log(erfc(-x / Math.SQRT2) / 2);
  return -(x * x) / 2 - Math.log(2 * Math.PI) / 2 + Math.log(mills(-x));
}

/** The density over the distribution, φ(x)/Φ(x): by how much log Φ rises. @param {number} x */
export function normalHazard(x) {
  if (x <= DEEP) return 1 / mills(-x);
  return Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI) / (erfc(-x / Math.SQRT2) / 2);
}

/** The share of a χ² distribution above x. @param {number} x @param {number} degrees */
export function chiSquaredTail(x, degrees) {
  if (!(x > 0)) return 1;
  const [a, h] = [degrees / 2, x / 2];
  const front = Math.exp(a * Math.log(h) - h - lgamma(a));
  if (h < a + 1) {
    let [term, sum] = [1 / a, 1 / a];
    for (let k = 1; k < 1000 && term > sum * 1e-17; k++) {
      term *= h / (a + k);
      sum += term;
    }
    return 1 - front * sum;
  }
  // Lentz's way through the continued fraction.
  let b = h + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 1000; k++) {
    const part = -k * (k - a);
    b += 2;
    d = 1 / (part * d + b);
    c = b + part / c;
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return front * fraction;
}

/** The share of Fisher's F distribution above x. @param {number} x @param {number} above @param {number} below */
export function fisherTail(x, above, below) {
  return x > 0 ? betainc(below / 2, above / 2, below / (below + above * x)) : 1;
}

/** Student's t that a share lies below; over a half. @param {number} share @param {number} degrees */
export function studentQuantile(share, degrees) {
  const above = (/** @type {number} */ t) => betainc(degrees / 2, 0.5, degrees / (degrees + t * t)) / 2;
  let [low, high] = [0, 1];
  while (above(high) > 1 - share && high < 1e12) high *= 2;
  for (let k = 0; k < 100 && high - low > 1e-14 * high; k++) {
    const middle = (low + high) / 2;
    if (above(middle) > 1 - share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
