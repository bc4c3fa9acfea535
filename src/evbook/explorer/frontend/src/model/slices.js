// Long work in slices short enough that no slider waits: a generator that yields often, asked again and again.
// No Workers: browsers refuse them to pages opened from a folder.

/** Milliseconds of one slice. */
const SLICE = 8;

/**
 * Runs a generator to its end, at most about a slice at a time, with room for the browser in between.
 * @template Yielded, Returned
 * @param {Generator<Yielded, Returned, void>} work  yields at least every few milliseconds
 * @param {{step?: (value: Yielded) => void, done?: (value: Returned) => void, failed?: (error: unknown) => void,
 *   slice?: number}} [heard] step: once after each slice, with what was yielded last
 * @returns {() => void} cancels what is left
 */
export function inSlices(work, { step, done, failed, slice = SLICE } = {}) {
  let timer = 0;
  let stopped = false;
  const go = () => {
    if (stopped) return;
    const until = performance.now() + slice;
    try {
      for (;;) {
        const { value, done: ended } = work.next();
        if (ended) {
          stopped = true;
          done?.(value);
          return;
        }
        if (performance.now() >= until) {
          step?.(value);
          break;
        }
      }
    } catch (error) {
      stopped = true;
      if (!failed) throw error;
      failed(error);
      return;
    }
    timer = /** @type {any} */ (setTimeout(go, 0));
  };
  timer = /** @type {any} */ (setTimeout(go, 0));
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
