// A measure over two parameters at once: colours, with the reader's own setting marked.

import { axisAlong, titleAlong } from "../figure/parameter-axis.js";
import { keyWithout, valueAlong } from "../model/parameter-range.js";
import { select } from "../ui/select.js";
import { movable, named, telling } from "../model/parameter-choice.js";
import { element } from "../ui/dom.js";
import { axisOfMeasure, measureText, titleOf } from "../figure/measure-axis.js";
import { quantityText, unitText } from "../format/numbers.js";
import { withValue } from "../model/setting.js";
import { inSlices } from "../model/slices.js";
import { MAPPED, parameterMap } from "../model/parameter-sweep.js";

/** @import { Heat, Model, Picture, Run } from "../types.js" */
/** @import { Explorer } from "../explorer.js" */

/** Milliseconds between two drawings of a map that is being computed: each takes the browser a while. */
const PACE = 400;

class TwoParameters {
  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    const { model } = explorer;
    const parameters = movable(model);
    const options = parameters.map((one) => ({ value: one.name, text: named(one, unitText(one.unit)) }));
    const [first, second] = telling(model, explorer.setting);
    this.across = first.name;
    this.up = second.name;
    this.of = model.program.measures[0].name;
    this.key = "";
    /** @type {number[][][]} */
    this.values = [];
    /** @type {Map<string, Heat>} */
    this.heats = new Map();
    this.working = "";
    /** @type {() => void} */
    this.cancel = () => {};
    /** @param {"across"|"up"} mine @param {"across"|"up"} other */
    const picker = (mine, other) =>
      select(mine === "across" ? "Across" : "Upwards", options, this[mine], (name) => {
        // The same parameter twice makes no map: they change places.
        if (name === this[other]) {
          this[other] = this[mine];
          pickers[other].choose(this[other]);
        }
        this[mine] = name;
        this.again();
      });
    const pickers = { across: picker("across", "up"), up: picker("up", "across") };
    const of = select(
      "Shown",
      model.program.measures.map((measure) => ({ value: measure.name, text: titleOf(measure) })),
      this.of,
      (name) => {
        this.of = name;
        this.explorer.redraw();
      },
    );
    this.note = element("span", { class: "evx-working", role: "status" });
    this.element = element("div", { class: "evx-choices-row" }, pickers.across, pickers.up, of, this.note);
  }

  get wanted() {
    const { model, setting } = this.explorer;
    return `${this.across}|${this.up}|${keyWithout(model, setting, [this.across, this.up])}`;
  }

  again() {
    this.forget();
    this.explorer.redraw();
    this.atRest();
  }

  forget() {
    this.stop();
    this.key = "";
    this.values = [];
    this.heats.clear();
  }

  moving() {
    if (this.working && this.working !== this.wanted) this.stop();
  }

  leave() {
    this.stop();
  }

  stop() {
    this.cancel();
    if (this.working) this.key = ""; // half a map is not kept
    this.working = "";
    this.note.textContent = "";
  }

  atRest() {
    const { wanted } = this;
    if (this.key === wanted && (this.values.length || this.working)) return;
    this.stop();
    this.key = this.working = wanted;
    const { model, setting } = this.explorer;
    this.values = model.program.measures.map(() => Array.from({ length: MAPPED }, () => new Array(MAPPED).fill(NaN)));
    this.heats.clear();
    const total = MAPPED * MAPPED;
    let drawn = performance.now();
    this.note.textContent = "computing…";
    this.cancel = inSlices(parameterMap(model, setting, [this.across, this.up], MAPPED, this.values), {
      step: (count) => {
        this.note.textContent = `computing… ${Math.floor((100 * count) / total)} %`;
        if (performance.now() - drawn < PACE) return;
        this.heats.clear();
        this.explorer.redraw();
        drawn = performance.now();
      },
      done: () => {
        this.working = "";
        this.note.textContent = "";
        this.heats.clear();
        this.explorer.redraw();
      },
      failed: (error) => {
        this.stop();
        this.note.textContent = `This could not be computed: ${error instanceof Error ? error.message : error}`;
      },
    });
  }

  /**
   * The colours; the same object until they change, so that a moving slider draws none of them.
   * @returns {Heat|undefined}
   */
  heat() {
    const { model } = this.explorer;
    const known = this.heats.get(this.of);
    if (known) return known;
    const m = model.program.measures.findIndex(({ name }) => name === this.of);
    const z = this.values[m];
    if (!z) return undefined;
    const measure = model.program.measures[m];
    const [a, b] = [this.across, this.up].map((name) => model.program.parameters[model.parameterIndex.get(name) ?? 0]);
    const places = (/** @type {typeof a} */ parameter) =>
      Array.from({ length: MAPPED }, (_, i) => valueAlong(parameter, i / (MAPPED - 1)));
    const [x, y] = [places(a), places(b)];
    const axis = axisOfMeasure(model, measure, z.flat());
    const text = y.map((v, j) =>
      x.map(
        (u, i) =>
          `${measureText(measure, z[j][i])}` +
          `<br>${a.label} ${quantityText(u, a.unit)}<br>${b.label} ${quantityText(v, b.unit)}`,
      ),
    );
    const heat = { x, y, z: z.map((row) => [...row]), axis, title: titleOf(measure, axis.log), text };
    this.heats.set(this.of, heat);
    return heat;
  }
}

/**
 * @param {Model} model
 * @param {Run} run
 * @param {Picture|undefined} _
 * @param {TwoParameters} viewState
 * @returns {Picture}
 */
function picture(model, run, _, viewState) {
  const parameter = (/** @type {string} */ name) => model.program.parameters[model.parameterIndex.get(name) ?? 0];
  const [a, b] = [parameter(viewState.across), parameter(viewState.up)];
  const value = (/** @type {string} */ name) => run.setting.values[model.parameterIndex.get(name) ?? 0];
  return {
    view: "map",
    x: axisAlong(a),
    xTitle: titleAlong(a),
    panels: [{ axis: axisAlong(b), title: titleAlong(b) }],
    lines: [],
    marks: [
      {
        id: "map-here",
        x: [value(viewState.across)],
        y: [value(viewState.up)],
        symbol: "x-thin",
        colour: "text",
        label: "your setting",
        text: ["your setting"],
      },
    ],
    heat: viewState.heat(),
  };
}

/** @type {import("./registry.js").View} */
export const map = {
  id: "map",
  begin: (explorer) => new TwoParameters(explorer),
  picture,
  clickHint: "Click in the figure to set both.",
  click(explorer, { x, y }) {
    const { across, up } = /** @type {TwoParameters} */ (explorer.viewState);
    const { model, setting } = explorer;
    const rounded = (/** @type {number} */ value) => Number(value.toPrecision(3));
    explorer.change(withValue(model, withValue(model, setting, across, rounded(x)), up, rounded(y)), true);
  },
};
