// The tool that writes the figure out as tables.

import { element } from "../dom.js";
import { curveTable, measureTable } from "./table.js";

/** @type {import("./registry.js").Tool} */
export const numbers = {
  id: "numbers",
  title: "Numbers as a table",
  place: "drawer",
  applies: () => true,
  make(explorer) {
    const tables = element("div", { class: "evx-tables", tabindex: 0, role: "region", "aria-label": "Numbers of the figure" });
    let open = false;
    const show = () => {
      if (open && explorer.run) tables.replaceChildren(measureTable(explorer.model, explorer.run), curveTable(explorer.model, explorer.run));
    };
    return {
      body: [tables],
      opened(now) {
        open = now;
        show();
      },
      update: (settled) => settled && show(),
    };
  },
};
