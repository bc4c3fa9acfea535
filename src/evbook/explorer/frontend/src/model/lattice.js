// One run of a tissue, step by step: what simulation/lattice.py does in Python, cell by cell and in the same order.
// Where a sum is made, its terms stand in the order in which they stand there, or the last digits would differ.

import { act, rowsAt } from "./lattice-deeds.js";
import { arrangedEvents, arrangedMemories } from "./lattice-events.js";
import { treated } from "./treatments.js";
import { byDistance, neighbourhoods } from "../numerics/lattice-sites.js";
import { relax } from "../numerics/relaxation.js";
import { ARRIVALS, EVENTS, RUN, START, keyOf, uniforms } from "../numerics/threefry.js";

/** @import { LocalEntry, TissueProgram, TissueVersion } from "../types.js" */

const REST = 1e-4;
const TRIES = 64;
const MOST_SITES = 2 ** 21;

/** A tissue at a setting and a seed. */
export class LatticeRun {
  /**
   * @param {TissueProgram} tissue @param {TissueVersion} version @param {ArrayLike<number>} p @param {number} seed
   */
  constructor(tissue, version, p, seed) {
    this.tissue = tissue;
    this.version = version;
    this.p = p;
    this.seed = seed;
    this.steps = 0;
    const values = new Float64Array(version.constantKeys.length);
    version.constant(p, values);
    /** @type {Record<string, number>} */
    this.constant = Object.fromEntries(version.constantKeys.map((key, i) => [key, values[i]]));
    this.lookedValues = new Float64Array(version.lookedKeys.length);
    this.lookedPlace = new Map(version.lookedKeys.map((key, i) => [key, i]));
    const c = this.constant;
    this.width = Math.trunc(c["lattice:width"]);
    this.height = Math.trunc(c["lattice:height"]);
    this.layers = Math.trunc(c["lattice:layers"]);
    const n = (this.sites = this.width * this.height * this.layers);
    if (!(Math.min(this.width, this.height, this.layers) >= 1) || n > MOST_SITES)
      throw new Error(
        `A lattice of ${this.width} × ${this.height} × ${this.layers} sites cannot be run; 1 to ${MOST_SITES} can.`,
      );
    this.nb = neighbourhoods(this.width, this.height, this.layers, c["lattice:neighbours"] > 6 ? 8 : 4);
    this.dt = c["lattice:step"];
    if (!(this.dt > 0)) throw new Error(`The step of the lattice is ${this.dt}; it must be above 0.`);
    this.kind = new Int8Array(n);
    this.counts = new Int32Array(tissue.kinds.length + 1);
    this.memory = tissue.memories.map(() => new Float64Array(n));
    this.field = tissue.fields.map(() => new Float64Array(n + 1));
    this.blocked = new Uint8Array(n);
    this.due = new Int32Array(n);
    this.u = new Float64Array(n);
    this.listed = new Int32Array(n);
    this.event = new Int32Array(n);
    this.source = new Float64Array(n);
    this.row = new Float64Array(tissue.memories.length + tissue.fields.length);
    const events = arrangedEvents(tissue, version, this.constant);
    this.acting = events.acting;
    this.arriving = events.arriving;
    this.deed = events.deed;
    this.to = events.to;
    this.after = events.after;
    this.mine = events.mine;
    this.local = events.local;
    this.dying = events.dying;
    this.chance = new Float64Array(this.acting.length);
    this.lethal = new Float64Array(this.acting.length);
    const memories = arrangedMemories(tissue, this.constant, this.dt);
    this.kept = memories.kept;
    this.share = memories.share;
    this.fills = memories.fills;
    this.stays = memories.stays;
    this.comes = memories.comes;
    this.place();
    this.counters = new Float64Array(tissue.counters.length);
    this.levels = tissue.treatments.map((_, i) => c[`begins:${i}`]);
    this.cycles = tissue.treatments.map(() => 0);
    this.atStart = this.counts.slice();
    this.count();
    this.spread();
  }

  place() {
    const { placings, kinds } = this.tissue;
    const n = this.sites;
    const u = uniforms(keyOf(this.seed, START), 0, EVENTS, this.u);
    const scattered = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = Math.trunc(u[n - 1 - i] * (i + 1));
      const held = scattered[i];
      scattered[i] = scattered[j];
      scattered[j] = held;
    }
    let total = 0;
    placings.forEach((placing, i) => {
      const wanted = this.constant[`count:${i}`];
      let number = placing.rounding === "up" ? Math.ceil(wanted - 1e-9) : Math.floor(wanted + 1e-9);
      number = Math.min(Math.max(number, 0), n - total);
      total += number;
      const which = kinds.findIndex(({ name }) => name === placing.kind) + 1;
      this.counts[which] += number;
      for (const site of this.constant[`gathered:${i}`] > 0
        ? byDistance(this.width, this.height, this.layers)
        : scattered) {
        if (number === 0) break;
        if (this.kind[site] !== 0) continue;
        this.kind[site] = which;
        number--;
      }
    });
  }

  count() {
    const { counters: c, counts, atStart, levels, cycles } = this;
    const kinds = this.tissue.kinds.length;
    c[0] = this.steps * this.dt;
    c[1] = c[2] = 0;
    for (let k = 1; k <= kinds; k++) {
      c[1] += counts[k];
      c[2] += atStart[k];
      c[2 + k] = counts[k];
      c[2 + kinds + k] = atStart[k];
    }
    levels.forEach((level, i) => {
      c[3 + 2 * kinds + i] = level;
      c[3 + 2 * kinds + levels.length + i] = cycles[i];
    });
    this.version.looked(this.p, c, this.lookedValues);
  }

  /** An entry that is the same at all sites. @param {string} key */
  value(key) {
    const place = this.lookedPlace.get(key);
    return place === undefined ? this.constant[key] : this.lookedValues[place];
  }

  step() {
    const { events } = this.tissue;
    const { kind, u, listed, event, mine, local, chance, row, p, counters, dt } = this;
    const key = keyOf(this.seed, RUN);
    uniforms(key, this.steps, EVENTS, u);
    this.acting.forEach((i, j) => {
      if (!local[j]) chance[j] = this.value(`rate:${i}`) * dt;
      this.lethal[j] = events[i].dies === "0" || this.dying[j] ? 0 : this.value(`dies:${i}`);
    });
    let found = 0;
    for (let site = 0; site < kind.length; site++) {
      const k = kind[site];
      if (k === 0) continue;
      const own = mine[k - 1];
      let reached = 0;
      let read = false;
      for (let e = 0; e < own.length; e++) {
        const j = own[e];
        const rate = local[j];
        if (rate && !read) {
          rowsAt(this, site, row);
          read = true;
        }
        reached = reached + (rate ? rate(p, counters, row) * dt : chance[j]);
        if (u[site] < reached) {
          listed[found] = site;
          event[found++] = j;
          break;
        }
      }
    }
    act(this, found, key);
    this.arrive(key);
    this.steps++;
    this.spread();
    for (const i of this.kept) {
      const memory = this.memory[i];
      const field = this.field[this.fills[i]];
      const stays = this.stays[i];
      const comes = this.comes[i];
      for (let site = 0; site < memory.length; site++)
        memory[site] = kind[site] > 0 ? memory[site] * stays + field[site] * comes : 0;
    }
    this.treat();
  }

  /** @param {number[]} key */
  arrive(key) {
    this.arriving.forEach((i, order) => {
      const expected = Math.max(this.value(`rate:${i}`) * this.dt, 0);
      let number = Math.min(Math.floor(expected) + 1, this.sites);
      const u = uniforms(key, this.steps, ARRIVALS + order, new Float64Array(1 + TRIES * number));
      if (!(u[0] < expected - Math.floor(expected))) number--;
      const which = this.tissue.kinds.findIndex(({ name }) => name === this.tissue.events[i].kind) + 1;
      for (let cell = 0; cell < number; cell++) {
        for (let trial = 0; trial < TRIES; trial++) {
          const site = Math.trunc(u[1 + TRIES * cell + trial] * this.sites);
          if (this.kind[site] !== 0) continue;
          this.put(site, which);
          break;
        }
      }
    });
  }

  /**
   * Puts a cell of a kind on a site (0 takes away the one that is there).
   * @param {number} site
   * @param {number} which
   */
  put(site, which) {
    if (this.kind[site] > 0) this.counts[this.kind[site]]--;
    this.kind[site] = which;
    if (which > 0) this.counts[which]++;
    for (const memory of this.memory) memory[site] = 0;
  }

  spread() {
    const { fields, kinds } = this.tissue;
    const n = this.sites;
    fields.forEach((field, i) => {
      if (!(`reach:${i}` in this.constant)) return;
      const shed = kinds.map(({ name }) => (name in field.source ? this.value(`source:${i}:${name}`) : 0));
      let most = 0;
      kinds.forEach(({ name }, k) => {
        if (name in field.source) most = Math.max(most, this.counts[k + 1] ? shed[k] : 0);
      });
      const { source, kind, blocked } = this;
      for (let site = 0; site < n; site++) source[site] = kind[site] > 0 && !blocked[site] ? shed[kind[site] - 1] : 0;
      const c = this.field[i];
      const reach = this.constant[`reach:${i}`];
      const ratio = reach * reach;
      const keep = this.constant[`settles:${i}`] / this.dt;
      if (this.constant[`spread:${i}`] > 0) {
        let sum = 0;
        for (let site = 0; site < n; site++) sum = sum + source[site];
        for (let site = 0; site < n; site++) c[site] = (sum / n + keep * c[site]) / (1 + keep);
        return;
      }
      if (most === 0 && !c.some((value) => value !== 0)) return;
      const rho = (this.nb.straight * ratio) / (1 + keep + this.nb.straight * ratio);
      relax(c, source, ratio, keep, this.nb, 2 / (1 + Math.sqrt(1 - rho * rho)), REST * Math.max(most, 1e-30));
      // Over-relaxation may end a little below nothing.
      for (let site = 0; site < n; site++) if (c[site] < 0) c[site] = 0;
    });
  }

  treat() {
    this.count();
    if (treated(this, this.constant)) this.count();
  }

  /** Tallies and contacts now, in declared order. */
  statistics() {
    const { tallies, contacts, kinds } = this.tissue;
    const place = (/** @type {string} */ name) => kinds.findIndex((kind) => kind.name === name) + 1;
    const found = tallies.map((tally, i) => {
      const which = place(tally.kind);
      const of = /** @type {LocalEntry} */ (this.version.local[`tally:${i}`]);
      let sum = 0;
      let number = 0;
      for (let site = 0; site < this.sites; site++) {
        if (this.kind[site] !== which) continue;
        rowsAt(this, site, this.row);
        sum = sum + of(this.p, this.counters, this.row);
        number++;
      }
      return number ? sum / number : 0;
    });
    const { links, straight } = this.nb;
    for (const contact of contacts) {
      const [one, other] = contact.kinds.map(place);
      let pairs = 0;
      for (let site = 0; site < this.sites; site++) {
        if (this.kind[site] !== one) continue;
        for (let w = 0; w < straight; w++) if (this.kind[links[site * straight + w]] === other) pairs++;
      }
      found.push(one === other ? Math.floor(pairs / 2) : pairs);
    }
    return found;
  }
}
