// The tool that says what to cite for the present setting.

import { citationOf } from "../model/citation.js";
import { copy } from "../ui/clipboard.js";
import { element } from "../ui/dom.js";

/** What the page says of itself. @param {string} name */
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";

/** @type {import("./registry.js").Tool} */
export const cite = {
  id: "cite",
  title: "Cite this setting",
  place: "drawer",
  applies: () => true,
  make(explorer) {
    const text = element("p", { class: "evx-citation" });
    const said = element("span", { role: "status" });
    const button = element("button", { type: "button", class: "evx-button" }, "Copy");
    let open = false;
    const show = () => {
      if (!open) return;
      const place = { chapter: meta("citation_title"), book: meta("citation_inbook_title") || meta("citation_book_title"), address: explorer.host.link(explorer) };
      text.textContent = citationOf(explorer.model, explorer.setting, place);
      said.textContent = "";
    };
    button.addEventListener("click", async () => (said.textContent = await copy(text, text.textContent ?? "")));
    return {
      body: [text, element("div", { class: "evx-buttons" }, button, said)],
      opened(now) {
        open = now;
        show();
      },
      update: (settled) => settled && show(),
    };
  },
};
