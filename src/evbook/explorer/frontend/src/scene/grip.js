// What of a scene a hand takes hold of: dragged, it brings the moment to where it is nearest to the hand.
// Keys have the slider of time for the same, which says its value.

/** @import { Scene } from "./scene.js" */

const SVG = "http://www.w3.org/2000/svg";
/** Radius in units of the scene: 24 pixels across on the narrowest screen. */
const RADIUS = 20;

export class Grip {
  /** @param {Scene} scene @param {string} label @param {(at: number, done: boolean) => void} dragged */
  constructor(scene, label, dragged) {
    this.scene = scene;
    const title = document.createElementNS(SVG, "title");
    title.textContent = label;
    this.root = document.createElementNS(SVG, "circle");
    this.root.setAttribute("class", "evx-grip");
    this.root.setAttribute("r", String(RADIUS));
    this.root.append(title);
    scene.picture.append(this.root);
    const take = (/** @type {PointerEvent} */ event, /** @type {boolean} */ done) => {
      const box = scene.picture.getBoundingClientRect();
      const scale = 480 / box.width;
      const at = scene.scene?.nearest((event.clientX - box.left) * scale, (event.clientY - box.top) * scale);
      if (at !== undefined) dragged(at, done);
    };
    this.root.addEventListener("pointerdown", (event) => {
      this.root.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    this.root.addEventListener("pointermove", (event) => {
      if (this.root.hasPointerCapture(event.pointerId)) take(event, false);
    });
    this.root.addEventListener("pointerup", (event) => take(event, true));
  }

  show() {
    const place = this.scene.scene?.grip;
    if (!place) return;
    this.root.setAttribute("cx", place.x.toFixed(1));
    this.root.setAttribute("cy", place.y.toFixed(1));
  }
}
