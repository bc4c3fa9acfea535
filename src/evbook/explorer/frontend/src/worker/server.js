// The other thread's part: runs of a figure whose slider is moving.

import { packed } from "./transfer.js";
import { prepare } from "../model/program.js";
import { runner } from "../model/run.js";

/** @import { Packed } from "./transfer.js" */
/** @import { Curves, Run, Setting } from "../types.js" */

/**
 * What a page asks.
 * @typedef {object} Question
 * @property {number} asker    of which figure; each has curves of its own to remember
 * @property {string} model
 * @property {string} address  of the script that registers the model's program
 * @property {Setting} setting
 */

/**
 * What is said in return: a run without what the page has already, or a sentence.  Times and companion are left out
 * where they are the same as in this figure's last answer, so that the page sees that they did not move.
 * @typedef {object} Answer
 * @property {number} asker
 * @property {Omit<Run, "setting"|"times"|"main"|"companion"> & {times?: Float64Array, main: Packed, companion?: Packed|null}} [run]
 * @property {string} [trouble]
 */

/** @typedef {{run: (setting: Setting, fine?: boolean) => Run, times?: Float64Array, companion?: Curves|null}} Asker  with what it was told last */

/**
 * @param {(address: string) => void} load  runs a script
 * @param {Record<string, any>} programs   where scripts register model programs
 * @returns {(question: Question) => Answer}
 */
export function answerer(load, programs) {
  /** @type {Map<number, Asker>} */
  const askers = new Map();

  /** @param {Question} question */
  const known = ({ asker, model, address }) => {
    const before = askers.get(asker);
    if (before) return before;
    if (!programs[model]) load(address);
    /** @type {Asker} */
    const made = { run: runner(prepare(programs[model])) };
    askers.set(asker, made);
    return made;
  };

  return (question) => {
    const { asker, setting } = question;
    try {
      const last = known(question);
      const { times, companion, main, measures, budget, reading, trouble } = last.run(setting, false);
      /** @type {Answer} */
      const answer = { asker, run: { fine: false, main: packed(main), measures, budget, reading, trouble } };
      if (answer.run && times !== last.times) answer.run.times = last.times = times;
      if (answer.run && companion !== last.companion) {
        last.companion = companion;
        answer.run.companion = companion && packed(companion);
      }
      return answer;
    } catch (error) {
      return { asker, trouble: error instanceof Error ? error.message : String(error) };
    }
  };
}

/** What of an answer is handed over. @param {Answer} answer @returns {ArrayBufferLike[]} */
export function handedOver({ run }) {
  return [run?.main, run?.companion].flatMap((parcel) => (parcel ? [parcel.numbers.buffer] : []));
}
