// The live figure: Plotly at rest, written paths while a slider moves.

import { sameAxis } from "./axes.js";
import { pathOf, pixel } from "./fast-path.js";
import { EndLabels } from "./end-labels.js";
import { palette, themeOf } from "./palette.js";
import { outline, plotlySpec, uidOf } from "./plotly-spec.js";
import { ROOM } from "./room.js";

/** @import { Picture } from "../types.js" */
/** @import { Transform } from "./fast-path.js" */

/** No tool bar, no links to other hosts, no gestures that would keep a page from scrolling. */
const CONFIG = {
  displayModeBar: false,
  displaylogo: false,
  responsive: false,
  showTips: false,
  doubleClick: false,
  scrollZoom: false,
  plotlyServerURL: "",
  topojsonURL: "",
};

/** How much larger type and lines are before an audience (ui/style/present.css has the same for the rest). */
const PRESENTED = 1.6;

/** What a line without points is written as. */
const NOTHING = pathOf([], [], { log: false, offset: 0, slope: 1 }, { log: false, offset: 0, slope: 1 });

/**
 * Plotly rounds each pixel to a hundredth, so the slope is taken over the whole axis.
 * @param {{range: [number, number], l2p: (v: number) => number}} axis Plotly's; on a logarithmic axis in powers of ten
 * @param {boolean} log
 * @returns {Transform}
 */
function transformOf({ range: [low, high], l2p }, log) {
  const slope = (l2p(high) - l2p(low)) / (high - low);
  return { log, offset: l2p(low) - slope * low, slope };
}

export class Plot {
  /**
   * @param {any} Plotly
   * @param {HTMLElement} stage  its size is the figure's
   * @param {boolean} compact
   */
  constructor(Plotly, stage, compact) {
    this.Plotly = Plotly;
    this.stage = stage;
    this.compact = compact;
    /** @type {any} */
    this.gd = stage.ownerDocument.createElement("div");
    this.gd.className = "evx-live";
    stage.append(this.gd);
    this.ends = new EndLabels(stage, compact);
    /** A finger leaves nothing: the value box of a tap would stay, and come back after every drawing. */
    this.elsewhere = (/** @type {PointerEvent} */ event) => {
      if (event.pointerType !== "mouse" && !this.gd.contains(/** @type {Node} */ (event.target))) this.unhover();
    };
    stage.ownerDocument.addEventListener("pointerdown", this.elsewhere, true);
    /** @type {Picture|null} */
    this.drawn = null;
    /** @type {Map<string, SVGPathElement>} */
    this.paths = new Map();
    /** @type {Map<string, SVGGElement[]>} */
    this.points = new Map();
    /** @type {Map<string, SVGPathElement>} */
    this.fills = new Map();
  }

  look() {
    return {
      colours: palette(themeOf(this.stage)),
      width: Math.max(this.stage.clientWidth, 160),
      height: Math.max(this.stage.clientHeight, 120),
      family: getComputedStyle(this.stage).fontFamily,
      compact: this.compact,
      scale: this.stage.closest(".evx-presenting") ? PRESENTED : 1,
    };
  }

  /** Draws everything anew; axes, hover and key are right afterwards. @param {Picture} picture */
  draw(picture) {
    const { data, layout } = plotlySpec(picture, this.look());
    // Plotly works at once for what we draw; its promise only tells of images and fonts.
    if (this.drawn) this.Plotly.react(this.gd, data, layout, CONFIG);
    else this.Plotly.newPlot(this.gd, data, layout, CONFIG);
    this.drawn = picture;
    this.ends.show(this.stage.closest(".evx-presenting") ? null : picture);
    this.makeRoom();
    this.paths.clear();
    this.points.clear();
    this.fills.clear();
    for (const { id } of picture.bands ?? []) {
      const path = this.gd.querySelector(`.trace${uidOf(id)} path.js-fill`);
      if (path) this.fills.set(id, path);
    }
    for (const line of picture.lines) {
      const path = this.gd.querySelector(`.trace${uidOf(line.id)} path.js-line`);
      if (path) this.paths.set(line.id, path);
    }
    for (const mark of picture.marks) {
      this.points.set(mark.id, [...this.gd.querySelectorAll(`.trace${uidOf(mark.id)} path.point`)]);
    }
  }

  /** Each panel's lines are clipped to it, and stand in one group. */
  makeRoom() {
    for (const panel of this.gd.querySelectorAll(".overplot > g[clip-path]")) {
      if (panel.querySelector(`:scope > .${ROOM.class}`)) continue;
      const rect = panel.ownerDocument.createElementNS(panel.namespaceURI, "rect");
      for (const [name, value] of Object.entries(ROOM)) rect.setAttribute(name, value);
      panel.prepend(rect);
    }
  }

  /**
   * Writes only what moved.  Says false when the figure must be drawn anew: another view, an axis that
   * had to widen, lines, points or bands that came or went.
   * @param {Picture} picture
   */
  move(picture) {
    const { drawn } = this;
    if (
      !drawn ||
      drawn.view !== picture.view ||
      drawn.lines.length !== picture.lines.length ||
      drawn.marks.length !== picture.marks.length
    )
      return false;
    if (!sameAxis(drawn.x, picture.x) || !picture.panels.every(({ axis }, i) => sameAxis(axis, drawn.panels[i].axis)))
      return false;
    if (drawn.heat !== picture.heat) return false;
    const bands = picture.bands ?? [];
    // A band is hidden while a slider moves, so one that is gone needs no new drawing.
    if (bands.some(({ id }) => !this.fills.has(id))) return false;
    const { xaxis } = this.gd._fullLayout;
    const tx = transformOf(xaxis, picture.x.log);
    const ty = picture.panels.map(({ axis }, i) =>
      transformOf(this.gd._fullLayout[i === 0 ? "yaxis" : `yaxis${i + 1}`], axis.log),
    );
    for (const mark of picture.marks) if (this.points.get(mark.id)?.length !== mark.x.length) return false;
    for (const line of picture.lines) {
      const before = drawn.lines.find(({ id }) => id === line.id);
      if (!before) return false;
      if (before.x === line.x && before.y === line.y) continue;
      const d = pathOf(line.x, line.y, tx, ty[line.panel]);
      const path = this.paths.get(line.id);
      if (path) path.setAttribute("d", d);
      else if (d !== NOTHING) return false;
    }
    for (const band of bands) {
      if (drawn.bands?.includes(band)) continue;
      const { x, y } = outline(band);
      const floor = picture.panels[band.panel].axis.log ? picture.panels[band.panel].axis.low * 1e-3 : -Infinity;
      this.fills.get(band.id)?.setAttribute(
        "d",
        `${pathOf(
          x,
          y.map((value) => Math.max(value, floor)),
          tx,
          ty[band.panel],
        )}Z`,
      );
    }
    for (const mark of picture.marks) {
      const points = this.points.get(mark.id);
      const before = drawn.marks.find(({ id }) => id === mark.id);
      if (!points || (before?.x === mark.x && before.y === mark.y)) continue;
      for (let i = 0; i < mark.x.length; i++) {
        const at = [pixel(tx, mark.x[i]), pixel(ty[mark.panel ?? 0], mark.y[i])];
        if (at.every(Number.isFinite))
          points[i].setAttribute("transform", `translate(${at[0].toFixed(2)},${at[1].toFixed(2)})`);
      }
    }
    this.drawn = picture;
    return true;
  }

  /** Hover labels speak of the last full drawing, so they hide while something moves. @param {boolean} moving */
  moving(moving) {
    this.gd.classList.toggle("evx-moving", moving);
    if (moving && !this.ends.root.hidden) this.ends.show(null);
  }

  /** Takes the value box away, as when a mouse leaves the panel; Plotly forgets where it was only when told so. */
  unhover() {
    for (const panel of this.gd.querySelectorAll(".nsewdrag")) panel.dispatchEvent(new MouseEvent("mouseout"));
  }

  /**
   * Where in the axes' units a pointer is; null outside the panels.
   * @param {{clientX: number, clientY: number}} event
   * @returns {{x: number, y: number, panel: number}|null}
   */
  at({ clientX, clientY }) {
    if (!this.drawn) return null;
    const box = this.gd.getBoundingClientRect();
    const [left, top] = [clientX - box.left, clientY - box.top];
    const { _fullLayout: full } = this.gd;
    for (let panel = 0; panel < this.drawn.panels.length; panel++) {
      const [xaxis, yaxis] = [full.xaxis, full[panel === 0 ? "yaxis" : `yaxis${panel + 1}`]];
      const [x, y] = [left - xaxis._offset, top - yaxis._offset];
      if (x >= 0 && x <= xaxis._length && y >= 0 && y <= yaxis._length)
        return { x: xaxis.p2d(x), y: yaxis.p2d(y), panel };
    }
    return null;
  }

  /**
   * The figure as a data address, with a key and a title of its own, on white.
   * @param {Picture} picture
   * @param {"svg"|"png"} format
   * @param {string} title
   * @returns {Promise<string>}
   */
  image(picture, format, title) {
    const look = { ...this.look(), colours: palette("light"), width: 800, height: 420, scale: 1, download: title };
    const { data, layout } = plotlySpec(picture, look);
    return this.Plotly.toImage(
      { data, layout, config: CONFIG },
      { format, width: layout.width, height: layout.height, scale: format === "png" ? 2 : 1 },
    );
  }

  destroy() {
    this.stage.ownerDocument.removeEventListener("pointerdown", this.elsewhere, true);
    this.Plotly.purge(this.gd);
    this.gd.remove();
    this.ends.root.remove();
  }
}
