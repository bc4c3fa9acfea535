// The well-mixed counterpart of a run: the same events with neighbours drawn from anywhere (simulation/well_mixed.py).

import { treated } from "./treatments.js";

/** @import { LatticeRun } from "./lattice.js" */

export class WellMixed {
  /** @param {LatticeRun} run at its start */
  constructor(run) {
    this.run = run;
    const { kinds, memories, treatments } = run.tissue;
    this.place = new Map(kinds.map(({ name }, k) => [name, k]));
    this.numbers = Float64Array.from(kinds, (_, k) => run.atStart[k + 1]);
    this.memory = new Float64Array(memories.length);
    this.counters = run.counters.slice();
    this.levels = treatments.map((_, i) => run.constant[`begins:${i}`]);
    this.cycles = treatments.map(() => 0);
    this.steps = 0;
    this.looked = new Float64Array(run.version.lookedKeys.length);
    this.count(this.numbers);
  }

  /** @param {Float64Array} numbers */
  count(numbers) {
    const { counters: c, levels, cycles, run } = this;
    const kinds = numbers.length;
    let total = 0;
    numbers.forEach((number, k) => {
      total += number;
      c[3 + k] = number;
    });
    c[0] = this.steps * run.dt;
    c[1] = total;
    levels.forEach((level, i) => {
      c[3 + 2 * kinds + i] = level;
      c[3 + 2 * kinds + levels.length + i] = cycles[i];
    });
    run.version.looked(run.p, c, this.looked);
  }

  /** @param {string} key */
  value(key) {
    const place = this.run.lookedPlace.get(key);
    return place === undefined ? this.run.constant[key] : this.looked[place];
  }

  /** @param {string} key @param {Float64Array} row */
  local(key, row) {
    const local = this.run.version.local[key];
    return local ? local(this.run.p, this.counters, row) : this.value(key);
  }

  /** @param {Float64Array} numbers @param {Float64Array} memory @returns {[Float64Array, Float64Array]} */
  change(numbers, memory) {
    const { run, place } = this;
    const { events, fields } = run.tissue;
    this.count(numbers);
    const uptake = fields.map((field, i) => {
      let sum = 0;
      if (`reach:${i}` in run.constant)
        for (const kind of Object.keys(field.source))
          sum += (this.value(`source:${i}:${kind}`) * numbers[/** @type {number} */ (place.get(kind))]) / run.sites;
      return sum;
    });
    const row = Float64Array.from([...memory, ...uptake]);
    const dn = new Float64Array(numbers.length);
    const dm = new Float64Array(memory.length);
    const room = Math.max(1 - this.counters[1] / run.sites, 0);
    for (const i of [...run.acting, ...run.arriving]) {
      const { kind, does, to, after, dies } = events[i];
      const k = /** @type {number} */ (place.get(kind));
      const target = /** @type {number} */ (place.get(to));
      const rate = this.local(`rate:${i}`, row);
      if (does === "divide")
        dn[k] += rate * numbers[k] * room * (1 - 2 * (dies === "0" ? 0 : this.local(`dies:${i}`, row)));
      else if (does === "arrive") dn[k] += rate;
      else if (does === "kill") {
        const kills = (rate * numbers[k] * numbers[target]) / run.sites;
        dn[target] -= kills;
        if (after) {
          dn[k] -= kills;
          dn[/** @type {number} */ (place.get(after))] += kills;
        }
      } else if (does === "die" || does === "become") {
        dn[k] -= rate * numbers[k];
        if (to) dn[target] += rate * numbers[k];
      }
    }
    for (const i of run.kept) dm[i] = uptake[run.fills[i]] - (Math.LN2 / run.constant[`half_life:${i}`]) * memory[i];
    return [dn, dm];
  }

  step() {
    const { run, numbers: n, memory: m } = this;
    const h = run.dt;
    const ahead = (/** @type {Float64Array} */ from, /** @type {Float64Array} */ slope, /** @type {number} */ by) =>
      from.map((value, i) => value + slope[i] * by);
    const [n1, m1] = this.change(n, m);
    const [n2, m2] = this.change(ahead(n, n1, h / 2), ahead(m, m1, h / 2));
    const [n3, m3] = this.change(ahead(n, n2, h / 2), ahead(m, m2, h / 2));
    const [n4, m4] = this.change(ahead(n, n3, h), ahead(m, m3, h));
    this.numbers = n.map((value, i) => Math.max(value + (n1[i] + 2 * n2[i] + 2 * n3[i] + n4[i]) * (h / 6), 0));
    this.memory = m.map((value, i) => value + (m1[i] + 2 * m2[i] + 2 * m3[i] + m4[i]) * (h / 6));
    this.steps++;
    this.count(this.numbers);
    treated(this, run.constant);
    this.count(this.numbers);
  }
}
