// A diagram in play: its boxes fill with the values of their states, and along its lines runs what the processes move.

import { shareOf } from "./cursor.js";
import { placeIn } from "./placing.js";

/** @import { Model, Run } from "../types.js" */

const SVG = "http://www.w3.org/2000/svg";
/** Moments at which rates are taken, and how far a line has run when its process kept its greatest rate throughout. */
const [MOMENTS, FAR] = [120, 900];

/** A drawing of the model on the page; null where there is none. @param {Model} model @returns {SVGSVGElement|null} */
export const diagramOf = ({ program }) => document.querySelector(`svg.evbook-diagram[data-model="${program.id}"]`);

export class Flow {
  /** @param {Model} model @param {SVGSVGElement} svg */
  constructor(model, svg) {
    this.model = model;
    /** @type {Run|null} */
    this.run = null;
    const names = model.program.states.map(({ name }) => name);
    this.boxes = [...svg.querySelectorAll("g[data-names]")].flatMap((group) => {
      const frame = group.querySelector("rect");
      const states = (group.getAttribute("data-names") ?? "").split(" ").map((name) => names.indexOf(name));
      if (!frame || !states.length || states.includes(-1)) return [];
      const level = /** @type {SVGRectElement} */ (frame.cloneNode());
      level.setAttribute("class", "evx-level");
      level.removeAttribute("style");
      frame.after(level);
      return [{ level, states, top: Number(frame.getAttribute("y")), high: Number(frame.getAttribute("height")) }];
    });
    this.lines = [...svg.querySelectorAll("path[data-of]")].map((path) => {
      const running = document.createElementNS(SVG, "path");
      running.setAttribute("class", "evx-running");
      running.setAttribute("d", path.getAttribute("d") ?? "");
      path.after(running);
      return { running, processes: (path.getAttribute("data-of") ?? "").split(" ") };
    });
  }

  /** Rates of all lines along a run, as shares of the greatest, and what has run until then. @param {Run} run */
  look(run) {
    this.run = run;
    const version = /** @type {any} */ (run.setting.ev ? this.model.program.on : this.model.program.off);
    const index = new Map(/** @type {string[]} */ (version.processes).map((name, j) => [name, j]));
    const { states, times } = run.main.solution;
    const y = new Float64Array(states.length);
    const rates = new Float64Array(index.size);
    const step = Math.max(1, Math.floor(times.length / MOMENTS));
    this.at = Array.from({ length: Math.ceil(times.length / step) }, (_, m) => Math.min(m * step, times.length - 1));
    // Each box has a scale of its own: it is full at the greatest value of the run.
    this.most = states.map((values) => values.reduce((a, b) => (b > a ? b : a), 0));
    const raw = this.lines.map(() => /** @type {number[]} */ ([]));
    for (const k of this.at) {
      for (let i = 0; i < y.length; i++) y[i] = states[i][k];
      version.fluxes(times[k], y, run.setting.values, rates);
      this.lines.forEach(({ processes }, line) => {
        raw[line].push(processes.reduce((total, name) => total + Math.abs(rates[index.get(name) ?? -1] ?? 0), 0));
      });
    }
    this.rates = raw.map((values) => {
      const most = Math.max(...values.filter(Number.isFinite), 0);
      return values.map((value) => (most > 0 && Number.isFinite(value) ? value / most : 0));
    });
    this.runs = this.rates.map((values) => {
      let sum = 0;
      return values.map((value) => (sum += value / values.length));
    });
  }

  /** @param {Run} run @param {number} at */
  show(run, at) {
    if (this.run !== run) this.look(run);
    const { states, times } = run.main.solution;
    const { k } = placeIn(times, at);
    for (const { level, states: inside, top, high } of this.boxes) {
      const shares = inside.map((i) => {
        const { log, low } = this.model.program.states[i];
        const share = shareOf({ log, low: log ? low : 0, high: this.most?.[i] ?? 1 }, states[i][k]);
        return share > 0 ? Math.min(share, 1) : 0;
      });
      const share = shares.reduce((a, b) => a + b, 0) / shares.length;
      level.setAttribute("y", (top + high * (1 - share)).toFixed(1));
      level.setAttribute("height", (high * share).toFixed(1));
    }
    const m = Math.min(Math.floor(k / Math.max(1, Math.floor(times.length / MOMENTS))), (this.at?.length ?? 1) - 1);
    this.lines.forEach(({ running }, line) => {
      running.setAttribute("opacity", (this.rates?.[line][m] ?? 0).toFixed(2));
      running.setAttribute("stroke-dashoffset", (-FAR * (this.runs?.[line][m] ?? 0)).toFixed(1));
    });
  }
}
