// The flows as elements of the page: groups and the joins between them, each of which can be chosen.

import { wrapped } from "./flows.js";

/** @import { Claim, Form, MapData } from "./claims.js" */
/** @import { Layout, PlacedLink, PlacedNode } from "./flows.js" */

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} tag @param {Record<string, string | number>} attributes @param {...(Node | string)} children */
function svg(tag, attributes, ...children) {
  const made = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** A number with one decimal at most. @param {number} value */
const short = (value) => String(Math.round(value * 10) / 10);

/** @param {MapData} data @param {string} cargo */
function colour(data, cargo) {
  const place = data.colours.indexOf(cargo);
  return place < 0 ? "cargo-none" : `cargo-${place}`;
}

/** @param {number} place @param {number} last */
const anchor = (place, last) => (place === 0 ? "start" : place === last ? "end" : "middle");

/** @param {PlacedLink} link */
function course(link) {
  const middle = short((link.x + link.xEnd) / 2);
  const [x, y, xEnd, yEnd] = [link.x, link.y, link.xEnd, link.yEnd].map(short);
  return `M${x},${y}C${middle},${y},${middle},${yEnd},${xEnd},${yEnd}`;
}

/** @param {number} count */
export const counted = (count) => (count === 1 ? "1 claim" : `${count} claims`);

/**
 * An element that can be chosen, the claims it stands for, and where the arrow keys lead from it.
 * @typedef {{keys: string[], name: string, claims: Set<Claim>, element: SVGElement, place: number}} Part
 */

/**
 * @param {Layout} layout @param {Form} form @param {MapData} data
 * @param {string} label what the picture shows
 */
export function draw(layout, form, data, label) {
  const layers = Object.keys(data.layers);
  const last = layers.length - 1;
  const labelX = (/** @type {number} */ place) => {
    const left = (place * (form.width - form.bar)) / last;
    return left + { start: 0, middle: form.bar / 2, end: form.bar }[anchor(place, last)];
  };
  const titles = layers.map((layer, place) => {
    const x = short(labelX(place));
    const lines = wrapped(data.layers[layer], form.room);
    return svg(
      "text",
      { class: "map-title", "text-anchor": anchor(place, last) },
      ...lines.map((line, n) => svg("tspan", { x, y: short(form.font + n * form.line) }, line)),
    );
  });

  /** @type {Map<string, Part>} */
  const joins = new Map();
  const names = new Map(layout.nodes.map((node) => [node.key, node.group]));
  for (const link of layout.links) {
    let join = joins.get(link.edge);
    if (!join) {
      const name = `${names.get(link.source)} to ${names.get(link.target)}`;
      join = {
        keys: [link.source, link.target],
        name,
        claims: new Set(),
        element: svg("g", { class: "map-join", role: "button", tabindex: -1 }),
        place: layers.indexOf(link.source.split(".", 1)[0]) + 0.5,
      };
      joins.set(link.edge, join);
    }
    for (const claim of link.claims) join.claims.add(claim);
    join.element.append(
      svg("path", {
        class: colour(data, link.cargo),
        d: course(link),
        "stroke-width": short(Math.max(link.width, 0.5)),
      }),
    );
  }
  const nodes = layout.nodes.map((node) => drawNode(node, form, data, labelX(node.place), last));
  /** @type {Part[]} */
  const parts = [...nodes, ...joins.values()];
  for (const part of parts) part.element.setAttribute("aria-label", `${part.name}: ${counted(part.claims.size)}`);

  const lit = svg("g", { class: "map-lit", "aria-hidden": "true" });
  const picture = svg(
    "svg",
    {
      class: "map-picture map-live",
      viewBox: `0 0 ${form.width} ${short(layout.height)}`,
      role: "group",
      "aria-label": label,
      "font-size": form.font,
    },
    ...titles,
    svg("g", { class: "map-bands" }, ...[...joins.values()].map(({ element }) => element)),
    lit,
    svg("g", { class: "map-bars" }, ...nodes.map(({ element }) => element)),
  );
  return {
    picture,
    parts,
    light: (/** @type {Set<Claim> | null} */ claims) => light(lit, picture, layout, data, claims),
  };
}

/**
 * @param {PlacedNode} node
 * @param {Form} form
 * @param {MapData} data
 * @param {number} x
 * @param {number} last
 * @returns {Part}
 */
function drawNode(node, form, data, x, last) {
  const kind = node.layer === "cargo_kind" ? colour(data, node.group) : "map-bar";
  const count = String(node.claims.size);
  const lines = wrapped(`${node.group} ${count}`, form.room);
  const first = node.y - 5 - (lines.length - 1) * form.line;
  const words = lines.flatMap((line, n) => {
    const words = n < lines.length - 1 ? line : line.slice(0, line.length - count.length);
    const span = svg("tspan", { x: short(x), y: short(first + n * form.line) }, words);
    if (n === lines.length - 1) span.append(svg("tspan", { class: "map-count" }, count));
    // Lines are words to the eye, and need a space without width to be words to the ear.
    return n ? [svg("tspan", { "font-size": 0 }, " "), span] : [span];
  });
  const top = first - form.font;
  const reach = form.room * form.font * 0.3;
  const left = { start: x, middle: x - reach, end: x - 2 * reach }[anchor(node.place, last)];
  const element = svg(
    "g",
    { class: node.group === data.notNamed ? "map-node not-named" : "map-node", role: "button", tabindex: -1 },
    // a hand needs more than a thin bar
    svg("rect", {
      class: "map-reach",
      x: short(left),
      y: short(top),
      width: short(2 * reach),
      height: short(Math.max(node.y + node.height - top, 24)),
    }),
    svg("rect", {
      class: kind,
      x: short(node.x),
      y: short(node.y),
      width: form.bar,
      height: short(Math.max(node.height, 1.5)),
    }),
    svg("text", { "text-anchor": anchor(node.place, last) }, ...words),
  );
  return { keys: [node.key], name: node.group, claims: node.claims, element, place: node.place };
}

/**
 * Lights the share of each band that belongs to these claims; none dims nothing.
 * @param {SVGElement} lit @param {SVGElement} picture @param {Layout} layout @param {MapData} data @param {Set<Claim>
 *   | null} claims
 */
function light(lit, picture, layout, data, claims) {
  picture.classList.toggle("map-dimmed", claims !== null);
  lit.replaceChildren(
    ...layout.links.flatMap((link) => {
      if (!claims) return [];
      let share = 0;
      for (const claim of link.claims) if (claims.has(claim)) share += 1;
      const width = (link.width * share) / link.claims.size;
      return share
        ? [
            svg("path", {
              class: colour(data, link.cargo),
              d: course(link),
              "stroke-width": short(Math.max(width, 0.8)),
            }),
          ]
        : [];
    }),
  );
  for (const group of picture.querySelectorAll(".map-node")) group.classList.remove("map-touched");
  if (!claims) return;
  layout.nodes.forEach((node, i) => {
    const touched = [...node.claims].some((claim) => claims.has(claim));
    picture.querySelectorAll(".map-node")[i].classList.toggle("map-touched", touched);
  });
}
