// The model as SBML at the reader's values.  The document was written by Python when the page was made, with EV terms
// and without; here numbers are put into it, and a schedule of the reader's own takes the place of the declared events.

import { withStartingNumbers } from "./sbml-start.js";
import { dosesOf, kindsOf } from "./schedule.js";

/** @import { Model, Setting } from "../types.js" */

/** The document in both versions. @typedef {{on: string, off: string}} Templates */

/** Events that a schedule may take up in a file. */
const MOST_EVENTS = 1000;
/** The priority of the first of them, above those of the triggers of a file. */
const FIRST = 1e6;
const TIME = '<csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/time"> time </csymbol>';
const MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML">';

/** A number in MathML. @param {number} value */
const cn = (value) => {
  const [mantissa, exponent] = value.toExponential().split("e");
  return `<cn type="e-notation"> ${mantissa} <sep/> ${Number(exponent)} </cn>`;
};

/**
 * Something that happens once, before what triggers do at that moment.
 * @param {number} i
 * @param {number} time
 * @param {string} variable
 * @param {string} math
 */
function event(i, time, variable, math) {
  return (
    `<event id="own_schedule_${i}" useValuesFromTriggerTime="false">` +
    `<trigger initialValue="false" persistent="true">${MATH}<apply><geq/>${TIME}${cn(time)}</apply></math></trigger>` +
    `<priority>${MATH}${cn(FIRST - i)}</math></priority>` +
    `<listOfEventAssignments><eventAssignment variable="${variable}">` +
    `${MATH}${math}</math></eventAssignment></listOfEventAssignments></event>\n`
  );
}

/**
 * The document at a setting.
 * @param {Model} model
 * @param {Templates} templates
 * @param {Setting} setting
 * @returns {string}
 * @throws {RangeError} when the schedule is too long for a file; the message is for the reader
 */
export function sbmlAt(model, templates, setting) {
  const numbers = new Map(model.program.parameters.map(({ name }, i) => [name, setting.values[i]]));
  // A parameter is a tag of its own, and its id stands in it once; without EV terms some of them are absent.
  const text = templates[setting.ev ? "on" : "off"].replace(/<parameter\b[^>]*>/g, (tag) => {
    const value = numbers.get(/\sid="([^"]+)"/.exec(tag)?.[1] ?? "");
    return value === undefined ? tag : tag.replace(/\svalue="[^"]*"/, ` value="${value}"`);
  });
  return setting.schedule
    ? withEvents(model, withStartingNumbers(withNothingAtTheStart(model, text)), setting)
    : withStartingNumbers(text);
}

/**
 * The document without what the declared schedule gives at time 0, which stands in initial assignments.
 * @param {Model} model
 * @param {string} text
 */
function withNothingAtTheStart(model, text) {
  const names = new Set(kindsOf(model).map(({ name, kind }) => (kind === "dose" ? `${name}_at_start` : name)));
  return text.replace(
    /(<initialAssignment\b[^>]*\ssymbol="([^"]+)"[\s\S]*?<math[^>]*>)[\s\S]*?(<\/math>)/g,
    (whole, before, symbol, after) => (names.has(symbol) ? `${before}${cn(0)}${after}` : whole),
  );
}

/** @param {Model} model @param {string} text @param {Setting} setting */
function withEvents(model, text, setting) {
  const kinds = kindsOf(model);
  const doses = dosesOf(model, setting.schedule ?? []);
  if (doses.length > MOST_EVENTS)
    throw new RangeError(
      `The schedule has ${doses.length} doses and sessions, and a file takes at most ${MOST_EVENTS}.`,
    );
  const names = new Set(
    kinds.flatMap(({ name, kind }) => (kind === "dose" ? [name] : [`${name}_starts`, `${name}_ends`])),
  );
  const kept = text.replace(/\s*<event\b[^>]*\sid="([^"]+)"[\s\S]*?<\/event>/g, (whole, id) =>
    names.has(id) ? "" : whole,
  );
  const own = doses.map(({ time, state, amount }, i) => {
    const session = kinds.find(({ kind, index }) => kind === "session" && index === state);
    if (session) return event(i, time, session.name, cn(amount > 0 ? 1 : 0));
    const { name } = model.program.states[state];
    return event(i, time, name, `<apply><plus/><ci> ${name} </ci>${cn(amount)}</apply>`);
  });
  // A file may not hold an empty list.
  const filled = kept.replace("</listOfEvents>", `${own.join("")}</listOfEvents>`);
  return filled.replace(/\s*<listOfEvents>\s*<\/listOfEvents>/, "");
}
