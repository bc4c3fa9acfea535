// Does a fitted model describe the data?  Residuals, runs of one sign, AICc, and a plain sentence by a stated rule.
//
// The rule, as in Python: a model does not describe the data when it is worse than their mean by more than chance (for
// a curve of n points −R² (n − 1) is an F with 1 and n − 1 degrees where only chance parts the two; p below 0.01),
// when its residuals run on one side longer than chance allows (runs test of Wald and Wolfowitz 1940, p below 0.01),
// when with standard errors of the data the sum of squared residuals is beyond chance (χ², p below 0.01), or when it
// misses the means of replicates by more than their scatter (F, p below 0.01).

import { chiSquaredTail, fisherTail } from "../numerics/distributions.js";
import { erfc, lgamma } from "../numerics/special.js";

/** @import { Problem } from "./problem.js" */
/** @import { Best } from "./minimise.js" */

/** What happens by chance more rarely than this is not put down to chance. */
const RARE = 0.01;
/** Signs beyond which runs are counted as nearly normal. */
const MANY = 200;

/**
 * @typedef {object} Row  One point of a fit.
 * @property {string} arm
 * @property {string} column
 * @property {string} series
 * @property {number} time
 * @property {number} measured  NaN where it lies beyond a limit
 * @property {number} below
 * @property {number} above
 * @property {number} sigma
 * @property {number} model
 * @property {number} residual
 *
 * @typedef {{arm: string, series: string, points: number, r2: number, runs: number}} Test
 *
 * @typedef {object} Judgement
 * @property {Row[]} rows
 * @property {number} aicc
 * @property {Test[]} tests
 * @property {string[]} against  what speaks against the model; none where it describes the data
 * @property {string} verdict
 * @property {Map<string, number>} sigma  estimated, of each curve; empty where each point has its own
 */

/** The number of ways to choose. @param {number} n @param {number} k */
const choose = (n, k) => (k < 0 || k > n ? 0 : Math.exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)));

/**
 * The chance of so few runs of one sign, or fewer, in a random order of these signs (one-sided).
 * @param {ArrayLike<number>} signs
 */
export function runsTest(signs) {
  const kept = Array.from(signs).filter((one) => one !== 0 && !Number.isNaN(one));
  const plus = kept.filter((one) => one > 0).length;
  const minus = kept.length - plus;
  // All on one side: as rare as that many tosses of a coin.
  if (plus === 0 || minus === 0) return 0.5 ** Math.max(kept.length - 1, 0);
  const runs = 1 + kept.filter((one, i) => i > 0 && Math.sign(one) !== Math.sign(kept[i - 1])).length;
  if (plus + minus > MANY) {
    const mean = 1 + (2 * plus * minus) / (plus + minus);
    const spread = Math.sqrt(((mean - 1) * (mean - 2)) / (plus + minus - 1));
    return erfc(-(runs + 0.5 - mean) / spread / Math.SQRT2) / 2;
  }
  let ways = 0;
  for (let r = 2; r <= runs; r++) {
    const k = Math.floor(r / 2);
    if (r % 2 === 0) ways += 2 * choose(plus - 1, k - 1) * choose(minus - 1, k - 1);
    else ways += choose(plus - 1, k) * choose(minus - 1, k - 1) + choose(plus - 1, k - 1) * choose(minus - 1, k);
  }
  return ways / choose(plus + minus, plus);
}

/** Rows by a key, in order of appearance. @param {Row[]} rows @param {(row: Row) => string} key */
function grouped(rows, key) {
  /** @type {Map<string, Row[]>} */
  const groups = new Map();
  for (const row of rows) {
    const name = key(row);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return [...groups.values()];
}

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The chance of missing the means of replicates so widely (lack of fit against pure error); null without them.
 * @param {Row[]} rows  measured ones
 * @param {number} fitted
 */
function replicates(rows, fitted) {
  const groups = grouped(rows, ({ arm, series, time }) => `${arm}\u0000${series}\u0000${time}`);
  if (groups.filter((group) => group.length > 1).length < 2) return null;
  let [pure, lack] = [0, 0];
  for (const group of groups) {
    const middle = mean(group.map(({ residual }) => residual));
    for (const { residual } of group) pure += (residual - middle) ** 2;
    lack += group.length * middle ** 2;
  }
  const [between, within] = [groups.length - fitted, rows.length - groups.length];
  if (between <= 0 || within <= 0 || !(pure > 0)) return null;
  return fisherTail(lack / between / (pure / within), between, within);
}

/** A chance in words. @param {number} p */
const chance = (p) => (p < 1e-4 ? "below 0.0001" : String(Number(p.toPrecision(2))));

/** @param {Problem} problem @param {Best} best @returns {Judgement} */
export function judged(problem, best) {
  const rows = problem.points.flatMap((one, k) =>
    Array.from(one.time, (time, i) => ({
      arm: problem.arms[one.arm].name,
      column: one.column,
      series: one.series,
      time,
      measured: one.value[i],
      below: one.side[i] < 0 ? one.limit[i] : NaN,
      above: one.side[i] > 0 ? one.limit[i] : NaN,
      sigma: one.sigma[i],
      model: best.said[k][i],
      residual: problem.compared(best.said[k][i]) - problem.compared(one.value[i]),
    })),
  );
  const p = problem.fitted.length;
  const numbers = p + (problem.weighted ? 0 : problem.columns.length);
  const n = problem.count;
  const degrees = n - p;
  const deviance =
    problem.likely || problem.weighted ? best.loss : best.rss > 0 ? n * Math.log(best.rss / n) : -Infinity;
  const aicc =
    deviance + 2 * numbers + (n > numbers + 1 ? (2 * numbers * (numbers + 1)) / (n - numbers - 1) : Infinity);
  const seen = rows.filter(({ residual }) => Number.isFinite(residual));
  const tests = grouped(seen, ({ arm, series }) => `${arm}\u0000${series}`)
    .filter((part) => part.length >= 2)
    .map((part) => {
      const inTime = [...part].sort((a, b) => a.time - b.time);
      const y = inTime.map((row) => problem.compared(row.measured));
      const total = y.reduce((sum, value) => sum + (value - mean(y)) ** 2, 0);
      const off = inTime.reduce((sum, { residual }) => sum + residual ** 2, 0);
      const signs = grouped(inTime, ({ time }) => String(time)).map((same) =>
        mean(same.map(({ residual }) => residual)),
      );
      return {
        arm: part[0].arm,
        series: part[0].series,
        points: part.length,
        r2: total > 0 ? 1 - off / total : NaN,
        runs: runsTest(signs),
      };
    });
  /** @type {string[]} */
  const against = [];
  const label = (/** @type {Test} */ { arm, series }) => {
    const name = problem.model.series.get(series)?.label ?? series;
    return problem.arms.length > 1 ? `${name} of ${arm}` : name;
  };
  for (const one of tests) {
    if (one.r2 < 0 && fisherTail(-one.r2 * (one.points - 1), 1, one.points - 1) < RARE)
      against.push(`for ${label(one)} it is worse than the mean of the data (R² ${Math.max(one.r2, -99).toFixed(2)})`);
    if (one.runs < RARE)
      against.push(`its residuals for ${label(one)} run on one side (runs test, p ${chance(one.runs)})`);
  }
  if (problem.weighted && !problem.likely) {
    const beyond = chiSquaredTail(best.rss, degrees);
    if (beyond < RARE)
      against.push(
        `it misses the points by more than their standard errors allow (χ² ${Number(best.rss.toPrecision(4))} of ` +
          `${degrees} degrees, p ${chance(beyond)})`,
      );
  }
  const lack = replicates(seen, p);
  if (lack !== null && lack < RARE)
    against.push(`it misses the means of replicates by more than their scatter (F test, p ${chance(lack)})`);
  const sigma = problem.weighted
    ? new Map()
    : new Map(
        problem.columns.map((name, c) => [
          name,
          problem.likely ? Math.exp(best.scales[c]) : Math.sqrt(best.rss / degrees) * problem.spread[c],
        ]),
      );
  const verdict = against.length
    ? `This model does not describe these data: ${against.join("; ")}.`
    : "Nothing in the residuals speaks against this model.";
  return { rows, aicc, tests, against, verdict, sigma };
}
