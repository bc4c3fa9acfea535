/**
 * What happens on the way: doses, infusions and windows at known times, triggers when a quantity crosses zero.
 *
 * The order at one moment is: the solution arrives; the rates change (an infusion or a window that starts or stops at t
 * is on, or off, from t onwards); triggers that were crossed fire, in their declared order, and then those that they
 * have carried across; doses are given, in order of time and then as declared; triggers that the doses have carried
 * across fire, each once.  The value reported at an output time is the one after all of this.
 * What was due before the start is given at the start.  A trigger that begins on the far side has not crossed.
 *
 * @import {Dose, Happening, Infusion, Program, Schedule, Trigger} from "./types.js"
 */

/** A crossing is located to this share of the time (or of the step, near time zero). */
const CROSSING_PRECISION = 1e-12;
/** Shares of a step at which triggers are looked at, so that a brief crossing within it is seen. */
const LOOKS = [0.25, 0.5, 0.75, 1];

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

/** Watches the triggers of a program: knows on which side of zero each one is. */
export class Watch {
  /**
   * @param {Trigger[]} triggers
   * @param {Float64Array} p
   * @param {number} n
   */
  constructor(triggers, p, n) {
    this.triggers = triggers;
    this.p = p;
    /** -1 or 1; 0 until a first value other than zero is seen. A side taken at the start is no crossing. */
    this.sides = new Int8Array(triggers.length);
    this.spent = new Uint8Array(triggers.length);
    this.state = new Float64Array(n);
    this.values = new Float64Array(triggers.length);
    /** Triggers crossed at the time found by `crossing`. */
    this.crossed = new Uint8Array(triggers.length);
  }

  /** Take the sides as they are, without firing. @param {number} t @param {Float64Array} y */
  begin(t, y) {
    this.triggers.forEach((trigger, i) => {
      this.sides[i] = Math.sign(trigger.value(t, y, this.p)) || 0;
    });
  }

  /**
   * Whether trigger i, with this value, has crossed from the side it was on.
   * @param {number} i
   * @param {number} value
   */
  hasCrossed(i, value) {
    const side = this.sides[i];
    const { direction } = this.triggers[i];
    if (this.spent[i] || side === 0 || !(value * side < 0)) return false;
    return direction === 0 || direction === -side;
  }

  /** @param {number} i @param {number} value */
  keepSide(i, value) {
    if (value > 0) this.sides[i] = 1;
    else if (value < 0) this.sides[i] = -1;
  }

  /**
   * The first time in a step at which a trigger is crossed.
   * @param {(t: number, out: Float64Array) => void} at the solution within the step
   * @param {number} from
   * @param {number} to
   * @returns {number} NaN when there is none; `crossed` then is all zero
   */
  crossing(at, from, to) {
    const { triggers, p, state, crossed, values } = this;
    crossed.fill(0);
    if (triggers.length === 0) return NaN;
    let left = from;
    for (const share of LOOKS) {
      const right = share === 1 ? to : from + share * (to - from);
      at(right, state);
      let earliest = Infinity;
      for (let i = 0; i < triggers.length; i++) {
        values[i] = triggers[i].value(right, state, p);
      }
      for (let i = 0; i < triggers.length; i++) {
        if (this.hasCrossed(i, values[i])) earliest = Math.min(earliest, this.locate(i, at, left, right));
      }
      const found = earliest < Infinity;
      if (found) {
        at(earliest, state);
        for (let i = 0; i < triggers.length; i++) values[i] = triggers[i].value(earliest, state, p);
      }
      // Those crossed by then fire together; a later crossing in this look is met again after the restart.
      for (let i = 0; i < triggers.length; i++) {
        if (this.hasCrossed(i, values[i])) crossed[i] = 1;
        else this.keepSide(i, values[i]);
      }
      if (found) return earliest;
      left = right;
    }
    return NaN;
  }

  /**
   * Bisection with secant steps (Illinois); returns the end of the bracket that lies beyond the crossing.
   * @param {number} i
   * @param {(t: number, out: Float64Array) => void} at
   * @param {number} left
   * @param {number} right
   */
  locate(i, at, left, right) {
    const { state, p } = this;
    const { value } = this.triggers[i];
    const before = this.sides[i];
    const precision = CROSSING_PRECISION * Math.max(Math.abs(left), Math.abs(right), right - left);
    at(left, state);
    let a = value(left, state, p);
    at(right, state);
    let b = value(right, state, p);
    if (!(a * before > 0)) a = before * Math.abs(b);
    let kept = 0;
    for (let k = 0; k < 200 && right - left > precision; k++) {
      let middle = k < 100 ? left + (right - left) * (a / (a - b)) : (left + right) / 2;
      // Half a precision inside the bracket, so that both of its ends close in.
      middle = Math.min(Math.max(middle, left + precision / 2), right - precision / 2);
      at(middle, state);
      const c = value(middle, state, p);
      if (c !== c) return right;
      if (c * before > 0) {
        left = middle;
        a = c;
        if (kept === 1) b /= 2;
        kept = 1;
      } else {
        right = middle;
        // Zero itself is not beyond: nudge it so that the next bracket keeps a sign change.
        b = c === 0 ? -before * Number.MIN_VALUE : c;
        if (kept === -1) a /= 2;
        kept = -1;
      }
    }
    return right;
  }

  /**
   * Fire the triggers marked in `crossed`, in declared order.
   * @param {number} t
   * @param {Float64Array} y changed in place
   * @param {Happening[]} log
   * @returns {boolean} whether any fired
   */
  fire(t, y, log) {
    let any = false;
    this.triggers.forEach((trigger, i) => {
      if (!this.crossed[i]) return;
      this.sides[i] = /** @type {-1 | 1} */ (-this.sides[i]);
      if (trigger.once) this.spent[i] = 1;
      trigger.apply(t, y, this.p);
      log.push({ time: t, kind: "trigger", index: i });
      any = true;
    });
    return any;
  }

  /**
   * After a jump: fire what it has carried across, and what that carries across, each trigger once.
   * @param {number} t
   * @param {Float64Array} y changed in place
   * @param {Happening[]} log
   */
  settle(t, y, log) {
    const fired = new Uint8Array(this.crossed);
    for (let round = 0; round < this.triggers.length; round++) {
      this.crossed.fill(0);
      let any = false;
      this.triggers.forEach((trigger, i) => {
        const value = trigger.value(t, y, this.p);
        if (!fired[i] && this.hasCrossed(i, value)) {
          this.crossed[i] = 1;
          fired[i] = 1;
          any = true;
        } else {
          this.keepSide(i, value);
        }
      });
      if (!any) return;
      this.fire(t, y, log);
    }
  }
}
