// Places of diagrams: a layout by ELK (Eclipse Layout Kernel), run while a model is written.
// Standard input holds networks as `{nodes: [[key, width, height]], edges: [[source, target, flows]]}`, standard output
// a placement for each: `{size: [width, height], nodes: [[x, y]], edges: [[x, y, x, y, …]]}`.

import { text } from "node:stream/consumers";
import Elk from "elkjs/lib/elk.bundled.js";

/** The width that a phone shows at the size the letters have. */
const PHONE = 360;

const COMMON = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.randomSeed": "1",
  "elk.padding": "[top=4,left=4,bottom=4,right=4]",
  "elk.spacing.nodeNode": "12",
  "elk.spacing.edgeNode": "9",
  "elk.spacing.edgeEdge": "8",
  "elk.spacing.componentComponent": "22",
  "elk.layered.spacing.nodeNodeBetweenLayers": "22",
  "elk.layered.spacing.edgeNodeBetweenLayers": "11",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "8",
  "elk.layered.nodePlacement.favorStraightEdges": "true",
};

/** Ways to place a network, of which the best is taken: how wide a layer may be, and which lines may run upwards. */
const WAYS = ["GREEDY", "MODEL_ORDER"].flatMap((cycles) =>
  [2, 3, 4].map((bound) => ({
    "elk.layered.layering.strategy": "COFFMAN_GRAHAM",
    "elk.layered.layering.coffmanGraham.layerBound": String(bound),
    "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
    "elk.layered.cycleBreaking.strategy": cycles,
  })),
);

const elk = new Elk();

/** Coordinates to a tenth, without two equal points in a row. */
const path = ({ startPoint, bendPoints = [], endPoint }) =>
  [startPoint, ...bendPoints, endPoint].flatMap(({ x, y }) => [round(x), round(y)]);
const round = (value) => Math.round(value * 10) / 10;

async function placed(network, way) {
  const graph = await elk.layout({
    id: "root",
    layoutOptions: { ...COMMON, ...way },
    children: network.nodes.map(([id, width, height]) => ({ id, width, height })),
    edges: network.edges.map(([source, target, flows], i) => ({
      id: `e${i}`,
      sources: [source],
      targets: [target],
      // What flows gives the direction; what only acts on a rate may run against it.
      layoutOptions: { "elk.layered.priority.direction": flows ? "10" : "0" },
    })),
  });
  const nodes = new Map(graph.children.map((node) => [node.id, node]));
  const edges = new Map(graph.edges.map((edge) => [edge.id, edge]));
  return {
    size: [round(graph.width), round(graph.height)],
    nodes: network.nodes.map(([id]) => [round(nodes.get(id).x), round(nodes.get(id).y)]),
    edges: network.edges.map((_, i) => path(edges.get(`e${i}`).sections[0])),
  };
}

/** How bad a placement is: its length on a phone, with its letters at their size there, its bends and its crossings. */
function badness({ size: [width, height], edges }) {
  const shrunk = Math.max(1, width / PHONE);
  const bends = edges.reduce((sum, points) => sum + points.length / 2 - 2, 0);
  const run = edges.reduce((sum, points) => {
    for (let i = 2; i < points.length; i += 1) sum += Math.abs(points[i] - points[i - 2]);
    return sum;
  }, 0);
  return height * shrunk ** 3 + 6 * bends + 0.1 * run + 12 * crossings(edges);
}

/** How often lines of different edges cross. */
function crossings(edges) {
  const lines = edges.flatMap((points, edge) =>
    Array.from({ length: points.length / 2 - 1 }, (_, i) => [edge, ...points.slice(2 * i, 2 * i + 4)]),
  );
  const across = lines.filter(([, , y0, , y1]) => y0 === y1);
  const down = lines.filter(([, x0, , x1]) => x0 === x1);
  let count = 0;
  for (const [one, x0, y, x1] of across)
    for (const [other, x, y0, , y1] of down) if (one !== other && between(x, x0, x1) && between(y, y0, y1)) count += 1;
  return count;
}
const between = (value, one, other) => value > Math.min(one, other) && value < Math.max(one, other);

const placements = [];
for (const network of JSON.parse(await text(process.stdin))) {
  let best;
  for (const way of WAYS) {
    const found = await placed(network, way);
    if (!best || badness(found) < badness(best)) best = found;
  }
  placements.push(best);
}
process.stdout.write(JSON.stringify(placements));
