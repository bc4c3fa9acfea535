// The setting: the reader's values.  Pure functions; a setting is replaced, never changed.

import { checkedRow, kindsOf, MOST_ROWS } from "./schedule.js";

/** @import { Challenge, Model, Parameter, Row, Scenario, Setting } from "../types.js" */

/** How far "days shown" may go, as a share of the declared window. */
const WINDOW = { shortest: 0.05, longest: 4 };

/** @param {number} value @param {number} low @param {number} high */
function clamp(value, low, high) {
  return value < low ? low : value > high ? high : value;
}

/** @param {Model} model @param {string} [id] @returns {Scenario|undefined} the named scenario, or the first */
export function scenarioOf(model, id) {
  const { scenarios } = model.program;
  return scenarios.find((scenario) => scenario.id === id) ?? scenarios[0];
}

/**
 * The declared values, some of them replaced.
 * @param {Model} model
 * @param {Record<string, number>} [replaced]
 * @returns {Setting}
 */
export function fromDefaults(model, replaced = {}) {
  const values = Float64Array.from(model.defaults);
  for (const [name, value] of Object.entries(replaced)) {
    const i = model.parameterIndex.get(name);
    if (i !== undefined) values[i] = clampTo(model.program.parameters[i], value);
  }
  return { values, ev: true, end: model.program.time.end, scenario: "", challenge: "", schedule: null };
}

/**
 * @param {Model} model
 * @param {string} [id]
 * @returns {Setting} a scenario's setting; the defaults when there is none
 */
export function fromScenario(model, id) {
  const scenario = scenarioOf(model, id);
  return { ...fromDefaults(model, scenario?.values), ev: scenario?.ev ?? true, scenario: scenario?.id ?? "" };
}

/** @param {Model} model @param {string} [id] @returns {Challenge|undefined} */
export function challengeOf(model, id) {
  return model.program.challenges.find((challenge) => challenge.id === id);
}

/**
 * Where a challenge begins: what it sets, else the declared values, and EV terms on.
 * @param {Model} model
 * @param {string} id
 * @returns {Setting}
 */
export function fromChallenge(model, id) {
  const challenge = challengeOf(model, id);
  return { ...fromDefaults(model, challenge?.start), challenge: challenge?.id ?? "" };
}

/**
 * Whether the challenge that the reader is at holds a parameter where it is.
 * @param {Model} model
 * @param {Setting} setting
 * @param {string} name
 */
export function isHeld(model, { challenge }, name) {
  return challenge !== "" && (challengeOf(model, challenge)?.fixed.includes(name) ?? false);
}

/**
 * The setting that a figure of the page starts from: its scenario, and what was changed from it.
 * @param {Model} model
 * @param {DOMStringMap} data  scenario or challenge, setting (JSON of values by name), schedule (JSON of rows), ev
 *   ("on" or "off")
 * @returns {Setting}
 */
export function fromFigure(model, { scenario, challenge, setting: changed, schedule, ev }) {
  let start = challenge ? fromChallenge(model, challenge) : fromScenario(model, scenario);
  if (schedule) start = withSchedule(model, start, JSON.parse(schedule));
  for (const [name, value] of Object.entries(JSON.parse(changed ?? "{}")))
    start = withValue(model, start, name, Number(value));
  return ev ? { ...start, ev: ev === "on" } : start;
}

/** @param {Parameter} parameter @param {number} value */
function clampTo(parameter, value) {
  if (value === 0 && parameter.zero) return 0;
  return Number.isFinite(value) ? clamp(value, parameter.low, parameter.high) : parameter.value;
}

/** @param {Model} model @param {Setting} setting @param {string} name @param {number} value @returns {Setting} */
export function withValue(model, setting, name, value) {
  const i = model.parameterIndex.get(name);
  if (i === undefined || isHeld(model, setting, name)) return setting;
  const values = Float64Array.from(setting.values);
  values[i] = clampTo(model.program.parameters[i], value);
  return { ...setting, values };
}

/** The shortest and longest window that the reader may ask for. @param {Model} model */
export function windowRange(model) {
  const { kind, time } = model.program;
  const span = time.end - time.start;
  // The axis of a curve model is what it is; only time goes on.
  if (kind === "curve") return { low: time.end, high: time.end };
  return { low: time.start + WINDOW.shortest * span, high: time.start + WINDOW.longest * span };
}

/** @param {Model} model @param {Setting} setting @param {number} end @returns {Setting} */
export function withEnd(model, setting, end) {
  const { low, high } = windowRange(model);
  if (setting.challenge) return setting; // its measures speak of the declared window
  return Number.isFinite(end) ? { ...setting, end: clamp(end, low, high) } : setting;
}

/** @param {Model} model @param {Setting} setting @returns {Record<string, number>} values by name */
export function valuesByName(model, setting) {
  return Object.fromEntries(model.program.parameters.map((parameter, i) => [parameter.name, setting.values[i]]));
}

/** @param {Setting} a @param {Setting} b */
export function sameSetting(a, b) {
  if (a.challenge !== b.challenge || !sameSchedule(a.schedule, b.schedule)) return false;
  return (
    a.ev === b.ev && a.end === b.end && a.scenario === b.scenario && a.values.every((value, i) => value === b.values[i])
  );
}

/** The task of the challenge, or what the scenario means. @param {Model} model @param {Setting} setting */
export function meaningOf(model, { challenge, scenario }) {
  return challengeOf(model, challenge)?.task ?? scenarioOf(model, scenario)?.meaning ?? "";
}

/**
 * Where a reset leads: the start of the challenge, or the present scenario, as the figure first showed it if it did.
 * @param {Model} model
 * @param {Setting} now
 * @param {Setting} start  what the figure first showed
 * @returns {Setting}
 */
export function homeOf(model, { challenge, scenario }, start) {
  if (challenge) return fromChallenge(model, challenge);
  return scenario === start.scenario && !start.challenge ? start : fromScenario(model, scenario);
}

/** @param {Model} model @param {Setting} setting @param {Partial<Row>[]|null} rows @returns {Setting} */
export function withSchedule(model, setting, rows) {
  if (setting.challenge || kindsOf(model).length === 0) return setting; // a challenge is met by what it names
  const kept = rows
    ?.slice(0, MOST_ROWS)
    .map((row) => checkedRow(model, row))
    .filter((row) => row !== null);
  return { ...setting, schedule: kept ?? null };
}

/** @param {Row[]|null} a @param {Row[]|null} b */
export function sameSchedule(a, b) {
  if (!a || !b) return a === b;
  return (
    a.length === b.length &&
    a.every(
      (row, i) =>
        row.name === b[i].name &&
        ["start", "size", "every", "count"].every(
          (key) => /** @type {any} */ (row)[key] === /** @type {any} */ (b[i])[key],
        ),
    )
  );
}
