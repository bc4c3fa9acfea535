// Axes that stand still: the declared range, widened in 1-2-5 steps when a curve leaves it.

import { tickText } from "../format/numbers.js";

/** @import { Axis, Tick } from "../types.js" */

/** Rounding that keeps 1-2-5 numbers exact. @param {number} value */
const tidy = (value) => Number(value.toPrecision(12));

/** The smallest 1-2-5 number not below a positive value. @param {number} value */
export function niceAbove(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  for (const lead of [1, 2, 5, 10]) if (tidy(lead * power) >= value) return tidy(lead * power);
  return tidy(10 * power);
}

/** The largest 1-2-5 number not above a positive value. @param {number} value */
export function niceBelow(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  for (const lead of [10, 5, 2, 1]) if (tidy(lead * power) <= value) return tidy(lead * power);
  return tidy(power / 2);
}

/**
 * An axis that holds the declared range and the data.
 *
 * A logarithmic axis is widened downwards only when a whole curve lies below it: a population that
 * dies out leaves through the floor, and the floor stays where the reader knows it.
 * @param {Axis} declared
 * @param {Extent} data
 * @returns {Axis}
 */
export function widened(declared, { least, most, lowest }) {
  let { low, high } = declared;
  if (most > high && Number.isFinite(most)) high = most > 0 ? niceAbove(most) : 0;
  if (declared.log) {
    if (lowest > 0 && lowest < low) low = niceBelow(lowest / 2);
  } else if (least < low && Number.isFinite(least)) {
    low = least < 0 ? -niceAbove(-least) : 0;
  }
  return { log: declared.log, low, high };
}

/**
 * @typedef {{least: number, most: number, lowest: number}} Extent  lowest: the least of the curves' own greatest values
 */

/** What the finite values of some curves span. @param {Iterable<ArrayLike<number>>} curves @returns {Extent} */
export function extent(curves) {
  let least = Infinity;
  let most = -Infinity;
  let lowest = Infinity;
  for (const curve of curves) {
    let top = -Infinity;
    for (let i = 0; i < curve.length; i++) {
      const value = curve[i];
      if (value < least && value > -Infinity) least = value;
      if (value > top && value < Infinity) top = value;
    }
    if (top > most) most = top;
    if (top > 0 && top < lowest) lowest = top;
  }
  return { least, most, lowest };
}

/** @param {Axis} a @param {Axis} b */
export function sameAxis(a, b) {
  return a.log === b.log && a.low === b.low && a.high === b.high;
}

/**
 * At most about `count` ticks of an axis, at 1-2-5 steps or whole decades.
 * @param {Axis} axis
 * @param {number} count
 * @returns {Tick[]}
 */
export function ticks(axis, count) {
  return axis.log ? decades(axis, count) : steps(axis, count);
}

/** @param {Axis} axis @param {number} count @returns {Tick[]} */
function decades({ low, high }, count) {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  if (last - first < 2) return thirds({ log: true, low, high }, first - 1, last);
  const stride = Math.ceil((last - first + 1) / (count + 1));
  const list = [];
  for (let exponent = first; exponent <= last; exponent += stride) {
    list.push({ at: tidy(10 ** exponent), text: decadeText(exponent, first, last) });
  }
  return list;
}

/**
 * 1-2-5 ticks of an axis that spans few decades.
 * @param {Axis} axis
 * @param {number} first
 * @param {number} last
 * @returns {Tick[]}
 */
function thirds({ low, high }, first, last) {
  const [least, largest] = [low, high].map((end) => Math.floor(Math.log10(end) + 1e-9));
  const style = least <= -4 ? least : largest;
  const list = [];
  for (let exponent = first; exponent <= last; exponent++) {
    for (const lead of [1, 2, 5]) {
      const at = tidy(lead * 10 ** exponent);
      if (at >= low * (1 - 1e-9) && at <= high * (1 + 1e-9)) list.push({ at, text: tickText(at, style) });
    }
  }
  return list;
}

/**
 * Small powers are written out when all of them are small.
 * @param {number} exponent
 * @param {number} first
 * @param {number} last
 */
function decadeText(exponent, first, last) {
  return tickText(tidy(10 ** exponent), first < -3 || last > 4 ? 9 : 0);
}

/** @param {Axis} axis @param {number} count @returns {Tick[]} */
function steps({ low, high }, count) {
  const span = high - low;
  if (!(span > 0)) return [];
  const step = niceAbove(span / count);
  const exponent = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high))) + 1e-9);
  const list = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * span; i++) {
    const at = tidy(i * step);
    list.push({ at, text: tickText(at, exponent) });
  }
  return list;
}
