/**
 * Rodas5P: a stiffly accurate, L-stable Rosenbrock method of order 5(4) with dense output of order 4.
 *
 * A stage is linearly implicit: with W = I/(h gamma) - J, it solves
 *   W u_i = f(t + c_i h, y + sum_j a_ij u_j) + sum_j C_ij u_j / h + h d_i df/dt,
 * so one LU factorisation serves the eight stages.
 * The step ends at y + sum_j a_8j u_j + u_8, and u_8 is the error estimate.
 * Reference: G. Steinebach, Construction of Rosenbrock-Wanner method Rodas5P and numerical benchmarks within the
 * Julia Differential Equations package, BIT Numer. Math. 63 (2023) 27, doi 10.1007/s10543-023-00967-x
 * (the coefficients, as printed in SciML's OrdinaryDiffEq; the tests check the orders that they give).
 *
 * @import {System} from "./system.js"
 */

import { factorise, solveFactorised } from "./linear-algebra.js";

const STAGES = 8;
const GAMMA = 0.21193756319429014;
const SIXTH = [-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946];
const A = [
  [],
  [3.0],
  [2.849394379747939, 0.45842242204463923],
  [-6.954028509809101, 2.489845061869568, -10.358996098473584],
  [2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641],
  SIXTH,
  [...SIXTH, 1],
  [...SIXTH, 1, 1],
].map((row) => Float64Array.from(row));
const C = [
  [],
  [-14.155112264123755],
  [-17.97296035885952, -2.859693295451294],
  [147.12150275711716, -1.41221402718213, 71.68940251302358],
  [165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306],
  [24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125, -0.6610691825249471],
  [
    30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783, -19.097331116725623,
    -28.087943162872662,
  ],
  [
    37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047, -40.06618937091002,
    -54.66780262877968, -9.48861652309627,
  ],
].map((row) => Float64Array.from(row));
/** Stage times. */
const CENTRE = [0, 0.6358126895828704, 0.4095798393397535, 0.9769306725060716, 0.4288403609558664, 1, 1, 1];
/** Weights of df/dt. */
const D = [GAMMA, -0.42387512638858027, -0.3384627126235924, 1.8046452872882734, 2.325825639765069, 0, 0, 0];
/** Dense output: y(theta) = (1-theta) y0 + theta (y1 + (1-theta)(e0 + theta (e1 + theta e2))), e_r = sum_j H_rj u_j. */
const H = [
  [
    25.948786856663858, -2.5579724845846235, 10.433815404888879, -2.3679251022685204, 0.524948541321073,
    1.1241088310450404, 0.4272876194431874, -0.17202221070155493,
  ],
  [
    -9.91568850695171, -0.9689944594115154, 3.0438037242978453, -24.495224566215796, 20.176138334709044,
    15.98066361424651, -6.789040303419874, -6.710236069923372,
  ],
  [
    11.419903575922262, 2.8879645146136994, 72.92137995996029, 80.12511834622643, -52.072871366152654,
    -59.78993625266729, -0.15582684282751913, 4.883087185713722,
  ],
].map((row) => Float64Array.from(row));

export class Rosenbrock {
  /** @param {System} system */
  constructor(system) {
    const n = system.n;
    this.system = system;
    this.y = new Float64Array(n);
    this.yNew = new Float64Array(n);
    this.y0 = new Float64Array(n);
    this.y1 = new Float64Array(n);
    this.k1 = new Float64Array(n);
    this.middle = new Float64Array(n);
    this.slope = new Float64Array(n);
    this.drift = new Float64Array(n);
    this.u = A.map(() => new Float64Array(n));
    this.e = H.map(() => new Float64Array(n));
    this.J = new Float64Array(n * n);
    this.W = new Float64Array(n * n);
    this.pivots = new Int32Array(n);
    this.sizes = new Float64Array(n);
    this.t = 0;
    this.h = 0;
    this.linearised = false;
  }

  /** Start, or start again after a jump. @param {number} t @param {Float64Array} y */
  begin(t, y) {
    this.t = t;
    this.y.set(y);
    this.system.rates(t, this.y, this.k1);
    this.linearised = false;
  }

  /**
   * Try a step.
   * @param {number} h
   * @param {number} rtol
   * @param {Float64Array} atol
   * @returns {number} the largest error of a state over its tolerance; acceptable up to 1, NaN when not finite
   */
  attempt(h, rtol, atol) {
    const { system, t, y, yNew, slope, k1, drift, u, J, W, pivots, sizes } = this;
    const n = system.n;
    this.h = h;
    if (!this.linearised) {
      system.jacobian(t, y, J);
      if (system.timeDependent) system.timeDerivative(t, y, k1, h, drift);
      this.linearised = true;
    }
    for (let i = 0; i < n * n; i++) W[i] = -J[i];
    for (let i = 0; i < n; i++) {
      W[i * n + i] += 1 / (h * GAMMA);
      sizes[i] = atol[i] + rtol * Math.abs(y[i]) || 1;
    }
    if (!factorise(W, n, pivots, sizes)) return NaN;
    for (let s = 0; s < STAGES; s++) {
      const us = u[s];
      const as = A[s];
      const cs = C[s];
      if (s === 0) {
        slope.set(k1);
      } else {
        for (let i = 0; i < n; i++) {
          let sum = y[i];
          for (let j = 0; j < s; j++) sum += as[j] * u[j][i];
          yNew[i] = sum;
        }
        system.rates(t + CENTRE[s] * h, yNew, slope);
      }
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < s; j++) sum += cs[j] * u[j][i];
        us[i] = slope[i] + sum / h;
      }
      if (system.timeDependent && D[s] !== 0) for (let i = 0; i < n; i++) us[i] += h * D[s] * drift[i];
      solveFactorised(W, n, pivots, us);
    }
    const last = u[STAGES - 1];
    let worst = 0;
    for (let i = 0; i < n; i++) {
      yNew[i] += last[i];
      const ratio = Math.abs(last[i]) / (atol[i] + rtol * Math.max(Math.abs(y[i]), Math.abs(yNew[i])));
      if (!(ratio <= worst)) worst = ratio;
      if (worst !== worst) return NaN;
    }
    return worst > 1 ? worst : Math.max(worst, this.interpolationError(rtol, atol));
  }

  /**
   * The error of the dense output in the middle of the attempted step.
   * A stiff state ends its steps on the slow solution however long they are, and the error estimate is then tiny; what
   * is drawn between the steps needs a check of its own.  With the defect d = y' - f(y) of the interpolant, the state
   * is off by about W^-1 d: h gamma d where the system is slow, J^-1 d where it is stiff.
   * @param {number} rtol
   * @param {Float64Array} atol
   */
  interpolationError(rtol, atol) {
    const { system, t, h, y, yNew, u, e, middle, slope } = this;
    const n = system.n;
    for (let r = 0; r < H.length; r++) {
      const row = H[r];
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < STAGES; j++) sum += row[j] * u[j][i];
        e[r][i] = sum;
      }
    }
    const [e0, e1, e2] = e;
    for (let i = 0; i < n; i++) middle[i] = (y[i] + yNew[i]) / 2 + (e0[i] + e1[i] / 2 + e2[i] / 4) / 4;
    system.rates(t + h / 2, middle, slope);
    for (let i = 0; i < n; i++) slope[i] = (yNew[i] - y[i] + (e1[i] + e2[i]) / 4) / h - slope[i];
    solveFactorised(this.W, n, this.pivots, slope);
    let worst = 0;
    for (let i = 0; i < n; i++) {
      const ratio = Math.abs(slope[i]) / (atol[i] + rtol * Math.max(Math.abs(y[i]), Math.abs(yNew[i])));
      if (!(ratio <= worst)) worst = ratio;
      if (worst !== worst) return NaN;
    }
    return worst;
  }

  /** Keep the attempted step, with its dense output. */
  accept() {
    const { y, yNew, y0, y1 } = this;
    y0.set(y);
    y1.set(yNew);
    this.t += this.h;
    this.y = yNew;
    this.yNew = y;
    this.system.rates(this.t, this.y, this.k1);
    this.linearised = false;
  }

  /** The solution within the last accepted step. @param {number} theta 0..1 @param {Float64Array} out */
  interpolate(theta, out) {
    const { y0, y1 } = this;
    const [e0, e1, e2] = this.e;
    const rest = 1 - theta;
    for (let i = 0; i < this.system.n; i++) {
      out[i] = rest * y0[i] + theta * (y1[i] + rest * (e0[i] + theta * (e1[i] + theta * e2[i])));
    }
  }
}
