// A reader's own table, read: what each column is, in which unit, and what the table leaves open.
// The same rules as Python's evbook.own_data; the files of tests/own_data hold the two together.

import { cellOf } from "./cells.js";
import { gridOf } from "./grid.js";
import { toldApart } from "./kinds.js";
import { columnsOf } from "./layouts.js";
import { sideOf, withLimits } from "./limits.js";
import { ROLES, rolesOf } from "./roles.js";
import { answerFor, question, told } from "./told.js";
import { sheetOf } from "./sheet.js";
import { inTheUnitOfTheirValue } from "./spreads.js";
import { textOf } from "./text.js";
import { unitOf } from "./units.js";
import { ColumnReader, evidenceOf, serialDates } from "./values.js";
import { general, many, plain, Refusal } from "./words.js";

/** @import { Evidence } from "./decimal-marks.js" */
/** @import { Raw } from "./raw.js" */
/** @import { Read } from "./told.js" */
/** @import { Unit } from "./units.js" */

/**
 * @typedef {object} Question
 * @property {string} sentence
 * @property {string} option   which of the answers decides it
 * @property {string} column   its letter; "" for the table
 * @property {string[]} choices
 *
 * @typedef {object} Answers
 * @property {string} [time]
 * @property {string} [decimal]
 * @property {Record<string, string>} [units]
 * @property {Record<string, string>} [roles]
 * @property {string} [dates]
 * @property {string} [clock]
 * @property {(string|number)[]} [missing]
 * @property {number} [limit]
 * @property {string} [logarithms]
 *
 * @typedef {object} Column
 * @property {string} letter
 * @property {string} heading
 * @property {string} name
 * @property {string} role
 * @property {string} unit
 * @property {number} factor
 * @property {(number|string)[]} values  NaN where nothing was measured, a cell gives a limit, or a question is open
 * @property {string} arm
 * @property {number} replicate
 * @property {string} along
 * @property {string} of
 * @property {number[]|null} censored
 * @property {number[]|null} limits
 * @property {string[]} first   the first cells as they stand in the file
 *
 * @typedef {object} Table
 * @property {Column[]} columns
 * @property {string[]} remarks
 * @property {Question[]} questions
 * @property {number[]} rows
 */

/**
 * Read a table, and ask about what it leaves open.
 * @param {Uint8Array|string} source
 * @param {Answers} [answers]
 * @returns {Table}
 * @throws {Refusal} with a sentence for the reader
 */
export function readTable(source, answers = {}) {
  checked(answers);
  const { text, remarks: said } = textOf(source);
  const sheet = sheetOf(gridOf(text));
  const layout = columnsOf(sheet);
  if (layout.raws.length < 2)
    throw new Refusal(
      "The table has fewer than two columns that hold anything.  Time and what was measured are needed.",
    );
  const { raws, remarks: dropped } = withoutMarkedRows(layout.raws);
  const { reads, remarks: taken, questions } = rolesOf(raws, answers);
  const evidence = evidenceOf(reads);
  const remarks = [...said, ...sheet.remarks, ...layout.remarks, ...dropped, ...taken];
  let columns = reads.flatMap((read) => columnOf(read, evidence, sheet.separator, answers, remarks, questions));
  columns = inTheUnitOfTheirValue(columns, remarks);
  columns = withEvents(columns, remarks);
  const limited = withLimits(columns, answers, remarks, questions);
  columns = toldApart(limited.columns, answers, remarks);
  for (const { role, unit, letter, heading } of columns) {
    if (role === "time" && unit === "")
      remarks.push(`Column ${letter}${heading ? `, “${heading}”` : ""}: no unit of time is given.`);
  }
  return { columns, remarks: [...new Set(remarks)], questions: once(limited.questions), rows: reads[0].raw.rows };
}

/** @param {Answers} answers */
function checked({ decimal, dates, clock, logarithms, roles = {}, limit }) {
  for (const [what, given, allowed] of /** @type {[string, string|undefined, string[]][]} */ ([
    ["decimal", decimal, [".", ","]],
    ["dates", dates, ["day first", "month first"]],
    ["clock", clock, ["h:m", "m:s"]],
    ["logarithms", logarithms, ["undo", "keep"]],
  ]))
    if (given !== undefined && !allowed.includes(given))
      throw new Refusal(`${what} is ${allowed.join(" or ")}, not ${given}.`);
  for (const [name, role] of Object.entries(roles))
    if (!ROLES.includes(role)) throw new Refusal(`${name}: there is no role ${role}; there are ${ROLES.join(", ")}.`);
  if (limit !== undefined && !(limit > 0))
    throw new Refusal(`The limit of quantification must be above 0, not ${limit}.`);
}

/**
 * Pharmacometric tables mark rows to be left out by C in a column C.
 * @param {Raw[]} raws
 * @returns {{raws: Raw[], remarks: string[]}}
 */
function withoutMarkedRows(raws) {
  const [first] = raws;
  const marks = first.cells.map((cell) => cell.trim().toLowerCase());
  if (plain(first.named) !== "c" || !marks.every((mark) => ["c", ".", ""].includes(mark))) return { raws, remarks: [] };
  const kept = [...marks.keys()].filter((i) => marks[i] !== "c");
  const count = marks.length - kept.length;
  const remarks = count
    ? [
        `${many(count, "row")} marked C in column ${first.letter} ${count === 1 ? "is" : "are"} left out, ` +
          `as such tables mean it.`,
      ]
    : [];
  return {
    raws: raws
      .slice(1)
      .map((raw) => ({ ...raw, cells: kept.map((i) => raw.cells[i]), rows: kept.map((i) => raw.rows[i]) })),
    remarks,
  };
}

/** The labels of a column: numbers where all are numbers, else text. @param {Read} read */
function labelsOf({ cells }) {
  const texts = cells.map(({ text }) => text.trim());
  return texts.length &&
    texts.every((text) => /^\d+(?:\.0+)?$/.test(text) && !(text.startsWith("0") && text.length > 1))
    ? texts.map(Number)
    : texts;
}

/**
 * The records of one column: itself, and a spread that its cells give beside their numbers.
 * @param {Read} read
 * @param {Map<string, Evidence>} evidence
 * @param {string} separator
 * @param {Answers} answers
 * @param {string[]} remarks
 * @param {Question[]} questions
 * @returns {Column[]}
 */
function columnOf(read, evidence, separator, answers, remarks, questions) {
  const { raw, role, kind } = read;
  const { heading } = raw;
  /** @type {Column} */
  const base = {
    letter: raw.letter,
    heading: heading.text || raw.named,
    name: kind === "text" ? heading.text : heading.name || heading.text,
    role,
    unit: "",
    factor: 1,
    values: [],
    arm: role === "time" && !raw.axis ? "" : raw.arm,
    replicate: raw.replicate,
    along: read.along,
    of: read.of,
    censored: null,
    limits: null,
    first: read.cells.slice(0, 3).map(({ text }) => text),
  };
  if (["arm", "subject", "replicate"].includes(role) || (role === "ignored" && (kind === "text" || kind === "empty")))
    return [{ ...base, values: labelsOf(read) }];
  if (kind === "text") {
    if (role !== "censored")
      throw new Refusal(
        `${told(read)} holds text, so it cannot be “${role}”; it can be an arm, a subject, a replicate or ignored.`,
      );
    return [{ ...base, values: read.cells.map(({ text }) => sideOf(text)) }];
  }
  const reader = new ColumnReader(read, evidence, separator, answers);
  const days = read.cells.filter((cell) => cell.kind === "number").map(({ number }) => number);
  if (
    ["date", "datum", "dates"].includes(plain(heading.name)) &&
    kind === "number" &&
    !serialDates(read) &&
    days.every((one) => /^(19|20)\d{6}$/.test(one))
  ) {
    const cells = read.cells.map((cell) =>
      cell.kind === "number"
        ? cellOf(`${cell.number.slice(0, 4)}-${cell.number.slice(4, 6)}-${cell.number.slice(6)}`)
        : cell,
    );
    reader.read = { ...read, cells, kind: "date" };
  }
  const numbers = reader.numbers();
  if (serialDates(read)) {
    const start = Math.floor(numbers.values.reduce((least, value) => (value < least ? value : least), Infinity));
    numbers.values = numbers.values.map((value) => value - start);
    numbers.unit = unitOf("day");
    reader.remarks.push(
      `${told(read)}: these are a spreadsheet’s numbers of days; they are read as days since the first one.`,
    );
  }
  const { unit } = numbers;
  const factor = unit?.factor ?? 1;
  let label = unit?.label ?? "";
  let values = numbers.values.map((value) => value * factor);
  if (role !== "ignored") {
    remarks.push(...reader.remarks);
    questions.push(...reader.questions);
    const asked = questions.length;
    values = withDoubts(read, unit, values, answers, remarks, questions);
    if (heading.logarithm) [values, label] = withLogarithms(read, values, answers, remarks, questions);
    if (factor !== 1 && questions.length === asked)
      remarks.push(`${told(read)}: the numbers of the file are multiplied by ${general(factor)} to be in ${label}.`);
    if (role === "time" && (label === "month" || label === "year"))
      remarks.push(`${told(read)}: a ${label} is taken as ${label === "month" ? 30.4375 : 365.25} days.`);
  }
  const censored = numbers.censored.some(Boolean);
  const column = {
    ...base,
    unit: label,
    factor,
    values,
    censored: censored ? numbers.censored : null,
    limits: censored ? numbers.limits.map((limit) => limit * factor) : null,
  };
  if (!numbers.spreads || role !== "value") return [column];
  let spreadRole = heading.spread || answers.roles?.[`${raw.letter} ±`] || "";
  if (spreadRole !== "sd" && spreadRole !== "sem") {
    questions.push(
      question(
        `${told(read)}: is what stands behind “±” a standard deviation (sd) ` +
          "or a standard error of the mean (sem)?",
        "roles",
        `${raw.letter} ±`,
        ["sd", "sem", "ignored"],
      ),
    );
    spreadRole = "ignored";
  }
  return [
    column,
    {
      ...base,
      letter: `${raw.letter} ±`,
      heading: `${heading.text} ±`,
      name: `${heading.name} ±`,
      role: spreadRole,
      unit: label,
      factor,
      values: numbers.spreads.map((value) => value * factor),
      of: raw.letter,
      first: [],
    },
  ];
}

/**
 * Ask about a unit that can be read in two ways, and say of a text that is no unit.
 * @param {Read} read
 * @param {Unit|null} unit
 * @param {number[]} values
 * @param {Answers} answers
 * @param {string[]} remarks
 * @param {Question[]} questions
 */
function withDoubts(read, unit, values, answers, remarks, questions) {
  const { heading, letter } = read.raw;
  if (answerFor(answers.units, read.raw) !== undefined) return values;
  const doubt = heading.doubt || unit?.doubt;
  if (doubt) {
    questions.push(question(`${told(read)}: ${doubt}.  What is the unit?`, "units", letter));
    return values.map(() => NaN);
  }
  if (heading.odd && !heading.logarithm)
    remarks.push(
      `${told(read)}: “${heading.odd}” is no unit that is known here; ` + "its numbers are left as they are.",
    );
  return values;
}

/**
 * @param {Read} read
 * @param {number[]} values
 * @param {Answers} answers
 * @param {string[]} remarks
 * @param {Question[]} questions
 * @returns {[number[], string]}
 */
function withLogarithms(read, values, answers, remarks, questions) {
  const word = read.raw.heading.logarithm;
  const base = word === "log2" ? 2 : word === "ln" || word === "loge" ? Math.E : 10;
  if (answers.logarithms === "undo") {
    remarks.push(`${told(read)}: the numbers are logarithms and are turned back into numbers.`);
    return [values.map((value) => base ** value), unitOf(answerFor(answers.units, read.raw) ?? "")?.label ?? ""];
  }
  if (answers.logarithms === "keep") return [values, ""];
  questions.push(
    question(
      `${told(read)}: the heading says that its numbers are logarithms (${word}).  Shall they be turned ` +
        `back (undo) or kept (keep)?`,
      "logarithms",
      read.raw.letter,
      ["undo", "keep"],
    ),
  );
  return [values.map(() => NaN), ""];
}

/** @param {number|string} value */
const isEvent = (value) => typeof value === "number" && Number.isFinite(value) && value !== 0;

/** Rows of doses hold no measurement. @param {Column[]} columns @param {string[]} remarks @returns {Column[]} */
function withEvents(columns, remarks) {
  const byName = new Map(columns.filter(({ role }) => role === "dose").map((column) => [plain(column.name), column]));
  const named = ["evid", "mdv", "amt", "dose"].find(
    (name) => byName.has(name) && (name !== "dose" || byName.has("amt")),
  );
  const marks = named ? byName.get(named)?.values.map(isEvent) : undefined;
  if (!marks) return columns;
  if (named === "evid") byName.get("mdv")?.values.forEach((value, i) => (marks[i] ||= isEvent(value)));
  const count = marks.filter(Boolean).length;
  if (!count) return columns;
  let hidden = 0;
  const made = columns.map((column) => {
    if (column.role !== "value") return column;
    hidden += column.values.filter((value, i) => marks[i] && Number.isFinite(value)).length;
    return { ...column, values: column.values.map((value, i) => (marks[i] ? NaN : value)) };
  });
  const more = hidden ? `; ${many(hidden, "number")} there ${hidden === 1 ? "is" : "are"} not taken for one.` : ".";
  remarks.push(
    `${many(count, "row")} ${count === 1 ? "is a dose or holds" : "are doses or hold"} no measurement${more}`,
  );
  return made;
}

/**
 * One question about the decimal mark is enough for a table; the others are about columns.
 * @param {Question[]} questions
 */
function once(questions) {
  /** @type {Question[]} */
  const kept = [];
  for (const one of questions) {
    const whole = ["decimal", "dates", "clock"].includes(one.option);
    if (!kept.some((other) => (whole && other.option === one.option) || other.sentence === one.sentence))
      kept.push(one);
  }
  return kept;
}
