// A moment of the run: marked on the curves, shown as a scene, told in words; dragged, stepped, or played.

import { button } from "../ui/button.js";
import { element, freshId } from "../ui/dom.js";
import { write } from "../ui/layout.js";
import { quantityText } from "../format/numbers.js";
import { Clock, stepped } from "./clock.js";
import { atShare, Cursor, shareOf } from "./cursor.js";
import { diagramOf, Flow } from "./flow.js";
import { Grip } from "./grip.js";
import { Marker } from "./marker.js";
import { Parts } from "./parts.js";
import { seriesAt } from "./placing.js";
import { Scene } from "./scene.js";

/** @import { Explorer } from "../explorer.js" */
/** @import { Axis, Run } from "../types.js" */

/** Steps of the slider from one end of the window to the other. */
const STEPS = 200;
/** Milliseconds between two versions of the words while time passes. */
const WORDS = 200;
/** How fast a window is played. */
const SPEEDS = [0.25, 0.5, 1, 2, 4];

/** What stands where the moment is told until one is chosen; the page says the same (explorer/page.py). */
const HINT = "Play, or move the time, to read the curves at a moment.";

class Time {
  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    const { model, compact, layout } = explorer;
    /** The moment that the reader has chosen; null for that which is shown first. @type {number|null} */
    this.chosen = null;
    this.told = -Infinity;
    /** @type {Flow|null|undefined} */
    this.flowing = undefined;
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.clock = new Clock((share, over) => this.move(share, over));
    this.scene = model.program.scene ? new Scene(model, layout.root) : null;
    this.cursor = new Cursor(layout.stage, compact, (share, done) => this.take(share, done));
    const { markers = [], parts = [], grip } = model.program.scene ?? {};
    this.grip =
      this.scene && grip
        ? new Grip(this.scene, grip.label, (at, done) => this.take(shareOf(this.axis, at), done))
        : null;
    this.markers = markers.map((said) => ({ said, marker: new Marker(explorer, said) }));
    this.parts =
      this.scene && parts.length && !("asks" in layout.root.dataset)
        ? new Parts(explorer, parts, this.scene.list("evx-scene-parts"))
        : null;
    this.bar = /** @type {HTMLElement} */ (
      layout.root.querySelector(".evx-time") ?? element("div", { class: "evx-time" })
    );
    this.words = layout.root.querySelector(".evx-time-words") ?? element("p", { class: "evx-time-words" });
    this.words.setAttribute("role", "status");
    this.slider = element("input", { type: "range", min: 0, max: STEPS, step: "any", "aria-label": this.label });
    this.play = button("Play", () => this.press(), { class: "evx-button evx-play" });
    this.furnish();
    if (!this.bar.isConnected) layout.view.after(this.bar);
    if (this.scene && !this.scene.root.isConnected) this.bar.after(this.scene.root);
    if (!this.words.isConnected) (this.scene?.root ?? this.bar).after(this.words);
    this.slider.addEventListener("input", () => this.take(this.slider.valueAsNumber / STEPS, false));
    this.slider.addEventListener("change", () => this.rest());
    this.slider.addEventListener("keydown", (event) => this.type(event));
    this.name();
    this.named = () => this.name();
    this.still.addEventListener("change", this.named);
  }

  /** What the slider is called: "Time", or the axis of a curve model. */
  get label() {
    const { kind, time } = this.explorer.model.program;
    return kind === "curve" ? time.label : "Time";
  }

  furnish() {
    /** @type {HTMLElement[]} */
    const parts = [this.play, this.slider];
    if (!this.explorer.compact) {
      const id = freshId("speed");
      const speeds = SPEEDS.map((speed) => element("option", { value: speed, selected: speed === 1 }, `${speed} ×`));
      const list = element("select", { id, "aria-label": "Speed" }, ...speeds);
      list.addEventListener("change", () => (this.clock.speed = Number(list.value)));
      const loop = element("input", { type: "checkbox" });
      loop.addEventListener("change", () => (this.clock.loop = loop.checked));
      parts.push(element("label", { class: "evx-speed" }, list), element("label", {}, loop, " Repeat"));
    }
    this.bar.removeAttribute("aria-hidden");
    this.bar.replaceChildren(...parts);
  }

  /** The axis along which time runs. @returns {Axis} */
  get axis() {
    const { program } = this.explorer.model;
    return { log: Boolean(program.time.log), low: program.time.start, high: this.explorer.setting.end };
  }

  /** The moment that is shown. @param {Run} run */
  moment(run) {
    const { low, high } = this.axis;
    if (this.chosen !== null) return Math.min(Math.max(this.chosen, low), high);
    return this.scene ? this.scene.first(run) : high;
  }

  name() {
    write(this.play, this.clock.playing ? "Pause" : this.still.matches ? "Step" : "Play");
  }

  press() {
    const { run } = this.explorer;
    if (!run) return;
    const share = shareOf(this.axis, this.moment(run));
    if (this.clock.playing) this.rest();
    else if (this.still.matches) {
      this.take(stepped(this.chosen === null ? 1 : share), true);
    } else {
      this.clock.play(this.chosen === null ? 0 : share);
      this.name();
    }
  }

  /** Arrows go from step to step, with Shift or by pages ten at once. @param {KeyboardEvent} event */
  type(event) {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const step = Math.round(this.slider.valueAsNumber) + by * (event.shiftKey ? 10 : 1);
    this.take(Math.min(Math.max(step / STEPS, 0), 1), true);
  }

  /** The reader's hand has brought the time somewhere. @param {number} share @param {boolean} done */
  take(share, done) {
    this.clock.pause();
    this.chosen = atShare(this.axis, share);
    if (done) this.rest();
    else this.update(false);
  }

  /** Time has passed. @param {number} share @param {boolean} over */
  move(share, over) {
    this.chosen = atShare(this.axis, share);
    if (over) this.rest();
    else this.update(false);
  }

  /** Nothing moves any more: the moment is told, and stands in the page's address. */
  rest() {
    this.clock.pause();
    this.name();
    this.update(true);
    const { explorer } = this;
    explorer.touched = true;
    if (!explorer.inMotion) explorer.host.settled(explorer);
  }

  /** @param {number|null} moment  from a link; null for that which is shown first */
  go(moment) {
    this.clock.pause();
    this.name();
    this.chosen = moment;
  }

  /** Shows the moment of the present run. @param {boolean} settle */
  update(settle) {
    const { run, picture } = this.explorer;
    if (!run || !picture) return;
    const at = this.moment(run);
    const marked = this.chosen !== null || this.scene !== null;
    this.cursor.show(marked ? picture : null, at, (id) => (run.main.series.has(id) ? seriesAt(run.main, id, at) : NaN));
    this.scene?.show(run, at);
    if (this.chosen !== null) this.flow()?.show(run, at);
    for (const { said, marker } of this.markers) marker.show(picture, this.axis, this.scene?.holds(said.when) ?? false);
    this.grip?.show();
    if (settle) this.parts?.show();
    const value = shareOf(this.axis, at) * STEPS;
    if (this.slider.valueAsNumber !== value) this.slider.value = String(value);
    const now = performance.now();
    const passing = this.clock.playing || !settle;
    if (passing && now - this.told < WORDS) return;
    this.told = now;
    this.tell(run, at, passing);
  }

  /**
   * A region that is busy is not read out: it is heard once, at rest.
   * @param {Run} run @param {number} at @param {boolean} passing
   */
  tell(run, at, passing) {
    const busy = String(passing);
    if (this.words.getAttribute("aria-busy") !== busy) this.words.setAttribute("aria-busy", busy);
    const { program, series } = this.explorer.model;
    const when = quantityText(at, program.time.unit);
    this.slider.setAttribute("aria-valuetext", when);
    const said = this.scene?.words(at) ?? "";
    this.scene?.describe(`${when}. ${said}`);
    const untouched = this.chosen === null && !this.scene;
    this.words.toggleAttribute("data-hint", untouched);
    if (untouched) return write(this.words, HINT);
    const curves = program.views.timecourse.series.map((name) => {
      const { label, unit } = /** @type {import("../types.js").Series} */ (series.get(name));
      return `${label} ${quantityText(seriesAt(run.main, name, at), unit)}`;
    });
    write(
      this.words,
      `${momentText(program.kind, program.time, when)}: ${curves.join("; ")}.${said ? ` ${said}` : ""}`,
    );
  }

  /**
   * The diagram in play, once a moment was chosen: that of the page, or, where there is no scene to look at, one of the
   * figure's own.
   */
  flow() {
    if (this.flowing !== undefined) return this.flowing;
    const { model } = this.explorer;
    const found = model.program.kind === "dynamic" ? diagramOf(model) : null;
    if (!found) return (this.flowing = null);
    const own = /** @type {SVGSVGElement} */ (this.scene ? found : found.cloneNode(true));
    if (!this.scene)
      this.bar.after(
        element("div", { class: "evx-flow", tabindex: 0, role: "group", "aria-label": "The model in play" }, own),
      );
    return (this.flowing = new Flow(model, own));
  }

  /** Nothing could be computed: the words stay as they were, and are no longer busy. */
  halt() {
    this.words.setAttribute("aria-busy", "false");
  }

  destroy() {
    this.clock.pause();
    this.still.removeEventListener("change", this.named);
  }
}

/** "At 320 days", "Line tension 4 pN". @param {string} kind @param {{label: string}} time @param {string} when */
function momentText(kind, { label }, when) {
  return kind === "curve" ? `${label} ${when}` : `At ${when}`;
}

/** The time of an explorer; null where its model has none to show. @param {Explorer} explorer */
export function timeOf(explorer) {
  const { program } = explorer.model;
  const plays = program.kind === "dynamic" || (program.kind === "curve" && program.scene && !program.across);
  return plays ? new Time(explorer) : null;
}
