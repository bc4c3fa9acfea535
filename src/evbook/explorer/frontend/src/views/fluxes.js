// What changes a quantity: every process that makes or takes it, and how much, over time.

import { niceAbove } from "../figure/axes.js";
import { select } from "../ui/select.js";
import { element } from "../ui/dom.js";
import { unitText } from "../format/numbers.js";
import { colourKey, dashOf, layout } from "../figure/palette.js";

/** @import { Axis, Curves, Line, Model, Picture, Run, Series } from "../types.js" */

/** Processes drawn one by one; the smaller ones are drawn as their sum. */
const SHOWN = 6;

/**
 * The part of each process in the rate of change of one state, along a solution.
 * @param {Model} model
 * @param {boolean} ev
 * @param {Float64Array} p
 * @param {Curves} curves
 * @param {number} state
 * @returns {Float64Array[]} one a process; empty where it does not touch the state
 */
export function parts(model, ev, p, { solution }, state) {
  const version = /** @type {any} */ (ev ? model.program.on : model.program.off);
  const names = /** @type {string[]} */ (version.processes);
  const [n, r] = [model.program.states.length, names.length];
  const N = new Float64Array(n * r);
  version.stoichiometry(p, N);
  const y = new Float64Array(solution.states.length);
  const rates = new Float64Array(r);
  const found = names.map((_, j) => new Float64Array(N[state * r + j] !== 0 ? solution.times.length : 0));
  for (let k = 0; k < solution.times.length; k++) {
    for (let i = 0; i < y.length; i++) y[i] = solution.states[i][k];
    version.fluxes(solution.times[k], y, p, rates);
    for (let j = 0; j < r; j++) if (found[j].length) found[j][k] = N[state * r + j] * rates[j];
  }
  return found;
}

/** The sum of some curves. @param {Float64Array[]} curves @param {number} length */
function sum(curves, length) {
  const total = new Float64Array(length);
  for (const curve of curves) for (let k = 0; k < length; k++) total[k] += curve[k];
  return total;
}

/** Mean size, by which the processes are ranked. @param {Float64Array} curve */
function size(curve) {
  let total = 0;
  for (const value of curve) total += Math.abs(value);
  return total;
}

/** @param {Line[]} lines @param {Axis} [standing] @returns {Axis} */
function axisOf(lines, standing) {
  let [least, most] = [0, 0];
  for (const { y } of lines)
    for (let k = 0; k < y.length; k++)
      if (Number.isFinite(y[k])) [least, most] = [Math.min(least, y[k]), Math.max(most, y[k])];
  const [low, high] = [least < 0 ? -niceAbove(-least) : 0, most > 0 ? niceAbove(most) : 0];
  return {
    log: false,
    low: Math.min(low, standing?.low ?? 0),
    high: Math.max(high, standing?.high ?? 0, low < 0 || high > 0 ? 0 : 1),
  };
}

/** @param {Series} state @param {string} time */
function titleOf(state, time) {
  return `Change of ${state.label} (${`${unitText(state.unit)} per ${unitText(time, 1)}`.trim()})`;
}

/**
 * @param {Model} model
 * @param {Run} run
 * @param {Picture} [standing]
 * @param {{state: string}} [viewState]
 * @returns {Picture}
 */
function picture(model, run, standing, viewState) {
  const { program } = model;
  const name = viewState?.state ?? firstOf(model);
  const i = program.states.findIndex((state) => state.name === name);
  const found = parts(model, run.setting.ev, run.setting.values, run.main, i);
  const names = /** @type {string[]} */ (/** @type {any} */ (run.setting.ev ? program.on : program.off).processes);
  const touching = names.flatMap((process, j) => (found[j].length ? [{ process, curve: found[j] }] : []));
  const length = run.times.length;
  // Which are drawn, and in which colour, is decided at rest and stays while a slider moves.
  const kept = standing && new Set(standing.lines.map(({ id }) => id));
  const ranked = [...touching].sort((a, b) => size(b.curve) - size(a.curve));
  const shown = kept
    ? touching.filter(({ process }) => kept.has(`flux-${process}`))
    : touching.filter((one) => touching.length <= SHOWN + 1 || ranked.indexOf(one) < SHOWN);
  const rest = touching.filter((one) => !shown.includes(one));
  /** @param {string} id @param {Float64Array} y @param {number} colour @param {string} label @returns {Line} */
  const line = (id, y, colour, label) => ({
    id,
    x: run.times,
    y,
    panel: 0,
    colour: colourKey(colour),
    dash: dashOf(colour),
    width: layout.line.width,
    label,
    unit: "",
    companion: false,
  });
  const lines = shown.map(({ process, curve }, k) =>
    line(`flux-${process}`, curve, k, program.processes.find((one) => one.name === process)?.label || process),
  );
  if (rest.length)
    lines.push(
      line(
        "flux-rest",
        sum(
          rest.map(({ curve }) => curve),
          length,
        ),
        SHOWN,
        `${rest.length} smaller ones`,
      ),
    );
  lines.push({
    ...line(
      "flux-net",
      sum(
        touching.map(({ curve }) => curve),
        length,
      ),
      0,
      "all together",
    ),
    colour: "text",
    dash: [],
    width: layout.line.companion,
  });
  const axis = axisOf(lines, standing?.panels[0].axis);
  return {
    view: "fluxes",
    hover: "time",
    x: { log: false, low: program.time.start, high: run.setting.end },
    xTitle: program.time.label || `time (${unitText(program.time.unit)})`,
    panels: [{ axis, title: titleOf(program.states[i], program.time.unit) }],
    lines,
    marks: [],
  };
}

/** The first state drawn over time that a process touches. @param {Model} model */
function firstOf({ program }) {
  const names = program.states.map(({ name }) => name);
  return program.views.timecourse.series.find((name) => names.includes(name)) ?? names[0];
}

/** @type {import("./registry.js").View} */
export const fluxes = {
  id: "fluxes",
  picture,
  begin(explorer) {
    const { model } = explorer;
    const viewState = {
      state: firstOf(model),
      /** @type {Node} */
      element: element("span"),
    };
    const options = model.program.states.map(({ name, label, meaning }) => ({
      value: name,
      text: meaning ? `${label}, ${meaning}` : label,
    }));
    viewState.element = select("What changes", options, viewState.state, (value) => {
      viewState.state = value;
      explorer.redraw();
    });
    return viewState;
  },
};
