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

/** What lies below the axis, or below a limit, points down; above a limit, up. */
const BEYOND = { down: "arrow-bar-down-open", up: "arrow-bar-up-open" };

/** Points drawn of one column: what a figure can show; all are compared and fitted. */
const MOST_DRAWN = 500;

/** @param {number[]} points */
function thinned(points) {
  const every = Math.ceil(points.length / MOST_DRAWN);
  return every > 1 ? points.filter((_, k) => k % every === 0) : points;
}

/** @param {number} value @param {Axis} axis */
const onAxis = (value, axis) => Number.isFinite(value) && (!axis.log || value > 0);

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
  /**
   * @param {string} id
   * @param {{symbol: string, label: string, panel: number, xs: ArrayLike<number>, ys: ArrayLike<number>,
   *   points: number[], bars?: ArrayLike<number>|null, text: (i: number) => string}} what
   */
  const put = (id, { symbol, label, panel, xs, ys, points, bars, text }) => {
    const mark = {
      id,
      x: points.map((i) => xs[i]),
      y: points.map((i) => ys[i]),
      ...(bars ? { bars: points.map((i) => (bars[i] > 0 ? bars[i] : 0)) } : {}),
      panel,
      size: SIZE,
      symbol,
      colour: "text",
      label,
      text: points.map(text),
    };
    marks.push(mark);
    x = holding(x, mark.x);
    // Bars end within the axis where it may hold them; of a logarithm only the upper end can.
    const tips = bars ? points.flatMap((i) => [ys[i] + (bars[i] || 0), ys[i] - (bars[i] || 0)]) : [];
    const places = [...mark.y, ...tips.filter((_, k) => !panels[panel].axis.log || k % 2 === 0)];
    panels = panels.map((one, i) => (i === panel ? { ...one, axis: holding(one.axis, places) } : one));
  };
  const phase = picture.view === "phase" && model.program.views.phase;
  if (phase) {
    const [across, up] = [phase.x, phase.y].map((name) => tracks.find(({ series }) => series === name));
    if (!across || !up) return null;
    const [xUnit, yUnit] = [phase.x, phase.y].map((name) => model.series.get(name)?.unit ?? "");
    const { axis } = panels[0];
    const points = [...up.values.keys()].filter((i) => onAxis(across.values[i], x) && onAxis(up.values[i], axis));
    put("own-phase", {
      symbol: SHAPES[0],
      label: "your data",
      panel: 0,
      xs: across.values,
      ys: up.values,
      points: thinned(points),
      text: (i) => `your data: ${quantityText(up.values[i], yUnit)} at ${quantityText(across.values[i], xUnit)}`,
    });
  } else if (picture.hover === "time") {
    tracks.forEach((track, shape) => {
      const line = picture.lines.find(({ id }) => id === track.series);
      if (!line) return;
      const { panel } = line;
      const { axis } = panels[panel];
      const { places, values } = track;
      const label = `your ${track.name}${track.arm && track.arm !== track.name ? ` (${track.arm})` : ""}`;
      const at = (/** @type {number} */ i) => quantityText(places[i], unit);
      const all = [...places.keys()].filter((i) => onAxis(places[i], x));
      put(`own-${track.letter}${shape}`, {
        symbol: SHAPES[shape % SHAPES.length],
        label,
        panel,
        xs: places,
        ys: values,
        points: thinned(all.filter((i) => onAxis(values[i], axis))),
        bars: track.spreads,
        text: (i) => {
          const spread = track.spreads?.[i] ?? 0;
          const bar = spread > 0 ? ` ± ${quantityText(spread, line.unit)}` : "";
          return `your data: ${quantityText(values[i], line.unit)}${bar} at ${at(i)}`;
        },
      });
      // What has no place on the axis is drawn at its edge: 0 on a logarithmic axis, and what lies beyond a limit.
      const lowest = panels[panel].axis.low;
      const sides = (/** @type {number} */ i) => track.sides?.[i] ?? 0;
      const edge = Float64Array.from(values, (value, i) => {
        if (sides(i)) return track.limits?.[i] ?? NaN;
        return axis.log && value <= 0 ? lowest : NaN;
      });
      for (const [side, name] of /** @type {[number, "down"|"up"][]} */ ([
        [-1, "down"],
        [1, "up"],
      ])) {
        const points = thinned(all.filter((i) => onAxis(edge[i], axis) && (sides(i) || -1) === side));
        if (points.length === 0) continue;
        const zeros = points.some((i) => !sides(i));
        put(`own-${track.letter}${shape}-${name}`, {
          symbol: BEYOND[name],
          label: `${label}, ${zeros ? "0 or less" : side < 0 ? "below the limit" : "above the limit"}`,
          panel,
          xs: places,
          ys: edge,
          points,
          text: (i) =>
            sides(i)
              ? `your data: ${side < 0 ? "below" : "above"} ${quantityText(edge[i], line.unit)} at ${at(i)}`
              : `your data: ${quantityText(values[i], line.unit)}, which this axis cannot show, at ${at(i)}`,
        });
      }
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
