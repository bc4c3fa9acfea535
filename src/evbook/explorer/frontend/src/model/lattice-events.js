// What of a tissue is fixed over a run: the events of each kind in order, and how memories fill and fade.

import { exp } from "../numerics/exact.js";

/** @import { TissueProgram, TissueVersion } from "../types.js" */

export const DIVIDE = 0;
export const DIE = 1;
export const BECOME = 2;
export const MOVE = 3;
export const KILL = 4;
/** @type {Record<string, number>} */
const DEED = { divide: DIVIDE, die: DIE, become: BECOME, move: MOVE, kill: KILL };

/**
 * The events that are there, by kind; `mine` lists for each kind which of them are its own, in declared order.
 * @param {TissueProgram} tissue @param {TissueVersion} version @param {Record<string, number>} constant
 */
export function arrangedEvents({ events, kinds }, version, constant) {
  const there = events.map((_, i) => i).filter((i) => constant[`when:${i}`] > 0);
  const ofCells = there.filter((i) => events[i].does !== "arrive");
  const acting = kinds.flatMap((kind) => ofCells.filter((i) => events[i].kind === kind.name));
  return {
    acting,
    arriving: there.filter((i) => events[i].does === "arrive"),
    deed: acting.map((i) => DEED[events[i].does]),
    to: acting.map((i) => kinds.findIndex(({ name }) => name === events[i].to) + 1),
    after: acting.map((i) => kinds.findIndex(({ name }) => name === events[i].after) + 1),
    mine: kinds.map((kind) => acting.map((_, j) => j).filter((j) => events[acting[j]].kind === kind.name)),
    /** Rates, and chances to die of a division, that differ from site to site. */
    local: acting.map((i) => version.local[`rate:${i}`] ?? null),
    dying: acting.map((i) => version.local[`dies:${i}`] ?? null),
  };
}

/**
 * Of what a memory takes up steadily over a step, `comes` is there at its end; `stays` is the share of what was there.
 * @param {TissueProgram} tissue @param {Record<string, number>} constant @param {number} step
 */
export function arrangedMemories({ memories, fields }, constant, step) {
  const kept = memories.map((_, i) => i).filter((i) => `half_life:${i}` in constant);
  const rates = memories.map((_, i) => Math.LN2 / constant[`half_life:${i}`]);
  const stays = memories.map((_, i) => (kept.includes(i) ? exp(-(rates[i] * step)) : 0));
  return {
    kept,
    share: memories.map((_, i) => constant[`share:${i}`] ?? 0),
    fills: memories.map((memory) => fields.findIndex(({ name }) => name === memory.fills)),
    stays,
    comes: memories.map((_, i) => (kept.includes(i) ? (1 - stays[i]) / rates[i] : 0)),
  };
}
