// The part of a reader's own data that fits: what is chosen, the fit under way, its report, the curves of its arms.

import { button } from "../ui/button.js";
import { element } from "../ui/dom.js";
import { select } from "../ui/select.js";
import { sbmlAt } from "../model/sbml.js";
import { sameSetting } from "../model/setting.js";
import { inSlices } from "../model/slices.js";
import { fit } from "../own-data/fit.js";
import { FitChoice } from "../own-data/fit-choice.js";
import { fitReport } from "../own-data/fit-report.js";
import { fittedCurves } from "../own-data/fitted-curves.js";

/** @import { Line, Picture, Setting } from "../types.js" */
/** @import { Explorer } from "../explorer.js" */
/** @import { Fit } from "../own-data/fit.js" */

export class Fitting {
  /**
   * @param {Explorer} explorer
   * @param {() => void} errors  another kind of error was chosen
   */
  constructor(explorer, errors) {
    this.explorer = explorer;
    /** The setting of a fit under way. @type {Setting|null} */
    this.running = null;
    /** Whether the reader wants no more intervals of the fit under way. */
    this.enough = false;
    /** The fit that is reported. @type {Fit|null} */
    this.found = null;
    /** The curves of its arms. @type {ReturnType<typeof fittedCurves>|null} */
    this.curves = null;
    /** Whether something was moved since. */
    this.stale = false;
    /** Where the last fit began. @type {Setting|null} */
    this.begun = null;
    /** @type {HTMLElement|null} */
    this.printed = null;
    /** Points to compare. */
    this.count = 0;
    /** @type {() => void} */
    this.cancel = () => {};
    this.choice = new FitChoice(
      explorer.model,
      () => explorer.setting,
      () => explorer.controls.locked,
      (what) => (what === "errors" ? errors() : this.enable()),
    );
    this.go = button("Fit", () => this.begin());
    this.stop = button("Stop", () => this.halt("Stopped; the sliders are where they were."), { hidden: true });
    this.back = button("Back to before", () => this.begun && explorer.change(this.begun, true), { hidden: true });
    this.outcome = element("div", { role: "status" });
    this.report = element("div", {});
  }

  enable() {
    this.go.disabled = this.choice.wanted.length === 0 || this.count === 0;
  }

  begin() {
    const { explorer, choice } = this;
    const problem = choice.problem();
    if (!problem || choice.wanted.length === 0) return;
    this.halt("");
    const { setting } = explorer;
    this.running = setting;
    this.enough = false;
    this.stop.hidden = false;
    this.go.disabled = true;
    const working = element("p", { class: "evx-working" }, "computing…");
    const enough = button("Enough: no more intervals", () => (this.enough = true), { hidden: true });
    this.outcome.replaceChildren(working, enough);
    const starts = Number(choice.starts.list.value);
    this.cancel = inSlices(fit(problem, { starts, enough: () => this.enough }), {
      step: ({ what, done, of }) => {
        working.textContent = `computing… ${what === "starts" ? "start" : "interval"} ${done + 1} of ${of}`;
        enough.hidden = what !== "profiles";
      },
      done: (found) => {
        this.finish();
        this.begun = setting;
        this.back.hidden = false;
        this.show(found);
      },
      failed: (error) => {
        this.finish();
        this.outcome.replaceChildren(element("p", {}, error instanceof Error ? error.message : String(error)));
      },
    });
  }

  /** A fit on the page: its report, and the curves of its arms. @param {Fit} found */
  show(found) {
    const { explorer } = this;
    const { host, layout, model } = explorer;
    this.forget();
    const templates = layout.root.dataset.sbml && host.sbml;
    const { shown, buttons, printed } = fitReport(found, {
      link: () => host.link(explorer),
      sbml: templates ? async () => sbmlAt(model, await templates(explorer), found.settings[0]) : null,
      print: typeof print === "function" ? () => print() : null,
    });
    const { arms } = found.problem;
    const at = (/** @type {number} */ k) => ({ ...found.settings[k], end: explorer.setting.end });
    const which = select(
      "Show the curve of",
      arms.map(({ name }, k) => ({ value: String(k), text: name })),
      "0",
      (k) => explorer.change(at(Number(k)), true),
    );
    const n = found.estimates.length;
    this.outcome.replaceChildren(element("p", {}, `The fit is done: ${n} number${n === 1 ? "" : "s"}.`));
    this.report.replaceChildren(...(arms.length > 1 ? [which] : []), shown, buttons);
    // What is printed stands under the figure: drawers are not printed.
    this.printed = printed();
    layout.root.append(this.printed);
    this.found = found;
    this.curves = fittedCurves(model, found);
    explorer.change(at(0), true);
  }

  /** No fit is reported any more. */
  forget() {
    this.found = this.curves = null;
    this.stale = false;
    this.outcome.replaceChildren();
    this.report.replaceChildren();
    this.printed?.remove();
    this.printed = null;
  }

  finish() {
    const held = document.activeElement === this.stop || document.activeElement === document.body;
    this.running = null;
    this.stop.hidden = true;
    this.enable();
    // A button that hides or is disabled would drop the keyboard's focus.
    if (held && !this.go.disabled) this.go.focus();
  }

  /** @param {string} words */
  halt(words) {
    if (!this.running) return;
    this.cancel();
    this.finish();
    this.outcome.replaceChildren(...(words ? [element("p", {}, words)] : []));
  }

  /** The data are gone. */
  remove() {
    this.halt("");
    this.begun = null;
    this.back.hidden = true;
    this.forget();
  }

  /** The setting may be another. @param {boolean} settled */
  update(settled) {
    const { explorer, found } = this;
    const { setting } = explorer;
    if (this.running && this.running !== setting) this.halt("Stopped, because a control was moved.");
    if (settled && !this.running) this.choice.list();
    // What was fitted is no longer what is shown.
    if (!found || this.stale || this.running) return;
    this.stale = !found.settings.some((one) => sameSetting({ ...one, end: setting.end }, setting));
    if (this.stale)
      this.outcome.replaceChildren(element("p", {}, element("strong", {}, "A control was moved since this fit.")));
  }

  /** The curves of the arms that are not shown. @param {Picture} picture @returns {Line[]} */
  beside(picture) {
    return this.curves && !this.stale ? this.curves(picture, this.explorer.setting) : [];
  }

  leave() {
    this.cancel();
    this.choice.cancel();
    this.printed?.remove();
  }
}
