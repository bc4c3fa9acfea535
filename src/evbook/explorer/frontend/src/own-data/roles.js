// Which column is time, and what the others are.  The rules are those of Python's evbook.own_data.roles.

import { armsUntold, besideOthers, covariates } from "./among-columns.js";
import { cellOf, isNumeric, STRONG } from "./cells.js";
import { roleOf } from "./headings.js";
import { KINDS } from "./kinds.js";
import { isRowNumber } from "./layouts.js";
import { areQualifiers } from "./limits.js";
import { told, goingOn, small, nameOf, isCalled, answerFor, question } from "./told.js";
import { listed, plain, Refusal } from "./words.js";
import { timed } from "./words-in-cells.js";

/** @import { Cell } from "./cells.js" */
/** @import { Raw } from "./raw.js" */
/** @import { Answers, Question } from "./reader.js" */
/** @import { Read } from "./told.js" */

/** What a column can be. */
export const ROLES = [
  "time",
  "value",
  "arm",
  "subject",
  "replicate",
  "sd",
  "sem",
  "n",
  "censored",
  "limit",
  "dose",
  "ignored",
];

/** What a column holds. @param {Cell[]} cells @returns {Read["kind"]} */
function kindOf(cells) {
  const filled = cells.filter(({ kind }) => kind !== "empty");
  if (!filled.length) return "empty";
  const hard = filled.filter(({ kind }) => STRONG.has(kind));
  if (!hard.length || filled.filter(isNumeric).length * 2 < filled.length) return "text";
  for (const kind of /** @type {("date"|"clock")[]} */ (["date", "clock"]))
    if (hard.filter((cell) => cell.kind === kind).length * 2 > hard.length) return kind;
  return "number";
}

/**
 * @param {Raw[]} raws @param {Answers} answers
 * @returns {{reads: Read[], remarks: string[], questions: Question[]}}
 */
export function rolesOf(raws, answers) {
  /** @type {string[]} */
  const remarks = [];
  /** @type {Question[]} */
  const questions = [];
  const reads = raws.map((given) => {
    const { raw, cells, example } = timed(given, given.cells.map(cellOf));
    const read = /** @type {Read} */ ({ raw, cells, kind: kindOf(cells), role: "value", of: "", along: "" });
    if (example) remarks.push(`${told(read)}: “${example}” and its like are read as times.`);
    return read;
  });
  for (const name of [...Object.keys(answers.roles ?? {}), ...Object.keys(answers.units ?? {})]) {
    // "B ±" is what stands behind a sign in column B, and "D 2" a part of column D.
    if (!reads.some((read) => isCalled(read, name) || isCalled(read, name.replace(/ (?:±|\d+)$/, ""))))
      throw new Refusal(`The table has no column “${name}”; there are ${reads.map(nameOf).join(", ")}.`);
  }
  findTime(reads, answers, remarks, questions);
  const events = reads.some(({ raw }) => ["evid", "amt", "mdv"].includes(plain(raw.heading.name)));
  const spread = reads.some(({ raw }) => ["mean", "sd", "sem", "error"].includes(raw.heading.statistic));
  for (const read of reads) {
    if (read.role === "time" || read.role === "ignored") continue;
    read.role = answerFor(answers.roles, read.raw) ?? roleFound(read, reads, events, spread, remarks, questions);
  }
  if (!reads.some(({ role }) => role === "value")) {
    // "time, N, SD": without a mean, N is what was measured.
    for (const read of reads.filter(({ role, raw }) => role === "n" && answerFor(answers.roles, raw) === undefined)) {
      const { heading } = read.raw;
      read.role = "value";
      read.raw = { ...read.raw, heading: { ...heading, statistic: "", name: heading.name || heading.text } };
    }
  }
  besideOthers(reads, answers, remarks, questions);
  covariates(reads, remarks);
  armsUntold(reads, answers, remarks, questions);
  if (!reads.some(({ role }) => role === "value"))
    throw new Refusal(
      "No column of the table holds what was measured: beside time, roles and remarks there are no numbers.",
    );
  return { reads, remarks, questions };
}

/** @param {Read[]} reads @param {Answers} answers @param {string[]} remarks @param {Question[]} questions */
function findTime(reads, answers, remarks, questions) {
  const asked = answers.time;
  if (asked !== undefined) {
    const wanted = reads.find((read) => isCalled(read, asked));
    if (!wanted) throw new Refusal(`The table has no column “${asked}”; there are ${reads.map(nameOf).join(", ")}.`);
    wanted.role = "time";
    return;
  }
  const axes = reads.filter(({ raw }) => raw.axis);
  const given = axes.length ? axes : reads.filter(({ raw }) => answerFor(answers.roles, raw) === "time");
  if (given.length) {
    for (const read of given) read.role = "time";
    if (axes.length) remarks.push("X of each curve is taken for time.");
    lieAlong(reads);
    return;
  }
  let free = reads.filter(
    ({ raw, kind }) =>
      ["number", "clock", "date"].includes(kind) && answerFor(answers.roles, raw) === undefined && !raw.replicate,
  );
  for (const read of free.filter(calendarYears)) {
    read.role = "ignored";
    remarks.push(`${goingOn(read)} holds years of the calendar and is left out.`);
  }
  free = free.filter(({ role }) => role !== "ignored");
  // "time [mg]" beside T: neither is taken for time.
  const odd = free.some(({ raw }) => listed("time_names").has(plain(raw.heading.name)) && raw.heading.time === 0);
  const level = (/** @type {Read} */ { raw, kind }) =>
    odd && plain(raw.heading.name) === "t" && !raw.heading.unit
      ? 0
      : Math.max(raw.heading.time, kind === "clock" || kind === "date" ? 2 : 0);
  const best = Math.max(0, ...free.map(level));
  let found = free.filter((read) => level(read) === best && best >= 2);
  const numbers = free.filter((read) => read.kind === "number" && level(read) >= 2);
  const dates = found.filter(({ raw, kind }) => kind === "date" || listed("date_names").has(plain(raw.heading.name)));
  if (dates.length && numbers.length && found.length > 1) {
    const others = found.filter((read) => !dates.includes(read));
    const kept = others.length ? others : found.slice(0, 1);
    for (const read of dates)
      if (!kept.includes(read))
        remarks.push(`${goingOn(read)} holds dates; time is read from ${small(told(kept[0]))}.`);
    found = kept;
  }
  if (found.length === 2 && found.some(({ kind }) => kind === "date") && found.some(({ kind }) => kind === "clock")) {
    const [date, clock] = found[0].kind === "date" ? found : [found[1], found[0]];
    if (clock.cells.every(({ seconds }) => seconds < 86_400)) {
      [date.role, clock.role] = ["time", "ignored"];
      date.cells = date.cells.map((cell, i) =>
        cell.kind === "date" && clock.cells[i].kind === "clock" ? { ...cell, seconds: clock.cells[i].seconds } : cell,
      );
      remarks.push(`${told(date)}, and ${small(told(clock))}, are a date and a time of day and are read together.`);
      return;
    }
  }
  if (found.length > 1) {
    // The words "study day" head a column of days; "day" and "week" side by side may both be meant.
    const places = found.map((read) => reads.indexOf(read));
    if (
      new Set(found.map(({ raw }) => plain(raw.heading.text))).size === 1 &&
      places.every((place, i) => i === 0 || place - places[i - 1] > 1)
    ) {
      for (const read of found) read.role = "time";
      lieAlong(reads);
      remarks.push(`${found.length} columns are times; each holds for the columns to its right.`);
      return;
    }
    const names = found.map(({ raw }) => `“${raw.heading.text}”`).join(", ");
    questions.push(
      question(
        `${found.length} columns speak of time (${names}).  Which of them is the time of the measurements?`,
        "time",
        "",
        found.map(({ raw }) => raw.letter),
      ),
    );
  }
  if (found.length) found[0].role = "time";
  else unnamedTime(reads, free, remarks, questions);
}

/** Whether a column of years counts from the birth of Christ, not from the start. @param {Read} read */
function calendarYears({ raw, cells }) {
  const digits = cells.filter(({ kind }) => kind === "number").map(({ number }) => number.split(".")[0]);
  return raw.heading.unit?.label === "year" && digits.length > 0 && digits.every((one) => /^(19|20)\d\d$/.test(one));
}

/**
 * No heading speaks of time: a first column without a name, or headed x, that increases is taken; else ask.
 * @param {Read[]} reads
 * @param {Read[]} free
 * @param {string[]} remarks
 * @param {Question[]} questions
 */
function unnamedTime(reads, free, remarks, questions) {
  const [first] = free;
  if (first && first === reads[0] && free.length > 1) {
    const values = first.cells.map(({ kind, sign, number }) =>
      kind === "number" ? sign * Number(number.replace(/,/g, ".")) : NaN,
    );
    const rising = values.every((value, i) => Number.isFinite(value) && (i === 0 || values[i - 1] < value));
    const unnamed = !reads.some(({ raw }) => raw.named.trim());
    if (rising && (plain(first.raw.named) === "x" || (unnamed && reads.length === 2))) {
      first.role = "time";
      remarks.push(
        `${unnamed ? "The table has no names; its first column" : goingOn(first)} increases and is taken for time.`,
      );
      return;
    }
  }
  const words = reads.find(({ kind, raw }) => kind === "text" && raw.heading.time >= 2);
  const before = words
    ? `${goingOn(words)} holds words (“${words.cells.find(({ kind }) => kind === "text")?.text}”), not times.  `
    : "No heading speaks of time.  ";
  questions.push(
    question(
      `${before}Which column is the time (or the model’s axis)?`,
      "time",
      "",
      free.map(({ raw }) => raw.letter),
    ),
  );
}

/** Several times side by side: each column lies along the time to its left. @param {Read[]} reads */
function lieAlong(reads) {
  let now = "";
  for (const read of reads) {
    if (read.role === "time") now = read.raw.letter;
    else read.along = now;
  }
}

/**
 * @param {Read} read
 * @param {Read[]} reads
 * @param {boolean} events
 * @param {boolean} spread
 * @param {string[]} remarks
 * @param {Question[]} questions
 */
function roleFound(read, reads, events, spread, remarks, questions) {
  const { heading } = read.raw;
  if (isRowNumber(read.raw) && reads.some(({ role }) => role === "time")) {
    remarks.push(`${goingOn(read)} counts the rows and is left out.`);
    return "ignored";
  }
  if (read.kind === "empty") return "ignored";
  const bare = plain(heading.name);
  if (areQualifiers(read.cells.map(({ text }) => text))) {
    read.kind = "text";
    return "censored";
  }
  let said = roleOf(heading);
  if (said === "dose" && !events && ["rate", "ii", "ss", "dur", "amount", "addl"].includes(bare)) said = "";
  if ((said === "limit" || said === "dose") && read.kind === "text") said = "ignored";
  if (said === "replicate" && read.kind === "number" && heading.unit) said = "";
  // "Day, Control, Treatment": numbers that tell no arms apart are those of an arm that is called so.
  const labels = read.cells.filter(({ kind }) => kind !== "empty").map(({ text }) => text.trim());
  if (said === "arm" && read.kind === "number" && (read.raw.replicate || new Set(labels).size === labels.length))
    said = "";
  if (said === "dose" && KINDS.includes(bare) && !events) said = "ignored";
  if (
    said === "ignored" &&
    read.kind === "number" &&
    ["period", "age", "wt", "temp", "temperature", "year published", "flag"].includes(bare)
  ) {
    remarks.push(`${goingOn(read)} is no measurement of a curve and is left out.`);
  }
  if (said) return said;
  if (bare === "" && read.kind === "text") return "ignored";
  if (read.kind === "text" || read.kind === "date" || read.kind === "clock") {
    if (heading.time < 2 || read.kind === "text")
      remarks.push(`${goingOn(read)} holds ${read.kind === "text" ? "text" : `${read.kind}s`} and is left out.`);
    return "ignored";
  }
  // T beside a time is a name of its own: tumour cells, T cells, temperature.
  if (heading.time >= 2 && heading.text.trim() !== "T") {
    remarks.push(`${goingOn(read)} is another time and is left out.`);
    return "ignored";
  }
  const kind = heading.statistic;
  if (kind === "sd" || kind === "sem") return kind;
  if (
    kind === "n" &&
    spread &&
    read.cells.every((cell) => cell.kind !== "number" || /^\d+(?:[.,]0*)?$/.test(cell.number))
  )
    return "n";
  if (kind === "error") {
    questions.push(
      question(
        `${told(read)}: is this error a standard deviation (sd) or a standard error of the mean (sem)?`,
        "roles",
        read.raw.letter,
        ["sd", "sem", "ignored"],
      ),
    );
    return "ignored";
  }
  if (kind === "other") {
    remarks.push(`${goingOn(read)} is neither a mean, an SD nor a SEM, and is left out.`);
    return "ignored";
  }
  return "value";
}
