/**
 * Measures of a run in time; Python's `evbook.simulation.measures` does the same.
 *
 * A curve is drawn through some hundreds of points; a peak, a crossing or a dose lies between two of them.
 * So a measure is taken on a grid of its own: the points that are drawn, the moments at which something is given,
 * switched or triggered with the value just before each, some points close after each, and midway between any two of
 * these one more (for a figure at rest three).  Between two of them the curve is the parabola through both and the
 * point midway: `area` is Simpson's rule and `mean` is it over the window; `first_above` and `first_below` are where
 * the parabola meets the level, and `at` its value at a time, of the logarithm where the series is drawn on a log scale
 * and the values are positive; `max` and `min` are the top of the parabola through the greatest point and its
 * neighbours, where the curve is smooth there, and `where_max` and `where_min` its time.
 * What never happens is NaN, and so is every measure of a series that is not finite throughout.
 */

/** The value just before a moment is that at this share of the window before it. */
const BEFORE = 1e-9;
/** Where there are points after a moment at which something was given: as shares of the way to the next point. */
const AFTER = [1 / 512, 1 / 64, 1 / 8, 3 / 8];
/** The curvature at a peak and beside it may differ by this factor; else the peak is taken where it was seen. */
const SMOOTH = 4;

/** @param {Iterable<number>} numbers */
const sorted = (numbers) => Float64Array.from(new Set(numbers)).sort();

/** @param {Float64Array} points */
function withMiddles(points) {
  const found = new Float64Array(2 * points.length - 1);
  for (let i = 0; i < points.length; i++) {
    found[2 * i] = points[i];
    if (i > 0) found[2 * i - 1] = (points[i - 1] + points[i]) / 2;
  }
  return found;
}

/**
 * The times at which a run is looked at for its measures: an odd number, every second one midway.
 * @param {Float64Array} times those that are drawn, which are among them
 * @param {Iterable<number>} moments at which something is given, switched or triggered
 * @param {boolean} fine three more points between two, or one
 * @returns {Float64Array}
 */
export function measuringGrid(times, moments, fine) {
  const [first, last] = [times[0], times[times.length - 1]];
  const stops = sorted([...moments].filter((stop) => stop > first && stop <= last));
  const before = stops.map((stop) => stop - BEFORE * (last - first));
  const nodes = stops.length === 0 ? times : sorted([...times, ...stops, ...before]).filter((t) => t >= first);
  /** @type {number[]} */
  const after = [];
  let i = 0;
  for (const start of [first, ...stops]) {
    if (start >= last) break;
    while (nodes[i] <= start) i++;
    for (const share of AFTER) after.push(start + share * (nodes[i] - start));
  }
  const points = withMiddles(sorted([...nodes, ...after]));
  return fine ? withMiddles(points) : points;
}

/**
 * Where each of some times stands in a grid that holds them all.
 * @param {Float64Array} times
 * @param {Float64Array} grid
 */
export function placesOf(times, grid) {
  const places = new Uint32Array(times.length);
  let j = 0;
  for (let i = 0; i < times.length; i++) {
    while (grid[j] < times[i]) j++;
    places[i] = j;
  }
  return places;
}

/** @param {Float64Array} t @param {Float64Array} y */
function simpson(t, y) {
  let sum = 0;
  for (let i = 0; i + 2 < t.length; i += 2) sum += ((t[i + 2] - t[i]) / 6) * (y[i] + 4 * y[i + 1] + y[i + 2]);
  return sum;
}

/**
 * Time and value of the greatest point of sign * y, or of the top of the parabola through it and its neighbours.
 * @param {Float64Array} t @param {Float64Array} y @param {1 | -1} sign
 */
function peak(t, y, sign) {
  let j = 0;
  for (let i = 1; i < y.length; i++) if (sign * y[i] > sign * y[j]) j = i;
  const seen = [t[j], y[j]];
  if (j < 2 || j > t.length - 3) return seen;
  const slope = (/** @type {number} */ i) => (sign * (y[i + 1] - y[i])) / (t[i + 1] - t[i]);
  const slopes = [j - 2, j - 1, j, j + 1].map(slope);
  const bends = [0, 1, 2].map((k) => (slopes[k + 1] - slopes[k]) / (t[j + k] - t[j + k - 2]));
  const [most, least] = [Math.max(...bends), Math.min(...bends)];
  if (!(most < 0 && least >= SMOOTH * most)) return seen;
  const here = slopes[1] + bends[1] * (t[j] - t[j - 1]);
  return [t[j] - here / (2 * bends[1]), sign * (sign * y[j] - here ** 2 / (4 * bends[1]))];
}

/** @param {Float64Array} y @param {number} i @param {boolean} log @param {number} [level] */
const asLog = (y, i, log, level = 1) => log && level > 0 && Math.min(y[i], y[i + 1], y[i + 2]) > 0;

/** @param {Float64Array} t @param {Float64Array} y @param {number} time @param {boolean} log */
function valueAt(t, y, time, log) {
  const last = t.length - 1;
  if (!(t[0] <= time && time <= t[last])) return NaN;
  let j = 0;
  while (t[j] < time) j++;
  const i = Math.min(Math.max(2 * Math.floor((j - 1) / 2), 0), last - 2);
  const u = (time - t[i]) / (t[i + 2] - t[i]);
  const three = [y[i], y[i + 1], y[i + 2]];
  const [a, b, c] = asLog(y, i, log) ? three.map(Math.log) : three;
  const value = (1 - u) * (1 - 2 * u) * a + 4 * u * (1 - u) * b + u * (2 * u - 1) * c;
  return Math.min(Math.max(asLog(y, i, log) ? Math.exp(value) : value, Math.min(...three)), Math.max(...three));
}

/**
 * First time at which sign * y > sign * level.
 * @param {Float64Array} t @param {Float64Array} y @param {number} level @param {boolean} log @param {1 | -1} sign
 */
function first(t, y, level, log, sign) {
  const j = y.findIndex((value) => sign * value > sign * level);
  if (j < 0) return NaN;
  if (j === 0) return t[0];
  const i = 2 * Math.floor((j - 1) / 2);
  const half = ((j - 1) % 2) / 2;
  const three = [y[i], y[i + 1], y[i + 2]];
  const [a, b, c] = asLog(y, i, log, level)
    ? three.map((one) => Math.log(one / level))
    : three.map((one) => one - level);
  // a + u (4b - 3a - c) + u² (2a - 4b + 2c) = 0, and u in the half in which the level is passed
  const linear = 4 * b - 3 * a - c;
  const square = 2 * (a - 2 * b + c);
  const root = Math.sqrt(Math.max(linear ** 2 - 4 * square * a, 0));
  const q = -0.5 * (linear + (linear < 0 ? -root : root));
  const roots = [q / square, a / q].filter((u) => u >= half - 1e-9 && u <= half + 0.5 + 1e-9);
  const u = Math.min(Math.max(roots.length ? Math.min(...roots) : half, half), half + 0.5);
  return t[i] + u * (t[i + 2] - t[i]);
}

/**
 * One measure of a curve that is known on a measuring grid.
 * @param {string} take
 * @param {Float64Array} t
 * @param {Float64Array} y
 * @param {number} level the threshold of first_above and first_below, the time of at; else ignored
 * @param {boolean} log whether the series is drawn on a log scale
 * @returns {number}
 * @throws {RangeError} for a take that does not exist
 */
export function takeBetween(take, t, y, level, log) {
  if (!y.every(Number.isFinite)) return NaN;
  switch (take) {
    case "final":
      return y[y.length - 1];
    case "max":
      return peak(t, y, 1)[1];
    case "min":
      return peak(t, y, -1)[1];
    case "area":
      return simpson(t, y);
    case "mean":
      return simpson(t, y) / (t[t.length - 1] - t[0]);
    case "where_max":
      return peak(t, y, 1)[0];
    case "where_min":
      return peak(t, y, -1)[0];
    case "at":
      return valueAt(t, y, level, log);
    case "first_above":
      return first(t, y, level, log, 1);
    case "first_below":
      return first(t, y, level, log, -1);
    default:
      throw new RangeError(
        `There is no measure “${take}”; there are at, first_above, first_below, final, max, min, area, mean, ` +
          "where_max, where_min.",
      );
  }
}
