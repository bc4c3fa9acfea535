// The panel of controls: EV switch, scenarios, views, reset, and the sliders, EV terms first.

import { sourceText } from "../model/citation.js";
import { AxisSwitch, PLAIN } from "./axis-switch.js";
import { button } from "./button.js";
import { element, freshId } from "./dom.js";
import { unitText } from "../format/numbers.js";
import { challengeOf, isHeld, scenarioOf, windowRange } from "../model/setting.js";
import { select } from "./select.js";
import { Slider } from "./slider.js";
import { Switch } from "./switch.js";

/** @import { Model, Parameter, Setting, ViewChoice } from "../types.js" */

/**
 * What the reader can do; `done` is false while a slider is still moving.
 * @typedef {object} Actions
 * @property {(name: string, value: number, done: boolean) => void} value
 * @property {(end: number, done: boolean) => void} end
 * @property {(on: boolean) => void} ev
 * @property {(id: string) => void} scenario
 * @property {(view: string) => void} view
 * @property {() => void} reset
 */

/** How many scenarios a small figure has buttons for; the page keeps room for as many (explorer/page.py). */
const MOST_BUTTONS = 4;

/** Units of time whose symbols are no words. @type {Record<string, string>} */
const TIMES = { s: "seconds", min: "minutes" };

/** "fitted · Kuznetsov 1994 (code or SBML) · BCL1 lymphoma in mice" @param {Parameter} parameter */
function originOf({ grade, source, checked, context, assumed }) {
  const from = source ? `${sourceText(source)}${checked && checked !== "full text" ? ` (${checked})` : ""}` : "";
  return [assumed ? "assumed" : grade, from, context].filter(Boolean).join(" · ");
}

/**
 * The sliders of a compact figure: at most three, those EV terms that do something in its scenario.
 * @param {Model} model
 * @param {Setting} setting
 * @param {string} [named]  names separated by spaces, from the page
 */
export function compactNames(model, setting, named = "") {
  const asked = named.split(/\s+/).filter((name) => model.parameterIndex.has(name));
  if (asked.length) return asked;
  const { parameters } = model.program;
  const live = parameters.filter((one, i) => one.control && one.ev && setting.values[i] !== 0);
  return (live.length ? live : parameters.filter(({ control }) => control)).slice(0, 3).map(({ name }) => name);
}

export class Controls {
  /**
   * @param {Model} model
   * @param {Actions} actions
   * @param {{views: ViewChoice[], compact: string[]|null}} options  compact: the only sliders there are to be
   */
  constructor(model, actions, { views, compact }) {
    this.model = model;
    this.actions = actions;
    /** Names of parameters that a link has locked, or "all". @type {Set<string>} */
    this.locked = new Set();
    /** The control of each parameter. @type {Map<string, Slider|Switch>} */
    this.sliders = new Map();
    /** @type {HTMLSelectElement|null} */
    this.scenarios = null;
    this.chosen = element(
      "span",
      { class: "evx-chosen", "aria-hidden": "true" },
      model.program.scenarios[0]?.title ?? "",
    );
    /** The scenarios of a small figure, a button each. @type {Map<string, HTMLButtonElement>} */
    this.scenarioButtons = new Map();
    /** @type {HTMLInputElement[]} */
    this.viewButtons = [];
    /** @type {Slider|null} */
    this.end = null;

    this.ev = element("input", { type: "checkbox", role: "switch", id: freshId("ev") });
    this.ev.addEventListener("change", () => actions.ev(this.ev.checked));
    this.reset = button("Reset", () => actions.reset());

    this.views = this.viewChoice(views);
    this.axis = new AxisSwitch(views, (view) => actions.view(view));
    const shown = model.program.parameters.filter(({ name, control }) => (compact ? compact.includes(name) : control));
    const ev = shown.filter((parameter) => parameter.ev);
    const base = shown.filter((parameter) => !parameter.ev);
    this.evGroup = this.group("Vesicle terms", ev, "evx-group evx-ev");
    this.bar = element("div", { class: "evx-bar" }, this.evSwitch(), ...this.scenarioChoice(compact), this.reset);
    /** Bar first, then the groups. @type {HTMLElement[]} */
    this.parts = [this.bar];
    if (compact) this.parts.push(...this.scenarioRow());
    if (ev.length) this.parts.push(this.evGroup);
    if (!compact) this.parts.push(this.baseGroup(base));
    else if (base.length) this.parts.push(this.group("Base model", base, "evx-group"));
  }

  evSwitch() {
    return element("label", { class: "evx-switch", for: this.ev.id }, this.ev, element("span", {}, "Vesicles"));
  }

  /** @param {string[]|null} compact */
  scenarioChoice(compact) {
    const { scenarios } = this.model.program;
    if (compact || scenarios.length < 2) return [];
    const offered = scenarios.map(({ id, title }) => ({ value: id, text: title }));
    const box = select("Scenario", offered, scenarios[0].id, (id) => this.actions.scenario(id));
    box.list.append(element("option", { value: "", hidden: true }, "None: a challenge"));
    this.scenarios = box.list;
    // A list cuts a name that is longer than itself; laid over it, the name takes the lines that it needs.
    const holder = element("div", { class: "evx-whole" });
    box.list.replaceWith(holder);
    holder.append(box.list, this.chosen);
    return [box];
  }

  /** The first scenarios side by side, each a button: what a small figure has in place of a list. */
  scenarioRow() {
    const { scenarios } = this.model.program;
    if (scenarios.length < 2) return [];
    for (const { id, title, meaning } of scenarios.slice(0, MOST_BUTTONS))
      this.scenarioButtons.set(
        id,
        button(title, () => this.actions.scenario(id), { title: meaning }),
      );
    const row = element("div", { class: "evx-scenarios", role: "group", "aria-label": "Scenario" });
    row.append(...this.scenarioButtons.values());
    return [row];
  }

  /** The views of a row; those on another scale are chosen at the axis. @param {ViewChoice[]} all */
  viewChoice(all) {
    const views = all.filter(({ place }) => place !== "axis");
    if (views.length < 2) return null;
    const name = freshId("view");
    this.viewButtons = views.map(({ id }) => element("input", { type: "radio", name, value: id, id: freshId("view") }));
    this.viewButtons.forEach((button) => button.addEventListener("change", () => this.actions.view(button.value)));
    return element(
      "fieldset",
      { class: "evx-views" },
      element("legend", { class: "evx-hidden" }, "View"),
      ...views.map(({ title }, i) =>
        element("label", { for: this.viewButtons[i].id }, this.viewButtons[i], element("span", {}, title)),
      ),
    );
  }

  /** @param {Parameter[]} parameters */
  grid(parameters) {
    return element(
      "div",
      { class: "evx-grid" },
      ...parameters.map((parameter) => {
        const Kind = parameter.switch ? Switch : Slider;
        const slider = new Kind({ ...parameter, origin: originOf(parameter) }, (value, done) =>
          this.actions.value(parameter.name, value, done),
        );
        this.sliders.set(parameter.name, slider);
        return slider.root;
      }),
    );
  }

  /** @param {string} title @param {Parameter[]} parameters @param {string} kind */
  group(title, parameters, kind) {
    return element("fieldset", { class: kind }, element("legend", {}, title), this.grid(parameters));
  }

  /** Base parameters are folded away: the chapter is about vesicles. @param {Parameter[]} parameters */
  baseGroup(parameters) {
    const { time } = this.model.program;
    const { low, high } = windowRange(this.model);
    const grid = this.grid(parameters);
    if (this.model.program.kind === "curve") {
      return element("details", { class: "evx-group evx-base" }, element("summary", {}, "Base model"), grid);
    }
    const unit = TIMES[time.unit] ?? unitText(time.unit);
    this.end = new Slider(
      {
        name: "_end",
        label: `${unit[0].toUpperCase()}${unit.slice(1)} shown`,
        unit: time.unit,
        low,
        high,
        scale: "log",
        meaning: "how far the curves are computed and drawn",
        origin: "",
        assumed: false,
      },
      (value, done) => this.actions.end(value, done),
    );
    grid.append(this.end.root);
    return element("details", { class: "evx-group evx-base" }, element("summary", {}, "Base model and window"), grid);
  }

  /** Why a slider cannot be moved now; "" when it can. @param {Setting} setting @param {string} name */
  reasonToHold(setting, name) {
    if (isHeld(this.model, setting, name)) return "Held by the challenge.";
    if (this.locked.has(name) || this.locked.has("all")) return "Locked by the link.";
    return this.model.program.inactive?.(this.model.parameterIndex.get(name) ?? -1, setting.values)
      ? "Plays no part at these values."
      : "";
  }

  /**
   * Every control to a setting; what a moving slider does not change waits for rest.
   * @param {Setting} setting
   * @param {string} view
   * @param {boolean} changed
   * @param {boolean} rest
   */
  show(setting, view, changed, rest) {
    for (const [name, slider] of this.sliders) {
      slider.show(setting.values[this.model.parameterIndex.get(name) ?? 0], rest);
      slider.hold(this.reasonToHold(setting, name));
    }
    this.end?.show(setting.end, rest);
    if (!rest) return;
    const challenge = challengeOf(this.model, setting.challenge);
    const all = this.locked.has("all");
    this.end?.hold(challenge ? "Held by the challenge." : all ? "Locked by the link." : "");
    this.ev.disabled = challenge !== undefined || all;
    if (this.scenarios) this.scenarios.disabled = all;
    if (this.ev.checked !== setting.ev) this.ev.checked = setting.ev;
    /** @type {HTMLFieldSetElement} */ (this.evGroup).disabled = !setting.ev;
    if (this.scenarios && this.scenarios.value !== setting.scenario) this.scenarios.value = setting.scenario;
    if (this.scenarios) this.chosen.textContent = this.scenarios.selectedOptions[0]?.textContent ?? "";
    for (const [id, button] of this.scenarioButtons) {
      button.setAttribute("aria-pressed", String(id === setting.scenario));
      button.disabled = all;
    }
    const row = this.viewButtons.some(({ value }) => value === view) ? view : PLAIN;
    for (const button of this.viewButtons) button.checked = button.value === row;
    this.axis.show(view);
    if (this.reset.disabled === changed) this.reset.disabled = !changed;
    this.reset.title = challenge
      ? "Back to the start of the challenge"
      : `Back to the scenario “${scenarioOf(this.model, setting.scenario)?.title ?? "default"}”`;
  }
}
