// The parts of a scene that can be switched where they act: a number on each, and its name below.

import { withValue } from "../model/setting.js";
import { element } from "../ui/dom.js";

/** @import { Explorer } from "../explorer.js" */
/** @import { PartSaid } from "../types.js" */

export class Parts {
  /** @param {Explorer} explorer @param {PartSaid[]} said @param {Element} list  that of the page, or a new one */
  constructor(explorer, said, list) {
    this.explorer = explorer;
    if (!list.children.length)
      list.append(
        ...said.map(({ label, x, y }) =>
          element("li", { style: `--x:${x / 480};--y:${y / 200}` }, element("span"), element("span", {}, label)),
        ),
      );
    this.buttons = said.map(({ parameter, label }, i) => {
      const button = element(
        "button",
        { type: "button", role: "switch", class: "evx-part", "aria-label": label, title: label },
        String(i + 1),
      );
      button.addEventListener("click", () => {
        const { setting, model } = explorer;
        explorer.change(withValue(model, setting, parameter, this.value(parameter) > 0 ? 0 : 1), true);
      });
      list.children[i].firstElementChild?.replaceWith(button);
      return { button, parameter };
    });
  }

  /** @param {string} parameter */
  value(parameter) {
    const { setting, model } = this.explorer;
    return setting.values[model.parameterIndex.get(parameter) ?? 0];
  }

  show() {
    const { explorer } = this;
    for (const { button, parameter } of this.buttons) {
      const held = !explorer.setting.ev || explorer.controls.reasonToHold(explorer.setting, parameter) !== "";
      const on = String(this.value(parameter) > 0 && explorer.setting.ev);
      if (button.getAttribute("aria-checked") !== on) button.setAttribute("aria-checked", on);
      if (button.disabled !== held) button.disabled = held;
    }
  }
}
