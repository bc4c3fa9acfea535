// A tool whose code comes when it is wanted: its drawer stands there at once, and says what it waits for.

import { button } from "../ui/button.js";
import { element } from "../ui/dom.js";

/** @import { ToolInstance, Tool } from "./registry.js" */

/**
 * What was dropped on a figure, taken at once: a browser empties the event afterwards.
 * @typedef {{files: File[], text: string}} Dropped
 */

/**
 * @param {import("../explorer.js").Explorer} explorer
 * @param {(dropped: Dropped) => void} take
 */
function onDrop({ layout: { root }, limits }, take) {
  const may = (/** @type {DragEvent} */ event) => {
    const types = event.dataTransfer?.types ?? [];
    return (
      (types.includes("Files") || types.includes("text/plain")) &&
      !limits.hide.includes("tools") &&
      !(event.target instanceof HTMLTextAreaElement)
    );
  };
  const mark = (/** @type {boolean} */ on) => root.toggleAttribute("data-dropping", on);
  root.addEventListener("dragover", (event) => {
    if (!may(event)) return;
    event.preventDefault();
    mark(true);
  });
  root.addEventListener(
    "dragleave",
    (event) => !root.contains(/** @type {Node|null} */ (event.relatedTarget)) && mark(false),
  );
  root.addEventListener("drop", (event) => {
    mark(false);
    if (!may(event)) return;
    event.preventDefault();
    take({
      files: [...(event.dataTransfer?.files ?? [])],
      text: event.dataTransfer?.getData("text/plain") ?? "",
    });
  });
}

/** @param {import("../types.js").ToolChoice} choice @returns {Tool} */
export function late(choice) {
  return {
    id: choice.id,
    make(explorer) {
      const place = element("div", { role: "status" });
      let open = false;
      let gone = false;
      /** @type {ToolInstance|null} */
      let instance = null;
      /** @type {Promise<ToolInstance|null>|null} */
      let coming = null;

      const fetched = async () => {
        place.replaceChildren(element("p", { class: "evx-working" }, "Fetching this tool…"));
        try {
          const tool = (await explorer.host.laboratory()).find(({ id }) => id === choice.id);
          if (!tool) throw new Error("The script has no such tool.");
          if (gone) return null;
          instance = tool.make(explorer);
          place.replaceWith(...(instance.body ?? []));
          if (open) instance.opened?.(true);
          return instance;
        } catch (error) {
          coming = null;
          const why = error instanceof Error ? error.message : String(error);
          place.replaceChildren(
            element("p", {}, `This tool could not be fetched: ${why} All else still works.`),
            element(
              "div",
              { class: "evx-buttons" },
              button("Try again", () => void come()),
            ),
          );
          return null;
        }
      };
      const come = () => (coming ??= fetched());

      if (choice.id === "own-data")
        onDrop(explorer, (dropped) => {
          place.closest("details")?.setAttribute("open", "");
          void come().then((tool) => tool?.receive?.(dropped));
        });
      return {
        body: [place],
        opened(now) {
          open = now;
          if (instance) instance.opened?.(now);
          else if (now) void come();
        },
        update: (settled) => instance?.update?.(settled),
        decorate: (picture, run) => instance?.decorate?.(picture, run) ?? picture,
        leave() {
          gone = true;
          instance?.leave?.();
        },
      };
    },
  };
}
