/**
 * Solve a model program over time: bounded work, events, and a plain sentence when it gives up.
 *
 * @import {Happening, Program, Solution, SolveOptions} from "./types.js"
 */

import { Watch, agenda, inflowAt } from "./events.js";
import { Integration } from "./integration.js";
import { System, justBefore } from "./system.js";

/** Steps between two looks at the clock. */
const STEPS_A_LOOK = 16;

/** @param {number} number */
function inWords(number) {
  return String(Number(number.toPrecision(3)));
}

/** @param {number} t @param {string | undefined} unit */
function moment(t, unit) {
  const time = inWords(t);
  if (!unit) return `time ${time}`;
  return /^(d|days?)$/.test(unit) ? `day ${time}` : `${time} ${unit}`;
}

/** A run that can be advanced piece by piece. */
class Run {
  /**
   * @param {Program} program
   * @param {Float64Array} p
   * @param {ArrayLike<number>} times increasing
   * @param {SolveOptions} options
   */
  constructor(program, p, times, options) {
    this.options = options;
    this.times = Float64Array.from(times);
    const count = this.times.length;
    this.start = options.start ?? Math.min(0, this.times[0] ?? 0);
    this.end = count > 0 ? this.times[count - 1] : this.start;
    this.system = new System(program, p);
    const n = this.system.n;
    this.y = new Float64Array(n);
    if (options.initial) this.y.set(options.initial);
    else program.initial(p, this.y);
    this.states = Array.from({ length: n }, () => new Float64Array(count).fill(NaN));
    this.least = program.least;
    this.row = new Float64Array(n);
    this.integration = new Integration(this.system, options);
    this.watch = new Watch(program.triggers ?? [], p, n);
    /** @type {Happening[]} */
    this.events = [];
    this.t = this.start;
    this.segment = 0;
    this.dose = 0;
    this.output = 0;
    this.finished = false;
    this.message = "";
    /** @type {(t: number, out: Float64Array) => void} */
    this.at = (t, out) => this.integration.at(t, out);
    try {
      this.agenda = agenda(program, p, n, this.start, this.end);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.agenda = { stops: [], doses: [], infusions: [] };
      this.fail(error.message);
      return;
    }
    this.watch.look(this.t, this.y);
    this.giveDoses();
    this.skipShortSegments();
    this.settle();
  }

  /** @param {string} message */
  fail(message) {
    this.message = message;
    this.finished = true;
  }

  /** @param {string} reason */
  giveUp(reason) {
    const steps = this.integration.steps;
    const counted = `${steps.toLocaleString("en-GB")} step${steps === 1 ? "" : "s"}`;
    this.fail(`The solver gave up at ${moment(this.t, this.options.unit)} after ${counted}: ${reason}.`);
  }

  giveDoses() {
    const { doses } = this.agenda;
    while (this.dose < doses.length && doses[this.dose].time <= this.t) {
      const { time, state, amount } = doses[this.dose];
      this.y[state] += amount;
      this.events.push({ time: Math.max(time, this.start), kind: "dose", index: this.dose });
      this.dose++;
    }
  }

  /** Begin a stretch without jumps at the present time and state. */
  enter() {
    const { stops, infusions } = this.agenda;
    for (const value of this.y) {
      if (!Number.isFinite(value)) return this.giveUp("an amount is not a finite number");
    }
    if (this.segment >= stops.length) {
      while (this.output < this.times.length) this.report(this.y);
      this.finished = true;
      return;
    }
    this.system.inflow = inflowAt(infusions, this.t, this.system.n);
    this.system.limit = justBefore(stops[this.segment]);
    this.integration.restart(this.t, this.y, this.end);
    for (const rate of this.integration.stepper.k1) {
      if (!Number.isFinite(rate)) return this.giveUp("a rate is not a finite number there");
    }
  }

  /** Stops closer together than time can be told apart count as one. */
  skipShortSegments() {
    const { stops } = this.agenda;
    while (this.segment < stops.length && stops[this.segment] - this.t <= 4 * Number.EPSILON * Math.abs(this.t)) {
      this.t = stops[this.segment++];
      this.giveDoses();
    }
  }

  /** @param {Float64Array} y */
  report(y) {
    const { least } = this;
    for (let i = 0; i < y.length; i++) this.states[i][this.output] = least && y[i] < least[i] ? least[i] : y[i];
    this.output++;
  }

  /** Fill the output times before t from the last step. @param {number} t */
  reportBefore(t) {
    const { times, row } = this;
    while (this.output < times.length && times[this.output] < t) {
      if (times[this.output] <= this.integration.tOld) this.integration.stepper.interpolate(0, row);
      else this.at(times[this.output], row);
      this.report(row);
    }
  }

  /** One step, and whatever happens at its end. */
  step() {
    const { integration, watch } = this;
    const stop = this.agenda.stops[this.segment];
    if (!integration.step(stop)) {
      this.t = integration.t;
      const reasons = {
        "": "",
        work: "the settings make the model change too quickly, or too often, to follow",
        smallness: "the solution changes faster than any step can follow; it may grow without bound",
        infinity: "the rates leave the finite numbers",
      };
      return this.giveUp(reasons[integration.failure]);
    }
    const crossing = watch.crossing(this.at, integration.tOld, integration.t);
    const crossed = crossing === crossing;
    this.t = crossed ? crossing : integration.t;
    this.reportBefore(this.t);
    const arrived = this.t === stop;
    if (!crossed && !arrived) return;
    if (crossed) integration.at(crossing, this.y);
    else this.y.set(integration.y);
    if (arrived) {
      watch.look(this.t, this.y);
      this.segment++;
      this.giveDoses();
      this.skipShortSegments();
    }
    this.settle();
  }

  /** Let the triggers fire whose conditions have come to hold by this moment, and go on from there. */
  settle() {
    this.watch.settle(this.t, this.y, this.events);
    if (this.watch.endless) this.giveUp(this.watch.endless);
    else this.enter();
  }

  /** @param {number} deadline on the clock of performance.now() */
  advance(deadline) {
    while (!this.finished) {
      for (let k = 0; k < STEPS_A_LOOK && !this.finished; k++) this.step();
      if (deadline < Infinity && performance.now() >= deadline) return;
    }
  }

  /** Share of the time covered. */
  get progress() {
    return this.end > this.start ? (this.t - this.start) / (this.end - this.start) : 1;
  }

  /** @returns {Solution} */
  get solution() {
    return {
      ok: this.message === "",
      message: this.message,
      method: this.integration.method,
      steps: this.integration.steps,
      times: this.times,
      states: this.states,
      events: this.events,
    };
  }
}

/**
 * Solve dy/dt = rates(t, y, p) from the initial values, and report the states at the output times.
 *
 * At the time of a dose (or of a switch) the value reported is the one after it.
 * Times must increase; the initial values hold at time 0 (or at the first time, if negative, or at `start`).
 * After a failure the rest is NaN, `ok` is false and `message` says in words what went wrong; nothing is thrown.
 * @param {Program} program
 * @param {Float64Array} p parameters in declared order
 * @param {ArrayLike<number>} times
 * @param {SolveOptions} [options]
 * @returns {Solution}
 */
export function solve(program, p, times, options = {}) {
  const run = new Run(program, p, times, options);
  run.advance(Infinity);
  return run.solution;
}

/**
 * The same in slices: yields the share of time covered after at most about `slice` milliseconds each, and returns the
 * solution.  To cancel, stop asking.
 * @param {Program} program
 * @param {Float64Array} p
 * @param {ArrayLike<number>} times
 * @param {SolveOptions & {slice?: number}} [options]
 * @returns {Generator<number, Solution, void>}
 */
export function* solveSlices(program, p, times, options = {}) {
  const run = new Run(program, p, times, options);
  const slice = options.slice ?? 8;
  for (;;) {
    run.advance(performance.now() + slice);
    if (run.finished) return run.solution;
    yield run.progress;
  }
}
