/**
 * Special functions of real arguments that the curve models use, to 1e-14 relative (1e-13 where ln Gamma is near a
 * zero at negative x).
 *
 * References: NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov: 5.7.3 and 5.11.1 (gamma),
 * 7.6.2 and 7.9.1 (error functions), 6.6.2 and 6.9.1 (exponential integral), 8.17.4 and 8.17.22 (incomplete beta);
 * C. Loader, Fast and accurate computation of binomial probabilities (2000), for the factor in front of the latter;
 * M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 26.2.23 (first guess of the normal quantile).
 */

const EULER = 0.5772156649015329;
const SQRT_PI = Math.sqrt(Math.PI);
const HALF_LOG_TWO_PI = 0.9189385332046728;
const SMALLEST = 1e-300;

/** zeta(k) - 1 for k = 2, 3, … */
const ZETA_LESS_ONE = [
  0.64493406684822643647, 0.2020569031595942854, 0.082323233711138191516, 0.036927755143369926331,
  0.017343061984449139715, 0.0083492773819228268398, 0.0040773561979443393787, 0.0020083928260822144179,
  0.00099457512781808533715, 0.0004941886041194645587, 0.00024608655330804829864, 0.00012271334757848914675,
  0.000061248135058704829259, 0.000030588236307020493552, 0.000015282259408651871733, 7.6371976378997622736e-6,
  3.8172932649998398565e-6, 1.9082127165539389257e-6, 9.5396203387279611315e-7, 4.7693298678780646312e-7,
  2.3845050272773299e-7, 1.1921992596531107307e-7, 5.9608189051259479612e-8, 2.9803503514652280186e-8,
  1.4901554828365041235e-8, 7.450711789835429492e-9, 3.7253340247884570548e-9, 1.8626597235130490064e-9,
];

/** Stirling's series: B_2k / (2k (2k - 1)). */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
  43867 / 244188,
];

/** ln Gamma(2 + z) for |z| <= 1/2. @param {number} z */
function logGammaAboutTwo(z) {
  let sum = 0;
  for (let k = ZETA_LESS_ONE.length + 1; k >= 2; k--) sum = ZETA_LESS_ONE[k - 2] / k - z * sum;
  return z * (1 - EULER) + z * z * sum;
}

/**
 * ln |Gamma(x)|; infinite at 0, -1, -2, …
 * @param {number} x
 * @returns {number}
 */
export function lgamma(x) {
  if (x !== x) return NaN;
  if (x <= 0) {
    if (Number.isInteger(x)) return Infinity;
    // Reflection; the sine of a fraction keeps its digits.
    const fraction = x - Math.round(x);
    return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * fraction))) - lgamma(1 - x);
  }
  if (x === Infinity) return Infinity;
  if (x < 0.5) return lgamma(x + 1) - Math.log(x);
  if (x < 1.5) return logGammaAboutTwo(x - 1) - Math.log1p(x - 1);
  if (x <= 2.5) return logGammaAboutTwo(x - 2);
  if (x < 12) {
    let product = 1;
    let rest = x;
    while (rest > 2.5) product *= --rest;
    return Math.log(product) + logGammaAboutTwo(rest - 2);
  }
  const inverse = 1 / x;
  const square = inverse * inverse;
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = STIRLING[k] + square * sum;
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + inverse * sum;
}

/**
 * Gamma(x); NaN at 0, -1, -2, …, infinite beyond 171.6.
 * @param {number} x
 * @returns {number}
 */
export function gamma(x) {
  if (x > 172) return Infinity;
  if (x < 0.5) {
    if (x <= 0 && Number.isInteger(x)) return NaN;
    if (x > -1) return gamma(x + 1) / x;
    const nearest = Math.round(x);
    const sine = Math.sin(Math.PI * (x - nearest)) * (nearest % 2 === 0 ? 1 : -1);
    return Math.PI / sine / gamma(1 - x);
  }
  let product = 1;
  let rest = x;
  while (rest > 2.5) product *= --rest;
  if (Number.isInteger(x)) return product;
  return rest < 1.5
    ? (product * Math.exp(logGammaAboutTwo(rest - 1))) / rest
    : product * Math.exp(logGammaAboutTwo(rest - 2));
}

/** exp(-x^2) without the loss of digits that squaring a large x brings. @param {number} x */
function gaussian(x) {
  const coarse = Math.round(x * 16) / 16;
  return Math.exp(-coarse * coarse) * Math.exp(-(x - coarse) * (x + coarse));
}

/**
 * The value of b0 + a1/(b1 + a2/(b2 + …)), by the modified Lentz method.
 * @param {number} b0
 * @param {(k: number) => number} a
 * @param {(k: number) => number} b
 */
function continuedFraction(b0, a, b) {
  let f = b0 || SMALLEST;
  let c = f;
  let d = 0;
  for (let k = 1; k < 2000; k++) {
    d = b(k) + a(k) * d || SMALLEST;
    c = b(k) + a(k) / c || SMALLEST;
    d = 1 / d;
    const factor = c * d;
    f *= factor;
    if (Math.abs(factor - 1) < Number.EPSILON) break;
  }
  return f;
}

/** erf for |x| up to 2: all terms of the series have one sign. @param {number} x */
function erfSeries(x) {
  let term = x;
  let sum = x;
  for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
    term *= (2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return (2 / SQRT_PI) * gaussian(x) * sum;
}

/** erfc for x from 1 on. @param {number} x */
function erfcFraction(x) {
  if (x > 27.3) return 0;
  return (
    gaussian(x) /
    SQRT_PI /
    continuedFraction(
      x,
      (k) => k / 2,
      () => x,
    )
  );
}

/**
 * The error function.
 * @param {number} x
 * @returns {number}
 */
export function erf(x) {
  if (x !== x) return NaN;
  if (Math.abs(x) < 2) return erfSeries(x);
  return x > 0 ? 1 - erfcFraction(x) : erfcFraction(-x) - 1;
}

/**
 * The complementary error function 1 - erf(x).
 * @param {number} x
 * @returns {number}
 */
export function erfc(x) {
  if (x !== x) return NaN;
  if (x < -2) return 2 - erfcFraction(-x);
  return x < 1 ? 1 - erfSeries(x) : erfcFraction(x);
}

/**
 * The exponential integral E1(x), the integral of exp(-t)/t from x to infinity; infinite at 0, NaN below.
 * @param {number} x
 * @returns {number}
 */
export function E1(x) {
  if (!(x >= 0)) return NaN;
  if (x === 0) return Infinity;
  if (x > 1.5) {
    if (x > 745) return 0;
    return (
      Math.exp(-x) /
      continuedFraction(
        x + 1,
        (k) => -k * k,
        (k) => x + 1 + 2 * k,
      )
    );
  }
  let term = 1;
  let sum = 0;
  for (let k = 1; k < 60; k++) {
    term *= -x / k;
    const part = -term / k;
    sum += part;
    if (Math.abs(part) < 1e-18 * Math.abs(sum)) break;
  }
  return sum - EULER - Math.log(x);
}

/** ln Gamma(x + 1) less Stirling's formula: what is left does not grow with x. @param {number} x above 0 */
function stirlingError(x) {
  if (x < 12) return lgamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
  const square = 1 / (x * x);
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = STIRLING[k] + square * sum;
  return sum / x;
}

/** x ln(x/m) + m - x, without cancellation where the two are close. @param {number} x @param {number} m */
function deviance(x, m) {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let k = 1; k < 100; k++) {
    term *= v * v;
    const next = sum + term / (2 * k + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/**
 * The regularised incomplete beta function I_x(a, b): the share of a beta distribution below x.
 * @param {number} a above 0
 * @param {number} b above 0
 * @param {number} x from 0 to 1
 * @returns {number}
 */
export function betainc(a, b, x) {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) return NaN;
  if (x === 0 || x === 1) return x;
  // The fraction converges fast on the left of the middle; on the right the mirror image is taken.
  return x < (a + 1) / (a + b + 2) ? betaFraction(a, b, x, 1 - x) : 1 - betaFraction(b, a, 1 - x, x);
}

/** @param {number} a @param {number} b @param {number} x @param {number} rest 1 - x */
function betaFraction(a, b, x, rest) {
  const n = a + b;
  // x^a (1-x)^b / B(a, b), as a binomial probability, in which nothing large cancels.
  const exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * rest);
  const factor = Math.exp(exponent) * Math.sqrt((a * b) / (2 * Math.PI * n));
  const even = (/** @type {number} */ m) => (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
  const odd = (/** @type {number} */ m) => (-(a + m) * (n + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
  const fraction = continuedFraction(
    1,
    (k) => (k % 2 ? odd((k - 1) / 2) : even(k / 2)),
    () => 1,
  );
  return factor / (a * fraction);
}

/**
 * The quantile of the standard normal distribution: x with Phi(x) = probability.
 * @param {number} probability from 0 to 1
 * @returns {number}
 */
export function inverseNormal(probability) {
  if (!(probability >= 0 && probability <= 1)) return NaN;
  if (probability > 0.5) return -inverseNormal(1 - probability);
  if (probability === 0) return -Infinity;
  if (probability === 0.5) return 0;
  const t = Math.sqrt(-2 * Math.log(probability));
  let x = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let k = 0; k < 4; k++) {
    // Halley's iteration; near the middle on erf, which has no cancellation there.
    const z = x / Math.SQRT2;
    const miss = probability > 0.25 ? erf(z) / 2 - (probability - 0.5) : erfc(-z) / 2 - probability;
    const step = (miss * Math.sqrt(2 * Math.PI)) / gaussian(z);
    x -= step / (1 + (x * step) / 2);
    if (Math.abs(step) <= 1e-16 * Math.abs(x)) break;
  }
  return x;
}

export { lgamma as loggamma };
