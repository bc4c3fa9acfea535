// From a setting to everything that is drawn and said about it.

import { agenda } from "../numerics/events.js";
import { measuringGrid, placesOf } from "../numerics/measures.js";
import { solve } from "../numerics/solve.js";
import { evaluate, measures as measure } from "../numerics/series.js";
import { lookedAt } from "./looks.js";
import { scheduled } from "./schedule.js";

/** @import { Curves, Model, Program, Run, Setting, Solution } from "../types.js" */

/** Where the curves are computed. @param {Model} model @param {Setting} setting */
export function pointsOf(model, { end }) {
  const { start, log, points } = model.program.time;
  // As NumPy spaces them, to the last digit: a dose falls on the same side of a point as in Python.
  const step = (end - start) / (points - 1);
  const at = (/** @type {number} */ i) => (log ? start * (end / start) ** (i / (points - 1)) : i * step + start);
  const found = Float64Array.from({ length: points }, (_, i) => at(i));
  found[points - 1] = end;
  return found;
}

const NO_STATES = new Float64Array(0);

/**
 * A curve model is evaluated, not solved.
 * @param {Model} model
 * @param {Program} program
 * @param {Float64Array} p
 * @param {Float64Array} times
 * @returns {Curves}
 */
function evaluated(model, program, p, times) {
  const names = model.program.outputs.map(({ name }) => name);
  const curves = names.map(() => new Float64Array(times.length));
  const row = new Float64Array(names.length);
  for (let i = 0; i < times.length; i++) {
    program.outputs(times[i], NO_STATES, p, row);
    for (let k = 0; k < row.length; k++) curves[k][i] = row[k];
  }
  /** @type {import("../types.js").Solution} */
  const solution = { ok: true, message: "", method: "explicit", steps: 0, times, states: [], events: [] };
  if (!curves.some((values) => values.some(Number.isFinite))) {
    solution.ok = false;
    solution.message = "At these values the curve has no finite point.";
  }
  return { solution, series: new Map(names.map((name, k) => [name, curves[k]])) };
}

/**
 * Relative tolerance of a step: while a slider is in the hand, where it moves no line by a tenth of a pixel; in runs
 * among many; and at rest, where some settings magnify what a step misses.
 */
export const TOLERANCE = { hand: 1e-4, moving: 1e-6, fine: 1e-8 };
/** Steps allowed at rest when a fine solution was too much to ask: kinks and many doses make steps short. */
const PATIENT = 100_000;

/**
 * @param {Model} model
 * @param {Program} program
 * @param {Float64Array} p
 * @param {Float64Array} times
 * @param {number} rtol
 * @returns {Curves}
 */
export function curvesOf(model, program, p, times, rtol) {
  if (model.program.kind === "curve") return evaluated(model, program, p, times);
  if (model.program.kind === "tissue") return lookedAt(model, program, p, times);
  const { unit } = model.program.time;
  let solution = solve(program, p, times, { unit, rtol });
  if (!solution.ok && rtol < TOLERANCE.moving)
    solution = solve(program, p, times, { unit, rtol: TOLERANCE.moving, maxSteps: PATIENT });
  const { outputs } = evaluate(program, p, solution);
  // Where the solver had given up there is no output either, whatever an expression makes of NaN.
  if (!solution.ok)
    outputs.forEach((values) => values.forEach((_, i) => Number.isNaN(solution.states[0][i]) && (values[i] = NaN)));
  const series = new Map();
  model.program.states.forEach(({ name }, i) => series.set(name, solution.states[i]));
  model.program.outputs.forEach(({ name }, i) => series.set(name, outputs[i]));
  return { solution, series };
}

/**
 * When a run is given something or switched, as its program says, and when its triggers fired in a solution.
 * @param {Program} program @param {Float64Array} p @param {Float64Array} times @param {Solution} [solution]
 */
export function momentsOf(program, p, times, solution) {
  const end = times[times.length - 1];
  const fired = solution ? solution.events.filter(({ kind }) => kind === "trigger").map(({ time }) => time) : [];
  try {
    return [...agenda(program, p, Infinity, Math.min(0, times[0]), end).stops, ...fired];
  } catch {
    return fired; // what is wrong with it, the solution says
  }
}

/**
 * The curves at some of the times at which they are known.
 * @param {Curves} curves @param {Float64Array} times
 * @returns {Curves}
 */
export function drawnOf({ solution, series }, times) {
  const places = placesOf(times, solution.times);
  const some = (/** @type {Float64Array} */ values) => Float64Array.from(places, (place) => values[place]);
  const states = solution.states.map(some);
  const kept = new Map();
  for (const [name, values] of series) {
    const state = solution.states.indexOf(values);
    kept.set(name, state < 0 ? some(values) : states[state]);
  }
  return { solution: { ...solution, times, states }, series: kept };
}

/**
 * The curves at the points that are drawn, and as they are known for the measures, which are taken between them too.
 * @param {Model} model
 * @param {Program} version  with its schedule
 * @param {Float64Array} p
 * @param {Float64Array} times
 * @param {number} rtol
 * @param {boolean} fine
 * @returns {{curves: Curves, known: Curves}}
 */
function closelyKnown(model, version, p, times, rtol, fine) {
  if (model.program.kind !== "dynamic") {
    const curves = curvesOf(model, version, p, times, rtol);
    return { curves, known: curves };
  }
  let known = curvesOf(model, version, p, measuringGrid(times, momentsOf(version, p, times), fine), rtol);
  if (fine && known.solution.ok && version.triggers?.length) {
    const moments = momentsOf(version, p, times, known.solution);
    known = curvesOf(model, version, p, measuringGrid(times, moments, fine), rtol);
  }
  return { curves: drawnOf(known, times), known };
}

/** @param {Curves} curves */
function troubleOf({ solution }) {
  return solution.ok ? "" : solution.message || "The solver gave up, so the curves stop.";
}

/**
 * A runner remembers the curves without EV terms, which sliders of EV terms leave alone.
 * @param {Model} model
 * @returns {(setting: Setting, fine?: boolean) => Run}  fine: for a figure at rest, not in motion
 */
export function runner(model) {
  const { program } = model;
  // Not simply those that are no EV terms: what an instrument sees, say, shows in both curves.
  const base = program.off.reads ?? program.parameters.map((_, i) => i);
  /** @type {{key: string, rtol: number, curves: Curves, known: Curves}|null} */
  let kept = null;
  /** The same array for the same window, so that what did not move is seen not to have. @type {Float64Array|null} */
  let window = null;

  /** @param {Program} version @param {Setting} setting @param {Float64Array} times @param {number} rtol */
  const solved = (version, setting, times, rtol) => {
    const given = scheduled(model, version, setting.schedule);
    return closelyKnown(model, given, setting.values, times, rtol, rtol <= TOLERANCE.fine);
  };

  /** @param {Setting} setting @param {Float64Array} times @param {number} rtol */
  const without = (setting, times, rtol) => {
    // What was solved finely while at rest serves a moving figure too.
    const key = `${JSON.stringify(setting.schedule)},${setting.end},${base.map((i) => setting.values[i]).join()}`;
    if (kept?.key !== key || rtol < kept.rtol) kept = { key, rtol, ...solved(program.off, setting, times, rtol) };
    return kept;
  };

  return (setting, fine = true) => {
    const rtol = fine ? TOLERANCE.fine : TOLERANCE.hand;
    const p = setting.values;
    const times = window && window[window.length - 1] === setting.end ? window : (window = pointsOf(model, setting));
    const version = setting.ev ? program.on : program.off;
    const { curves: main, known } = setting.ev ? solved(version, setting, times, rtol) : without(setting, times, rtol);
    const outputs = program.outputs.map(({ name }) => /** @type {Float64Array} */ (known.series.get(name)));
    const measures = known.solution.measures ?? measure(program, p, version, known.solution, outputs);
    const budget = new Float64Array(program.budget.length);
    program.budgetValues(p, budget);
    return {
      setting,
      fine,
      times,
      main,
      companion: setting.ev ? without(setting, times, rtol).curves : null,
      measures,
      budget,
      verdict: program.verdict(p, measures),
      trouble: troubleOf(main),
    };
  };
}
