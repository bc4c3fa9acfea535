// The tool that says what to cite for the present setting.

import { citationOf } from "../model/citation.js";
import { copy } from "../ui/clipboard.js";
import { button } from "../ui/button.js";
import { element } from "../ui/dom.js";

/** What the page says of itself. @param {string} name */
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";

/** @type {import("./registry.js").Tool} */
export const cite = {
  id: "cite",
  make(explorer) {
    const text = element("p", { class: "evx-citation" });
    const said = element("span", { role: "status" });
    const copyIt = button("Copy", async () => (said.textContent = await copy(text, text.textContent ?? "")));
    let open = false;
    const show = () => {
      if (!open) return;
      const place = {
        chapter: meta("citation_title"),
        book: meta("citation_inbook_title") || meta("citation_book_title"),
        address: explorer.host.link(explorer),
      };
      text.textContent = citationOf(explorer.model, explorer.setting, place);
      said.textContent = "";
    };
    return {
      body: [text, element("div", { class: "evx-buttons" }, copyIt, said)],
      opened(now) {
        open = now;
        show();
      },
      update: (settled) => settled && show(),
    };
  },
};
