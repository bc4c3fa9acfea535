// A curve that a reader drew beside the model's: how far apart the two are, in words.

import { quantityText, numberText } from "../format/numbers.js";
import { atShare, shareOf } from "../scene/cursor.js";

/** @import { Axis, Line } from "../types.js" */

/** Nearer than this share of the axis, two curves are as good as one: a hand draws no better. */
const NEAR = 0.04;

/**
 * A curve's height at a place of the horizontal axis, as a share of its own.
 * @param {Line} line @param {Axis} axis @param {number} x
 */
export function heightAt({ x: xs, y: ys }, axis, x) {
  const last = xs.length - 1;
  if (!(x >= xs[0] && x <= xs[last])) return NaN;
  let k = 0;
  while (k < last - 1 && xs[k + 1] < x) k += 1;
  const part = xs[k + 1] === xs[k] ? 0 : (x - xs[k]) / (xs[k + 1] - xs[k]);
  const [from, to] = [shareOf(axis, ys[k]), shareOf(axis, ys[k + 1])];
  return from + (to - from) * part;
}

/** "rises", "falls" or "stays" from the first number to the last. @param {number[]} heights */
const course = (heights) => {
  const by = heights[heights.length - 1] - heights[0];
  return Math.abs(by) < NEAR ? "stays" : by > 0 ? "rises" : "falls";
};

/**
 * The difference of two curves in two sentences; all are shares of the axes.
 * @param {{x: Axis, y: Axis, xs: number[], drawn: number[], model: number[], unit: string, when: string}} of
 *   unit: of the curves; when: the unit of the horizontal axis
 */
export function differenceText({ x, y, xs, drawn, model, unit, when }) {
  const both = xs.map((_, i) => i).filter((i) => !Number.isNaN(drawn[i]) && !Number.isNaN(model[i]));
  if (both.length < 2) return "Draw over some of the window first.";
  const apart = (/** @type {number} */ i) => Math.abs(drawn[i] - model[i]);
  const far = both.reduce((a, b) => (apart(b) > apart(a) ? b : a));
  const near = both.filter((i) => apart(i) <= NEAR).length / both.length;
  if (apart(far) <= NEAR) return "Your curve is the model's, as nearly as a hand draws.";
  const said = (/** @type {number} */ share) => quantityText(Number(atShare(y, share).toPrecision(2)), unit);
  const [ours, theirs] = [drawn, model].map((heights) => course(both.map((i) => heights[i])));
  const settled = (/** @type {string} */ verb) => (verb === "stays" ? "stays where it begins" : verb);
  const begins =
    ours === theirs
      ? `Like the model's, your curve ${settled(ours)} from first to last.`
      : `Your curve ${settled(ours)} from first to last; the model's ${settled(theirs)}.`;
  const place = quantityText(Number(atShare(x, xs[far]).toPrecision(3)), when);
  const ratio = atShare(y, model[far]) / atShare(y, drawn[far]);
  const times =
    y.log && ratio > 0
      ? `, ${numberText(Math.max(ratio, 1 / ratio), 2)} times as ${ratio > 1 ? "much" : "little"}`
      : "";
  return (
    `${begins} They are furthest apart at ${place}: you drew ${said(drawn[far])}, ` +
    `and the model has ${said(model[far])}${times}. ` +
    `Over ${numberText(100 * near, 2)} % of what you drew the two agree.`
  );
}
