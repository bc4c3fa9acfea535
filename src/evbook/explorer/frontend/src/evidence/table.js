// The table of the claims: which rows are shown, in which order, and as a CSV file.

import { field } from "../format/csv.js";

/** @import { Claim } from "./claims.js" */

/** @param {HTMLElement} row @param {number} column */
function cellText(row, column) {
  return (row.children[column]?.textContent ?? "").replace(/\s+/g, " ").trim();
}

/**
 * Claims in the order of a column; what is empty stands last, and what is equal keeps the order of the review.
 * @param {Claim[]} claims @param {number} column @param {boolean} descending @param {(claim: Claim) => string} text
 */
export function sorted(claims, column, descending, text) {
  if (column < 0) return claims;
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const keyed = claims.map((claim, i) => ({ claim, i, text: text(claim) }));
  keyed.sort((a, b) => {
    if (!a.text || !b.text) return Number(!a.text) - Number(!b.text) || a.i - b.i;
    return (descending ? -1 : 1) * collator.compare(a.text, b.text) || a.i - b.i;
  });
  return keyed.map(({ claim }) => claim);
}

/** @param {Claim} claim @param {number} column */
export function columnText(claim, column) {
  if (!claim.row) return "";
  // The first column says the claim's name and the claim; it is sorted by the name.
  return column === 0 ? claim.id : cellText(claim.row, column);
}

/** The claims as a CSV file: id, then the columns of the table. @param {Claim[]} claims @param {string[]} columns */
export function csvOf(claims, columns) {
  const head = ["id", ...columns].map(field).join(",");
  const lines = claims.map((claim) =>
    [
      claim.id,
      ...columns.map((_, i) => {
        const text = claim.row ? cellText(claim.row, i) : "";
        return i === 0 ? text.replace(claim.id, "").trim() : text;
      }),
    ]
      .map(field)
      .join(","),
  );
  return [head, ...lines].join("\r\n") + "\r\n";
}

/**
 * Shows these claims in this order, and no other.
 * @param {HTMLTableSectionElement} body
 * @param {Claim[]} all
 * @param {Claim[]} shown
 */
export function show(body, all, shown) {
  const kept = new Set(shown);
  for (const claim of all) if (claim.row) claim.row.hidden = !kept.has(claim);
  body.append(...shown.flatMap(({ row }) => (row ? [row] : [])));
}
