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
  line.setAttribute("style", `fill:none;stroke:var(--evx-${colour});stroke-width:${width};${dash.length ? `stroke-dasharray:${dash.join(" ")}` : ""}`);
  svg.append(line);
  return svg;
}

/** Glyphs that stand for Plotly's symbols. @type {Record<string, string>} */
const GLYPHS = { circle: "●", "circle-open": "○", "circle-dot": "◉", "circle-open-dot": "⊙", "x-thin": "✕", diamond: "◆", square: "■", star: "★", "square-open": "□", "triangle-up-open": "△", "diamond-open": "◇", "cross-open": "✚", "hexagon-open": "⬡", "triangle-down-open": "▽" };

/** Rewrites a legend when it says something else. @param {Element} list @param {Picture} picture */
export function showLegend(list, picture) {
  const labelled = picture.lines.filter((line) => line.label && !line.companion);
  const companion = picture.lines.find((line) => line.companion);
  /** @type {HTMLLIElement[]} */
  const items = labelled.map((line) => element("li", {}, swatch(line.colour, line.dash, line.width), line.label));
  if (companion) items.push(element("li", {}, swatch(companion.colour, companion.dash, companion.width), "without vesicles"));
  if (picture.heat) items.push(element("li", {}, element("span", { class: "evx-swatch", "aria-hidden": "true", style: `background:linear-gradient(to right, ${layout.heat.join(", ")})` }), picture.heat.title));
  for (const band of picture.bands ?? []) {
    if (band.label) items.push(element("li", {}, element("span", { class: "evx-swatch", "aria-hidden": "true", style: `background:color-mix(in srgb, var(--evx-${band.colour}) ${Math.round(100 * band.opacity)}%, transparent)` }), band.label));
  }
  for (const mark of picture.marks) {
    if (mark.label && mark.x.length) items.push(element("li", {}, element("span", { class: "evx-glyph", "aria-hidden": "true", style: `color:var(--evx-${mark.colour})` }, GLYPHS[mark.symbol] ?? "●"), mark.label));
  }
  const same = list.children.length === items.length && items.every((item, i) => item.isEqualNode(list.children[i]));
  if (!same) list.replaceChildren(...items);
}
