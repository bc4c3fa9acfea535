// Wide and long: times in headings become a column, groups above names become arms, repeated names replicates.
// The rules are those of Python's evbook.own_data.layouts.

import { cellOf } from "./cells.js";
import { heading, headingOf, roleOf } from "./headings.js";
import { counts } from "./sheet.js";
import { timeUnitOf } from "./units.js";
import { general, listed, plain, roleWords } from "./words.js";

/** @import { Heading } from "./headings.js" */
/** @import { Sheet } from "./sheet.js" */

/**
 * @typedef {object} Raw  One column before its meaning is settled.
 * @property {string} letter
 * @property {Heading} heading
 * @property {string[]} cells
 * @property {number[]} rows
 * @property {string} arm
 * @property {number} replicate
 * @property {boolean} axis
 * @property {string} named
 */

/** "A" for 0, "Z" for 25, "AA" for 26. @param {number} index @returns {string} */
const letterOf = (index) =>
  (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + (index % 26));

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
  if (heads.length === 1) {
    const wide = timesInHeadings(sheet, heads[0], cells);
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

/** Columns of one name are replicates of each other. @param {Raw[]} raws @param {string[]} remarks */
function replicates(raws, remarks) {
  /** @type {Map<string, Raw[]>} */
  const byName = new Map();
  for (const raw of raws) {
    if (raw.heading.time >= 2 || raw.axis || !raw.named.trim() || roleOf(raw.heading)) continue;
    // pandas writes a second V as V.1
    const stem = plain(raw.heading.name.replace(/(?<=\D)\.\d+$/, "")) || plain(raw.heading.name);
    const key = JSON.stringify([stem, raw.heading.statistic, raw.arm]);
    byName.set(key, [...(byName.get(key) ?? []), raw]);
  }
  /** @type {Map<string, {count: number, raw: Raw}[]>} */
  const numbered = new Map();
  for (const raw of raws) {
    const match = /^(.*?\D)[\s_.-]+(?:rep(?:licate)?|r|n|mouse|animal|well|#)?[\s_.-]*(\d{1,2})$/i.exec(
      raw.heading.name.trim(),
    );
    if (!match || raw.heading.statistic || raw.heading.time >= 2) continue;
    const stem = match[1].replace(/^[ _.-]+|[ _.-]+$/g, "");
    numbered.set(stem, [...(numbered.get(stem) ?? []), { count: Number(match[2]), raw }]);
  }
  for (const same of byName.values()) {
    if (same.length < 2) continue;
    const name = same[0].heading.name.replace(/\.\d+$/, "");
    const { named } = same[0];
    const labels = same.map(({ heading }) => heading.unit?.label ?? "");
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

/**
 * The time that a heading is: "Day 4", "D4", "t=0 h", "10 min".
 * @param {string} text
 * @returns {{value: number, unit: string}|null}
 */
function timePoint(text) {
  const one = text.trim();
  const match = /^(?<before>[A-Za-zäéíû=]*?)[\s_=:.-]*(?<value>\d+(?:[.,]\d+)?)\s*(?<after>[A-Za-z]*)\.?$/.exec(
    one.replace(/^(?:time|t|zeit)\s*[=:]?\s*(?=\d)/i, ""),
  )?.groups;
  const t = "tT".includes(one.slice(0, 1)) && one !== "";
  if (!match || !(match.before || match.after || t)) return null;
  const [before, after] = [timeUnitOf(match.before || "?"), timeUnitOf(match.after || "?")];
  const unit = before ?? after;
  const lower = match.before.toLowerCase();
  if (!unit && !(["", "t", "time"].includes(lower) && !match.after && t)) return null;
  if ((match.before && !before && !["t", "time"].includes(lower)) || (match.after && !after)) return null;
  return { value: Number(match.value.replace(",", ".")), unit: unit?.label ?? "" };
}

/**
 * A table with a row for each subject and a column for each time, turned.
 * @param {Sheet} sheet
 * @param {string[]} names
 * @param {string[][]} cells
 */
function timesInHeadings(sheet, names, cells) {
  let points = names.map((name) => (name ? timePoint(name) : null));
  let at = [...names.keys()].filter((j) => points[j]);
  let numbers = false;
  if (at.length < 2 || new Set(at.map((j) => points[j]?.unit)).size !== 1) {
    at = [...names.keys()].filter((j) => j > 0 && /^\d+(?:[.,]\d+)?$/.test(names[j]));
    const values = at.map((j) => Number(names[j].replace(",", ".")));
    // "Day, 0, 10, 100" has doses for names and its time in the first column.
    if (
      at.length < 2 ||
      values.some((value, i) => i > 0 && !(value > values[i - 1])) ||
      headingOf(names[0]).time >= 2 ||
      at[at.length - 1] - at[0] !== at.length - 1 ||
      !names[0]
    )
      return null;
    points = names.map((_, j) => (at.includes(j) ? { value: values[at.indexOf(j)], unit: "" } : null));
    numbers = true;
  }
  const others = [...names.keys()].filter((j) => !at.includes(j));
  if (!numbers && others.some((j) => headingOf(names[j]).time >= 2 && cells[j].some(Boolean))) return null;
  const unit = points[at[0]]?.unit;
  const times = at.map((j) => general(points[j]?.value ?? NaN));
  const remarks = ["Times stand in the headings, so each row is read as a column of its own."];
  let own = headingOf(unit ? `time [${unit}]` : "time");
  if (numbers) {
    // A first heading such as "Mouse / Day" names the unit.
    const said = names[0]
      .split(/[\s/\\|]+/)
      .filter((word) => word.length > 1)
      .map(timeUnitOf)
      .find(Boolean);
    if (said) own = headingOf(`time [${said.label}]`);
  }
  const columnRows = at.map((j) => j + 1);
  /** @type {Raw[]} */
  const raws = [
    {
      letter: letterOf(at[0]),
      heading: { ...own, text: "time" },
      cells: times,
      rows: columnRows,
      arm: "",
      replicate: 0,
      axis: false,
      named: "time",
    },
  ];
  const roles = new Map(
    others.map((j) => [
      j,
      roleOf(headingOf(names[j])) || (roleWords("subject").has(plain(names[j]).split(" ")[0]) ? "subject" : ""),
    ]),
  );
  /** @type {Map<string, number>} */
  const taken = new Map();
  sheet.rows.forEach(({ number }, i) => {
    const labels = others.filter((j) => cells[j][i]);
    const well = others
      .filter((j) => ["well row", "well col", "well column"].includes(plain(names[j])))
      .map((j) => cells[j][i])
      .join("");
    const labelled = (/** @type {string[]} */ ...of) => labels.find((j) => of.includes(roles.get(j) ?? ""));
    const [armAt, subjectAt] = [labelled("arm"), labelled("subject", "replicate")];
    const arm = armAt === undefined ? "" : cells[armAt][i];
    const subject = well || (subjectAt === undefined ? "" : cells[subjectAt][i]);
    let name = subject || labels.map((j) => cells[j][i]).join(" ") || `row ${number}`;
    if (arm && name && !subject) name = arm;
    const values = at.map((j) => cells[j][i]);
    if (!values.some(Boolean)) return;
    taken.set(arm || name, (taken.get(arm || name) ?? 0) + 1);
    raws.push({
      letter: `row ${number}`,
      heading: heading(name, name),
      cells: values,
      rows: columnRows,
      arm,
      replicate: taken.get(arm || name) ?? 0,
      axis: false,
      named: name,
    });
  });
  for (const raw of raws.slice(1)) {
    if ((taken.get(raw.arm || raw.named) ?? 0) < 2) raw.replicate = 0;
    else raw.arm ||= raw.named;
  }
  return { raws, remarks };
}

/** Whether a column counts the rows under a heading that says nothing else. @param {Raw} raw */
export function isRowNumber({ named, cells }) {
  if (!listed("row_names").has(plain(named)) && named.trim() !== "#") return false;
  return counts(cells.map((cell) => cellOf(cell).number));
}
