// The views of a model.  A view is a module; what is listed here is offered, in this order, where it applies.

import { distribution } from "./distribution.js";
import { fluxes } from "./fluxes.js";
import { map } from "./map.js";
import { phasePlane } from "./phase-plane.js";
import { linear, logarithmic } from "./scales.js";
import { sweep } from "./sweep.js";
import { curves, timecourse } from "./timecourse.js";

/** @import { Model, Picture, Run } from "../types.js" */
/** @import { Explorer } from "../explorer.js" */

/**
 * @typedef {object} ViewState  What a view keeps while an explorer shows it.
 * @property {Node} [element]       choices of the view's own, shown above the figure
 * @property {() => void} [atRest]  a run has come to rest: long work may begin (see slices.js)
 * @property {() => void} [moving]  the setting has changed: long work stops
 * @property {() => void} [leave]   another view is shown
 *
 * @typedef {object} View
 * @property {string} id            as in a link's `_view`
 * @property {string} title
 * @property {(model: Model) => boolean} applies   a view that does not apply is absent
 * @property {(model: Model, run: Run, standing?: Picture, viewState?: any) => Picture} picture
 *   standing: the picture drawn before, whose axes are kept at least as wide while a slider moves
 * @property {(explorer: Explorer) => ViewState} [begin]
 * @property {(explorer: Explorer, at: {x: number, y: number, panel: number}) => void} [click]  in the axes' units
 * @property {string} [clickHint]   what a click does, said beside the figure
 */

/** @type {View[]} */
const VIEWS = [timecourse, curves, linear, logarithmic, phasePlane, sweep, map, distribution, fluxes];

/** The views of a model; a compact figure has the first alone. @param {Model} model @param {boolean} compact */
export function viewsOf(model, compact) {
  const all = VIEWS.filter(({ applies }) => applies(model));
  return compact ? all.slice(0, 1) : all;
}
