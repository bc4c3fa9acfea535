// What to cite for a setting: the model at these values, where it was seen, and the published model that it stands on.

import named from "../../../../drawing/sources.json" with { type: "json" };

/** @import { Model, Setting } from "../types.js" */

/**
 * The page that a model was seen on.
 * @typedef {{chapter: string, book: string, address: string}} Place
 */

/** A key of the bibliography as a reader sees it: "Kuznetsov 1994", "Herceptin label". @param {string} key */
export function sourceText(key) {
  // Papers whose authors were not seen go by their journals.
  if (key.startsWith("PMC")) return /** @type {Record<string, string>} */ (named)[key] ?? `article ${key}`;
  return key
    .replace(/([A-Za-z])(\d{4})[a-z]?$/, "$1 $2")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .replace(/ Label$/, " label")
    .replace(/^vander /, "van der ");
}

/** @param {Model} model @param {Setting} setting @param {Place} place @param {Date} [day] */
export function citationOf({ program }, setting, { chapter, book, address }, day = new Date()) {
  const { base } = program;
  const where = [chapter && `“${chapter}”`, book].filter(Boolean).join(", in ");
  const values = setting.ev ? "with its EV terms" : "without EV terms";
  const lines = [
    `The evbook contributors. ${program.title} (model ${program.id}, declaration ${program.hash}), ${values}, ` +
      `at the setting of the link below.${where ? ` ${where}.` : ""} Seen on ${day.toISOString().slice(0, 10)}.`,
  ];
  if (address) lines.push(address);
  if (base) {
    const known = [
      base.source && sourceText(base.source),
      base.doi && `https://doi.org/${base.doi}`,
      base.biomodels && `BioModels ${base.biomodels}`,
    ]
      .filter(Boolean)
      .join(", ");
    lines.push(`Its base, to be cited with it: ${base.what}${known ? ` (${known})` : ""}`);
  }
  return lines.join("\n");
}
