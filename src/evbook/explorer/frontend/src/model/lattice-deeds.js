// What cells do in a step, one after the other in an order drawn at random: they die, change, move, kill and divide.
// A sum or a draw stands where simulation/lattice_kernels.py has it, so that one seed is one run in both languages.

import { BECOME, DIE, DIVIDE, KILL, MOVE } from "./lattice-events.js";
import { DEEDS, uniforms } from "../numerics/threefry.js";

/** @import { LatticeRun } from "./lattice.js" */

/**
 * What is read at sites in a program's local entries: memories, then fields.
 * @param {LatticeRun} run
 * @param {number} site
 * @param {Float64Array} out
 */
export function rowsAt(run, site, out) {
  const { memories, fields } = run.tissue;
  for (let i = 0; i < memories.length; i++) out[i] = run.memory[i][site];
  for (let i = 0; i < fields.length; i++) out[memories.length + i] = run.field[i][site];
}

/**
 * Lets those that were drawn for an event do it, in a random order.
 * @param {LatticeRun} run
 * @param {number} found  how many they are, in `run.listed` with their events in `run.event`
 * @param {number[]} key
 */
export function act(run, found, key) {
  const { kind, memory, share, due, listed, event, counts, row, p, counters } = run;
  const { near, ways } = run.nb;
  const total = kind.length;
  const memories = memory.length;
  const stirred = run.constant["lattice:stirred"];
  const pushing = run.constant["lattice:pushing"];
  const dies = new Float64Array(found);
  for (let i = 0; i < found; i++) {
    const j = event[i];
    if (run.deed[j] !== DIVIDE) continue;
    const dying = run.dying[j];
    if (dying) {
      rowsAt(run, listed[i], row);
      dies[i] = dying(p, counters, row);
    } else dies[i] = run.lethal[j];
  }
  const draws = uniforms(key, run.steps, DEEDS, new Float64Array(5 * found + 1));
  const order = Int32Array.from({ length: found }, (_, i) => i);
  for (let i = 0; i < found; i++) due[listed[i]] = i + 1;
  let taken = 0;
  for (let i = found - 1; i > 0; i--) {
    const j = Math.trunc(draws[taken++] * (i + 1));
    const held = order[i];
    order[i] = order[j];
    order[j] = held;
  }
  const free = new Int32Array(ways);
  for (let i = 0; i < found; i++) {
    const which = order[i];
    const site = listed[which];
    if (site < 0) continue; // killed before its turn
    due[site] = 0;
    const j = event[which];
    const what = run.deed[j];
    const own = kind[site];
    if (what === DIE) {
      kind[site] = 0;
      counts[own]--;
      continue;
    }
    if (what === BECOME) {
      kind[site] = run.to[j];
      counts[own]--;
      counts[run.to[j]]++;
      continue;
    }
    if (what === KILL) {
      let k = 0;
      for (let n = 0; n < ways; n++) {
        const other = near[site * ways + n];
        if (other >= 0 && kind[other] === run.to[j]) free[k++] = other;
      }
      if (k > 0) {
        const other = free[Math.trunc(draws[taken++] * k)];
        kind[other] = 0;
        counts[run.to[j]]--;
        if (due[other] > 0) {
          listed[due[other] - 1] = -1;
          due[other] = 0;
        }
        if (run.after[j] > 0) {
          kind[site] = run.after[j];
          counts[own]--;
          counts[run.after[j]]++;
        }
      }
      continue;
    }
    let target = -1;
    let anywhere = false;
    if (stirred > 0) anywhere = draws[taken++] < stirred;
    if (anywhere) {
      const other = Math.trunc(draws[taken++] * total);
      if (kind[other] === 0) target = other;
    } else {
      let k = 0;
      for (let n = 0; n < ways; n++) {
        const other = near[site * ways + n];
        if (other >= 0 && kind[other] === 0) free[k++] = other;
      }
      if (k > 0) target = free[Math.trunc(draws[taken++] * k)];
    }
    if (what === MOVE) {
      if (target >= 0) {
        kind[target] = own;
        kind[site] = 0;
        for (let m = 0; m < memories; m++) memory[m][target] = memory[m][site];
      }
      continue;
    }
    if (target < 0 && pushing >= 1 && !anywhere) {
      const way = Math.trunc(draws[taken++] * 4);
      let end = near[site * ways + way];
      let length = 0;
      while (end >= 0 && kind[end] !== 0 && length < pushing) {
        end = near[end * ways + way];
        length++;
      }
      if (end >= 0 && kind[end] === 0) {
        const back = way ^ 1; // the ways are in pairs of opposites
        while (near[end * ways + back] !== site) {
          const before = near[end * ways + back];
          kind[end] = kind[before];
          for (let m = 0; m < memories; m++) memory[m][end] = memory[m][before];
          due[end] = due[before];
          due[before] = 0;
          if (due[end] > 0) listed[due[end] - 1] = end;
          kind[before] = 0;
          end = before;
        }
        target = end;
      }
    }
    if (target < 0) continue;
    if (dies[which] > 0 && draws[taken++] < dies[which]) {
      kind[site] = 0;
      counts[own]--;
      continue;
    }
    kind[target] = own;
    counts[own]++;
    for (let m = 0; m < memories; m++) {
      memory[m][target] = memory[m][site] * share[m];
      memory[m][site] = memory[m][target];
    }
  }
}
