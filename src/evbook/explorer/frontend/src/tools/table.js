// The numbers of the figure as a table, on demand.

import { element } from "../ui/dom.js";
import { numberText, quantityText, unitText } from "../format/numbers.js";

/** @import { Model, Run } from "../types.js" */

/** Rows of a curve's table: enough to see its shape. */
const ROWS = 11;

/** @param {string} label @param {string} unit */
function head(label, unit) {
  const words = unitText(unit);
  return words ? `${label} (${words})` : label;
}

/** @param {Model} model @param {Run} run */
export function measureTable(model, run) {
  return element(
    "table",
    {},
    element("caption", {}, "Outcomes"),
    element(
      "tbody",
      {},
      ...model.program.measures.map((measure, i) =>
        element(
          "tr",
          {},
          element("th", { scope: "row", title: measure.meaning }, measure.label || measure.name),
          element(
            "td",
            {},
            Number.isNaN(run.measures[i]) ? "not reached" : quantityText(run.measures[i], measure.unit, 4),
          ),
        ),
      ),
    ),
  );
}

/** @param {Model} model @param {Run} run */
export function curveTable(model, run) {
  const names = [...run.main.series.keys()];
  const columns = names.flatMap((name) => {
    const series = model.series.get(name);
    if (!series) return [];
    const title = head(series.label, series.unit);
    const main = { title, values: run.main.series.get(name) };
    return run.companion
      ? [main, { title: `${title}, without vesicles`, values: run.companion.series.get(name) }]
      : [main];
  });
  const last = run.times.length - 1;
  const rows = Array.from({ length: ROWS }, (_, i) => Math.round((i * last) / (ROWS - 1)));
  const { kind, time } = model.program;
  return element(
    "table",
    {},
    element("caption", {}, "Curves"),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, head(kind === "curve" ? time.label : "Time", time.unit)),
        ...columns.map(({ title }) => element("th", { scope: "col" }, title)),
      ),
    ),
    element(
      "tbody",
      {},
      ...rows.map((i) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, numberText(run.times[i])),
          ...columns.map(({ values }) => element("td", {}, numberText(values ? values[i] : NaN))),
        ),
      ),
    ),
  );
}
