// The view over time: one panel for each unit, the curves with vesicles and, behind, without.

import { extent, widened } from "../figure/axes.js";
import { companionOf } from "../figure/companion.js";
import { isCounted, unitText } from "../format/numbers.js";
import { colourKey, dashOf, layout } from "../figure/palette.js";

/** @import { Axis, Curves, Line, Model, Picture, Run, Series } from "../types.js" */

/** Series that can share an axis. @param {Model} model @returns {Series[][]} */
function panelsOf(model) {
  /** @type {Map<string, Series[]>} */
  const panels = new Map();
  for (const name of model.program.views.timecourse.series) {
    const series = /** @type {Series} */ (model.series.get(name));
    const key = `${series.unit}|${series.log}`;
    panels.set(key, [...(panels.get(key) ?? []), series]);
  }
  return [...panels.values()];
}

/** @param {Series[]} panel @returns {Axis} */
function declaredAxis(panel) {
  return {
    log: panel[0].log,
    low: Math.min(...panel.map(({ low }) => low)),
    high: Math.max(...panel.map(({ high }) => high)),
  };
}

/** As many letters of labels as the head of a panel has room for on a phone. */
const ROOM = 46;

/**
 * What stands over a panel: "Closes from, Pays from (nm)", or the unit where the curves are things counted.
 * @param {Series[]} panel
 */
export function panelTitle(panel) {
  const { log } = panel[0];
  const unit = unitText(panel[0].unit);
  const named = [...new Set(panel.map(({ label }) => label))].join(", ");
  const scale = log ? ", logarithmic" : "";
  const whole = (unit ? `${named} (${unit})` : named) + scale;
  return [...whole].length <= ROOM && !isCounted(unit) ? whole : (unit || "a number without unit") + scale;
}

/**
 * What stands along an axis: "Line tension (pN)", with the unit unless the label says it.
 * @param {string} label
 * @param {string} unit
 * @param {boolean} log
 */
function axisTitle(label, unit, log) {
  const said = !unit || label.toLowerCase().includes(unit.toLowerCase()) || label.includes(" per ");
  return `${label}${said ? "" : ` (${unit})`}${log ? ", logarithmic" : ""}`;
}

/**
 * Where the points of the curves lie: the times, the axis, or the output that a parametric curve is drawn across.
 * @param {Model} model @param {Curves} curves @param {Float64Array} times
 */
function horizontal({ program }, curves, times) {
  return (program.across && curves.series.get(program.across)) || times;
}

/** @param {Model} model @param {Run} run @returns {{axis: Axis, title: string}} */
function across(model, run) {
  const { program, series } = model;
  const { time } = program;
  const other = program.across ? series.get(program.across) : undefined;
  if (other) return { axis: declaredAxis([other]), title: panelTitle([other]) };
  const unit = unitText(time.unit);
  const title =
    program.kind === "curve" ? axisTitle(time.label, unit, Boolean(time.log)) : time.label || `time (${unit})`;
  return { axis: { log: Boolean(time.log), low: time.start, high: run.setting.end }, title };
}

/** @param {Model} model @param {Series} series @param {Run} run @param {number} panel @returns {Line} */
function lineOf(model, series, run, panel) {
  return {
    id: series.name,
    x: horizontal(model, run.main, run.times),
    y: /** @type {Float64Array} */ (run.main.series.get(series.name)),
    panel,
    colour: colourKey(series.colour),
    dash: dashOf(series.colour),
    width: layout.line.width,
    label: series.label,
    unit: series.unit,
    companion: false,
  };
}

/**
 * @param {Model} model
 * @param {Run} run
 * @param {Picture} [standing]
 * @returns {Picture}
 */
function picture(model, run, standing) {
  const panels = panelsOf(model);
  /** @type {Line[]} */
  const lines = [];
  const axes = panels.map((panel, index) => {
    const mains = panel.map((series) => lineOf(model, series, run, index));
    const companion = run.companion;
    const behind = companion
      ? mains.map((line) =>
          companionOf(
            line,
            horizontal(model, companion, run.times),
            /** @type {Float64Array} */ (companion.series.get(line.id)),
          ),
        )
      : [];
    lines.push(...behind, ...mains);
    const declared = standing?.panels[index].axis ?? declaredAxis(panel);
    return widened(declared, extent([...mains, ...behind].map(({ y }) => y)));
  });
  const below = across(model, run);
  return {
    view: "timecourse",
    hover: "time",
    x: below.axis,
    xTitle: below.title,
    panels: axes.map((axis, index) => ({ axis, title: panelTitle(panels[index]) })),
    lines,
    marks: [],
  };
}

/** Over time, or over the axis of a curve model. @type {import("./registry.js").View} */
export const timecourse = { id: "timecourse", picture };
