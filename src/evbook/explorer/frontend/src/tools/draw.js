// The tool that asks before it shows: the reader draws the curve, by hand or by keys, and then sees the model's.

import { layout } from "../figure/palette.js";
import { panelShares } from "../figure/panels.js";
import { quantityText } from "../format/numbers.js";
import { atShare } from "../scene/cursor.js";
import { button } from "../ui/button.js";
import { element } from "../ui/dom.js";
import { write } from "../ui/layout.js";
import { curveChoice } from "./curve-choice.js";
import { differenceText, heightAt } from "./draw-difference.js";

/** @import { Line, Picture } from "../types.js" */

/** Points of a drawn curve; keys move every fourth of them, by steps of the axis. */
const POINTS = 41;
const KNOT = 4;
const STEP = 0.02;
const SVG = "http://www.w3.org/2000/svg";
const XS = Array.from({ length: POINTS }, (_, i) => i / (POINTS - 1));

const HOW =
  "Draw over the figure with a finger or the mouse. By keys: focus the drawing area, go along with ← and →, " +
  "and raise or lower the curve with ↑ and ↓.";

/** A line from one point to another, into what is drawn. @param {number[]} y @param {number} a @param {number} b */
function join(y, a, b) {
  const [from, to] = a < b ? [a, b] : [b, a];
  for (let i = from + 1; i < to; i++) y[i] = y[from] + ((y[to] - y[from]) * (i - from)) / (to - from);
}

/** @type {import("./registry.js").Tool} */
export const draw = {
  id: "draw",
  make(explorer) {
    const { model } = explorer;
    /** "": nothing yet; "drawing": the model's curves are away; "shown": both are there. */
    let phase = "";
    /** Heights as shares of the axis, NaN where nothing is drawn. @type {number[]} */
    let drawn = Array(POINTS).fill(NaN);
    let knot = 0;
    let last = -1;
    /** The picture with the model's curves, as it was handed over. @type {Picture|null} */
    let whole = null;

    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", "evx-drawn-line");
    const spot = document.createElementNS(SVG, "circle");
    spot.setAttribute("class", "evx-drawn-spot");
    spot.setAttribute("r", "0.9");
    const paper = document.createElementNS(SVG, "svg");
    paper.setAttribute("viewBox", "0 0 100 100");
    paper.setAttribute("preserveAspectRatio", "none");
    paper.append(path, spot);
    const area = element("div", { class: "evx-drawing", role: "slider", tabindex: 0 }, paper);

    const about = element("p", {}, HOW);
    const said = element("p", { class: "evx-verdict", role: "status" });
    const begin = button("Draw first", () => turn("drawing"));
    const reveal = button("Show the model's curve", () => turn("shown"));
    const away = button("Leave it", () => turn(""));
    const curve = curveChoice(model, () => turn(phase && "drawing"));

    /** The curve that is asked for, in the picture. @returns {Line|undefined} */
    const target = () => whole?.lines.find(({ id, companion }) => id === curve.name && !companion);

    const fit = () => {
      const line = target();
      if (!line || !whole) return;
      const shares = panelShares(whole.panels.length, false)[line.panel];
      const { left, right, top, bottom } = layout.margin;
      const high = `(100% - ${top + bottom}px)`;
      Object.assign(area.style, {
        left: `${left}px`,
        width: `calc(100% - ${left + right}px)`,
        top: `calc(${top}px + ${shares.top} * ${high})`,
        height: `calc(${shares.bottom - shares.top} * ${high})`,
      });
    };

    const show = () => {
      let pen = "M";
      path.setAttribute(
        "d",
        drawn
          .map((y, i) => {
            if (Number.isNaN(y)) {
              pen = "M";
              return "";
            }
            const piece = `${pen}${(100 * XS[i]).toFixed(2)} ${(100 * (1 - y)).toFixed(2)}`;
            pen = "L";
            return piece;
          })
          .join(""),
      );
      const y = Number.isNaN(drawn[knot]) ? 0.5 : drawn[knot];
      spot.setAttribute("cx", String(100 * XS[knot]));
      spot.setAttribute("cy", String(100 * (1 - y)));
      const line = target();
      if (!line || !whole) return;
      const axis = whole.panels[line.panel].axis;
      area.setAttribute(
        "aria-label",
        `${line.label} at ${quantityText(atShare(whole.x, XS[knot]), model.program.time.unit)}`,
      );
      area.setAttribute("aria-valuemin", "0");
      area.setAttribute("aria-valuemax", "100");
      area.setAttribute("aria-valuenow", String(Math.round(100 * y)));
      area.setAttribute(
        "aria-valuetext",
        Number.isNaN(drawn[knot]) ? "nothing drawn" : quantityText(Number(atShare(axis, y).toPrecision(2)), line.unit),
      );
    };

    /** @param {string} next */
    const turn = (next) => {
      if (next === "drawing") {
        drawn = Array(POINTS).fill(NaN);
        knot = 0;
      }
      phase = next;
      explorer.layout.root.toggleAttribute("data-drawing", phase === "drawing");
      if (phase && explorer.view !== "timecourse") explorer.show("timecourse");
      explorer.redraw();
      if (phase === "drawing") {
        explorer.layout.stage.append(area);
        fit();
        show();
        area.focus({ preventScroll: true });
        // A head that stays in view would cover the nearest edge.
        const { top, bottom } = area.getBoundingClientRect();
        if (top < 60 || bottom > innerHeight) area.scrollIntoView({ block: "center", behavior: "instant" });
      } else area.remove();
      begin.hidden = phase === "drawing";
      reveal.hidden = phase !== "drawing";
      away.hidden = phase === "";
      tell();
      if (phase === "shown") report();
    };

    /** What is compared, for whoever listens at the figure: the page of a frame that asked for a drawing. */
    const report = () => {
      const line = target();
      const points = drawn.flatMap((y, i) =>
        line && whole && !Number.isNaN(y) ? [[atShare(whole.x, XS[i]), atShare(whole.panels[line.panel].axis, y)]] : [],
      );
      if (!line || points.length < 2) return;
      const { time } = model.program;
      const detail = { curve: curve.name, unit: line.unit, time: time.unit, points, comparison: said.textContent };
      explorer.layout.root.dispatchEvent(new CustomEvent("evx-drew", { detail }));
    };

    /** What there is to say, by the phase. */
    const tell = () => {
      const line = target();
      if (phase === "drawing") return write(said, "The model's curves are hidden until you ask for them.");
      if (phase === "" || !line || !whole) return write(said, "");
      const [x, y] = [whole.x, whole.panels[line.panel].axis];
      const heights = XS.map((share) => heightAt(line, y, atShare(x, share)));
      const { unit } = line;
      write(said, differenceText({ x, y, xs: XS, drawn, model: heights, unit, when: model.program.time.unit }));
    };

    const at = (/** @type {PointerEvent} */ { clientX, clientY }) => {
      const box = area.getBoundingClientRect();
      const bounded = (/** @type {number} */ share) => Math.min(Math.max(share, 0), 1);
      const i = Math.round(bounded((clientX - box.left) / box.width) * (POINTS - 1));
      drawn[i] = bounded(1 - (clientY - box.top) / box.height);
      if (last >= 0) join(drawn, last, i);
      last = i;
      knot = Math.round(i / KNOT) * KNOT;
      show();
    };
    area.addEventListener("pointerdown", (event) => {
      area.setPointerCapture(event.pointerId);
      event.preventDefault();
      area.focus({ preventScroll: true });
      last = -1;
      at(event);
    });
    area.addEventListener("pointermove", (event) => area.hasPointerCapture(event.pointerId) && at(event));
    area.addEventListener("keydown", (event) => {
      const along = { ArrowLeft: -KNOT, ArrowRight: KNOT }[event.key];
      const up = { ArrowDown: -STEP, ArrowUp: STEP, PageDown: -5 * STEP, PageUp: 5 * STEP }[event.key];
      if (along === undefined && up === undefined) return;
      event.preventDefault();
      if (along !== undefined) {
        const next = Math.min(Math.max(knot + along, 0), POINTS - 1);
        // A curve goes on as high as it was.
        if (Number.isNaN(drawn[next]) && !Number.isNaN(drawn[knot])) {
          drawn[next] = drawn[knot];
          join(drawn, knot, next);
        }
        knot = next;
      } else {
        const now = Number.isNaN(drawn[knot]) ? 0.5 : drawn[knot];
        drawn[knot] = Math.min(Math.max(now + (up ?? 0), 0), 1);
        for (const beside of [knot - KNOT, knot + KNOT])
          if (beside >= 0 && beside < POINTS && !Number.isNaN(drawn[beside])) join(drawn, knot, beside);
      }
      show();
    });

    reveal.hidden = away.hidden = true;
    const row = element("div", { class: "evx-buttons" }, ...curve.parts, begin, reveal, away);
    return {
      body: [about, row, said],
      opened(open) {
        if (!open && phase) turn("");
      },
      update(settled) {
        if (settled && phase === "shown") tell();
      },
      decorate(picture) {
        if (!phase || picture.view !== "timecourse") return picture;
        whole = picture;
        if (phase === "drawing") return { ...picture, lines: [] };
        const line = target();
        if (!line) return picture;
        const axis = picture.panels[line.panel].axis;
        const yours = {
          ...line,
          id: "draw-yours",
          x: XS.map((share) => atShare(picture.x, share)),
          y: drawn.map((share) => atShare(axis, share)),
          colour: "text",
          dash: [2, 3],
          label: "as you drew it",
        };
        return { ...picture, lines: [...picture.lines, yours] };
      },
      leave: () => area.remove(),
    };
  },
};
