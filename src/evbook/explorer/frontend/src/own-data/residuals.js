// A reader's data beside the model: what the model says at each point, and how far it is off.

import { pointsOf } from "../model/run.js";
import { runSlices } from "../model/run-slices.js";
import { reach } from "./columns.js";

/** @import { Curves, Model, Run, Setting } from "../types.js" */
/** @import { Measured, Track } from "./columns.js" */

/** What has no logarithm is taken as this, as in Python's fit. */
const LEAST = 1e-300;

/**
 * @typedef {object} Observed  One column of one arm, ready to be compared.
 * @property {string} series
 * @property {string} letter
 * @property {string} arm
 * @property {Int32Array} at         of each point, its place in the grid
 * @property {Float64Array} target   what was measured, or its logarithm
 *
 * @typedef {object} Observations
 * @property {boolean} log
 * @property {Float64Array} grid     increasing
 * @property {Observed[]} columns
 * @property {number} count          of points that were measured
 * @property {number} beyond         points where the model cannot be asked
 * @property {number} unlogged       points without a logarithm
 * @property {number} limited        points that only lie beyond a limit
 * @property {boolean} units         whether the curves have several units
 * @property {number} unsure         measured points without a standard error, where others have one
 * @property {boolean} absolute      every measured point has a standard error of its own
 */

/**
 * @param {Model} model
 * @param {Measured} measured
 * @param {boolean} log
 * @returns {Observations}
 */
export function observe(model, { tracks }, log) {
  const { low, high } = reach(model);
  let [beyond, unlogged, limited, sure] = [0, 0, 0, 0];
  const kept = used(tracks)
    .map((track) => {
      /** @type {number[]} */
      const points = [];
      track.values.forEach((value, i) => {
        const side = track.sides?.[i] ?? 0;
        if (!Number.isFinite(side ? (track.limits?.[i] ?? NaN) : value)) return;
        if (!(track.places[i] >= low && track.places[i] <= high)) beyond += 1;
        else if (side) limited += 1;
        else if (log && !(value > 0)) unlogged += 1;
        else points.push(i);
      });
      sure += points.filter((i) => (track.spreads?.[i] ?? 0) > 0).length;
      return { track, points };
    })
    .filter(({ points }) => points.length);
  const grid = Float64Array.from(
    new Set(kept.flatMap(({ track, points }) => points.map((i) => track.places[i]))),
  ).sort();
  const indexOf = new Map(Array.from(grid, (place, i) => [place, i]));
  const columns = kept.map(({ track, points }) => ({
    series: track.series,
    letter: track.letter,
    arm: track.arm,
    at: Int32Array.from(points, (i) => indexOf.get(track.places[i]) ?? 0),
    target: Float64Array.from(points, (i) => (log ? Math.log(track.values[i]) : track.values[i])),
  }));
  const count = columns.reduce((sum, { target }) => sum + target.length, 0);
  return {
    log,
    grid,
    columns,
    count,
    beyond,
    unlogged,
    limited,
    units: new Set(kept.map(({ track }) => model.series.get(track.series)?.unit)).size > 1,
    unsure: sure > 0 ? count - sure : 0,
    absolute: count > 0 && sure === count,
  };
}

/**
 * A curve's value between its points, NaN beyond them.
 * @param {ArrayLike<number>} x increasing
 * @param {ArrayLike<number>} y
 * @param {number} at
 */
function between(x, y, at) {
  let [low, high] = [0, x.length - 1];
  if (!(at >= x[low] && at <= x[high])) return NaN;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle] <= at) low = middle;
    else high = middle;
  }
  return x[high] === x[low] ? y[high] : y[low] + ((y[high] - y[low]) * (at - x[low])) / (x[high] - x[low]);
}

/**
 * A curve at some places, from the points that it has.
 * @param {Model} model
 * @param {Curves} curves
 * @param {ArrayLike<number>} times
 * @param {string} name
 * @param {Float64Array} grid
 */
export function readOff(model, curves, times, name, grid) {
  const { across } = model.program;
  let [x, y] = [
    (across && curves.series.get(across)) || times,
    /** @type {ArrayLike<number>} */ (curves.series.get(name)),
  ];
  if (across) {
    // A parametric curve may run from right to left.
    const order = Array.from(x, (_, i) => i)
      .filter((i) => Number.isFinite(x[i]))
      .sort((a, b) => x[a] - x[b]);
    [x, y] = [order.map((i) => x[i]), order.map((i) => y[i])];
  }
  return grid.map((at) => between(x, y, at));
}

/**
 * What a run says at the points: between its own points by a straight line, which is near enough while a slider moves.
 * @param {Model} model
 * @param {Run} run
 * @param {Observations} observations
 */
export function glance(model, run, { grid, columns }) {
  return new Map(columns.map(({ series }) => [series, readOff(model, run.main, run.times, series, grid)]));
}

/**
 * What the model says at the points themselves; null where it has no number at one of them.
 * @param {Model} model
 * @param {Setting} setting  with its schedule, and vesicle terms on or off
 * @param {Observations} observations
 * @returns {Generator<unknown, Map<string, Float64Array>|null, void>}
 */
export function* predict(model, setting, { grid, columns }) {
  const { across } = model.program;
  const times = across ? pointsOf(model, setting) : grid;
  const { curves } = yield* runSlices(model, setting, { fine: true, times });
  if (model.program.kind !== "curve" && !curves.solution.ok) return null;
  const said = new Map(
    columns.map(({ series }) => [
      series,
      across ? readOff(model, curves, times, series, grid) : /** @type {Float64Array} */ (curves.series.get(series)),
    ]),
  );
  const known = columns.every(({ series, at }) => at.every((place) => Number.isFinite(said.get(series)?.[place])));
  return known ? said : null;
}

/**
 * How far one column is off.
 * @typedef {object} Misfit
 * @property {string} series
 * @property {string} letter
 * @property {string} arm
 * @property {number} points
 * @property {number} rms     in the unit of the series; of logarithms, the factor by which the model is usually off
 * @property {number} share   R²: the share of the column's variance that the model has; NaN when it has none
 */

/** @param {Observations} observations @param {Map<string, ArrayLike<number>>} said @returns {Misfit[]} */
export function misfits({ log, columns }, said) {
  return columns.map(({ series, letter, arm, at, target }) => {
    const curve = /** @type {ArrayLike<number>} */ (said.get(series));
    const n = target.length;
    let sum = 0;
    for (let i = 0; i < n; i++)
      sum += ((log ? Math.log(Math.max(curve[at[i]], LEAST)) : curve[at[i]]) - target[i]) ** 2;
    const all = spreadOf(target) ** 2 * (n - 1);
    const rms = Math.sqrt(sum / n);
    return { series, letter, arm, points: n, rms: log ? Math.exp(rms) : rms, share: all > 0 ? 1 - sum / all : NaN };
  });
}

/** The standard deviation. @param {ArrayLike<number>} values */
export function spreadOf(values) {
  const n = values.length;
  let [mean, sum] = [0, 0];
  for (let i = 0; i < n; i++) mean += values[i] / n;
  for (let i = 0; i < n; i++) sum += (values[i] - mean) ** 2;
  return Math.sqrt(sum / Math.max(n - 1, 1));
}

/** Those that measure a curve. @param {Track[]} tracks */
export const used = (tracks) => tracks.filter(({ series }) => series !== "");
