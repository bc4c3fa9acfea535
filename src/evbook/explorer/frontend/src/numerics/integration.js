/**
 * Accepted steps one after another: explicit first, and stiff from when that is the better method.
 *
 * The bound on work counts attempts, rejected ones included, so that an absurd setting ends.
 *
 * @import {System} from "./system.js"
 * @import {Method} from "./types.js"
 */

import { DormandPrince } from "./dormand-prince.js";
import { Rosenbrock } from "./rosenbrock.js";
import { ABSOLUTE_SHARE, StepControl, firstStep, typicalSizes } from "./step-control.js";

/** The share of the bound on work that the explicit method may use before the stiff one takes over. */
const EXPLICIT_SHARE = 0.25;

export class Integration {
  /**
   * @param {System} system
   * @param {object} [options]
   * @param {number} [options.rtol]
   * @param {number | Float64Array} [options.atol]
   * @param {number} [options.maxSteps]
   * @param {"auto" | "explicit" | "stiff"} [options.method]
   */
  constructor(system, { rtol = 1e-6, atol, maxSteps = 20000, method = "auto" } = {}) {
    const n = system.n;
    this.system = system;
    this.rtol = rtol;
    this.fixedAtol = atol;
    this.atolScale = system.program.atolScale ?? ABSOLUTE_SHARE;
    this.maxSteps = maxSteps;
    this.wanted = method;
    this.atol = new Float64Array(n);
    this.typical = new Float64Array(n);
    this.control = new StepControl();
    /** @type {DormandPrince | Rosenbrock} */
    this.stepper = method === "stiff" ? new Rosenbrock(system) : new DormandPrince(system);
    /** @type {Method} */
    this.method = method === "stiff" ? "stiff" : "explicit";
    this.steps = 0;
    /** Why it gave up. @type {"" | "work" | "smallness" | "infinity"} */
    this.failure = "";
    this.tOld = 0;
    this.next = 0;
    this.known = false;
    /** The next step is to be stiff; put off by a step so that the last explicit one can still be interpolated. */
    this.changeover = false;
    this.smallest = 0;
    this.trial = new Float64Array(n);
    this.slope = new Float64Array(n);
  }

  /** Time reached. */
  get t() {
    return this.stepper.t;
  }

  /** State reached; valid until the next step. */
  get y() {
    return this.stepper.y;
  }

  /**
   * Start, or start again after a jump of the state or of the rates.
   * @param {number} t
   * @param {Float64Array} y
   * @param {number} horizon the last time that will be asked for
   */
  restart(t, y, horizon) {
    const { system, typical } = this;
    if (!this.known) {
      typicalSizes(system, t, y, horizon - t || 1, typical);
      this.smallest = 1e-22 * (horizon - t);
      this.known = true;
    }
    this.updateTolerances(y);
    this.stepper.begin(t, y);
    this.control.restart();
    this.tOld = t;
    this.next = firstStep(
      system,
      t,
      this.stepper.y,
      this.stepper.k1,
      horizon - t,
      this.rtol,
      typical,
      this.trial,
      this.slope,
    );
  }

  /** @param {Float64Array} y */
  updateTolerances(y) {
    const { atol, typical, rtol, fixedAtol } = this;
    for (let i = 0; i < this.system.n; i++) {
      const size = Math.abs(y[i]);
      if (size > typical[i]) typical[i] = size;
      atol[i] =
        fixedAtol === undefined
          ? rtol * this.atolScale * typical[i] + 1e-300
          : typeof fixedAtol === "number"
            ? fixedAtol
            : fixedAtol[i];
    }
  }

  switchToStiff() {
    const stiff = new Rosenbrock(this.system);
    stiff.begin(this.stepper.t, this.stepper.y);
    this.stepper = stiff;
    this.changeover = false;
    this.method = "explicit, then stiff";
    this.control.restart();
  }

  /**
   * One accepted step towards `end`, never past it.
   * @param {number} end
   * @returns {boolean} false when it gave up; `failure` then says why
   */
  step(end) {
    if (this.changeover) this.switchToStiff();
    const { control, rtol, atol } = this;
    let h = this.next;
    for (;;) {
      const { stepper } = this;
      const left = end - stepper.t;
      // A last step that would leave a sliver takes the sliver with it.
      const last = h * 1.01 >= left;
      const tried = last ? left : h;
      if (this.steps >= this.maxSteps) {
        this.failure = "work";
        return false;
      }
      this.steps++;
      const error = stepper.attempt(tried, rtol, atol);
      if (error <= 1) {
        const stiff =
          stepper instanceof DormandPrince &&
          this.wanted === "auto" &&
          (stepper.looksStiff(rtol, atol) || this.steps > EXPLICIT_SHARE * this.maxSteps);
        this.tOld = stepper.t;
        stepper.accept();
        if (last) stepper.t = end;
        this.updateTolerances(stepper.y);
        const grown = tried * control.accept(error);
        this.next = last && grown < h ? h : grown;
        this.changeover = stiff;
        return true;
      }
      h = tried * control.reject(error);
      if (!(h > 16 * Number.EPSILON * Math.abs(stepper.t)) || h < this.smallest) {
        this.failure = Number.isFinite(error) ? "smallness" : "infinity";
        return false;
      }
    }
  }

  /** The solution within the last accepted step. @param {number} t @param {Float64Array} out */
  at(t, out) {
    this.stepper.interpolate((t - this.tOld) / (this.stepper.t - this.tOld), out);
  }
}
