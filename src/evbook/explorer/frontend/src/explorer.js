// One live model: setting, solver, figure and words, whatever page it lives on.

import { budgetOf } from "./model/budget.js";
import { compactNames, Controls } from "./ui/controls.js";
import { Layout } from "./ui/layout.js";
import { showNumbers } from "./ui/table.js";
import { showLegend } from "./figure/legend.js";
import { afterPaint, whenNear } from "./ui/visibility.js";
import { Plot } from "./figure/plot.js";
import { onClick } from "./figure/click.js";
import { onLook } from "./figure/look.js";
import { Held } from "./figure/held.js";
import { runner } from "./model/run.js";
import { sentenceOf } from "./format/sentences.js";
import { fromFigure, fromScenario, homeOf, meaningOf, sameSetting, withEnd, withValue } from "./model/setting.js";
import { StaticPicture } from "./figure/static-picture.js";
import { timeOf } from "./scene/time.js";
import { toolsOf } from "./tools/registry.js";
import { viewsOf } from "./views/registry.js";
import { ShownView } from "./views/shown.js";
import { Pace } from "./worker/pace.js";

/** @import { WorkerClient } from "./worker/client.js" */
/** @import { Model, Picture, Run, Setting } from "./types.js" */
/** @import { ToolInstance } from "./tools/registry.js" */
/** @import { ViewState } from "./views/registry.js" */

/**
 * What the page around an explorer provides.
 * @typedef {object} Host
 * @property {() => Promise<any>} plotly                 Plotly, loaded once a page
 * @property {(explorer: Explorer) => void} settled      a new setting is at rest
 * @property {(explorer: Explorer) => Promise<import("./model/sbml.js").Templates>} [sbml]  the model's file, to put
 *   values into
 * @property {(explorer: Explorer, told: (run: Run|null, took?: number) => void) => WorkerClient|null} [worker]  another
 *   thread that solves while a slider moves
 * @property {() => Promise<import("./tools/registry.js").Tool[]>} laboratory  the tools that come when they are wanted
 * @property {(explorer: Explorer) => string} [alone]    the page that holds the model alone; "" when there is none
 * @property {(explorer: Explorer) => string} link       an address that reproduces the setting; "" when there is none
 */

/** Milliseconds after the last move at which the figure is drawn whole again. */
const REST = 150;
/**
 * Milliseconds between two versions of the sentence while a slider moves: each has the page laid out anew, and nobody
 * reads faster.
 */
const WORDS = 200;

export class Explorer {
  /**
   * @param {HTMLElement} root  a figure; the parts it lacks are made
   * @param {Model} model
   * @param {Host} host
   * @param {{setting?: Setting, compact?: boolean, sliders?: string}} [options]
   */
  constructor(root, model, host, { setting, compact = false, sliders = "" } = {}) {
    this.model = model;
    this.host = host;
    this.compact = compact;
    /** @type {import("./model/permalink.js").Limits} */
    this.limits = { lock: [], hide: [] };
    this.setting = setting ?? fromFigure(model, root.dataset);
    this.start = this.setting;
    this.views = viewsOf(model, compact);
    this.shownView = new ShownView(this, this.views);
    this.compute = runner(model);
    this.pace = new Pace();
    /** @type {Plot|null} */
    this.plot = null;
    /** @type {Promise<Plot|null>|null} */
    this.waking = null;
    /** @type {Run|null} */
    this.run = null;
    /** @type {Picture|null} */
    this.picture = null;
    this.frame = 0;
    this.drawing = 0;
    this.rest = 0;
    this.movedAt = -Infinity;
    this.letGo = false;
    this.moved = false;
    this.touched = false;
    this.held = new Held();
    this.wordsAt = -Infinity;
    this.gone = false;

    this.layout = new Layout(root, compact);
    const svg = this.layout.stage.querySelector("svg");
    this.still = svg ? new StaticPicture(svg) : null;
    this.controls = this.makeControls(sliders);
    this.layout.stage.append(this.controls.axis.root);
    this.layout.furnish(this.controls.parts, this.controls.views, { compact, budget: model.program.panel.budget });
    /** @type {ToolInstance[]} */
    this.toolInstances = toolsOf(model, compact).map((tool) => {
      const instance = tool.make(this);
      this.layout.install(tool, instance.body ?? [], (open) => instance.opened?.(open));
      return instance;
    });
    this.time = timeOf(this);
    this.shownView.turnTo(this.view, this.layout.choices);
    this.update(true);
    this.watch();
    this.worker = host.worker?.(this, (run, took) => this.arrive(run, took)) ?? null;
    whenNear(this.layout.stage, () => afterPaint(() => void this.wake()));
  }

  /** @param {string} sliders */
  makeControls(sliders) {
    const { model } = this;
    return new Controls(
      model,
      {
        value: (name, value, done) => {
          if (!this.inMotion && this.picture) this.held.take(name, this.valueOf(name), this.picture);
          this.change(withValue(model, this.setting, name, value), done);
        },
        end: (end, done) => this.change(withEnd(model, this.setting, end), done),
        ev: (on) => this.change({ ...this.setting, ev: on }, true),
        scenario: (id) => this.change({ ...fromScenario(model, id), end: this.setting.end }, true),
        view: (view) => this.show(view),
        reset: () => this.change(homeOf(model, this.setting, this.start), true),
      },
      { views: this.views, compact: this.compact ? compactNames(model, this.setting, sliders) : null },
    );
  }

  /** @param {string} name of a parameter */
  valueOf(name) {
    return this.setting.values[this.model.parameterIndex.get(name) ?? 0];
  }

  /** Id of the view shown. */
  get view() {
    return this.shownView.view.id;
  }

  /** What the view shown keeps; made when it is first shown. @returns {ViewState|undefined} */
  get viewState() {
    return this.shownView.state;
  }

  /** What the lists of the view shown stand at, once the reader has touched one. */
  get choices() {
    return this.shownView.choices;
  }

  noteChoices() {
    this.shownView.note(this.layout.choices);
    this.touched = true;
    if (this.inMotion) return;
    this.host.settled(this);
    for (const instance of this.toolInstances) instance.update?.(true);
  }

  /** Whether a slider is moving, or has moved too lately for the figure to have been drawn whole. */
  get inMotion() {
    return this.moved || this.frame !== 0 || this.rest !== 0;
  }

  /** Theme and width may change at any time. */
  watch() {
    const { stage, choices } = this.layout;
    choices.addEventListener("change", () => this.noteChoices());
    const redraw = () => {
      if (this.plot && this.picture) this.plot.draw(this.picture);
    };
    this.blind = onLook(stage, redraw);
    this.deaf = onClick(stage, (event) => {
      const at = this.shownView.view.click && this.plot?.at(event);
      if (at) this.shownView.view.click?.(this, at);
    });
  }

  /** Plotly's turn; resolves to the figure, or to null when Plotly cannot be had. */
  wake() {
    this.waking ??= this.host.plotly().then(
      (Plotly) => {
        if (this.gone) return null;
        this.plot = new Plot(Plotly, this.layout.stage, this.compact);
        this.plot.gd.setAttribute("role", "img");
        if (this.picture) this.plot.draw(this.picture);
        this.layout.stage.classList.add("evx-drawn");
        this.describe();
        return this.plot;
      },
      (/** @type {Error} */ error) => {
        this.say(`The figure itself could not be loaded: ${error.message} Controls, numbers and words still work.`);
        return null;
      },
    );
    return this.waking;
  }

  /** @param {Setting} setting @param {boolean} done the hand has let go */
  change(setting, done) {
    this.setting = setting;
    this.touched = true;
    this.letGo ||= done;
    if (!this.frame) this.frame = requestAnimationFrame(() => this.update(false));
  }

  /** Another view of the same run. @param {string} view */
  show(view) {
    this.shownView.turnTo(view, this.layout.choices);
    this.touched = true;
    this.update(true);
  }

  /**
   * A setting from outside: a link, or a trait.
   * @param {Setting} setting
   * @param {string} [view]
   * @param {string[]} [choices] of that view
   * @param {number|null} [moment]  the time that is looked at
   */
  take(setting, view = this.view, choices = [], moment = this.time?.chosen ?? null) {
    this.setting = setting;
    this.time?.go(moment);
    this.shownView.turnTo(view, this.layout.choices);
    this.update(true);
    this.shownView.choose(choices, this.layout.choices);
  }

  /** Locks controls and hides parts, as a link asks. @param {import("./model/permalink.js").Limits} limits */
  limit(limits) {
    this.limits = limits;
    this.controls.locked = new Set(limits.lock);
    this.layout.hide(this.model.program.panel.parts, limits.hide);
  }

  /**
   * The same run drawn anew, because a view or a tool has more to show.
   * @param {boolean} [whole] with the right hover labels, which takes longer
   */
  redraw(whole = true) {
    // A picture in motion is made anew anyway.
    if (this.gone || this.inMotion || this.calculate(true) || !this.picture) return;
    if (whole || !this.plot?.move(this.picture)) this.plot?.draw(this.picture);
    if (whole) this.still?.move(this.picture);
    showLegend(this.layout.legend, this.picture);
  }

  /** A remark of the page, such as that a link was made with an older model. @param {string} notice */
  say(notice) {
    this.layout.notice.textContent = notice;
  }

  /**
   * Computes and draws the present setting: everything at rest, and while moving only what moves.
   * @param {boolean} whole
   */
  update(whole) {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const settle = whole || this.letGo;
    this.moved = !settle;
    this.letGo = false;
    this.controls.show(
      this.setting,
      this.view,
      !sameSetting(this.setting, homeOf(this.model, this.setting, this.start)),
      settle,
    );
    if (settle) {
      cancelAnimationFrame(this.drawing);
      clearTimeout(this.rest);
      this.drawing = this.rest = 0;
      this.worker?.forget();
    } else {
      this.viewState?.moving?.();
      this.plot?.moving(true);
      this.movedAt = performance.now();
      if (!this.rest) this.rest = window.setTimeout(() => this.rested(), REST);
      if (!this.pace.quick && this.worker?.ready) {
        this.worker.ask(this.setting);
        return;
      }
    }
    this.put(this.calculate(settle), settle);
  }

  /**
   * Draws the figure whole, unless the hand has moved meanwhile: one clock for all moves, since starting one takes
   * time.
   */
  rested() {
    const left = this.movedAt + REST - performance.now();
    if (left > 0) this.rest = window.setTimeout(() => this.rested(), left);
    else this.update(true);
  }

  /**
   * What the other thread has computed is drawn in the next frame, with what moves there: drawn at once, it would be
   * laid out by itself when the frame begins and the browser asks what lies under the pointer.
   * @param {Run|null} run  null: it is left to this one
   * @param {number} [took]  milliseconds there
   */
  arrive(run, took) {
    if (took !== undefined) this.pace.note(took, false);
    cancelAnimationFrame(this.drawing);
    this.drawing = 0;
    if (!this.moved || this.gone) return; // the hand has let go, and the figure is whole
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0;
      this.put(this.calculate(false, run), false);
    });
  }

  /** Draws and says what has been computed. @param {string} failure @param {boolean} settle */
  put(failure, settle) {
    if (settle) this.plot?.moving(false);
    if (failure || !this.run || !this.picture) {
      this.layout.warn(failure);
      this.layout.speak(failure, true);
      this.time?.halt();
      return;
    }
    if (settle) this.plot?.draw(this.picture);
    else if (this.plot) this.plot.move(this.picture) || this.plot.draw(this.picture);
    else this.still?.move(this.picture);
    this.tell(this.run, settle);
    this.time?.update(settle);
    if (settle) this.atRest(this.run, this.picture);
    for (const instance of this.toolInstances) instance.update?.(settle);
    if (settle) this.viewState?.atRest?.();
  }

  /**
   * @param {boolean} settle
   * @param {Run|null} [given]  what another thread has computed
   * @returns {string} a sentence when the model itself failed
   */
  calculate(settle, given) {
    try {
      if (given) this.run = given;
      else if (this.run?.setting !== this.setting || (settle && !this.run.fine)) {
        const began = performance.now();
        this.run = this.compute(this.setting, settle);
        this.pace.note(performance.now() - began, settle);
      }
      const standing = !settle && this.picture?.view === this.view ? this.picture : undefined;
      this.picture = this.toolInstances.reduce(
        (picture, instance) => instance.decorate?.(picture, /** @type {Run} */ (this.run)) ?? picture,
        this.shownView.view.picture(this.model, this.run, standing, this.viewState),
      );
      return "";
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return `The model could not be computed at this setting: ${why}`;
    }
  }

  /** Words beside the figure. @param {Run} run @param {boolean} settle */
  tell(run, settle) {
    this.layout.warn(run.trouble);
    const now = performance.now();
    if (!settle && now - this.wordsAt < WORDS) return;
    this.wordsAt = now;
    this.layout.speak(sentenceOf(this.model, run), settle);
    if (!this.compact) this.layout.showBudget(budgetOf(this.model, run));
  }

  /** What can wait until the hand is at rest. @param {Run} run @param {Picture} picture */
  atRest(run, picture) {
    const { model, layout } = this;
    showLegend(layout.legend, picture);
    this.still?.move(picture);
    layout.meaning.textContent = meaningOf(model, this.setting);
    showNumbers(layout, model, this.setting, run);
    this.describe();
    const idle = this.held.idle((name) => this.valueOf(name), picture);
    // Another control may have taken its part.
    if (!this.compact) this.controls.sliders.get(idle)?.say("Moves no curve of this view at these values.");
    if (this.touched) this.host.settled(this);
  }

  /** The figure's name for those who cannot see it. */
  describe() {
    this.plot?.gd.setAttribute("aria-label", `${this.model.program.title}. ${this.layout.words.textContent}`);
  }

  destroy() {
    this.gone = true;
    cancelAnimationFrame(this.frame);
    cancelAnimationFrame(this.drawing);
    clearTimeout(this.rest);
    this.viewState?.leave?.();
    for (const instance of this.toolInstances) instance.leave?.();
    this.time?.destroy();
    this.deaf?.();
    this.blind?.();
    this.plot?.destroy();
  }
}
