// The residuals of a fit over time, a small picture for each curve: what the model leaves over should have no shape.

import { frame, mark, MOST, NAMES, SIZE, stroke, words } from "./small-plot.js";
import { element } from "../ui/dom.js";
import { numberText, quantityText, unitText } from "../format/numbers.js";

/** @import { Fit } from "./fit.js" */
/** @import { Row } from "./lack-of-fit.js" */

/** @param {Fit} fit @param {string} series */
function plotOf({ problem, judgement }, series) {
  const { model } = problem;
  const { width, height, left, right, top, bottom } = SIZE;
  const { label = series, unit = "" } = model.series.get(series) ?? {};
  const rows = judgement.rows.filter((row) => row.series === series && Number.isFinite(row.measured));
  if (rows.length === 0) return null;
  const every = Math.ceil(rows.length / MOST);
  const shown = rows.filter((_, i) => i % every === 0);
  const extent = (/** @type {(row: Row) => number} */ of) =>
    shown.reduce(([low, high], row) => [Math.min(low, of(row)), Math.max(high, of(row))], [Infinity, -Infinity]);
  const [start, end] = extent(({ time }) => time);
  const most = Math.max(...extent(({ residual }) => residual).map(Math.abs)) || 1;
  const across = (/** @type {number} */ at) =>
    left + 8 + (width - left - right - 16) * (end > start ? (at - start) / (end - start) : 0.5);
  const middle = top + (height - top - bottom) / 2;
  const up = (/** @type {number} */ value) => middle - ((height - top - bottom) / 2 - 4) * (value / most);
  const time = unitText(model.program.time.unit);
  const what = problem.error === "log" ? "model over measurement, as a logarithm" : "model less measurement";
  const size = problem.error === "log" ? numberText(most) : quantityText(most, unit);
  const signs = [
    rows.filter(({ residual }) => residual > 0).length,
    rows.filter(({ residual }) => residual < 0).length,
  ];
  const svg = frame(
    `Residuals of ${label}: ${signs[0]} above 0 and ${signs[1]} below, the greatest ${size}, from ` +
      `${numberText(start)} to ${quantityText(end, model.program.time.unit)}.`,
  );
  svg.append(
    stroke(`M${left},${middle}H${width - right}`, { "stroke-dasharray": "4 4" }),
    words(left - 6, up(most) + 4, "end", numberText(most, 2)),
    words(left - 6, middle + 4, "end", "0"),
    words(left - 6, up(-most) + 4, "end", numberText(-most, 2)),
    words(left, height - bottom + 14, "start", numberText(start)),
    words(width - right, height - bottom + 14, "end", `${numberText(end)}${time ? ` ${time}` : ""}`),
    ...shown.map((row) =>
      mark(
        problem.arms.findIndex(({ name }) => name === row.arm),
        across(row.time),
        up(row.residual),
      ),
    ),
  );
  const there = problem.arms.flatMap(({ name }, k) => (rows.some(({ arm }) => arm === name) ? [{ name, k }] : []));
  const shapes =
    problem.arms.length > 1 && problem.arms.length <= NAMES.length
      ? ` ${there.map(({ name, k }) => `${name}: ${NAMES[k]}`).join("; ")}.`
      : "";
  const said = problem.error === "log" ? "" : unitText(unit);
  const thinned = every > 1 ? ` One point in ${every} is drawn.` : "";
  return element(
    "div",
    { class: "evx-own-residuals" },
    element("p", {}, `Residuals of ${label}: ${what}${said ? ` (${said})` : ""}.${shapes}${thinned}`),
    /** @type {any} */ (svg),
  );
}

/** @param {Fit} fit */
export const residualPlots = (fit) => fit.problem.columns.flatMap((series) => plotOf(fit, series) ?? []);
