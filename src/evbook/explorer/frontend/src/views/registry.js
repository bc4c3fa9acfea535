// The views that there are, a module each.  Which of them a model has, in which order and under which title, is said by
// its program's panel (in Python, evbook.derive.javascript.panel).

import { distribution } from "./distribution.js";
import { fluxes } from "./fluxes.js";
import { map } from "./map.js";
import { phasePlane } from "./phase-plane.js";
import { linear, logarithmic } from "./scales.js";
import { space } from "./space.js";
import { sweep } from "./sweep.js";
import { timecourse } from "./timecourse.js";

/** @import { Model, Picture, Run, ViewChoice } from "../types.js" */
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
 * @property {(model: Model, run: Run, standing?: Picture, viewState?: any) => Picture} picture
 *   standing: the picture drawn before, whose axes are kept at least as wide while a slider moves
 * @property {(explorer: Explorer) => ViewState} [begin]
 * @property {(explorer: Explorer, at: {x: number, y: number, panel: number}) => void} [click]  in the axes' units
 * @property {string} [clickHint]   what a click does, said beside the figure
 */

/** @typedef {View & ViewChoice} NamedView */

/** @type {View[]} */
const VIEWS = [space, timecourse, linear, logarithmic, phasePlane, sweep, map, distribution, fluxes];

/** The views of a model; a compact figure has the first alone. @param {Model} model @param {boolean} compact */
export function viewsOf({ program }, compact) {
  const all = program.panel.views.flatMap((choice) => {
    const view = VIEWS.find(({ id }) => id === choice.id);
    return view ? [/** @type {NamedView} */ ({ ...view, ...choice })] : [];
  });
  return compact ? all.slice(0, 1) : all;
}
