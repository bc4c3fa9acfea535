// Rows of doses in a table (AMT, EVID, ADDL, II) as the schedule of a model, for each arm or subject.  Python's
// `evbook.own_data.doses` reads them in the same way.

import { unitText } from "../format/numbers.js";
import { kindsOf, MOST_ROWS } from "../model/schedule.js";
import { armColumn, axisOf, conversion } from "./columns.js";
import { ALL } from "./arms.js";

/** @import { Model, Row } from "../types.js" */
/** @import { Table } from "./reader.js" */

/** For comparing names of such columns. @param {string} text */
const plain = (text) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

/**
 * @param {Model} model
 * @param {Table} table
 * @returns {{schedules: Map<string, Row[]>, remarks: string[]}|null} null where the table holds no doses; no schedules
 *   where they are none that this model can be given, which a remark says
 */
export function schedulesOf(model, table) {
  const named = new Map(
    table.columns.filter(({ role }) => role === "dose").map((column) => [plain(column.name), column]),
  );
  const amount = named.get("amt") ?? named.get("amount");
  const time = table.columns.find(({ role }) => role === "time");
  if (!amount || !time) return null;
  const at = (/** @type {string} */ name, /** @type {number} */ i) => {
    const value = Number(named.get(name)?.values[i] ?? NaN);
    return Number.isFinite(value) ? value : 0;
  };
  const rows = table.rows.map((_, i) => i);
  const event = (/** @type {number} */ i) => (named.has("evid") ? at("evid", i) : Number(Number(amount.values[i]) > 0));
  const dosed = rows.filter((i) => event(i) !== 0 && Number(amount.values[i]) > 0);
  const none = (/** @type {string} */ why) => ({
    schedules: new Map(),
    remarks: [`The doses of the table are not given: ${why}.`],
  });
  if (dosed.length === 0) return null;
  if (rows.some((i) => event(i) >= 3)) return none("EVID 3 and 4 empty the system, which no schedule here can");
  for (const name of ["rate", "dur"])
    if (dosed.some((i) => at(name, i) !== 0))
      return none(`column ${named.get(name)?.letter} gives infusions, and doses here are given at once`);
  if (dosed.some((i) => at("ss", i) !== 0)) return none("SS asks for a steady state before the dose");
  if (dosed.some((i) => !(Number(time.values[i]) >= 0))) return none("a dose has no time, or one before 0");
  const kinds = kindsOf(model).filter(({ kind }) => kind === "dose");
  if (kinds.length === 0) return none("this model has no doses");
  if (new Set(kinds.map(({ index }) => index)).size > 1)
    return none(
      `this model has doses of several kinds (${kinds.map(({ label }) => label).join("; ")}); ` +
        "write them under Schedule",
    );
  const [kind] = kinds;
  const size = conversion(amount.unit, kind.unit);
  const clock = conversion(time.unit, axisOf(model).unit);
  if (size.factor === null || clock.factor === null) return none(size.remark || clock.remark);
  // The interval is in the unit of time where it has none of its own.
  const own = named.get("ii")?.unit && time.unit ? conversion(named.get("ii")?.unit ?? "", time.unit) : null;
  if (own?.factor === null) return none(own.remark);
  const interval = own?.factor ?? 1;
  const groups = armColumn(table);
  // Subjects that were all given the same are one arm, and the doses of one of them are those of all.
  const subject = table.columns.find(({ role }) => role === "subject");
  const kept = groups || !subject ? dosed : dosed.filter((i) => subject.values[i] === subject.values[dosed[0]]);
  const compartments = new Set(dosed.map((i) => at("cmt", i)));
  /** @type {Map<string, {time: number, amount: number}[]>} */
  const given = new Map();
  for (const i of kept) {
    const group = groups ? String(groups.values[i]) : ALL;
    const list = given.get(group) ?? [];
    for (let k = 0; k <= at("addl", i); k++)
      list.push({
        time: (Number(time.values[i]) + k * at("ii", i) * interval) * (clock.factor ?? 1),
        amount: Number(amount.values[i]) * (size.factor ?? 1),
      });
    given.set(group, list);
  }
  const schedules = new Map([...given].map(([group, list]) => [group, compressed(kind.name, list)]));
  if ([...schedules.values()].some((list) => list.length > MOST_ROWS))
    return none(`they take more than ${MOST_ROWS} rows of a schedule`);
  return {
    schedules,
    remarks: [
      `Column ${amount.letter} gives ${dosed.length === 1 ? "a dose" : `${dosed.length} doses`}` +
        `${groups && given.size > 1 ? ` to ${given.size} ${groups.role === "arm" ? "arms" : "subjects"}` : ""}: ` +
        `a fit gives them in place of the model’s own (${kind.label.toLowerCase()}, ` +
        `${unitText(kind.unit) || "no unit"}${size.remark ? `; ${size.remark}` : ""}).`,
      ...(compartments.size > 1
        ? ["Doses go into several compartments (CMT); all are given to the one that this model has."]
        : []),
    ],
  };
}

/**
 * Doses as rows: those of one size at one distance are one row.
 * @param {string} name
 * @param {{time: number, amount: number}[]} list
 * @returns {Row[]}
 */
function compressed(name, list) {
  const left = [...list].sort((a, b) => a.time - b.time || a.amount - b.amount);
  /** @type {Row[]} */
  const rows = [];
  for (let i = 0; i < left.length; ) {
    const [{ time, amount }, next] = [left[i], left[i + 1]];
    const every = next && next.amount === amount ? next.time - time : 0;
    let count = 1;
    while (
      every > 0 &&
      left[i + count]?.amount === amount &&
      Math.abs(left[i + count].time - (time + count * every)) <= 1e-9 * (1 + time + count * every)
    )
      count += 1;
    // What units have cost in the last digits is rounded off.
    const [start, size, apart] = [time, amount, count > 1 ? every : 0].map((x) => Number(x.toPrecision(12)));
    rows.push({ name, start, size, every: apart, count });
    i += count;
  }
  return rows;
}
