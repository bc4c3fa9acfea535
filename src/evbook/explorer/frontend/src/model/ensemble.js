// What else could be: the model with its assumed numbers anywhere in their declared ranges, member after member.
// One ensemble serves every tool and view of an explorer; it works only while somebody watches it.

import { pointsOf } from "./run.js";
import { drawValues } from "./latin-hypercube.js";
import { inSlices } from "./slices.js";
import { runSlices } from "./run-slices.js";
import { keyWithout } from "./parameter-range.js";

/** @import { Model, Parameter, Setting } from "../types.js" */

export const MEMBERS = 256;
/** Times at which the curves are kept: every so-manieth, so that there are about so many. */
const COLUMNS = 100;

/** Those that an ensemble varies: no measurement is known. @param {Model} model @returns {Parameter[]} */
export function assumedOf({ program }) {
  return program.parameters.filter(({ assumed, low, high }) => assumed && high > low);
}

/**
 * @typedef {object} Members  So many as are computed.
 * @property {number} count
 * @property {number[]} places           indices of the times kept
 * @property {Float64Array} times        all of them
 * @property {Map<string, Float64Array[]>} series   by name of the series drawn: a member's values at the places
 * @property {Float64Array[]} measures   one array a member
 * @property {number} failed             members that the solver gave up on
 * @property {Float64Array[]} values     of the parameters varied, one array a parameter
 */

/**
 * Computes members one by one.
 * @param {Model} model
 * @param {Setting} setting
 * @param {{members?: number, seed: number}} options
 * @param {(members: Members) => void} [grown] after each member
 * @returns {Generator<unknown, Members, void>}
 */
export function* membersOf(model, setting, { members = MEMBERS, seed }, grown) {
  const { program } = model;
  const varied = assumedOf(model);
  const values = drawValues(varied, members, seed);
  const times = pointsOf(model, setting);
  const stride = Math.max(1, Math.round((times.length - 1) / COLUMNS));
  const places = Array.from(times, (_, i) => i).filter((i) => i % stride === 0 || i === times.length - 1);
  const shown = [...new Set([...program.views.timecourse.series, ...(program.across ? [program.across] : [])])];
  /** @type {Members} */
  const all = {
    count: 0,
    places,
    times,
    series: new Map(shown.map((name) => [name, []])),
    measures: [],
    failed: 0,
    values,
  };
  const indices = varied.map(({ name }) => model.parameterIndex.get(name) ?? 0);
  for (let k = 0; k < members; k++) {
    const p = Float64Array.from(setting.values);
    indices.forEach((index, i) => (p[index] = values[i][k]));
    const { curves, measures } = yield* runSlices(model, { ...setting, values: p }, { times });
    for (const [name, kept] of all.series) {
      const curve = /** @type {Float64Array} */ (curves.series.get(name));
      kept.push(Float64Array.from(places, (i) => curve[i]));
    }
    all.measures.push(measures);
    if (!curves.solution.ok) all.failed += 1;
    all.count = k + 1;
    grown?.(all);
    yield;
  }
  return all;
}

/**
 * What an ensemble belongs to: an explorer, whose setting changes.
 * @typedef {{model: Model, setting: Setting}} Subject
 */

export class Ensemble {
  /** @param {Subject} subject */
  constructor(subject) {
    this.subject = subject;
    this.seed = 1;
    /** @type {Set<(finished: boolean) => void>} */
    this.watchers = new Set();
    this.varied = assumedOf(subject.model).map(({ name }) => name);
    this.key = "";
    this.finished = false;
    /** @type {Members|null} */
    this.members = null;
    /** @type {() => void} */
    this.cancel = () => {};
    this.trouble = "";
  }

  /** A setting's members do not depend on the numbers that they vary. */
  get wanted() {
    return `${this.seed}|${keyWithout(this.subject.model, this.subject.setting, this.varied)}`;
  }

  /** The members of the present setting, as far as they are computed. @returns {Members|null} */
  get present() {
    return this.key === this.wanted ? this.members : null;
  }

  /** @param {(finished: boolean) => void} heard  after each slice, and when all are there @returns {() => void} */
  watch(heard) {
    this.watchers.add(heard);
    return () => {
      this.watchers.delete(heard);
      if (this.watchers.size === 0) this.stop();
    };
  }

  /** Another draw of the same size. */
  again() {
    this.seed += 1;
    this.ask();
  }

  stop() {
    this.cancel();
    if (!this.finished) this.key = "";
  }

  /** A slider moves: what it makes void is not gone on with. */
  pause() {
    if (!this.finished && this.key !== this.wanted) this.stop();
  }

  /** Begins with the members of the present setting, unless that is done or under way. */
  ask() {
    const { wanted } = this;
    if (this.watchers.size === 0 || this.key === wanted) return;
    this.cancel();
    this.key = wanted;
    this.finished = false;
    this.members = null;
    this.trouble = "";
    const tell = (/** @type {boolean} */ finished) => this.watchers.forEach((heard) => heard(finished));
    const { model, setting } = this.subject;
    this.cancel = inSlices(
      membersOf(model, setting, { seed: this.seed }, (members) => (this.members = members)),
      {
        step: () => tell(false),
        done: () => {
          this.finished = true;
          tell(true);
        },
        failed: (error) => {
          this.finished = true;
          this.trouble = error instanceof Error ? error.message : String(error);
          tell(true);
        },
      },
    );
  }
}

/** @type {WeakMap<Subject, Ensemble>} */
const known = new WeakMap();

/** The ensemble of an explorer, made when it is first asked for. @param {Subject} explorer */
export function ensembleOf(explorer) {
  const found = known.get(explorer) ?? new Ensemble(explorer);
  known.set(explorer, found);
  return found;
}
