// The tools that there are, a module each.  Which of them a model has, in which order and under which title, is said by
// its program's panel (in Python, evbook.derive.javascript.panel).

import { challenges } from "./challenges.js";
import { cite } from "./cite.js";
import { late } from "./late.js";
import { numbers } from "./numbers.js";
import { pins } from "./pins.js";
import { schedule } from "./schedule.js";
import { takeaway } from "./takeaway.js";

/** @import { Model, Picture, Run, ToolChoice } from "../types.js" */
/** @import { Explorer } from "../explorer.js" */

/**
 * @typedef {object} ToolInstance  A tool at work in one explorer.
 * @property {Node[]} [body]                       what stands in its drawer, or in the row below
 * @property {(settled: boolean) => void} [update] explorer.run and explorer.picture are new; settled: and at rest.
 *   Called for every move of a slider, so it returns at once unless it is switched on.
 * @property {(open: boolean) => void} [opened]    its drawer was opened or closed
 * @property {(picture: Picture, run: Run) => Picture} [decorate]  puts lines, bands or marks of its own into the
 *   picture
 * @property {(dropped: import("./late.js").Dropped) => void} [receive]  something was dropped on the figure
 * @property {() => Promise<Blob>} [archive]       the model with its experiments, as a file
 * @property {() => void} [leave]                  the explorer goes: stop all work
 *
 * @typedef {object} Tool
 * @property {string} id
 * @property {(explorer: Explorer) => ToolInstance} make
 */

/** @typedef {Tool & ToolChoice} NamedTool */

/** Those that are there at once; the others come from the laboratory (laboratory.js). @type {Tool[]} */
const TOOLS = [challenges, schedule, pins, numbers, cite, takeaway];
/** Those of the laboratory, by name: their modules are not here yet. */
export const LATE = new Set(["draw", "hear", "matters", "own-data", "uncertainty"]);

/** The tools of a model; a compact figure has none. @param {Model} model @param {boolean} compact */
export function toolsOf({ program }, compact) {
  if (compact) return [];
  return program.panel.tools.flatMap((choice) => {
    const tool = LATE.has(choice.id) ? late(choice) : TOOLS.find(({ id }) => id === choice.id);
    return tool ? [/** @type {NamedTool} */ ({ ...tool, ...choice })] : [];
  });
}
