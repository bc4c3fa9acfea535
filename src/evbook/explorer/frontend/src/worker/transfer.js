// Curves on their way from one thread to another: one block of numbers, which is handed over and not copied.

/** @import { Curves, Solution } from "../types.js" */

/**
 * @typedef {object} Packed
 * @property {Float64Array} numbers  one curve after the other
 * @property {string[]} names        of the curves, states first; behind them what only events change
 * @property {number} states         how many of the named are states
 * @property {Omit<Solution, "times"|"states">} said
 */

/** @param {Curves} curves @returns {Packed} */
export function pack({ solution: { times, states, ...said }, series }) {
  const named = [...series.values()];
  const visible = states.filter((values, i) => values === named[i]).length;
  const rows = [...named, ...states.slice(visible)];
  const numbers = new Float64Array(rows.length * times.length);
  rows.forEach((values, i) => numbers.set(values, i * times.length));
  return { numbers, names: [...series.keys()], states: visible, said };
}

/** @param {Packed} parcel @param {Float64Array} times @returns {Curves} */
export function unpack({ numbers, names, states, said }, times) {
  const curves = Array.from({ length: numbers.length / times.length }, (_, i) =>
    numbers.subarray(i * times.length, (i + 1) * times.length),
  );
  return {
    solution: { ...said, times, states: [...curves.slice(0, states), ...curves.slice(names.length)] },
    series: new Map(names.map((name, i) => [name, curves[i]])),
  };
}
