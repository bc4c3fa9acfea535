// A fit as text to take away: in words (Markdown), and its tables as CSV.

import { field, numberField } from "../format/csv.js";
import { numberText, quantityText } from "../format/numbers.js";

/** @import { Estimate, Fit } from "./fit.js" */

const KINDS = {
  additive: "an error of one size",
  proportional: "an error that is a share of the curve",
  log: "an error of the logarithm",
};

/** A number of so many decimals. @param {number} value @param {number} decimals */
const fixed = (value, decimals) => value.toFixed(decimals).replace("-", "−");

/** An interval in words. @param {Estimate} estimate */
export function interval({ low, high, open, remark }) {
  if (!Number.isFinite(low) || remark.startsWith("not determined"))
    return remark.startsWith("its") ? "none" : "not determined";
  if (open === "low") return `at most ${numberText(high)}`;
  if (open === "high") return `at least ${numberText(low)}`;
  return `${numberText(low)} to ${numberText(high)}`;
}

/** What was assumed of errors, and what came out. @param {Fit} fit */
function errorWords({ problem, judgement }) {
  if (problem.weighted) return "each point weighed by its own standard error";
  const found = [...judgement.sigma].map(([name, value]) => {
    const { label = name, unit = "" } = problem.model.series.get(name) ?? {};
    return `${label} ${problem.error === "additive" ? quantityText(value, unit) : numberText(value)}`;
  });
  return `${KINDS[problem.error]}, estimated (${found.join(", ")})`;
}

/** The sentences of a report, in order. @param {Fit} fit */
export function sentences(fit) {
  const { problem, judgement, tied, starts, same, converged, profiled } = fit;
  const { arms, count } = problem;
  const beyond = problem.points.reduce((sum, { side }) => sum + side.filter((one) => one !== 0).length, 0);
  return {
    data:
      `${count} points in ${arms.length} arm${arms.length === 1 ? "" : "s"}` +
      `${arms.length > 1 ? ` (${arms.map(({ name }) => name).join(", ")})` : ""}; ${errorWords(fit)}.` +
      (beyond ? ` ${beyond} of them lie beyond a limit, and count by the chance of that.` : ""),
    intervals: profiled
      ? "Intervals are profiles of the likelihood; one that a bound hides is one-sided."
      : "It was stopped before all intervals were computed.",
    converged: converged ? "" : "It did not converge: this is the best so far. Begin nearer, or fit fewer.",
    tied: tied.length ? `Tied to each other (correlation over 0.95): ${tied.join("; ")}.` : "",
    aicc:
      `AICc ${Number.isFinite(judgement.aicc) ? fixed(judgement.aicc, 2) : "none: too few points"}. ` +
      (starts === 1 ? "One start." : `${same} of ${starts} starts ended at the same place.`),
  };
}

/** The tests of each curve in words. @param {Fit} fit */
export const tests = ({ problem, judgement }) =>
  judgement.tests.map(
    ({ arm, series, points, r2, runs }) =>
      `${problem.model.series.get(series)?.label ?? series}${problem.arms.length > 1 ? ` of ${arm}` : ""}: ` +
      `${points} points, R² ${Number.isNaN(r2) ? "none" : r2 < -99 ? "far below 0" : fixed(r2, 3)}, ` +
      `runs test p ${numberText(runs, 2)}.`,
  );

/** @param {string} text  in a cell of a table in Markdown */
const inCell = (text) => text.replaceAll("|", "\\|").replace(/\s+/g, " ");

/** The report in Markdown. @param {Fit} fit @param {string} link  of the setting; "" for none */
export function markdown(fit, link) {
  const { problem, estimates, judgement } = fit;
  const said = sentences(fit);
  return [
    `# Fit of ${problem.model.program.title}`,
    "",
    said.data,
    "",
    "| parameter | estimate | 95 % interval | unit | start | remark |",
    "|---|---|---|---|---|---|",
    ...estimates.map((one) =>
      [
        "",
        inCell(`${one.label} (${one.name})`),
        numberText(one.value, 4),
        interval(one),
        one.unit,
        numberText(one.before, 4),
        inCell(one.remark),
        "",
      ]
        .join(" | ")
        .trim(),
    ),
    "",
    ...[said.converged, said.intervals, said.tied, said.aicc].filter(Boolean).flatMap((text) => [text, ""]),
    ...tests(fit).map((text) => `- ${text}`),
    "",
    `**${judgement.verdict}**`,
    "",
    ...(link ? [`The fitted setting (the data are not in it): ${link}`, ""] : []),
  ].join("\n");
}

/** @param {string[]} heads @param {(string|number)[][]} rows */
const csv = (heads, rows) =>
  [heads, ...rows]
    .map((row) => row.map((one) => (typeof one === "number" ? numberField(one) : field(one))).join(","))
    .join("\n")
    .concat("\n");

/** The estimates as CSV. @param {Fit} fit */
export const estimatesCsv = ({ estimates }) =>
  csv(
    ["parameter", "value", "stderr", "low", "high", "unit", "start", "remark"],
    estimates.map(({ name, value, error, low, high, unit, before, remark }) => [
      name,
      value,
      error,
      low,
      high,
      unit,
      before,
      remark,
    ]),
  );

/** The points, what the model says there, and the residuals, as CSV. @param {Fit} fit */
export const residualsCsv = ({ judgement }) =>
  csv(
    ["arm", "column", "series", "time", "measured", "below", "above", "sigma", "model", "residual"],
    judgement.rows.map((row) => [
      row.arm,
      row.column,
      row.series,
      row.time,
      row.measured,
      row.below,
      row.above,
      row.sigma,
      row.model,
      row.residual,
    ]),
  );
