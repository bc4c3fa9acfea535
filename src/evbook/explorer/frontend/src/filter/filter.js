// A search field over a long table: rows that do not hold every word typed are hidden.  Without this script the
// table is simply whole.

/** @param {string} text */
const plain = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();

/**
 * Whether a row's text holds every word of the query, in any order.
 * @param {string} text as `plain` gives it
 * @param {string} query
 */
export function matches(text, query) {
  return plain(query)
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => text.includes(word));
}

/**
 * Show the field, whose place the page has kept, and listen to it.
 * @param {HTMLElement} box a `.evbook-filtered` with a hidden `.evbook-filter` and a table in it
 */
function attach(box) {
  const table = box.querySelector("table");
  const bar = /** @type {HTMLElement|null} */ (box.querySelector(".evbook-filter"));
  const field = bar?.querySelector("input"),
    count = bar?.querySelector("output");
  if (!table || !bar || !field || !count) return;
  const noun = box.dataset.noun || "rows";
  const rows = Array.from(table.querySelectorAll("tbody tr"), (row) => ({
    row: /** @type {HTMLElement} */ (row),
    text: plain(row.textContent ?? ""),
  }));
  const apply = () => {
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !matches(text, field.value);
      if (!row.hidden) shown++;
    }
    count.textContent = `${shown} of ${rows.length} ${noun}`;
  };
  field.addEventListener("input", apply);
  bar.hidden = false;
  apply();
}

if (typeof document !== "undefined") {
  const start = () =>
    document.querySelectorAll(".evbook-filtered").forEach((box) => attach(/** @type {HTMLElement} */ (box)));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
