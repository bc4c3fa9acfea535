// What the hand has taken hold of, and whether moving it has moved any curve.

import { sameLines } from "./same-lines.js";

/** @import { Picture } from "../types.js" */

export class Held {
  constructor() {
    /**
     * The control, its value and what was drawn before.
     * @type {{name: string, value: number, picture: Picture}|null}
     */
    this.before = null;
  }

  /** @param {string} name @param {number} value @param {Picture} picture */
  take(name, value, picture) {
    this.before = { name, value, picture };
  }

  /**
   * The control that was moved and has moved nothing of what is drawn; "" where there is none.
   * @param {(name: string) => number} valueNow
   * @param {Picture} picture
   */
  idle(valueNow, picture) {
    const { before } = this;
    this.before = null;
    if (!before || !picture.lines.length || valueNow(before.name) === before.value) return "";
    return sameLines(before.picture, picture) ? before.name : "";
  }
}
