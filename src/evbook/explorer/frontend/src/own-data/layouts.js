// Wide and long: times in headings become a column, groups above names become arms, repeated names replicates.
// The rules are those of Python's evbook.own_data.layouts.

import { cellOf } from "./cells.js";
import { headingOf, roleOf } from "./headings.js";
import { dosesInBrackets } from "./multipliers.js";
import { letterOf } from "./raw.js";
import { counts } from "./sheet.js";
import { timesInHeadings } from "./wide.js";
import { listed, plain } from "./words.js";

/** @import { Raw } from "./raw.js" */
/** @import { Sheet } from "./sheet.js" */

/** @param {Sheet} sheet @returns {{raws: Raw[], remarks: string[]}} */
export function columnsOf(sheet) {
  /** @type {string[]} */
  const remarks = [];
  const width = sheet.rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const pad = (/** @type {string[]} */ row) => Array.from({ length: width }, (_, j) => row[j] ?? "");
  const heads = sheet.heads.map(pad);
  const rows = sheet.rows.map(({ number }) => number);
  const cells = Array.from({ length: width }, (_, j) => sheet.rows.map((row) => row.cells[j] ?? ""));
  const units = pad(sheet.units ?? []);
  // One cell above names that are times is the title of what was measured.
  const title = heads.length === 2 ? heads[0].filter(Boolean) : [];
  if (heads.length === 1 || title.length === 1) {
    const wide = timesInHeadings(sheet, heads[heads.length - 1], cells, title.length ? headingOf(title[0]).unit : null);
    if (wide) return wide;
  }
  let groups = heads.length === 2 ? heads[0] : pad([]);
  let names = heads[heads.length - 1] ?? pad([]);
  if (heads.length === 2) {
    groups = filledForward(groups, names);
    remarks.push("Two rows of headings are read: groups above, names below.");
  } else if (names.some(Boolean) && !names.every(Boolean)) names = continued(names, cells);
  let raws = names.map((name, j) => {
    let own = headingOf(name);
    if (units[j].trim() && !own.unit) own = headingOf(`${name} [${units[j].trim().replace(/^[[(]|[\])]$/g, "")}]`);
    /** @type {Raw} */
    const raw = {
      letter: letterOf(j),
      heading: own,
      cells: cells[j],
      rows,
      arm: "",
      replicate: 0,
      axis: false,
      named: name,
    };
    return groups[j] ? underGroup(raw, groups[j], name) : raw;
  });
  raws = raws.filter((raw) => raw.cells.some(Boolean) || (raw.named && !/^(Unnamed: \d+)?$/.test(raw.named)));
  raws = dosesInBrackets(raws, headingOf, remarks);
  replicates(raws, remarks);
  return { raws, remarks };
}

/**
 * A group stands over its first column and holds until the next one.
 * @param {string[]} groups
 * @param {string[]} names
 */
function filledForward(groups, names) {
  let now = "";
  return groups.map((group, j) => (now = group || (names[j] || now ? now : "")));
}

/**
 * A column of numbers without a name belongs to the name before it.
 * @param {string[]} names
 * @param {string[][]} cells
 */
function continued(names, cells) {
  const found = [...names];
  for (let j = 2; j < names.length; j++)
    if (!names[j] && cells[j].some(Boolean) && found[j - 1]) found[j] = found[j - 1];
  return found;
}

/**
 * A column under a group: the group is its arm.
 * @param {Raw} raw
 * @param {string} group
 * @param {string} name
 * @returns {Raw}
 */
function underGroup(raw, group, name) {
  const over = headingOf(group);
  if (plain(name) === "x")
    return {
      ...raw,
      arm: over.name,
      axis: true,
      heading: { ...raw.heading, text: `${group} X`, name: `${over.name} X`, time: 2 },
    };
  if (plain(name) === "y") return { ...raw, arm: over.name, heading: { ...over, text: group, time: 0 } };
  const own = raw.heading;
  if (own.time >= 2 || !over.name || plain(over.name) === plain(name)) return raw;
  if (own.statistic && (own.name === "" || own.name === name))
    return {
      ...raw,
      arm: over.name,
      heading: { ...own, text: `${group} ${name}`, name: over.name, unit: own.unit ?? over.unit },
    };
  return { ...raw, arm: over.name, heading: name ? { ...own, unit: own.unit ?? over.unit } : over };
}

const NUMBERED = new RegExp(
  String.raw`^(.*?\D)[\s_.-]+(?:(?:bio|tech)?rep(?:licate)?|r|n|m|s|mouse|animal|rat|donor|patient|well|#)?` +
    String.raw`[\s_.-]*(\d{1,2})$`,
  "i",
);

/** Columns of one name are replicates of each other. @param {Raw[]} raws @param {string[]} remarks */
function replicates(raws, remarks) {
  /** @type {Map<string, Raw[]>} */
  const byName = new Map();
  for (const raw of raws) {
    const said = roleOf(raw.heading);
    // "Control, Control, Treatment, Treatment" are replicates of what elsewhere heads a column of labels.
    const repeated = raws.filter(({ named }) => plain(named) === plain(raw.named)).length > 1;
    if (raw.heading.time >= 2 || raw.axis || !raw.named.trim() || (said && !(said === "arm" && repeated))) continue;
    if (["other", "sd", "sem", "n", "error"].includes(raw.heading.statistic)) continue;
    // pandas writes a second V as V.1
    const stem = plain(raw.heading.name.replace(/(?<=\D)\.\d+$/, "")) || plain(raw.heading.name);
    const key = JSON.stringify([stem, raw.heading.statistic, raw.arm]);
    byName.set(key, [...(byName.get(key) ?? []), raw]);
  }
  /** @type {Map<string, {count: number, raw: Raw}[]>} */
  const numbered = new Map();
  for (const raw of raws) {
    const match = NUMBERED.exec(raw.heading.name.trim());
    if (!match || raw.heading.statistic || raw.heading.time >= 2) continue;
    const stem = match[1].replace(/^[ _.-]+|[ _.-]+$/g, "");
    numbered.set(stem, [...(numbered.get(stem) ?? []), { count: Number(match[2]), raw }]);
  }
  for (const same of byName.values()) {
    if (same.length < 2) continue;
    const name = same[0].heading.name.replace(/\.\d+$/, "");
    const { named } = same[0];
    const labels = same.map(({ heading }) => heading.unit?.label ?? heading.odd);
    if (labels.every(Boolean) && new Set(labels).size > 1) {
      remarks.push(
        `${same.length} columns are headed “${same[0].heading.name}” in several units (${labels.join(", ")}): if ` +
          "they are one measurement, ignore all but one.",
      );
      continue;
    }
    same.forEach((raw, i) => {
      raw.arm ||= name;
      raw.replicate = i + 1;
      raw.heading = { ...raw.heading, name };
    });
    remarks.push(`${same.length} columns are headed “${named}”: they are read as replicates of one.`);
  }
  for (const [name, same] of numbered) {
    if (same.length < 2 || !counts(same.map(({ count }) => String(count))) || same.some(({ raw }) => raw.replicate))
      continue;
    if (numbered.size === 1 && !/rep|mouse|animal/i.test(same[0].raw.heading.name) && same.length < 3) continue;
    for (const { count, raw } of same) {
      raw.arm ||= name;
      raw.replicate = count;
    }
    remarks.push(`${same.length} columns are headed “${name}” with a number: they are read as replicates of one.`);
  }
}

/** Whether a column counts the rows under a heading that says nothing else. @param {Raw} raw */
export function isRowNumber({ named, cells }) {
  if (!listed("row_names").has(plain(named)) && named.trim() !== "#") return false;
  return counts(cells.map((cell) => cellOf(cell).number));
}
