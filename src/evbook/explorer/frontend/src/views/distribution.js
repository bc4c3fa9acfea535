// How often: an outcome over the members of an ensemble, or the counts of a model whose processes are counted events.

import { niceAbove } from "../figure/axes.js";
import { select } from "../ui/select.js";
import { element } from "../ui/dom.js";
import { assumedOf, ensembleOf, MEMBERS } from "../model/ensemble.js";
import { axisOfMeasure, titleOf } from "../figure/measure-axis.js";
import { numberText, unitText } from "../format/numbers.js";
import { samplePath } from "../numerics/stochastic.js";
import { colourKey } from "../figure/palette.js";
import { lookSlices, seedOf } from "../model/looks.js";
import { quantile, sorted } from "../model/latin-hypercube.js";
import { inSlices } from "../model/slices.js";

/** @import { Axis, Line, Model, Picture, Run, Setting } from "../types.js" */
/** @import { Explorer } from "../explorer.js" */

/** Bars of a histogram. */
const BARS = 24;
/** Runs of a model of counted events. */
const RUNS = 400;
/** A choice that names a state whose counts are shown, and not a measure. */
const COUNTS = "count:";
/** A choice that names a measure of a model in space over seeds, all else as it is set; and how many seeds. */
const SEEDS = "seeds:";
const OF_SEEDS = 100;
/** Milliseconds between two drawings while values come in. */
const PACE = 300;

/**
 * Shares of the values in bars of equal width on the axis.
 * @param {ArrayLike<number>} values  sorted, finite
 * @param {Axis} axis
 * @param {number} [bars]
 * @returns {{edges: number[], shares: Float64Array}}
 */
export function histogram(values, axis, bars = BARS) {
  const [from, to] = axis.log ? [Math.log10(axis.low), Math.log10(axis.high)] : [axis.low, axis.high];
  const edges = Array.from({ length: bars + 1 }, (_, i) => {
    const at = from + ((to - from) * i) / bars;
    return axis.log ? 10 ** at : at;
  });
  const shares = new Float64Array(bars);
  for (let i = 0; i < values.length; i++) {
    const at = axis.log ? Math.log10(Math.max(values[i], axis.low)) : values[i];
    shares[Math.min(bars - 1, Math.max(0, Math.floor(((at - from) / (to - from)) * bars)))] += 1 / values.length;
  }
  return { edges, shares };
}

/** An axis of whole counts, a bar for each count or for several. @param {ArrayLike<number>} values */
function axisOfCounts(values) {
  const most = values.length ? values[values.length - 1] : 1;
  const least = values.length ? values[0] : 0;
  const width = Math.max(1, Math.ceil((most - least + 1) / BARS));
  const low = least - 0.5;
  const bars = Math.ceil((most - least + 1) / width);
  return { axis: { log: false, low, high: low + bars * width }, bars };
}

/**
 * Counts of each state at the end of many runs.
 * @param {Model} model @param {Setting} setting @param {number} runs @param {number} seed
 * @param {(counts: number[][]) => void} [grown]
 * @returns {Generator<unknown, number[][], void>} one array a state
 */
export function* countsOf(model, setting, runs, seed, grown) {
  const { program } = model;
  const version = /** @type {any} */ (setting.ev ? program.on : program.off);
  const times = [program.time.start, setting.end];
  /** @type {number[][]} */
  const counts = program.states.map(() => []);
  for (let k = 0; k < runs; k++) {
    const { ok, states } = samplePath(version, setting.values, times, {
      seed: seed + k,
      visible: program.states.length,
    });
    if (ok) counts.forEach((all, i) => all.push(states[i][1]));
    grown?.(counts);
    yield;
  }
  return counts;
}

/** The measure that a choice names. @param {Model} model @param {string} of */
const measureNumber = ({ program }, of) =>
  program.measures.findIndex(({ name }) => name === (of.startsWith(SEEDS) ? of.slice(SEEDS.length) : of));

/**
 * Every measure of a model in space over the seeds from that of the setting on.
 * @param {Model} model @param {Setting} setting @param {number} runs
 * @param {(measures: number[][]) => void} grown
 * @returns {Generator<unknown, number[][], void>} one array a measure
 */
function* overSeeds(model, setting, runs, grown) {
  const { program } = model;
  const version = setting.ev ? program.on : program.off;
  const times = Float64Array.of(0, setting.end);
  const first = seedOf(model, setting.values);
  /** @type {number[][]} */
  const found = program.measures.map(() => []);
  for (let k = 0; k < runs; k++) {
    const { solution } = yield* lookSlices(model, version, setting.values, times, first + k);
    found.forEach((all, i) => all.push(solution.measures?.[i] ?? Number.NaN));
    grown(found);
  }
  return found;
}

class Distribution {
  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    const { model } = explorer;
    this.ensemble = ensembleOf(explorer);
    const { program } = model;
    const counted = program.stochastic
      ? program.states.map(({ name, label }) => ({
          value: COUNTS + name,
          text: `${label} at the end, by chance alone`,
        }))
      : [];
    const measured = assumedOf(model).length
      ? program.measures.map((measure) => ({ value: measure.name, text: titleOf(measure) }))
      : [];
    const seeded = program.tissue
      ? program.measures.map((measure) => ({
          value: SEEDS + measure.name,
          text: `${titleOf(measure)}, by chance alone`,
        }))
      : [];
    const options = [...seeded, ...counted, ...measured];
    this.of = options[0].value;
    /** @type {number[][]} */
    this.counts = [];
    this.key = "";
    /** @type {() => void} */
    this.cancel = () => {};
    /** @type {() => void} */
    this.release = () => {};
    this.watching = false;
    this.drawn = 0;
    this.note = element("span", { class: "evx-working", role: "status" });
    this.element = element(
      "div",
      { class: "evx-choices-row" },
      select("Shown", options, this.of, (value) => {
        this.of = value;
        this.explorer.redraw();
        this.atRest();
      }),
      this.note,
    );
  }

  get isOfCounts() {
    return this.of.startsWith(COUNTS) || this.isOfSeeds;
  }

  get isOfSeeds() {
    return this.of.startsWith(SEEDS);
  }

  get wanted() {
    const { ev, end, values } = this.explorer.setting;
    return `${ev}|${end}|${values.join()}`;
  }

  atRest() {
    if (this.isOfCounts) this.count();
    else {
      if (!this.watching) this.release = this.ensemble.watch((finished) => this.heard(finished));
      this.watching = true;
      this.ensemble.ask();
      if (this.ensemble.finished) this.heard(true);
    }
  }

  count() {
    if (this.key === this.wanted) return;
    this.cancel();
    this.key = this.wanted;
    const { model, setting } = this.explorer;
    this.cancel = inSlices(
      this.isOfSeeds
        ? overSeeds(model, setting, OF_SEEDS, (measures) => (this.counts = measures))
        : countsOf(model, setting, RUNS, 1, (counts) => (this.counts = counts)),
      {
        step: () => this.heard(false),
        done: () => this.heard(true),
      },
    );
  }

  /** @param {boolean} finished */
  heard(finished) {
    if (!finished && performance.now() - this.drawn < PACE) return;
    this.note.textContent = this.words(finished);
    this.explorer.redraw();
    this.drawn = performance.now();
  }

  /** @param {boolean} finished */
  words(finished) {
    if (this.isOfSeeds) {
      const made = this.counts[0]?.length ?? 0;
      const missing = made - this.values().length;
      const unreached = missing ? `; not reached in ${missing} of them` : "";
      return `${finished ? `${made} seeds` : `${made} of ${OF_SEEDS} seeds…`}${unreached}.`;
    }
    if (this.isOfCounts) return finished ? `${this.counts[0]?.length ?? 0} runs.` : "running…";
    const values = this.values();
    const count = this.ensemble.present?.count ?? 0;
    const missing = count - values.length;
    const unreached = missing ? `; not reached in ${numberText((100 * missing) / count, 2)} %` : "";
    return `${finished ? `${count} runs` : `${count} of ${MEMBERS} runs…`}${unreached}.`;
  }

  moving() {
    if (this.isOfCounts) {
      this.cancel();
      this.key = "";
    } else this.ensemble.pause();
  }

  leave() {
    this.cancel();
    this.key = "";
    this.release();
    this.watching = false;
  }

  /** Sorted, of what is shown. */
  values() {
    const { model } = this.explorer;
    if (this.isOfSeeds) return sorted(this.counts[measureNumber(model, this.of)] ?? []);
    if (this.isOfCounts)
      return sorted(this.counts[model.program.states.findIndex(({ name }) => COUNTS + name === this.of)] ?? []);
    const m = model.program.measures.findIndex(({ name }) => name === this.of);
    const { members } = this.ensemble;
    return members ? sorted(members.measures.map((one) => one[m])) : new Float64Array(0);
  }
}

/**
 * @param {Model} model
 * @param {Run} run
 * @param {Picture|undefined} standing
 * @param {Distribution} viewState
 * @returns {Picture}
 */
function picture(model, run, standing, viewState) {
  const { program } = model;
  const values = viewState.values();
  const state = program.states.find(({ name }) => COUNTS + name === viewState.of);
  const m = measureNumber(model, viewState.of);
  const measure = program.measures[m];
  const counts = axisOfCounts(values);
  const axis = state ? counts.axis : axisOfMeasure(model, measure, [...values, run.measures[m]]);
  const { edges, shares } = histogram(values, axis, state ? counts.bars : BARS);
  const colour = colourKey((state ?? model.series.get(measure.of))?.colour ?? 0);
  const x = edges.flatMap((edge, i) => (i === 0 ? [edge] : i === edges.length - 1 ? [edge] : [edge, edge]));
  const high = Array.from(shares).flatMap((share) => [100 * share, 100 * share]);
  const top = niceAbove(Math.max(1, ...high));
  const upwards = { log: false, low: 0, high: Math.max(top, standing?.panels[0].axis.high ?? 0) };
  const label = state ? `${state.label} at the end` : measure.label || measure.name;
  const here = state
    ? /** @type {Float64Array} */ (run.main.series.get(state.name))[run.times.length - 1]
    : run.measures[m];
  /** @param {string} id @param {number} at @param {Partial<Line>} style @returns {Line} */
  const upright = (id, at, style) => ({
    id,
    x: [at, at],
    y: [0, upwards.high],
    panel: 0,
    colour: "muted",
    dash: [2, 4],
    width: 1.5,
    label: "",
    unit: "",
    companion: false,
    ...style,
  });
  return {
    view: "distribution",
    x: axis,
    xTitle: state ? `${label} (${unitText(state.unit) || "counts"})` : titleOf(measure, axis.log),
    panels: [{ axis: upwards, title: "% of the runs" }],
    bands: [{ id: "hist-bars", x, low: x.map(() => 0), high, panel: 0, colour, opacity: 0.35, label: "" }],
    lines: [
      { id: "hist-outline", x, y: high, panel: 0, colour, dash: [], width: 1.5, label, unit: "%", companion: false },
      upright("hist-middle", quantile(values, 0.5), { colour: "text", dash: [9, 4], label: "middle of the runs" }),
      upright("hist-here", here, { label: state ? "without chance" : "your setting" }),
    ],
    marks: [],
  };
}

/** @type {import("./registry.js").View} */
export const distribution = {
  id: "distribution",
  begin: (explorer) => new Distribution(explorer),
  picture,
};
