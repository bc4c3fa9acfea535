// Each curve of a fit through its points, with their error bars: a small picture for each series, drawn or not.

import { element } from "../ui/dom.js";
import { numberText, unitText } from "../format/numbers.js";
import { runner } from "../model/run.js";
import { frame, mark, MOST, NAMES, SIZE, stroke, words } from "./small-plot.js";

/** @import { Fit } from "./fit.js" */

/** Arms that are drawn: more cannot be told apart. */
const ARMS = NAMES.length;
/** Dashes of the arms' curves. */
const DASHES = ["none", "8 4", "2 3", "8 3 2 3"];

/** @param {Fit} fit @param {string} series @param {import("../types.js").Run[]} runs of the arms that are drawn */
function plotOf({ problem, judgement }, series, runs) {
  const { model } = problem;
  const { width, height, left, right, top, bottom } = SIZE;
  const { label = series, unit = "" } = model.series.get(series) ?? {};
  const arms = runs.map((_, k) => problem.arms[k].name);
  const rows = judgement.rows.filter((row) => row.series === series && arms.includes(row.arm));
  const log = problem.error === "log";
  const every = Math.ceil(rows.length / MOST);
  const shown = rows.filter((row, i) => i % every === 0 && Number.isFinite(row.measured) && (!log || row.measured > 0));
  if (shown.length === 0) return null;
  const [start, end] = [Math.min(0, ...shown.map(({ time }) => time)), Math.max(...shown.map(({ time }) => time))];
  const scaled = (/** @type {number} */ value) => (log ? Math.log10(value) : value);
  const curves = runs.map(({ times, main }) =>
    Array.from(times, (time, i) => ({ time, value: main.series.get(series)?.[i] ?? NaN })).filter(
      ({ time, value }) => time >= start && time <= end && Number.isFinite(scaled(value)),
    ),
  );
  const bar = (/** @type {typeof shown[0]} */ { sigma }) => (Number.isFinite(sigma) ? sigma : 0);
  const values = [
    ...curves.flat().map(({ value }) => value),
    ...shown.flatMap((row) => [row.measured + bar(row), row.measured - bar(row), row.measured]),
  ].filter((value) => Number.isFinite(scaled(value)));
  let [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  if (!log && low > 0 && low < high / 2) low = 0;
  if (!(high > low)) high = low + 1;
  const across = (/** @type {number} */ at) =>
    left + 8 + (width - left - right - 16) * (end > start ? (at - start) / (end - start) : 0.5);
  const foot = height - bottom;
  const up = (/** @type {number} */ value) => {
    const share = (scaled(value) - scaled(low)) / (scaled(high) - scaled(low));
    return Number.isFinite(share) ? foot - 4 - (foot - top - 8) * Math.min(1.02, Math.max(-0.02, share)) : foot;
  };
  const tenth = (/** @type {number} */ at) => at.toFixed(1);
  const several = problem.arms.length > 1;
  const svg = frame(
    `${label}: ${shown.length} points and the fitted curve${several ? `s of ${arms.join(", ")}` : ""}, from ` +
      `${numberText(low)} to ${numberText(high)}.`,
  );
  svg.append(
    words(left - 6, up(high) + 4, "end", numberText(high, 2)),
    words(left - 6, up(low) + 4, "end", numberText(low, 2)),
    words(left, foot + 14, "start", numberText(start)),
    words(width - right, foot + 14, "end", `${numberText(end)} ${unitText(model.program.time.unit)}`.trim()),
    ...curves.map((points, k) =>
      stroke(`M${points.map(({ time, value }) => `${tenth(across(time))},${tenth(up(value))}`).join("L") || "0,0"}`, {
        "stroke-dasharray": DASHES[k % DASHES.length],
      }),
    ),
    ...shown.flatMap((row) => {
      const x = tenth(across(row.time));
      const half = bar(row);
      const bars = half ? [stroke(`M${x},${tenth(up(row.measured - half))}V${tenth(up(row.measured + half))}`)] : [];
      return [...bars, mark(arms.indexOf(row.arm), across(row.time), up(row.measured))];
    }),
  );
  const shapes = several ? ` ${arms.map((name, k) => `${name}: ${NAMES[k]}`).join("; ")}.` : "";
  const inside = [unitText(unit), log ? "logarithmic" : ""].filter(Boolean).join(", ");
  return element(
    "div",
    { class: "evx-own-residuals" },
    element("p", {}, `${label}${inside ? ` (${inside})` : ""}: points and fitted curve.${shapes}`),
    /** @type {any} */ (svg),
  );
}

/** @param {Fit} fit */
export function fitPlots(fit) {
  const { problem, settings } = fit;
  if (problem.model.program.across) return [];
  const latest = Math.max(...problem.points.map(({ time }) => time.reduce((most, one) => Math.max(most, one), 0)));
  const compute = runner(problem.model);
  const curve = problem.model.program.kind === "curve";
  const runs = settings
    .slice(0, ARMS)
    .map((one) => compute(curve ? one : { ...one, end: Math.max(latest, 1e-9) }, true));
  return problem.columns.flatMap((series) => plotOf(fit, series, runs) ?? []);
}
