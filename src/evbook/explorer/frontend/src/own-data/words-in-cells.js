// Cells that are written for people: times in words ("Day 4"), and labels that stand once for the rows below them.

import { cellOf } from "./cells.js";
import { timeWords } from "./words.js";

/** @import { Cell } from "./cells.js" */
/** @import { Raw } from "./raw.js" */

/** "Day 4", "week 2.5", "D-1": a unit of time before its number. */
const WORDED = /^(\p{L}+)\.?[\s_]*(-?\d+(?:[.,]\d+)?)$/u;

/**
 * Times in words as numbers with a unit, where most cells of a column are such; and an example of one.
 * A letter alone ("D4", which may be a donor) is a time only under a heading that speaks of time.
 * @param {Raw} raw
 * @param {Cell[]} cells
 * @returns {{raw: Raw, cells: Cell[], example: string}}
 */
export function timed(raw, cells) {
  let [example, made] = ["", 0];
  const found = cells.map((cell) => {
    const match = cell.kind === "text" ? WORDED.exec(cell.text.trim()) : null;
    const word = match ? match[1].toLowerCase() : "";
    const unit = word.length > 1 || raw.heading.time >= 2 ? timeWords.get(word) : undefined;
    if (!match || !unit) return cell;
    example ||= cell.text.trim();
    made += 1;
    return cellOf(`${match[2]} ${unit}`);
  });
  if (made < 2 || made * 2 < cells.filter(({ kind }) => kind !== "empty").length) return { raw, cells, example: "" };
  const heading = raw.heading.time >= 2 ? raw.heading : { ...raw.heading, time: 2 };
  return { raw: { ...raw, heading }, cells: found, example };
}

/** Headings of a column that gives the unit of each row's value. */
export const UNIT_NAMES = new Set(["unit", "units", "einheit", "einheiten", "unité", "unidad", "unità"]);

/**
 * Numbers with the unit that a column beside them gives; a cell with a unit of its own keeps it.
 * @param {Cell[]} cells
 * @param {Cell[]} units
 * @returns {Cell[]}
 */
export const withUnitsBeside = (cells, units) =>
  cells.map((cell, i) =>
    cell.kind === "number" && !cell.unit && !["empty", "missing"].includes(units[i].kind)
      ? cellOf(`${cell.text} ${units[i].text}`)
      : cell,
  );

/**
 * Labels of merged cells: one stands in the first of its rows and holds until the next; null where nothing is filled.
 * @param {Cell[]} cells
 * @returns {Cell[]|null}
 */
export function filledDown(cells) {
  if (!cells.length || cells[0].kind === "empty" || !cells.some(({ kind }) => kind === "empty")) return null;
  let [now] = cells;
  return cells.map((cell) => (now = cell.kind === "empty" ? now : cell));
}
