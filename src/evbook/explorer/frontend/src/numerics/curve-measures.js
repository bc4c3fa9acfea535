/**
 * Measures of a curve model: found on the curve itself, not between the points that it is drawn through.
 *
 * The points of the axis only say where to look.  There `at` is the value at that very point; `first_above` and
 * `first_below` are found by halving the interval; `max`, `min`, `where_max` and `where_min` by golden section;
 * `area` and `mean` are Simpson's rule.  A value may be infinite: a time that is never over.  A measure that would be
 * infinite is NaN, as is one of a curve with a point that is not a number.
 * Python's `evbook.simulation.curve_measures` does the same, step by step, and says to what precision.
 */

const HALVINGS = 50;
const SECTIONS = 40;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** @typedef {(x: number) => number} Curve */

/**
 * The first point of the axis beyond the level.
 * @param {Float64Array} x @param {Float64Array} y @param {Curve} curve @param {number} level @param {1 | -1} sign
 */
function first(x, y, curve, level, sign) {
  const i = y.findIndex((value) => sign * value > sign * level);
  if (i < 0) return NaN;
  let low = x[Math.max(i - 1, 0)];
  let high = x[i];
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (sign * curve(middle) > sign * level) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Where the curve is greatest (least, for sign -1), and how much it is there.
 * @param {Float64Array} x @param {Float64Array} y @param {Curve} curve @param {1 | -1} sign
 */
function extreme(x, y, curve, sign) {
  let top = 0;
  for (let i = 1; i < y.length; i++) if (sign * y[i] > sign * y[top]) top = i;
  let a = x[Math.max(top - 1, 0)];
  let b = x[Math.min(top + 1, x.length - 1)];
  let c = b - GOLDEN * (b - a);
  let d = a + GOLDEN * (b - a);
  let ofC = sign * curve(c);
  let ofD = sign * curve(d);
  for (let k = 0; k < SECTIONS; k++) {
    if (ofC >= ofD) {
      b = d;
      d = c;
      ofD = ofC;
      c = b - GOLDEN * (b - a);
      ofC = sign * curve(c);
    } else {
      a = c;
      c = d;
      ofC = ofD;
      d = a + GOLDEN * (b - a);
      ofD = sign * curve(d);
    }
  }
  const best = Math.max(ofC, ofD);
  return best > sign * y[top] ? { place: ofC >= ofD ? c : d, best: sign * best } : { place: x[top], best: y[top] };
}

/** @param {Float64Array} x @param {Float64Array} y @param {Curve} curve */
function area(x, y, curve) {
  let sum = 0;
  for (let i = 1; i < x.length; i++) {
    const between = curve((x[i - 1] + x[i]) / 2);
    sum += ((x[i] - x[i - 1]) / 6) * (y[i - 1] + 4 * between + y[i]);
  }
  return sum;
}

/** @param {string} take @param {Float64Array} x @param {Float64Array} y @param {Curve} curve @param {number} level */
function found(take, x, y, curve, level) {
  const last = x.length - 1;
  switch (take) {
    case "at":
      return x[0] <= level && level <= x[last] ? curve(level) : NaN;
    case "first_above":
      return first(x, y, curve, level, 1);
    case "first_below":
      return first(x, y, curve, level, -1);
    case "area":
      return area(x, y, curve);
    case "mean":
      return area(x, y, curve) / (x[last] - x[0]);
    case "final":
      return y[last];
    case "max":
    case "min":
    case "where_max":
    case "where_min": {
      const { place, best } = extreme(x, y, curve, take.endsWith("max") ? 1 : -1);
      return take.startsWith("where") && Number.isFinite(best) ? place : best;
    }
    default:
      throw new RangeError(`There is no measure “${take}” of a curve.`);
  }
}

/**
 * One measure of a curve.
 * @param {string} take
 * @param {Float64Array} x  the points of the axis
 * @param {Float64Array} y  the curve there
 * @param {Curve} curve
 * @param {number} level  the threshold of first_above and first_below, the point of at; else ignored
 * @returns {number}
 */
export function measureOfCurve(take, x, y, curve, level) {
  if (y.some(Number.isNaN)) return NaN;
  const value = found(take, x, y, curve, level);
  return Number.isFinite(value) ? value : NaN;
}
