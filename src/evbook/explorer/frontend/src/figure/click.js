// A click or a tap on the figure.  Plotly keeps the browser's own click to itself, so it is made of its two halves.

/** Pixels and milliseconds within which a press and its release are a click, not a drag or a scroll. */
const [NEAR, SOON] = [6, 700];

/**
 * @param {HTMLElement} stage
 * @param {(event: PointerEvent) => void} clicked
 * @returns {() => void} stops listening
 */
export function onClick(stage, clicked) {
  /** @type {PointerEvent|null} */
  let pressed = null;
  const down = (/** @type {PointerEvent} */ event) => {
    pressed = event.isPrimary && event.button === 0 ? event : null;
  };
  const up = (/** @type {PointerEvent} */ event) => {
    const from = pressed;
    pressed = null;
    if (!from || event.pointerId !== from.pointerId || event.timeStamp - from.timeStamp > SOON) return;
    if (Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) <= NEAR) clicked(event);
  };
  stage.addEventListener("pointerdown", down, true);
  window.addEventListener("pointerup", up, true);
  return () => {
    stage.removeEventListener("pointerdown", down, true);
    window.removeEventListener("pointerup", up, true);
  };
}
