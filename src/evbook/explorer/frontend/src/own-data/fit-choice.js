// What is fitted, and how: the numbers, found by a filter, each with its start; the arms, each with its scenario and
// its doses; the kind of error.

import { button } from "../ui/button.js";
import { element, freshId } from "../ui/dom.js";
import { select } from "../ui/select.js";
import { fieldText, quantityText, unitText } from "../format/numbers.js";
import { inSlices } from "../model/slices.js";
import { fromScenario, isHeld, withSchedule, withValue } from "../model/setting.js";
import { spelt } from "./columns.js";
import { armNames, problemOf } from "./arms.js";
import { armsForm, HERE } from "./arms-form.js";
import { MOST_FITTED } from "./fit.js";
import { slopesOf } from "./minimise.js";

/** @import { Model, Parameter, Row, Setting } from "../types.js" */
/** @import { Measured } from "./columns.js" */
/** @import { ErrorKind } from "./problem.js" */
/** @import { Told } from "./arms-form.js" */

/** For comparing what is typed with a name. @param {string} text */
const plain = (text) => spelt(text.normalize("NFKD").toLowerCase());

/** @typedef {"shared"|"own"|"fixed"} Way  How a chosen number is used. */
/** @typedef {{name: string, way: Way, starts: Map<string, number>}} Chosen  starts: by arm; under "" for all */

export class FitChoice {
  /**
   * @param {Model} model
   * @param {() => Setting} here  the setting that is shown
   * @param {() => Set<string>} locked
   * @param {(what: "numbers"|"errors") => void} changed
   */
  constructor(model, here, locked, changed) {
    this.model = model;
    this.here = here;
    this.locked = locked;
    this.changed = changed;
    /** @type {Chosen[]} */
    this.chosen = [];
    /** @type {Measured|null} */
    this.measured = null;
    /** @type {Map<string, Row[]>} */
    this.doses = new Map();
    /** What each arm was told: its scenario, and its doses. @type {Map<string, Told>} */
    this.told = new Map();
    /** Numbers that change nothing that was measured, and at which setting that was found. */
    this.idle = { key: "", names: new Set() };
    this.cancel = () => {};
    const id = freshId("filter");
    this.filter = element("input", { id, type: "search", autocomplete: "off", spellcheck: "false" });
    this.filter.addEventListener("input", () => this.list());
    this.filter.addEventListener("focus", () => this.look());
    this.offers = element("ul", { class: "evx-own-offers", tabindex: 0, "aria-label": "Numbers that can be fitted" });
    this.picked = element("div", {});
    this.arms = element("div", {});
    this.note = element("p", { class: "evx-remark", role: "status" });
    this.error = select(
      "Errors are",
      [
        { value: "additive", text: "of one size" },
        { value: "proportional", text: "a share of the curve" },
        { value: "log", text: "of the logarithm" },
      ],
      this.firstError(),
      () => changed("errors"),
    );
    this.weigh = element("input", { type: "checkbox", checked: true });
    this.weigh.addEventListener("change", () => changed("errors"));
    this.weighing = element("label", { class: "evx-tick", hidden: true }, this.weigh, "Weigh by the table’s errors");
    this.starts = select(
      "Begin from",
      [1, 5, 10, 20].map((n) => ({ value: String(n), text: n === 1 ? "where it stands" : `${n} places` })),
      "1",
      () => {},
    );
    this.body = [
      this.arms,
      element("label", { for: id }, "Numbers to fit: all that the model has, also those without a slider"),
      this.filter,
      this.offers,
      this.picked,
      this.note,
      element("div", { class: "evx-choices-row" }, this.error, this.starts, this.weighing),
    ];
  }

  /** Logarithms where most curves are drawn on such an axis. @returns {ErrorKind} */
  firstError() {
    const { model } = this;
    return model.program.views.timecourse.series.every((name) => model.series.get(name)?.log) ? "log" : "additive";
  }

  /** @returns {ErrorKind} */
  get kind() {
    return /** @type {ErrorKind} */ (this.error.list.value);
  }

  /** Other data. @param {Measured} measured @param {Map<string, Row[]>} doses @param {boolean} sure */
  take(measured, doses, sure) {
    this.measured = measured;
    this.doses = doses;
    this.weighing.hidden = !sure;
    this.idle = { key: "", names: new Set() };
    const names = armNames(measured);
    if (names.length < 2) this.chosen = this.chosen.map((one) => ({ ...one, way: "shared" }));
    this.showArms();
    this.show();
  }

  /**
   * The setting that shows, or that an arm begins at, but for what is chosen.
   * @param {string} arm
   * @returns {Setting}
   */
  baseOf(arm) {
    const { scenario = HERE, doses = HERE } = this.told.get(arm) ?? {};
    const here = this.here();
    const base = scenario === HERE ? here : { ...fromScenario(this.model, scenario), end: here.end };
    if (doses === "none") return withSchedule(this.model, base, []);
    const rows = this.doses.get(arm);
    return doses !== "own" && rows ? withSchedule(this.model, base, rows) : base;
  }

  /** Where an arm begins. @param {string} arm @returns {Setting} */
  settingOf(arm) {
    return this.chosen.reduce((setting, { name, way, starts }) => {
      const value = starts.get(way === "shared" ? "" : arm);
      return value === undefined ? setting : withValue(this.model, setting, name, value);
    }, this.baseOf(arm));
  }

  /** What is fitted. */
  get wanted() {
    return this.chosen.filter(({ way }) => way !== "fixed").map(({ name, way }) => ({ name, own: way === "own" }));
  }

  /** The problem that is chosen. */
  problem() {
    const { model, measured, wanted, kind } = this;
    return (
      measured &&
      problemOf(model, measured, {
        settingOf: (arm) => this.settingOf(arm),
        wanted,
        error: kind,
        weigh: !this.weighing.hidden && this.weigh.checked,
      })
    );
  }

  /** Why a number cannot matter now; "" where it can. @param {Parameter} parameter @param {number} i */
  reason({ name, low, high, ev }, i) {
    const { model, measured } = this;
    const { program } = model;
    const settings = measured ? armNames(measured).map((arm) => this.baseOf(arm)) : [this.here()];
    if (!(high > low)) return "a constant";
    if (this.locked().has(name) || this.locked().has("all")) return "locked by the link";
    if (settings.some((setting) => isHeld(model, setting, name))) return "held by the challenge";
    if (ev && settings.every((setting) => !setting.ev)) return "vesicles do not act here";
    if (settings.every(({ values }) => program.inactive?.(i, values))) return "plays no part at these values";
    const reads = settings.map((setting) => (setting.ev ? program.on : program.off).reads);
    if (reads.every((some) => some && !some.includes(i))) return "no curve depends on it";
    return "";
  }

  /** Which numbers change nothing that was measured: the model is asked, once a setting. */
  look() {
    const { model, measured } = this;
    if (!measured || model.program.kind === "tissue") return;
    const settings = armNames(measured).map((arm) => this.baseOf(arm));
    const key = settings.map(({ values, ev, schedule }) => `${values}|${ev}|${JSON.stringify(schedule)}`).join(";");
    if (key === this.idle.key) return;
    this.cancel();
    this.idle = { key, names: new Set() };
    const able = model.program.parameters.filter((one, i) => !this.reason(one, i));
    const problem = problemOf(model, measured, {
      settingOf: (arm) => this.baseOf(arm),
      wanted: able.map(({ name }) => ({ name, own: false })),
      error: this.kind,
      weigh: false,
    });
    if (problem.count === 0) return;
    const asked = function* () {
      const u = Float64Array.from(problem.fitted, ({ parameter, index }) =>
        problem.placeOf(parameter, settings[0].values[index]),
      );
      const said = yield* problem.says(u);
      return said ? yield* slopesOf(problem, u, [...u.keys()], said) : [];
    };
    this.cancel = inSlices(asked(), {
      done: (slopes) => {
        slopes.forEach((slope, j) => slope.every((one) => one === 0) && this.idle.names.add(able[j].name));
        this.list();
      },
      failed: () => {},
    });
  }

  /** The numbers that match what is typed. */
  list() {
    const { model } = this;
    const words = plain(this.filter.value).split(/\s+/).filter(Boolean);
    const taken = new Set(this.chosen.map(({ name }) => name));
    const { values } = this.here();
    const lines = model.program.parameters.flatMap((one, i) => {
      const text = plain(`${one.label} ${one.name} ${one.meaning} ${one.initial ? "starting value" : ""}`);
      if (taken.has(one.name) || !words.every((word) => text.includes(word))) return [];
      const why = this.reason(one, i);
      const said = why || (this.idle.names.has(one.name) ? "changes nothing that was measured" : "");
      const about = `${quantityText(values[i], one.unit)}${one.initial ? ", starting value" : ""}`;
      const act = button(`Fit ${one.label}`, () => this.add(one.name), { "data-name": one.name, disabled: why !== "" });
      return [element("li", {}, act, element("span", { class: "evx-working" }, said ? `${about}: ${said}` : about))];
    });
    this.offers.replaceChildren(...(lines.length ? lines : [element("li", {}, "No number has such a name.")]));
  }

  /** @param {string} name */
  add(name) {
    if (this.chosen.length >= MOST_FITTED)
      return void (this.note.textContent = `At most ${MOST_FITTED} numbers are fitted at once.`);
    this.chosen = [...this.chosen, { name, way: "shared", starts: new Map() }];
    this.note.textContent = "";
    this.filter.value = "";
    this.show();
    this.filter.focus();
    this.changed("numbers");
  }

  /** Lists and chosen numbers anew. */
  show() {
    this.list();
    const { model, measured } = this;
    const arms = measured ? armNames(measured) : [];
    const several = arms.length > 1;
    /** @type {{value: Way, text: string}[]} */
    const ways = [
      { value: "shared", text: several ? "fitted, shared by all arms" : "fitted" },
      ...(several
        ? /** @type {{value: Way, text: string}[]} */ ([
            { value: "own", text: "fitted, one for each arm" },
            { value: "fixed", text: "fixed, one for each arm" },
          ])
        : []),
    ];
    const rows = this.chosen.map((one) => {
      const index = model.parameterIndex.get(one.name) ?? 0;
      const parameter = model.program.parameters[index];
      const pick = element(
        "select",
        { "aria-label": `How ${parameter.label} is used` },
        ...ways.map(({ value, text }) => element("option", { value }, text)),
      );
      pick.value = one.way;
      pick.addEventListener("change", () => {
        one.way = /** @type {Way} */ (pick.value);
        this.show();
        this.changed("numbers");
      });
      const fields = (one.way === "shared" ? [""] : arms).map((arm) => this.startField(one, parameter, index, arm));
      const away = button(
        "Remove",
        () => {
          this.chosen = this.chosen.filter((other) => other !== one);
          this.show();
          this.filter.focus();
          this.changed("numbers");
        },
        { "aria-label": `Do not fit ${parameter.label}` },
      );
      return element(
        "tr",
        { "data-fitted": one.name },
        element("th", { scope: "row" }, `${parameter.label}${parameter.unit ? ` (${unitText(parameter.unit)})` : ""}`),
        element("td", {}, several ? pick : "fitted"),
        element("td", {}, ...fields),
        element("td", {}, away),
      );
    });
    const heads = ["Number", "Use", "Begins at", ""];
    this.picked.replaceChildren(
      ...(rows.length
        ? [
            element(
              "div",
              { class: "evx-tables", tabindex: 0, role: "region", "aria-label": "Numbers that are fitted" },
              element(
                "table",
                { class: "evx-own-reading" },
                element("caption", {}, "Numbers that are fitted, within the ranges of the model"),
                element("thead", {}, element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)))),
                element("tbody", {}, ...rows),
              ),
            ),
          ]
        : []),
    );
  }

  /** @param {Chosen} chosen @param {Parameter} parameter @param {number} index @param {string} arm "" for all */
  startField(chosen, parameter, index, arm) {
    const { label, low, high, unit } = parameter;
    const field = element("input", {
      type: "number",
      step: "any",
      size: "8",
      inputmode: "decimal",
      placeholder: fieldText(this.here().values[index]),
      "aria-label": `${label} begins at${arm ? `, ${arm}` : ""}`,
    });
    const known = chosen.starts.get(arm);
    if (known !== undefined) field.value = String(known);
    field.addEventListener("change", () => {
      const value = field.value.trim() === "" ? NaN : Number(field.value);
      const right = Number.isNaN(value) || (value >= low && value <= high);
      field.toggleAttribute("data-wrong", !right);
      this.note.textContent = right
        ? ""
        : `${label} lies between ${quantityText(low, unit)} and ${quantityText(high, unit)}.`;
      if (!right || Number.isNaN(value)) chosen.starts.delete(arm);
      else chosen.starts.set(arm, value);
      this.changed("numbers");
    });
    return arm ? element("label", { class: "evx-own-start" }, `${arm} `, field) : field;
  }

  /** Each arm's scenario and doses, where there is a choice. */
  showArms() {
    const names = this.measured ? armNames(this.measured) : [];
    const tell = (/** @type {string} */ arm, /** @type {Told} */ told) => {
      this.told.set(arm, told);
      this.idle.key = "";
      this.list();
      this.changed("numbers");
    };
    this.arms.replaceChildren(...armsForm(this.model, names, this.doses, this.told, tell));
  }
}
