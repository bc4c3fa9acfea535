// A scene at one moment of a run: how many glyphs a layer has, where each is, how large, how strong.
// Python does the same (simulation/scenes.py), and shared cases hold the two against each other.

import { block, keyOf } from "../numerics/threefry.js";

/** @import { Curves, Field, LayerSaid, Model, PlaceSaid, Run, SceneSaid } from "../types.js" */

/** Glyphs of a layer at most; the stream of scenes among the random numbers of a seed. */
const MOST = 400;
const STREAM = 2;
/** The angle by which the next seed of a sunflower is turned, and the shares that spread points over a square. */
const GOLDEN = 2.399963229728653;
const ACROSS = 0.7548776662466927;
const UPWARDS = 0.5698402909980532;
/** How far from there a glyph may be, as a share of the rectangle: without it, they would stand in lines. */
const LOOSE = 0.035;
const KEY = keyOf(0, STREAM);
const UNIT = 2 ** -32;

/**
 * @typedef {object} Placed  The glyphs of a layer at a moment.
 * @property {number} count
 * @property {Float64Array} x     with room for more than there are
 * @property {Float64Array} y
 * @property {Float64Array} turn
 * @property {number} size
 * @property {number} stretch
 * @property {number} shade
 * @property {number} amount      the quantity that they stand for
 * @property {number} one         how much of it one does
 */

/** Four numbers from 0 to 1 for each glyph of a layer. @type {Float64Array[]} */
const words = [];

/** @param {number} layer */
function wordsOf(layer) {
  if (!words[layer]) {
    const found = (words[layer] = new Float64Array(4 * MOST));
    for (let i = 0; i < MOST; i++) block(KEY, i, 0, layer, 0).forEach((word, k) => (found[4 * i + k] = word * UNIT));
  }
  return words[layer];
}

/** @param {Field} field @param {Float64Array} slots */
const numberOf = (field, slots) => (typeof field === "number" ? field : slots[field[0]]);

/** @param {number} a */
const fraction = (a) => a - Math.floor(a);

/**
 * How many glyphs stand for an amount: to the nearest, at least one from `first` on.
 * @param {number} amount @param {number} one @param {number} first
 */
export function glyphs(amount, one, first = Infinity) {
  const share = one > 0 ? amount / one : NaN;
  if (!(share > 0)) return 0;
  return Math.min(Math.max(Math.floor(Math.min(share, MOST) + 0.5), amount >= first ? 1 : 0), MOST);
}

/** A value between the points of a run. @param {ArrayLike<number>} values @param {number} k @param {number} share */
const between = (values, k, share) => (share === 0 ? values[k] : values[k] + (values[k + 1] - values[k]) * share);

/** Where a moment lies among the points of a run. @param {Float64Array} times @param {number} at */
export function placeIn(times, at) {
  const last = times.length - 1;
  if (!(at > times[0])) return { k: 0, share: 0 };
  if (at >= times[last]) return { k: last, share: 0 };
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (times[middle] <= at) low = middle;
    else high = middle;
  }
  return { k: low, share: (at - times[low]) / (times[high] - times[low]) };
}

/** The value of a curve at a moment. @param {Curves} curves @param {string} name @param {number} at */
export function seriesAt(curves, name, at) {
  const { k, share } = placeIn(curves.solution.times, at);
  return between(/** @type {Float64Array} */ (curves.series.get(name)), k, share);
}

/** The scene along a run, for any moment of it. */
export class SceneRun {
  /** @param {Model} model @param {Run} run */
  constructor(model, run) {
    this.run = run;
    this.said = /** @type {SceneSaid} */ (model.program.scene);
    const version = run.setting.ev ? model.program.on : model.program.off;
    this.fill = /** @type {NonNullable<typeof version.scene>} */ (version.scene);
    const { states } = run.main.solution;
    this.y = new Float64Array(states.length);
    this.slots = new Float64Array(this.said.slots);
    this.phases = this.integrate();
    /** @type {Placed[]} */
    this.placed = this.said.layers.map(() => ({
      count: 0,
      x: new Float64Array(MOST),
      y: new Float64Array(MOST),
      turn: new Float64Array(MOST),
      size: 0,
      stretch: 1,
      shade: 1,
      amount: 0,
      one: 1,
    }));
    this.says = -1;
  }

  /** Puts the expressions of a moment into the slots. @param {number} k @param {number} share @param {number} at */
  look(k, share, at) {
    const { run, y, slots } = this;
    const { states } = run.main.solution;
    for (let i = 0; i < y.length; i++) y[i] = between(states[i], k, share);
    this.fill(at, y, run.setting.values, run.measures, slots);
  }

  /** Journeys that each layer has made since the start: the integral of its speed, by trapezia. */
  integrate() {
    const { times } = this.run;
    const moving = this.said.layers.map(({ speed }) => speed);
    const phases = moving.map((speed) => (speed === 0 ? null : new Float64Array(times.length)));
    moving.forEach((speed, i) => {
      const phase = phases[i];
      if (!phase || typeof speed !== "number") return;
      for (let k = 0; k < times.length; k++) phase[k] = speed * (times[k] - times[0]);
    });
    // To look at every point of a run takes longer than to draw a moment of it.
    if (!moving.some(Array.isArray)) return phases;
    const before = moving.map(() => 0);
    for (let k = 0; k < times.length; k++) {
      this.look(k, 0, times[k]);
      moving.forEach((field, i) => {
        const phase = phases[i];
        if (!phase || typeof field === "number") return;
        const found = numberOf(field, this.slots);
        const speed = Number.isFinite(found) ? found : 0;
        phase[k] = k === 0 ? 0 : phase[k - 1] + ((times[k] - times[k - 1]) * (speed + before[i])) / 2;
        before[i] = speed;
      });
    }
    return phases;
  }

  /** Brings the layers to a moment. @param {number} at @returns {Placed[]} */
  at(at) {
    const { times } = this.run;
    const { k, share } = placeIn(times, at);
    this.look(k, share, Math.min(Math.max(at, times[0]), times[times.length - 1]));
    this.said.layers.forEach((layer, i) => {
      const phase = this.phases[i];
      this.place(layer, i, phase ? between(phase, k, share) : 0);
    });
    this.says = this.said.says.findIndex(({ when }) => numberOf(when, this.slots) !== 0);
    return this.placed;
  }

  /** Where the grip is at the moment that was drawn last. @returns {{x: number, y: number}|null} */
  get grip() {
    const { grip } = this.said;
    return grip ? { x: numberOf(grip.x, this.slots), y: numberOf(grip.y, this.slots) } : null;
  }

  /** The moment at which the grip is nearest to a place. @param {number} x @param {number} y */
  nearest(x, y) {
    const { times } = this.run;
    let [best, least] = [times[0], Infinity];
    for (let k = 0; k < times.length; k++) {
      this.look(k, 0, times[k]);
      const { grip } = this;
      const away = grip ? (grip.x - x) ** 2 + (grip.y - y) ** 2 : NaN;
      if (away < least) [best, least] = [times[k], away];
    }
    return best;
  }

  /** @param {LayerSaid} layer @param {number} index @param {number} phase */
  place(layer, index, phase) {
    const { slots, placed } = this;
    const one = placed[index];
    one.amount = numberOf(layer.count, slots);
    one.one = numberOf(layer.one, slots);
    one.count = glyphs(one.amount, one.one, layer.first === undefined ? Infinity : numberOf(layer.first, slots));
    one.size = numberOf(layer.size, slots);
    one.stretch = numberOf(layer.stretch, slots);
    const shade = numberOf(layer.shade, slots);
    one.shade = shade > 0 ? Math.min(shade, 1) : 0;
    const u = wordsOf(index);
    const begin = layer.after >= 0 ? placed[layer.after].count : 0;
    const turn = numberOf(layer.turn, slots);
    const sway = numberOf(layer.sway, slots);
    const from = this.arrangement(layer.place);
    const to = layer.to && this.arrangement(layer.to);
    for (let i = 0; i < one.count; i++) {
      const w = 4 * i;
      from(begin + i, u, w);
      let { x, y } = at;
      one.turn[i] = at.turn + turn;
      if (to) {
        const way = fraction(u[w + 3] + phase);
        to(i, u, w);
        x += (at.x - x) * way;
        y += (at.y - y) * way;
      }
      if (sway) {
        x += sway * Math.cos(2 * Math.PI * (u[w] + phase));
        y += sway * Math.sin(2 * Math.PI * (u[w + 1] + 0.8 * phase));
      }
      one.x[i] = x;
      one.y[i] = y;
    }
  }

  /**
   * An arrangement at this moment: puts the place of its i-th glyph into `at`.
   * @param {PlaceSaid} place
   * @returns {(i: number, u: Float64Array, w: number) => void}
   */
  arrangement(place) {
    const f = (/** @type {keyof PlaceSaid} */ name) => numberOf(/** @type {Field} */ (place[name] ?? 0), this.slots);
    const [x, y, width, height, radius] = [f("x"), f("y"), f("width"), f("height"), f("radius")];
    const put = (/** @type {number} */ px, /** @type {number} */ py, /** @type {number} */ turn) => {
      at.x = px;
      at.y = py;
      at.turn = turn;
    };
    switch (place.kind) {
      case "disc": {
        const spacing = f("spacing");
        return (i, u, w) => {
          const r = spacing * Math.sqrt(i + 0.5);
          put(x + r * Math.cos(GOLDEN * i), y + r * Math.sin(GOLDEN * i), 2 * Math.PI * u[w + 2]);
        };
      }
      case "ring":
        return (i, u, w) => {
          const r = radius + width * (u[w + 1] - 0.5);
          put(x + r * Math.cos(GOLDEN * i), y + r * Math.sin(GOLDEN * i), GOLDEN * i);
        };
      case "box":
        return (i, u, w) => {
          const across = fraction(0.5 + ACROSS * (i + 1) + LOOSE * (u[w] - 0.5)) - 0.5;
          const up = fraction(0.5 + UPWARDS * (i + 1) + LOOSE * (u[w + 1] - 0.5)) - 0.5;
          put(x + width * across, y + height * up, 2 * Math.PI * u[w + 2]);
        };
      case "row": {
        const slots = Math.max(Math.floor(f("slots") + 0.5), 1);
        return (i, u, w) => put(x + width * (((i % slots) + 0.5) / slots - 0.5), y + height * (u[w + 1] - 0.5), 0);
      }
      case "on": {
        const host = this.placed[/** @type {number} */ (place.layer)];
        const spread = f("spread");
        return (i, u, w) => {
          const which = i % Math.max(host.count, 1);
          const a = 2 * Math.PI * u[w + 2];
          const r = radius + spread * (u[w + 1] - 0.5);
          const [hx, hy] = host.count ? [host.x[which], host.y[which]] : [0, 0];
          put(hx + r * Math.cos(a), hy + r * Math.sin(a), a);
        };
      }
      default:
        return () => put(x, y, 0);
    }
  }
}

/** Where an arrangement has put a glyph last. */
const at = { x: 0, y: 0, turn: 0 };
