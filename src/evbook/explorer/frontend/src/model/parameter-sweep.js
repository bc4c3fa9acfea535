// Measures over the range of a parameter, or of two, run after run.

import { valueAlong, withRaw } from "./parameter-range.js";
import { runSlices } from "./run-slices.js";

/** @import { Model, Setting } from "../types.js" */

/** Values along one parameter, as in Python's sweep; and along each of two. */
export const SWEPT = 41;
export const MAPPED = 21;

/**
 * Every measure at evenly spread values of a parameter.
 * @param {Model} model
 * @param {Setting} setting
 * @param {string} name
 * @param {Float64Array[]} out  one array a measure, filled from the left
 * @returns {Generator<unknown, void, void>}
 */
export function* parameterSweep(model, setting, name, out) {
  const parameter = model.program.parameters[model.parameterIndex.get(name) ?? 0];
  const count = out[0].length;
  for (let i = 0; i < count; i++) {
    const { measures } = yield* runSlices(model, withRaw(model, setting, name, valueAlong(parameter, i / (count - 1))));
    measures.forEach((value, m) => (out[m][i] = value));
    yield;
  }
}

/**
 * Every measure over a square of two parameters: a coarse square first, then what lies between.
 * @param {Model} model
 * @param {Setting} setting
 * @param {[string, string]} names   across, upwards
 * @param {number} count             along each
 * @param {number[][][]} out         a measure, then a row for each value upwards; filled
 * @returns {Generator<number, void, void>} yields how many are computed
 */
export function* parameterMap(model, setting, [first, second], count, out) {
  const parameter = (/** @type {string} */ name) => model.program.parameters[model.parameterIndex.get(name) ?? 0];
  const [a, b] = [parameter(first), parameter(second)];
  let done = 0;
  for (const stride of [4, 2, 1]) {
    for (let j = 0; j < count; j += stride) {
      for (let i = 0; i < count; i += stride) {
        if (stride < 4 && i % (2 * stride) === 0 && j % (2 * stride) === 0) continue;
        const at = withRaw(
          model,
          withRaw(model, setting, first, valueAlong(a, i / (count - 1))),
          second,
          valueAlong(b, j / (count - 1)),
        );
        const run = runSlices(model, at);
        for (;;) {
          const { value, done: ended } = run.next();
          if (ended) {
            const { measures } = /** @type {{measures: Float64Array}} */ (value);
            measures.forEach((measure, m) => {
              // Until its own turn comes, a place shows what is known beside it.
              for (let v = j; v < Math.min(count, j + stride); v++)
                for (let u = i; u < Math.min(count, i + stride); u++) out[m][v][u] = measure;
            });
            break;
          }
          yield done;
        }
        done += 1;
        yield done;
      }
    }
  }
}
