// What is given, and when: the doses and sessions of a model as rows that can be edited.
// A row is one kind at one size: at start, start + every, …, `count` of them.  A reader's rows take the place of all
// declared ones; Python does the same in evbook.simulation.schedule.

/** @import { Model, Program, Row } from "../types.js" */
/** @import { Dose } from "../numerics/types.js" */

/** Rows that a reader may write, and repeats of one row, as in Python. */
export const MOST_ROWS = 40;
export const MOST_TIMES = 10_000;

/**
 * @typedef {object} Kind  What a row may give.
 * @property {string} name
 * @property {string} label
 * @property {string} meaning
 * @property {"dose"|"session"} kind
 * @property {string} unit    of a row's size: the state's for a dose, time's for a session
 * @property {number} index   of the state, or of the hidden one behind them that a session turns on
 */

/** @param {string} text */
const capital = (text) => (text ? text[0].toUpperCase() + text.slice(1) : text);

/** The kinds of a model, in declared order: doses, then sessions. @param {Model} model @returns {Kind[]} */
export function kindsOf({ program }) {
  const { doses = [], windows = [] } = program.events ?? {};
  return [
    ...doses.map(({ name, state, meaning }) => {
      const index = program.states.findIndex((one) => one.name === state);
      return {
        name,
        label: capital(meaning || name),
        meaning,
        kind: /** @type {const} */ ("dose"),
        unit: program.states[index]?.unit ?? "",
        index,
      };
    }),
    ...windows.map(({ name, meaning }, i) => ({
      name,
      label: capital(meaning || name),
      meaning,
      kind: /** @type {const} */ ("session"),
      unit: program.time.unit,
      index: program.states.length + i,
    })),
  ];
}

/**
 * The rows that the model itself means at these values; a kind that gives nothing has a row all the same.
 * @param {Model} model
 * @param {Float64Array} p
 * @returns {Row[]}
 */
function declaredRows(model, p) {
  const kinds = kindsOf(model);
  const out = new Float64Array(4 * kinds.length);
  model.program.schedule?.(p, out);
  return kinds.map(({ name }, i) => {
    const [start, size, every, count] = out.subarray(4 * i, 4 * i + 4);
    return { name, start, size, every, count: Math.ceil(count) };
  });
}

/**
 * The declared rows as an editor may start from: those that give something, within what a row may be.
 * @param {Model} model
 * @param {Float64Array} p
 */
export function editableRows(model, p) {
  return declaredRows(model, p)
    .map((row) => checkedRow(model, row))
    .filter((row) => row !== null && row.size > 0 && row.count > 0);
}

/**
 * A row with numbers that can be, or null when it names nothing of the model.
 * @param {Model} model
 * @param {Partial<Row>} row
 * @returns {Row|null}
 */
export function checkedRow(model, { name = "", start = NaN, size = NaN, every = NaN, count = NaN }) {
  if (!kindsOf(model).some((kind) => kind.name === name)) return null;
  const amount = (/** @type {number} */ value) => (Number.isFinite(value) && value > 0 ? Math.min(value, 1e12) : 0);
  return {
    name,
    start: amount(start),
    size: amount(size),
    every: amount(every),
    count: Math.min(Math.round(amount(count)), MOST_TIMES),
  };
}

/** When a row happens. @param {Row} row */
function timesOf({ start, every, count }) {
  return Array.from({ length: Math.ceil(Math.min(Math.max(count, 0), MOST_TIMES)) }, (_, k) => start + k * every);
}

/**
 * When sessions of one kind are on; those that touch or overlap are one.
 * @param {Row[]} rows
 * @returns {[number, number][]}
 */
function sessionsOf(rows) {
  const spans = rows
    .filter(({ size }) => size > 0)
    .flatMap((row) => timesOf(row).map((on) => /** @type {[number, number]} */ ([on, on + row.size])));
  spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  /** @type {[number, number][]} */
  const merged = [];
  for (const [on, off] of spans) {
    const last = merged[merged.length - 1];
    if (last && on <= last[1]) last[1] = Math.max(last[1], off);
    else merged.push([on, off]);
  }
  return merged;
}

/**
 * Rows as the doses that the solver gives: sessions before doses at one moment.
 * @param {Model} model
 * @param {Row[]} rows
 * @returns {Dose[]}
 */
export function dosesOf(model, rows) {
  /** @type {(Dose & {order: number})[]} */
  const list = [];
  for (const { name, kind, index } of kindsOf(model)) {
    const own = rows.filter((row) => row.name === name);
    if (kind === "dose") {
      for (const row of own)
        for (const time of timesOf(row)) list.push({ time, state: index, amount: row.size, order: 1 });
    } else {
      for (const [on, off] of sessionsOf(own))
        list.push({ time: on, state: index, amount: 1, order: 0 }, { time: off, state: index, amount: -1, order: 0 });
    }
  }
  return list
    .sort((a, b) => a.time - b.time || a.order - b.order)
    .map(({ time, state, amount }) => ({ time, state, amount }));
}

/**
 * The equations with a reader's schedule in place of the declared one.
 * @param {Model} model
 * @param {Program} program
 * @param {Row[]|null} rows
 * @returns {Program}
 */
export function scheduled(model, program, rows) {
  if (!rows) return program;
  const doses = dosesOf(model, rows);
  return { ...program, doses: () => doses };
}

/**
 * Rows as a link carries them: name~start~size~every~count, with a comma between; "none" when nothing is given.
 * @param {Row[]} rows
 */
export function rowsText(rows) {
  return rows.length
    ? rows.map(({ name, start, size, every, count }) => [name, start, size, every, count].join("~")).join(",")
    : "none";
}

/**
 * What `rowsText` wrote; rows that make no sense are left out, and null is what is no schedule at all.
 * @param {Model} model
 * @param {string} [text]
 * @returns {Row[]|null}
 */
export function rowsFrom(model, text) {
  if (!text || kindsOf(model).length === 0) return null;
  if (text === "none") return [];
  const rows = text
    .split(",")
    .slice(0, MOST_ROWS)
    .map((part) => {
      const [name, ...numbers] = part.split("~");
      if (numbers.length !== 4 || !numbers.every((one) => /^\d+(\.\d+)?(e[+-]?\d{1,2})?$/i.test(one))) return null;
      const [start, size, every, count] = numbers.map(Number);
      return checkedRow(model, { name, start, size, every, count });
    });
  const kept = rows.filter((row) => row !== null);
  return kept.length ? kept : null;
}
