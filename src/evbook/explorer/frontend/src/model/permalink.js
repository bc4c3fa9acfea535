// A setting as the fragment of the page's address:  #ev:<model>@<hash>?<name>=<value>&…
// The fragment comes from anywhere, so it is parsed, clamped, and never trusted.
// Any other fragment is an ordinary anchor and none of our business.

import { rowsFrom, rowsText } from "./schedule.js";
import { challengeOf, fromChallenge, fromScenario, isHeld, withEnd, withSchedule, withValue } from "./setting.js";

/** @import { Model, Setting } from "../types.js" */

/** Longest fragment that is looked at; ours are a tenth of it. */
const LONGEST = 4000;
/** Lists that a view may have. */
const MOST_CHOICES = 4;
/** Keys that are not parameters start with an underscore, which no parameter's name does. */
const RESERVED = {
  ev: "_ev",
  scenario: "_scenario",
  end: "_end",
  view: "_view",
  choices: "_choices",
  challenge: "_challenge",
  schedule: "_schedule",
  moment: "_t",
};

/** @typedef {{model: string, hash: string, pairs: [string, string][]}} Fragment */

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % is kept as it is
  }
}

/**
 * Takes a fragment apart; null when it is an ordinary anchor.
 * @param {string} fragment  with or without its leading #
 * @returns {Fragment|null}
 */
export function parse(fragment) {
  if (typeof fragment !== "string" || fragment.length > LONGEST) return null;
  const match = /^#?ev:([a-z0-9]+(?:-[a-z0-9]+)*)(?:@([0-9a-f]{1,64}))?(?:\?(.*))?$/s.exec(
    decoded(fragment.split("?")[0]) + tail(fragment),
  );
  if (!match) return null;
  const [, model, hash = "", query = ""] = match;
  /** @type {[string, string][]} */
  const pairs = [];
  for (const part of query.split("&")) {
    const at = part.indexOf("=");
    if (at > 0) pairs.push([decoded(part.slice(0, at)), decoded(part.slice(at + 1))]);
  }
  return { model, hash, pairs };
}

/** @param {string} fragment */
function tail(fragment) {
  const at = fragment.indexOf("?");
  return at < 0 ? "" : fragment.slice(at);
}

/** A number written plainly; NaN for anything else ("0x10", "", "1e", "Infinity"). @param {string} text */
function plainNumber(text) {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : NaN;
}

/**
 * The setting that a fragment asks for, as far as it makes sense.
 * @param {Model} model
 * @param {Fragment} fragment
 * @returns {{setting: Setting, view: string, choices: string[], moment: number|null, notice: string}}
 *   choices: what the lists of the view should stand at, in order; moment: the time that is looked at, null for none;
 *   notice: a sentence, "" when all is well
 */
export function apply(model, fragment) {
  const asked = new Map(fragment.pairs);
  const challenge = challengeOf(model, asked.get(RESERVED.challenge));
  let setting = challenge ? fromChallenge(model, challenge.id) : fromScenario(model, asked.get(RESERVED.scenario));
  // An attempt at a challenge has its EV terms on.
  if (!challenge && asked.get(RESERVED.ev) === "off") setting = { ...setting, ev: false };
  if (asked.get(RESERVED.ev) === "on") setting = { ...setting, ev: true };
  setting = withSchedule(model, setting, rowsFrom(model, asked.get(RESERVED.schedule)));
  if (model.program.kind !== "curve") setting = withEnd(model, setting, plainNumber(asked.get(RESERVED.end) ?? ""));
  let limited = 0;
  for (const [name, text] of asked) {
    const value = plainNumber(text);
    const i = model.parameterIndex.get(name);
    if (i === undefined || !Number.isFinite(value)) continue;
    setting = withValue(model, setting, name, value);
    if (setting.values[i] !== value && !isHeld(model, setting, name)) limited += 1;
  }
  const stale = fragment.hash !== "" && fragment.hash !== model.program.hash;
  const notice = [
    stale
      ? "This link was made with another version of the model: the picture may differ from what its author saw."
      : "",
    limited
      ? limited === 1
        ? "One value of this link lies outside the range and was limited."
        : `${limited} values of this link lie outside the range and were limited.`
      : "",
  ];
  const moment = plainNumber(asked.get(RESERVED.moment) ?? "");
  return {
    setting,
    moment: Number.isFinite(moment) ? moment : null,
    view: asked.get(RESERVED.view) ?? "",
    choices: (asked.get(RESERVED.choices) ?? "").split(",").filter(Boolean).slice(0, MOST_CHOICES),
    notice: notice.filter(Boolean).join(" "),
  };
}

/**
 * The fragment of a setting; what equals the scenario is left out.
 * @param {Model} model
 * @param {Setting} setting
 * @param {string} [view]  left out when it is the time course
 * @param {string[]} [choices]  of the view's own, such as the parameter that it sweeps
 * @param {number|null} [moment]  that is looked at
 */
export function fragmentOf(model, setting, view = "", choices = [], moment = null) {
  const { program } = model;
  const start = setting.challenge ? fromChallenge(model, setting.challenge) : fromScenario(model, setting.scenario);
  /** @type {string[]} */
  const parts = [];
  if (setting.challenge) parts.push(`${RESERVED.challenge}=${encodeURIComponent(setting.challenge)}`);
  if (setting.scenario && setting.scenario !== program.scenarios[0]?.id)
    parts.push(`${RESERVED.scenario}=${encodeURIComponent(setting.scenario)}`);
  if (setting.ev !== start.ev) parts.push(`${RESERVED.ev}=${setting.ev ? "on" : "off"}`);
  if (setting.end !== start.end) parts.push(`${RESERVED.end}=${setting.end}`);
  if (setting.schedule) parts.push(`${RESERVED.schedule}=${encodeURIComponent(rowsText(setting.schedule))}`);
  if (view && view !== "timecourse") parts.push(`${RESERVED.view}=${encodeURIComponent(view)}`);
  if (moment !== null) parts.push(`${RESERVED.moment}=${Number(moment.toPrecision(4))}`);
  if (choices.length) parts.push(`${RESERVED.choices}=${choices.map(encodeURIComponent).join(",")}`);
  program.parameters.forEach(({ name }, i) => {
    if (setting.values[i] !== start.values[i]) parts.push(`${encodeURIComponent(name)}=${setting.values[i]}`);
  });
  return `#ev:${program.id}@${program.hash}${parts.length ? "?" + parts.join("&") : ""}`;
}

/** What a link takes from the reader's hands: `_lock` holds controls where they are, `_hide` takes parts away. */
const LIMITS = { lock: "_lock", hide: "_hide" };

/** @typedef {{lock: string[], hide: string[]}} Limits */

/**
 * The limits of a fragment: parameters (or "all") to lock, parts to hide; what is unknown is left out.
 * @param {Model} model
 * @param {Fragment|null} fragment
 * @returns {Limits}
 */
export function limitsOf(model, fragment) {
  const asked = new Map(fragment?.pairs);
  const listed = (/** @type {string} */ key) => [...new Set((asked.get(key) ?? "").split(","))];
  return {
    lock: listed(LIMITS.lock).filter((name) => name === "all" || model.parameterIndex.has(name)),
    hide: listed(LIMITS.hide).filter((name) => Object.hasOwn(model.program.panel.parts, name)),
  };
}

/** A fragment with its limits, so that they last. @param {string} fragment @param {Limits} limits */
export function withLimits(fragment, { lock, hide }) {
  const parts = [
    lock.length ? `${LIMITS.lock}=${lock.map(encodeURIComponent).join(",")}` : "",
    hide.length ? `${LIMITS.hide}=${hide.join(",")}` : "",
  ].filter(Boolean);
  return parts.length ? fragment + (fragment.includes("?") ? "&" : "?") + parts.join("&") : fragment;
}
