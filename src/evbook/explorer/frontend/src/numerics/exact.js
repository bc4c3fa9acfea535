// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: the digits are those that Python uses
// Exponential, logarithm and power that are the same to the last digit as in Python (derive/exact.py): made of the
// operations that IEEE 754 defines exactly, in one order.  Math.exp and Math.log are not the same in any two engines.

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LOG2_E = 1.4426950408889634;
const LN_10 = 2.302585092994046;
const SQRT_HALF = 0.7071067811865476;
const LEAST = -708;
const MOST = 709;
const TAYLOR = [
  1.6059043836821613e-10, 2.08767569878681e-9, 2.505210838544172e-8, 2.755731922398589e-7, 2.7557319223985893e-6,
  2.48015873015873e-5, 0.0001984126984126984, 0.001388888888888889, 0.008333333333333333, 0.041666666666666664,
  0.16666666666666666, 0.5, 1, 1,
];
const ODD = [21, 19, 17, 15, 13, 11, 9, 7, 5, 3];

const bits = new DataView(new ArrayBuffer(8));

/** 2^k for a whole k from -1022 to 1023. @param {number} k */
function powerOfTwo(k) {
  bits.setUint32(0, (k + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/** e^x; 0 below -708 and infinity above 709. @param {number} x */
export function exp(x) {
  if (x < LEAST) return 0;
  if (x > MOST) return Infinity;
  if (x !== x) return NaN;
  const k = Math.floor(x * LOG2_E + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let total = TAYLOR[0];
  for (let i = 1; i < TAYLOR.length; i++) total = total * r + TAYLOR[i];
  // In two steps: 2^1023 is the largest power there is, and a product with 1/2 loses nothing.
  return k > 0 ? total * powerOfTwo(k - 1) * 2 : total * powerOfTwo(k);
}

/** The natural logarithm; minus infinity at 0 and below the smallest normal number. @param {number} x */
function log(x) {
  if (!(x >= 2.2250738585072014e-308)) return x >= 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  let e = ((high >>> 20) & 0x7ff) - 1022;
  bits.setUint32(0, (high & 0x800fffff) | (1022 << 20));
  let m = bits.getFloat64(0);
  if (m < SQRT_HALF) {
    m = m * 2;
    e = e - 1;
  }
  const z = (m - 1) / (m + 1);
  const w = z * z;
  let total = 0;
  for (const odd of ODD) total = (total + 1 / odd) * w;
  return e * LN2_HIGH + (2 * z + 2 * z * total + e * LN2_LOW);
}

/** @param {number} x */
const log10 = (x) => log(x) / LN_10;

/** x^y for x of 0 or more. @param {number} x @param {number} y */
function power(x, y) {
  if (y === 0) return 1;
  if (x === 0) return y > 0 ? 0 : Infinity;
  return exp(y * log(x));
}

export const exact = { exp, log, log10, power };
