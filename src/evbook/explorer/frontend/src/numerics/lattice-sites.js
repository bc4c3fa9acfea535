// The sites of a lattice: which touch each other, and how far they lie from the centre (simulation/lattice.py).

/**
 * @typedef {{near: Int32Array, ways: number, links: Int32Array, straight: number, degree: Float64Array, colour:
 *   Uint8Array}} Neighbourhoods
 */

/** @type {Map<string, Neighbourhoods>} */
const known = new Map();

/**
 * For each site its neighbours (-1 where there is none), and its straight links (n where there is none).
 * @param {number} width @param {number} height @param {number} layers @param {number} around @returns {Neighbourhoods}
 */
export function neighbourhoods(width, height, layers, around) {
  const key = [width, height, layers, around].join();
  const before = known.get(key);
  if (before) return before;
  const straight = [
    [-1, 0, 0],
    [1, 0, 0],
    [0, -1, 0],
    [0, 1, 0],
    ...(layers > 1
      ? [
          [0, 0, -1],
          [0, 0, 1],
        ]
      : []),
  ];
  const all = around === 8 ? [...straight, [-1, -1, 0], [1, 1, 0], [1, -1, 0], [-1, 1, 0]] : straight;
  const n = width * height * layers;
  const found = {
    near: new Int32Array(n * all.length),
    ways: all.length,
    links: new Int32Array(n * straight.length),
    straight: straight.length,
    degree: new Float64Array(n),
    colour: new Uint8Array(n),
  };
  for (let z = 0, site = 0; z < layers; z++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++, site++) {
        found.colour[site] = (x + y + z) % 2;
        all.forEach(([dx, dy, dz], w) => {
          const [a, b, c] = [x + dx, y + dy, z + dz];
          const there = a >= 0 && a < width && b >= 0 && b < height && c >= 0 && c < layers;
          const other = there ? a + width * (b + height * c) : -1;
          found.near[site * all.length + w] = other;
          if (w < straight.length) {
            found.links[site * straight.length + w] = there ? other : n;
            if (there) found.degree[site]++;
          }
        });
      }
  if (known.size > 8) known.clear();
  known.set(key, found);
  return found;
}

/** The sites from the centre outwards. @param {number} width @param {number} height @param {number} layers */
export function byDistance(width, height, layers) {
  const far = new Float64Array(width * height * layers);
  for (let z = 0, site = 0; z < layers; z++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++, site++) {
        far[site] = (2 * x - width + 1) ** 2 + (2 * y - height + 1) ** 2 + (2 * z - layers + 1) ** 2;
      }
  return Array.from(far.keys()).sort((a, b) => far[a] - far[b] || a - b);
}
