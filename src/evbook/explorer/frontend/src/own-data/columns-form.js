// Which curve each column measures: a list for each, for the reader to change.

import { element } from "../ui/dom.js";
import { select } from "../ui/select.js";
import { unitText } from "../format/numbers.js";
import { matched } from "./columns.js";

/** @import { Model, Series } from "../types.js" */
/** @import { Measured, Track } from "./columns.js" */

/** The curves that a column may measure; those that are drawn come first. @param {Model} model */
function curves(model) {
  const shown = model.program.views.timecourse.series;
  return [...new Set([...shown, ...model.series.keys()])].map((name) => {
    const one = /** @type {Series} */ (model.series.get(name));
    const unit = one.unit ? ` (${unitText(one.unit)})` : "";
    return { value: name, text: `${one.label}${unit}${shown.includes(name) ? "" : ", not drawn"}` };
  });
}

/**
 * @param {Model} model
 * @param {Measured} measured
 * @param {(i: number, track: Track) => void} change
 */
export function columnsForm(model, { tracks }, change) {
  const options = [{ value: "", text: "not used" }, ...curves(model)];
  return tracks.map((track, i) => {
    const note = element("span", { class: "evx-working" }, track.remark && `${track.remark}.`);
    const unit = track.unit ? ` [${unitText(track.unit.replaceAll("^", "**"))}]` : "";
    const arm = track.arm && track.arm !== track.name ? ` (${track.arm})` : "";
    const pick = select(
      `Column ${track.letter}, ${track.name}${unit}${arm}, measures`,
      options,
      track.series,
      (value) => {
        const now = matched(model, track, value);
        pick.choose(now.series);
        note.textContent = now.remark && `${now.remark}.`;
        change(i, now);
      },
    );
    return element("div", { class: "evx-choices-row", "data-column": track.letter }, pick, note);
  });
}
