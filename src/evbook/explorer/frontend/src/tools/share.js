// Sharing a model at its setting: a dialog in which one ticks what the other reader shall not change or not see, and
// takes a link, or a frame for a page of one's own.

import { fragmentOf, withLimits } from "../model/permalink.js";
import { button } from "../ui/button.js";
import { copy } from "../ui/clipboard.js";
import { element, freshId } from "../ui/dom.js";

/** @import { Explorer } from "../explorer.js" */
/** @import { Limits } from "../model/permalink.js" */

/** What the parts of a panel are called. @type {Record<string, string>} */
const PARTS = {
  bar: "scenarios, and the row of buttons",
  ev: "controls of the vesicle terms",
  base: "the other controls",
  budget: "the vesicle budget",
  tools: "the tools",
  download: "downloads, and this dialog",
  views: "the choice of view",
  meaning: "what the scenario means",
};

/** A text that stands in HTML between double quotes. @param {string} text */
const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/**
 * The frame of a model as HTML.
 * @param {string} address
 * @param {string} title
 */
export const frameOf = (address, title) =>
  `<iframe src="${quoted(address)}" title="${quoted(title)}, a live model" width="100%" height="900"></iframe>`;

/**
 * A box to be ticked.
 * @param {string} text
 * @param {boolean} checked
 * @param {() => void} changed
 */
function tick(text, checked, changed) {
  const box = element("input", { type: "checkbox", checked });
  box.addEventListener("change", changed);
  return { box, label: element("label", { class: "evx-tick" }, box, element("span", {}, text)) };
}

/**
 * A text to be taken, and the button that copies it and says so.
 * @param {string} title
 */
function offer(title) {
  const text = element("output", { class: "evx-share-text", tabindex: 0 });
  const said = element("span", { role: "status" });
  const take = button(`Copy the ${title}`, async () => (said.textContent = await copy(text, text.textContent ?? "")));
  const head = element("div", { class: "evx-buttons" }, take, said);
  return {
    part: element("div", {}, head, text),
    /** @param {string} now */
    show(now) {
      if (text.textContent !== now) said.textContent = "";
      text.textContent = now;
    },
  };
}

/**
 * Opens the dialog for a model as it stands; closed by its button, by Escape or with the page, it gives the focus back.
 * @param {Explorer} explorer
 */
export function share(explorer) {
  const { model, host, setting } = explorer;
  const { program } = model;
  const alone = host.alone?.(explorer) ?? "";
  const page = host.link(explorer).split("#")[0];
  const fragment = fragmentOf(model, setting, explorer.view, explorer.choices);
  const title = element("h2", { id: freshId("share") }, "Share this model");

  const controls = program.parameters.filter(({ control }) => control);
  const { lock, hide } = explorer.limits;
  const all = tick("all of them", lock.includes("all"), show);
  const single = controls.map((p) => ({ name: p.name, ...tick(p.label || p.name, lock.includes(p.name), show) }));
  const hidden = Object.keys(program.panel.parts)
    .filter((name) => PARTS[name])
    .map((name) => ({ name, ...tick(PARTS[name], hide.includes(name), show) }));

  const link = offer("link");
  const frame = offer("frame");
  /** @type {HTMLIFrameElement | null} */
  let seen = null;
  const preview = element("details", {}, element("summary", {}, "See the frame"));
  preview.addEventListener("toggle", () => {
    if (!preview.open || seen) return;
    seen = element("iframe", { title: `${program.title}, as it will be in a frame`, class: "evx-share-frame" });
    preview.append(seen);
    show();
  });

  function show() {
    /** @type {Limits} */
    const limits = {
      lock: all.box.checked ? ["all"] : single.filter(({ box }) => box.checked).map(({ name }) => name),
      hide: hidden.filter(({ box }) => box.checked).map(({ name }) => name),
    };
    for (const { box } of single) box.disabled = all.box.checked;
    const limited = withLimits(fragment, limits);
    link.show(page + limited);
    frame.show(frameOf(alone + limited, program.title));
    if (seen && seen.src !== alone + limited) seen.src = alone + limited;
  }

  const dialog = element("dialog", { class: "evx-share", "aria-labelledby": title.id });
  dialog.append(
    element(
      "div",
      { class: "evx-share-head" },
      title,
      button("Close", () => dialog.close()),
    ),
    element("p", {}, `${program.title}, at the setting that it has now.`),
    element(
      "fieldset",
      {},
      element("legend", {}, "Lock: the reader sees these controls and cannot move them"),
      all.label,
      ...single.map(({ label }) => label),
    ),
    element(
      "fieldset",
      {},
      element("legend", {}, "Hide: the reader does not see"),
      ...hidden.map(({ label }) => label),
    ),
    link.part,
    ...(alone ? [frame.part, preview] : []),
    element(
      "p",
      { class: "evx-share-note" },
      "A lock helps the reader and protects nothing: an address can be edited.",
    ),
  );
  // It stands in the figure, whose colours it takes, and goes when it is closed.
  explorer.layout.root.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  show();
  dialog.showModal();
  return dialog;
}
