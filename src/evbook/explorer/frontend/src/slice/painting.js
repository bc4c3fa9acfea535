// A lattice as an image: one pixel a site.
// Kinds differ in colour and in lightness, so that they are told apart without
// hue; a cell that remembers vesicles is paler, and the vesicles that free sites take up lie over them as a veil.

/** @import { LatticeRun } from "../model/lattice.js" */
import { colourKey } from "../figure/palette.js";

/** @import { Model, TissueProgram } from "../types.js" */
/** @import { Palette } from "../figure/palette.js" */

/** How much paler a cell is that remembers much; how dense the veil is where most is taken up. */
const PALER = 0.55;
const VEIL = 0.5;

/** @param {string} colour  #rrggbb @returns {[number, number, number]} */
function channels(colour) {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/**
 * The colours of a lattice: the ground, the kinds in those of their curves, the veil; and which kinds shed nothing, for
 * those alone show what they remember of others.
 * @param {Palette} palette
 * @param {Model} model
 */
export function coloursOf(palette, model) {
  const { kinds, fields } = /** @type {TissueProgram} */ (model.program.tissue);
  const of = (/** @type {string} */ key) => channels(palette[key]);
  return {
    ground: of("paper"),
    kinds: kinds.map(({ series }, k) => of(colourKey(model.series.get(series)?.colour ?? k))),
    takers: kinds.map(({ name }) => !fields.some(({ source }) => name in source)),
    veil: of("c4"),
  };
}

/** The largest value of a list; 0 for none. @param {Float64Array} values */
const largest = (values) => values.reduce((most, value) => (value > most ? value : most), 0);

/**
 * Paints the middle layer of a run into an image of its size.
 * @param {LatticeRun} run
 * @param {ImageData} image
 * @param {ReturnType<typeof coloursOf>} colours
 */
export function paint(run, image, { ground, kinds, takers, veil }) {
  const { data } = image;
  const size = run.width * run.height;
  const base = size * Math.floor(run.layers / 2);
  const field = run.field[0];
  const memory = run.memory[0];
  const most = field ? largest(field) : 0;
  const kept = memory ? largest(memory) : 0;
  for (let i = 0; i < size; i++) {
    const site = base + i;
    const kind = run.kind[site];
    const from = kind > 0 ? kinds[kind - 1] : ground;
    // Square roots: what is taken up falls by powers of ten within a few sites, and half of that is still there to see.
    const share =
      kind > 0
        ? kept > 0 && takers[kind - 1]
          ? PALER * Math.sqrt(memory[site] / kept)
          : 0
        : most > 0
          ? VEIL * Math.sqrt(field[site] / most)
          : 0;
    const to = kind > 0 ? ground : veil;
    const blocked = run.blocked[site] ? 0.35 : 0;
    for (let c = 0; c < 3; c++) {
      const mixed = from[c] + (to[c] - from[c]) * share;
      data[4 * i + c] = mixed + (128 - mixed) * blocked;
    }
    data[4 * i + 3] = 255;
  }
}
