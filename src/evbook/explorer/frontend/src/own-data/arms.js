// From a reader's measurements to a problem of arms: which there are, at which setting each begins, and their points.

import { reach } from "./columns.js";
import { Problem } from "./problem.js";
import { used } from "./residuals.js";

/** @import { Model, Setting } from "../types.js" */
/** @import { Measured } from "./columns.js" */
/** @import { ErrorKind, Points } from "./problem.js" */

/** What the only arm is called. */
export const ALL = "all";

/** The arms of what is compared, in the order of the table. @param {Measured} measured */
export const armNames = ({ tracks }) => [...new Set(used(tracks).map(({ arm }) => arm || ALL))];

/**
 * @param {Model} model
 * @param {Measured} measured
 * @param {object} choice
 * @param {(arm: string) => Setting} choice.settingOf  where each arm begins, doses and fixed values included
 * @param {{name: string, own: boolean}[]} choice.wanted
 * @param {ErrorKind} choice.error
 * @param {boolean} choice.weigh  standard errors of the table are used, where every point has one
 * @returns {Problem}
 */
export function problemOf(model, measured, { settingOf, wanted, error, weigh }) {
  const names = armNames(measured);
  const { low, high } = reach(model);
  const points = used(measured.tracks).map((track) => {
    const kept = [...track.places.keys()].filter((i) => {
      const side = track.sides?.[i] ?? 0;
      const value = side ? (track.limits?.[i] ?? NaN) : track.values[i];
      return (
        track.places[i] >= low && track.places[i] <= high && Number.isFinite(value) && (error !== "log" || value > 0)
      );
    });
    const pick = (/** @type {(i: number) => number} */ of) => Float64Array.from(kept, of);
    return /** @type {Points} */ ({
      arm: names.indexOf(track.arm || ALL),
      series: track.series,
      letter: track.letter,
      column: track.name,
      time: pick((i) => track.places[i]),
      value: pick((i) => (track.sides?.[i] ? NaN : track.values[i])),
      side: Int8Array.from(kept, (i) => track.sides?.[i] ?? 0),
      limit: pick((i) => (track.sides?.[i] ? (track.limits?.[i] ?? NaN) : NaN)),
      sigma: pick((i) => track.spreads?.[i] ?? NaN),
    });
  });
  const known = points.filter(({ time }) => time.length);
  const all = weigh && known.every(({ sigma }) => sigma.every((one) => one > 0));
  const weighed = all ? known : known.map((one) => ({ ...one, sigma: one.sigma.map(() => NaN) }));
  const arms = names.map((name) => ({ name, setting: settingOf(name) }));
  return new Problem(model, arms, weighed, wanted, error);
}
