// What columns mean for each other: whose spread one is, labels and units beside numbers, means beside their
// replicates, what is one number for each subject, and arms that nothing tells.

import { KINDS } from "./kinds.js";
import { told, goingOn, small, answerFor, question } from "./told.js";
import { plain, roleWords, tokens } from "./words.js";
import { filledDown, UNIT_NAMES, withUnitsBeside } from "./words-in-cells.js";

/** @import { Answers, Question } from "./reader.js" */
/** @import { Read } from "./told.js" */

/** The column whose SD, SEM or N another is. @param {Read[]} reads @param {Question[]} questions */
function belonging(reads, questions) {
  const values = reads.filter(({ role }) => role === "value");
  reads.forEach((read, at) => {
    if (!["sd", "sem", "n"].includes(read.role)) return;
    const own = plain(read.raw.heading.name);
    const named = values.find(({ raw }) => own && plain(raw.heading.name) === own && raw.arm === read.raw.arm);
    const inside = values.find(({ raw }) => own && tokens(raw.heading.name).includes(own));
    const left = [...values].reverse().find((value) => reads.indexOf(value) < at) ?? values[0];
    const number = /\d+$/.exec(read.raw.heading.text.trim());
    const numbered = number
      ? values.filter(({ raw }) => new RegExp(`(?<!\\d)${number[0]}$`).test(raw.heading.text.trim()))
      : [];
    const found = named ?? inside ?? (numbered.length === 1 ? numbered[0] : left);
    if (!found) return;
    read.of = found.raw.letter;
    if (!read.raw.heading.unit && read.role !== "n")
      read.raw = { ...read.raw, heading: { ...read.raw.heading, unit: found.raw.heading.unit } };
    if (!read.raw.arm) read.raw = { ...read.raw, arm: found.raw.arm };
  });
  twoOfOne(reads, questions);
}

/**
 * Two SDs of one value and none of another: "A, B, SD, SD" does not say which is whose.
 * @param {Read[]} reads @param {Question[]} questions
 */
function twoOfOne(reads, questions) {
  for (const role of ["sd", "sem", "n"]) {
    const several = reads.filter((read) => read.role === role);
    const doubled = several.filter(({ of }) => several.filter((other) => other.of === of).length > 1);
    if (!doubled.length || reads.filter((read) => read.role === "value").length < 2) continue;
    const names = [...new Set(doubled.map(({ raw }) => `“${raw.heading.text}”`))].join(", ");
    questions.push(
      question(
        `${doubled.length} columns (${names}) may belong to one column, and nothing says which belongs to which.  ` +
          "Name each as its value is named; until then they are left out.",
        "roles",
        doubled[0].raw.letter,
        ["ignored"],
      ),
    );
    for (const read of doubled) [read.role, read.of] = ["ignored", ""];
  }
}

/**
 * What columns mean for each other: labels of merged cells, units in a column of their own, spreads, means of others.
 * @param {Read[]} reads @param {Answers} answers @param {string[]} remarks @param {Question[]} questions
 */
export function besideOthers(reads, answers, remarks, questions) {
  for (const read of reads) {
    const filled = read.role === "arm" || read.role === "subject" ? filledDown(read.cells) : null;
    if (!filled) continue;
    read.cells = filled;
    remarks.push(`${told(read)}: an empty cell is taken for the label above it, as of merged cells.`);
  }
  const besides = reads.filter(({ role, raw }) => role === "ignored" && UNIT_NAMES.has(plain(raw.heading.name)));
  const measured = reads.filter(({ role, kind }) => role === "value" && kind === "number");
  if (besides.length === 1 && measured.length === 1 && !measured[0].raw.heading.unit) {
    measured[0].cells = withUnitsBeside(measured[0].cells, besides[0].cells);
    const text = remarks.findIndex((one) => one.startsWith(`${goingOn(besides[0])} holds text`));
    if (text >= 0) remarks.splice(text, 1);
    remarks.push(`${goingOn(besides[0])} gives the units of ${small(told(measured[0]))}.`);
  }
  belonging(reads, questions);
  // A mean beside the replicates it is the mean of would count them twice.
  if (reads.some(({ role, raw }) => role === "value" && raw.replicate)) {
    for (const read of reads.filter(({ role, raw }) => role === "value" && raw.heading.statistic === "mean")) {
      if (read.raw.replicate || answerFor(answers.roles, read.raw) !== undefined) continue;
      for (const one of [read, ...reads.filter(({ of }) => of === read.raw.letter)]) one.role = "ignored";
      remarks.push(`${goingOn(read)} is a mean of columns that count by themselves, and is left out.`);
    }
  }
}

/**
 * A number that is one for each subject (weight, age, study) is no curve.
 * @param {Read[]} reads
 * @param {string[]} remarks
 */
export function covariates(reads, remarks) {
  const subject = reads.find(({ role }) => role === "subject");
  if (!subject) return;
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  subject.cells.forEach(({ text }, i) => {
    const at = groups.get(text);
    if (at) at.push(i);
    else groups.set(text, [i]);
  });
  const places = [...groups.values()];
  if (groups.size < 2 || !places.some((at) => at.length > 1)) return;
  const values = reads.filter(({ role, raw }) => role === "value" && !raw.replicate);
  for (const read of values) {
    if (values.filter(({ role }) => role === "value").length < 2) return;
    const within = places.every((at) => at.every((i) => read.cells[i].text === read.cells[at[0]].text));
    if (!within || !places.some((at) => at.length > 2)) continue;
    read.role = "ignored";
    remarks.push(`${goingOn(read)} is one number for each subject and is left out.`);
  }
}

/**
 * Times that repeat within a subject and an arm are replicates, unless a column of text may tell the arms.
 * @param {Read[]} reads
 * @param {Answers} answers
 * @param {string[]} remarks
 * @param {Question[]} questions
 */
export function armsUntold(reads, answers, remarks, questions) {
  const times = reads.filter(({ role }) => role === "time");
  if (times.length !== 1 || times[0].kind !== "number") return;
  const labels = reads.filter(
    ({ role, raw }) => ["subject", "arm", "replicate"].includes(role) || KINDS.includes(plain(raw.heading.name)),
  );
  const keys = times[0].cells.map(({ text }, i) => JSON.stringify([text, ...labels.map(({ cells }) => cells[i].text)]));
  if (new Set(keys).size === keys.length || reads.some(({ role }) => role === "dose")) return;
  const known = labels.some(({ role }) => role === "subject" || role === "arm");
  for (const read of reads) {
    if (
      read.role !== "ignored" ||
      read.kind !== "text" ||
      answerFor(answers.roles, read.raw) !== undefined ||
      roleWords("ignored").has(plain(read.raw.heading.name))
    )
      continue;
    const levels = read.cells.filter(({ kind }) => kind !== "empty").map(({ text }) => text);
    const count = new Set(levels).size;
    if (count < 2 || count > 30 || levels.length !== read.cells.length || count * 2 > levels.length) continue;
    // Beside subjects or arms only what makes each row one of its own is asked about.
    if (known && new Set(keys.map((key, i) => `${key} ${read.cells[i].text}`)).size < keys.length) continue;
    questions.push(
      question(
        `Times repeat; ${small(goingOn(read))} has ${count} different words.  Does it tell the arms?`,
        "roles",
        read.raw.letter,
        ["arm", "subject", "ignored"],
      ),
    );
    return;
  }
  const where = known ? " within a subject or an arm" : "";
  remarks.push(`Times repeat${where}: measurements at one time are read as replicates.`);
}
