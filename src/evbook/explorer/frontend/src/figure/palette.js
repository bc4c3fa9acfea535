// Colours, dashes and measures of the picture: one file for Python and the browser.

import layout from "../../../../drawing/layout.json" with { type: "json" };

export { layout };

/** @typedef {Record<string, string>} Palette  colour by key */

/** @param {"light"|"dark"} theme @returns {Palette} */
export function palette(theme) {
  /** @type {Palette} */
  const colours = {};
  for (const key of /** @type {const} */ (["companion", "text", "muted", "axis", "grid", "paper"]))
    colours[key] = layout[key][theme];
  layout.series.forEach((series, i) => (colours[`c${i}`] = series[theme]));
  return colours;
}

/** Dash of the nth series, in pixels. @param {number} colour */
export function dashOf(colour) {
  return layout.series[colour % layout.series.length].dash;
}

/** @param {number} colour */
export function colourKey(colour) {
  return `c${colour % layout.series.length}`;
}

/**
 * Whether an element is on a dark page: the site's theme, then JupyterLab's.
 * @param {Element} element
 * @returns {"light"|"dark"}
 */
export function themeOf(element) {
  const site = element.ownerDocument.documentElement.getAttribute("data-theme");
  if (site) return site === "dark" ? "dark" : "light";
  return element.ownerDocument.body?.getAttribute("data-jp-theme-light") === "false" ? "dark" : "light";
}
