// The curves of a fit's arms beside the one that is shown, so that each arm's points have their curve.

import { runner } from "../model/run.js";
import { sameSetting } from "../model/setting.js";

/** @import { Line, Model, Picture, Run, Setting } from "../types.js" */
/** @import { Fit } from "./fit.js" */

/** Dashes by arm. */
const DASHES = [
  [2, 3],
  [8, 4],
  [8, 3, 2, 3],
  [12, 4],
];
/** Arms whose curves are drawn: more cannot be told apart. */
const MOST = 8;

/**
 * @param {Model} model
 * @param {Fit} fit
 */
export function fittedCurves(model, fit) {
  const compute = runner(model);
  /** @type {{key: string, runs: Run[]}} */
  let kept = { key: "", runs: [] };
  const { arms, points } = fit.problem;
  /** @param {Picture} picture @param {Setting} shown @returns {Line[]} */
  return (picture, shown) => {
    if (arms.length < 2 || arms.length > MOST || picture.hover !== "time") return [];
    const settings = fit.settings.map((setting) => ({ ...setting, end: shown.end }));
    const key = String(shown.end);
    if (kept.key !== key) kept = { key, runs: settings.map((setting) => compute(setting, true)) };
    return settings.flatMap((setting, k) => {
      if (sameSetting(setting, shown)) return [];
      const { main, times } = kept.runs[k];
      const measured = new Set(points.filter(({ arm }) => arm === k).map(({ series }) => series));
      return [...measured].flatMap((name) => {
        const line = picture.lines.find(({ id }) => id === name);
        const y = main.series.get(name);
        if (!line || !y || line.x.length !== times.length) return [];
        return [
          {
            id: `own-fit-${k}-${name}`,
            x: line.x,
            y,
            panel: line.panel,
            colour: "text",
            dash: DASHES[k % DASHES.length],
            width: 1.5,
            label: `fit of ${arms[k].name}`,
            unit: line.unit,
            companion: false,
          },
        ];
      });
    });
  };
}
