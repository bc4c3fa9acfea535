/**
 * Colonies of a tumour that grows by Gompertz's law, where colonies found colonies of their own: the renewal
 * equation of Iwata, Kawasaki and Shigesada (J Theor Biol 203:177, 2000), integrated once over time.
 * `derive/renewal.py` takes the same steps and says why they suffice.
 */

import { E1 } from "./special.js";

const STEPS = 64;
const H = 1 / STEPS;

/** The last setting that was solved, and its colonies on the grid as far as they were asked for. */
let solved = { cut: Number.NaN, c: Number.NaN, k: Number.NaN, base: [0], kernel: [0], colonies: [0] };
/** exp(s) on the grid. */
const growths = [1];

/**
 * Expected colonies by the age x.
 * @param {number} x age, in units of the time in which growth slows e-fold
 * @param {number} cut age at which the primary is cut out
 * @param {number} c exponent of Gompertz's law times that of shedding
 * @param {number} k colonies that a tumour of full size founds in a unit of time
 */
export function renewal(x, cut, c, k) {
  if (!Number.isFinite(x) || !Number.isFinite(c) || !Number.isFinite(k)) return Number.NaN;
  if (!(x > 0)) return 0;
  const founded = (/** @type {number} */ age) => k * Math.exp(-c * Math.exp(-age));
  const within = Number.isFinite(cut) ? cut * STEPS - Math.floor(cut * STEPS) : 0;
  const lost = (-founded(cut) * H * H * (within * within - within + 1 / 6)) / 2;
  const alone = (/** @type {number} */ age) =>
    k * (E1(c * Math.exp(-Math.min(age, cut))) - E1(c)) + (age > cut ? lost * founded(age - cut) : 0);
  if (!(solved.cut === cut && solved.c === c && solved.k === k)) {
    solved = { cut, c, k, base: [0], kernel: [founded(0)], colonies: [0] };
  }
  const { base, kernel, colonies } = solved;
  const last = Math.max(Math.ceil(x * STEPS) - 1, 0);
  for (let i = colonies.length; i <= last; i++) {
    base[i] = alone(i * H);
    kernel[i] = founded(i * H);
    let sum = 0;
    for (let j = 1; j < i; j++) sum += kernel[i - j] * colonies[j];
    colonies[i] = (base[i] + H * sum) / (1 - (H / 2) * kernel[0]);
  }
  for (let i = growths.length; i <= last; i++) growths[i] = Math.exp(i * H);
  const fall = -c * Math.exp(-x);
  let sum = 0;
  for (let j = 1; j < last; j++) sum += Math.exp(fall * growths[j]) * colonies[j];
  sum = k * (H * sum + ((H + x - last * H) / 2) * Math.exp(fall * growths[last]) * colonies[last]);
  return (alone(x) + sum) / (1 - ((x - last * H) / 2) * kernel[0]);
}
