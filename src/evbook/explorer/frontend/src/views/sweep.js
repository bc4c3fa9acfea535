// What one parameter does over its whole range: to a measure, or to the states at rest, stability marked.

import { axisAlong, hereLine, titleAlong } from "../figure/parameter-axis.js";
import { keyWithout, valueAlong, withRaw } from "../model/parameter-range.js";
import { extent, widened } from "../figure/axes.js";
import { select } from "../ui/select.js";
import { movable, named, telling } from "../model/parameter-choice.js";
import { element } from "../ui/dom.js";
import { axisOfMeasure, titleOf } from "../figure/measure-axis.js";
import { unitText } from "../format/numbers.js";
import { branches } from "../numerics/continuation.js";
import { colourKey, layout } from "../figure/palette.js";
import { withValue } from "../model/setting.js";
import { inSlices } from "../model/slices.js";
import { parameterSweep, SWEPT } from "../model/parameter-sweep.js";

/** @import { Line, Model, Picture, Run, Series, Setting } from "../types.js" */
/** @import { Branch } from "../numerics/continuation.js" */
/** @import { Explorer } from "../explorer.js" */

/** A choice of what is drawn that names a state and not a measure. */
const AT_REST = "rest:";
const UNSTABLE = [3, 4];

/** Whether states at rest may be asked of a model at all: nothing comes at its own time. @param {Model} model */
export function mayRest({ program }) {
  const { doses = [], triggers = [] } = program.events ?? {};
  return program.kind !== "curve" && program.on.autonomous === true && !doses.length && !triggers.length;
}

/**
 * The equations of a setting with one parameter let go.
 * @param {Model} model
 * @param {Setting} setting
 * @param {string} name
 * @param {boolean} ev
 */
export function familyOf(model, setting, name, ev) {
  const { program } = model;
  const parameter = program.parameters[model.parameterIndex.get(name) ?? 0];
  return {
    program: ev ? program.on : program.off,
    at: (/** @type {number} */ share) => withRaw(model, setting, name, valueAlong(parameter, share)).values,
    box: { low: program.states.map(({ log, low }) => (log ? 0 : low)), high: program.states.map(({ high }) => high) },
  };
}

/**
 * @typedef {{key: string, shares: Float64Array, main: Float64Array[], companion: Float64Array[]|null}} Measured  one
 *   array a measure
 */
/** @typedef {{key: string, main: Branch[], companion: Branch[]|null}} Rested */

class Sweep {
  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    const { model } = explorer;
    const parameters = movable(model);
    this.across = telling(model, explorer.setting)[0].name;
    /** Name of a measure, or AT_REST and the name of a state; "" until it is known whether there are any. */
    this.of = mayRest(model) ? "" : (model.program.measures[0]?.name ?? "");
    /** @type {Measured|null} */
    this.measured = null;
    /** @type {Rested|null} */
    this.rested = null;
    /** @type {() => void} */
    this.cancel = () => {};
    this.working = "";
    this.across_ = select(
      "Along",
      parameters.map((one) => ({ value: one.name, text: named(one, unitText(one.unit)) })),
      this.across,
      (name) => {
        this.across = name;
        this.again();
      },
    );
    this.of_ = select("Shown", this.measures(), this.of, (value) => {
      this.of = value;
      this.again();
    });
    this.note = element("span", { class: "evx-working", role: "status" });
    this.element = element("div", { class: "evx-choices-row" }, this.across_, this.of_, this.note);
  }

  measures() {
    return this.explorer.model.program.measures.map((measure) => ({ value: measure.name, text: titleOf(measure) }));
  }

  get key() {
    const { model, setting } = this.explorer;
    return `${this.across}|${keyWithout(model, setting, [this.across])}`;
  }

  again() {
    this.explorer.redraw();
    this.atRest();
  }

  moving() {
    if (this.working && this.working !== this.key) this.stop();
  }

  leave() {
    this.stop();
  }

  stop() {
    this.cancel();
    this.working = "";
    this.note.textContent = "";
  }

  atRest() {
    const wantsRests = this.of === "" || this.of.startsWith(AT_REST);
    const known = wantsRests ? this.rested : this.measured;
    if (known?.key === this.key || this.working === this.key) return;
    this.stop();
    this.working = this.key;
    this.note.textContent = wantsRests ? "looking for states at rest…" : "computing…";
    let drawn = performance.now();
    this.cancel = inSlices(wantsRests ? this.findRests(this.key) : this.findMeasures(this.key), {
      step: () => {
        if (wantsRests || performance.now() - drawn < 150) return;
        drawn = performance.now();
        this.explorer.redraw(false);
      },
      done: () => {
        this.stop();
        this.decide();
        this.explorer.redraw();
      },
      failed: (error) => {
        this.stop();
        this.note.textContent = `This could not be computed: ${error instanceof Error ? error.message : error}`;
      },
    });
  }

  /** What is shown first: states at rest where there are stable ones, else a measure. */
  decide() {
    if (this.of !== "") return;
    const { model } = this.explorer;
    const { states, views } = model.program;
    const any = this.rested?.main.some(({ stable }) => stable.some(Boolean));
    if (any) {
      const order = [...new Set([...views.timecourse.series, ...states.map(({ name }) => name)])].filter((name) =>
        states.some((state) => state.name === name),
      );
      this.of_.offer([
        ...order.map((name) => ({ value: AT_REST + name, text: `${model.series.get(name)?.label}, at rest` })),
        ...this.measures(),
      ]);
      this.of = AT_REST + order[0];
    } else {
      this.of = model.program.measures[0]?.name ?? "";
    }
    this.of_.choose(this.of);
    if (!any) this.atRest();
  }

  /** @param {string} key */
  *findRests(key) {
    const { model, setting } = this.explorer;
    const main = yield* branches(familyOf(model, setting, this.across, setting.ev));
    const companion = setting.ev ? yield* branches(familyOf(model, setting, this.across, false)) : null;
    this.rested = { key, main, companion };
  }

  /** @param {string} key */
  *findMeasures(key) {
    const { model, setting } = this.explorer;
    const shares = Float64Array.from({ length: SWEPT }, (_, i) => i / (SWEPT - 1));
    const blank = () => model.program.measures.map(() => new Float64Array(SWEPT).fill(NaN));
    const measured = (this.measured = {
      key,
      shares,
      main: blank(),
      companion: /** @type {Float64Array[]|null} */ (setting.ev ? blank() : null),
    });
    yield* parameterSweep(model, setting, this.across, measured.main);
    if (measured.companion) yield* parameterSweep(model, { ...setting, ev: false }, this.across, measured.companion);
  }
}

/**
 * Branches as one line, broken where the stability changes.
 * @param {Branch[]} all
 * @param {(branch: Branch, k: number) => [number, number]} at
 * @param {boolean} wanted
 */
function pieces(all, at, wanted) {
  /** @type {number[]} */
  const x = [];
  /** @type {number[]} */
  const y = [];
  for (const branch of all) {
    branch.stable.forEach((stable, k) => {
      // The point of change belongs to both lines, so that nothing gapes there.
      const [a, b] = stable === wanted || (k > 0 && branch.stable[k - 1] === wanted) ? at(branch, k) : [NaN, NaN];
      x.push(a);
      y.push(b);
    });
    x.push(NaN);
    y.push(NaN);
  }
  return { x, y };
}

/** @param {Model} model @param {Run} run @param {Sweep} sweep @returns {Picture} */
function ofRests(model, run, sweep) {
  const { program } = model;
  const parameter = program.parameters[model.parameterIndex.get(sweep.across) ?? 0];
  const i = program.states.findIndex(({ name }) => AT_REST + name === sweep.of);
  const state = /** @type {Series} */ (program.states[i]);
  const floor = state.log ? state.low : -Infinity;
  /** @param {Branch} branch @param {number} k @returns {[number, number]} */
  const at = (branch, k) => [valueAlong(parameter, branch.shares[k]), Math.max(branch.states[k][i], floor)];
  const { rested } = sweep;
  /** @type {Line[]} */
  const lines = [];
  const add = (/** @type {Branch[]} */ all, /** @type {boolean} */ companion) => {
    const colour = companion ? "companion" : colourKey(state.colour);
    const width = companion ? layout.line.companion : layout.line.width;
    const off = companion ? "--off" : "";
    const said = companion ? "" : " at rest";
    lines.push({
      id: `rest-stable${off}`,
      ...pieces(all, at, true),
      panel: 0,
      colour,
      dash: [],
      width,
      label: companion ? "stable, without vesicles" : `${state.label}${said}: stable`,
      unit: state.unit,
      companion,
    });
    lines.push({
      id: `rest-unstable${off}`,
      ...pieces(all, at, false),
      panel: 0,
      colour,
      dash: UNSTABLE,
      width,
      label: companion ? "" : "unstable",
      unit: state.unit,
      companion: false,
    });
  };
  if (rested?.companion) add(rested.companion, true);
  if (rested) add(rested.main, false);
  const axis = widened({ log: state.log, low: state.low, high: state.high }, extent(lines.map(({ y }) => y)));
  const value = run.setting.values[model.parameterIndex.get(sweep.across) ?? 0];
  const unit = unitText(state.unit);
  return {
    view: "sweep",
    x: axisAlong(parameter),
    xTitle: titleAlong(parameter),
    panels: [
      {
        axis,
        title: `${state.label} at rest${unit ? ` (${unit}${state.log ? ", logarithmic" : ""})` : ""}`,
      },
    ],
    lines: [...lines, hereLine(axis, value, "sweep-here")],
    marks: [],
  };
}

/** @param {Model} model @param {Run} run @param {Sweep} sweep @returns {Picture} */
function ofMeasure(model, run, sweep) {
  const { program } = model;
  const parameter = program.parameters[model.parameterIndex.get(sweep.across) ?? 0];
  const m = Math.max(
    0,
    program.measures.findIndex(({ name }) => name === sweep.of),
  );
  const measure = program.measures[m];
  const { measured } = sweep;
  const here = run.setting.values[model.parameterIndex.get(sweep.across) ?? 0];
  const x = measured ? Array.from(measured.shares, (share) => valueAlong(parameter, share)) : [];
  const main = measured ? measured.main[m] : new Float64Array(0);
  const companion = measured?.companion?.[m];
  const axis = axisOfMeasure(model, measure, [...main, ...(companion ?? []), run.measures[m]]);
  const colour = model.series.get(measure.of)?.colour ?? 0;
  /** @type {Line[]} */
  const lines = [];
  if (companion)
    lines.push({
      id: "measure--off",
      x,
      y: companion,
      panel: 0,
      colour: "companion",
      dash: layout.companion.dash,
      width: layout.line.companion,
      label: "without vesicles",
      unit: measure.unit,
      companion: true,
    });
  lines.push({
    id: "measure",
    x,
    y: main,
    panel: 0,
    colour: colourKey(colour),
    dash: [],
    width: layout.line.width,
    label: measure.label || measure.name,
    unit: measure.unit,
    companion: false,
  });
  return {
    view: "sweep",
    x: axisAlong(parameter),
    xTitle: titleAlong(parameter),
    panels: [{ axis, title: titleOf(measure, axis.log) }],
    lines: [...lines, hereLine(axis, here, "sweep-here")],
    marks: [
      {
        id: "sweep-now",
        x: [here],
        y: [run.measures[m]],
        symbol: "circle",
        colour: colourKey(colour),
        label: "",
        text: ["your setting"],
      },
    ],
  };
}

/** @type {import("./registry.js").View} */
export const sweep = {
  id: "sweep",
  begin: (explorer) => new Sweep(explorer),
  picture: (model, run, _, viewState) =>
    (viewState.of.startsWith(AT_REST) ? ofRests : ofMeasure)(model, run, viewState),
  clickHint: "Click in the figure to set the parameter.",
  click(explorer, { x }) {
    const { across } = /** @type {Sweep} */ (explorer.viewState);
    explorer.change(withValue(explorer.model, explorer.setting, across, Number(x.toPrecision(3))), true);
  },
};
