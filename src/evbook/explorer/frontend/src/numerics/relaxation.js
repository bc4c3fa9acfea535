// A field at rest on a lattice, by red-black over-relaxation (Python: relax in simulation/lattice_kernels.py).

/** @import { Neighbourhoods } from "./lattice-sites.js" */

const SWEEPS = 500;

/**
 * Brings a field to rest by red-black over-relaxation; see simulation/lattice_kernels.py.
 * @param {Float64Array} c @param {Float64Array} source @param {number} ratio @param {number} keep
 * @param {Neighbourhoods} nb @param {number} omega @param {number} least
 */
export function relax(c, source, ratio, keep, { links, straight, degree, colour }, omega, least) {
  const old = keep > 0 ? c.slice() : c;
  const n = source.length;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let change = 0;
    for (let turn = 0; turn < 2; turn++) {
      for (let site = 0; site < n; site++) {
        if (colour[site] !== turn) continue;
        const base = site * straight;
        let total = c[links[base]];
        for (let w = 1; w < straight; w++) total = total + c[links[base + w]];
        const wanted = (keep * old[site] + source[site] + ratio * total) / (1 + keep + ratio * degree[site]);
        const step = omega * (wanted - c[site]);
        c[site] = c[site] + step;
        change = Math.max(change, Math.abs(step));
      }
    }
    if (change <= least) return;
  }
}
