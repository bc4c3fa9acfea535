// Which view of a run is shown, what it keeps while others are, and what a reader chose in its lists.

/** @import { Explorer } from "../explorer.js" */
/** @import { NamedView, ViewState } from "./registry.js" */

export class ShownView {
  /**
   * @param {Explorer} explorer
   * @param {NamedView[]} views  what may be shown; the first is at the start
   */
  constructor(explorer, views) {
    this.explorer = explorer;
    this.views = views;
    this.view = views[0];
    /** @type {Map<string, ViewState>} */
    this.states = new Map();
    /** What the reader chose in the lists of each view, in order. @type {Map<string, string[]>} */
    this.chosen = new Map();
  }

  /** What the view keeps; made when it is first shown. @returns {ViewState|undefined} */
  get state() {
    const { id, begin } = this.view;
    if (begin && !this.states.has(id)) this.states.set(id, begin(this.explorer));
    return this.states.get(id);
  }

  /** What its lists stand at, once the reader has touched one. */
  get choices() {
    return this.chosen.get(this.view.id) ?? [];
  }

  /** @param {HTMLElement} box  with the lists */
  note(box) {
    this.chosen.set(
      this.view.id,
      [...box.querySelectorAll("select")].map(({ value }) => value),
    );
  }

  /**
   * Brings the lists to some values; what a list does not have is passed over.
   * @param {string[]} values
   * @param {HTMLElement} box
   */
  choose(values, box) {
    box.querySelectorAll("select").forEach((list, i) => {
      if (list.value === values[i] || ![...list.options].some(({ value }) => value === values[i])) return;
      list.value = values[i];
      list.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  /**
   * Shows another view, or the first where there is none of that name.
   * @param {string} id
   * @param {HTMLElement} box  for its lists
   */
  turnTo(id, box) {
    const next = this.views.find((view) => view.id === id) ?? this.views[0];
    if (next !== this.view) this.state?.leave?.();
    this.view = next;
    const own = this.state?.element;
    box.replaceChildren(...(own ? [own] : []), next.clickHint ?? "");
  }
}
