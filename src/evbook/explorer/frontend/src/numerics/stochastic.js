/**
 * Exact stochastic runs: Gillespie's direct method, one run at a time, with a generator of its own so that a seed
 * gives the same run in every browser.  Python's twin is `evbook.simulation.stochastic`; the two agree in distribution.
 *
 * @import {Program} from "./types.js"
 */

/** Happenings after which a run is given up, so that an absurd setting ends. */
const HAPPENINGS_BOUND = 200000;

/**
 * xoshiro128** (Blackman and Vigna 2018), seeded by splitmix32; uniform in (0, 1).
 * @param {number} seed any integer
 * @returns {() => number}
 */
export function generator(seed) {
  let state = seed >>> 0;
  const next32 = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let [a, b, c, d] = [next32(), next32(), next32(), next32() | 1];
  const draw = () => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  // 53 bits, never 0 or 1.
  return () => ((draw() >>> 5) * 67108864 + (draw() >>> 6) + 0.5) / 9007199254740992;
}

/**
 * One run of a program whose rates are propensities.
 * @param {Program & {fluxes: Function, stoichiometry: Function, processes: string[]}} program
 * @param {Float64Array} p
 * @param {Float64Array | number[]} times increasing
 * @param {object} options
 * @param {number} options.seed
 * @param {number} [options.visible] number of states that processes change; the rest only events change
 * @returns {{ok: boolean, message: string, happenings: number, states: Float64Array[]}} counts at `times`, NaN after
 *   a failure
 */
export function samplePath(program, p, times, { seed, visible }) {
  /** @type {number[]} */
  const begin = [];
  program.initial(p, /** @type {any} */ (begin));
  const n = begin.length;
  const counted = visible ?? n;
  const y = Float64Array.from(begin, (value, i) => (i < counted ? Math.round(value) : value));
  const r = program.processes.length;
  const rates = new Float64Array(r);
  const changes = new Float64Array(counted * r);
  program.stoichiometry(p, changes);
  const doses = program.doses?.(p) ?? [];
  const uniform = generator(seed);
  const states = Array.from({ length: n }, () => new Float64Array(times.length).fill(NaN));
  let t = 0;
  let written = 0;
  let given = 0;
  for (let happenings = 0; happenings < HAPPENINGS_BOUND; happenings++) {
    program.fluxes(t, y, p, rates);
    let total = 0;
    for (let j = 0; j < r; j++) {
      if (!(rates[j] >= 0 && rates[j] < Infinity)) {
        return { ok: false, message: "A process has a rate that is no probability.", happenings, states };
      }
      total += rates[j];
    }
    const arrival = total > 0 ? t - Math.log(uniform()) / total : Infinity;
    const edge = given < doses.length ? doses[given].time : Infinity;
    const reached = Math.min(arrival, edge);
    while (written < times.length && times[written] < reached) {
      for (let i = 0; i < n; i++) states[i][written] = y[i];
      written++;
    }
    if (written >= times.length) return { ok: true, message: "", happenings, states };
    t = reached;
    if (edge <= arrival) {
      const { state, amount } = doses[given++];
      y[state] += state < counted ? Math.round(amount) : amount;
      continue;
    }
    let threshold = uniform() * total;
    let chosen = 0;
    while (chosen < r - 1 && threshold >= rates[chosen]) threshold -= rates[chosen++];
    for (let i = 0; i < counted; i++) y[i] += changes[i * r + chosen];
  }
  const message = `The run was given up after ${HAPPENINGS_BOUND.toLocaleString("en-GB")} happenings.`;
  return { ok: false, message, happenings: HAPPENINGS_BOUND, states };
}
