// How far the curves that are shown are from the points, and what of the table is not compared, in words.

import { element } from "../ui/dom.js";
import { numberText, quantityText } from "../format/numbers.js";

/** @import { Model } from "../types.js" */
/** @import { Misfit, Observations } from "./residuals.js" */

/** @param {Model} model @param {Misfit} one @param {boolean} log */
function misfit(model, { series, rms, share, points }, log) {
  const r2 = Number.isNaN(share) ? "" : `, R² ${share < -99 ? "far below 0" : numberText(share, 3)}`;
  const size = log
    ? `off by ${rms > 1e6 ? "more than a factor of a million" : `a factor of ${numberText(rms, 3)}`}`
    : `off by ${quantityText(rms, model.series.get(series)?.unit ?? "")}`;
  const number = `${points} point${points === 1 ? "" : "s"}`;
  return `${size} (root mean square of ${number}${log ? ", in logarithms" : ""})${r2}.`;
}

/** What is not compared. @param {Observations} observations */
export function leftOut({ beyond, unlogged, limited, unsure, units, log, absolute }) {
  const words = [
    beyond
      ? `${beyond} point${beyond === 1 ? " lies" : "s lie"} where the model is not computed, ` +
        `and ${beyond === 1 ? "is" : "are"} drawn but not compared.`
      : "",
    unlogged
      ? `${unlogged} point${unlogged === 1 ? "" : "s"} of 0 or less ` +
        `${unlogged === 1 ? "has" : "have"} no logarithm and ${unlogged === 1 ? "is" : "are"} left out.`
      : "",
    limited
      ? `${limited} point${limited === 1 ? " lies" : "s lie"} beyond a limit: a fit counts ` +
        `${limited === 1 ? "it" : "them"} by the chance of that.`
      : "",
    unsure
      ? `${unsure} point${unsure === 1 ? " has" : "s have"} no standard error or one of 0, ` +
        "so the table’s errors do not weigh in a fit."
      : "",
    units && !log && !absolute ? "The curves have different units, so in a fit each counts by its own spread." : "",
  ]
    .filter(Boolean)
    .join(" ");
  return words ? [element("p", {}, words)] : [];
}

/**
 * @param {Model} model
 * @param {Observations} observations
 * @param {Misfit[]} found
 */
export function misfitWords(model, observations, found) {
  const arms = new Set(found.map(({ arm }) => arm));
  return found.map((one) => {
    const name = model.series.get(one.series)?.label ?? one.series;
    const of = arms.size > 1 && one.arm ? ` (${one.arm})` : "";
    return element(
      "p",
      { "data-series": one.series, "data-rms": one.rms },
      `${name}${of}: ${misfit(model, one, observations.log)}`,
    );
  });
}
