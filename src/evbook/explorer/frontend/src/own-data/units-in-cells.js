// The unit of a column, from its heading, its cells or the reader, and what each cell's number is multiplied by.

import { answerFor, told } from "./told.js";
import { factorBetween, timeUnitOf, unitOf } from "./units.js";
import { Refusal, short } from "./words.js";

/** @import { Answers } from "./reader.js" */
/** @import { Read } from "./told.js" */
/** @import { Unit } from "./units.js" */

/**
 * The unit of a column, and by what each cell's number is multiplied to be in it; null where that is open.
 * @param {Read} read
 * @param {Answers} answers
 * @param {number[]} rows  of the file
 * @param {string[]} remarks
 * @param {(sentence: string, option: string, choices?: string[]) => void} ask
 * @returns {{unit: Unit|null, scales: (number|null)[]}}
 */
export function unitInCells(read, answers, rows, remarks, ask) {
  const { raw, role } = read;
  const given = answerFor(answers.units, raw);
  const readUnit = (/** @type {string} */ text) => (role === "time" ? timeUnitOf(text) : null) ?? unitOf(text);
  let { unit } = raw.heading;
  if (given !== undefined) {
    unit = readUnit(given);
    if (!unit && given) throw new Refusal(`${told(read)}: “${given}” is no unit that is known here.`);
  }
  /** @type {(number|null)[]} */
  const scales = read.cells.map(() => 1);
  // "1.5 million" is a number in words, and not in a unit.
  const cells = read.cells.map((cell, i) => {
    const power = /^\p{L}+$/u.test(cell.unit) ? unitOf(cell.unit) : null;
    if (power?.label !== "1" || power.factor === 1) return cell;
    scales[i] = power.factor;
    return { ...cell, unit: "" };
  });
  if (!cells.some((cell) => cell.unit)) return { unit, scales };
  const numbers = [...cells.keys()].filter((i) => cells[i].kind === "number");
  const units = new Map(cells.map((cell) => [cell.unit, cell.unit ? readUnit(cell.unit) : null]));
  const isStrange = (/** @type {number} */ i) =>
    cells[i].unit !== "" && (!units.get(cells[i].unit) || (!unit && ["k", "K", "M", "G", "m"].includes(cells[i].unit)));
  const strange = numbers.filter(isStrange);
  if (strange.length) {
    ask(
      `“${short(cells[strange[0]].text)}” in row ${rows[strange[0]]} has behind its number what is ` +
        `no unit known here.  Mend the cells, or leave the column out.`,
      "roles",
      ["ignored"],
    );
    for (const i of strange) scales[i] = null;
  }
  const known = numbers.filter((i) => cells[i].unit && !strange.includes(i));
  if (!known.length) return { unit, scales };
  const unitAt = (/** @type {number} */ i) => /** @type {Unit} */ (units.get(cells[i].unit));
  if (!unit) {
    unit = unitAt(known[0]);
    const bare = numbers.filter((i) => !cells[i].unit);
    if (bare.length) {
      ask(`some numbers have the unit “${unit.label}” and some have none.  In what unit are the others?`, "units");
      for (const i of bare) scales[i] = null;
    }
  }
  for (const i of known) {
    const factor = factorBetween(unitAt(i), unit);
    if (factor === null) {
      ask(`“${short(cells[i].text)}” cannot be turned into ${unit.label}.  In what unit is the column?`, "units");
      scales[i] = null;
    } else scales[i] = (factor * unitAt(i).factor) / unit.factor;
  }
  if (new Set(known.map((i) => unitAt(i).label)).size > 1)
    remarks.push(`${told(read)}: its cells have several units; all are turned into ${unit.label}.`);
  return { unit, scales };
}
