// The chosen claims as flows through the layers, and their places.  The same is drawn in Python before the script runs
// (evidence_map/flows.py counts, and Node runs this layout for evidence_map/picture.py).
//
// d3-sankey places the bands.  It was taken over Cytoscape and the other graph libraries because what it gives are
// numbers for elements of the page: those can take the focus and be read aloud, which a canvas cannot, and it adds
// four kilobytes to the page instead of a hundred and thirty.

// @ts-expect-error it comes without types
import { sankey } from "d3-sankey";

/** @import { Claim, Form, MapData } from "./claims.js" */

/**
 * @typedef {object} Node
 * @property {string} key
 * @property {string} layer
 * @property {number} place     number of its layer, from 0
 * @property {string} group
 * @property {Set<Claim>} claims
 * @property {number} flow
 *
 * @typedef {object} Link
 * @property {string} key
 * @property {string} edge      the two groups it joins, whatever the cargo
 * @property {string} source
 * @property {string} target
 * @property {string} cargo
 * @property {Set<Claim>} claims
 * @property {number} value
 *
 * @typedef {{nodes: Node[], links: Link[], claims: number}} Flows
 *
 * @typedef {Node & {x: number, y: number, height: number}} PlacedNode
 * @typedef {Link & {x: number, y: number, xEnd: number, yEnd: number, width: number}} PlacedLink
 * @typedef {{nodes: PlacedNode[], links: PlacedLink[], height: number, scale: number}} Layout
 */

/** @param {string[][]} lists @returns {string[][]} */
function product(lists) {
  return lists.reduce(
    (/** @type {string[][]} */ paths, list) => paths.flatMap((path) => list.map((item) => [...path, item])),
    [[]],
  );
}

/** @param {string} layer @param {string} group */
const keyOf = (layer, group) => `${layer}.${group}`;

/** @param {Iterable<Claim>} claims @param {MapData} data @returns {Flows} */
export function flowsOf(claims, data) {
  const layers = Object.keys(data.layers);
  /** @type {Map<string, Node>} */
  const nodes = new Map();
  /** @type {Map<string, Link>} */
  const links = new Map();
  let count = 0;
  for (const claim of claims) {
    if (!claim.drawn) continue;
    count += 1;
    const taken = layers.map((layer) => claim.groups[layer]);
    layers.forEach((layer, place) => {
      for (const group of taken[place]) {
        const key = keyOf(layer, group);
        const node = nodes.get(key) ?? { key, layer, place, group, claims: new Set(), flow: 0 };
        node.claims.add(claim);
        node.flow += 1 / taken[place].length;
        nodes.set(key, node);
      }
    });
    const paths = product(taken);
    for (const path of paths) {
      for (let i = 0; i + 1 < layers.length; i++) {
        const source = keyOf(layers[i], path[i]);
        const target = keyOf(layers[i + 1], path[i + 1]);
        const edge = `${source}~${target}`;
        const key = `${edge}~${path[1]}`;
        const link = links.get(key) ?? { key, edge, source, target, cargo: path[1], claims: new Set(), value: 0 };
        link.claims.add(claim);
        link.value += 1 / paths.length;
        links.set(key, link);
      }
    }
  }
  /** @type {Map<string, number>} */
  const order = new Map();
  for (const layer of layers)
    [...data.axes[layer].map(([group]) => group), data.notNamed].forEach((group) =>
      order.set(keyOf(layer, group), order.size),
    );
  const place = (/** @type {string} */ key) => order.get(key) ?? 0;
  return {
    nodes: [...nodes.values()].sort((a, b) => place(a.key) - place(b.key)),
    links: [...links.values()].sort(
      (a, b) =>
        place(a.source) - place(b.source) ||
        place(a.target) - place(b.target) ||
        place(keyOf(layers[1], a.cargo)) - place(keyOf(layers[1], b.cargo)),
    ),
    claims: count,
  };
}

/** @param {Flows} flows @param {Form} form @returns {Layout} */
export function layout(flows, form) {
  if (!flows.claims) return { nodes: [], links: [], height: form.top, scale: 0 };
  const counts = new Map();
  for (const node of flows.nodes) counts.set(node.layer, (counts.get(node.layer) ?? 0) + 1);
  const height =
    form.top + (Math.max(...counts.values()) - 1) * form.gap + Math.min(form.most, form.each * flows.claims) + 6;
  const placed = sankey()
    .nodeId((/** @type {Node} */ node) => node.key)
    .nodeAlign((/** @type {Node} */ node) => node.place)
    .nodeSort(null)
    .linkSort(null)
    .iterations(0)
    .nodeWidth(form.bar)
    .nodePadding(form.gap)
    .extent([
      [0, form.top],
      [form.width, height - 6],
    ])({
    nodes: flows.nodes.map((node) => ({ ...node })),
    links: flows.links.map((link) => ({ ...link })),
  });
  const nodes = placed.nodes.map((/** @type {any} */ node, /** @type {number} */ i) => ({
    ...flows.nodes[i],
    x: node.x0,
    y: node.y0,
    height: node.y1 - node.y0,
  }));
  const links = placed.links.map((/** @type {any} */ link, /** @type {number} */ i) => ({
    ...flows.links[i],
    x: link.source.x1,
    y: link.y0,
    xEnd: link.target.x0,
    yEnd: link.y1,
    width: link.width,
  }));
  return { nodes, links, height, scale: nodes[0].height / nodes[0].flow };
}

/** A text in lines of at most `room` letters, longer words whole. @param {string} text @param {number} room */
export function wrapped(text, room) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + 1 + word.length <= room) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}
