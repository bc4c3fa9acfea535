// Time that passes: how far along a window a figure is while it plays.

/** Milliseconds in which a window is played through once, at speed 1. */
const ROUND = 15_000;
/** Steps through a window for who wants no motion. */
const STEPS = 8;

/** @typedef {{share: number, over: boolean}} Place  share: of the window, from 0 to 1 */

/**
 * Where a window that plays has come to.
 * @param {number} share @param {number} elapsed milliseconds @param {number} speed @param {boolean} loop
 * @returns {Place}
 */
export function advanced(share, elapsed, speed, loop) {
  const next = share + (elapsed * speed) / ROUND;
  if (next < 1) return { share: next, over: false };
  return loop ? { share: next % 1, over: false } : { share: 1, over: true };
}

/** The next of the stills of a window; after the last one comes the first. @param {number} share */
export function stepped(share) {
  const next = Math.floor(share * STEPS + 1e-9) + 1;
  return next > STEPS ? 0 : next / STEPS;
}

/** Plays: calls back in every frame, until it is over or paused. */
export class Clock {
  /** @param {(share: number, over: boolean) => void} passed */
  constructor(passed) {
    this.passed = passed;
    this.frame = 0;
    this.share = 0;
    this.speed = 1;
    this.loop = false;
  }

  get playing() {
    return this.frame !== 0;
  }

  /** @param {number} share  where it begins; at the end, it begins anew */
  play(share) {
    this.pause();
    this.share = share >= 1 ? 0 : share;
    let last = -1;
    const tick = (/** @type {number} */ now) => {
      // A page that was out of sight goes on where it was.
      const elapsed = last < 0 ? 0 : Math.min(now - last, 100);
      last = now;
      const { share: next, over } = advanced(this.share, elapsed, this.speed, this.loop);
      this.share = next;
      this.frame = over ? 0 : requestAnimationFrame(tick);
      this.passed(next, over);
    };
    this.frame = requestAnimationFrame(tick);
  }

  pause() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }
}
