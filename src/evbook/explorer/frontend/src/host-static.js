// The explorer on a static page: a classic script, registered on globalThis.evbook.

import { Explorer } from "./explorer.js";
import { script } from "./lazy.js";
import { apply, fragmentOf, limitsOf, parse, withLimits } from "./permalink.js";
import { prepare } from "./program.js";
import { special } from "./special-functions.js";

/** @import { Model } from "./program.js" */

/** Browsers refuse an address that changes many times a second. */
const WRITING = 400;

const evbook = /** @type {any} */ (globalThis).evbook ?? {};
/** @type {any} */ (globalThis).evbook = evbook;
evbook.programs ??= {};
evbook.special = special; // for model programs, which import nothing

// Read while this script runs: afterwards nothing says where it came from.
const here = /** @type {HTMLScriptElement|null} */ (document.currentScript)?.src ?? "";

const FIGURES = "figure.evbook-explorer[data-model]";

/** @type {Map<HTMLElement, Explorer>} */
const explorers = new Map();
evbook.explorers = explorers;

/** @type {Promise<any>|undefined} */
let plotly;

function loadPlotly() {
  plotly ??= evbook.Plotly ? Promise.resolve(evbook.Plotly) : script(new URL("evbook-plotly.js", here).href).then(() => evbook.Plotly);
  return plotly;
}

/** The fragment that brings an explorer back. @param {Explorer} explorer */
const addressOf = (explorer) => withLimits(fragmentOf(explorer.model, explorer.setting, explorer.view, explorer.choices), explorer.limits);

let writing = 0;

/** The address follows the explorer that was moved last. @param {Explorer} explorer */
function write(explorer) {
  clearTimeout(writing);
  writing = window.setTimeout(() => {
    try {
      history.replaceState(history.state, "", addressOf(explorer));
    } catch {
      // A browser that will not have it keeps the old address; the explorer goes on.
    }
  }, WRITING);
}

/** @type {import("./explorer.js").Host} */
const host = {
  plotly: loadPlotly,
  settled: write,
  sbml: async ({ face, model }) => {
    const { id } = model.program;
    if (!evbook.sbml?.[id]) await script(new URL(face.root.dataset.sbml ?? "", document.baseURI).href);
    return evbook.sbml[id];
  },
  link: (explorer) => location.href.split("#")[0] + addressOf(explorer),
};

/** Brings every explorer of the fragment's model to its setting; the first of them comes into view. */
function followFragment() {
  const fragment = parse(location.hash);
  if (!fragment) return;
  let first = true;
  for (const [figure, explorer] of explorers) {
    if (explorer.model.program.id !== fragment.model) continue;
    const { setting, view, choices, notice } = apply(explorer.model, fragment);
    explorer.limit(limitsOf(explorer.model, fragment));
    explorer.take(setting, view || "timecourse", choices);
    explorer.say(notice);
    if (first) figure.scrollIntoView({ block: "start" });
    first = false;
  }
}

/** @param {HTMLElement} figure */
function hydrate(figure) {
  if (explorers.has(figure)) return;
  try {
    const model = prepare(evbook.programs[figure.dataset.model ?? ""]);
    explorers.set(figure, new Explorer(figure, model, host, { compact: "compact" in figure.dataset, sliders: figure.dataset.sliders }));
  } catch (error) {
    // The picture and its table stay; what is missing is said where the controls would be.
    figure.classList.add("evx-still");
    const panel = figure.querySelector(".evx-panel");
    panel?.classList.remove("evx-empty");
    panel?.replaceChildren(`This model is not live here: ${error instanceof Error ? error.message : error}`);
  }
}

function hydrateAll() {
  if (explorers.size > 0 && explorers.size === document.querySelectorAll(FIGURES).length) return;
  document.querySelectorAll(FIGURES).forEach((figure) => hydrate(/** @type {HTMLElement} */ (figure)));
  followFragment();
}

evbook.hydrate = hydrateAll;
// Deferred scripts run before DOMContentLoaded, ours before those of the models; a late one may have missed it.
if (document.readyState === "complete") hydrateAll();
else {
  document.addEventListener("DOMContentLoaded", hydrateAll, { once: true });
  window.addEventListener("load", hydrateAll, { once: true });
}
window.addEventListener("hashchange", followFragment);
