// A figure before an audience: the whole screen, large type, a button for each scenario and the leading controls.

import { button } from "../ui/button.js";
import { compactNames } from "../ui/controls.js";
import { element } from "../ui/dom.js";
import { fromScenario } from "../model/setting.js";

/** What a presenter's clicker sends, too. @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, PageDown: 1, n: 1, ArrowLeft: -1, PageUp: -1, p: -1 };

/** Whether a key belongs to what is in focus: sliders, fields and lists. @param {EventTarget|null} target */
const taken = (target) => target instanceof Element && target.matches("input:not([type=checkbox]), select, textarea");

/**
 * Everything beside a part of the page: it is not to be reached while that part fills the screen.
 * @param {HTMLElement} part
 */
function beside(part) {
  /** @type {Element[]} */
  const found = [];
  for (let node = part; node.parentElement && node !== document.body; node = node.parentElement)
    found.push(...[...node.parentElement.children].filter((one) => one !== node && !one.hasAttribute("inert")));
  return found;
}

/**
 * The button that begins it.
 * @param {import("../explorer.js").Explorer} explorer
 * @returns {{button: HTMLButtonElement, leave: () => void, update: () => void}}
 */
export function presenting(explorer) {
  const { model, layout } = explorer;
  const { root } = layout;
  const { scenarios, title } = model.program;
  const choices = new Map(
    scenarios.map((one) => [one.id, button(one.title, () => take(one.id), { title: one.meaning })]),
  );
  const end = button("Leave", () => void leave(), { title: "Escape" });
  const bar = element(
    "div",
    { class: "evx-present-bar" },
    element("strong", {}, title),
    end,
    scenarios.length > 1 ? element("div", { class: "evx-scenarios", role: "group", "aria-label": "Scenario" }) : "",
  );
  bar.querySelector(".evx-scenarios")?.append(...choices.values());
  /** @type {Element[]} */
  let behind = [];
  let on = false;

  const take = (/** @type {string} */ id) =>
    explorer.change({ ...fromScenario(model, id), end: explorer.setting.end }, true);
  const update = () => {
    if (on) for (const [id, one] of choices) one.setAttribute("aria-pressed", String(id === explorer.setting.scenario));
  };

  const heard = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      void leave();
      return;
    }
    const step = STEPS[event.key];
    if (!step || taken(event.target) || event.ctrlKey || event.altKey || event.metaKey || scenarios.length < 2) return;
    event.preventDefault();
    const at = scenarios.findIndex(({ id }) => id === explorer.setting.scenario);
    take(scenarios[(at + step + scenarios.length) % scenarios.length].id);
  };
  const screen = () => {
    if (!document.fullscreenElement) void leave();
  };

  const enter = async () => {
    if (on) return;
    on = true;
    // Where it is not allowed, as in most frames, the window is filled instead.
    const whole = await (document.documentElement.requestFullscreen?.() ?? Promise.reject()).then(
      () => true,
      () => false,
    );
    const lead = compactNames(model, explorer.setting, root.dataset.sliders);
    for (const control of root.querySelectorAll(".evx-control"))
      control.toggleAttribute("data-lead", lead.includes(control.getAttribute("data-name") ?? ""));
    behind = beside(root);
    for (const one of behind) one.setAttribute("inert", "");
    root.prepend(bar);
    root.tabIndex = -1;
    root.classList.add("evx-presenting");
    root.popover = "manual"; // over the page, whatever contains the figure there
    root.showPopover?.();
    root.addEventListener("keydown", heard);
    if (whole) document.addEventListener("fullscreenchange", screen);
    update();
    end.focus();
  };

  const leave = async () => {
    if (!on) return;
    on = false;
    document.removeEventListener("fullscreenchange", screen);
    root.removeEventListener("keydown", heard);
    root.hidePopover?.();
    root.popover = null;
    root.removeAttribute("tabindex");
    root.classList.remove("evx-presenting");
    bar.remove();
    for (const one of behind) one.removeAttribute("inert");
    start.focus();
    if (document.fullscreenElement) await document.exitFullscreen().catch(() => {});
  };

  const start = button("Present", () => void enter(), {
    class: "evx-button evx-present",
    title: "Fill the screen, with large type; the arrow keys go from scenario to scenario, Escape leaves",
  });
  return { button: start, leave: () => void leave(), update };
}
