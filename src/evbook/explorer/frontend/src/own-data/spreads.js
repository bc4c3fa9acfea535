// SD and SEM in the unit of the value they belong to; one in per cent of the value is no spread in its unit.

import { factorBetween, unitOf } from "./units.js";

/** @import { Column } from "./reader.js" */

/**
 * Turn spreads into the unit of their value, and leave out those that cannot be turned.
 * @param {Column[]} columns
 * @param {string[]} remarks
 * @returns {Column[]}
 */
export function inTheUnitOfTheirValue(columns, remarks) {
  return columns.map((column) => {
    const value = columns.find(({ letter }) => letter === column.of);
    if (!["sd", "sem"].includes(column.role) || !value || column.unit === "" || column.unit === value.unit)
      return column;
    const where = `Column ${column.letter}, “${column.heading}”,`;
    if (column.unit === "%") {
      remarks.push(`${where} is a share of its value in per cent, and is left out.`);
      return { ...column, role: "ignored" };
    }
    const [given, wanted] = [unitOf(column.unit), unitOf(value.unit || "1")];
    const factor = given && wanted ? factorBetween(given, wanted) : null;
    if (factor === null) {
      remarks.push(
        `${where} is in ${column.unit}, which cannot be turned into ${value.unit || "the unit of"} ` +
          `“${value.heading}”, and is left out.`,
      );
      return { ...column, role: "ignored" };
    }
    remarks.push(`${where} is turned into ${value.unit}, the unit of its value.`);
    const values = column.values.map((one) => Number(one) * factor);
    return { ...column, unit: value.unit, factor: column.factor * factor, values };
  });
}
