// Whether each treatment of a tissue is on: by the clock where it is given in cycles, else by its two conditions.

/** @typedef {{levels: number[], cycles: number[], counters: Float64Array, value: (key: string) => number}} Treated */

/**
 * Turns treatments on and off as they are due, counts their cycles, and returns whether any changed.
 * @param {Treated} run
 * @param {Record<string, number>} constant
 */
export function treated(run, constant) {
  const now = run.counters[0];
  let changed = false;
  run.levels.forEach((before, i) => {
    const onFor = constant[`on_for:${i}`];
    const offFor = constant[`off_for:${i}`];
    if (onFor > 0 && offFor > 0) {
      const whole = onFor + offFor;
      run.levels[i] = now - whole * Math.floor(now / whole) < onFor ? 1 : 0;
    } else if (run.value(`stops:${i}`) > 0) run.levels[i] = 0;
    else if (run.value(`resumes:${i}`) > 0) run.levels[i] = 1;
    if (before === 0 && run.levels[i] > 0) run.cycles[i]++;
    if (run.levels[i] !== before) changed = true;
  });
  return changed;
}
