// Figures that near the view, one after the other, the one that is looked at first.

import { afterPaint, pause, whenNear } from "../ui/visibility.js";

/** Milliseconds for which a figure waits until the one before it is drawn, should Plotly be long in coming. */
const PATIENCE = 250;
/** Pixels from the middle of the view beyond which a figure is near no longer. */
const PASSED = 3000;

/** Pixels from the middle of the view. @param {HTMLElement} figure */
function away(figure) {
  const { top, bottom } = figure.getBoundingClientRect();
  return Math.abs((top + bottom - innerHeight) / 2);
}

/**
 * @param {(figure: HTMLElement) => Promise<unknown>|undefined} bring  brings one to life; kept when it is drawn
 * @returns {(figure: HTMLElement) => void}  has a figure brought to life when it is near
 */
export function hydrationQueue(bring) {
  /** Near, and not alive yet. @type {Set<HTMLElement>} */
  const near = new Set();
  let busy = false;

  /** The one that is looked at; those that a scroll has only passed are waited for again. */
  const nearest = () => {
    const places = [...near].map((figure) => ({ figure, away: away(figure) })).sort((a, b) => a.away - b.away);
    for (const { figure } of places.filter((one) => one.away > PASSED)) {
      near.delete(figure);
      awaited(figure);
    }
    const [first] = places;
    return first && first.away <= PASSED ? first.figure : undefined;
  };

  const go = async () => {
    if (busy) return;
    busy = true;
    try {
      for (let figure = nearest(); figure; figure = nearest()) {
        near.delete(figure);
        await Promise.race([bring(figure), pause(PATIENCE)]);
        await pause(0); // for hands and paint
      }
    } finally {
      busy = false; // one that cannot be brought must not keep the others
    }
  };

  /** @param {HTMLElement} figure */
  const awaited = (figure) =>
    whenNear(figure, () => {
      near.add(figure);
      afterPaint(() => void go()); // by then all are known that one scroll has brought near
    });

  return awaited;
}
