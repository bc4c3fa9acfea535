// The row from which a reader takes the figure away: its curves, its picture, and a link to the setting.

import { button } from "../ui/button.js";
import { element } from "../ui/dom.js";
import { blobOf, save } from "../ui/download.js";
import { csvOf } from "../model/curves-csv.js";
import { sbmlAt } from "../model/sbml.js";
import { presenting } from "./present.js";
import { share } from "./share.js";

/** @type {import("./registry.js").Tool} */
export const takeaway = {
  id: "takeaway",
  make(explorer) {
    const { model, host } = explorer;
    const { program } = model;
    const name = `${program.id}-${program.hash}`;
    const image = (/** @type {"svg"|"png"} */ format) => async () => {
      const plot = await explorer.wake();
      if (plot && explorer.picture)
        save(document, blobOf(await plot.image(explorer.picture, format, program.title)), `${name}.${format}`);
    };
    const table = () => {
      if (explorer.run)
        save(
          document,
          new Blob([csvOf(model, explorer.run, host.link(explorer))], { type: "text/csv" }),
          `${name}.csv`,
        );
    };
    /** @type {[string, () => unknown][]} */
    const offers = [
      ["CSV", table],
      ["SVG", image("svg")],
      ["PNG", image("png")],
    ];
    const buttons = offers.map(([text, act]) => button(text, act));
    const said = element("span", { role: "status" });
    /** A file that takes a while, or fails with a sentence. @param {() => Promise<[Blob, string]|undefined>} make */
    const file = (make) => async () => {
      said.textContent = "Making the file…";
      try {
        const made = await make();
        if (made) save(document, ...made);
        said.textContent = "";
      } catch (error) {
        said.textContent = error instanceof Error ? error.message : String(error);
      }
    };
    const sbml = file(async () => {
      const templates = await host.sbml?.(explorer);
      if (!templates) return;
      return [new Blob([sbmlAt(model, templates, explorer.setting)], { type: "application/sbml+xml" }), `${name}.xml`];
    });
    const omex = file(async () => {
      const tool = (await host.laboratory()).find(({ id }) => id === "experiments");
      const made = await tool?.make(explorer).archive?.();
      return made && [made, `${name}.omex`];
    });
    if (host.sbml && explorer.layout.root.dataset.sbml) {
      buttons.push(button("SBML", sbml, { title: "The model at these values, as SBML" }));
      const what = "The model at these values with its experiments and what they should give, as a COMBINE archive";
      buttons.push(button("OMEX", omex, { title: what }));
    }
    const instead =
      program.kind === "dynamic"
        ? []
        : [element("span", {}, "No SBML, which is for change in time: CSV has the table of values.")];
    const presentation = presenting(explorer);
    const link = element(
      "a",
      { class: "evx-link", href: "#", hidden: true, "aria-label": "Link to this setting" },
      "Link",
    );
    const sharing = host.link(explorer) ? [button("Share …", () => share(explorer))] : [];
    return {
      body: [element("span", {}, "Download"), ...buttons, presentation.button, ...instead, said, ...sharing, link],
      leave: presentation.leave,
      update(settled) {
        if (!settled) return;
        presentation.update();
        const address = host.link(explorer);
        link.hidden = address === "";
        if (address) link.href = address;
      },
    };
  },
};
