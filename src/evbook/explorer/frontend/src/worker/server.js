// The other thread's part: runs of a figure whose slider is moving.

import { pack } from "./transfer.js";
import { prepare } from "../model/program.js";
import { runner } from "../model/run.js";

/** @import { Packed } from "./transfer.js" */
/** @import { Curves, Run, Setting } from "../types.js" */

/**
 * What a page asks.
 * @typedef {object} RunRequest
 * @property {number} client    of which figure; each has curves of its own to remember
 * @property {string} model
 * @property {string} address  of the script that registers the model's program
 * @property {Setting} setting
 */

/**
 * What is said in return: a run without what the page has already, or a sentence.  Times and companion are left out
 * where they are the same as in this figure's last answer, so that the page sees that they did not move.
 * @typedef {object} RunReply
 * @property {number} client
 * @property {Omit<Run, "setting"|"times"|"main"|"companion"> & {times?: Float64Array, main: Packed, companion?:
 *   Packed|null}} [run]
 * @property {number} [took]  milliseconds
 * @property {string} [trouble]
 */

/**
 * @typedef {{run: (setting: Setting, fine?: boolean) => Run, times?: Float64Array, companion?: Curves|null}} Client
 *   with what it was told last
 */

/**
 * @param {(address: string) => void} load  runs a script
 * @param {Record<string, any>} programs   where scripts register model programs
 * @returns {(question: RunRequest) => RunReply}
 */
export function workerServer(load, programs) {
  /** @type {Map<number, Client>} */
  const clients = new Map();

  /** @param {RunRequest} question */
  const known = ({ client, model, address }) => {
    const before = clients.get(client);
    if (before) return before;
    if (!programs[model]) load(address);
    /** @type {Client} */
    const made = { run: runner(prepare(programs[model])) };
    clients.set(client, made);
    return made;
  };

  return (question) => {
    const { client, setting } = question;
    try {
      const last = known(question);
      const began = performance.now();
      const { times, companion, main, measures, budget, verdict, trouble } = last.run(setting, false);
      const took = performance.now() - began;
      /** @type {RunReply} */
      const answer = { client, took, run: { fine: false, main: pack(main), measures, budget, verdict, trouble } };
      if (answer.run && times !== last.times) answer.run.times = last.times = times;
      if (answer.run && companion !== last.companion) {
        last.companion = companion;
        answer.run.companion = companion && pack(companion);
      }
      return answer;
    } catch (error) {
      return { client, trouble: error instanceof Error ? error.message : String(error) };
    }
  };
}

/** What of an answer is handed over. @param {RunReply} answer @returns {ArrayBufferLike[]} */
export function transferables({ run }) {
  return [run?.main, run?.companion].flatMap((parcel) => (parcel ? [parcel.numbers.buffer] : []));
}
