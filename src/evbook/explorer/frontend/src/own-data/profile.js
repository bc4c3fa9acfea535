// An interval as a profile: one number is held, the others are fitted again, and the ends are where the fit becomes
// worse by more than chance (Raue et al. 2009, doi 10.1093/bioinformatics/btp358).

import { studentQuantile } from "../numerics/distributions.js";
import { inverseNormal } from "../numerics/special.js";
import { minimise } from "./minimise.js";

/** @import { Problem } from "./problem.js" */
/** @import { Best } from "./minimise.js" */

/** What an interval holds the true value with. */
const CONFIDENCE = 0.95;
/** Share of what would be too much by which an end may be off. */
const NEAR = 1e-3;

/** By how much the loss may rise within the interval. @param {Problem} problem @param {Best} best */
function allowed(problem, best) {
  if (problem.likely || problem.weighted) return inverseNormal(0.5 + CONFIDENCE / 2) ** 2;
  const degrees = problem.count - problem.fitted.length;
  return (best.rss / degrees) * studentQuantile(0.5 + CONFIDENCE / 2, degrees) ** 2;
}

/**
 * The ends of one interval, as shares of the range; −∞ or ∞ where the fit does not become worse up to the bound.
 * @param {Problem} problem
 * @param {Best} best
 * @param {number} j
 * @param {number} error  the standard error, as a share; NaN for none
 * @returns {Generator<unknown, [number, number], void>}
 */
export function* profile(problem, best, j, error) {
  const worse = allowed(problem, best);
  /** @type {number[]} */
  const ends = [];
  for (const sign of [-1, 1]) {
    const room = Math.abs((sign < 0 ? 0 : 1) - best.u[j]);
    const step = Math.min(error > 0 ? error : 0.05, 0.25);
    let near = { share: 0, rise: 0 };
    let last = best.u;
    /** @type {{share: number, rise: number}|null} */
    let far = null;
    for (let reach = Math.min(step, room); room > 1e-9; reach = Math.min(reach * 1.8, room)) {
      const found = yield* minimise(problem, last, new Map([[j, best.u[j] + sign * reach]]));
      // Where the model has no number the fit is worse than any.
      const rise = found ? found.loss - best.loss : Infinity;
      if (rise >= worse) {
        far = { share: reach, rise };
        break;
      }
      near = { share: reach, rise };
      if (found) last = found.u;
      if (reach >= room) break;
    }
    if (!far) {
      ends.push(sign * Infinity);
      continue;
    }
    for (let k = 0; k < 12; k++) {
      // The rise is nearly a parabola, so its root is nearly a straight line.
      const [a, b, c] = [Math.sqrt(Math.max(near.rise, 0)), Math.sqrt(far.rise), Math.sqrt(worse)];
      const part = Number.isFinite(b) ? Math.min(0.95, Math.max(0.05, (c - a) / (b - a))) : 0.5;
      /** @type {number} */
      const share = near.share + (far.share - near.share) * part;
      /** @type {Best|null} */
      const found = yield* minimise(problem, last, new Map([[j, best.u[j] + sign * share]]));
      const rise = found ? found.loss - best.loss : Infinity;
      if (rise >= worse) far = { share, rise };
      else {
        near = { share, rise };
        if (found) last = found.u;
      }
      if (Math.abs(rise - worse) < NEAR * worse) {
        far = { share, rise };
        break;
      }
    }
    ends.push(best.u[j] + sign * far.share);
  }
  return [ends[0], ends[1]];
}
