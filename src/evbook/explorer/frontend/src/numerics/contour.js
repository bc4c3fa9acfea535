/**
 * The zero level of a function on the unit square, as polylines (marching squares, crossings refined on the function).
 *
 * Reference: W. E. Lorensen, H. E. Cline, Computer Graphics 21(4) (1987) 163-169, in two dimensions.
 */

const REFINED = 1e-8;

/**
 * The zero of f along an edge, by the Illinois variant of false position.
 * @param {(s: number) => number} f
 * @param {number} a value at 0
 * @param {number} b value at 1
 */
function zeroOnEdge(f, a, b) {
  let left = 0;
  let right = 1;
  let kept = 0;
  let s = 0.5;
  for (let k = 0; k < 40 && right - left > REFINED; k++) {
    s = left + (right - left) * (a / (a - b));
    if (!(s > left && s < right)) return s === s ? Math.min(Math.max(s, left), right) : (left + right) / 2;
    const c = f(s);
    if (Math.abs(c) < 1e-13 * Math.max(Math.abs(a), Math.abs(b))) return s;
    if (c >= 0 === a >= 0) {
      left = s;
      a = c;
      if (kept === 1) b /= 2;
      kept = 1;
    } else {
      right = s;
      b = c;
      if (kept === -1) a /= 2;
      kept = -1;
    }
  }
  return s;
}

/**
 * @param {(u: number, v: number) => number} f
 * @param {Float64Array} values of f at the (m+1)^2 nodes, u running fastest; cells with a NaN corner are left out
 * @param {number} m cells along each side
 * @returns {{u: number, v: number}[][]} polylines; a closed one ends where it starts
 */
export function zeroContours(f, values, m) {
  const width = m + 1;
  // An edge is known by its lower or left node: twice its index, plus one when it goes up.
  /** @type {Map<number, {u: number, v: number}>} */
  const points = new Map();
  /** @type {Map<number, number[]>} */
  const neighbours = new Map();

  /** @param {number} edge */
  const point = (edge) => {
    const node = edge >> 1;
    const a = node % width;
    const b = (node - a) / width;
    const up = edge & 1;
    const from = values[node];
    const to = values[up ? node + width : node + 1];
    const s = zeroOnEdge((share) => f((a + (up ? 0 : share)) / m, (b + (up ? share : 0)) / m), from, to);
    return { u: (a + (up ? 0 : s)) / m, v: (b + (up ? s : 0)) / m };
  };
  /** @param {number} one @param {number} other */
  const join = (one, other) => {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ]) {
      const list = neighbours.get(from);
      if (list) list.push(to);
      else neighbours.set(from, [to]);
      if (!points.has(from)) points.set(from, point(from));
    }
  };

  for (let b = 0; b < m; b++) {
    for (let a = 0; a < m; a++) {
      const node = b * width + a;
      const c00 = values[node];
      const c10 = values[node + 1];
      const c01 = values[node + width];
      const c11 = values[node + width + 1];
      if (c00 !== c00 || c10 !== c10 || c01 !== c01 || c11 !== c11) continue;
      const bottom = c00 >= 0 !== c10 >= 0 ? 2 * node : -1;
      const top = c01 >= 0 !== c11 >= 0 ? 2 * (node + width) : -1;
      const left = c00 >= 0 !== c01 >= 0 ? 2 * node + 1 : -1;
      const right = c10 >= 0 !== c11 >= 0 ? 2 * (node + 1) + 1 : -1;
      const edges = [bottom, right, top, left].filter((edge) => edge >= 0);
      if (edges.length === 2) join(edges[0], edges[1]);
      if (edges.length === 4) {
        // Two arcs: the centre tells which corners belong together.
        const together = f((a + 0.5) / m, (b + 0.5) / m) >= 0 === c00 >= 0;
        join(bottom, together ? right : left);
        join(top, together ? left : right);
      }
    }
  }
  return chain(points, neighbours);
}

/**
 * @param {Map<number, {u: number, v: number}>} points
 * @param {Map<number, number[]>} neighbours
 */
function chain(points, neighbours) {
  /** @type {Set<number>} */
  const seen = new Set();
  const get = (/** @type {number} */ edge) => /** @type {{u: number, v: number}} */ (points.get(edge));
  /** @param {number} start */
  const follow = (start) => {
    const line = [get(start)];
    seen.add(start);
    let at = start;
    for (;;) {
      const next = neighbours.get(at)?.find((edge) => !seen.has(edge));
      if (next === undefined) break;
      seen.add(next);
      line.push(get(next));
      at = next;
    }
    if (line.length > 2 && neighbours.get(at)?.includes(start)) line.push(line[0]);
    return line;
  };
  const lines = [];
  for (const [edge, list] of neighbours) if (list.length === 1 && !seen.has(edge)) lines.push(follow(edge));
  for (const edge of neighbours.keys()) if (!seen.has(edge)) lines.push(follow(edge));
  return lines;
}
