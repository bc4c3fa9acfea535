/**
 * What happens on the way: doses, infusions and windows at known times, triggers when their conditions come to hold.
 *
 * A trigger of direction 1 has the condition value >= 0, of direction -1 value <= 0; one of direction 0 has both.  It
 * fires when a condition of its comes to hold: it did not hold just before, and now it does.  Before the start a
 * condition is taken to have been what `held` of the trigger says, so that one that holds at the start, met exactly or
 * passed long ago, fires at the start unless it is said to have held before; those of direction 0 are taken to have
 * held.
 *
 * The order at one moment is: the solution arrives; the rates change (an infusion or a window that starts or stops at t
 * is on, or off, from t onwards) and doses are given, in order of time and then as declared; then what has come to hold
 * fires, in declared order, one after another, and after each the conditions are looked at again: what has come to hold
 * by it joins the queue.  What is in the queue fires, even if another has undone its condition.
 * The value reported at an output time is the one after all of this.  What was due before the start is given at the
 * start.
 * (Python does the same: evbook.simulation.triggers.)
 *
 * @import {Dose, Happening, Infusion, Program, Schedule, Trigger} from "./types.js"
 */

/** A crossing is located to this share of the time (or of the step, near time zero). */
const CROSSING_PRECISION = 1e-12;
/** Shares of a step at which triggers are looked at, so that a brief crossing within it is seen. */
const LOOKS = [0.25, 0.5, 0.75, 1];
/** Firings in a run, and at one moment, after which it is given up. */
const MOST_FIRINGS = 1000;
const MOST_AT_ONCE = 100;

/**
 * @typedef {object} Agenda
 * @property {number[]} stops     times in (start, end] at which the integration stops, the last being `end`
 * @property {Dose[]} doses       those up to the end, sorted by time
 * @property {Infusion[]} infusions
 */

/** @param {unknown[]} numbers */
function areFinite(...numbers) {
  return numbers.every((x) => typeof x === "number" && Number.isFinite(x));
}

/** @param {unknown} state @param {number} n */
function isState(state, n) {
  return Number.isInteger(state) && /** @type {number} */ (state) >= 0 && /** @type {number} */ (state) < n;
}

/**
 * Everything of a program that happens at known times.
 * @param {Program} program
 * @param {Float64Array} p
 * @param {number} n number of states
 * @param {number} start
 * @param {number} end
 * @returns {Agenda}
 * @throws {RangeError} for a dose, infusion or window that is not made of numbers; the message is for the reader
 */
export function agenda(program, p, n, start, end) {
  /** @type {Schedule} */
  const schedule = program.events?.(p) ?? {};
  const doses = schedule.doses ?? program.doses?.(p) ?? [];
  const infusions = schedule.infusions ?? [];
  const windows = schedule.windows ?? [];
  doses.forEach((dose, i) => {
    if (!areFinite(dose.time, dose.amount) || !isState(dose.state, n)) {
      throw new RangeError(`Dose ${i + 1} needs a time, an amount and a state that are numbers.`);
    }
  });
  infusions.forEach((infusion, i) => {
    if (!areFinite(infusion.start, infusion.rate) || Number.isNaN(infusion.stop) || !isState(infusion.state, n)) {
      throw new RangeError(`Infusion ${i + 1} needs a start, a stop, a rate and a state that are numbers.`);
    }
  });
  const times = new Set([end]);
  const add = (/** @type {number} */ time) => {
    if (time > start && time < end) times.add(time);
  };
  for (const dose of doses) add(dose.time);
  for (const { start: from, stop } of [...infusions, ...windows]) {
    add(from);
    add(stop);
  }
  for (const time of program.breaks?.(p) ?? []) add(time);
  return {
    stops: [...times].sort((a, b) => a - b),
    doses: doses.filter(({ time }) => time <= end).sort((a, b) => a.time - b.time),
    infusions,
  };
}

/**
 * Inflow of each state from the infusions that run at time t.
 * @param {Infusion[]} infusions
 * @param {number} t
 * @param {number} n
 * @returns {Float64Array | null}
 */
export function inflowAt(infusions, t, n) {
  const running = infusions.filter(({ start, stop }) => start <= t && t < stop);
  if (running.length === 0) return null;
  const inflow = new Float64Array(n);
  for (const { state, rate } of running) inflow[state] += rate;
  return inflow;
}

/**
 * `sign` times the value of a trigger is 0 or more.
 * @typedef {{trigger: number, sign: number, holds: boolean}} Condition
 */

/**
 * The signs for which sign * value >= 0 is a condition of a trigger of this direction.
 * @param {-1 | 0 | 1} direction
 */
const signsOf = (direction) => (direction === 0 ? [1, -1] : [direction]);

/** Watches the triggers of a program: knows which conditions hold, and lets fire what has come to hold. */
export class Watch {
  /**
   * @param {Trigger[]} triggers
   * @param {Float64Array} p
   * @param {number} n
   */
  constructor(triggers, p, n) {
    this.triggers = triggers;
    this.p = p;
    this.conditions = triggers.flatMap(({ direction, held = false }, trigger) =>
      signsOf(direction).map((sign) => ({ trigger, sign, holds: held || direction === 0 })),
    );
    this.spent = new Uint8Array(triggers.length);
    this.state = new Float64Array(n);
    this.values = new Float64Array(triggers.length);
    /** Triggers that are to fire at this moment. @type {number[]} */
    this.queue = [];
    this.firings = 0;
    /** Which triggers fire without end, as a part of a sentence; empty while they do not. */
    this.endless = "";
  }

  /** @param {number} t @param {Float64Array} y */
  read(t, y) {
    this.triggers.forEach((trigger, i) => (this.values[i] = trigger.value(t, y, this.p)));
  }

  /** Whether a condition holds by the values last read. @param {Condition} condition */
  now({ trigger, sign }) {
    return sign * this.values[trigger] >= 0;
  }

  /**
   * See which conditions hold; the triggers of those that have come to hold join the queue.
   * @param {number} t
   * @param {Float64Array} y
   */
  look(t, y) {
    if (!this.triggers.length) return;
    this.read(t, y);
    for (const condition of this.conditions) {
      const now = this.now(condition);
      if (now && !condition.holds && !this.spent[condition.trigger]) this.queue.push(condition.trigger);
      condition.holds = now;
    }
  }

  /**
   * Look, and let all that is in the queue fire, with what it sets off in turn.
   * @param {number} t
   * @param {Float64Array} y changed in place
   * @param {Happening[]} log
   * @returns {boolean} whether any fired
   */
  settle(t, y, log) {
    this.look(t, y);
    /** @type {number[]} */
    const fired = [];
    while (this.queue.length && !this.endless) {
      const index = Math.min(...this.queue);
      this.queue.splice(this.queue.indexOf(index), 1);
      if (this.spent[index]) continue;
      fired.push(index);
      this.firings++;
      if (fired.length > MOST_AT_ONCE) this.endless = `at that moment ${this.named(fired)} without end`;
      else if (this.firings > MOST_FIRINGS)
        this.endless =
          `its triggers fired more than ${MOST_FIRINGS.toLocaleString("en-GB")} times, ` +
          `the last being ${this.name(index)}`;
      const trigger = this.triggers[index];
      trigger.apply(t, y, this.p);
      if (trigger.once) this.spent[index] = 1;
      log.push({ time: t, kind: "trigger", index });
      this.look(t, y);
    }
    return fired.length > 0;
  }

  /** @param {number} index */
  name(index) {
    return `“${this.triggers[index].name ?? index + 1}”`;
  }

  /** Who sets off whom, as the subject and verb of a sentence. @param {number[]} fired */
  named(fired) {
    const names = [...new Set(fired.slice(-20))].sort((a, b) => a - b).map((index) => this.name(index));
    if (names.length === 1) return `its trigger ${names[0]} sets itself off`;
    return `its triggers ${names.slice(0, -1).join(", ")} and ${names[names.length - 1]} set each other off`;
  }

  /**
   * The first time in a step at which a condition comes to hold.
   * @param {(t: number, out: Float64Array) => void} at the solution within the step
   * @param {number} from
   * @param {number} to
   * @returns {number} NaN when there is none
   */
  crossing(at, from, to) {
    const { triggers, conditions, spent, state } = this;
    if (triggers.length === 0) return NaN;
    let left = from;
    for (const share of LOOKS) {
      const right = share === 1 ? to : from + share * (to - from);
      at(right, state);
      this.read(right, state);
      const come = (/** @type {Condition} */ condition) =>
        !condition.holds && !spent[condition.trigger] && this.now(condition);
      if (conditions.some(come)) {
        return Math.min(...conditions.filter(come).map((condition) => this.locate(condition, at, left, right, to)));
      }
      for (const condition of conditions) condition.holds = this.now(condition);
      left = right;
    }
    return NaN;
  }

  /**
   * Bisection with secant steps (Illinois); returns the end of the bracket at which the condition holds.
   * @param {Condition} condition
   * @param {(t: number, out: Float64Array) => void} at
   * @param {number} left
   * @param {number} right
   * @param {number} to  end of the step
   */
  locate({ trigger, sign }, at, left, right, to) {
    const { state, p } = this;
    const { value } = this.triggers[trigger];
    const of = (/** @type {number} */ t) => {
      at(t, state);
      return sign * value(t, state, p);
    };
    const precision = CROSSING_PRECISION * Math.max(Math.abs(left), Math.abs(right), right - left);
    let a = of(left);
    let b = of(right);
    if (!(a < 0)) a = -b;
    let kept = 0;
    for (let k = 0; k < 200 && right - left > precision; k++) {
      let middle = k < 100 && a !== b ? left + (right - left) * (a / (a - b)) : (left + right) / 2;
      // Half a precision inside the bracket, so that both of its ends close in.
      middle = Math.min(Math.max(middle, left + precision / 2), right - precision / 2);
      const c = of(middle);
      if (c >= 0) {
        right = middle;
        b = c;
        if (kept === 1) a /= 2;
        kept = 1;
      } else {
        left = middle;
        a = c;
        if (kept === -1) b /= 2;
        kept = -1;
      }
    }
    // A little further on, so that what is met at the same moment is met together, whatever the rounding.
    const beyond = Math.min(right + precision, to);
    return of(beyond) >= 0 ? beyond : right;
  }
}
