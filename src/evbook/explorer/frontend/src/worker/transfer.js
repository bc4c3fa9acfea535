// Curves on their way from one thread to another: one block of numbers, which is handed over and not copied.

/** @import { Curves, Solution } from "../types.js" */

/**
 * @typedef {object} Packed
 * @property {Float64Array} numbers  one curve after the other
 * @property {string[]} names        of the curves, states first
 * @property {number} states         how many of them are states
 * @property {Omit<Solution, "times"|"states">} said
 */

/** @param {Curves} curves @returns {Packed} */
export function pack({ solution: { times, states, ...said }, series }) {
  const numbers = new Float64Array(series.size * times.length);
  let end = 0;
  for (const values of series.values()) {
    numbers.set(values, end);
    end += times.length;
  }
  return { numbers, names: [...series.keys()], states: states.length, said };
}

/** @param {Packed} parcel @param {Float64Array} times @returns {Curves} */
export function unpack({ numbers, names, states, said }, times) {
  const curves = names.map((_, i) => numbers.subarray(i * times.length, (i + 1) * times.length));
  return {
    solution: { ...said, times, states: curves.slice(0, states) },
    series: new Map(names.map((name, i) => [name, curves[i]])),
  };
}
