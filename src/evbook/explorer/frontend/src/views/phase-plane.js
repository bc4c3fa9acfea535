// The view of two states against each other: where the model goes from everywhere.

import { extent, widened } from "../figure/axes.js";
import { equilibria } from "../numerics/equilibria.js";
import { nullclines, separatrix } from "../numerics/phase.js";
import { numberText, quantityText, unitText } from "../format/numbers.js";
import { layout } from "../figure/palette.js";
import { withValue } from "../model/setting.js";

/** @import { Axis, Equilibrium, Line, Mark, Model, Picture, Run, Series } from "../types.js" */

/** Filled when stable, open when not; a cross where paths part. @type {Record<string, string>} */
const SYMBOLS = {
  "stable node": "circle",
  "stable spiral": "circle-dot",
  saddle: "x-thin",
  "unstable node": "circle-open",
  "unstable spiral": "circle-open-dot",
};

/** @param {Series} series @returns {Axis} */
function axisOf({ log, low, high }) {
  return { log, low, high };
}

/** Polylines as one line with breaks. @param {{x: ArrayLike<number>, y: ArrayLike<number>}[]} pieces */
function joined(pieces) {
  const length = pieces.reduce((sum, piece) => sum + piece.x.length + 1, 0);
  const [x, y] = [new Float64Array(length).fill(NaN), new Float64Array(length).fill(NaN)];
  let at = 0;
  for (const piece of pieces) {
    x.set(piece.x, at);
    y.set(piece.y, at);
    at += piece.x.length + 1;
  }
  return { x, y };
}

/**
 * @typedef {object} Found  What takes longest to find.
 * @property {Equilibrium[]} points
 * @property {{x: Float64Array, y: Float64Array}} separatrix
 * @property {number} at  when it was found, in milliseconds
 */

/** While a slider moves, states at rest and separatrix may be this many milliseconds behind. */
const BEHIND = 60;

/** The last ones found for each model. @type {WeakMap<Model, Found>} */
const lately = new WeakMap();

/**
 * @param {Model} model
 * @param {boolean} moving
 * @param {() => {points: Equilibrium[], separatrix: {x: Float64Array, y: Float64Array}}} find
 */
function equilibriaOf(model, moving, find) {
  const now = performance.now();
  const known = lately.get(model);
  if (moving && known && now - known.at < BEHIND) return known;
  const found = { ...find(), at: now };
  lately.set(model, found);
  return found;
}

/**
 * @param {Model} model
 * @param {Run} run
 * @param {Picture} [standing]
 * @returns {Picture}
 */
function picture(model, run, standing) {
  const { program } = model;
  const phase = /** @type {{x: string, y: string}} */ (program.views.phase);
  const i = program.states.findIndex(({ name }) => name === phase.x);
  const j = program.states.findIndex(({ name }) => name === phase.y);
  const [sx, sy] = [program.states[i], program.states[j]];
  const versions = run.companion ? [run.main, run.companion] : [run.main];
  const ofAll = (/** @type {string} */ name) =>
    extent(versions.map(({ series }) => /** @type {Float64Array} */ (series.get(name))));
  const x = widened(standing?.x ?? axisOf(sx), ofAll(phase.x));
  const y = widened(standing?.panels[0].axis ?? axisOf(sy), ofAll(phase.y));
  const version = run.setting.ev ? program.on : program.off;
  const p = run.setting.values;
  /** @type {[number, number]} */
  const xs = [x.low, x.high];
  /** @type {[number, number]} */
  const ys = [y.low, y.high];
  const box = { x: xs, y: ys };
  const log = { x: x.log, y: y.log };
  // Nullclines and equilibria in a plane are those of the whole system only when it has two states.
  const planar = program.states.length === 2;

  /**
   * @param {string} id
   * @param {{x: ArrayLike<number>, y: ArrayLike<number>}} points
   * @param {Partial<Line>} style
   * @returns {Line}
   */
  const line = (id, points, style) => ({
    id: `phase-${id}`,
    ...points,
    panel: 0,
    colour: "c0",
    dash: [],
    width: layout.line.width,
    label: "",
    unit: "",
    companion: false,
    ...style,
  });
  /** @param {typeof run.main} curves */
  const path = ({ series }) => ({
    x: /** @type {Float64Array} */ (series.get(phase.x)),
    y: /** @type {Float64Array} */ (series.get(phase.y)),
  });

  /** @type {Line[]} */
  const lines = [];
  /** @type {Equilibrium[]} */
  let points = [];
  if (planar) {
    const curves = nullclines(version, p, i, j, box, { log });
    const found = equilibriaOf(model, standing !== undefined, () => {
      const all = equilibria(version, p, {
        low: program.states.map((state) => (state.log ? 0 : state.low)),
        high: program.states.map((_, k) => (k === i ? x.high : y.high)),
      });
      const saddles = all.filter(({ kind }) => kind === "saddle");
      return {
        points: all,
        separatrix: joined(saddles.flatMap((saddle) => separatrix(version, p, saddle, box, { i, j, log }))),
      };
    });
    points = found.points;
    lines.push(
      line("nullcline-x", joined(curves.x), {
        colour: "c1",
        dash: [9, 4],
        width: layout.line.nullcline,
        label: `${sx.label} stand still`,
      }),
      line("nullcline-y", joined(curves.y), {
        colour: "c3",
        dash: [2, 3],
        width: layout.line.nullcline,
        label: `${sy.label} stand still`,
      }),
      line("separatrix", found.separatrix, {
        colour: "muted",
        dash: [12, 3, 2, 3],
        width: layout.line.nullcline,
        label: "separatrix",
      }),
    );
  }
  if (run.companion)
    lines.push(
      line("path--off", path(run.companion), {
        colour: "companion",
        dash: layout.companion.dash,
        width: layout.line.companion,
        label: "without vesicles",
        companion: true,
      }),
    );
  lines.push(line("path", path(run.main), { label: "the path taken" }));

  return {
    view: "phase",
    x,
    xTitle: titleOf(sx),
    panels: [{ axis: y, title: titleOf(sy) }],
    lines,
    marks: [startMark(path(run.main), sx, sy), ...equilibriumMarks(points, i, j, sx, sy, { x, y })],
  };
}

/** @param {Series} series */
function titleOf({ label, unit, log }) {
  const inside = [unitText(unit), log ? "logarithmic" : ""].filter(Boolean).join(", ");
  return inside ? `${label} (${inside})` : label;
}

/** @param {{x: ArrayLike<number>, y: ArrayLike<number>}} path @param {Series} sx @param {Series} sy @returns {Mark} */
function startMark(path, sx, sy) {
  const [x, y] = [path.x[0], path.y[0]];
  return {
    id: "phase-start",
    x: [x],
    y: [y],
    symbol: "square",
    colour: "c0",
    label: "start",
    text: [`start: ${at(x, sx)}, ${at(y, sy)}`],
  };
}

/** @param {number} value @param {Series} series */
function at(value, series) {
  return `${series.label} ${quantityText(value, series.unit)}`;
}

/**
 * One mark for each kind of equilibrium, those off a logarithmic axis drawn on its edge.
 * @param {Equilibrium[]} points @param {number} i @param {number} j @param {Series} sx @param {Series} sy @param {{x:
 *   Axis, y: Axis}} axes
 * @returns {Mark[]}
 */
function equilibriumMarks(points, i, j, sx, sy, axes) {
  const onto = (/** @type {number} */ value, /** @type {Axis} */ axis) =>
    axis.log && value < axis.low ? axis.low : value;
  const shown = points.filter(
    ({ y }) =>
      y[i] <= axes.x.high &&
      y[j] <= axes.y.high &&
      (axes.x.log || y[i] >= axes.x.low) &&
      (axes.y.log || y[j] >= axes.y.low),
  );
  const kinds = [...new Set([...Object.keys(SYMBOLS), ...shown.map(({ kind }) => kind)])];
  return kinds.map((kind) => {
    const here = shown.filter((rest) => rest.kind === kind);
    return {
      id: `phase-${kind}`,
      x: here.map(({ y }) => onto(y[i], axes.x)),
      y: here.map(({ y }) => onto(y[j], axes.y)),
      symbol: SYMBOLS[kind] ?? "star",
      colour: "text",
      label: kind,
      text: here.map(
        (rest) =>
          `${kind}: ${at(rest.y[i], sx)}, ${at(rest.y[j], sy)}; fastest eigenvalue ${numberText(leading(rest))}`,
      ),
    };
  });
}

/** @param {Equilibrium} rest the real part that decides */
function leading({ eigenvalues }) {
  return Math.max(...eigenvalues.map(({ re }) => re));
}

/**
 * The parameters at which the two states drawn begin; null where one of them begins at an expression.
 * @param {Model} model
 */
function starts({ program }) {
  const [x, y] = [program.views.phase?.x, program.views.phase?.y].map(
    (name) => program.states.find((state) => state.name === name)?.start,
  );
  return x && y ? { x, y } : null;
}

/** @type {import("./registry.js").View} */
export const phasePlane = {
  id: "phase",
  picture,
  clickHint: "Click in the figure to start there.",
  click(explorer, { x, y }) {
    const { model, setting } = explorer;
    const names = starts(model);
    const rounded = (/** @type {number} */ value) => Number(value.toPrecision(3));
    if (names)
      explorer.change(withValue(model, withValue(model, setting, names.x, rounded(x)), names.y, rounded(y)), true);
  },
};
