// The tool that plays a curve: pitch for value, one voice for the curve and another for that without vesicles.

import { quantityText } from "../format/numbers.js";
import { shareOf } from "../scene/cursor.js";
import { button } from "../ui/button.js";
import { element } from "../ui/dom.js";
import { write } from "../ui/layout.js";
import { curveChoice } from "./curve-choice.js";

/** @import { Axis, Line } from "../types.js" */

/** Seconds that a window takes, points of a voice, and the pitches of the axis's ends: two octaves above and below. */
const [LASTS, POINTS, LOW, HIGH] = [5, 100, 165, 1320];

/**
 * The pitches of a curve along the window, in hertz; NaN where it has no value.
 * @param {Line} line @param {Axis} x @param {Axis} y
 */
export function pitches(line, x, y) {
  const from = line.x;
  let k = 0;
  return Array.from({ length: POINTS }, (_, i) => {
    const at = x.low + ((x.high - x.low) * i) / (POINTS - 1);
    const wanted = x.log ? x.low * (x.high / x.low) ** (i / (POINTS - 1)) : at;
    while (k < from.length - 2 && from[k + 1] < wanted) k += 1;
    const share = shareOf(y, line.y[k]);
    if (Number.isNaN(share)) return y.log && line.y[k] <= 0 ? LOW : NaN;
    return LOW * (HIGH / LOW) ** Math.min(Math.max(share, 0), 1);
  });
}

/** What is heard, in words: begin, highest, lowest and end. @param {Line} line @param {string} when */
export function courseText(line, when) {
  const [xs, ys] = [line.x, line.y];
  const seen = Array.from({ length: xs.length }, (_, i) => i).filter((i) => Number.isFinite(ys[i]));
  if (!seen.length) return `${line.label} has no value in this window.`;
  const said = (/** @type {number} */ i) => quantityText(ys[i], line.unit);
  const place = (/** @type {number} */ i) => quantityText(Number(Number(xs[i]).toPrecision(3)), when);
  const [first, last] = [seen[0], seen[seen.length - 1]];
  const top = seen.reduce((a, b) => (ys[b] > ys[a] ? b : a));
  const low = seen.reduce((a, b) => (ys[b] < ys[a] ? b : a));
  const between = [
    top !== first && top !== last ? `is highest at ${place(top)} with ${said(top)}` : "",
    low !== first && low !== last ? `is lowest at ${place(low)} with ${said(low)}` : "",
  ].filter(Boolean);
  return `${line.label} begins at ${said(first)}, ${[...between, `ends at ${said(last)}`].join(", ")}.`;
}

/** @type {import("./registry.js").Tool} */
export const hear = {
  id: "hear",
  make(explorer) {
    const { model } = explorer;
    /** @type {AudioContext|null} */
    let sound = null;
    const said = element("p", { class: "evx-verdict", role: "status" });
    const play = button("Play the curve", () => (sound ? hush() : void start()));
    const curve = curveChoice(model, () => {
      hush();
      tell();
    });

    const lines = () => {
      const shown = explorer.view === "timecourse" ? (explorer.picture?.lines ?? []) : [];
      return shown.filter(({ id }) => id === curve.name || id === `${curve.name}--off`);
    };

    const tell = () => {
      const unit = model.program.time.unit;
      const [main, other] = [...lines()].sort((a, b) => Number(a.companion) - Number(b.companion));
      if (!main) return write(said, "Sound is for the curves over time: turn to that view.");
      const more = other ? ` Without vesicles: ${courseText({ ...other, label: main.label }, unit)}` : "";
      write(said, courseText(main, unit) + more);
    };

    const hush = () => {
      void sound?.close();
      sound = null;
      write(play, "Play the curve");
    };

    const start = async () => {
      const { picture } = explorer;
      if (explorer.view !== "timecourse") explorer.show("timecourse");
      if (!picture || typeof AudioContext !== "function") return write(said, "This browser plays no sound.");
      const context = new AudioContext();
      sound = context;
      write(play, "Stop");
      const begins = context.currentTime + 0.05;
      for (const line of lines()) {
        const heard = pitches(line, picture.x, picture.panels[line.panel].axis);
        const voice = new OscillatorNode(context, { type: line.companion ? "triangle" : "sine" });
        const loud = new GainNode(context, { gain: 0 });
        const side = new StereoPannerNode(context, { pan: line.companion ? 0.7 : -0.7 });
        heard.forEach((pitch, i) => {
          const at = begins + (LASTS * i) / POINTS;
          if (!Number.isNaN(pitch)) voice.frequency.linearRampToValueAtTime(pitch, at);
          loud.gain.linearRampToValueAtTime(Number.isNaN(pitch) ? 0 : line.companion ? 0.12 : 0.2, at);
        });
        loud.gain.linearRampToValueAtTime(0, begins + LASTS + 0.1);
        voice.connect(loud).connect(side).connect(context.destination);
        voice.start(begins);
        voice.stop(begins + LASTS + 0.1);
        voice.onended = () => sound === context && hush();
      }
    };

    const about = element(
      "p",
      {},
      "The curve as sound, five seconds for the window: the higher the value, the higher the pitch. " +
        "The curve without vesicles is a second, softer voice on the right.",
    );
    const row = element("div", { class: "evx-buttons" }, ...curve.parts, play);
    return {
      body: [about, row, said],
      opened: (open) => (open ? tell() : hush()),
      update(settled) {
        if (settled) tell();
      },
      leave: hush,
    };
  },
};
