// The tools of an explorer.  A tool is a module; what is listed here is offered, in this order, where it applies.

import { challenges } from "./challenges.js";
import { cite } from "./cite.js";
import { matters } from "./matters.js";
import { numbers } from "./numbers.js";
import { ownData } from "./own-data.js";
import { pins } from "./pins.js";
import { schedule } from "./schedule.js";
import { takeaway } from "./takeaway.js";
import { uncertainty } from "./uncertainty.js";

/** @import { Model, Picture, Run } from "../types.js" */
/** @import { Explorer } from "../explorer.js" */

/**
 * @typedef {object} ToolInstance  A tool at work in one explorer.
 * @property {Node[]} [body]                       what stands in its drawer, or in the row below
 * @property {(settled: boolean) => void} [update] explorer.run and explorer.picture are new; settled: and at rest.
 *   Called for every move of a slider, so it returns at once unless it is switched on.
 * @property {(open: boolean) => void} [opened]    its drawer was opened or closed
 * @property {(picture: Picture, run: Run) => Picture} [decorate]  puts lines, bands or marks of its own into the
 *   picture
 * @property {() => void} [leave]                  the explorer goes: stop all work
 *
 * @typedef {object} Tool
 * @property {string} id
 * @property {string} title
 * @property {"drawer"|"row"} place   drawer: a <details> with the title; row: with the downloads, always in sight
 * @property {(model: Model) => boolean} applies   a tool that does not apply is absent
 * @property {(explorer: Explorer) => ToolInstance} make
 */

/** @type {Tool[]} */
export const TOOLS = [challenges, schedule, pins, uncertainty, matters, ownData, numbers, cite, takeaway];

/** The tools of a model; a compact figure has none. @param {Model} model @param {boolean} compact */
export function toolsOf(model, compact) {
  return compact ? [] : TOOLS.filter(({ applies }) => applies(model));
}
