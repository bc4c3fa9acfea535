// The residuals of a fit over time, a small picture for each curve: what the model leaves over should have no shape.

import { element } from "../ui/dom.js";
import { numberText, quantityText, unitText } from "../format/numbers.js";

/** @import { Fit } from "./fit.js" */
/** @import { Row } from "./lack-of-fit.js" */

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [480, 150, 62, 8, 10, 30];
/** Points drawn at most. */
const MOST = 500;
const SPACE = "http://www.w3.org/2000/svg";

/** @param {string} tag @param {Record<string, string|number>} attributes @param {string} [text] */
function drawn(tag, attributes, text) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Shapes by arm, as the figure has them, so that no colour need be told apart. */
const NAMES = ["squares", "triangles", "diamonds", "circles"];

/** @param {number} shape @param {number} x @param {number} y */
function mark(shape, x, y) {
  const paths = [
    `M${x - 3.5},${y - 3.5}h7v7h-7z`,
    `M${x},${y - 4.5}l4.5,8h-9z`,
    `M${x},${y - 5}l5,5l-5,5l-5,-5z`,
    `M${x - 3.5},${y}a3.5,3.5 0 1 0 7,0a3.5,3.5 0 1 0 -7,0`,
  ];
  return drawn("path", { d: paths[shape % paths.length], fill: "none", stroke: "currentColor", "stroke-width": 1.5 });
}

/** @param {Fit} fit @param {string} series */
function plotOf({ problem, judgement }, series) {
  const { model } = problem;
  const { label = series, unit = "" } = model.series.get(series) ?? {};
  const rows = judgement.rows.filter((row) => row.series === series && Number.isFinite(row.measured));
  if (rows.length === 0) return null;
  const every = Math.ceil(rows.length / MOST);
  const shown = rows.filter((_, i) => i % every === 0);
  const extent = (/** @type {(row: Row) => number} */ of) =>
    shown.reduce(([low, high], row) => [Math.min(low, of(row)), Math.max(high, of(row))], [Infinity, -Infinity]);
  const [start, end] = extent(({ time }) => time);
  const most = Math.max(...extent(({ residual }) => residual).map(Math.abs)) || 1;
  const across = (/** @type {number} */ at) =>
    LEFT + 8 + (WIDTH - LEFT - RIGHT - 16) * (end > start ? (at - start) / (end - start) : 0.5);
  const middle = TOP + (HEIGHT - TOP - BOTTOM) / 2;
  const up = (/** @type {number} */ value) => middle - ((HEIGHT - TOP - BOTTOM) / 2 - 4) * (value / most);
  const time = unitText(model.program.time.unit);
  const what = problem.error === "log" ? "model over measurement, as a logarithm" : "model less measurement";
  const size = problem.error === "log" ? numberText(most) : quantityText(most, unit);
  const signs = [
    rows.filter(({ residual }) => residual > 0).length,
    rows.filter(({ residual }) => residual < 0).length,
  ];
  const svg = drawn("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    width: WIDTH,
    height: HEIGHT,
    role: "img",
    "aria-label":
      `Residuals of ${label}: ${signs[0]} above 0 and ${signs[1]} below, the greatest ${size}, from ` +
      `${numberText(start)} to ${quantityText(end, model.program.time.unit)}.`,
  });
  const text = (
    /** @type {number} */ x,
    /** @type {number} */ y,
    /** @type {string} */ anchor,
    /** @type {string} */ words,
  ) => drawn("text", { x, y, "text-anchor": anchor, "font-size": 12, fill: "currentColor" }, words);
  svg.append(
    drawn("path", { d: `M${LEFT},${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}`, fill: "none", stroke: "currentColor" }),
    drawn("path", { d: `M${LEFT},${middle}H${WIDTH - RIGHT}`, stroke: "currentColor", "stroke-dasharray": "4 4" }),
    text(LEFT - 6, up(most) + 4, "end", numberText(most, 2)),
    text(LEFT - 6, middle + 4, "end", "0"),
    text(LEFT - 6, up(-most) + 4, "end", numberText(-most, 2)),
    text(LEFT, HEIGHT - BOTTOM + 14, "start", numberText(start)),
    text(WIDTH - RIGHT, HEIGHT - BOTTOM + 14, "end", `${numberText(end)}${time ? ` ${time}` : ""}`),
    ...shown.map((row) =>
      mark(
        problem.arms.findIndex(({ name }) => name === row.arm),
        across(row.time),
        up(row.residual),
      ),
    ),
  );
  const there = problem.arms.flatMap(({ name }, k) => (rows.some(({ arm }) => arm === name) ? [{ name, k }] : []));
  const shapes =
    problem.arms.length > 1 && problem.arms.length <= NAMES.length
      ? ` ${there.map(({ name, k }) => `${name}: ${NAMES[k]}`).join("; ")}.`
      : "";
  const said = problem.error === "log" ? "" : unitText(unit);
  const thinned = every > 1 ? ` One point in ${every} is drawn.` : "";
  return element(
    "div",
    { class: "evx-own-residuals" },
    element("p", {}, `Residuals of ${label}: ${what}${said ? ` (${said})` : ""}.${shapes}${thinned}`),
    /** @type {any} */ (svg),
  );
}

/** @param {Fit} fit */
export const residualPlots = (fit) => fit.problem.columns.flatMap((series) => plotOf(fit, series) ?? []);
