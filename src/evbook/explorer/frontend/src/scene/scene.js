// The scene on a page: the picture that Python drew, brought to the moment; made anew where there is none.

import { ROOM } from "../figure/room.js";
import { element } from "../ui/dom.js";
import { write } from "../ui/layout.js";
import { numberText, quantityText, unitIsSaid } from "../format/numbers.js";
import { partPath, partsOf } from "./paths.js";
import { SceneRun, seriesAt } from "./placing.js";

/** @import { LayerSaid, Model, Run, SceneSaid } from "../types.js" */
/** @import { Part } from "./paths.js" */
/** @import { Placed } from "./placing.js" */

const SVG = "http://www.w3.org/2000/svg";
/** Width and height of every scene, in its own units. */
const SIZE = [480, 200];
/** Radius of the glyphs in the key. */
const SAMPLE = 6;

/** @param {string} name @param {Record<string, string|number>} attributes @param {...Node} children */
function svg(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** @param {Part} part @param {string} colour @param {string} d */
function pathOf({ fill, line }, colour, d) {
  const ink = `var(--evx-${colour})`;
  const filling = fill ? `color-mix(in srgb, ${ink} ${fill}%, var(--evx-paper))` : "none";
  return svg("path", { style: `fill:${filling}${line ? `;stroke:${ink};stroke-width:${line}` : ""}`, d });
}

/** What one glyph of a layer stands for. @param {LayerSaid} layer @param {number} one */
function keyText({ meaning, counted, unit }, one) {
  if (!counted || !Number.isFinite(one) || (one === 1 && !unit)) return meaning;
  if (one === 1 && ["cell", "molecule", "EV"].includes(unit)) return `${meaning}, one by one`;
  return `${meaning}: each is ${quantityText(one, unit)}`;
}

/** @param {LayerSaid} layer */
function sample(layer) {
  const one = { x: [10], y: [8], turn: [0], count: 1, size: SAMPLE, stretch: 1 };
  const parts = partsOf(layer.glyph).map((part) =>
    pathOf(part, layer.colour, partPath(part, /** @type {any} */ (one))),
  );
  const attributes = { viewBox: "0 0 20 16", width: 20, height: 16, "aria-hidden": "true", "stroke-linecap": "round" };
  return svg("svg", attributes, ...parts);
}

/**
 * Whether the glyphs of a layer stand where they are: such are drawn anew only when there are more or fewer of them.
 * @param {LayerSaid} layer
 */
function isStill({ count: _, one: __, first: ___, shade: ____, place, to, after, ...rest }) {
  if (to || after >= 0 || place.kind === "on") return false;
  return ![...Object.values(place), ...Object.values(rest)].some(Array.isArray) && rest.speed === 0;
}

export class Scene {
  /** @param {Model} model @param {HTMLElement} root  the figure */
  constructor(model, root) {
    this.model = model;
    this.said = /** @type {SceneSaid} */ (model.program.scene);
    this.root = /** @type {HTMLElement} */ (root.querySelector(".evx-scene") ?? element("div", { class: "evx-scene" }));
    this.picture = this.root.querySelector("svg") ?? this.make();
    this.key = this.root.querySelector(".evx-scene-key") ?? element("ul", { class: "evx-scene-key" });
    if (!this.key.isConnected) this.root.append(this.key);
    this.groups = [...this.picture.querySelectorAll("g")];
    this.parts = this.groups.map((group) => [...group.children]);
    this.still = this.said.layers.map(isStill);
    /** What one glyph stood for when the key was written. */
    this.ones = "";
    /** @type {SceneRun|null} */
    this.scene = null;
  }

  make() {
    const groups = this.said.layers.map((layer) =>
      svg("g", { "data-layer": layer.name }, ...partsOf(layer.glyph).map((part) => pathOf(part, layer.colour, ""))),
    );
    const attributes = { viewBox: `0 0 ${SIZE.join(" ")}`, role: "img", "stroke-linecap": "round" };
    const made = svg("svg", { ...attributes, "stroke-linejoin": "round" }, svg("rect", ROOM), ...groups);
    this.root.prepend(made);
    return /** @type {SVGSVGElement} */ (made);
  }

  /** A list of the scene by its class, that of the page or a new one before the key. @param {string} name */
  list(name) {
    const found = this.root.querySelector(`.${name}`);
    if (found) return found;
    const made = element("ol", { class: name });
    this.key.before(made);
    return made;
  }

  /** Where a window is looked at first. @param {Run} run */
  first({ times }) {
    const [start, end] = [times[0], times[times.length - 1]];
    const own = Number(/** @type {HTMLElement} */ (this.root.parentElement)?.dataset.at ?? NaN);
    return start + (own >= 0 && own <= 1 ? own : this.said.at) * (end - start);
  }

  /** Whether a condition holds at the moment that was drawn last. @param {import("../types.js").Field} when */
  holds(when) {
    return (typeof when === "number" ? when : (this.scene?.slots[when[0]] ?? 0)) !== 0;
  }

  /** Draws a moment of a run. @param {Run} run @param {number} at */
  show(run, at) {
    if (this.scene?.run !== run) this.scene = new SceneRun(this.model, run);
    const placed = this.scene.at(at);
    placed.forEach((one, i) => this.draw(one, i));
    const ones = placed.map(({ one }) => one).join();
    if (ones !== this.ones) this.writeKey(placed);
    this.ones = ones;
  }

  /** @param {Placed} placed @param {number} index */
  draw(placed, index) {
    const group = this.groups[index];
    const { glyph, shade } = this.said.layers[index];
    const count = String(placed.count);
    const same = group.getAttribute("data-count") === count;
    if (!same) group.setAttribute("data-count", count);
    if (!same || !this.still[index])
      partsOf(glyph).forEach((part, k) => this.parts[index][k].setAttribute("d", partPath(part, placed)));
    if (shade !== 1) group.setAttribute("opacity", placed.shade.toFixed(2));
  }

  /** @param {Placed[]} placed */
  writeKey(placed) {
    const shown = this.said.layers.flatMap((layer, i) => (layer.keyed ? [{ layer, one: placed[i].one }] : []));
    if (this.key.children.length !== shown.length)
      this.key.replaceChildren(...shown.map(({ layer }) => element("li", {}, sample(layer), element("span"))));
    shown.forEach(({ layer, one }, i) => {
      write(/** @type {Element} */ (this.key.children[i].lastElementChild), keyText(layer, one));
    });
  }

  /** What is seen at the moment that was drawn last; "" where nothing is said. @param {number} at */
  words(at) {
    const { scene, model, said } = this;
    if (!scene || scene.says < 0) return "";
    const { program, series, parameterIndex } = model;
    const { text } = said.says[scene.says];
    return text.replace(/\{(\w+)\}/g, (whole, name, /** @type {number} */ place) => {
      const m = program.measures.findIndex((measure) => measure.name === name);
      const p = parameterIndex.get(name);
      const curve = series.get(name);
      if (!curve && m < 0 && p === undefined && name !== program.time.symbol) return whole;
      const [value, unit] = curve
        ? [seriesAt(scene.run.main, name, at), curve.unit]
        : m >= 0
          ? [scene.run.measures[m], program.measures[m].unit]
          : p !== undefined
            ? [scene.run.setting.values[p], program.parameters[p].unit]
            : [at, program.time.unit];
      const told = unitIsSaid(text.slice(0, place), text.slice(place + whole.length), unit);
      return told ? numberText(value) : quantityText(value, unit);
    });
  }

  /** Says in the picture's name what is seen. @param {string} words */
  describe(words) {
    this.picture.setAttribute("aria-label", `${this.said.title}. ${words}`);
  }
}
