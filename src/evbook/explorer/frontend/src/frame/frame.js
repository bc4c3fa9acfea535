// A model in another's page tells that page what its reader has done, if the page's author asked for it: the address of
// the frame names the one origin that is told (?tell=https://…), and the browser delivers to no other.
// What is told: that the frame is there, that a challenge is met, what the reader predicted and what came of it, and,
// where the frame asks for a drawing, the curve that was drawn beside the model's.

import { numberText, unitText } from "../format/numbers.js";
import { meets } from "../model/challenge.js";
import { fragmentOf } from "../model/permalink.js";
import { button } from "../ui/button.js";
import { element } from "../ui/dom.js";
import { namespace } from "../hosts/namespace.js";
import { drawn, listener, predicted } from "./asked.js";

/** @typedef {import("../explorer.js").Explorer} Explorer */

/** What the tool that asks for a drawing says on the figure when the model's curve is shown beside it. */
const DREW = "evx-drew";
/** The number of this manner of telling; it grows when a host would have to change. */
const VERSION = 1;

/** Tells one origin of one explorer. */
class Teller {
  /** @param {Explorer} explorer @param {string} origin */
  constructor(explorer, origin) {
    this.explorer = explorer;
    this.origin = origin;
    this.met = "";
    /** @type {{index: number, value: number, setting: unknown}|null} */
    this.kept = null;
    this.tell("ready", {});
  }

  /** @param {string} event @param {Record<string, unknown>} what */
  tell(event, what) {
    const { model, setting } = this.explorer;
    const message = { evbook: VERSION, event, model: model.program.id, setting: fragmentOf(model, setting), ...what };
    window.parent.postMessage(message, this.origin);
  }

  /** What a setting at rest has to tell. */
  settled() {
    const { model, run, setting } = this.explorer;
    if (!run) return;
    const met = setting.challenge && meets(model, run) ? setting.challenge : "";
    if (met && met !== this.met) this.tell("challenge", { challenge: met, met: true });
    this.met = met;
    if (!this.kept || this.kept.setting === setting) return;
    const { index, value } = this.kept;
    const { name, unit } = model.program.measures[index];
    const came = run.measures[index];
    this.kept = null;
    this.tell("outcome", { measure: name, unit, predicted: value, value: Number.isFinite(came) ? came : null });
    this.said?.replaceChildren(
      `You predicted ${numberText(value)}; the model gives ${Number.isFinite(came) ? numberText(came) : "no number"}.`,
    );
  }

  /** A line in which the reader predicts a measure before moving anything. @param {string} name */
  ask(name) {
    const index = this.explorer.model.program.measures.findIndex((measure) => measure.name === name);
    if (index < 0) return null;
    const { label, meaning, unit } = this.explorer.model.program.measures[index];
    const field = element("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
    this.said = element("span", { role: "status" });
    const keep = () => {
      const value = Number(field.value.trim().replace(",", "."));
      if (field.value.trim() === "" || !Number.isFinite(value)) {
        this.said?.replaceChildren("Type a number, such as 25 or 3e7.");
        field.focus();
        return;
      }
      this.kept = { index, value, setting: this.explorer.setting };
      this.tell("prediction", { measure: name, unit, value });
      this.said?.replaceChildren(`Kept: ${numberText(value)}. Now move the model.`);
    };
    const form = element(
      "form",
      { class: "embed-prediction" },
      element("label", {}, `Predict ${label || meaning}${unitText(unit) ? ` (${unitText(unit)})` : ""} `, field),
      button("Keep it", keep),
      this.said,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keep();
    });
    return form;
  }
}

/** "a", "a and b", "a, b and c". @param {string[]} parts */
const listed = (parts) => parts.join(", ").replace(/, ([^,]*)$/, " and $1");

/** @param {Explorer} explorer @param {string} origin */
function attend(explorer, origin) {
  const { root } = explorer.layout;
  const teller = new Teller(explorer, origin);
  const asked = teller.ask(predicted(location.search));
  if (asked) root.before(asked);
  const what = ["when a challenge is met", ...(asked ? ["what you predict and what comes of it"] : [])];
  /** @type {HTMLDetailsElement|null} */
  const drawer = drawn(location.search) ? root.querySelector('.evx-tool[data-tool="draw"]') : null;
  if (drawer) {
    drawer.open = true;
    root.addEventListener(DREW, (event) => teller.tell("drawing", /** @type {CustomEvent} */ (event).detail));
    what.push("the curve that you draw");
  }
  const said = `This frame tells ${new URL(origin).host}, the page around it, ${listed(what)}.`;
  root.after(element("p", { class: "embed-telling" }, said));
  return teller;
}

const origin = window.parent === window ? "" : listener(location.search);
if (origin) {
  const evbook = namespace();
  /** @type {Map<Explorer, Teller>} */
  const tellers = new Map();
  evbook.alive = (/** @type {Explorer} */ explorer) => void tellers.set(explorer, attend(explorer, origin));
  evbook.settled = (/** @type {Explorer} */ explorer) => tellers.get(explorer)?.settled();
}
