// The tool that says what matters now: by how many per cent an outcome changes when a number changes by one per cent.

import { select } from "../ui/select.js";
import { element } from "../ui/dom.js";
import { titleOf } from "../figure/measure-axis.js";
import { numberText } from "../format/numbers.js";
import { inSlices } from "../model/slices.js";
import { runSlices } from "../model/run-slices.js";

/** @import { Model, Setting } from "../types.js" */

/** Bars shown; the rest matter less. */
const BARS = 7;
/** Share by which a number is moved both ways; what the solver misses must be small beside what that does. */
const STEP = 5e-4;
/** Share by which differences over one and two steps may differ. */
const JUMP = 0.2;
/** An elasticity below this is none. */
const NOTHING = 5e-4;

/**
 * Elasticities (p / m) dm/dp of every measure m at a setting, by central differences.
 *
 * A step of h has an error of h²/6 of the third derivative; a second step of 2h takes it away (Richardson).
 * @param {Model} model
 * @param {Setting} setting
 * @returns {Generator<number, {measures: Float64Array, elasticities: Float64Array[]}, void>}
 *   yields how many parameters are done; one array a parameter, NaN where the measure or the parameter is zero or
 *   absent
 */
export function* elasticitiesOf(model, setting) {
  const { parameters, measures: declared } = model.program;
  const { measures } = yield* each(runSlices(model, setting, { fine: true }), 0);
  const elasticities = parameters.map(() => new Float64Array(declared.length).fill(NaN));
  for (let i = 0; i < parameters.length; i++) {
    const p = setting.values[i];
    if (p === 0) continue;
    /** @type {Float64Array[]} */
    const found = [];
    for (const step of [-2, -1, 1, 2]) {
      const values = Float64Array.from(setting.values);
      values[i] = p * (1 + step * STEP);
      found.push((yield* each(runSlices(model, { ...setting, values }, { fine: true }), i)).measures);
      yield i;
    }
    declared.forEach((_, m) => {
      const [a, b, c, d] = found.map((one) => one[m]);
      const [far, near] = [(d - a) / (4 * STEP) / measures[m], (c - b) / (2 * STEP) / measures[m]];
      // A jump (a dose that falls out of the window) has no slope, and shows twice as steep over half the step.
      if (Math.abs(far - near) > JUMP * Math.max(Math.abs(far), Math.abs(near), 0.1)) return;
      elasticities[i][m] = (4 * near - far) / 3;
    });
  }
  return { measures, elasticities };
}

/**
 * Passes a run's slices on as a count.
 * @template Result
 * @param {Generator<unknown, Result, void>} run
 * @param {number} count
 * @returns {Generator<number, Result, void>}
 */
function* each(run, count) {
  for (;;) {
    const { value, done } = run.next();
    if (done) return /** @type {Result} */ (value);
    yield count;
  }
}

/** @type {import("./registry.js").Tool} */
export const matters = {
  id: "matters",
  make(explorer) {
    const { model } = explorer;
    const { parameters, measures } = model.program;
    let open = false;
    let of = measures[0].name;
    /** @type {{setting: Setting, measures: Float64Array, elasticities: Float64Array[]}|null} */
    let known = null;
    /** @type {Setting|null} */
    let under = null;
    /** @type {() => void} */
    let cancel = () => {};
    const state = element("p", { class: "evx-working", role: "status" });
    const bars = element("ol", { class: "evx-bars" });
    const pick = select(
      "For",
      measures.map((measure) => ({ value: measure.name, text: titleOf(measure) })),
      of,
      (name) => {
        of = name;
        show();
      },
    );

    const show = () => {
      const m = measures.findIndex(({ name }) => name === of);
      if (!known) return;
      const ranked = parameters
        .map((parameter, i) => ({
          parameter,
          elasticity: /** @type {NonNullable<typeof known>} */ (known).elasticities[i][m],
          value: /** @type {NonNullable<typeof known>} */ (known).setting.values[i],
        }))
        .filter(({ elasticity }) => Math.abs(elasticity) >= NOTHING)
        .sort((a, b) => Math.abs(b.elasticity) - Math.abs(a.elasticity));
      const shown = ranked.slice(0, BARS);
      const widest = Math.max(...shown.map(({ elasticity }) => Math.abs(elasticity)));
      bars.replaceChildren(
        ...shown.map(({ parameter, elasticity }) =>
          element(
            "li",
            {
              "data-name": parameter.name,
              "data-elasticity": elasticity,
              class: parameter.ev ? "evx-of-ev" : undefined,
            },
            element(
              "span",
              { class: "evx-bar-name" },
              parameter.label,
              parameter.assumed ? " " : "",
              parameter.assumed ? element("span", { class: "evx-badge" }, "assumed") : "",
              element("span", { class: "evx-bar-meaning" }, parameter.meaning),
            ),
            element(
              "span",
              { class: `evx-bar-track ${elasticity < 0 ? "evx-less" : "evx-more"}`, "aria-hidden": "true" },
              element("span", { style: `width:${(100 * Math.abs(elasticity)) / widest}%` }),
            ),
            element("span", { class: "evx-bar-value" }, `${elasticity > 0 ? "+" : ""}${numberText(elasticity, 2)} %`),
          ),
        ),
      );
      const atZero = parameters
        .filter(({ control }, i) => control && known?.setting.values[i] === 0)
        .map(({ label }) => label);
      const left = ranked.length - shown.length;
      const more = left > 1 ? ` The other ${left} matter less.` : left ? " One other matters less." : "";
      const zero = atZero.length
        ? " One per cent of nothing is nothing, " +
          `so ${atZero.join(", ")} ${atZero.length === 1 ? "is" : "are"} not in the list.`
        : "";
      state.textContent = Number.isNaN(known.measures[m])
        ? "This is not reached at the present setting, so nothing can be said about what it depends on."
        : known.measures[m] === 0
          ? "This is zero at the present setting, and there are no per cents of zero."
          : ranked.length
            ? `Change when a number grows by 1 %, all else as it is.${more}${zero}`
            : `No number changes this by itself.${zero}`;
    };
    const work = () => {
      const { setting } = explorer;
      if (!open || known?.setting === setting || under === setting) return;
      cancel();
      under = setting;
      bars.classList.add("evx-stale");
      state.textContent = "computing…";
      cancel = inSlices(elasticitiesOf(model, setting), {
        step: (count) => (state.textContent = `computing… ${Math.floor((100 * count) / parameters.length)} %`),
        done: (found) => {
          under = null;
          known = { setting, ...found };
          bars.classList.remove("evx-stale");
          show();
        },
        failed: (error) => {
          under = null;
          state.textContent = `This could not be computed: ${error instanceof Error ? error.message : error}`;
        },
      });
    };
    const stop = () => {
      cancel();
      under = null;
    };
    return {
      body: [element("div", { class: "evx-choices-row" }, pick), state, bars],
      opened(now) {
        open = now;
        if (open) work();
        else stop();
      },
      update(settled) {
        if (!open) return;
        if (settled) work();
        else if (under !== explorer.setting) stop();
      },
      leave: stop,
    };
  },
};
