// Where the curves of a moving slider are solved: at once, where that takes no longer than two threads' talk does, so
// that a move is painted in the next frame; else in the other thread.

/** Milliseconds that a run may take of a frame of sixteen. */
const AT_ONCE = 2;
/** The least of so many runs is what a run takes: the rest is what else the machine was doing. */
const RUNS = 3;

export class Pace {
  constructor() {
    /** What the last runs took that were as rough as those of a moving slider. @type {number[]} */
    this.took = [];
    /** What the first run took, which was fine; a rough one takes no longer. */
    this.fine = Infinity;
  }

  /** @param {number} milliseconds @param {boolean} fine */
  note(milliseconds, fine) {
    if (fine) this.fine = Math.min(this.fine, milliseconds);
    else this.took = [...this.took, milliseconds].slice(-RUNS);
  }

  /** Whether a run is done at once. */
  get quick() {
    return (this.took.length ? Math.min(...this.took) : this.fine) <= AT_ONCE;
  }
}
