// One run among many, for its outcome and not for its picture: in slices, so that long ones block nothing.

import { measuringGrid } from "../numerics/measures.js";
import { evaluate, measures as measure } from "../numerics/series.js";
import { solveSlices } from "../numerics/solve.js";
import { lookSlices } from "./looks.js";
import { curvesOf, drawnOf, momentsOf, pointsOf, TOLERANCE } from "./run.js";
import { scheduled } from "./schedule.js";

/** @import { Curves, Model, Program, Setting } from "../types.js" */

/** Milliseconds of solving between two yields; what slices.js adds to it stays within its own slice. */
const PIECE = 3;

/**
 * The curves at a setting and the measures taken from them; NaN where the solver gave up.
 * @param {Model} model
 * @param {Setting} setting
 * @param {{fine?: boolean, times?: Float64Array}} [options]  fine: to the tolerance of a figure at rest
 * @returns {Generator<unknown, {curves: Curves, measures: Float64Array}, void>}
 */
export function* runSlices(model, setting, { fine = false, times = pointsOf(model, setting) } = {}) {
  const { program } = model;
  const version = scheduled(model, setting.ev ? program.on : program.off, setting.schedule);
  const p = setting.values;
  const rtol = fine ? TOLERANCE.fine : TOLERANCE.moving;
  /** @type {Curves} */
  let known;
  if (program.kind === "curve") {
    known = curvesOf(model, version, p, times, rtol);
  } else if (program.kind === "tissue") {
    known = yield* lookSlices(model, version, p, times);
  } else {
    known = yield* solved(model, version, p, measuringGrid(times, momentsOf(version, p, times), true), rtol);
    if (known.solution.ok && version.triggers?.length) {
      const moments = momentsOf(version, p, times, known.solution);
      known = yield* solved(model, version, p, measuringGrid(times, moments, true), rtol);
    }
  }
  yield;
  const outputs = program.outputs.map(({ name }) => /** @type {Float64Array} */ (known.series.get(name)));
  const measures = known.solution.measures ?? measure(program, p, version, known.solution, outputs);
  const curves = program.kind === "dynamic" ? drawnOf(known, times) : known;
  if (!curves.solution.ok) measures.fill(NaN);
  return { curves, measures };
}

/**
 * @param {Model} model @param {Program} version @param {Float64Array} p @param {Float64Array} times
 * @param {number} rtol
 * @returns {Generator<unknown, Curves, void>}
 */
function* solved({ program }, version, p, times, rtol) {
  const solution = yield* solveSlices(version, p, times, { rtol, slice: PIECE, unit: program.time.unit });
  const { outputs } = evaluate(version, p, solution);
  const series = new Map(program.states.map(({ name }, i) => [name, solution.states[i]]));
  program.outputs.forEach(({ name }, i) => series.set(name, outputs[i]));
  return { solution, series };
}
