// What changes how a figure is drawn though nothing in it has changed: the page's theme, and the room that it has.

/**
 * Calls `redraw` whenever theme or size have changed; returns what ends that.
 * @param {HTMLElement} stage
 * @param {() => void} redraw
 */
export function onLook(stage, redraw) {
  const themes = new MutationObserver(redraw);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  themes.observe(document.body, {
    attributes: true,
    attributeFilter: ["data-jp-theme-light", "data-jp-theme-name"],
  });
  let size = ""; // to ask for it now would have the whole page laid out
  const sizes = new ResizeObserver(() => {
    const now = `${stage.clientWidth}x${stage.clientHeight}`;
    if (now === size || stage.clientWidth === 0) return;
    if (size) requestAnimationFrame(redraw);
    size = now;
  });
  sizes.observe(stage);
  return () => {
    themes.disconnect();
    sizes.disconnect();
  };
}
