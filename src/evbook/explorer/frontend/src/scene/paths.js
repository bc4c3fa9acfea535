// The paths of a layer: one for each part of its glyph, with all glyphs one after the other, as Python writes them
// (drawing/scene.py).

import shapes from "../../../../drawing/glyphs.json" with { type: "json" };

/** @import { Placed } from "./placing.js" */

/** @typedef {{fill: number, line: number, d: (string|number)[][]}} Part */

/** The parts of a glyph. @param {string} glyph @returns {Part[]} */
export const partsOf = (glyph) => /** @type {Record<string, Part[]>} */ (shapes)[glyph];

/** Texts of the tenths from -100 on: making each anew would be most of what a scene costs. @type {string[]} */
const TEXTS = [];
const LEAST = -1000;
const KNOWN = 7000;

/** A length to a tenth, halves upwards. @param {number} value */
function tenth(value) {
  const tenths = Math.floor(value * 10 + 0.5);
  const k = tenths - LEAST;
  return k >= 0 && k < KNOWN ? (TEXTS[k] ??= String(tenths / 10)) : String(tenths / 10);
}

/**
 * The `d` of one part of every glyph of a layer.
 * @param {Part} part @param {Placed} placed
 */
export function partPath({ d: commands }, { count, x, y, turn, size, stretch }) {
  const long = size * stretch;
  let d = "";
  for (let i = 0; i < count; i++) {
    const cos = Math.cos(turn[i]);
    const sin = Math.sin(turn[i]);
    for (const command of commands) {
      const [name] = command;
      let from = 1;
      d += name;
      if (name === "a") {
        const [, radius, large, sweep] = /** @type {number[]} */ (command);
        // A circle is the same however it is turned, and shorter said as if it were not.
        const turned = stretch === 1 ? "0" : tenth((turn[i] * 180) / Math.PI);
        d += `${tenth(radius * long)} ${tenth(radius * size)} ${turned} ${large} ${sweep} `;
        from = 4;
      }
      const [ox, oy] = name === "M" ? [x[i], y[i]] : [0, 0];
      for (let k = from; k < command.length; k += 2) {
        const along = /** @type {number} */ (command[k]) * long;
        const beside = /** @type {number} */ (command[k + 1]) * size;
        if (k > from) d += " ";
        d += `${tenth(along * cos - beside * sin + ox)} ${tenth(along * sin + beside * cos + oy)}`;
      }
    }
  }
  return d;
}
