// Which curve a tool works on: a list of those over time, where there is more than one.

import { select } from "../ui/select.js";

/** @import { Model } from "../types.js" */

/**
 * `name` is the curve chosen; `parts` is what there is to show of the choice.
 * @param {Model} model
 * @param {() => void} changed
 */
export function curveChoice(model, changed) {
  const names = model.program.views.timecourse.series;
  const choice = { name: names[0], parts: /** @type {HTMLElement[]} */ ([]) };
  if (names.length < 2) return choice;
  const options = names.map((id) => ({ value: id, text: model.series.get(id)?.label || id }));
  const list = select("Curve", options, choice.name, (id) => {
    choice.name = id;
    changed();
  });
  choice.parts.push(list);
  return choice;
}
