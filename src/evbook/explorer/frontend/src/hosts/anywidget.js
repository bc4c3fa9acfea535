// The explorer in Jupyter, as an anywidget.  The setting lives in traits, never in the page's address.

import { meets } from "../model/challenge.js";
import { element } from "../ui/dom.js";
import { Explorer } from "../explorer.js";
import { script } from "./script.js";
import { LABORATORY } from "../tools/laboratory.js";
import { prepare } from "../model/program.js";
import { sentenceOf } from "../format/sentences.js";
import { fromChallenge, fromScenario, sameSetting, valuesByName, withSchedule, withValue } from "../model/setting.js";
import { namespace } from "./namespace.js";

/** @import { Model, Setting } from "../types.js" */

/**
 * The part of anywidget's model that is used here.
 * @typedef {object} Traits
 * @property {(name: string) => any} get
 * @property {(name: string, value: any) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, listener: (...args: any[]) => void) => void} on
 * @property {(event: string, listener?: (...args: any[]) => void) => void} off
 * @property {(content: any) => void} send
 */

/**
 * Asks the kernel for Plotly once; every other explorer waits for the same answer.
 * @param {Traits} traits
 * @returns {Promise<any>}
 */
function plotlyFrom(traits) {
  const evbook = namespace();
  evbook.plotly ??= new Promise((done, failed) => {
    if (evbook.Plotly) return done(evbook.Plotly);
    /** @param {{type?: string, source?: string}} message */
    const heard = async (message) => {
      if (message?.type !== "plotly" || typeof message.source !== "string") return;
      traits.off("msg:custom", heard);
      const address = URL.createObjectURL(new Blob([message.source], { type: "text/javascript" }));
      try {
        await script(address);
        done(evbook.Plotly);
      } catch (error) {
        failed(error);
      } finally {
        URL.revokeObjectURL(address);
      }
    };
    traits.on("msg:custom", heard);
    traits.send({ type: "plotly" });
  });
  // An explorer whose kernel died must not leave the page without Plotly for good.
  evbook.plotly.catch(() => (evbook.plotly = undefined));
  return evbook.plotly;
}

/**
 * Asks the kernel for the model as SBML, with EV terms and without.
 * @param {Traits} traits
 * @returns {Promise<import("../model/sbml.js").Templates>}
 */
function sbmlFrom(traits) {
  return new Promise((done, failed) => {
    /** @param {{type?: string, trouble?: string} & Partial<import("../model/omex.js").ArchiveTemplates>} message */
    const heard = ({ type, trouble, ...templates }) => {
      if (type !== "sbml") return;
      traits.off("msg:custom", heard);
      const { on, off } = templates;
      if (typeof on === "string" && typeof off === "string") done({ ...templates, on, off });
      else failed(new Error(trouble || "The kernel sent no file."));
    };
    traits.on("msg:custom", heard);
    traits.send({ type: "sbml" });
  });
}

/** @param {string} expression  what Model.javascript() returns @returns {Promise<any>} */
async function programFrom(expression) {
  const address = URL.createObjectURL(new Blob([`export default ${expression};`], { type: "text/javascript" }));
  try {
    return (await import(address)).default;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The traits that make a setting. */
const TRAITS = ["setting", "ev", "scenario", "schedule", "challenge"];

/** The setting that the traits speak of. @param {Model} model @param {Traits} traits @returns {Setting} */
function settingFrom(model, traits) {
  const challenge = traits.get("challenge");
  const begun = challenge ? fromChallenge(model, challenge) : fromScenario(model, traits.get("scenario") || undefined);
  const start = withSchedule(model, begun, traits.get("schedule"));
  const values = Object.entries(traits.get("setting") ?? {});
  return {
    ...values.reduce((setting, [name, value]) => withValue(model, setting, name, Number(value)), start),
    ev: Boolean(traits.get("ev")),
  };
}

/** @param {Explorer} explorer @param {Traits} traits */
function tell(explorer, traits) {
  const { model, run, setting } = explorer;
  if (!run) return;
  const measures = model.program.measures.map(({ name }, i) => [
    name,
    Number.isFinite(run.measures[i]) ? run.measures[i] : null,
  ]);
  traits.set("setting", valuesByName(model, setting));
  traits.set("ev", setting.ev);
  traits.set("scenario", setting.scenario);
  traits.set("schedule", setting.schedule);
  traits.set("challenge", setting.challenge);
  const met = setting.challenge ? { met: meets(model, run) } : {};
  traits.set("result", { ...Object.fromEntries(measures), sentence: sentenceOf(model, run), ...met });
  traits.save_changes();
}

/**
 * Keeps what is typed in the figure from the notebook around it, where a letter is a command: x cuts a cell, an arrow
 * leaves it.  Notebook 7 hears of a key before the figure does, and spares an element that bears the attribute; one on
 * the figure would not do, as the notebook's commands ask for the element in focus itself.  JupyterLab, and whatever
 * else listens around the figure, comes after it and never hears.
 * @param {HTMLElement} figure
 */
function keepKeys(figure) {
  figure.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element) target.setAttribute("data-lm-suppress-shortcuts", "true");
  });
  for (const kind of ["keydown", "keypress", "keyup"])
    figure.addEventListener(kind, (event) => event.stopPropagation());
}

/** @param {{model: Traits, el: HTMLElement}} view */
async function render({ model: traits, el }) {
  const figure = element("figure", { class: "evbook-explorer", style: "--evx-sticky-top: 0px" });
  keepKeys(figure);
  el.append(figure);
  /** @type {Explorer} */
  let explorer;
  try {
    namespace();
    if (traits.get("exportable")) figure.dataset.sbml = "kernel";
    /** @type {Promise<import("../model/sbml.js").Templates>|undefined} */
    let templates;
    const model = prepare(await programFrom(traits.get("program")));
    // What the explorer itself writes into the traits comes back as a change; it is not news.
    let telling = false;
    explorer = new Explorer(
      figure,
      model,
      {
        plotly: () => plotlyFrom(traits),
        settled: (one) => {
          telling = true;
          tell(one, traits);
          telling = false;
        },
        sbml: () => {
          templates ??= sbmlFrom(traits);
          templates.catch(() => (templates = undefined)); // it may be asked again
          return templates;
        },
        laboratory: () => Promise.resolve(LABORATORY),
        link: () => "",
      },
      { setting: settingFrom(model, traits) },
    );
    tell(explorer, traits);
    const heard = () => {
      if (telling) return;
      const setting = settingFrom(model, traits);
      const asked = setting.challenge ? setting : { ...setting, end: explorer.setting.end };
      if (sameSetting(asked, explorer.setting)) return;
      explorer.take(asked);
      telling = true;
      tell(explorer, traits);
      telling = false;
    };
    for (const name of TRAITS) traits.on(`change:${name}`, heard);
    return () => {
      for (const name of TRAITS) traits.off(`change:${name}`, heard);
      explorer.destroy();
      figure.remove();
    };
  } catch (error) {
    figure.append(element("p", { role: "alert" }, error instanceof Error ? error.message : String(error)));
  }
}

export default { render };
