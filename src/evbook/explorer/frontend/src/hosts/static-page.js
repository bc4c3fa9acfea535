// The explorer on a static page, registered on globalThis.evbook.

import { WorkerClient, WorkerThread } from "../worker/client.js";
import { Explorer } from "../explorer.js";
import { whenIdle } from "../ui/visibility.js";
import { script } from "./script.js";
import { hydrationQueue } from "./hydration-queue.js";
import { apply, fragmentOf, limitsOf, parse, withLimits } from "../model/permalink.js";
import { prepare } from "../model/program.js";
import { namespace } from "./namespace.js";
import { followStories } from "./story.js";

/** Browsers refuse an address that changes many times a second. */
const WRITING = 400;
/** Milliseconds after all has loaded at which figures far below come to life too. */
const QUIET = 2000;

const evbook = namespace();

// Read while this script runs: afterwards nothing says where it came from.
const own = typeof document === "undefined" ? null : /** @type {HTMLScriptElement|null} */ (document.currentScript);
const here = own?.src ?? "";

const FIGURES = "figure.evbook-explorer[data-model]";

/** @type {Map<HTMLElement, Explorer>} */
const explorers = new Map();

/** @type {Promise<any>|undefined} */
let plotly;

function loadPlotly() {
  plotly ??= evbook.Plotly
    ? Promise.resolve(evbook.Plotly)
    : script(new URL("evbook-plotly.js", here).href).then(() => evbook.Plotly);
  return plotly;
}

/** @type {Promise<any>|undefined} */
let laboratory;

/** The script that lies beside this one, of the same version. */
function loadLaboratory() {
  laboratory ??= script(new URL(`evbook-laboratory.js${new URL(here).search}`, here).href).then(
    () => evbook.laboratory,
  );
  laboratory.catch(() => (laboratory = undefined)); // it may be asked for again
  return laboratory;
}

/** Files opened by a double click have no other thread: browsers let none begin there. */
const workerThread = new WorkerThread(() => {
  if (!/^https?:/.test(here)) throw new Error("Only a page from a server can begin a worker.");
  return new Worker(here);
});

/** Where the page has a model's program from; "" when it is no script of its own. @param {string} id */
function addressOfProgram(id) {
  const name = new RegExp(`/models/${id}(\\.[0-9a-f]{8})?\\.js$`);
  const found = [...document.scripts].find(({ src }) => name.test(src.split(/[?#]/)[0]));
  return found?.src ?? "";
}

/** The fragment that brings an explorer back. @param {Explorer} explorer */
const addressOf = (explorer) =>
  withLimits(
    fragmentOf(explorer.model, explorer.setting, explorer.view, explorer.choices, explorer.time?.chosen),
    explorer.limits,
  );

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

/** The page of a model alone: this one, or one that it links to. @param {string} id */
function pageAlone(id) {
  const [here] = location.href.split("#");
  const path = `embed/${id}.html`;
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(`a[href*="${path}"]`));
  return here.includes(path) ? here : (link?.href.split("#")[0] ?? "");
}

/** "Share" under a small figure opens the dialog once the figure is alive; before, it leads to the model alone. */
function shareFromLead() {
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest?.("a[data-share]");
    const figure = /** @type {HTMLElement | null | undefined} */ (
      link?.closest(".evbook-lead")?.querySelector(FIGURES)
    );
    const explorer = figure && explorers.get(figure);
    if (!explorer || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    loadLaboratory().then(
      () => evbook.share(explorer),
      () => location.assign(/** @type {HTMLAnchorElement} */ (link).href),
    );
  });
}

/** @type {import("../explorer.js").Host} */
const host = {
  plotly: loadPlotly,
  laboratory: loadLaboratory,
  settled: (explorer) => {
    write(explorer);
    evbook.settled?.(explorer); // a frame may have been asked to tell its host (frame/frame.js)
  },
  sbml: async ({ layout, model }) => {
    const { id } = model.program;
    if (!evbook.sbml?.[id]) await script(new URL(layout.root.dataset.sbml ?? "", document.baseURI).href);
    return evbook.sbml[id];
  },
  worker: ({ model }, told) => {
    const address = addressOfProgram(model.program.id);
    return address ? new WorkerClient(workerThread, { model: model.program.id, address }, told) : null;
  },
  alone: ({ model }) => pageAlone(model.program.id),
  link: (explorer) => location.href.split("#")[0] + addressOf(explorer),
};

/** Brings one figure to the setting of a fragment. @param {HTMLElement} figure @param {string} hash */
function bring(figure, hash) {
  hydrate(figure);
  const fragment = parse(hash);
  const explorer = explorers.get(figure);
  if (!fragment || !explorer) return;
  const { setting, moment } = apply(explorer.model, fragment);
  explorer.take(setting, "timecourse", [], moment);
}

/** @param {string} hash */
function noteAddress(hash) {
  try {
    history.replaceState(history.state, "", hash);
  } catch {
    // As below: the old address stays.
  }
}

/** Brings every explorer of the fragment's model to its setting; the first whole one of them comes into view. */
function followFragment() {
  const fragment = parse(location.hash);
  if (!fragment) return;
  figures(fragment.model).forEach(hydrate);
  for (const explorer of explorers.values()) {
    if (explorer.model.program.id !== fragment.model) continue;
    const { setting, view, choices, moment, notice } = apply(explorer.model, fragment);
    explorer.limit(limitsOf(explorer.model, fragment));
    explorer.take(setting, view || "timecourse", choices, moment);
    explorer.say(notice);
  }
  const shown = figures(fragment.model);
  const whole = shown.find(({ dataset }) => !("compact" in dataset)) ?? shown[0];
  if (!whole || !explorers.has(whole)) return;
  for (let closed = whole.closest("details"); closed; closed = closed.parentElement?.closest("details") ?? null)
    closed.open = true;
  whole.scrollIntoView({ block: "start" });
}

/** @param {HTMLElement} figure */
function hydrate(figure) {
  if (explorers.has(figure) || figure.classList.contains("evx-still")) return;
  try {
    const model = prepare(evbook.programs[figure.dataset.model ?? ""]);
    const { sliders } = figure.dataset;
    const explorer = new Explorer(figure, model, host, { compact: "compact" in figure.dataset, sliders });
    explorers.set(figure, explorer);
    evbook.alive?.(explorer);
  } catch (error) {
    // The picture and its table stay; what is missing is said where the controls would be.
    figure.classList.add("evx-still");
    const panel = figure.querySelector(".evx-panel");
    panel?.classList.remove("evx-empty");
    panel?.replaceChildren(`This model is not live here: ${error instanceof Error ? error.message : error}`);
  }
}

/** Figures that are known to the page, alive or not yet. @type {WeakSet<HTMLElement>} */
const found = new WeakSet();

/** @param {string} [model] of one model only @returns {HTMLElement[]} */
function figures(model) {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(FIGURES)]);
  return model === undefined ? all : all.filter(({ dataset }) => dataset.model === model);
}

const awaited = hydrationQueue((figure) => {
  loadPlotly().catch(() => {}); // on its way while the figure is solved, which says what may go wrong
  hydrate(figure);
  return explorers.get(figure)?.wake();
});

/**
 * Each figure comes to life as it nears the view: to solve for all of them first would hold up the one that is read.
 */
function hydrateAll() {
  const strange = figures().filter((one) => !found.has(one));
  for (const figure of strange) {
    found.add(figure);
    awaited(figure);
  }
  // Only once for each: what a reader has moved since is not to be undone.
  if (strange.length) followFragment();
}

/** The others, one by one while the page has nothing else to do: their words can then be searched for. */
function hydrateRest() {
  const next = figures().find((figure) => !explorers.has(figure) && !figure.classList.contains("evx-still"));
  if (!next) return;
  hydrate(next);
  whenIdle(hydrateRest);
}

/** What the script does on a page. */
export function begin() {
  evbook.explorers = explorers;
  evbook.hydrate = hydrateAll;
  // Deferred scripts run before DOMContentLoaded, ours before those of the models; a late one may have missed it.
  const loaded = () => {
    hydrateAll();
    window.setTimeout(() => whenIdle(hydrateRest), QUIET);
  };
  if (document.readyState === "complete") loaded();
  else {
    document.addEventListener("DOMContentLoaded", hydrateAll, { once: true });
    window.addEventListener("load", loaded, { once: true });
  }
  window.addEventListener("hashchange", followFragment);
  shareFromLead();
  followStories(bring, noteAddress);
}
