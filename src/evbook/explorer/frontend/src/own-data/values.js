// The numbers of a column: marks, units in cells, limits, missing codes, clocks and dates.
// The rules are those of Python's evbook.own_data.values.

import { Evidence, readingOf, settled } from "./decimal-marks.js";
import { question, told } from "./told.js";
import { unitOf } from "./units.js";
import { unitInCells } from "./units-in-cells.js";
import { general, listed, many, plain, Refusal, short } from "./words.js";

/** @import { Cell } from "./cells.js" */
/** @import { Answers, Question } from "./reader.js" */
/** @import { Read } from "./told.js" */
/** @import { Unit } from "./units.js" */

/**
 * @typedef {object} Numbers  In the file's unit.
 * @property {number[]} values
 * @property {number[]} censored
 * @property {number[]} limits
 * @property {Unit|null} unit
 * @property {number[]|null} spreads
 */

/** Numbers that stand for "nothing was measured" in some tables, as they are written there. */
const CODE = /^(?:[-−]9(?:\.0)?|[-−]9{2,6}(?:\.[09])?|9{3,6}(?:\.0)?)$/;
/** What is told one by one; the rest is counted. */
const TOLD = 3;

/** What the numbers of each column tell of marks; under "" what those of all tell together. @param {Read[]} reads */
export function evidenceOf(reads) {
  const all = new Evidence();
  const found = new Map([["", all]]);
  for (const { raw, kind, role, cells } of reads) {
    const own = new Evidence();
    found.set(raw.letter, own);
    if (kind !== "number" || ["ignored", "arm", "subject", "replicate"].includes(role)) continue;
    for (const cell of cells) {
      if (cell.kind !== "number") continue;
      for (const digits of [cell.number, cell.spread]) {
        const reading = digits ? readingOf(digits, cell.exponent) : null;
        if (!reading) continue;
        own.take(reading);
        all.take(reading);
      }
    }
  }
  return found;
}

/** Turns the cells of one column into numbers, gathering remarks and questions on the way. */
export class ColumnReader {
  /** @param {Read} read @param {Map<string, Evidence>} evidence @param {string} separator @param {Answers} answers */
  constructor(read, evidence, separator, answers) {
    this.read = read;
    this.evidence = evidence;
    this.scaled = separator === "," && (read.raw.heading.unit?.factor ?? 0) >= 1000;
    this.answers = answers;
    this.rows = read.raw.rows;
    /** @type {string[]} */
    this.remarks = [];
    /** @type {Question[]} */
    this.questions = [];
    this.codes = new Set((answers.missing ?? []).map(String));
  }

  /** @returns {Numbers} */
  numbers() {
    return this.read.kind === "date" ? this.dates() : this.read.kind === "clock" ? this.clocks() : this.plain();
  }

  /** @param {string} sentence @param {string} option @param {string[]} [choices] */
  ask(sentence, option, choices = []) {
    this.questions.push(question(`${told(this.read)}: ${sentence}`, option, this.read.raw.letter, choices));
  }

  /** Say of some cells what was made of them. @param {[number, string][]} found @param {string} words */
  tell(found, words) {
    if (!found.length) return;
    const shown = found
      .slice(0, TOLD)
      .map(([row, text]) => `“${short(text)}” in row ${row}`)
      .join(", ");
    const more = found.length > TOLD ? ` and ${found.length - TOLD} more` : "";
    this.remarks.push(`${told(this.read)}: ${shown}${more} ${words}.`);
  }

  /**
   * The value of a cell's digits; the mark in doubt where it cannot be told, null where it is no number.
   * @param {Cell} cell
   * @param {string} digits
   * @returns {number|string|null}
   */
  one(cell, digits) {
    const reading = readingOf(digits, cell.exponent);
    if (!reading) return null;
    let { value } = reading;
    const { decimal } = this.answers;
    if (value === null) {
      const own = this.evidence.get(this.read.raw.letter) ?? new Evidence();
      const use = settled(reading.mark, own, this.evidence.get("") ?? own, decimal, this.scaled);
      if (!use) return reading.mark;
      value = use === "decimal" ? reading.decimal : reading.grouped;
    } else if (decimal && reading.use === "decimal" && reading.mark !== decimal) {
      throw new Refusal(
        `${told(this.read)}: “${short(cell.text)}” cannot be read with “${decimal}” as the decimal mark.`,
      );
    }
    // 1.92e2 is what "1.92e2" is, not 1.92 times a rounded hundred.
    return cell.exponent ? Number(`${value}e${cell.exponent}`) : value;
  }

  /** @returns {Numbers} */
  plain() {
    const { cells } = this.read;
    const empty = () => cells.map(() => NaN);
    const [values, spreads, limits] = [empty(), empty(), empty()];
    const censored = cells.map(() => 0);
    /** @type {Record<string, [number, string][]>} */
    const found = { text: [], flag: [], infinite: [], bad: [] };
    /** @type {Map<string, string>} */
    const doubtful = new Map();
    const { unit, scales } = unitInCells(this.read, this.answers, this.rows, this.remarks, (...all) =>
      this.ask(...all),
    );
    /** @type {[number, number, string][]} */
    const sided = [];
    /** @type {[number, number, string][]} */
    const undetermined = [];
    cells.forEach((cell, i) => {
      const row = this.rows[i] ?? i + 1;
      if (this.codes.has(cell.text.trim())) return;
      const scale = scales[i];
      if (cell.kind === "number") {
        const value = this.one(cell, cell.number);
        if (value === null) found.bad.push([row, cell.text]);
        else if (typeof value === "string") doubtful.set(value, doubtful.get(value) ?? cell.number);
        else if (scale === null) return;
        else {
          const here = value * cell.sign * scale;
          if (!Number.isFinite(here)) found.infinite.push([row, cell.text]);
          else if (cell.side) [censored[i], limits[i]] = [cell.side === "<" ? -1 : 1, here];
          else values[i] = here;
        }
        if (cell.spread) {
          const spread = this.one(cell, cell.spread);
          if (typeof spread === "number" && scale !== null) spreads[i] = spread * scale;
        }
        if (cell.flag) found.flag.push([row, cell.text]);
      } else if (cell.kind === "below" || cell.kind === "above") {
        censored[i] = cell.kind === "below" ? -1 : 1;
        sided.push([i, row, cell.text]);
      } else if (cell.kind === "undetermined") undetermined.push([i, row, cell.text]);
      else if (cell.kind === "infinite") found.infinite.push([row, cell.text]);
      else if (cell.kind !== "missing" && cell.kind !== "empty") found.text.push([row, cell.text]);
    });
    if (this.read.role === "time" && found.text.length) {
      const [row, text] = found.text[0];
      this.ask(
        `“${short(text)}” in row ${row} is no time (${many(found.text.length, "cell")} of this kind).  What ` +
          `time is it?  Write it as a number; until then these rows have no time.`,
        "time",
      );
    } else this.tell(found.text, "is no number and counts as not measured");
    this.tell(found.bad, "has marks that make no number and counts as not measured");
    this.tell(found.infinite, "is infinite, which no measurement is, and counts as not measured");
    this.tell(found.flag, "is read as its number; what stands beside it is not explained by the table");
    for (const [mark, example] of doubtful) {
      const reading = readingOf(example, null);
      this.ask(
        `every “${mark}” stands before exactly three digits, so “${example}” may be ` +
          `${reading?.decimal.toFixed(3)} or ${reading?.grouped.toFixed(0)}.  Which is the decimal mark, “.” or “,”?`,
        "decimal",
        [".", ","],
      );
    }
    this.giveLimits(sided, undetermined, censored, limits);
    this.askCodes(values);
    return { values, censored, limits, unit, spreads: spreads.some(Number.isFinite) ? spreads : null };
  }

  /**
   * Give the limit to cells that say only on which side of one they lie.
   * @param {[number, number, string][]} sided
   * @param {[number, number, string][]} undetermined
   * @param {number[]} censored
   * @param {number[]} limits
   */
  giveLimits(sided, undetermined, censored, limits) {
    const stated = new Set(limits.filter((limit, i) => Number.isFinite(limit) && censored[i] < 0));
    let low = sided.filter(([i]) => censored[i] < 0);
    const limit = this.answers.limit ?? (stated.size === 1 ? [...stated][0] : undefined);
    if (undetermined.length && ![...this.codes].some((code) => code.toLowerCase().replaceAll(".", "") === "nd")) {
      if (this.answers.limit !== undefined) {
        low = [...low, ...undetermined];
        for (const [i] of undetermined) censored[i] = -1;
      } else {
        const [, row, text] = undetermined[0];
        this.ask(
          `“${text}” in row ${row} may mean “not detected” (below a limit) or “not determined” (not ` +
            `measured).  Which, and what is the limit?`,
          "limit",
        );
      }
    }
    if (low.length && limit !== undefined) {
      for (const [i] of low) limits[i] = limit;
      if (this.answers.limit === undefined)
        this.tell(
          low.map(([, row, text]) => [row, text]),
          `is taken as below ${general(limit)}, the limit that the column states`,
        );
    } else if (low.length)
      this.ask(
        `“${low[0][2]}” in row ${low[0][1]} says below a limit that the column does not state.  What is the limit?`,
        "limit",
      );
    this.tell(
      sided.filter(([i]) => censored[i] > 0).map(([, row, text]) => [row, text]),
      "is above what could be measured and counts as not measured",
    );
    for (const [side, name] of /** @type {[number, string][]} */ ([
      [-1, "below"],
      [1, "above"],
    ])) {
      const count = censored.filter((one, i) => one === side && Number.isFinite(limits[i])).length;
      if (count)
        this.remarks.push(
          `${told(this.read)}: ${many(count, "measurement")} ${name} a limit ${count === 1 ? "is" : "are"} kept ` +
            `as ${name} it, without a value.`,
        );
    }
  }

  /** Numbers that may stand for nothing measured, asked about and withheld. @param {number[]} values */
  askCodes(values) {
    const { role, cells } = this.read;
    if (!["value", "sd", "sem", "time"].includes(role)) return;
    const finite = values.filter(Number.isFinite);
    const negative = finite.filter((value) => value < 0);
    const found = new Set(
      values.filter(
        (value, i) => Number.isFinite(value) && cells[i].kind === "number" && CODE.test(cells[i].text.trim()),
      ),
    );
    let suspects = [...found].filter((value) => value < 0);
    if (!(suspects.length && negative.every((value) => suspects.includes(value)) && finite.length > negative.length)) {
      const most = finite.reduce((a, b) => Math.max(a, b), -Infinity);
      const rest = finite.filter((value) => value !== most);
      const next = rest.reduce((a, b) => Math.max(a, b), -Infinity);
      suspects = [...found].filter((value) => value === most && rest.length > 0 && value > 5 * next);
    }
    for (const code of suspects.sort((a, b) => a - b)) {
      if ((role === "time" && code > -90) || this.codes.has("measured")) continue;
      const at = [...values.keys()].filter((i) => values[i] === code);
      this.ask(
        `${general(code)} stands in ${many(at.length, "cell")} and is unlike all other numbers.  Does it ` +
          `mean “not measured”?`,
        "missing",
        [general(code), "measured"],
      );
      for (const i of at) values[i] = NaN;
    }
  }

  /** @returns {Numbers} */
  clocks() {
    const { cells, raw } = this.read;
    const clocks = cells.filter(({ kind }) => kind === "clock");
    const written = raw.heading.clock || this.answers.clock || "";
    let values = cells.map((cell) => (cell.kind === "clock" ? cell.seconds / 3600 : NaN));
    let unit = /** @type {Unit} */ (unitOf("h"));
    if (clocks.length && clocks.every(({ parts }) => parts === 2)) {
      if (!written) {
        this.ask(`“${clocks[0].text}” may be hours and minutes or minutes and seconds.  Which?`, "clock", [
          "h:m",
          "m:s",
        ]);
        values = values.map(() => NaN);
      } else if (written.startsWith("m")) unit = /** @type {Unit} */ (unitOf("min"));
    }
    const finite = values.filter(Number.isFinite);
    if (
      finite.length > 1 &&
      finite.some((value, i) => i > 0 && value < finite[i - 1]) &&
      finite.every((value) => value < 24)
    ) {
      this.ask(
        "the clock goes back between two rows: perhaps midnight passed.  Give dates too, or the time since the start.",
        "roles",
        ["ignored"],
      );
      values = values.map(() => NaN);
    } else if (finite.length)
      this.remarks.push(
        `${told(this.read)}: times of the clock are read in ${unit.label}${unit.label === "hour" ? "s" : ""}.`,
      );
    return { values, censored: cells.map(() => 0), limits: cells.map(() => NaN), unit, spreads: null };
  }

  /** @returns {Numbers} */
  dates() {
    const { cells } = this.read;
    let order = this.answers.dates;
    const loose = cells.filter(({ date }) => date?.[3] === "?");
    if (loose.length && order === undefined) {
      if (loose.some(({ text, date }) => text.includes(".") || (date?.[1] ?? 0) > 12)) order = "day first";
      else if (loose.some(({ date }) => (date?.[2] ?? 0) > 12)) order = "month first";
    }
    const day = unitOf("day");
    const blank = { censored: cells.map(() => 0), limits: cells.map(() => NaN), unit: day, spreads: null };
    if (loose.length && order === undefined) {
      this.ask(`“${loose[0].text}” may have the day first or the month first.  Which?`, "dates", [
        "day first",
        "month first",
      ]);
      return { ...blank, values: cells.map(() => NaN) };
    }
    const days = cells.map(({ kind, date }) => (kind === "date" && date ? dayOf(date, order) : NaN));
    let start = -1;
    cells.forEach(({ seconds }, i) => {
      if (
        Number.isFinite(days[i]) &&
        (start < 0 || days[i] < days[start] || (days[i] === days[start] && seconds < cells[start].seconds))
      )
        start = i;
    });
    this.remarks.push(`${told(this.read)}: dates are read as days since the first one, ${cells[start]?.text}.`);
    return {
      ...blank,
      values: days.map((one, i) => one - days[start] + (cells[i].seconds - cells[start].seconds) / 86_400),
    };
  }
}

/**
 * A date as a number of days; NaN when there is no such day.
 * @param {[number, number, number, string]} date
 * @param {string|undefined} order
 */
function dayOf([year, a, b, kind], order) {
  const [month, day] = kind === "ymd" || order === "month first" ? [a, b] : [b, a];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 ? Math.round(date.getTime() / 86_400_000) : NaN;
}

/** Whether a column of dates holds the numbers by which spreadsheets count days. @param {Read} read */
export function serialDates({ raw, kind, cells }) {
  if (!listed("date_names").has(plain(raw.heading.name)) || kind !== "number") return false;
  const digits = cells.filter((cell) => cell.kind === "number").map(({ number }) => number);
  return (
    digits.length > 0 &&
    digits.every(
      (one) =>
        one.split(/[.,]/)[0].length === 5 &&
        Number(one.replace(",", ".")) > 20_000 &&
        Number(one.replace(",", ".")) < 80_000,
    )
  );
}
