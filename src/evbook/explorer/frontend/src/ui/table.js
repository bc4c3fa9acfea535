// The table of a live figure: the values behind the picture, and what came of them.

import { numberText } from "../format/numbers.js";

/** @import { Model, Run, Setting } from "../types.js" */
/** @import { Layout } from "./layout.js" */

/** @param {Layout} layout @param {Model} model @param {Setting} setting @param {Run} run */
export function showNumbers(layout, model, setting, run) {
  layout.fill(
    "data-value",
    Object.fromEntries(model.program.parameters.map(({ name }, i) => [name, numberText(setting.values[i], 4)])),
  );
  layout.fill(
    "data-measure",
    Object.fromEntries(
      model.program.measures.map(({ name }, i) => [
        name,
        Number.isNaN(run.measures[i]) ? "not reached" : numberText(run.measures[i], 4),
      ]),
    ),
  );
}
