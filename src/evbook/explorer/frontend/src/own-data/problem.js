// A fit as a problem in numbers: the arms and their points, what the model says of them at any values of what is
// fitted, and how unlikely the points are there.  Python's `evbook.analysis.joint_fit` is the same, and tests hold the
// two together.
//
// A point has a normal error with the standard deviation σ: its own, where the table gives one; else one of its curve
// that is estimated, additive (σ), proportional (σ times the curve) or of the logarithm.  A point beyond a limit L
// counts by the probability Φ(±(L − f)/σ) of being so (Beal 2001, doi 10.1023/A:1012299115260, method M3).

import { scheduled } from "../model/schedule.js";
import { evaluate } from "../numerics/series.js";
import { logNormal, normalHazard } from "../numerics/distributions.js";
import { solveSlices } from "../numerics/solve.js";
import { curvesOf, pointsOf, TOLERANCE } from "../model/run.js";
import { valueAlong } from "../model/parameter-range.js";
import { readOff, spreadOf } from "./residuals.js";

/** @import { Model, Parameter, Setting } from "../types.js" */

/** What has no logarithm is taken as this, as in Python's fit. */
const LEAST = 1e-300;
/** Errors that a curve's points may have. @typedef {"additive"|"proportional"|"log"} ErrorKind */

/**
 * @typedef {object} Arm  One arm: what it is called, and the setting that it begins at, with its doses.
 * @property {string} name
 * @property {Setting} setting
 *
 * @typedef {object} Points  The measurements of one curve in one arm.
 * @property {number} arm
 * @property {string} series
 * @property {string} letter
 * @property {string} column
 * @property {Float64Array} time
 * @property {Float64Array} value  NaN where it lies beyond a limit
 * @property {Int8Array} side      −1 where it lies below the limit, 1 above, 0 where it was measured
 * @property {Float64Array} limit
 * @property {Float64Array} sigma  NaN where the table gives none
 *
 * @typedef {object} Fitted  One of the numbers that are fitted.
 * @property {Parameter} parameter
 * @property {number} index
 * @property {number|null} arm  whose number it is; null for one that all arms share
 *
 * @typedef {object} Terms  −2 log likelihood of each point, and its slopes by the prediction and the scale.
 * @property {number} loss
 * @property {Float64Array} slope
 * @property {Float64Array} curve
 * @property {Float64Array} scaleSlope
 * @property {Float64Array} scaleCurve
 * @property {Float64Array} cross
 */

/** Whether a parameter moves by factors. @param {Parameter} parameter */
export const byFactors = ({ scale, low }) => scale === "log" && low > 0;

/** Where in its range a value lies. @param {Parameter} parameter @param {number} value */
export function shareOf(parameter, value) {
  const { low, high } = parameter;
  return byFactors(parameter) ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

export class Problem {
  /**
   * @param {Model} model
   * @param {Arm[]} arms
   * @param {Points[]} points
   * @param {{name: string, own: boolean}[]} wanted  what is fitted, and whether each arm has a value of its own
   * @param {ErrorKind} error
   */
  constructor(model, arms, points, wanted, error) {
    this.model = model;
    this.arms = arms;
    this.points = points;
    this.error = error;
    /** @type {Fitted[]} */
    this.fitted = wanted.flatMap(({ name, own }) => {
      const index = model.parameterIndex.get(name) ?? -1;
      const parameter = model.program.parameters[index];
      /** @type {(number|null)[]} */
      const each = own ? [...arms.keys()] : [null];
      return each.map((arm) => ({ parameter, index, arm }));
    });
    this.grids = arms.map((_, k) =>
      Float64Array.from(new Set(points.filter(({ arm }) => arm === k).flatMap(({ time }) => [...time]))).sort(),
    );
    /** Of each point, its place in the grid of its arm. @type {Int32Array[]} */
    this.places = points.map(({ arm, time }) => {
      const at = new Map(Array.from(this.grids[arm], (place, i) => [place, i]));
      return Int32Array.from(time, (place) => at.get(place) ?? 0);
    });
    this.columns = [...new Set(points.map(({ series }) => series))];
    this.count = points.reduce((sum, { time }) => sum + time.length, 0);
    this.weighted = points.every(({ sigma }) => sigma.every(Number.isFinite));
    this.censored = points.some(({ side }) => side.some((one) => one !== 0));
    /** Whether the estimates are those of greatest likelihood, and not of least squares. */
    this.likely = this.censored || (error === "proportional" && !this.weighted);
    this.spread = this.spreads();
    /** The greatest value of each set of points: a share of nothing would weigh without end. */
    this.greatest = points.map(({ value }) =>
      value.reduce((most, one) => (Math.abs(one) > most ? Math.abs(one) : most), 0),
    );
  }

  /** What curves of several units are weighed by: each by the spread of its own measurements. */
  spreads() {
    const units = new Set(this.columns.map((name) => this.model.series.get(name)?.unit));
    return this.columns.map((name) => {
      if (units.size === 1 || this.error === "log") return 1;
      const values = this.points
        .filter(({ series }) => series === name)
        .flatMap(({ value }) => [...value].filter(Number.isFinite));
      return (values.length > 1 && spreadOf(values)) || 1;
    });
  }

  /** What a fitted number is called. @param {number} j */
  nameOf(j) {
    const { parameter, arm } = this.fitted[j];
    return arm === null ? parameter.name : `${parameter.name} (${this.arms[arm].name})`;
  }

  /** Where in its range a value lies, and never beyond. @param {Parameter} parameter @param {number} value */
  placeOf(parameter, value) {
    return Math.min(1, Math.max(0, shareOf(parameter, Math.min(parameter.high, Math.max(parameter.low, value)))));
  }

  /** @param {number} j @param {number} share */
  valueOf(j, share) {
    const { parameter } = this.fitted[j];
    return Math.min(parameter.high, Math.max(parameter.low, valueAlong(parameter, Math.min(1, Math.max(0, share)))));
  }

  /** The setting of an arm at shares of the ranges. @param {number} arm @param {ArrayLike<number>} u */
  settingOf(arm, u) {
    const { setting } = this.arms[arm];
    const values = Float64Array.from(setting.values);
    this.fitted.forEach((one, j) => {
      if (one.arm === null || one.arm === arm) values[one.index] = this.valueOf(j, u[j]);
    });
    return { ...setting, values };
  }

  /**
   * What the model says at the points of one arm: one array for each of its sets of points; null where it says nothing.
   * @param {number} arm
   * @param {ArrayLike<number>} u
   * @returns {Generator<unknown, (Float64Array|null)[]|null, void>}
   */
  *armSays(arm, u) {
    const { model } = this;
    const { program } = model;
    const setting = this.settingOf(arm, u);
    const grid = this.grids[arm];
    if (grid.length === 0) return this.points.map(() => null);
    const version = scheduled(model, setting.ev ? program.on : program.off, setting.schedule);
    /** @type {Map<string, ArrayLike<number>>} */
    let series;
    if (program.kind === "curve") {
      const times = program.across ? pointsOf(model, setting) : grid;
      const curves = curvesOf(model, version, setting.values, times, TOLERANCE.fine);
      series = program.across
        ? new Map(this.columns.map((name) => [name, readOff(model, curves, times, name, grid)]))
        : curves.series;
    } else {
      const options = { rtol: TOLERANCE.fine, slice: 3, unit: program.time.unit };
      const solution = yield* solveSlices(version, setting.values, grid, options);
      if (!solution.ok) return null;
      const { outputs } = evaluate(version, setting.values, solution);
      series = new Map(program.states.map(({ name }, i) => [name, solution.states[i]]));
      program.outputs.forEach(({ name }, i) => series.set(name, outputs[i]));
    }
    yield;
    const said = this.points.map((one, k) => {
      if (one.arm !== arm) return null;
      const curve = /** @type {ArrayLike<number>} */ (series.get(one.series));
      return Float64Array.from(this.places[k], (place) => curve[place]);
    });
    return said.some((one) => one?.some((value) => !Number.isFinite(value))) ? null : said;
  }

  /**
   * What the model says at all points; null where it has no number.
   * @param {ArrayLike<number>} u
   * @returns {Generator<unknown, Float64Array[]|null, void>}
   */
  *says(u) {
    /** @type {Float64Array[]} */
    const all = new Array(this.points.length);
    for (let arm = 0; arm < this.arms.length; arm++) {
      const said = yield* this.armSays(arm, u);
      if (!said) return null;
      said.forEach((one, k) => one && (all[k] = one));
    }
    return all;
  }

  /** A prediction or a measurement as it is compared. @param {number} value */
  compared(value) {
    return this.error === "log" ? Math.log(Math.max(value, LEAST)) : value;
  }

  /** What a residual of least squares is multiplied by. @param {number} k @param {number} i */
  weightAt(k, i) {
    const { value, sigma, series } = this.points[k];
    if (Number.isFinite(sigma[i])) return 1 / this.sigmaOf(sigma[i], value[i]);
    const share = this.error === "proportional" ? Math.max(Math.abs(value[i]), 1e-12 * this.greatest[k]) : 1;
    return 1 / (share * this.spread[this.columns.indexOf(series)]);
  }

  /**
   * Model less measurement over the standard deviation, or over what stands for it; measured points only.
   * @param {Float64Array[]} said
   */
  residuals(said) {
    /** @type {number[]} */
    const all = [];
    this.points.forEach(({ value, side }, k) => {
      for (let i = 0; i < value.length; i++)
        if (!side[i]) all.push((this.compared(said[k][i]) - this.compared(value[i])) * this.weightAt(k, i));
    });
    return Float64Array.from(all);
  }

  /** A standard error as it is compared: of a logarithm it is the error's share of the value. */
  sigmaOf(/** @type {number} */ sigma, /** @type {number} */ value) {
    return this.error === "log" ? sigma / value : sigma;
  }

  /**
   * −2 log likelihood without its constant, and what a step needs.
   * @param {Float64Array[]} said
   * @param {ArrayLike<number>} scales  logarithms of σ, one a curve; none where each point has its own
   * @returns {Terms}
   */
  terms(said, scales) {
    const n = this.count;
    const [slope, curve] = [new Float64Array(n), new Float64Array(n)];
    const [scaleSlope, scaleCurve, cross] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
    let [loss, at] = [0, 0];
    const shares = this.error === "proportional" && !this.weighted;
    this.points.forEach(({ value, limit, side, sigma, series }, k) => {
      const common = this.weighted ? 1 : Math.exp(scales[this.columns.indexOf(series)]);
      for (let i = 0; i < value.length; i++, at++) {
        const g = this.compared(said[k][i]);
        const size = shares ? Math.max(Math.abs(g), LEAST) : 1;
        const own = Number.isFinite(sigma[i]);
        const s = own ? this.sigmaOf(sigma[i], side[i] ? limit[i] : value[i]) : common * size;
        /** By how much log σ rises with the prediction. */
        const rise = shares && !own ? 1 / (Math.sign(g) * size) : 0;
        if (side[i] === 0) {
          const z = (this.compared(value[i]) - g) / s;
          loss += z * z + 2 * Math.log(s);
          slope[at] = (-2 * z) / s + (2 - 2 * z * z) * rise;
          curve[at] = 2 / (s * s) + 4 * rise * rise;
          if (own) continue;
          scaleSlope[at] = 2 - 2 * z * z;
          scaleCurve[at] = 4;
          cross[at] = 4 * rise;
        } else {
          const w = (-side[i] * (this.compared(limit[i]) - g)) / s;
          const h = normalHazard(w);
          loss -= 2 * logNormal(w);
          const byPrediction = side[i] / s - w * rise;
          const byScale = own ? 0 : -w;
          const bend = 2 * h * Math.max(h + w, 0);
          slope[at] = -2 * h * byPrediction;
          curve[at] = bend * byPrediction ** 2;
          scaleSlope[at] = -2 * h * byScale;
          scaleCurve[at] = bend * byScale ** 2;
          cross[at] = bend * byPrediction * byScale;
        }
      }
    });
    return { loss, slope, curve, scaleSlope, scaleCurve, cross };
  }

  /** Logarithms of σ from the residuals of least squares, one a curve. @param {Float64Array[]} said */
  firstScales(said) {
    if (this.weighted) return new Float64Array(0);
    return Float64Array.from(this.columns, (name) => {
      let [sum, n] = [0, 0];
      this.points.forEach(({ series, value, side }, k) => {
        if (series !== name) return;
        for (let i = 0; i < value.length; i++) {
          if (side[i]) continue;
          const g = this.compared(said[k][i]);
          const size = this.error === "proportional" ? Math.max(Math.abs(g), LEAST) : 1;
          sum += ((g - this.compared(value[i])) / size) ** 2;
          n += 1;
        }
      });
      return Math.log(Math.max(Math.sqrt(sum / Math.max(n, 1)), 1e-9));
    });
  }
}
