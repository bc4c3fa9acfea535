// The tool that lays a reader's own data over the figure and fits the model to them.  The file is read here and stays
// here: nothing is sent, and no link carries it.

import { button } from "../ui/button.js";
import { element, freshId } from "../ui/dom.js";
import { numberText, quantityText, unitText } from "../format/numbers.js";
import { withEnd } from "../model/setting.js";
import { inSlices } from "../model/slices.js";
import { columnsForm } from "../own-data/columns-form.js";
import { axisOf, match, reach } from "../own-data/columns.js";
import { schedulesOf } from "../own-data/doses.js";
import { marksOf, spanOf } from "../own-data/marks.js";
import { leftOut, misfitWords } from "../own-data/misfit-words.js";
import { readTable } from "../own-data/reader.js";
import { answered, asked, readingTable } from "../own-data/reading-table.js";
import { glance, misfits, observe, predict } from "../own-data/residuals.js";
import { MOST_BYTES } from "../own-data/text.js";
import { Refusal } from "../own-data/words.js";
import { Fitting } from "./fitting.js";

/** @import { Picture, Row } from "../types.js" */
/** @import { Explorer } from "../explorer.js" */
/** @import { Answers, Table } from "../own-data/reader.js" */
/** @import { Measured } from "../own-data/columns.js" */
/** @import { Misfit, Observations } from "../own-data/residuals.js" */

/** Points of the example. */
const EXAMPLE = 9;

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
    /** What the table says was given. @type {Map<string, Row[]>} */
    this.doses = new Map();
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
    this.readout = element("div", { class: "evx-own-misfit" });
    const fitting = new Fitting(explorer, () => this.changed());
    this.fitting = fitting;
    const remove = button("Remove data", () => this.remove());
    this.work = element(
      "div",
      { hidden: true },
      this.reading,
      this.columns,
      this.readout,
      element("p", { class: "evx-about" }, "By hand: move the sliders and watch these numbers. Or fit:"),
      ...fitting.choice.body,
      element("div", { class: "evx-buttons" }, fitting.go, fitting.stop, fitting.back, remove),
      fitting.outcome,
      fitting.report,
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
    this.fitting.remove();
    this.given = { source, answers };
    this.measured = measured;
    this.work.hidden = false;
    const count = new Set(measured.tracks.map(({ letter }) => letter)).size;
    const doses = schedulesOf(model, table);
    const remarks = [...table.remarks, ...measured.remarks, ...(doses?.remarks ?? []), this.widen(measured)];
    const lines = remarks.filter(Boolean).map((text) => element("li", {}, text));
    this.said.replaceChildren(
      element(
        "p",
        {},
        `${measured.rows} row${measured.rows === 1 ? "" : "s"}, ${count} column${count === 1 ? "" : "s"} of ` +
          `measurements.`,
      ),
      ...(lines.length ? [element("ul", {}, ...lines)] : []),
    );
    this.ask(table, measured);
    this.columns.replaceChildren(
      ...columnsForm(model, measured, (i, track) => {
        if (!this.measured) return;
        const tracks = this.measured.tracks.map((one, k) => (k === i ? track : one));
        this.measured = { ...this.measured, tracks };
        this.changed();
      }),
    );
    this.doses = doses?.schedules ?? new Map();
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
    const words = " what is asked about is left out until it is answered.";
    const first = element("p", {}, element("strong", {}, "The table leaves open:"), words);
    this.reading.replaceChildren(
      ...(open.length ? [first, ...open.map((question) => asked(question, table, again))] : []),
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

  /** Other data, or another kind of error: everything that follows from them. */
  changed() {
    const { measured, fitting } = this;
    fitting.halt("");
    this.observations = measured && observe(this.model, measured, fitting.choice.kind === "log");
    if (measured) fitting.choice.take(measured, this.doses, this.observations?.absolute ?? false);
    this.drawn = null;
    fitting.count = this.observations?.count ?? 0;
    fitting.enable();
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
      return void this.readout.replaceChildren(element("p", {}, words), ...leftOut(observations));
    }
    if (!settled) return this.tell(misfits(observations, glance(model, explorer.run, observations)));
    const { setting } = explorer;
    this.stopReading = inSlices(predict(model, setting, observations), {
      done: (said) => setting === explorer.setting && this.tell(said && misfits(observations, said)),
      failed: () => this.tell(null),
    });
  }

  /** @param {Misfit[]|null} found */
  tell(found) {
    const { observations, model } = this;
    if (!found || !observations) {
      const words = "The model has no number at some of the points at this setting.";
      return void this.readout.replaceChildren(element("p", {}, words));
    }
    this.readout.replaceChildren(...misfitWords(model, observations, found), ...leftOut(observations));
  }

  remove() {
    this.measured = this.observations = this.given = null;
    this.doses = new Map();
    this.fitting.remove();
    this.work.hidden = true;
    this.said.replaceChildren(element("p", {}, "The data are gone from this page."));
    this.changed();
    this.file.focus();
  }

  /** @param {boolean} settled */
  update(settled) {
    if (!this.measured) return;
    this.fitting.update(settled);
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
    if (!found) return picture;
    const beside = this.fitting.beside(picture);
    const lines = beside.length ? [...picture.lines, ...beside] : picture.lines;
    return { ...picture, x: found.x, panels: found.panels, lines, marks: [...picture.marks, ...found.marks] };
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
        own.fitting.leave();
        own.stopReading();
      },
    };
  },
};
