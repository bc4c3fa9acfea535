// The legend of the picture: a sample of each line beside its name.

import { element } from "../ui/dom.js";
import { layout } from "./palette.js";

/** @import { Picture } from "../types.js" */

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} colour @param {number[]} dash @param {number} width */
function swatch(colour, dash, width) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("width", "30");
  svg.setAttribute("height", "10");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", "M0,5H30");
  const dashes = dash.length ? `stroke-dasharray:${dash.join(" ")}` : "";
  line.setAttribute("style", `fill:none;stroke:var(--evx-${colour});stroke-width:${width};${dashes}`);
  svg.append(line);
  return svg;
}

/** Glyphs that stand for Plotly's symbols. @type {Record<string, string>} */
const GLYPHS = {
  circle: "●",
  "circle-open": "○",
  "circle-dot": "◉",
  "circle-open-dot": "⊙",
  "x-thin": "✕",
  diamond: "◆",
  square: "■",
  star: "★",
  "square-open": "□",
  "triangle-up-open": "△",
  "diamond-open": "◇",
  "cross-open": "✚",
  "hexagon-open": "⬡",
  "triangle-down-open": "▽",
};

/** A sign that is no line. @param {string} kind @param {string} style @param {string} [glyph] */
function sign(kind, style, glyph = "") {
  return element("span", { class: kind, "aria-hidden": "true", style }, glyph);
}

/** Rewrites a legend when it says something else. @param {Element} list @param {Picture} picture */
export function showLegend(list, picture) {
  /** @type {HTMLLIElement[]} */
  const items = [];
  const add = (/** @type {Element} */ shown, /** @type {string} */ label) =>
    items.push(element("li", {}, shown, label));
  for (const { label, companion, colour, dash, width } of picture.lines) {
    if (label && !companion) add(swatch(colour, dash, width), label);
  }
  const companion = picture.lines.find((line) => line.companion);
  if (companion) add(swatch("companion", companion.dash, companion.width), "without vesicles");
  if (picture.heat) {
    add(sign("evx-swatch", `background:linear-gradient(to right, ${layout.heat.join(", ")})`), picture.heat.title);
  }
  for (const { label, colour, opacity } of picture.bands ?? []) {
    const mixed = `color-mix(in srgb, var(--evx-${colour}) ${Math.round(100 * opacity)}%, transparent)`;
    if (label) add(sign("evx-swatch", `background:${mixed}`), label);
  }
  for (const { label, colour, symbol, x } of picture.marks) {
    if (label && x.length) add(sign("evx-glyph", `color:var(--evx-${colour})`, GLYPHS[symbol] ?? "●"), label);
  }
  const same = list.children.length === items.length && items.every((item, i) => item.isEqualNode(list.children[i]));
  if (!same) list.replaceChildren(...items);
}
