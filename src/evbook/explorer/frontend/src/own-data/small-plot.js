// What the small pictures of a report are drawn with: their size, their marks, their words.

/** Sides and margins, in the picture's own units. */
export const SIZE = { width: 480, height: 150, left: 62, right: 8, top: 10, bottom: 30 };
/** Points drawn at most. */
export const MOST = 500;
/** Shapes by arm, as the figure has them, so that no colour need be told apart. */
export const NAMES = ["squares", "triangles", "diamonds", "circles"];
const SPACE = "http://www.w3.org/2000/svg";

/** @param {string} tag @param {Record<string, string|number>} attributes @param {string} [text] */
function drawn(tag, attributes, text) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/** @param {number} x @param {number} y @param {string} anchor @param {string} text */
export const words = (x, y, anchor, text) =>
  drawn("text", { x, y, "text-anchor": anchor, "font-size": 12, fill: "currentColor" }, text);

/** A path without a filling. @param {string} d @param {Record<string, string|number>} [more] */
export const stroke = (d, more = {}) => drawn("path", { d, fill: "none", stroke: "currentColor", ...more });

/** @param {number} shape @param {number} x @param {number} y */
export function mark(shape, x, y) {
  const paths = [
    `M${x - 3.5},${y - 3.5}h7v7h-7z`,
    `M${x},${y - 4.5}l4.5,8h-9z`,
    `M${x},${y - 5}l5,5l-5,5l-5,-5z`,
    `M${x - 3.5},${y}a3.5,3.5 0 1 0 7,0a3.5,3.5 0 1 0 -7,0`,
  ];
  return stroke(paths[shape % paths.length], { "stroke-width": 1.5 });
}

/** The picture itself, with its axes. @param {string} label */
export function frame(label) {
  const { width, height, left, right, top, bottom } = SIZE;
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label });
  svg.append(stroke(`M${left},${top}V${height - bottom}H${width - right}`));
  return svg;
}
