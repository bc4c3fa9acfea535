// While a slider moves only the `d` of the lines is written, with the figure's own axis transforms.

/** @import { Axis } from "./types.js" */

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

/** To a tenth of a pixel, which no eye can tell and which keeps the text short. @param {number} at */
function tenth(at) {
  return Math.round((at > FAR ? FAR : at < -FAR ? -FAR : at) * 10) / 10;
}

/** @param {Transform} t @param {number} value  NaN where it cannot be drawn */
export function pixel({ log, offset, slope }, value) {
  return offset + slope * (log ? (value > 0 ? Math.log10(value) : NaN) : value);
}

/**
 * The horizontal places, remembered: all curves share their times, move after move.
 * @type {WeakMap<object, {offset: number, slope: number, log: boolean, places: Float64Array}>}
 */
const remembered = new WeakMap();

/** @param {ArrayLike<number>} x @param {Transform} tx  @returns {Float64Array} NaN where it cannot be drawn */
function placesOf(x, tx) {
  const known = remembered.get(x);
  if (known && known.offset === tx.offset && known.slope === tx.slope && known.log === tx.log) return known.places;
  const places = Float64Array.from(x, (value) => tenth(pixel(tx, value)));
  remembered.set(x, { ...tx, places });
  return places;
}

/** Pixels by which a line may pass a point that is left out: less than an eye can tell. */
const ASIDE = 0.1;

/**
 * The `d` of a line through points; values that are not numbers (or not positive on a logarithmic
 * axis) break it.  A point that lies on the line through its neighbours, to a tenth of a pixel, is left out: a smooth
 * curve takes a fifth of its points, and the browser has as much less to read, lay out and paint.
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
  // The point written last, the point not written yet, and the slopes between which a line from the one passes all since.
  let [fromX, fromY, lastX, lastY, least, most] = [0, 0, 0, 0, 0, 0];
  let waiting = false;
  for (let i = 0; i < y.length; i++) {
    const [atX, atY] = [places[i], tenth(pixel(ty, y[i]))];
    if (atX !== atX || atY !== atY) {
      if (waiting) d += `L${lastX},${lastY}`;
      drawing = waiting = false;
      continue;
    }
    if (!drawing) {
      d += `M${atX},${atY}`;
      [drawing, fromX, fromY] = [true, atX, atY];
      continue;
    }
    if (waiting) {
      const slope = (atY - fromY) / (atX - fromX);
      // Where a curve turns back, or stands, every point is written.
      if (!(atX > lastX && slope >= least && slope <= most)) {
        d += `L${lastX},${lastY}`;
        [fromX, fromY, waiting] = [lastX, lastY, false];
      }
    }
    const run = atX - fromX;
    const [low, high] = run > 0 ? [(atY - ASIDE - fromY) / run, (atY + ASIDE - fromY) / run] : [NaN, NaN];
    [least, most] = waiting ? [Math.max(least, low), Math.min(most, high)] : [low, high];
    [lastX, lastY, waiting] = [atX, atY, true];
  }
  if (waiting) d += `L${lastX},${lastY}`;
  return d || "M0,0";
}
