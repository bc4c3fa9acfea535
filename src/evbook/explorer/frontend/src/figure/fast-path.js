// While a slider moves only the `d` of the lines is written, with the figure's own axis transforms.

/** @import { Axis } from "../types.js" */

/**
 * From a value to a pixel: pixel = offset + slope · value (or of its logarithm to base 10).
 * @typedef {{log: boolean, offset: number, slope: number}} Transform
 */

/** @param {Axis} axis @param {number} atLow pixel of the low end @param {number} atHigh @returns {Transform} */
export function transform({ log, low, high }, atLow, atHigh) {
  const from = log ? Math.log10(low) : low;
  const to = log ? Math.log10(high) : high;
  const slope = (atHigh - atLow) / (to - from);
  return { log, offset: atLow - slope * from, slope };
}

/** Pixels beyond which a coordinate is cut off; the clip path hides it, and numbers stay short. */
const FAR = 1e4;

/**
 * Texts of the tenths of a pixel from 0: making each anew would be most of what a line costs.
 * @type {(string|undefined)[]}
 */
const TEXTS = new Array(10_000).fill(undefined);

/** To a tenth of a pixel, which no eye can tell and which keeps the text short. @param {number} at */
function tenth(at) {
  const tenths = Math.round((at > FAR ? FAR : at < -FAR ? -FAR : at) * 10);
  return tenths >= 0 && tenths < TEXTS.length ? (TEXTS[tenths] ??= String(tenths / 10)) : String(tenths / 10);
}

/** @param {Transform} t @param {number} value  NaN where it cannot be drawn */
export function pixel({ log, offset, slope }, value) {
  return offset + slope * (log ? (value > 0 ? Math.log10(value) : NaN) : value);
}

/**
 * The texts of horizontal places, remembered: all curves share their times, move after move.
 * @type {WeakMap<object, {offset: number, slope: number, log: boolean, texts: (string|null)[]}>}
 */
const remembered = new WeakMap();

/** @param {ArrayLike<number>} x @param {Transform} tx */
function placesOf(x, tx) {
  const known = remembered.get(x);
  if (known && known.offset === tx.offset && known.slope === tx.slope && known.log === tx.log) return known.texts;
  const texts = Array.from(x, (value) => {
    const at = pixel(tx, value);
    return at === at ? `${tenth(at)},` : null;
  });
  remembered.set(x, { ...tx, texts });
  return texts;
}

/**
 * The `d` of a line through points; values that are not numbers (or not positive on a logarithmic
 * axis) break it.
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 * @param {Transform} tx
 * @param {Transform} ty
 * @returns {string}
 */
export function pathOf(x, y, tx, ty) {
  const places = placesOf(x, tx);
  let d = "";
  let drawing = false;
  for (let i = 0; i < y.length; i++) {
    const at = pixel(ty, y[i]);
    if (places[i] === null || at !== at) {
      drawing = false;
      continue;
    }
    d += (drawing ? "L" : "M") + places[i] + tenth(at);
    drawing = true;
  }
  return d || "M0,0";
}
