// The tool that keeps runs to compare with: their curves in the figure, their settings and outcomes in words.

import { colourKey, layout } from "../figure/palette.js";
import { button } from "../ui/button.js";
import { element } from "../ui/dom.js";
import { numberText, quantityText } from "../format/numbers.js";
import { scenarioOf } from "../model/setting.js";

/** @import { Line, Model, Picture, Run, Setting } from "../types.js" */

/** Runs that can be pinned at once: more could not be told apart. */
const MOST = 3;
const LETTERS = "ABC";
/** A dash of its own for each, of a thinner line in the colour of its series. @type {number[][]} */
const DASHES = [
  [1, 3],
  [6, 2, 1, 2],
  [3, 2],
];

/** @typedef {{letter: string, run: Run}} Pin */

/**
 * Where two settings differ, in words.
 * @param {Model} model
 * @param {Setting} pinned
 * @param {Setting} now
 * @returns {string[]}
 */
export function differences(model, pinned, now) {
  const found = [];
  if (pinned.ev !== now.ev) found.push(`vesicles ${pinned.ev ? "on" : "off"}, now ${now.ev ? "on" : "off"}`);
  model.program.parameters.forEach(({ label, unit }, i) => {
    if (pinned.values[i] !== now.values[i])
      found.push(`${label} ${numberText(pinned.values[i])}, now ${quantityText(now.values[i], unit)}`);
  });
  if (pinned.end !== now.end)
    found.push(`shown to ${numberText(pinned.end)}, now to ${quantityText(now.end, model.program.time.unit)}`);
  return found;
}

/**
 * What a measure does from the pinned run to the present one: "3.2 times", "−12 days".
 * @param {number} pinned
 * @param {number} now
 * @param {string} unit
 * @param {string} take
 */
export function change(pinned, now, unit, take) {
  if (Number.isNaN(pinned) || Number.isNaN(now))
    return Number.isNaN(pinned) && Number.isNaN(now)
      ? "no change"
      : Number.isNaN(now)
        ? "no longer reached"
        : "reached now";
  if (pinned === now) return "no change";
  const ratio = now / pinned;
  // A moment is later or earlier, it is not a multiple; and from nothing there is no multiple.
  const byTimes = !/^(first_|where_)/.test(take) && Number.isFinite(ratio) && ratio > 0;
  if (!byTimes) return `${now > pinned ? "+" : ""}${quantityText(now - pinned, unit)}`;
  if (Math.abs(ratio - 1) < 5e-4) return "no change";
  return ratio > 0.5 && ratio < 2
    ? `${ratio > 1 ? "+" : ""}${numberText(100 * (ratio - 1), 2)} %`
    : `× ${numberText(ratio)}`;
}

/** @type {import("./registry.js").Tool} */
export const pins = {
  id: "pins",
  make(explorer) {
    const { model } = explorer;
    /** @type {Pin[]} */
    let kept = [];
    const list = element("div", { class: "evx-pins" });
    const pinIt = button("Pin this run", () => {
      const { run } = explorer;
      const letter = [...LETTERS].find((one) => !kept.some((pin) => pin.letter === one));
      if (!run || !letter) return;
      kept = [...kept, { letter, run }].sort((a, b) => a.letter.localeCompare(b.letter));
      show();
      explorer.redraw();
    });
    const about = element("span", { class: "evx-working" }, `Up to ${MOST} runs stay in the figure while you move on.`);

    const show = () => {
      pinIt.disabled = kept.length >= MOST;
      const { run } = explorer;
      if (run) list.replaceChildren(...kept.map((pin) => card(pin, run)));
    };
    /** @param {Pin} pin @param {Run} run */
    const card = (pin, run) => {
      const back = button("Return to it", () => explorer.change(pin.run.setting, true));
      const away = button("Remove", () => {
        kept = kept.filter((other) => other !== pin);
        show();
        explorer.redraw();
        pinIt.focus();
      });
      const differ = differences(model, pin.run.setting, run.setting);
      const rows = model.program.measures.map(({ label, name, unit, take }, m) => {
        const [before, now] = [pin.run.measures[m], run.measures[m]];
        const text = (/** @type {number} */ value) => (Number.isNaN(value) ? "not reached" : quantityText(value, unit));
        return element(
          "tr",
          {},
          element("th", { scope: "row" }, label || name),
          element("td", {}, text(before)),
          element("td", {}, text(now)),
          element("td", {}, change(before, now, unit, take)),
        );
      });
      const title = scenarioOf(model, pin.run.setting.scenario)?.title;
      return element(
        "section",
        { class: "evx-pin", "aria-label": `Pinned run ${pin.letter}` },
        element(
          "p",
          {},
          element("strong", {}, `Run ${pin.letter}`),
          title ? `, from “${title}”. ` : ". ",
          differ.length ? `Differs: ${differ.join("; ")}.` : "The same as what you see.",
        ),
        element(
          "div",
          { class: "evx-tables", tabindex: 0, role: "region", "aria-label": `Outcomes of run ${pin.letter}` },
          element(
            "table",
            {},
            element(
              "thead",
              {},
              element(
                "tr",
                {},
                ...["Outcome", `Run ${pin.letter}`, "Now", "Change"].map((text) =>
                  element("th", { scope: "col" }, text),
                ),
              ),
            ),
            element("tbody", {}, ...rows),
          ),
        ),
        element("div", { class: "evx-choices-row" }, back, away),
      );
    };
    show();
    return {
      body: [element("div", { class: "evx-choices-row" }, pinIt, about), list],
      update: (settled) => settled && kept.length > 0 && show(),
      decorate: (picture) =>
        kept.length ? { ...picture, lines: [...linesOf(model, kept, picture), ...picture.lines] } : picture,
    };
  },
};

/**
 * The pinned runs' lines for each line of a picture that is drawn from a run.
 * @param {Model} model
 * @param {Pin[]} kept
 * @param {Picture} picture
 * @returns {Line[]}
 */
function linesOf(model, kept, picture) {
  /** @type {Line[]} */
  const found = [];
  const { across, views } = model.program;
  for (const { letter, run } of kept) {
    const dash = DASHES[LETTERS.indexOf(letter)];
    const curve = (/** @type {string} */ name) => run.main.series.get(name);
    const add = (
      /** @type {Line} */ line,
      /** @type {ArrayLike<number>|undefined} */ x,
      /** @type {ArrayLike<number>|undefined} */ y,
    ) => {
      if (x && y)
        found.push({
          ...line,
          id: `pin-${letter}-${line.id}`,
          x,
          y,
          dash,
          width: layout.line.companion,
          label: `${letter}: ${line.label}`,
        });
    };
    for (const line of picture.lines) {
      if (line.id === "phase-path" && views.phase) add(line, curve(views.phase.x), curve(views.phase.y));
      else if (model.series.has(line.id))
        add(
          { ...line, colour: colourKey(model.series.get(line.id)?.colour ?? 0) },
          (across && curve(across)) || run.times,
          curve(line.id),
        );
    }
  }
  return found;
}
