// Whether two pictures show the same curves.

/** @import { Picture } from "../types.js" */

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
function same(a, b) {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

/** @param {Picture} one @param {Picture} other */
export function sameLines(one, other) {
  return (
    one.view === other.view &&
    one.lines.length === other.lines.length &&
    one.lines.every(
      ({ id, x, y }, i) => id === other.lines[i].id && same(x, other.lines[i].x) && same(y, other.lines[i].y),
    )
  );
}
