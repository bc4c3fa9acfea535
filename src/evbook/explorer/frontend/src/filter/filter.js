// A search field over a long table: rows that do not hold every word typed are hidden.  Without this script the
// table is simply whole.

/** @param {string} text */
const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/**
 * Whether a row's text holds every word of the query, in any order.
 * @param {string} text as `plain` gives it
 * @param {string} query
 */
export function matches(text, query) {
  return plain(query).split(/\s+/).filter(Boolean).every((word) => text.includes(word));
}

/** @param {HTMLElement} box a `.evbook-filtered` with a table in it */
export function attach(box) {
  const table = box.querySelector("table");
  if (!table || box.querySelector("input")) return;
  const noun = box.dataset.noun || "rows";
  const rows = Array.from(table.querySelectorAll("tbody tr"), (row) => ({
    row: /** @type {HTMLElement} */ (row),
    text: plain(row.textContent ?? ""),
  }));
  const field = document.createElement("input");
  field.type = "search";
  field.autocomplete = "off";
  field.spellcheck = false;
  const label = document.createElement("label");
  label.append(`Search the ${noun} `, field);
  const count = document.createElement("output");
  const bar = document.createElement("p");
  bar.className = "evbook-filter";
  bar.append(label, " ", count);
  const apply = () => {
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !matches(text, field.value);
      if (!row.hidden) shown++;
    }
    count.textContent = `${shown} of ${rows.length} ${noun}`;
  };
  field.addEventListener("input", apply);
  box.prepend(bar);
  apply();
}

if (typeof document !== "undefined") {
  const start = () => document.querySelectorAll(".evbook-filtered").forEach((box) => attach(/** @type {HTMLElement} */ (box)));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
