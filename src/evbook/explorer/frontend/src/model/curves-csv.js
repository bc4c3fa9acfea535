// The curves of a run as CSV, with the setting that they belong to.

import { field, numberField } from "../format/csv.js";
import { valuesByName } from "./setting.js";

/** @import { Model, Run } from "../types.js" */

/** @param {Model} model @param {Run} run @param {string} link the address that reproduces the setting; may be "" */
export function csvOf(model, run, link = "") {
  const { program } = model;
  const unit = (/** @type {string} */ u) => u || "1";
  const comment = [
    `${program.title} (${program.id}@${program.hash})`,
    `EV terms: ${run.setting.ev ? "on" : "off"}`,
    ...program.parameters.map(
      ({ name, unit: u }) => `${name} = ${valuesByName(model, run.setting)[name]} [${unit(u)}]`,
    ),
    ...(run.setting.schedule ?? []).map(
      ({ name, start, size, every, count }) =>
        `schedule: ${name} at ${start}, size ${size}, every ${every}, ${count} times [${unit(program.time.unit)}]`,
    ),
    ...(link ? [link] : []),
    ...(run.trouble ? [run.trouble] : []),
  ].map((line) => `# ${line.replace(/[\r\n]+/g, " ")}`);
  const names = [...run.main.series.keys()];
  const unitOf = (/** @type {string} */ name) => unit(model.series.get(name)?.unit ?? "");
  /** @type {[string, ArrayLike<number>][]} */
  const columns = [
    [`${program.time.symbol || "t"} [${unit(program.time.unit)}]`, run.times],
    ...names.map(
      (name) => /** @type {[string, ArrayLike<number>]} */ ([`${name} [${unitOf(name)}]`, run.main.series.get(name)]),
    ),
  ];
  if (run.companion) {
    for (const name of names) {
      const off = run.companion.series.get(name);
      if (off) columns.push([`${name} without EV terms [${unitOf(name)}]`, off]);
    }
  }
  const rows = [columns.map(([head]) => field(head)).join(",")];
  for (let i = 0; i < run.times.length; i++) rows.push(columns.map(([, values]) => numberField(values[i])).join(","));
  return [...comment, ...rows].join("\n") + "\n";
}
