// A reader's data in the picture: points of their own shape in the colour of the words, so that no colour need be told
// apart.

import { extent, niceAbove, niceBelow, widened } from "../figure/axes.js";
import { quantityText } from "../format/numbers.js";
import { used } from "./residuals.js";

/** @import { Axis, Mark, Model, Picture } from "../types.js" */
/** @import { Measured } from "./columns.js" */

/** Shapes by column; those that the views themselves use are not among them. */
const SHAPES = ["square-open", "triangle-up-open", "diamond-open", "cross-open", "hexagon-open", "triangle-down-open"];
const SIZE = 9;

/**
 * The points of one column; those that an axis cannot have are left out.
 * @param {ArrayLike<number>} x @param {ArrayLike<number>} y @param {Axis} across @param {Axis} up
 */
function drawable(x, y, across, up) {
  const can = (/** @type {number} */ value, /** @type {Axis} */ axis) =>
    Number.isFinite(value) && (!axis.log || value > 0);
  return Array.from(x, (_, i) => i).filter((i) => can(x[i], across) && can(y[i], up));
}

/** Points drawn of one column: what a figure can show; all are compared and fitted. */
const MOST_DRAWN = 500;

/** @param {number[]} points */
function thinned(points) {
  const every = Math.ceil(points.length / MOST_DRAWN);
  return every > 1 ? points.filter((_, k) => k % every === 0) : points;
}

/** An axis that holds some places too. @param {Axis} axis @param {number[]} places @returns {Axis} */
function holding(axis, places) {
  let [least, most] = [Infinity, -Infinity];
  for (const place of places) {
    if (place < least) least = place;
    if (place > most) most = place;
  }
  if (!axis.log) return widened(axis, { least, most, lowest: Infinity });
  return {
    log: true,
    low: least < axis.low ? niceBelow(least) : axis.low,
    high: most > axis.high && most < Infinity ? niceAbove(most) : axis.high,
  };
}

/**
 * The marks of a picture, and the axes that hold them; nothing where the view has no place for the data.
 * @param {Model} model @param {Measured} measured @param {Picture} picture
 * @returns {{marks: Mark[], x: Axis, panels: Picture["panels"]}|null}
 */
export function marksOf(model, measured, picture) {
  const tracks = used(measured.tracks);
  const unit = model.program.across ? (model.series.get(model.program.across)?.unit ?? "") : model.program.time.unit;
  /** @type {Mark[]} */
  const marks = [];
  let { x, panels } = picture;
  const add = (
    /** @type {string} */ id,
    /** @type {number} */ shape,
    /** @type {string} */ label,
    /** @type {number} */ panel,
    /** @type {[ArrayLike<number>, string]} */ [xs, xUnit],
    /** @type {[ArrayLike<number>, string]} */ [ys, yUnit],
  ) => {
    const points = thinned(drawable(xs, ys, x, panels[panel].axis));
    const mark = {
      id,
      x: points.map((i) => xs[i]),
      y: points.map((i) => ys[i]),
      panel,
      size: SIZE,
      symbol: SHAPES[shape % SHAPES.length],
      colour: "text",
      label,
      text: points.map((i) => `your data: ${quantityText(ys[i], yUnit)} at ${quantityText(xs[i], xUnit)}`),
    };
    marks.push(mark);
    x = holding(x, mark.x);
    panels = panels.map((one, i) => (i === panel ? { ...one, axis: holding(one.axis, mark.y) } : one));
  };
  const phase = picture.view === "phase" && model.program.views.phase;
  if (phase) {
    const [across, up] = [phase.x, phase.y].map((name) => tracks.find(({ series }) => series === name));
    if (!across || !up) return null;
    add(
      "own-phase",
      0,
      "your data",
      0,
      [across.values, model.series.get(phase.x)?.unit ?? ""],
      [up.values, model.series.get(phase.y)?.unit ?? ""],
    );
  } else if (picture.hover === "time") {
    tracks.forEach((track, shape) => {
      const line = picture.lines.find(({ id }) => id === track.series);
      if (line)
        add(
          `own-${track.letter}${shape}`,
          shape,
          `your ${track.name}${track.arm && track.arm !== track.name ? ` (${track.arm})` : ""}`,
          line.panel,
          [track.places, unit],
          [track.values, line.unit],
        );
    });
  }
  return marks.length ? { marks, x, panels } : null;
}

/** What the points span along the axis. @param {Measured} measured */
export function spanOf({ tracks }) {
  const { least, most } = extent(
    used(tracks).map(({ places, values }) => places.map((place, i) => (Number.isFinite(values[i]) ? place : NaN))),
  );
  return { least, most };
}
