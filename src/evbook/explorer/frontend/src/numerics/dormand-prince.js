/**
 * The explicit Runge-Kutta pair of Dormand and Prince, order 5(4), with dense output of order 4.
 *
 * The last stage is the first of the next step (FSAL): six evaluations a step.
 * References: J. R. Dormand, P. J. Prince, J. Comput. Appl. Math. 6 (1980) 19-26 (the pair);
 * E. Hairer, S. P. Nørsett, G. Wanner, Solving Ordinary Differential Equations I, 2nd ed., Springer 1993,
 * section II.6 (dense output); E. Hairer, G. Wanner, Solving Ordinary Differential Equations II, 2nd ed.,
 * Springer 1996, section IV.2 (stiffness detection).
 *
 * @import {System} from "./system.js"
 */

/**
 * h |lambda| above which stability is taken to limit the steps.
 * The edge of the stability region is at 3.3 on the negative real axis; smooth step control at a tight tolerance
 * settles somewhat inside it, at 2.8 or so.
 */
const STABILITY_BOUND = 2.5;
const SUSPICIONS_NEEDED = 15;
const INNOCENT_STEPS = 6;

export class DormandPrince {
  /** @param {System} system */
  constructor(system) {
    const n = system.n;
    this.system = system;
    this.y = new Float64Array(n);
    this.yNew = new Float64Array(n);
    this.stage = new Float64Array(n);
    this.k1 = new Float64Array(n);
    this.k2 = new Float64Array(n);
    this.k3 = new Float64Array(n);
    this.k4 = new Float64Array(n);
    this.k5 = new Float64Array(n);
    this.k6 = new Float64Array(n);
    this.k7 = new Float64Array(n);
    this.d0 = new Float64Array(n);
    this.d1 = new Float64Array(n);
    this.d2 = new Float64Array(n);
    this.d3 = new Float64Array(n);
    this.d4 = new Float64Array(n);
    this.t = 0;
    this.h = 0;
    this.suspicions = 0;
    this.innocence = 0;
  }

  /** Start, or start again after a jump. @param {number} t @param {Float64Array} y */
  begin(t, y) {
    this.t = t;
    this.y.set(y);
    this.system.rates(t, this.y, this.k1);
  }

  /**
   * Try a step.
   * @param {number} h
   * @param {number} rtol
   * @param {Float64Array} atol
   * @returns {number} the largest error of a state over its tolerance; acceptable up to 1, NaN when not finite
   */
  attempt(h, rtol, atol) {
    const { system, t, y, yNew, stage, k1, k2, k3, k4, k5, k6, k7 } = this;
    const n = system.n;
    this.h = h;
    for (let i = 0; i < n; i++) stage[i] = y[i] + h * (1 / 5) * k1[i];
    system.rates(t + h / 5, stage, k2);
    for (let i = 0; i < n; i++) stage[i] = y[i] + h * ((3 / 40) * k1[i] + (9 / 40) * k2[i]);
    system.rates(t + 0.3 * h, stage, k3);
    for (let i = 0; i < n; i++) {
      stage[i] = y[i] + h * ((44 / 45) * k1[i] - (56 / 15) * k2[i] + (32 / 9) * k3[i]);
    }
    system.rates(t + 0.8 * h, stage, k4);
    for (let i = 0; i < n; i++) {
      stage[i] =
        y[i] + h * ((19372 / 6561) * k1[i] - (25360 / 2187) * k2[i] + (64448 / 6561) * k3[i] - (212 / 729) * k4[i]);
    }
    system.rates(t + (8 / 9) * h, stage, k5);
    for (let i = 0; i < n; i++) {
      stage[i] =
        y[i] +
        h *
          ((9017 / 3168) * k1[i] -
            (355 / 33) * k2[i] +
            (46732 / 5247) * k3[i] +
            (49 / 176) * k4[i] -
            (5103 / 18656) * k5[i]);
    }
    system.rates(t + h, stage, k6);
    for (let i = 0; i < n; i++) {
      yNew[i] =
        y[i] +
        h *
          ((35 / 384) * k1[i] + (500 / 1113) * k3[i] + (125 / 192) * k4[i] - (2187 / 6784) * k5[i] + (11 / 84) * k6[i]);
    }
    system.rates(t + h, yNew, k7);
    let worst = 0;
    for (let i = 0; i < n; i++) {
      const error =
        h *
        ((71 / 57600) * k1[i] -
          (71 / 16695) * k3[i] +
          (71 / 1920) * k4[i] -
          (17253 / 339200) * k5[i] +
          (22 / 525) * k6[i] -
          (1 / 40) * k7[i]);
      const ratio = Math.abs(error) / (atol[i] + rtol * Math.max(Math.abs(y[i]), Math.abs(yNew[i])));
      if (!(ratio <= worst)) worst = ratio;
      if (worst !== worst) return NaN;
    }
    return worst;
  }

  /**
   * Whether stability rather than accuracy has been limiting the steps; to be asked once after each good attempt.
   * @param {number} rtol
   * @param {Float64Array} atol
   */
  looksStiff(rtol, atol) {
    let speeds = 0;
    let distances = 0;
    for (let i = 0; i < this.system.n; i++) {
      const scale = atol[i] + rtol * Math.abs(this.yNew[i]) || 1;
      speeds = Math.max(speeds, Math.abs(this.k7[i] - this.k6[i]) / scale);
      distances = Math.max(distances, Math.abs(this.yNew[i] - this.stage[i]) / scale);
    }
    if (distances > 0 && this.h * speeds > STABILITY_BOUND * distances) {
      this.innocence = 0;
      this.suspicions++;
    } else if (++this.innocence >= INNOCENT_STEPS) {
      this.suspicions = 0;
    }
    return this.suspicions >= SUSPICIONS_NEEDED;
  }

  /** Keep the attempted step and prepare its dense output. */
  accept() {
    const { y, yNew, k1, k3, k4, k5, k6, k7, d0, d1, d2, d3, d4, h } = this;
    for (let i = 0; i < this.system.n; i++) {
      const change = yNew[i] - y[i];
      const bend = h * k1[i] - change;
      d0[i] = y[i];
      d1[i] = change;
      d2[i] = bend;
      d3[i] = change - h * k7[i] - bend;
      d4[i] =
        h *
        ((-12715105075 / 11282082432) * k1[i] +
          (87487479700 / 32700410799) * k3[i] -
          (10690763975 / 1880347072) * k4[i] +
          (701980252875 / 199316789632) * k5[i] -
          (1453857185 / 822651844) * k6[i] +
          (69997945 / 29380423) * k7[i]);
    }
    this.t += h;
    this.y = yNew;
    this.yNew = y;
    this.k1 = k7;
    this.k7 = k1;
  }

  /** The solution within the last accepted step. @param {number} theta 0..1 @param {Float64Array} out */
  interpolate(theta, out) {
    const { d0, d1, d2, d3, d4 } = this;
    const rest = 1 - theta;
    for (let i = 0; i < this.system.n; i++) {
      out[i] = d0[i] + theta * (d1[i] + rest * (d2[i] + theta * (d3[i] + rest * d4[i])));
    }
  }
}
