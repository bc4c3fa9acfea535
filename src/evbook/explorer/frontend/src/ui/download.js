// Taking the figure away: the curves as CSV, the picture as SVG or PNG.  Nothing leaves the browser.

import { valuesByName } from "../model/setting.js";

/** @import { Picture, Run } from "../types.js" */
/** @import { Model } from "../model/program.js" */

/** A field of a CSV file, quoted when it must be. @param {string} text */
export function field(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {number} value */
function number(value) {
  return Number.isFinite(value) ? String(value) : "";
}

/** @param {Model} model @param {Run} run @param {string} link the address that reproduces the setting; may be "" */
export function csvOf(model, run, link = "") {
  const { program } = model;
  const unit = (/** @type {string} */ u) => u || "1";
  const comment = [
    `${program.title} (${program.id}@${program.hash})`,
    `EV terms: ${run.setting.ev ? "on" : "off"}`,
    ...program.parameters.map(({ name, unit: u }) => `${name} = ${valuesByName(model, run.setting)[name]} [${unit(u)}]`),
    ...(run.setting.schedule ?? []).map(({ name, start, size, every, count }) => `schedule: ${name} at ${start}, size ${size}, every ${every}, ${count} times [${unit(program.time.unit)}]`),
    ...(link ? [link] : []),
    ...(run.trouble ? [run.trouble] : []),
  ].map((line) => `# ${line.replace(/[\r\n]+/g, " ")}`);
  const names = [...run.main.series.keys()];
  const unitOf = (/** @type {string} */ name) => unit(model.series.get(name)?.unit ?? "");
  /** @type {[string, ArrayLike<number>][]} */
  const columns = [
    [`${program.time.symbol || "t"} [${unit(program.time.unit)}]`, run.times],
    ...names.map((name) => /** @type {[string, ArrayLike<number>]} */ ([`${name} [${unitOf(name)}]`, run.main.series.get(name)])),
  ];
  if (run.companion) {
    for (const name of names) {
      const off = run.companion.series.get(name);
      if (off) columns.push([`${name} without EV terms [${unitOf(name)}]`, off]);
    }
  }
  const rows = [columns.map(([head]) => field(head)).join(",")];
  for (let i = 0; i < run.times.length; i++) rows.push(columns.map(([, values]) => number(values[i])).join(","));
  return [...comment, ...rows].join("\n") + "\n";
}

/** Hands a file to the reader. @param {Document} page @param {Blob} blob @param {string} name */
export function save(page, blob, name) {
  const address = URL.createObjectURL(blob);
  const link = page.createElement("a");
  link.href = address;
  link.download = name;
  page.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The bytes of a data address, without asking the network for it. @param {string} address */
export function blobOf(address) {
  const [head, body] = [address.slice(0, address.indexOf(",")), address.slice(address.indexOf(",") + 1)];
  const type = /^data:([^;,]*)/.exec(head)?.[1] || "application/octet-stream";
  if (!/;base64$/.test(head)) return new Blob([decodeURIComponent(body)], { type });
  return new Blob([Uint8Array.from(atob(body), (character) => character.charCodeAt(0))], { type });
}
