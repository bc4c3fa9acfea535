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
 * Show the field, whose place the page has kept, and listen to it.  A closed part with a row that is shown opens while
 * something is typed, and one without is not shown; what the reader had opened is open again afterwards.
 * @param {HTMLElement} box a `.evbook-filtered` with a hidden `.evbook-filter` and tables in it
 */
function attach(box) {
  const bar = /** @type {HTMLElement|null} */ (box.querySelector(".evbook-filter"));
  const field = bar?.querySelector("input"),
    count = bar?.querySelector("output");
  if (!bar || !field || !count) return;
  const noun = box.dataset.noun || "rows";
  const parts = Array.from(box.querySelectorAll("details"));
  const rows = Array.from(box.querySelectorAll("tbody tr"), (row) => {
    const part = row.closest("details");
    // the line of a closed part is said of each of its rows
    const head = part?.querySelector("summary")?.textContent ?? "";
    return { row: /** @type {HTMLElement} */ (row), part, text: plain(`${row.textContent} ${head}`) };
  });
  /** @type {Set<HTMLDetailsElement> | null} what was open before anything was typed */
  let before = null;
  const apply = () => {
    const typed = field.value.trim() !== "";
    if (typed) before ??= new Set(parts.filter((part) => part.open));
    const held = new Set();
    let shown = 0;
    for (const { row, part, text } of rows) {
      row.hidden = !matches(text, field.value);
      if (row.hidden) continue;
      shown++;
      held.add(part);
    }
    for (const part of parts) {
      part.hidden = !held.has(part);
      if (typed) part.open = held.has(part);
      else if (before) part.open = before.has(part);
    }
    if (!typed) before = null;
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
