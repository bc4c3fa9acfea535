/**
 * What is read off a solution: output series along it, and its measures.
 *
 * Those of a run in time are in `measures.js`, those of a curve model in `curve-measures.js`.  `measure` is for series
 * of which no more is known than their points, as the looks at a tissue; Python's `evbook.simulation.measures.take`
 * does the same:
 * `first_above` and `first_below` are the first time beyond the level, located between two grid points by linear
 * interpolation, of the logarithm where the series is drawn on a log scale and both values and the level are positive;
 * `at` interpolates likewise; `area` is the trapezium rule and `mean` is it over the time; `where_max` and `where_min`
 * are grid points.
 * What never happens is NaN, and so is every measure of a series that is not finite throughout.
 *
 * @import {Program} from "./types.js"
 */

import { measureOfCurve } from "./curve-measures.js";
import { takeBetween } from "./measures.js";

const NO_STATES = new Float64Array(0);

/**
 * @typedef {{times: Float64Array, states: Float64Array[]}} Solution
 * @typedef {object} MeasuredModel
 * @property {string} [kind]  "curve" for a model that is no run in time
 * @property {{name: string, log: boolean}[]} states
 * @property {{name: string, log: boolean}[]} outputs
 * @property {{name: string, of: string, take: string}[]} measures
 * @property {(p: Float64Array, out: Float64Array) => void} levels
 */

/**
 * The outputs of a program along a solution.
 * @param {Program} program
 * @param {Float64Array} p
 * @param {Solution} solution
 * @returns {{outputs: Float64Array[]}} one array an output, of the solution's length
 */
export function evaluate(program, p, solution) {
  const { times, states } = solution;
  const y = new Float64Array(states.length);
  /** @type {number[]} */
  const probe = [];
  states.forEach((state, i) => (y[i] = state[0]));
  program.outputs(times[0], y, p, /** @type {any} */ (probe));
  const values = new Float64Array(probe.length);
  const outputs = Array.from(values, () => new Float64Array(times.length));
  if (outputs.length === 0) return { outputs };
  for (let k = 0; k < times.length; k++) {
    for (let i = 0; i < y.length; i++) y[i] = states[i][k];
    program.outputs(times[k], y, p, values);
    for (let i = 0; i < values.length; i++) outputs[i][k] = values[i];
  }
  return { outputs };
}

/**
 * How far along from a to b the level lies.
 * @param {number} a @param {number} b @param {number} level @param {boolean} log
 */
function shareOf(a, b, level, log) {
  if (log && a > 0 && b > 0 && level > 0) return Math.log(level / a) / Math.log(b / a);
  return (level - a) / (b - a);
}

/**
 * First time at which sign * y > sign * level.
 * @param {Float64Array} t @param {Float64Array} y @param {number} level @param {boolean} log @param {1 | -1} sign
 */
function first(t, y, level, log, sign) {
  const i = y.findIndex((value) => sign * value > sign * level);
  if (i < 0) return NaN;
  if (i === 0) return t[0];
  return t[i - 1] + shareOf(y[i - 1], y[i], level, log) * (t[i] - t[i - 1]);
}

/** @param {Float64Array} t @param {Float64Array} y @param {number} time @param {boolean} log */
function valueAt(t, y, time, log) {
  const last = t.length - 1;
  if (!(t[0] <= time && time <= t[last])) return NaN;
  let i = 1;
  while (i < last && t[i] < time) i++;
  const share = (time - t[i - 1]) / (t[i] - t[i - 1]);
  if (log && y[i - 1] > 0 && y[i] > 0) return Math.exp(Math.log(y[i - 1]) * (1 - share) + Math.log(y[i]) * share);
  return y[i - 1] * (1 - share) + y[i] * share;
}

/** @param {Float64Array} t @param {Float64Array} y */
function area(t, y) {
  let sum = 0;
  for (let i = 1; i < t.length; i++) sum += ((y[i] + y[i - 1]) / 2) * (t[i] - t[i - 1]);
  return sum;
}

/**
 * One measure of a series.
 * @param {string} take
 * @param {Float64Array} t
 * @param {Float64Array} y
 * @param {number} level the threshold of first_above and first_below, the time of at; else ignored
 * @param {boolean} log whether the series is drawn on a log scale
 * @returns {number}
 * @throws {RangeError} for a take that does not exist
 */
export function measure(take, t, y, level, log) {
  if (!y.every(Number.isFinite)) return NaN;
  switch (take) {
    case "final":
      return y[y.length - 1];
    case "max":
      return y.reduce((a, b) => Math.max(a, b), -Infinity);
    case "min":
      return y.reduce((a, b) => Math.min(a, b), Infinity);
    case "area":
      return area(t, y);
    case "mean":
      return area(t, y) / (t[t.length - 1] - t[0]);
    case "where_max":
      return t[y.indexOf(y.reduce((a, b) => Math.max(a, b), -Infinity))];
    case "where_min":
      return t[y.indexOf(y.reduce((a, b) => Math.min(a, b), Infinity))];
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

/**
 * All measures of a model, in declared order; the solution of a run in time is one on a measuring grid.
 * @param {MeasuredModel} model
 * @param {Float64Array} p
 * @param {Program} program
 * @param {Solution} solution
 * @param {Float64Array[]} [outputs] as given by `evaluate`
 * @returns {Float64Array}
 */
export function measures(model, p, program, solution, outputs = evaluate(program, p, solution).outputs) {
  const levels = new Float64Array(model.measures.length).fill(NaN);
  model.levels(p, levels);
  return Float64Array.from(model.measures, ({ name, of, take }, m) => {
    const state = model.states.findIndex((series) => series.name === of);
    const output = model.outputs.findIndex((series) => series.name === of);
    if (state < 0 && output < 0) throw new RangeError(`Measure “${name}” is of “${of}”, which is no state or output.`);
    if (model.kind === "curve") {
      const row = new Float64Array(model.outputs.length);
      const curve = (/** @type {number} */ x) => {
        program.outputs(x, NO_STATES, p, row);
        return row[output];
      };
      return measureOfCurve(take, solution.times, outputs[output], curve, levels[m]);
    }
    const series = state >= 0 ? model.states[state] : model.outputs[output];
    const values = state >= 0 ? solution.states[state] : outputs[output];
    return takeBetween(take, solution.times, values, levels[m], series.log);
  });
}
