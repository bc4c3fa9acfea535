// Random numbers by counting: Threefry-4x32 with 20 rounds, the same words as Python's (simulation/threefry.py).
// Source: Salmon, Moraes, Dror and Shaw 2011, doi 10.1145/2063384.2063405.

const PARITY = 0x1bd11bda;
/** Streams of a seed, and what is drawn within a step. */
export const START = 0;
export const RUN = 1;
export const EVENTS = 0;
export const DEEDS = 1;
export const ARRIVALS = 2;
const UNIT = 2 ** -32;

/** The key of a seed, a whole number from 0 to below 2^53. @param {number} seed @param {number} stream */
export const keyOf = (seed, stream) => [seed >>> 0, Math.floor(seed / 4294967296) >>> 0, stream, 0];

const words = new Uint32Array(4);

/**
 * The four words of one block.
 * @param {ArrayLike<number>} key @param {number} c0 @param {number} c1 @param {number} c2 @param {number} c3
 * @returns {Uint32Array} overwritten by the next call
 */
export function block(key, c0, c1, c2, c3) {
  const [k0, k1, k2, k3] = /** @type {number[]} */ (key);
  const k4 = PARITY ^ k0 ^ k1 ^ k2 ^ k3;
  let a = (c0 + k0) | 0;
  let b = (c1 + k1) | 0;
  let c = (c2 + k2) | 0;
  let d = (c3 + k3) | 0;
  for (let turn = 1; turn <= 5; turn++) {
    if (turn & 1) {
      a = (a + b) | 0;
      b = ((b << 10) | (b >>> 22)) ^ a;
      c = (c + d) | 0;
      d = ((d << 26) | (d >>> 6)) ^ c;
      a = (a + d) | 0;
      d = ((d << 11) | (d >>> 21)) ^ a;
      c = (c + b) | 0;
      b = ((b << 21) | (b >>> 11)) ^ c;
      a = (a + b) | 0;
      b = ((b << 13) | (b >>> 19)) ^ a;
      c = (c + d) | 0;
      d = ((d << 27) | (d >>> 5)) ^ c;
      a = (a + d) | 0;
      d = ((d << 23) | (d >>> 9)) ^ a;
      c = (c + b) | 0;
      b = ((b << 5) | (b >>> 27)) ^ c;
    } else {
      a = (a + b) | 0;
      b = ((b << 6) | (b >>> 26)) ^ a;
      c = (c + d) | 0;
      d = ((d << 20) | (d >>> 12)) ^ c;
      a = (a + d) | 0;
      d = ((d << 17) | (d >>> 15)) ^ a;
      c = (c + b) | 0;
      b = ((b << 11) | (b >>> 21)) ^ c;
      a = (a + b) | 0;
      b = ((b << 25) | (b >>> 7)) ^ a;
      c = (c + d) | 0;
      d = ((d << 10) | (d >>> 22)) ^ c;
      a = (a + d) | 0;
      d = ((d << 18) | (d >>> 14)) ^ a;
      c = (c + b) | 0;
      b = ((b << 20) | (b >>> 12)) ^ c;
    }
    // The key, turned by one word each time.
    switch (turn) {
      case 1:
        a = (a + k1) | 0;
        b = (b + k2) | 0;
        c = (c + k3) | 0;
        d = (d + k4 + 1) | 0;
        break;
      case 2:
        a = (a + k2) | 0;
        b = (b + k3) | 0;
        c = (c + k4) | 0;
        d = (d + k0 + 2) | 0;
        break;
      case 3:
        a = (a + k3) | 0;
        b = (b + k4) | 0;
        c = (c + k0) | 0;
        d = (d + k1 + 3) | 0;
        break;
      case 4:
        a = (a + k4) | 0;
        b = (b + k0) | 0;
        c = (c + k1) | 0;
        d = (d + k2 + 4) | 0;
        break;
      default:
        a = (a + k0) | 0;
        b = (b + k1) | 0;
        c = (c + k2) | 0;
        d = (d + k3 + 5) | 0;
    }
  }
  words[0] = a;
  words[1] = b;
  words[2] = c;
  words[3] = d;
  return words;
}

/**
 * Fills a list with numbers from 0 to below 1: the words of blocks 0, 1, …
 * @param {ArrayLike<number>} key @param {number} step @param {number} purpose @param {Float64Array} out @param
 *   {number} [count]
 */
export function uniforms(key, step, purpose, out, count = out.length) {
  for (let i = 0; i < count; i += 4) {
    const four = block(key, i >>> 2, step, purpose, 0);
    const last = Math.min(4, count - i);
    for (let k = 0; k < last; k++) out[i + k] = four[k] * UNIT;
  }
  return out;
}
