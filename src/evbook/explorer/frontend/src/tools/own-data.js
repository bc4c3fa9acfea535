// The tool that lays a reader's own data over the figure and fits the model to them.  The file is read here and stays
// here:
// nothing is sent, and no link carries it.

import { movable, named } from "../model/parameter-choice.js";
import { button } from "../ui/button.js";
import { copy } from "../ui/clipboard.js";
import { element, freshId } from "../ui/dom.js";
import { select } from "../ui/select.js";
import { numberText, quantityText, unitText } from "../format/numbers.js";
import { isHeld, withEnd, withValue } from "../model/setting.js";
import { inSlices } from "../model/slices.js";
import { glance, misfits, observe, predict, residuals } from "../own-data/residuals.js";
import { fit, MOST_FITTED } from "../own-data/fit.js";
import { marksOf, spanOf } from "../own-data/marks.js";
import { axisOf, match, matched, reach } from "../own-data/columns.js";
import { readTable } from "../own-data/reader.js";
import { answered, asked, readingTable } from "../own-data/reading-table.js";
import { MOST_BYTES } from "../own-data/text.js";
import { Refusal } from "../own-data/words.js";

/** @import { Picture, Setting } from "../types.js" */
/** @import { Explorer } from "../explorer.js" */
/** @import { Answers, Table } from "../own-data/reader.js" */
/** @import { Measured } from "../own-data/columns.js" */
/** @import { Misfit, Observations } from "../own-data/residuals.js" */
/** @import { Fit } from "../own-data/fit.js" */

/** Points of the example. */
const EXAMPLE = 9;

/** @param {string[]} heads @param {(string|Node)[][]} rows @param {string} caption */
function table(heads, rows, caption) {
  return element(
    "div",
    { class: "evx-tables", tabindex: 0, role: "region", "aria-label": caption },
    element(
      "table",
      {},
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)))),
      element(
        "tbody",
        {},
        ...rows.map(([first, ...cells]) =>
          element("tr", {}, element("th", { scope: "row" }, first), ...cells.map((cell) => element("td", {}, cell))),
        ),
      ),
    ),
  );
}

class OwnData {
  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    this.model = explorer.model;
    /** @type {Measured|null} */
    this.measured = null;
    /**
     * What was given, and what the reader has said of it.
     * @type {{source: Uint8Array|string, answers: Answers}|null}
     */
    this.given = null;
    /** @type {Observations|null} */
    this.observations = null;
    /**
     * The picture's marks, made anew when the data or what their axes can hold has changed.
     * @type {{key: string, measured: Measured, found: ReturnType<typeof marksOf>}|null}
     */
    this.drawn = null;
    /** The setting of a fit under way. @type {Setting|null} */
    this.fitting = null;
    /** The setting that a report on the page belongs to. @type {Setting|null} */
    this.reported = null;
    /** Where the last fit began. @type {Setting|null} */
    this.begun = null;
    /** @type {() => void} */
    this.cancel = () => {};
    /** @type {() => void} */
    this.stopReading = () => {};
    const { model } = this;
    const axis = axisOf(model);
    const [file, text] = [freshId("file"), freshId("paste")];
    this.file = element("input", { type: "file", id: file, accept: ".csv,.tsv,.txt,text/csv,text/plain" });
    this.file.addEventListener("change", () => void this.takeFiles(this.file.files));
    this.text = element("textarea", {
      id: text,
      rows: 4,
      spellcheck: "false",
      autocomplete: "off",
      placeholder: `${axis.name},…`,
    });
    this.said = element("div", { class: "evx-own-said", role: "status" });
    this.reading = element("div", {});
    this.columns = element("div", {});
    this.scale = select(
      "Compare",
      [
        { value: "linear", text: "the numbers" },
        { value: "log", text: "their logarithms" },
      ],
      this.firstScale(),
      () => this.changed(),
    );
    this.readout = element("div", { class: "evx-own-misfit" });
    this.picks = Array.from({ length: MOST_FITTED }, (_, i) =>
      select(i === 0 ? "Fit" : "and", [], "", () => this.offer()),
    );
    this.go = button("Fit by least squares", () => this.begin());
    this.stop = button("Stop", () => this.halt("Stopped; the sliders are where they were."));
    this.back = button("Back to before", () => this.begun && explorer.change(this.begun, true));
    this.stop.hidden = this.back.hidden = true;
    this.outcome = element("div", { role: "status" });
    this.work = element(
      "div",
      { hidden: true },
      this.reading,
      this.columns,
      element("div", { class: "evx-choices-row" }, this.scale),
      this.readout,
      element(
        "p",
        { class: "evx-about" },
        "By hand: move the sliders and watch these numbers. " +
          "Or let least squares move up to three of them, within their ranges, from where they stand:",
      ),
      element("div", { class: "evx-choices-row" }, ...this.picks),
      element(
        "div",
        { class: "evx-buttons" },
        this.go,
        this.stop,
        this.back,
        button("Remove data", () => this.remove()),
      ),
      this.outcome,
    );
    const header = model.program.kind === "curve" ? `${axis.name} [${axis.unit}]` : "time [h]";
    const said = axis.unit ? `, or what the header says, as in “${header}”` : "";
    this.body = [
      element(
        "p",
        { class: "evx-about" },
        `A table as text (CSV) with a column of ${axis.label.toLowerCase()} ` +
          `(${unitText(axis.unit) || "without a unit"}${said}) and columns of what was measured; what else it holds ` +
          "(arms, subjects, replicates, SD, SEM, doses) is read too. Your data never leave this page: " +
          "nothing is sent anywhere, and a link to this setting does not carry them.",
      ),
      element(
        "div",
        { class: "evx-own-file" },
        element("label", { for: file }, "Choose a file, or drop it on the figure"),
        this.file,
      ),
      element("label", { for: text }, "Or paste its text"),
      this.text,
      element(
        "div",
        { class: "evx-buttons" },
        button("Read the text", () => this.take(this.text.value)),
        button("Write an example", () => (this.text.value = this.example())),
      ),
      this.said,
      this.work,
    ];
  }

  /** Logarithms where most curves are drawn on such an axis. */
  firstScale() {
    const { model } = this;
    return model.program.views.timecourse.series.every((name) => model.series.get(name)?.log) ? "log" : "linear";
  }

  /** The present curves at a few places, as a file would have them. */
  example() {
    const { model, explorer } = this;
    const { run } = explorer;
    if (!run) return "";
    const axis = axisOf(model);
    const x = (model.program.across && run.main.series.get(model.program.across)) || run.times;
    const names = model.program.views.timecourse.series;
    const head = [axis, ...names.map((name) => ({ name, unit: model.series.get(name)?.unit ?? "" }))].map(
      ({ name, unit }) => (unit ? `${name} [${unit}]` : name),
    );
    const rows = Array.from({ length: EXAMPLE }, (_, k) => Math.round((k * (x.length - 1)) / (EXAMPLE - 1))).map((i) =>
      [x[i], ...names.map((name) => run.main.series.get(name)?.[i] ?? NaN)]
        .map((value) => (Number.isFinite(value) ? String(Number(value.toPrecision(4))) : ""))
        .join(","),
    );
    return [head.join(","), ...rows].join("\n");
  }

  /** @param {ArrayLike<File>|null} files */
  async takeFiles(files) {
    const file = files?.[0];
    if (!file) return;
    // A larger one is not even looked into.
    const bytes = file.size > MOST_BYTES ? null : await file.arrayBuffer().catch(() => new ArrayBuffer(0));
    this.file.value = ""; // the same file may be chosen again once it is mended
    if (bytes) this.take(new Uint8Array(bytes));
    else this.refuse(`The file has ${numberText(file.size / 1e6)} MB; at most ${MOST_BYTES / 1e6} MB are read.`);
  }

  /** @param {string} sentence */
  refuse(sentence) {
    this.said.replaceChildren(
      element(
        "p",
        {},
        element("strong", {}, "This cannot be read."),
        this.measured ? " The data that were there stay." : "",
      ),
      element("ul", { class: "evx-faults" }, element("li", {}, sentence)),
    );
  }

  /** @param {Uint8Array|string} source @param {Answers} [answers] */
  take(source, answers = {}) {
    const { model } = this;
    /** @type {Table} */
    let table;
    /** @type {Measured} */
    let measured;
    try {
      table = readTable(source, answers);
      measured = match(model, table);
    } catch (error) {
      if (error instanceof Refusal) return this.refuse(error.message);
      throw error;
    }
    this.halt("");
    this.given = { source, answers };
    this.measured = measured;
    this.begun = null;
    this.outcome.replaceChildren();
    this.work.hidden = false;
    const count = new Set(measured.tracks.map(({ letter }) => letter)).size;
    const remarks = [...table.remarks, ...measured.remarks, this.widen(measured)].filter(Boolean);
    this.said.replaceChildren(
      element(
        "p",
        {},
        `${measured.rows} row${measured.rows === 1 ? "" : "s"}, ${count} column${count === 1 ? "" : "s"} of ` +
          `measurements.`,
      ),
      ...(remarks.length ? [element("ul", {}, ...remarks.map((text) => element("li", {}, text)))] : []),
    );
    this.ask(table, measured);
    this.showColumns();
    this.offer();
    this.changed();
  }

  /** What was read, and what the table leaves open. @param {Table} table @param {Measured} measured */
  ask(table, { axisFound }) {
    const again = (/** @type {(answers: Answers) => Answers} */ change) => {
      const { given } = this;
      if (given) this.take(given.source, change(given.answers));
    };
    // A curve over something else than time needs no time.
    const open = table.questions.filter(({ option }) => !(option === "time" && axisFound));
    this.reading.replaceChildren(
      ...(open.length
        ? [
            element(
              "p",
              {},
              element("strong", {}, "The table leaves open:"),
              " what is asked about is left out until it is answered.",
            ),
            ...open.map((question) => asked(question, table, again)),
          ]
        : []),
      readingTable(table, (what, letter, value) => again((answers) => answered(answers, what, letter, value))),
    );
  }

  /** Time shown goes on to the last measurement, where it may. @param {Measured} measured @returns {string} */
  widen(measured) {
    const { model, explorer } = this;
    const { most } = spanOf({
      ...measured,
      tracks: measured.tracks.map((track) => ({ ...track, series: track.series || "any", values: track.raw })),
    });
    if (model.program.kind === "curve" || !(most > explorer.setting.end)) return "";
    const setting = withEnd(model, explorer.setting, Math.min(most * 1.02, reach(model).high));
    if (setting.end <= explorer.setting.end) return "";
    explorer.change(setting, true);
    const end = quantityText(setting.end, model.program.time.unit);
    return `The curves now go on to ${end}, so that they reach the last point.`;
  }

  showColumns() {
    const { model } = this;
    const shown = model.program.views.timecourse.series;
    const all = [...new Set([...shown, ...model.series.keys()])];
    const options = [
      { value: "", text: "not used" },
      ...all.map((name) => {
        const one = /** @type {import("../types.js").Series} */ (model.series.get(name));
        return {
          value: name,
          text: `${one.label}${one.unit ? ` (${unitText(one.unit)})` : ""}${shown.includes(name) ? "" : ", not drawn"}`,
        };
      }),
    ];
    const { measured } = this;
    this.columns.replaceChildren(
      ...(measured?.tracks ?? []).map((track, i) => {
        const note = element("span", { class: "evx-working" }, track.remark && `${track.remark}.`);
        const pick = select(
          `Column ${track.letter}, ` +
            `${track.name}${track.unit ? ` [${unitText(track.unit)}]` : ""}` +
            `${track.arm && track.arm !== track.name ? ` (${track.arm})` : ""}, measures`,
          options,
          track.series,
          (value) => {
            const now = matched(model, track, value);
            pick.choose(now.series);
            note.textContent = now.remark && `${now.remark}.`;
            if (this.measured)
              this.measured = { ...this.measured, tracks: this.measured.tracks.map((one, k) => (k === i ? now : one)) };
            this.changed();
          },
        );
        return element("div", { class: "evx-choices-row", "data-column": track.letter }, pick, note);
      }),
    );
  }

  /** The parameters that can be fitted now; none twice. */
  offer() {
    const { model, explorer } = this;
    const { locked } = explorer.controls;
    const free = movable(model).filter(
      ({ name, ev }) =>
        (explorer.setting.ev || !ev) &&
        !isHeld(model, explorer.setting, name) &&
        !locked.has(name) &&
        !locked.has("all"),
    );
    const chosen = this.picks.map(({ list }) => list.value);
    this.picks.forEach((pick, i) => {
      const { list } = pick;
      const offered = free.filter(({ name }) => !chosen.some((other, k) => k !== i && other === name));
      const wanted = offered.some(({ name }) => name === chosen[i]) ? chosen[i] : "";
      const options = [
        { value: "", text: i === 0 ? "choose a number" : "nothing more" },
        ...offered.map((one) => ({ value: one.name, text: named(one, unitText(one.unit)) })),
      ];
      const same =
        list.options.length === options.length && options.every(({ value }, k) => list.options[k].value === value);
      if (!same) pick.offer(options);
      pick.choose(wanted);
      pick.hidden = i > 0 && !chosen.slice(0, i).some(Boolean);
    });
    this.go.disabled = !this.picks.some(({ list }) => list.value) || !this.observations?.count;
  }

  /** Other data, or another scale: everything that follows from them. */
  changed() {
    this.halt("");
    this.observations = this.measured && observe(this.model, this.measured, this.scale.list.value === "log");
    this.drawn = null;
    this.offer();
    this.explorer.redraw();
    this.compare(true);
  }

  /** @param {boolean} settled */
  compare(settled) {
    const { explorer, observations, model } = this;
    this.stopReading();
    if (!observations || !explorer.run) return void this.readout.replaceChildren();
    if (observations.count === 0) {
      const words = this.measured?.tracks.some(({ series }) => series)
        ? "No point of these columns can be compared with its curve."
        : "Say which curve a column measures, and its points are drawn.";
      return void this.readout.replaceChildren(element("p", {}, words), ...this.leftOut());
    }
    if (!settled) return this.tell(misfits(observations, glance(model, explorer.run, observations)));
    const { setting } = explorer;
    this.stopReading = inSlices(predict(model, setting, observations), {
      done: (said) =>
        setting === explorer.setting &&
        this.tell(said && residuals(observations, said) ? misfits(observations, said) : null),
      failed: () => this.tell(null),
    });
  }

  /** @param {Misfit[]|null} found */
  tell(found) {
    if (!found)
      return void this.readout.replaceChildren(
        element("p", {}, "The model has no number at some of the points at this setting."),
      );
    const words = found.map((one) =>
      element(
        "p",
        { "data-series": one.series, "data-rms": one.rms },
        `${this.model.series.get(one.series)?.label}: ${this.misfit(one)}`,
      ),
    );
    this.readout.replaceChildren(...words, ...this.leftOut());
  }

  /** @param {Misfit} one */
  misfit({ series, rms, share, points }) {
    const { log } = /** @type {Observations} */ (this.observations);
    const r2 = Number.isNaN(share) ? "" : `, R² ${share < -99 ? "far below 0" : numberText(share, 3)}`;
    const size = log
      ? `off by ${rms > 1e6 ? "more than a factor of a million" : `a factor of ${numberText(rms, 3)}`}`
      : `off by ${quantityText(rms, this.model.series.get(series)?.unit ?? "")}`;
    const number = `${points} point${points === 1 ? "" : "s"}`;
    return `${size} (root mean square of ${number}${log ? ", in logarithms" : ""})${r2}.`;
  }

  /** What is not compared, in words. */
  leftOut() {
    const { beyond = 0, unlogged = 0, weighted = false, absolute = false } = this.observations ?? {};
    const words = [
      beyond
        ? `${beyond} point${beyond === 1 ? " lies" : "s lie"} where the model is not computed, ` +
          `and ${beyond === 1 ? "is" : "are"} drawn but not compared.`
        : "",
      unlogged
        ? `${unlogged} point${unlogged === 1 ? "" : "s"} of 0 or less ` +
          `${unlogged === 1 ? "has" : "have"} no logarithm and ${unlogged === 1 ? "is" : "are"} left out.`
        : "",
      absolute ? "Each point counts by its own error." : "",
      weighted ? "The columns have different units, so each counts by its own spread." : "",
    ]
      .filter(Boolean)
      .join(" ");
    return words ? [element("p", {}, words)] : [];
  }

  begin() {
    const { explorer, observations, model } = this;
    const names = this.picks.map(({ list }) => list.value).filter(Boolean);
    if (!observations || names.length === 0) return;
    this.halt("");
    const { setting } = explorer;
    this.fitting = setting;
    this.stop.hidden = false;
    this.go.disabled = true;
    this.outcome.replaceChildren(element("p", { class: "evx-working" }, "computing…"));
    this.cancel = inSlices(fit(model, setting, observations, names), {
      step: ({ evaluations }) =>
        this.outcome.replaceChildren(
          element("p", { class: "evx-working" }, `computing… the model was run ${evaluations} times`),
        ),
      done: (found) => {
        this.finish();
        this.begun = setting;
        this.back.hidden = false;
        this.reported = null;
        this.outcome.replaceChildren(...this.report(found, names));
        explorer.change(
          names.reduce(
            (now, name) => withValue(model, now, name, found.setting.values[model.parameterIndex.get(name) ?? 0]),
            setting,
          ),
          true,
        );
        this.reported = explorer.setting;
      },
      failed: (error) => {
        this.finish();
        this.outcome.replaceChildren(element("p", {}, error instanceof Error ? error.message : String(error)));
      },
    });
  }

  finish() {
    const held = document.activeElement === this.stop || document.activeElement === document.body;
    this.fitting = null;
    this.stop.hidden = true;
    this.offer();
    // A button that hides or is disabled would drop the keyboard's focus.
    if (held && !this.go.disabled) this.go.focus();
  }

  /** @param {string} words */
  halt(words) {
    if (!this.fitting) return;
    this.cancel();
    this.finish();
    this.outcome.replaceChildren(...(words ? [element("p", {}, words)] : []));
  }

  /** @param {Fit} found @param {string[]} names */
  report({ estimates, before, after, converged, evaluations }, names) {
    const { model } = this;
    const unitOf = (/** @type {string} */ name) => model.program.parameters[model.parameterIndex.get(name) ?? 0].unit;
    const rows = estimates.map(({ name, label, value, before: was, low, high }) => [
      label,
      quantityText(value, unitOf(name), 4),
      Number.isFinite(low) ? `${numberText(low)} to ${numberText(high)}` : "none",
      numberText(was, 4),
    ]);
    const unsure = estimates
      .filter(({ remark }) => remark)
      .map(({ label, remark }) => `The data leave ${label} open: ${remark}.`);
    const fitted = table(["Number", "Best", "95 % interval", "Before"], rows, "Fitted numbers");
    const words = after.map(
      (one, i) =>
        `${model.series.get(one.series)?.label}: ` +
        `was ${before[i] ? this.misfit(before[i]) : "not computed."} Now ${this.misfit(one)}`,
    );
    return [
      element(
        "p",
        {},
        converged
          ? `Least squares found ${names.length === 1 ? "this" : "these"} after ${evaluations} runs of the model.`
          : `It did not converge in ${evaluations} runs of the model: this is the best so far. ` +
              "Start nearer by hand, or fit fewer.",
      ),
      fitted,
      ...[...words, ...unsure].map((text) => element("p", {}, text)),
      this.copier(fitted, [
        ["Number", "Best", "95 % interval", "Before"],
        ...rows,
        ...[...words, ...unsure].map((text) => [text]),
      ]),
    ];
  }

  /**
   * A button that copies the report, cells parted by tabs as a spreadsheet takes them.
   * @param {HTMLElement} shown
   * @param {string[][]} lines
   */
  copier(shown, lines) {
    const done = element("span", { role: "status", class: "evx-working" });
    const text = lines.map((cells) => cells.join("\t")).join("\n");
    const act = button("Copy this report", () => void copy(shown, text).then((words) => (done.textContent = words)));
    return element("div", { class: "evx-buttons" }, act, done);
  }

  remove() {
    this.halt("");
    this.measured = this.observations = this.begun = this.given = null;
    this.work.hidden = this.back.hidden = true;
    this.outcome.replaceChildren();
    this.said.replaceChildren(element("p", {}, "The data are gone from this page."));
    this.changed();
    this.file.focus();
  }

  /** @param {boolean} settled */
  update(settled) {
    if (!this.measured) return;
    if (this.fitting && this.fitting !== this.explorer.setting) this.halt("Stopped, because a control was moved.");
    if (settled && !this.fitting) this.offer();
    // What was fitted is no longer what is shown.
    if (this.reported && this.reported !== this.explorer.setting && !this.fitting) {
      this.reported = null;
      this.outcome.prepend(element("p", {}, element("strong", {}, "A control was moved since this fit.")));
    }
    this.compare(settled);
  }

  /** @param {Picture} picture @returns {Picture} */
  decorate(picture) {
    const { measured } = this;
    if (!measured) return picture;
    const key = [
      picture.view,
      picture.x.log,
      picture.x.low,
      picture.x.high,
      ...picture.panels.flatMap(({ axis }) => [axis.log, axis.low, axis.high]),
    ].join();
    if (this.drawn?.key !== key || this.drawn.measured !== measured)
      this.drawn = { key, measured, found: marksOf(this.model, measured, picture) };
    const { found } = this.drawn;
    return found
      ? { ...picture, x: found.x, panels: found.panels, marks: [...picture.marks, ...found.marks] }
      : picture;
  }
}

/** @type {import("./registry.js").Tool} */
export const ownData = {
  id: "own-data",
  make(explorer) {
    const own = new OwnData(explorer);
    return {
      body: own.body,
      update: (settled) => own.update(settled),
      decorate: (picture) => own.decorate(picture),
      receive: ({ files, text }) => (files.length ? void own.takeFiles(files) : own.take(text)),
      leave: () => {
        own.cancel();
        own.stopReading();
      },
    };
  },
};
