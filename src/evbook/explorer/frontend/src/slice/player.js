// The slice of a tissue beside its curves: played day by day, stepped, begun anew, and changed by hand.

import { button } from "../ui/button.js";
import { element } from "../ui/dom.js";
import { save } from "../ui/download.js";
import { select } from "../ui/select.js";
import { palette, themeOf } from "../figure/palette.js";
import { quantityText } from "../format/numbers.js";
import { recorded, seedOf } from "../model/looks.js";
import { inSlices } from "../model/slices.js";
import { withValue } from "../model/setting.js";
import { coloursOf, paint } from "./painting.js";

/** @import { TissueProgram } from "../types.js" */
/** @import { Explorer } from "../explorer.js" */
/** @import { RunRecord } from "../model/looks.js" */

/** Sites across what is placed, painted or blocked at once, to each side. */
const BRUSH = { clone: 4, paint: 1, clear: 3, block: 6 };
/** Steps in one frame. */
const SPEEDS = [1, 2, 5, 10];
/** Milliseconds between two versions of the words while it plays. */
const WORDS = 400;
/** The largest seed that the button draws. */
const SEEDS = 9999;

export class SlicePlayer {
  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    const { program } = explorer.model;
    this.tissue = /** @type {TissueProgram} */ (program.tissue);
    /** @type {RunRecord|null} */
    this.record = null;
    this.playing = 0;
    this.told = 0;
    this.key = "";
    this.cursor = { x: 0, y: 0 };
    /** @type {() => void} */
    this.cancel = () => {};
    /** @type {ImageData|undefined} */
    this.image = undefined;
    this.edited = false;
    const { layout, compact } = this.explorer;
    this.canvas = element("canvas", { class: "evx-slice-canvas", tabindex: 0, role: "img" });
    this.words = element("p", { class: "evx-slice-words", role: "status" });
    this.play = button("Play", () => (this.playing ? this.pause() : this.start()));
    const step = button("Step", () => this.stepOnce());
    const again = button("Start again", () => this.restart());
    const other = button("Another seed", () => this.reseed());
    const picture = button("Picture (PNG)", () => this.picture());
    const kinds = this.tissue.kinds.map(({ name, label }) => ({
      value: `paint:${name}`,
      text: `paint ${label.toLowerCase()} cells`,
    }));
    const clones = this.tissue.kinds.map(({ name, label }) => ({
      value: `clone:${name}`,
      text: `place a clone: ${label.toLowerCase()}`,
    }));
    const blocking = this.tissue.fields.length ? [{ value: "block", text: "block vesicles in a region" }] : [];
    const hands = [...clones, ...kinds, { value: "clear", text: "take cells away" }, ...blocking];
    this.hand = select("Hand", hands, hands[0].value, () => {});
    this.speed = select(
      "Steps a frame",
      SPEEDS.map((speed) => ({ value: String(speed), text: String(speed) })),
      String(SPEEDS[1]),
      () => {},
    );
    const still = layout.root.querySelector(".evx-slice");
    const bar = element("div", { class: "evx-slice-bar" }, this.play, step, again, other);
    const more = compact ? [] : [element("div", { class: "evx-slice-bar" }, this.hand, this.speed, picture)];
    this.element = element(
      "div",
      { class: "evx-slice" },
      element("div", { class: "evx-slice-frame" }, this.canvas),
      element("div", { class: "evx-slice-side" }, bar, ...more, this.words),
    );
    still?.remove();
    this.canvas.addEventListener("pointerdown", (event) => this.press(event));
    this.canvas.addEventListener("pointermove", (event) => event.buttons & 1 && this.touch(this.siteAt(event)));
    this.canvas.addEventListener("keydown", (event) => this.type(event));
  }

  // ------------------------------------------------------------------ the run
  /** The run of the present setting from its start. */
  begin() {
    const { model, setting } = this.explorer;
    const version = /** @type {any} */ (setting.ev ? model.program.on : model.program.off);
    this.record = recorded(model, version, setting.values, seedOf(model, setting.values), false);
    this.edited = false;
    const { width, height } = this.record.run;
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.image = undefined;
    }
  }

  /** The setting is at rest: its run is gone through to its end, which is what the curves show too. */
  atRest() {
    const { setting } = this.explorer;
    const key = `${setting.ev},${setting.values.join()}`;
    if (key === this.key) return;
    this.key = key;
    this.pause();
    this.cancel();
    try {
      this.begin();
    } catch {
      return; // the explorer says what is wrong with the setting
    }
    this.cancel = inSlices(this.through(), { done: () => this.show(true), failed: () => {} });
  }

  *through() {
    const record = /** @type {RunRecord} */ (this.record);
    const last = Math.floor(this.explorer.setting.end / record.run.dt + 1e-9);
    while (!record.over && record.run.steps < last) {
      record.step();
      if (record.run.steps % 4 === 0) yield;
    }
  }

  moving() {
    this.cancel();
    this.pause();
    this.key = "";
  }

  leave() {
    this.cancel();
    this.pause();
    this.key = "";
  }

  start() {
    this.cancel();
    if (!this.record || (this.over && !this.edited)) this.begin();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.skip();
    this.play.textContent = "Pause";
    const frame = () => {
      for (let i = 0; i < Number(this.speed.list.value) && !this.over; i++) this.record?.step();
      this.show(performance.now() - this.told > WORDS);
      if (this.over) this.pause();
      else this.playing = requestAnimationFrame(frame);
    };
    this.playing = requestAnimationFrame(frame);
  }

  /** Who wants no motion sees the slice thirty steps on, at once. */
  skip() {
    for (let i = 0; i < 30 && !this.over; i++) this.record?.step();
    this.show(true);
  }

  pause() {
    cancelAnimationFrame(this.playing);
    this.playing = 0;
    this.play.textContent = "Play";
    if (this.record) this.show(true);
  }

  /** Whether there is nothing more to come: what was changed by hand goes on past progression. */
  get over() {
    const record = /** @type {RunRecord} */ (this.record);
    const { counters, steps, dt } = record.run;
    return (record.over && !this.edited) || counters[1] === 0 || steps * dt >= this.tissue.limit;
  }

  stepOnce() {
    this.cancel();
    this.pause();
    if (!this.record || (this.over && !this.edited)) this.begin();
    this.record?.step();
    this.show(true);
  }

  restart() {
    this.cancel();
    this.pause();
    this.begin();
    this.show(true);
  }

  reseed() {
    const { explorer, tissue } = this;
    const seed = Math.floor(Math.random() * (SEEDS + 1));
    explorer.change(withValue(explorer.model, explorer.setting, tissue.seed, seed), true);
  }

  // ------------------------------------------------------------------ the hand
  /** @param {PointerEvent} event */
  siteAt(event) {
    const box = this.canvas.getBoundingClientRect();
    return {
      x: Math.floor(((event.clientX - box.left) / box.width) * this.canvas.width),
      y: Math.floor(((event.clientY - box.top) / box.height) * this.canvas.height),
    };
  }

  /** @param {PointerEvent} event */
  press(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.touch(this.siteAt(event));
  }

  /** Arrows move the cursor, Enter and the space bar act there. @param {KeyboardEvent} event */
  type(event) {
    const { width, height } = this.canvas;
    const by = event.shiftKey ? 10 : 1;
    /** @type {Record<string, [number, number]>} */
    const ways = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] };
    const way = ways[event.key];
    if (way) {
      this.cursor.x = Math.min(width - 1, Math.max(0, this.cursor.x + way[0]));
      this.cursor.y = Math.min(height - 1, Math.max(0, this.cursor.y + way[1]));
      this.show(true);
    } else if (event.key === "Enter" || event.key === " ") this.touch(this.cursor);
    else return;
    event.preventDefault();
  }

  /** Does at a place what the hand is set to. @param {{x: number, y: number}} at */
  touch(at) {
    this.cancel();
    if (!this.record) return;
    const { run } = this.record;
    const [act, name] = this.hand.list.value.split(":");
    const which = this.tissue.kinds.findIndex((kind) => kind.name === name) + 1;
    const reach = BRUSH[/** @type {keyof typeof BRUSH} */ (act)];
    const layer = run.width * run.height * Math.floor(run.layers / 2);
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const [x, y] = [at.x + dx, at.y + dy];
        if (dx * dx + dy * dy > reach * reach || x < 0 || y < 0 || x >= run.width || y >= run.height) continue;
        const site = layer + x + run.width * y;
        if (act === "block") run.blocked[site] = 1;
        else run.put(site, act === "clear" ? 0 : which);
      }
    }
    run.count();
    run.spread();
    this.edited = true;
    this.cursor = at;
    this.show(true);
  }

  // ------------------------------------------------------------------ what is seen
  /** @param {boolean} tell */
  show(tell) {
    const { record, canvas } = this;
    const context = canvas.getContext("2d");
    if (!record || !context) return;
    const { run } = record;
    this.image ??= context.createImageData(canvas.width, canvas.height);
    paint(run, this.image, coloursOf(palette(themeOf(canvas)), this.explorer.model));
    context.putImageData(this.image, 0, 0);
    if (document.activeElement === canvas) {
      context.strokeStyle = palette(themeOf(canvas)).text;
      context.strokeRect(this.cursor.x - 1.5, this.cursor.y - 1.5, 4, 4);
    }
    this.element.toggleAttribute(
      "data-treated",
      run.levels.some((level) => level > 0),
    );
    if (tell) this.tell();
  }

  tell() {
    const record = /** @type {RunRecord} */ (this.record);
    const { run } = record;
    const { program } = this.explorer.model;
    this.told = performance.now();
    const time = quantityText(run.counters[0], program.time.unit, 4);
    const counts = this.tissue.kinds.map(({ label }, k) => `${label.toLowerCase()} ${run.counts[k + 1]}`).join(", ");
    const treated = this.tissue.treatments.map(
      ({ label }, i) => `${label.toLowerCase()} ${run.levels[i] ? "on" : "off"}`,
    );
    const by = this.edited ? "; changed by hand, which a link does not carry" : "";
    const where =
      document.activeElement === this.canvas ? `; at column ${this.cursor.x + 1}, row ${this.cursor.y + 1}` : "";
    const text = `After ${time}: ${[counts, ...treated].join("; ")}${by}${where}.`;
    if (this.words.textContent !== text) this.words.textContent = text;
    this.canvas.setAttribute(
      "aria-label",
      `The slice, a square of ${run.width} sites to a side. ${text} ` +
        "Arrow keys move a mark, Enter does there what the hand is set to.",
    );
  }

  /** The slice as a file, eight pixels a site at most. */
  picture() {
    const { canvas } = this;
    const scale = Math.max(1, Math.floor(800 / canvas.width));
    const large = element("canvas", { width: canvas.width * scale, height: canvas.height * scale });
    const context = large.getContext("2d");
    if (!context) return;
    context.imageSmoothingEnabled = false;
    context.drawImage(canvas, 0, 0, large.width, large.height);
    const name = `${this.explorer.model.program.id}-${this.record?.run.steps ?? 0}.png`;
    large.toBlob((blob) => blob && save(document, blob, name));
  }
}
