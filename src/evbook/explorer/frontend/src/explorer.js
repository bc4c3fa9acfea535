// One live model: setting, solver, figure and words, whatever page it lives on.

import { budgetOf } from "./budget.js";
import { compactNames, Controls } from "./controls.js";
import { blobOf, csvOf, save } from "./download.js";
import { Face } from "./face.js";
import { showKey } from "./key.js";
import { whenNear } from "./lazy.js";
import { numberText } from "./number-text.js";
import { hasPhasePlane, phasePlane } from "./phase-plane.js";
import { Plot } from "./plot.js";
import { runner } from "./run.js";
import { sentenceOf } from "./sentence.js";
import { fromFigure, fromScenario, sameSetting, scenarioOf, withEnd, withValue } from "./setting.js";
import { StaticPicture } from "./static-picture.js";
import { curveTable, measureTable } from "./table.js";
import { timecourse } from "./timecourse.js";

/** @import { Axis, Picture, Run, Setting } from "./types.js" */
/** @import { Model } from "./program.js" */

/**
 * What the page around an explorer provides.
 * @typedef {object} Host
 * @property {() => Promise<any>} plotly                 Plotly, loaded once a page
 * @property {(explorer: Explorer) => void} settled      a new setting is at rest
 * @property {(explorer: Explorer) => string} link       an address that reproduces the setting; "" when there is none
 */

/** Milliseconds after the last move at which the figure is drawn whole again. */
const REST = 150;
/** Milliseconds between two versions of the sentence while a slider moves. */
const WORDS = 120;

/** How each view makes its picture. @type {Record<string, (model: Model, run: Run, standing?: Axis[]) => Picture>} */
const VIEWS = { timecourse, phase: phasePlane };

/** The axes of a picture, in the order in which its view takes them back. @param {Picture} picture */
function axesOf(picture) {
  const panels = picture.panels.map(({ axis }) => axis);
  return picture.view === "phase" ? [picture.x, ...panels] : panels;
}

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
    this.setting = setting ?? fromFigure(model, root.dataset);
    this.start = this.setting;
    this.view = "timecourse";
    this.compute = runner(model);
    /** @type {Plot|null} */
    this.plot = null;
    /** @type {Promise<Plot|null>|null} */
    this.waking = null;
    /** @type {Run|null} */
    this.run = null;
    /** @type {Picture|null} */
    this.picture = null;
    this.frame = 0;
    this.rest = 0;
    this.letGo = false;
    this.touched = false;
    this.wordsAt = -Infinity;
    this.gone = false;

    this.face = new Face(root, compact);
    const svg = this.face.stage.querySelector("svg");
    this.still = svg ? new StaticPicture(svg) : null;
    this.controls = this.makeControls(sliders);
    this.face.furnish(this.controls.parts, this.controls.views, { compact, budget: model.program.budget.length > 0 });
    this.offerDownloads();
    this.face.numbers.addEventListener("toggle", () => this.showNumbers());
    this.update(true);
    this.watch();
    whenNear(this.face.stage, () => void this.wake());
  }

  /** @param {string} sliders */
  makeControls(sliders) {
    const { model } = this;
    const views = [{ id: "timecourse", title: "Over time" }];
    if (hasPhasePlane(model) && !this.compact) views.push({ id: "phase", title: "Phase plane" });
    return new Controls(
      model,
      {
        value: (name, value, done) => this.change(withValue(model, this.setting, name, value), done),
        end: (end, done) => this.change(withEnd(model, this.setting, end), done),
        ev: (on) => this.change({ ...this.setting, ev: on }, true),
        scenario: (id) => this.change({ ...fromScenario(model, id), end: this.setting.end }, true),
        view: (view) => this.show(view),
        reset: () => this.change(this.home(), true),
      },
      { views, compact: this.compact ? compactNames(model, this.setting, sliders) : null },
    );
  }

  offerDownloads() {
    const { program } = this.model;
    const name = `${program.id}-${program.hash}`;
    const image = (/** @type {"svg"|"png"} */ format) => async () => {
      const plot = await this.wake();
      if (plot && this.picture) save(document, blobOf(await plot.image(this.picture, format, program.title)), `${name}.${format}`);
    };
    const table = () => {
      if (this.run) save(document, new Blob([csvOf(this.model, this.run, this.host.link(this))], { type: "text/csv" }), `${name}.csv`);
    };
    this.face.offer([["CSV", table], ["SVG", image("svg")], ["PNG", image("png")]]);
  }

  /** Theme and width may change at any time. */
  watch() {
    const { stage } = this.face;
    const redraw = () => {
      if (this.plot && this.picture) this.plot.draw(this.picture);
    };
    this.themes = new MutationObserver(redraw);
    this.themes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    this.themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name"] });
    let size = `${stage.clientWidth}x${stage.clientHeight}`;
    this.sizes = new ResizeObserver(() => {
      const now = `${stage.clientWidth}x${stage.clientHeight}`;
      if (now === size || stage.clientWidth === 0) return;
      size = now;
      requestAnimationFrame(redraw);
    });
    this.sizes.observe(stage);
  }

  /** Plotly's turn; resolves to the figure, or to null when Plotly cannot be had. */
  wake() {
    this.waking ??= this.host.plotly().then(
      (Plotly) => {
        if (this.gone) return null;
        this.plot = new Plot(Plotly, this.face.stage, this.compact);
        this.plot.gd.setAttribute("role", "img");
        if (this.picture) this.plot.draw(this.picture);
        this.face.stage.classList.add("evx-drawn");
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

  /** Where a reset leads: the present scenario, as the figure first showed it if it did. */
  home() {
    return this.setting.scenario === this.start.scenario ? this.start : fromScenario(this.model, this.setting.scenario);
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
    this.view = view;
    this.touched = true;
    this.update(true);
  }

  /** A setting from outside: a link, or a trait. @param {Setting} setting @param {string} [view] */
  take(setting, view = this.view) {
    this.setting = setting;
    this.view = view in VIEWS && (view !== "phase" || hasPhasePlane(this.model)) ? view : "timecourse";
    this.update(true);
  }

  /** A remark of the page, such as that a link was made with an older model. @param {string} notice */
  say(notice) {
    this.face.notice.textContent = notice;
  }

  /** Computes and draws the present setting: everything at rest, and while moving only what moves. @param {boolean} whole */
  update(whole) {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
    this.frame = 0;
    const settle = whole || this.letGo;
    this.letGo = false;
    const failure = this.calculate(settle);
    this.controls.show(this.setting, this.view, !sameSetting(this.setting, this.home()));
    if (failure || !this.run || !this.picture) {
      this.face.warn(failure);
      this.face.speak(failure, true);
      return;
    }
    if (settle) {
      this.plot?.draw(this.picture);
      this.plot?.moving(false);
    } else {
      if (this.plot) this.plot.move(this.picture) || this.plot.draw(this.picture);
      else this.still?.move(this.picture);
      this.plot?.moving(true);
      this.rest = window.setTimeout(() => this.update(true), REST);
    }
    this.tell(this.run, settle);
    if (settle) this.atRest(this.run, this.picture);
  }

  /** @param {boolean} settle @returns {string} a sentence when the model itself failed */
  calculate(settle) {
    try {
      if (this.run?.setting !== this.setting || (settle && !this.run.fine)) this.run = this.compute(this.setting, settle);
      const standing = !settle && this.picture?.view === this.view ? axesOf(this.picture) : undefined;
      this.picture = VIEWS[this.view](this.model, /** @type {Run} */ (this.run), standing);
      return "";
    } catch (error) {
      return `The model could not be computed at this setting: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** Words beside the figure. @param {Run} run @param {boolean} settle */
  tell(run, settle) {
    this.face.warn(run.trouble);
    const now = performance.now();
    if (!settle && now - this.wordsAt < WORDS) return;
    this.wordsAt = now;
    this.face.speak(sentenceOf(this.model, run), settle);
    if (!this.compact) this.face.showBudget(budgetOf(this.model, run));
  }

  /** What can wait until the hand is at rest. @param {Run} run @param {Picture} picture */
  atRest(run, picture) {
    const { model, face } = this;
    showKey(face.key, picture);
    this.still?.move(picture);
    face.meaning.textContent = scenarioOf(model, this.setting.scenario)?.meaning ?? "";
    this.showNumbers();
    face.fill("data-value", Object.fromEntries(model.program.parameters.map(({ name }, i) => [name, numberText(this.setting.values[i], 4)])));
    face.fill("data-measure", Object.fromEntries(model.program.measures.map(({ name }, i) => [name, Number.isNaN(run.measures[i]) ? "not reached" : numberText(run.measures[i], 4)])));
    this.describe();
    face.showLink(this.host.link(this));
    if (this.touched) this.host.settled(this);
  }

  /** The figure's name for those who cannot see it. */
  describe() {
    this.plot?.gd.setAttribute("aria-label", `${this.model.program.title}. ${this.face.words.textContent}`);
  }

  showNumbers() {
    if (this.run && this.face.numbers.open) this.face.tables.replaceChildren(measureTable(this.model, this.run), curveTable(this.model, this.run));
  }

  destroy() {
    this.gone = true;
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
    this.themes?.disconnect();
    this.sizes?.disconnect();
    this.plot?.destroy();
  }
}
