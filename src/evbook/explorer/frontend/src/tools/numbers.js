// The tool that writes the figure out as tables, and copies them as a spreadsheet takes them.

import { copy } from "../ui/clipboard.js";
import { button } from "../ui/button.js";
import { element } from "../ui/dom.js";
import { curveTable, measureTable } from "./table.js";

/**
 * The cells of tables with tabs between them, a line a row and an empty one between tables.
 * @param {HTMLElement} tables
 */
function tabbed(tables) {
  const row = (/** @type {HTMLTableRowElement} */ one) =>
    [...one.cells].map((cell) => (cell.textContent ?? "").trim()).join("\t");
  return [...tables.querySelectorAll("table")].map((table) => [...table.rows].map(row).join("\n")).join("\n\n");
}

/** @type {import("./registry.js").Tool} */
export const numbers = {
  id: "numbers",
  make(explorer) {
    const tables = element("div", {
      class: "evx-tables",
      tabindex: 0,
      role: "region",
      "aria-label": "Numbers of the figure",
    });
    const said = element("span", { role: "status" });
    const copyThem = button("Copy", async () => (said.textContent = await copy(tables, tabbed(tables))));
    let open = false;
    const show = () => {
      said.textContent = "";
      if (open && explorer.run)
        tables.replaceChildren(measureTable(explorer.model, explorer.run), curveTable(explorer.model, explorer.run));
    };
    return {
      body: [element("div", { class: "evx-buttons" }, copyThem, said), tables],
      opened(now) {
        open = now;
        show();
      },
      update: (settled) => settled && show(),
    };
  },
};
