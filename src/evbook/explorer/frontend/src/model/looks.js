// A run of a tissue as it is looked at, step after step, and the measures taken from the looks
// (simulation/lattice_looks.py).

import { measure } from "../numerics/series.js";
import { LatticeRun } from "./lattice.js";
import { WellMixed } from "./well-mixed.js";

/** @import { Curves, Model, Program, TissueProgram, TissueVersion } from "../types.js" */

/** Steps between two looks at the clock. */
const BATCH = 8;
/** Milliseconds of running between two yields. */
const PIECE = 3;

/**
 * A measure of a series of looks: what is first above a level is so on a look.
 * @param {string} take @param {Float64Array} times @param {Float64Array} values @param {number} level
 */
function takeLook(take, times, values, level) {
  if (take === "stays_above") {
    const i = values.findIndex((value, k) => k + 1 < values.length && value > level && values[k + 1] > level);
    return i < 0 ? NaN : times[i];
  }
  if (take === "first_above" || take === "first_below") {
    const i = values.findIndex((value) => (take === "first_above" ? value > level : value < level));
    return i < 0 ? NaN : times[i];
  }
  if (times.length === 1 && take === "mean") return values[0];
  if (!values.every(Number.isFinite)) return NaN;
  return measure(take, times, values, level, false);
}

/** Records a run as it goes: the values of outputs at each look, and whether the measure that ends a run is known. */
export class RunRecord {
  /**
   * @param {Model} model @param {TissueVersion} version @param {ArrayLike<number>} p @param {LatticeRun} run
   * @param {boolean} whole  with tallies, contacts and the well-mixed counterpart, as no run has that is only watched
   */
  constructor(model, version, p, run, whole) {
    this.whole = whole;
    const { program } = model;
    const tissue = /** @type {TissueProgram} */ (program.tissue);
    this.model = model;
    this.version = version;
    this.p = p;
    this.run = run;
    this.tissue = tissue;
    this.mixed = new WellMixed(run);
    /** @type {number[]} */
    this.times = [];
    /** @type {number[][]} */
    this.outputs = program.outputs.map(() => []);
    this.row = new Float64Array(program.outputs.length);
    this.until = program.measures.findIndex(({ name }) => name === tissue.until);
    this.place = program.outputs.findIndex(({ name }) => name === program.measures[this.until]?.of);
    this.level = run.constant[`level:${tissue.until}`];
    this.held = false;
    this.look();
  }

  look() {
    const { run, mixed, row, version, p, model } = this;
    const statistics = this.whole ? [...run.statistics(), mixed.counters[1], ...mixed.numbers] : [];
    version.outputs(p, run.counters, statistics, row);
    this.times.push(run.counters[0]);
    row.forEach((value, i) => this.outputs[i].push(value));
    const take = model.program.measures[this.until]?.take;
    const value = row[this.place];
    const now = this.until >= 0 && (take === "first_below" ? value < this.level : value > this.level);
    this.known = now && (this.held || take !== "stays_above");
    this.held = now;
  }

  /** Whether there is nothing more to wait for. */
  get over() {
    return this.known || this.run.counters[1] === 0;
  }

  step() {
    this.run.step();
    if (this.whole) this.mixed.step();
    this.look();
  }

  /** All measures of the run so far, in declared order. */
  measures() {
    const { model, run } = this;
    const times = Float64Array.from(this.times);
    const outputs = this.outputs.map((values) => Float64Array.from(values));
    return Float64Array.from(model.program.measures, ({ name, of, take }) =>
      takeLook(
        take,
        times,
        outputs[model.program.outputs.findIndex((one) => one.name === of)],
        run.constant[`level:${name}`] ?? NaN,
      ),
    );
  }

  /**
   * The run on the given times, which are looked at and not interpolated; NaN where it has ended.
   * @param {Float64Array} times
   * @returns {Curves}
   */
  curves(times) {
    const series = new Map(
      this.model.program.outputs.map(({ name }, i) => [
        name,
        // At a time between two looks it is still as it was at the one before.
        Float64Array.from(times, (t) => this.outputs[i][Math.floor(t / this.run.dt + 1e-9)] ?? NaN),
      ]),
    );
    return {
      solution: {
        ok: true,
        message: "",
        method: "lattice",
        steps: this.run.steps,
        times,
        states: [],
        events: [],
        measures: this.measures(),
      },
      series,
    };
  }
}

/** The seed of a setting. @param {Model} model @param {ArrayLike<number>} p */
export const seedOf = (model, p) =>
  Math.floor(
    p[/** @type {number} */ (model.parameterIndex.get(/** @type {TissueProgram} */ (model.program.tissue).seed))],
  );

/**
 * A run at its start, with its record.
 * @param {Model} model @param {TissueVersion} version @param {ArrayLike<number>} p @param {number} [seed]
 * @param {boolean} [whole]
 */
export function recorded(model, version, p, seed = seedOf(model, p), whole = true) {
  const tissue = /** @type {TissueProgram} */ (model.program.tissue);
  return new RunRecord(model, version, p, new LatticeRun(tissue, version, p, seed), whole);
}

/**
 * The curves of a whole run, in slices; the last of `times` ends it at the latest.
 * @param {Model} model @param {Program} program @param {Float64Array} p @param {Float64Array} times @param {number}
 *   [seed]
 * @returns {Generator<unknown, Curves, void>}
 */
export function* lookSlices(model, program, p, times, seed) {
  const record = recorded(model, /** @type {any} */ (program), p, seed);
  const last = Math.floor(times[times.length - 1] / record.run.dt + 1e-9);
  let began = performance.now();
  while (!record.over && record.run.steps < last) {
    record.step();
    if (record.run.steps % BATCH === 0 && performance.now() - began > PIECE) {
      yield;
      began = performance.now();
    }
  }
  return record.curves(times);
}

/**
 * The same at once.
 * @param {Model} model
 * @param {Program} program
 * @param {Float64Array} p
 * @param {Float64Array} times
 * @returns {Curves}
 */
export function lookedAt(model, program, p, times) {
  const slices = lookSlices(model, program, p, times);
  for (;;) {
    const { done, value } = slices.next();
    if (done) return /** @type {Curves} */ (value);
  }
}
