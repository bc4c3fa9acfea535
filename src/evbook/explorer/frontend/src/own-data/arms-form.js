// What each arm of a table was given: a list of scenarios and one of doses for each.

import { element } from "../ui/dom.js";
import { bareSelect } from "../ui/select.js";

/** @import { Model, Row } from "../types.js" */

/** Where an arm begins when nothing else is said: as the sliders stand, with the doses of the table if it has some. */
export const HERE = "";

/** @typedef {{scenario: string, doses: string}} Told */

/**
 * Nothing where there is no choice.
 * @param {Model} model
 * @param {string[]} names
 * @param {Map<string, Row[]>} doses  what the table gives, by arm
 * @param {Map<string, Told>} told
 * @param {(arm: string, told: Told) => void} tell
 */
export function armsForm({ program }, names, doses, told, tell) {
  if (names.length < 2 && !names.some((arm) => doses.has(arm))) return [];
  const dosed = (program.events?.doses.length ?? 0) > 0 || (program.events?.windows.length ?? 0) > 0;
  const settings = [
    { value: HERE, text: "as the sliders stand" },
    ...program.scenarios.map(({ id, title }) => ({ value: id, text: title })),
  ];
  const rows = names.map((arm) => {
    const now = () => told.get(arm) ?? { scenario: HERE, doses: HERE };
    const own = doses.has(arm);
    const given = [
      ...(own ? [{ value: HERE, text: "those of the table" }] : []),
      { value: own ? "own" : HERE, text: "those of its setting" },
      { value: "none", text: "none" },
    ];
    const cells = [
      bareSelect(`Setting of ${arm}`, settings, now().scenario, (scenario) => tell(arm, { ...now(), scenario })),
      ...(dosed
        ? [bareSelect(`Doses of ${arm}`, given, now().doses, (value) => tell(arm, { ...now(), doses: value }))]
        : []),
    ];
    return element(
      "tr",
      { "data-arm": arm },
      element("th", { scope: "row" }, arm),
      ...cells.map((cell) => element("td", {}, cell)),
    );
  });
  const heads = ["Arm", "Begins at", ...(dosed ? ["Doses"] : [])];
  const caption = names.length > 1 ? "Arms, fitted together: say what each was given" : "What was given";
  return [
    element(
      "div",
      { class: "evx-tables", tabindex: 0, role: "region", "aria-label": "Arms" },
      element(
        "table",
        { class: "evx-own-reading" },
        element("caption", {}, caption),
        element("thead", {}, element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)))),
        element("tbody", {}, ...rows),
      ),
    ),
  ];
}
